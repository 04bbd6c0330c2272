"""One teller per step of the model language: from a step's trace to sentences about one unit."""
