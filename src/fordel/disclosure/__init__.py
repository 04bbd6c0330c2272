"""Disclosure control: which cells of a table may be shown, and an attack on what is published."""
