"""Across projects: what elements, costs and results look like beside each other."""
