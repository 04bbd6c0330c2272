"""Models, parameters and texts as data."""
