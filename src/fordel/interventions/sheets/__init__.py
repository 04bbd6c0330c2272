"""Registration sheets: what a unit is asked for a period, and what it answers."""
