"""What a model or its data can be refused for, in words."""
