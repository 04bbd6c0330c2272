"""Text that is safe to open in a spreadsheet: never read as a formula."""

from __future__ import annotations

import re

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:/\d+)?(?:[eE][+-]?\d+)?")


def safe_cell(text: str) -> str:
    """Text for a cell of a CSV file.

    Parameters
    ----------
    text : a name, a key, a purpose: anything somebody has written.

    Returns
    -------
    The same text; with an apostrophe before it where a spreadsheet would take it for a formula,
    that is, where it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break and is not a
    number.

    Notes
    -----
    Source: OWASP, CSV Injection.
    """
    if text.startswith(_STARTS_A_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
