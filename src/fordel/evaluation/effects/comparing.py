"""The comparisons themselves: what each design allows, answered or refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from fordel.evaluation.effects.panel import Shaped
from fordel.evaluation.effects.results import Colours, Design
from fordel.evaluation.effects.words import NotEstimable, not_estimable, told
from fordel.statistics import answers
from fordel.statistics.answers import Estimate, by_t
from fordel.statistics.interrupted import Interrupted, interrupted_series
from fordel.statistics.ordered_counts import ordered_effects
from fordel.statistics.randomisation_inference import randomisation_test
from fordel.statistics.regression import Floats, Ints
from fordel.statistics.staggered import Controls, Staggered, staggered_effects
from fordel.statistics.wild_bootstrap import wild_cluster_bootstrap

WILD_DRAWS = 1_999


@dataclass(frozen=True)
class Compared:
    """The same effect twice: with errors of many units, and by the order of starts."""

    staggered: Staggered | answers.NotEstimable
    randomisation: Estimate | NotEstimable

    @property
    def effect(self) -> Estimate | NotEstimable:
        """The first where it holds; groups of one unit have only the second."""
        if isinstance(self.staggered, Staggered):
            return self.staggered.overall
        return self.randomisation

    @property
    def by_order(self) -> Estimate | NotEstimable:
        """The second where it holds; where the starts can hardly be dealt otherwise, the first."""
        return self.randomisation if isinstance(self.randomisation, Estimate) else self.effect


def compare(
    outcome: Floats, periods: Ints, starts: Ints, controls: Controls, seed: int, level: float
) -> Compared:
    """Compare units that have started with those that have not.

    Parameters
    ----------
    outcome : shape (units, periods); periods (periods,); starts (units,).
    """
    found = staggered_effects(outcome, periods, starts, controls=controls, level=level)
    never_only = controls == "never_treated"
    by_order: Estimate | answers.NotEstimable
    if isinstance(found, answers.NotEstimable) and found.reason in _NOTHING_TO_ORDER:
        by_order = found
    else:
        by_order = randomisation_test(
            outcome, periods, starts, never_only=never_only, seed=seed, level=level
        )
    return Compared(found, in_words(by_order))


_NOTHING_TO_ORDER = {"all_missing", "one_period", "nobody_started", "no_comparison"}


def in_words(answer: Estimate | answers.NotEstimable) -> Estimate | NotEstimable:
    """An estimate as it is, a refusal in words."""
    return told(answer) if isinstance(answer, answers.NotEstimable) else answer


def changes(shaped: Shaped, start: int) -> Floats:
    """Each unit's mean from a period on less its mean before, shape (units,); NaN without both."""
    seen = np.isfinite(shaped.outcome)
    filled = np.where(seen, shaped.outcome, 0.0)
    means = []
    for side in (shaped.periods >= start, shaped.periods < start):
        many = seen[:, side].sum(axis=1)
        mean = np.full(len(shaped.units), np.nan)
        np.divide(filled[:, side].sum(axis=1), many, out=mean, where=many > 0)
        means.append(mean)
    return np.asarray(means[0] - means[1])


def change_of_started(shaped: Shaped, level: float) -> Estimate | NotEstimable:
    """The mean change from before to after in the units that started: a change, not an effect."""
    own = [
        changes(shaped, int(start))[row]
        for row, start in enumerate(shaped.starts)
        if shaped.began[row]
    ]
    known = np.array(own)[np.isfinite(own)]
    if len(known) < 2:  # noqa: PLR2004 - one change has no spread
        return not_estimable("one_unit" if len(known) else "nobody", len(known), 2)
    return in_words(
        by_t(
            float(known.mean()),
            float(known.std(ddof=1)) / sqrt(len(known)),
            n=len(known),
            freedom=len(known) - 1,
            method="mean change from before to after within units, no comparison",
            source="Student 1908",
            level=level,
            scale=float(np.nanmax(np.abs(shaped.outcome))),
        )
    )


def wild(shaped: Shaped, seed: int, level: float) -> Estimate | NotEstimable:
    """Changes of units that started less those of the others, tested for few units."""
    began = shaped.starts[shaped.began == 1]
    if len(np.unique(began)) > 1:
        return not_estimable("several_starts", len(np.unique(began)))
    change = changes(shaped, int(began[0]))
    known = np.isfinite(change)
    started = (shaped.began == 1)[known].astype(np.float64)
    sides = int(min(started.sum(), len(started) - started.sum()))
    if not sides:
        return not_estimable("no_comparison", int(known.sum()))
    return in_words(
        wild_cluster_bootstrap(
            np.column_stack((np.ones(len(started)), started)),
            change[known],
            np.arange(len(started)),
            1,
            draws=WILD_DRAWS,
            seed=seed,
            level=level,
        )
    )


def series(
    shaped: Shaped, months: Mapping[int, float] | None, level: float
) -> Interrupted | NotEstimable:
    """The course of the started units by itself, where they share one start."""
    began = shaped.began == 1
    starts = np.unique(shaped.starts[began])
    if len(starts) > 1:
        return not_estimable("several_starts", len(starts))
    times, start = _times(shaped, int(starts[0]), months)
    unit, place = np.nonzero(np.isfinite(shaped.outcome[began]))
    found = interrupted_series(
        shaped.outcome[began][unit, place],
        times[place],
        start,
        clusters=unit if began.sum() > 1 else None,
        level=level,
    )
    return told(found) if isinstance(found, answers.NotEstimable) else found


def _times(shaped: Shaped, start: int, months: Mapping[int, float] | None) -> tuple[Floats, float]:
    """When the periods begin and the start is: in months where all are known, else in numbers."""
    last = max(int(shaped.periods[-1]), start)
    if months is None or last > _MOST_PERIODS:
        return shaped.periods.astype(np.float64), float(start)
    lengths = [months.get(shaped.first_period + offset) for offset in range(last)]
    if None in lengths:
        return shaped.periods.astype(np.float64), float(start)
    begins = np.concatenate(([0.0], np.cumsum(np.array(lengths, dtype=np.float64))))
    return begins[shaped.periods - 1], float(begins[start - 1])


_MOST_PERIODS = 10_000
"""Periods numbered further apart are not counted one by one."""


def colours(shaped: Shaped, design: Design, level: float) -> Colours:
    """Log odds of a greener colour: start groups, periods, and having started."""
    units = len(shaped.units)
    if shaped.colours is None:
        return Colours(not_estimable("no_colours", units), None, 0)
    counted = int(shaped.colours.sum())
    if design not in {"staggered", "comparison_units"}:
        return Colours(not_estimable("no_comparison", units), None, counted)
    unit, place = np.nonzero(shaped.colours.sum(axis=2))
    if not len(unit):
        return Colours(not_estimable("all_missing", 0), None, 0)
    started = shaped.periods[place] >= shaped.starts[unit]
    columns = [started, *_indicators(shaped.starts[unit]), *_indicators(shaped.periods[place])]
    found = ordered_effects(
        np.column_stack(columns).astype(np.float64),
        shaped.colours[unit, place],
        unit,
        level=level,
    )
    if isinstance(found, answers.NotEstimable):
        return Colours(told(found), None, counted)
    return Colours(found.effects[0], found.odds_ratio(0), counted)


def _indicators(values: Ints) -> list[Ints]:
    """A column for each value but the last: beside the cuts all of them would be one too many."""
    return [(values == one).astype(np.int64) for one in np.unique(values)[:-1]]
