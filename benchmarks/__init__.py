"""How fast Fordel is on this machine: ``make bench``."""
