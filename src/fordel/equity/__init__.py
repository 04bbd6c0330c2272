"""How unevenly the money goes, whether it follows the load, and what a scenario would mean."""
