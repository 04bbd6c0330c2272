"""Difference-in-differences where units start at different times.

Importing this module is cheap; diff-diff (and pandas with it) is imported by the first fit.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

import numpy as np

from fordel.statistics.answers import LEVEL, SMALL, Estimate, NotEstimable
from fordel.statistics.group_times import NEVER
from fordel.statistics.regression import Floats, Ints
from fordel.statistics.shapes import as_long, beginnings, figures

Controls = Literal["never_treated", "not_yet_treated"]
Base = Literal["varying", "universal"]

SOURCE = "Callaway & Sant'Anna 2021"
_METHOD = "staggered difference-in-differences, {controls} controls, {base} base"
FEWEST = 2
"""Units that start, and units to compare with: below this no spread is known."""


@dataclass(frozen=True)
class GroupTime:
    """The effect in one period on the units that started in one period.

    ``started`` and ``compared`` are the units it rests on, on either side. The figure itself is
    ``mean`` (None where there is nobody); ``effect`` has the interval, where there is one.
    """

    start: int
    period: int
    mean: float | None
    effect: Estimate | NotEstimable
    started: int
    compared: int


@dataclass(frozen=True)
class EventTime:
    """The effect so many periods after the start (below zero: before it), over all groups."""

    time: int
    effect: Estimate | NotEstimable


@dataclass(frozen=True)
class Staggered:
    """Effects by group and time, by time since the start, and in all.

    ``covariance`` has shape (k, k), of the effects at the ``covariance_times`` (k,).
    ``periods`` are those with figures. ``units`` = ``started`` + ``compared``; with not-yet-treated
    controls ``compared`` counts the units that never start, and ``started`` those that are compared
    with until they start, too.
    """

    overall: Estimate
    group_times: tuple[GroupTime, ...]
    event_times: tuple[EventTime, ...]
    covariance: Floats
    covariance_times: tuple[int, ...]
    periods: tuple[int, ...]
    units: int
    started: int
    compared: int
    controls: Controls
    base: Base
    method: str
    source: str = SOURCE


def staggered_effects(
    outcome: Floats,
    periods: Ints,
    starts: Ints,
    *,
    controls: Controls = "not_yet_treated",
    base: Base = "varying",
    level: float = LEVEL,
) -> Staggered | NotEstimable:
    """Effects by group and time, without covariates.

    Parameters
    ----------
    outcome : shape (units, periods), NaN where nothing was collected.
    periods : shape (periods,), rising, each above zero.
    starts : shape (units,), the period each unit starts in, or ``NEVER`` (NaN is the same).
    controls : whom a group is compared with: units that never start, or all not started yet.
    base : before the start, change since the period before (varying) or since the last period
        before the start (universal).

    Returns
    -------
    NotEstimable : ``all_missing``, ``one_period``, ``nobody_started``, ``no_comparison``,
        ``too_few_started``, ``too_few_compared``, ``group_of_one`` (a group of one unit, or a
        comparison with one, has no spread of its own: see
        :func:`fordel.statistics.randomisation_inference.randomisation_test`), ``no_variation``.

    Raises
    ------
    ValueError : the shapes differ.

    Notes
    -----
    diff-diff's ``CallawaySantAnna``, with errors by unit (influence functions, factor G/(G-1)) and
    t with G - 1 degrees of freedom. A unit is left out of a comparison it lacks a period for.
    """
    outcome, starts = figures("outcome", outcome, 2), beginnings(starts)
    periods = figures("periods", periods, 1).astype(np.int64)
    as_long("starts", len(starts), "outcome", len(outcome))
    as_long("periods", len(periods), "a row of outcome", outcome.shape[1])
    refused = _refused(outcome, periods, starts, controls)
    if refused is not None:
        return refused
    used = np.isfinite(outcome).any(axis=1)
    with warnings.catch_warnings():
        # Its warnings (gaps, cells without anybody) are told by what is returned.
        warnings.simplefilter("ignore")
        fit = _fit(outcome[used], periods, starts[used], controls, base, level)
        if fit is None:
            return NotEstimable("no_comparison", int(used.sum()))
        events = fit.aggregate("event_study")
    method = _METHOD.format(controls=controls.replace("_", "-"), base=base)
    collected = tuple(int(one) for one in periods[np.isfinite(outcome).any(axis=0)])
    return _told(
        fit, events, starts[used], collected, controls, base, method, level, _scale(outcome)
    )


def _refused(  # noqa: PLR0911 - one answer per reason
    outcome: Floats, periods: Ints, starts: Ints, controls: Controls
) -> NotEstimable | None:
    seen = np.isfinite(outcome)
    units = int(seen.any(axis=1).sum())
    collected = periods[seen.any(axis=0)]
    if not units:
        return NotEstimable("all_missing", 0)
    if len(collected) < 2:  # noqa: PLR2004 - a change needs two
        return NotEstimable("one_period", len(collected), 2)
    known = starts[seen.any(axis=1)]
    started = int(((known > collected[0]) & (known <= collected[-1])).sum())
    if not started:
        return NotEstimable("nobody_started", units)
    first = known[(known > collected[0]) & (known <= collected[-1])].min()
    later = known == NEVER if controls == "never_treated" else known > first
    if not later.any():
        return NotEstimable("no_comparison", units)
    if started < FEWEST:
        return NotEstimable("too_few_started", started, FEWEST)
    if later.sum() < FEWEST:
        return NotEstimable("too_few_compared", int(later.sum()), FEWEST)
    return None


def _fit(
    outcome: Floats, periods: Ints, starts: Ints, controls: Controls, base: Base, level: float
) -> Any:
    """diff-diff's results, or None where it can compare nothing."""
    import diff_diff  # noqa: PLC0415 - seconds
    import pandas as pd  # noqa: PLC0415

    unit, place = np.nonzero(np.isfinite(outcome))
    rows = pd.DataFrame(
        {
            "unit": unit,
            "period": periods[place],
            "outcome": outcome[unit, place],
            "start": np.where(starts == NEVER, 0, starts)[unit],
        }
    )
    estimator = diff_diff.CallawaySantAnna(
        control_group=controls,
        base_period=base,
        estimation_method="reg",
        cluster="unit",
        alpha=1 - level,
        seed=0,
    )
    try:
        return estimator.fit(
            rows, outcome="outcome", unit="unit", time="period", first_treat="start"
        )
    except ValueError:
        return None


