"""Estimators: numbers in, frozen results out. They know nothing of children, units or kroner."""
