"""Index models estimated here: from outcomes and criteria to coefficients, and their limits."""
