"""What is refused of registration sheets: what is asked for, what comes back, what is corrected."""
