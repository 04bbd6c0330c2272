"""What the evaluation is given: a row per unit and period; and the same as tables of arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isinf

import numpy as np

from fordel.evaluation.effects.given import figures_of, names_of, whole_of
from fordel.evaluation.effects.refusals import (
    CountBelowZero,
    OutcomeNotFinite,
    PeriodMissing,
    UnevenPanel,
)
from fordel.statistics.answers import NotEstimable
from fordel.statistics.group_times import NEVER
from fordel.statistics.regression import Floats, Ints

_COUNTS = ("children", "green", "yellow", "red", "left")
COLOURS = ("red", "yellow", "green")
"""Lowest first: a higher level is better."""


@dataclass(frozen=True)
class EffectPanel:
    """Columns of shape (rows,), a row per unit and period: lists, arrays, or a table's columns.

    ``start`` is the period the unit's effect phase begins in, missing if it never does.
    ``outcome`` is missing where nothing was collected; ``children`` are those included in the
    period. Colours and ``left`` (children who left since the period before) may be left out as a
    whole, or a single count be missing. None, NaN and pandas' NA are missing alike. ``months`` is
    how long each period lasts, by period.

    Raises
    ------
    UnevenPanel, UnitMissing, PeriodMissing, FigureNotRead, FigureNotWhole, CountBelowZero,
    OutcomeNotFinite.
    """

    unit: Sequence[str]
    period: Sequence[int]
    start: Sequence[int | None]
    outcome: Sequence[float]
    children: Sequence[int | None]
    green: Sequence[int | None] | None = None
    yellow: Sequence[int | None] | None = None
    red: Sequence[int | None] | None = None
    left: Sequence[int | None] | None = None
    months: Mapping[int, float] | None = None

    def __post_init__(self) -> None:
        self._check_even()
        self._read()
        for column in _COUNTS:
            counts = getattr(self, column)
            for row, count in enumerate(() if counts is None else counts, start=1):
                if count is not None and count < 0:
                    raise CountBelowZero(column=column, row=row)
        for row, value in enumerate(self.outcome, start=1):
            if isinf(value):
                raise OutcomeNotFinite(row=row)

    def _check_even(self) -> None:
        for column in ("period", "start", "outcome", *_COUNTS):
            values = getattr(self, column)
            if values is not None and len(values) != len(self.unit):
                raise UnevenPanel(column=column, found=len(values), expected=len(self.unit))

    def _read(self) -> None:
        """Put plain figures where any library's columns were given."""
        read: dict[str, object] = {
            "unit": names_of(self.unit),
            "outcome": figures_of(self.outcome, "outcome"),
        }
        for column in ("period", "start", *_COUNTS):
            values = getattr(self, column)
            if values is not None:
                read[column] = whole_of(values, column)
        for column, plain in read.items():
            object.__setattr__(self, column, plain)
        for row, period in enumerate(self.period, start=1):
            if period is None:
                raise PeriodMissing(row=row)

    @property
    def has_colours(self) -> bool:
        return all(column is not None for column in (self.green, self.yellow, self.red))


@dataclass(frozen=True)
class Shaped:
    """The panel by unit and period, with units that nothing can be told of left out.

    ``periods`` (periods,) are numbered from 1, rising, gaps kept; ``starts`` (units,) likewise,
    or ``NEVER``, also where the start is yet to come. ``outcome``, ``children`` and ``left``
    (units, periods) have NaN where nothing was collected; ``colours`` (units, periods, 3), red
    first, has nobody there. ``left_out`` is units and the reason word.
    """

    units: tuple[str, ...]
    periods: Ints
    starts: Ints
    outcome: Floats
    children: Floats
    left: Floats
    colours: Ints | None
    left_out: tuple[tuple[str, str], ...]
    first_period: int

    @property
    def began(self) -> Ints:
        """Shape (units,): 1 where the unit has started within the data."""
        after = self.periods[None, :] >= self.starts[:, None]
        return np.asarray((np.isfinite(self.outcome) & after).any(axis=1), dtype=np.int64)


