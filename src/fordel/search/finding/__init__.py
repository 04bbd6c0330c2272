"""Finding models that satisfy aims, or the aims that cannot hold together."""
