"""What the pages of programmes say no to, by subject."""
