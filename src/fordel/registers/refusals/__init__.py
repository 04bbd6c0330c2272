"""Every way a file can be refused: one small class each, and the report that gathers them."""
