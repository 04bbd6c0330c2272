"""Columns of a sheet by their letters and by their number; ``A`` is 1, ``Z`` 26, ``AA`` 27."""

from __future__ import annotations


def column_number(letters: str) -> int:
    """The number of a column, from one."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def column_letters(number: int) -> str:
    """The letters of a column; :func:`column_number` gives the number back."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
