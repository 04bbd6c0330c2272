"""Charts from plain rows, each with the table that says the same. They compute nothing."""
