"""The web application: the budget year in a browser."""
