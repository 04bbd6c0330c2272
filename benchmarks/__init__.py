"""How fast and how large, beside named peers in the same run: ``make bench``."""