def shape(panel: EffectPanel) -> Shaped | NotEstimable:
    """Set a panel out by unit and period.

    Returns
    -------
    NotEstimable : ``period_twice``, ``start_changes``, ``all_missing``, ``all_equal``.
    """
    places = Counter(zip(panel.unit, panel.period, strict=True))
    if any(many > 1 for many in places.values()):
        return NotEstimable("period_twice", sum(many > 1 for many in places.values()))
    starts = {(unit, start) for unit, start in zip(panel.unit, panel.start, strict=True)}
    units = tuple(sorted(set(panel.unit)))
    if len(starts) > len(units):
        return NotEstimable("start_changes", len(starts) - len(units))
    outcome = np.array(panel.outcome, dtype=np.float64)
    if not np.isfinite(outcome).any():
        return NotEstimable("all_missing", 0)
    known = outcome[np.isfinite(outcome)]
    if known.max() == known.min():
        return NotEstimable("all_equal", len(known))
    return _table(panel, units, dict(starts))


def _table(panel: EffectPanel, units: tuple[str, ...], starts: dict[str, int | None]) -> Shaped:
    when = np.array(panel.period, dtype=np.int64)
    outcome = np.array(panel.outcome, dtype=np.float64)
    periods = np.unique(when[np.isfinite(outcome)])
    rows = np.searchsorted(np.array(units), np.array(panel.unit))
    columns = np.searchsorted(periods, when)
    # Rows of a period nobody collected an outcome in belong to no column.
    held = np.isin(when, periods)

    def table(values: Sequence[float | int | None] | None) -> Floats:
        filled = np.full((len(units), len(periods)), np.nan)
        if values is not None:
            flat = np.array([np.nan if one is None else one for one in values], dtype=np.float64)
            filled[rows[held], columns[held]] = flat[held]
        return filled

    first = int(periods[0])
    numbered = np.array(
        [_numbered(starts[unit], first, int(periods[-1])) for unit in units],
        dtype=np.int64,
    )
    wide = Shaped(
        units=units,
        periods=periods - first + 1,
        starts=numbered,
        outcome=table(panel.outcome),
        children=table(panel.children),
        left=table(panel.left),
        colours=_colours([table(getattr(panel, one)) for one in COLOURS])
        if panel.has_colours
        else None,
        left_out=(),
        first_period=first,
    )
    return _usable(wide)


def _numbered(start: int | None, first: int, last: int) -> int:
    """A start counted from the first period: 0 before it, ``NEVER`` after the data."""
    if start is None or start > last:
        return NEVER
    return max(0, start - first + 1)


def _colours(tables: list[Floats]) -> Ints:
    """Shape (units, periods, 3); where one colour was not collected, none counts."""
    counts = np.stack(tables, axis=2)
    whole = np.isfinite(counts).all(axis=2, keepdims=True)
    return np.where(whole, np.nan_to_num(counts), 0).astype(np.int64)


def _usable(wide: Shaped) -> Shaped:
    seen = np.isfinite(wide.outcome)
    early = wide.periods[None, :] < wide.starts[:, None]
    before = np.asarray((seen & early).any(axis=1))
    reasons: dict[int, str] = {}
    for row in range(len(wide.units)):
        if not seen[row].any():
            reasons[row] = "unit_without_data"
        elif not before[row]:
            always = wide.starts[row] <= wide.periods[0]
            reasons[row] = "started_before_data" if always else "joined_late"
        elif seen[row].sum() < 2:  # noqa: PLR2004 - a change needs two
            reasons[row] = "one_period_only"
    kept = np.array([row not in reasons for row in range(len(wide.units))], dtype=bool)
    return Shaped(
        units=tuple(unit for unit, keep in zip(wide.units, kept, strict=True) if keep),
        periods=wide.periods,
        starts=wide.starts[kept],
        outcome=wide.outcome[kept],
        children=wide.children[kept],
        left=wide.left[kept],
        colours=None if wide.colours is None else wide.colours[kept],
        left_out=tuple((wide.units[row], reason) for row, reason in reasons.items()),
        first_period=wide.first_period,
    )
