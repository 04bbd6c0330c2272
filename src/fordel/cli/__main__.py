"""``python -m fordel.cli``."""

from fordel.cli import main

main()
