"""From rows of cells, with whatever stands above and below them, to headers and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fordel.registers.contract import FILES
from fordel.registers.headers import ages_in, simplified, synonyms
from fordel.registers.personal import looks_like_cpr
from fordel.registers.refusals.columns import NoHeader

_YEAR = re.compile(r"(19|20)\d\d")
SEARCHED = 20
"""Rows from the top among which the headers are looked for."""


@dataclass(frozen=True)
class HeaderRow:
    """Where the headers stand: the place among the rows, and the headers, none of them empty."""

    place: int
    headers: tuple[str, ...]


def find_headers(rows: Sequence[Sequence[str]], file: str) -> HeaderRow:
    """The first row that is about as full as the fullest, and holds words rather than figures.

    Titles above a table fill one or two cells only.

    Raises
    ------
    NoHeader : that row holds figures, dates or personal numbers.
    """
    top = rows[:SEARCHED]
    filled = [sum(bool(cell) for cell in row) for row in top]
    enough = max(filled) * 0.6
    place = next(index for index, count in enumerate(filled) if count >= enough)
    headers = list(top[place])
    while headers and not headers[-1]:
        headers.pop()
    if any(looks_like_cpr(header) for header in headers) or not _are_words(headers):
        raise NoHeader(file=file, row=None)
    return HeaderRow(place, _named(headers))


def _are_words(headers: Sequence[str]) -> bool:
    named = [header for header in headers if header]
    words = [header for header in named if any(letter.isalpha() for letter in header)]
    years_or_words = [h for h in named if h in words or _YEAR.fullmatch(h) or ages_in(h)]
    return len(words) > 0 and len(years_or_words) == len(named)


def _named(headers: Sequence[str]) -> tuple[str, ...]:
    return tuple(header or f"({place + 1})" for place, header in enumerate(headers))


def known_headers(headers: Sequence[str]) -> int:
    """How many headers are known by name in the file that knows most of them."""
    simple = {simplified(header) for header in headers}
    best = 0
    for stem, rule in FILES.items():
        names = synonyms(stem)
        hits = 0
        for column in rule.columns:
            words = {simplified(column.name)} | names.firm[column.name]
            hits += bool(simple & (words | names.if_free.get(column.name, frozenset())))
        best = max(best, hits)
    return best
