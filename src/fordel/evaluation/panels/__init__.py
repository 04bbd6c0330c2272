"""Single children followed by pseudonym from period to period: read, counted, and forgotten."""
