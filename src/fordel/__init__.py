"""Fordel: from what a municipality knows to institution budgets, and to knowing why."""

__version__ = "0.1.0"
