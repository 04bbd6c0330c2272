"""A first plan of a project: its units and periods as they stand, figures from before the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from fordel.evaluation.effects.checks import CARRIED_OVER, passing_variance
from fordel.evaluation.effects.from_registrations import PERCENT, outcome_from
from fordel.evaluation.effects.panel import EffectPanel
from fordel.evaluation.effects.planning import MOST_PERIODS, PlannedEffect
from fordel.interventions.indicators import Kind
from fordel.interventions.registrations import Registrations
from fordel.statistics.carrying_over import apart, correlation
from fordel.statistics.regression import Floats, Ints

_SPREAD, _GREEN, _CHILDREN, _ICC = Decimal("1.0"), Decimal("0.5"), Decimal(20), Decimal("0.1")
"""Where no figures are: rather too little to be seen than too much. Of shares a half varies most.
Fordel's own."""
_LAST = 2**31 - 1
_TWO = 2


@dataclass(frozen=True)
class FirstPlan:
    """A plan to begin from; ``guessed`` are the figures that no registration stands behind."""

    planned: PlannedEffect
    guessed: frozenset[str]


def plan_from(registrations: Registrations, indicator: str) -> FirstPlan:
    """Set up a plan from when units begin, and from what they registered before anybody did.

    Raises
    ------
    NoOutcome : the project does not register it, or it is a count.

    Notes
    -----
    Where all begin at last, the last to begin are those compared with, and the periods after are
    those before they do; who begins when is as the project has it. Within and between units is told
    apart by the mean squares of units and of what is left when units and periods are taken out,
    taking ``CARRIED_OVER`` of what passes to be left a period later.
    """
    outcome = outcome_from(registrations, indicator)
    sides = _sides(registrations)
    early, numbers, children = _early(outcome.panel, registrations)
    is_rating = registrations.programme.indicator(indicator).kind is Kind.RATING
    known = _of_ratings(early, numbers) if is_rating else _of_colours(early, numbers, children)
    cautious: dict[str, Decimal] = {"lasting": Decimal(0)}
    cautious |= (
        {"spread": _SPREAD} if is_rating else {"green": _GREEN, "children": _CHILDREN, "icc": _ICC}
    )
    kind: Literal["rating", "colours"] = "rating" if is_rating else "colours"
    planned = PlannedEffect(
        outcome=kind,
        started=sides.started,
        compared=sides.compared,
        before=min(sides.before, MOST_PERIODS),
        after=min(sides.after, MOST_PERIODS),
        begins=sides.begins,
        carried_over=Decimal(str(CARRIED_OVER)),
        **{**cautious, **known},
    )
    return FirstPlan(planned, frozenset(cautious) - frozenset(known))


@dataclass(frozen=True)
class _Sides:
    """Units that begin and units compared with; collected periods before the first, and after."""

    started: int
    compared: int
    before: int
    after: int
    begins: tuple[int, ...] = ()


def _sides(registrations: Registrations) -> _Sides:
    project = registrations.project
    collected = [p.no for p in registrations.programme.periods if p.collected]
    # Who begins between two collected periods has begun in the latter.
    turns = [
        sum(no < begin for no in collected)
        for part in project.units
        if (begin := project.effect_from(part.unit)) is not None
    ]
    turns = [turn for turn in turns if turn < len(collected)]
    units, before = len(project.units), min(turns, default=len(collected))
    if not turns:
        return _Sides(0, units, before, 0)
    # Once the last have begun nobody is left to compare with.
    last = max(turns) if len(turns) == units else len(collected)
    if before == last:
        return _Sides(units, 0, before, len(collected) - before)
    after = min(last - before, MOST_PERIODS)
    mine = [turn - before for turn in turns if turn - before < after]
    begins = tuple(mine.count(turn) for turn in range(max(mine) + 1))
    together = len(begins) == 1
    return _Sides(len(mine), units - len(mine), before, after, () if together else begins)


def _early(panel: EffectPanel, registrations: Registrations) -> tuple[Floats, Ints, list[int]]:
    """Figures from before anybody began, whole units only, shape (units, periods).

    Beside them the periods' numbers, and children.
    """
    first = min((start for start in panel.start if start is not None), default=_LAST)
    rows = [
        (unit, period, figure, children)
        for unit, period, figure, children in zip(
            panel.unit, panel.period, panel.outcome, panel.children, strict=True
        )
        if period < first
    ]
    places = {unit: place for place, unit in enumerate(registrations.units)}
    numbers = sorted({period for _, period, figure, _ in rows if not np.isnan(figure)})
    table = np.full((len(places), len(numbers)), np.nan)
    for unit, period, figure, _ in rows:
        if period in numbers:
            table[places[unit], numbers.index(period)] = figure
    counted = [children for *_, children in rows if children]
    whole = table[np.isfinite(table).all(axis=1)] if numbers else table[:0]
    return whole, np.array(numbers, dtype=np.int64), counted


def _parts(early: Floats, numbers: Ints) -> tuple[float, float] | None:
    """The variance between units that lasts, and that of what passes; None without two.

    With one period it cannot be told what lasts: all of it is taken not to.
    """
    units, periods = early.shape
    if units < _TWO or not periods:
        return None
    between = float(early.mean(axis=1).var(ddof=1))
    if periods < _TWO:
        return 0.0, between
    passing = passing_variance(early, numbers, CARRIED_OVER)
    in_means = float(correlation(apart(numbers), CARRIED_OVER).mean())
    return max(0.0, between - passing * in_means), passing


def _of_ratings(early: Floats, numbers: Ints) -> dict[str, Decimal]:
    parts = _parts(early, numbers)
    if parts is None or sum(parts) <= 0:
        return {}
    found = {"spread": _written(sum(parts) ** 0.5)}
    if early.shape[1] >= _TWO:
        found["lasting"] = _written(parts[0] / sum(parts))
    return found


def _of_colours(early: Floats, numbers: Ints, counted: Sequence[int]) -> dict[str, Decimal]:
    """The share of green, children per unit, and from both how much lies between units."""
    found = {}
    children = sum(counted) / len(counted) if counted else 0.0
    if children:
        found["children"] = _written(children, 1)
    share = float(early.mean()) / PERCENT if early.size else 0.0
    if not 0 < _written(share) < 1:
        return found
    found["green"] = _written(share)
    parts, variance = _parts(early / PERCENT, numbers), share * (1 - share)
    if parts is None or children <= 1:
        return found
    icc = (sum(parts) / variance - 1 / children) / (1 - 1 / children)
    found["icc"] = _written(min(1.0, max(0.0, icc)))
    if not found["icc"]:
        found["lasting"] = Decimal(0)
    elif early.shape[1] >= _TWO:
        found["lasting"] = _written(min(1.0, parts[0] / (variance * float(found["icc"]))))
    return found


def _written(value: float, decimals: int = 3) -> Decimal:
    """As it is shown in the form and kept."""
    return round(Decimal(value), decimals)
