"""Keys are text: leading zeros and letters survive; a municipality's code has four digits."""

from __future__ import annotations

import re

from fordel.registers.words import words

_WHOLE_AS_DECIMAL = re.compile(r"(-?\d+)\.0+")


def key(text: str) -> str | None:
    """A key, or None where nothing stands."""
    clean = " ".join(text.split())
    return None if clean.casefold() in words().missing else clean


def key_of_number(text: str) -> str | None:
    """A key that a spreadsheet kept as a number: 1234.0 is 1234. Leading zeros are lost already."""
    clean = key(text)
    match = _WHOLE_AS_DECIMAL.fullmatch(clean or "")
    return match[1] if match else clean


def municipality_code(text: str) -> str:
    """A municipality's code with four digits, as in Statistics Denmark's registers.

    The code itself has three digits (101, Copenhagen); both forms are accepted.

    Raises
    ------
    ValueError : it is neither three nor four digits.
    """
    clean = text.strip()
    if not (clean.isascii() and clean.isdigit() and len(clean) in {3, 4}):
        raise ValueError("a municipality code has three or four digits")
    return clean.zfill(4)


def same_code(one: str, other: str) -> bool:
    """Whether two texts are the same, or the same municipality code written in two ways."""
    if one == other:
        return True
    try:
        return municipality_code(one) == municipality_code(other)
    except ValueError:
        return False
