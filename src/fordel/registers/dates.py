"""Dates as people write them: day first in Denmark, ISO from machines, never two-digit years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from fordel.registers.words import plain_words, words

Order = Literal["day", "month"]
MONTHS = 12

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTED = re.compile(r"(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./]\s?(\d{4})(?: 0?0[:.]00(?:[:.]00)?)?")


def orders(texts: Iterable[str]) -> frozenset[Order]:
    """Which orders of day and month some date among the texts can only be read with."""
    found: set[Order] = set()
    for text in texts:
        match = _PARTED.fullmatch(text)
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if first > MONTHS >= second:
            found.add("day")
        if second > MONTHS >= first:
            found.add("month")
    return frozenset(found)


def read_date(text: str, order: Order = "day", form: str | None = None) -> date | None:
    """A date, or None where it is missing. Raises ``ValueError`` if it is none.

    ``form`` is a ``strptime`` form from the mapping; then nothing else is accepted.
    """
    if plain_words(text) in words().missing:
        return None
    if form is not None:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
    for pattern in (_ISO, _COMPACT):
        match = pattern.fullmatch(text)
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    match = _PARTED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    day, month = (first, second) if order == "day" else (second, first)
    return date(year, month, day)
