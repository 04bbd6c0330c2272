"""Totals and subtotals mixed in with units: found by their words and by arithmetic.

A row is a total by its words ("i alt"), or because its figures are the sums of other rows' figures
in so many digits that chance is out of the question. Evidence is counted in digits: a sum of 1,234
that fits exactly is worth about three, for one figure in a thousand would fit by accident. What the
search could have found by accident is subtracted. Real units are never dropped on weak evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, log10

import numpy as np
from numpy.typing import NDArray

Figures = Sequence[Sequence[Fraction | None]]
"""Columns of figures, each shape (rows,), None where missing."""

SEARCH_DIGITS = 6.0
"""Evidence that a group found by searching must have, after what chance could find."""
NAMED_DIGITS = 3.5
"""Evidence that a group named by the file itself must have: a common prefix, a common value."""
WHOLE_DIGITS = 2.0
"""Evidence that the first or last row must have to be the sum of all others."""
DIGITS_PER_COLUMN = 3.0
"""One column is worth no more than this, for columns of one file move together."""
LEAST_SHARE = 0.25
"""Part of the columns that must fit: shares and averages never do, even in a real total."""
SEARCHED_ROWS = 3000
"""In longer files only neighbouring rows are tried as a subtotal's group."""


@dataclass(frozen=True)
class Total:
    """A row that is a sum: its place, how it was known, and the first and last row it sums."""

    place: int
    known_by: str
    group: tuple[int, int] | None = None


class _Search:
    """The figures as numbers, ready to be summed over any run of rows."""

    def __init__(self, figures: Figures) -> None:
        scaled = [_whole(column) for column in figures]
        self.columns = [column for column in scaled if column is not None]
        self.rows = len(figures[0]) if figures else 0
        values = np.array([[v or 0 for v in column] for column in self.columns], dtype=object)
        self.values = values.reshape(len(self.columns), self.rows)
        self.known = np.array(
            [[v is not None for v in column] for column in self.columns], dtype=bool
        ).reshape(len(self.columns), self.rows)
        zero = np.zeros((len(self.columns), 1), dtype=object)
        self.sums = np.concatenate([zero, np.cumsum(self.values, axis=1)], axis=1)

    def run(self, first: int, end: int) -> NDArray[np.object_]:
        """Sums of the rows from ``first`` to before ``end``, shape (columns,)."""
        return np.asarray(self.sums[:, end] - self.sums[:, first])

    def fits(self, place: int, sums: NDArray[np.object_]) -> tuple[float, float]:
        """Evidence in digits that a row holds these sums, and the share of columns that fit."""
        own, known = self.values[:, place], self.known[:, place]
        compared = known & ((own != 0) | (sums != 0))
        if not compared.any():
            return 0.0, 0.0
        equal = compared & (own == sums)
        digits = sum(min(log10(1 + abs(int(v))), DIGITS_PER_COLUMN) for v in own[equal])
        return digits, float(equal.sum() / compared.sum())


