"""Index models estimated here: from outcomes and criteria to coefficients, and how far to trust them."""
