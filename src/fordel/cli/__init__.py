"""The command line: arguments, progress, output, exit codes. No logic of its own."""

from __future__ import annotations


def main() -> None:
    """Run ``fordel`` and leave with the exit code that the outcome has."""
    from fordel.cli.app import run

    raise SystemExit(run())
