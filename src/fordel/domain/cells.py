"""Cells that are safe to open: text that a spreadsheet would take for a formula is defused."""

from __future__ import annotations

import re

# With the full-width forms that some programs read alike.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+([.,/]\d+)*")


def safe_cell(text: str) -> str:
    """Text that no spreadsheet computes: an apostrophe before what would begin a formula.

    Numbers, also negative ones, stay as they are. A carriage return becomes a line feed: alone it
    is not quoted in a file of comma-separated values, yet some programs begin a new row at it.

    Notes
    -----
    Source: OWASP, CSV injection.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith(_STARTS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