def _told(  # noqa: PLR0913, PLR0917 - what was asked, and what was found
    fit: Any,
    events: Any,
    starts: Ints,
    periods: tuple[int, ...],
    controls: Controls,
    base: Base,
    method: str,
    level: float,
    scale: float,
) -> Staggered | NotEstimable:
    units = len(starts)

    def estimate(row: Iterable[float], n: int) -> Estimate | NotEstimable:
        value, error, low, high, p = (float(part) for part in row)
        if not all(map(isfinite, (value, error, low, high))) or error <= SMALL * scale:
            return NotEstimable("no_variation", n)
        return Estimate(value, error, low, high, p, n, method, SOURCE, level)

    cells = tuple(
        _cell(int(start), int(period), cell, estimate)
        for (start, period), cell in sorted(fit.group_time_effects.items())
    )
    after = [cell for cell in cells if cell.period >= cell.start and cell.mean is not None]
    alone = [cell for cell in after if min(cell.started, cell.compared) < FEWEST]
    if alone:
        return NotEstimable("group_of_one", 1, FEWEST)
    overall = estimate(
        (fit.overall_att, fit.overall_se, *fit.overall_conf_int, fit.overall_p_value), units
    )
    if isinstance(overall, NotEstimable):
        return overall if after else NotEstimable("no_comparison", units)
    rows = np.column_stack(
        (events.att, events.se, events.conf_int_lower, events.conf_int_upper, events.p_value)
    )
    indexed = events.vcov is not None
    return Staggered(
        overall=overall,
        group_times=cells,
        event_times=tuple(
            EventTime(int(time), estimate(row, units))
            for time, row in zip(events.event_time.tolist(), rows, strict=True)
        ),
        covariance=np.asarray(events.vcov, dtype=np.float64) if indexed else np.empty((0, 0)),
        covariance_times=tuple(int(time) for time in events.vcov_index) if indexed else (),
        periods=periods,
        units=units,
        started=int((starts != NEVER).sum()),
        compared=int((starts == NEVER).sum()),
        controls=controls,
        base=base,
        method=method,
    )


def _cell(start: int, period: int, cell: Any, estimate: Any) -> GroupTime:
    started, compared = int(cell["n_treated"]), int(cell["n_control"])
    mean = float(cell["effect"])
    row = (mean, cell["se"], *cell["conf_int"], cell["p_value"])
    few = min(started, compared) < FEWEST
    effect = (
        NotEstimable("group_of_one" if min(started, compared) else "nobody", started + compared)
        if few
        else estimate(row, started + compared)
    )
    return GroupTime(start, period, mean if isfinite(mean) else None, effect, started, compared)


def _scale(outcome: Floats) -> float:
    """The size of what was measured; beside it a rounding is told from a spread."""
    return max(float(np.nanmax(np.abs(outcome))), SMALL)
