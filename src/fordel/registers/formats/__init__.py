"""One small reader per file format; each gives the common ``Table``."""
