"""Searching among models: many variants of one, weighed against each other."""
