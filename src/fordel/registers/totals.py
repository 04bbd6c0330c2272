"""Totals and subtotals mixed in with units: found by their words and by arithmetic.

A row is a total by its words ("i alt"), or because its figures are the sums of other rows' figures
in so many digits that chance is out of the question. Evidence is counted in digits: a sum of 1,234
that fits exactly is worth about three, for one figure in a thousand would fit by accident. What the
search could have found by accident is subtracted. Real units are never dropped on weak evidence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, log10

import numpy as np
from numpy.typing import NDArray

Figures = Sequence[Sequence[Fraction | None]]
"""Columns of figures, each shape (rows,), None where missing."""
Labels = Sequence[str | None]
Column = list[int | None]
Sums = NDArray[np.float64]

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
MOST = 0.5
"""Part of the columns that must fit where the group is named by the file itself."""
SEARCHED_ROWS = 1500
"""In longer files only neighbouring rows are tried as a subtotal's group."""
LONGEST = 20_000
"""Longer files are lists of children or of observations; no sums are looked for in them."""
SEARCH_STEPS = 20_000_000
LEAST_GROUP = 2
SAME = 1e-9
"""What is left of a column, relative to itself, when it follows from others."""
LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True)
class Total:
    """A row that is a sum: its place, how it was known, and the first and last row it sums."""

    place: int
    known_by: str
    group: tuple[int, int] | None = None


@dataclass(frozen=True)
class Sum:
    """Sums over a group of rows, shape (columns,), and which of them have no gap in the group."""

    figures: NDArray[np.object_]
    whole: NDArray[np.bool_]


class _Search:
    """The figures as numbers, ready to be summed over any run of rows."""

    def __init__(self, figures: Figures) -> None:
        scaled = [_whole(column) for column in figures]
        self.columns = _independent([column for column in scaled if column is not None])
        self.rows = len(figures[0]) if figures else 0
        values = np.array([[v or 0 for v in column] for column in self.columns], dtype=object)
        self.values = values.reshape(len(self.columns), self.rows)
        self.known = np.array(
            [[v is not None for v in column] for column in self.columns], dtype=bool
        ).reshape(len(self.columns), self.rows)
        zero = np.zeros((len(self.columns), 1), dtype=object)
        self.sums = np.concatenate([zero, np.cumsum(self.values, axis=1)], axis=1)
        gaps = np.cumsum(~self.known, axis=1)
        self.gaps = np.concatenate([np.zeros((len(self.columns), 1), dtype=int), gaps], axis=1)
        self.order = sorted(range(len(self.columns)), key=lambda c: -len(set(self.columns[c])))

    def run(self, first: int, end: int) -> Sum:
        """Sums of the rows from ``first`` to before ``end``."""
        whole = self.gaps[:, end] == self.gaps[:, first]
        return Sum(self.sums[:, end] - self.sums[:, first], whole)

    def of(self, members: Sequence[int]) -> Sum:
        """Sums of chosen rows."""
        whole = np.asarray(self.known[:, members].all(axis=1))
        return Sum(self.values[:, members].sum(axis=1), whole)

    def fits(self, place: int, group: Sum) -> tuple[float, float]:
        """Evidence in digits that a row holds these sums, and the share of columns that fit.

        A column with a gap in the group says nothing: what is missing is not zero.
        """
        own = self.values[:, place]
        compared = self.known[:, place] & group.whole & ((own != 0) | (group.figures != 0))
        if not compared.any():
            return 0.0, 0.0
        equal = compared & (own == group.figures)
        digits = sum(min(log10(1 + abs(int(v))), DIGITS_PER_COLUMN) for v in own[equal])
        return digits, float(equal.sum() / compared.sum())

    def accepts(self, place: int, group: Sum, digits: float, share: float) -> bool:
        """Whether a row holds these sums with enough evidence, in enough of the columns."""
        evidence, fitting = self.fits(place, group)
        return evidence >= digits and fitting >= share

    def anchors(self, most: int) -> list[Sums]:
        """Running sums of the columns that tell rows apart best and never fall."""
        sums = [self.sums[column].astype(np.float64) for column in self.order]
        return [column for column in sums if not np.any(np.diff(column) < 0)][:most]


def _independent(columns: list[Column]) -> list[Column]:
    """The columns that do not follow from those before them, which would count evidence twice.

    Boys, girls and children together are two columns' worth; so are children and twice children.
    """
    kept: list[Column] = []
    basis: list[Sums] = []
    for column in columns:
        own = np.array([value or 0 for value in column], dtype=np.float64)
        rest = own.copy()
        for direction in basis:
            rest -= (rest @ direction) * direction
        size = float(np.linalg.norm(rest))
        if size > SAME * float(np.linalg.norm(own)):
            kept.append(column)
            basis.append(rest / size)
    return kept


