"""One file per question; each answers with a section of the report."""
