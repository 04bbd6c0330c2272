"""Fordel's own work, as the contenders beside it are measured."""
