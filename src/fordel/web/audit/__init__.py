"""What was done, by whom, when, from where. Append-only."""