def _whole(column: Sequence[Fraction | None]) -> Column | None:
    """A column in units of what all its figures are multiples of; None if it has no two figures.

    Round amounts thereby weigh little: 100,000 + 200,000 = 300,000 is no more than 1 + 2 = 3.
    """
    present = [value for value in column if value is not None]
    if len(present) < LEAST_GROUP:
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
    keys: Labels,
    groups: Sequence[Labels] = (),
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
    if search.columns and LEAST_GROUP < search.rows <= LONGEST:
        _tiles(search, found)
        _named_groups(search, found, keys, groups)
        _runs(search, found)
        _everything(search, found, keys)
    return tuple(found[place] for place in sorted(found))


def _tiles(search: _Search, found: dict[int, Total]) -> None:
    """Every row is in a run of rows closed by its subtotal: a report with section sums."""
    start, digits, tiles = 0, 0.0, list[Total]()
    sums = search.sums[search.order[0]].tolist()
    for place in range(LEAST_GROUP, search.rows):
        own = sums[place + 1] - sums[place]
        if place - start < LEAST_GROUP or own != sums[place] - sums[start]:
            continue
        evidence, share = search.fits(place, search.run(start, place))
        if share == 1 and evidence > 0:
            tiles.append(Total(place, "section", (start, place - 1)))
            digits += evidence
            start = place + 1
    complete = start >= search.rows - 1
    if complete and len(tiles) > 1 and digits >= SEARCH_DIGITS:
        for total in tiles:
            found.setdefault(total.place, total)


def _named_groups(
    search: _Search, found: dict[int, Total], keys: Labels, groups: Sequence[Labels]
) -> None:
    """A row whose key begins the keys of others, or is their value in another column."""
    ordered = sorted((key, row) for row, key in enumerate(keys) if key is not None)
    by_value = [_rows_by_value(column) for column in groups]
    for place, own in enumerate(keys):
        if own is None or place in found:
            continue
        for rows in (_beginning_with(own, ordered), *(column.get(own, []) for column in by_value)):
            members = [row for row in rows if row != place]
            if len(members) >= LEAST_GROUP and search.accepts(
                place, search.of(members), NAMED_DIGITS, MOST
            ):
                found[place] = Total(place, "group", (min(members), max(members)))


def _rows_by_value(column: Labels) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, value in enumerate(column):
        if value is not None:
            rows.setdefault(value, []).append(row)
    return rows


def _beginning_with(own: str, ordered: Sequence[tuple[str, int]]) -> list[int]:
    first = bisect_left(ordered, (own, -1))
    last = bisect_left(ordered, (own + LAST_LETTER, -1))
    return [row for key, row in ordered[first:last] if key != own]


def _runs(search: _Search, found: dict[int, Total]) -> None:
    """A row that is the sum of any run of rows elsewhere in the file."""
    rows = search.rows
    everywhere = rows <= SEARCHED_ROWS
    tried = rows * rows / 2 if everywhere else 2 * rows
    needed = SEARCH_DIGITS + log10(tried)
    most = max(1, SEARCH_STEPS // (rows * rows)) if everywhere else len(search.columns)
    for sums in search.anchors(most):
        candidates = _anywhere(sums) if everywhere else _beside(sums)
        for place, first, end in candidates:
            if place in found or end - first < LEAST_GROUP:
                continue
            if search.accepts(place, search.run(first, end), needed, LEAST_SHARE):
                found[place] = Total(place, "sum", (first, end - 1))


Candidates = Iterator[tuple[int, int, int]]


def _anywhere(sums: Sums) -> Candidates:
    """Runs that do not hold the row itself and whose sum is the row's; the sums never fall."""
    for place, own in enumerate(np.diff(sums)):
        if own <= 0:
            continue
        ends = np.searchsorted(sums, sums + own)
        starts = np.flatnonzero(ends < len(sums))
        starts = starts[sums[ends[starts]] == sums[starts] + own]
        for start in starts:
            first, end = int(start), int(ends[start])
            if not first <= place < end:
                yield place, first, end


def _beside(sums: Sums) -> Candidates:
    """Runs that end right above the row or begin right below it, and whose sum is the row's."""
    own = np.diff(sums)
    places = np.arange(len(own))
    starts = np.searchsorted(sums, sums[:-1] - own)
    above = (own > 0) & (sums[np.minimum(starts, len(own))] == sums[:-1] - own)
    for place in places[above]:
        yield int(place), int(starts[place]), int(place)
    ends = np.minimum(np.searchsorted(sums, sums[1:] + own), len(own))
    below = (own > 0) & (sums[ends] == sums[1:] + own)
    for place in places[below]:
        yield int(place), int(place) + 1, int(ends[place])


def _everything(search: _Search, found: dict[int, Total], keys: Labels) -> None:
    """The first or last row may be the sum of all rows that are no totals themselves."""
    for place in (0, search.rows - 1):
        members = [row for row in range(search.rows) if row != place and row not in found]
        if place in found or len(members) <= LEAST_GROUP:
            continue
        needed = 0.0 if keys[place] is None else WHOLE_DIGITS
        if search.accepts(place, search.of(members), needed, MOST):
            found[place] = Total(place, "everything", (min(members), max(members)))
