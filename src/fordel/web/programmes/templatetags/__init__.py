"""What the templates of the budget year may use."""
