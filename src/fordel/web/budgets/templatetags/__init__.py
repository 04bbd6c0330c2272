"""Template tags of the budget year."""