def _whole(column: Sequence[Fraction | None]) -> list[int | None] | None:
    """A column in units of what all its figures are multiples of; None if it has no two figures.

    Round amounts thereby weigh little: 100,000 + 200,000 = 300,000 is no more than 1 + 2 = 3.
    """
    present = [value for value in column if value is not None]
    if len(present) < 2:
        return None
    scale = max(value.denominator for value in present)
    if scale > 10**9 or any((value * scale).denominator != 1 for value in present):
        scale = 10**6
    whole = [None if value is None else int(value * scale) for value in column]
    common = gcd(*(value for value in whole if value is not None)) or 1
    return [None if value is None else value // common for value in whole]


def find_totals(
    figures: Figures,
    by_words: Sequence[bool],
    keys: Sequence[str | None],
    groups: Sequence[Sequence[str | None]] = (),
) -> tuple[Total, ...]:
    """Find the rows that are sums of other rows.

    Parameters
    ----------
    figures : columns, each shape (rows,); None where missing.
    by_words : shape (rows,), rows whose key or name says that they are totals.
    keys : shape (rows,); a row whose key begins other keys may be their sum.
    groups : other columns, each shape (rows,), whose values may name a row that sums them.

    Returns
    -------
    The totals in the order of their rows.
    """
    found = {place: Total(place, "words") for place, says in enumerate(by_words) if says}
    search = _Search(figures)
    if search.columns and search.rows > 2:
        _tiles(search, found)
        _named_groups(search, found, keys, groups)
        _runs(search, found)
        _everything(search, found, keys)
    return tuple(found[place] for place in sorted(found))


def _accept(
    search: _Search, place: int, sums: NDArray[np.object_], needed: float, share: float
) -> bool:
    digits, fitting = search.fits(place, sums)
    return digits >= needed and fitting >= share


def _tiles(search: _Search, found: dict[int, Total]) -> None:
    """Every row is in a run of rows closed by its subtotal: a report with section sums."""
    start, digits, tiles = 0, 0.0, []
    for place in range(search.rows):
        if place - start >= 2:
            evidence, share = search.fits(place, search.run(start, place))
            if share == 1 and evidence > 0:
                tiles.append(Total(place, "section", (start, place - 1)))
                digits += evidence
                start = place + 1
    complete = start >= search.rows - 1
    if complete and len(tiles) >= 2 and digits >= SEARCH_DIGITS:
        for total in tiles:
            found.setdefault(total.place, total)


def _named_groups(
    search: _Search,
    found: dict[int, Total],
    keys: Sequence[str | None],
    groups: Sequence[Sequence[str | None]],
) -> None:
    """A row whose key begins the keys of others, or is their value in another column."""
    for place, own in enumerate(keys):
        if own is None or place in found:
            continue
        parts = [_beginning_with(own, keys)]
        parts += [[i for i, value in enumerate(column) if value == own] for column in groups]
        for rows in parts:
            members = [row for row in rows if row != place]
            if len(members) < 2:
                continue
            sums = search.values[:, members].sum(axis=1)
            if _accept(search, place, sums, NAMED_DIGITS, 0.5):
                found[place] = Total(place, "group", (min(members), max(members)))


def _beginning_with(own: str, keys: Sequence[str | None]) -> list[int]:
    return [
        row
        for row, other in enumerate(keys)
        if other is not None and len(other) > len(own) and other.startswith(own)
    ]


def _runs(search: _Search, found: dict[int, Total]) -> None:
    """A row that is the sum of any run of rows elsewhere in the file."""
    rows = search.rows
    tried = rows * rows / 2 if rows <= SEARCHED_ROWS else 2 * rows
    needed = SEARCH_DIGITS + log10(tried)
    anchors = _anchors(search, limit=max(1, int(2e8 / (rows * tried))))
    for place in range(rows):
        if place in found:
            continue
        for first, end in _candidates(search, place, anchors):
            if _accept(search, place, search.run(first, end), needed, LEAST_SHARE):
                found[place] = Total(place, "sum", (first, end - 1))
                break


def _anchors(search: _Search, limit: int) -> list[NDArray[np.float64]]:
    """Running sums of the columns that tell rows apart best, largest figures first."""
    size = [len(set(column)) for column in search.columns]
    order = sorted(range(len(size)), key=lambda c: (-size[c], c))
    return [search.sums[c].astype(np.float64) for c in order[:limit]]


def _candidates(
    search: _Search, place: int, anchors: Sequence[NDArray[np.float64]]
) -> list[tuple[int, int]]:
    """Runs of at least two rows, without the row itself, that fit it in one of the anchors."""
    found: list[tuple[int, int]] = []
    for sums in anchors:
        own = sums[place + 1] - sums[place]
        if own <= 0:
            continue
        for low, high in ((0, place), (place + 1, search.rows)):
            part = sums[low : high + 1]
            if search.rows > SEARCHED_ROWS:
                pairs = _neighbours(part, own, low, high, place)
            else:
                pairs = _pairs(part, own, low)
            found += [(first, end) for first, end in pairs if end - first >= 2]
    return found


def _pairs(sums: NDArray[np.float64], own: float, low: int) -> list[tuple[int, int]]:
    """All runs whose sum is ``own``; the running sums rise, so each start has one end or few."""
    if len(sums) < 3 or np.any(np.diff(sums) < 0):
        return []
    ends = np.searchsorted(sums, sums + own, side="left")
    starts = np.flatnonzero(ends < len(sums))
    hit = starts[sums[ends[starts]] == sums[starts] + own]
    return [(low + int(start), low + int(ends[start])) for start in hit]


def _neighbours(
    sums: NDArray[np.float64], own: float, low: int, high: int, place: int
) -> list[tuple[int, int]]:
    if high == place:
        starts = np.flatnonzero(sums == sums[-1] - own)
        return [(low + int(start), high) for start in starts]
    ends = np.flatnonzero(sums == sums[0] + own)
    return [(low, low + int(end)) for end in ends]


def _everything(search: _Search, found: dict[int, Total], keys: Sequence[str | None]) -> None:
    """The first or last row may be the sum of all rows that are no totals themselves."""
    for place in (0, search.rows - 1):
        if place in found:
            continue
        members = [row for row in range(search.rows) if row != place and row not in found]
        if len(members) < 3:
            continue
        sums = search.values[:, members].sum(axis=1)
        needed = WHOLE_DIGITS if keys[place] is not None else 0.5
        if _accept(search, place, sums, needed, 0.5):
            found[place] = Total(place, "everything", (min(members), max(members)))
