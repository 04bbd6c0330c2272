"""What templates may ask about access."""
