"""Many municipalities at once, each with its own model, and one table to compare them."""
