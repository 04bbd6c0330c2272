"""One small reader per file format; each gives the common :class:`~fordel.registers.table.Table`."""
