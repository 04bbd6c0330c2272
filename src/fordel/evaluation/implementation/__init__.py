"""Whether activities were carried out as described: counts, spread, intensity, verdicts."""
