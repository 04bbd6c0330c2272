"""Counting need: from what is known of children to a load per unit."""
