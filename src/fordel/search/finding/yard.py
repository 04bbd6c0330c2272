"""What models are held against: figures of aims, in floats to search and exactly to tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.model.document import Model
from fordel.allocation.model.money import Filter
from fordel.allocation.model.steps import MONEY_STEPS, Need, Payment
from fordel.allocation.resolving import exact
from fordel.allocation.steps.filtering import concerns
from fordel.equity.of_run import need_is_separable
from fordel.search.finding.document import QUARTER, Aim, Best
from fordel.search.finding.measures import HUNDRED, MEASURES
from fordel.search.finding.refusals import AimNeedsLastYear, AimWithoutUnits, NoNeedToSearch
from fordel.search.ground import Floats, Ground, floats

Numbers = NDArray[Any]
"""Floats, or fractions as objects: one arithmetic for both."""
Mask = NDArray[np.bool_]
NEARLY = 1e-9
"""A bound missed by less than this part of it is kept: floats differ in the last digits."""


@dataclass(frozen=True)
class Yard:
    """What the figures of aims are computed from; arrays have shape (units,).

    ``before`` are the amounts that losses are against, ``known`` for whom there are any;
    ``groups`` the units of each aim; ``today`` what the model itself hands out in all,
    unrounded; ``step`` the most that rounding can do to a unit, and ``half`` what is neither loss
    nor gain.
    """

    aims: tuple[Aim, ...]
    groups: tuple[Mask, ...]
    children: Numbers
    weighted: Numbers
    before: Mapping[str, Numbers]
    known: Mapping[str, Mask]
    today: Any
    step: Any
    half: Any
    hundred: Any

    def figures(self, total: Numbers, need: Numbers, criteria: NDArray[np.int64]) -> list[Numbers]:
        """Each aim's figure in some models.

        Parameters
        ----------
        total, need : shape (models, units), kroner.
        criteria : shape (models,), how many criteria each uses.

        Returns
        -------
        A vector of shape (models,) per aim.
        """
        return [
            self._figure(aim, group, total, need, criteria)
            for aim, group in zip(self.aims, self.groups, strict=True)
        ]

    def misses(self, figures: Sequence[Numbers]) -> list[Numbers]:
        """By how much each aim is missed, in its own unit; zero where it is kept."""
        return [self._missed(aim, figure) for aim, figure in zip(self.aims, figures, strict=True)]

    def _missed(self, aim: Aim, figure: Numbers) -> Numbers:
        nothing = figure * 0
        high, low = aim.high, aim.low
        if MEASURES[aim.what].form == "frame":
            # What rounding can add to each unit is no breach of the frame.
            room = self.today + self.step * len(self.children) / 2
            return np.asarray(np.maximum(figure - room, nothing))
        missed: Numbers = nothing
        if high is not None:
            missed = np.maximum(missed, figure - self._as(high))
        if low is not None:
            missed = np.maximum(missed, self._as(low) - figure)
        if missed.dtype != object:
            bound = max(abs(float(value)) for value in (high, low) if value is not None)
            missed = np.where(missed <= NEARLY * max(1.0, bound), 0.0, missed)
        return missed

    def kept_when_rounded(
        self, total: Floats, need: Floats, criteria: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Which models keep every aim whatever rounding does to the units."""
        kept = np.ones(len(total), dtype=np.bool_)
        for step in (-self.step, self.step):
            figures = self.figures(total + step, np.maximum(need + step, 0.0), criteria)
            for aim, missed in zip(self.aims, self.misses(figures), strict=True):
                # The frame has room for rounding in itself.
                kept &= (missed <= 0) | (MEASURES[aim.what].form == "frame")
        return kept

    def costs(
        self, best: Best, total: Floats, need: Floats, criteria: NDArray[np.int64], quarter: Mask
    ) -> Floats:
        """What is to be least, shape (models,), never below zero; in percent but for criteria.

        ``reach`` is the part of all money that does not reach the quarter by need.
        """
        before = self.before["model"]
        match best:
            case "least_change":
                return np.asarray(np.abs(total - before).sum(axis=1) / before.sum() * HUNDRED)
            case "smallest_loss":
                some = before > 0
                loss = (before[some] - total[:, some]) / before[some] * HUNDRED
                return np.asarray(np.maximum(loss.max(axis=1), 0.0))
            case "few_criteria":
                return criteria.astype(np.float64)
            case "reach":
                reach = need[:, quarter].sum(axis=1) / total.sum(axis=1)
                return np.asarray((1 - reach) * HUNDRED)

    def _as(self, value: Any) -> Any:
        return type(self.half)(value)

    def _figure(
        self, aim: Aim, group: Mask, total: Numbers, need: Numbers, criteria: NDArray[np.int64]
    ) -> Numbers:
        measure = MEASURES[aim.what]
        money = (need if measure.money == "need" else total)[:, group]
        found: Numbers
        match measure.form:
            case "change" | "losers":
                found = self._change(aim, group, total)
            case "per_child":
                per = (self.children if measure.per == "child" else self.weighted)[group]
                found = (
                    self._farthest(aim, money / per) if aim.each else money.sum(axis=1) / per.sum()
                )
            case "kroner":
                found = self._farthest(aim, money) if aim.each else money.sum(axis=1)
            case "share":
                found = money.sum(axis=1) * self.hundred / total[:, group].sum(axis=1)
            case "units_above":
                assert aim.amount is not None
                found = self._counted(money >= self._as(aim.amount) * (1 - self._nearly()))
            case "criteria":
                found = self._counted_numbers(criteria)
            case "frame":
                found = total.sum(axis=1)
        return found

    def _nearly(self) -> Any:
        return NEARLY if isinstance(self.half, float) else Fraction(0)

    def _farthest(self, aim: Aim, each: Numbers) -> Numbers:
        """Every unit's figure told by one: that of the unit farthest outside the bounds."""
        least, most = each.min(axis=1), each.max(axis=1)
        if aim.high is None:
            return np.asarray(least)
        if aim.low is None:
            return np.asarray(most)
        above, below = most - self._as(aim.high), self._as(aim.low) - least
        return np.asarray(np.where(above >= below, most, least))

    def _change(self, aim: Aim, group: Mask, total: Numbers) -> Numbers:
        measure = MEASURES[aim.what]
        inside = group & self.known[aim.against]
        before = self.before[aim.against][inside]
        change = (total[:, inside] - before) * measure.sign
        counted = np.where(change >= self.half, change, change * 0)
        if measure.form == "losers":
            return self._counted(counted > 0)
        if measure.percent:
            some = before > 0
            counted = counted[:, some] * self.hundred / before[some]
        return np.asarray(counted.max(axis=1)) if counted.shape[1] else counted.sum(axis=1)

    def _counted(self, which: Mask) -> Numbers:
        return self._counted_numbers(which.astype(bool).sum(axis=1))

    def _counted_numbers(self, numbers: NDArray[Any]) -> Numbers:
        if isinstance(self.half, float):
            return numbers.astype(np.float64)
        return np.array([Fraction(int(n)) for n in numbers], dtype=object)


def yard_of(aims: Sequence[Aim], ground: Ground, *, exactly: bool = False) -> Yard:
    """Make a yardstick for some aims, in floats or in fractions.

    Raises
    ------
    AimNeedsLastYear : an aim is against last year, and no unit has one.
    NoNeedToSearch : an aim is about need, and the model counts none that can be told apart.
    AimWithoutUnits : nobody is in an aim's group.
    """
    units = range(ground.units)
    last = _last_year(ground)
    known = {
        "model": np.ones(ground.units, dtype=np.bool_),
        "last_year": np.array([value is not None for value in last], dtype=np.bool_),
    }
    groups = tuple(
        _group(aim, place, ground, known[aim.against]) for place, aim in enumerate(aims, start=1)
    )
    before = {
        "model": ground.paid.totals,
        "last_year": tuple(Fraction(0) if last[i] is None else last[i] for i in units),
    }
    today, step = sum(ground.base.totals, Fraction(0)), _step(ground)

    def numbers(values: Sequence[Any]) -> Numbers:
        return np.array(list(values), dtype=object) if exactly else floats(values)

    one = Fraction if exactly else float
    return Yard(
        aims=tuple(aims),
        groups=groups,
        children=numbers(ground.base.enrolled.totals),
        weighted=numbers(ground.base.weighted),
        before={name: numbers(values) for name, values in before.items()},
        known=known,
        today=one(today),
        step=one(step),
        half=one(Fraction(1, 2)),
        hundred=one(HUNDRED),
    )


def _last_year(ground: Ground) -> list[Fraction | None]:
    """Last year's kroner per weighted child at this year's children, exactly."""
    if ground.base.last_year is None:
        return [None] * ground.units
    return [
        None
        if last is None or not last.weighted_children
        else last.yearly / last.weighted_children * weighted
        for last, weighted in zip(ground.base.last_year, ground.base.weighted, strict=True)
    ]


def _step(ground: Ground) -> Fraction:
    """The most that rounding can do to a unit: a smallest amount per step, a step of payment."""
    steps = ground.model.steps
    each = sum(isinstance(step, MONEY_STEPS) for step in steps)
    sizes = [
        exact(step.round_to)
        for step in steps
        if isinstance(step, Payment) and step.round_to is not None
    ]
    return Fraction(ground.model.currency.smallest) * each + sum(sizes, Fraction(0))


def _group(aim: Aim, place: int, ground: Ground, known: Mask) -> Mask:
    measure = MEASURES[aim.what]
    if (measure.money == "need" or aim.of == QUARTER) and not _has_need(ground):
        raise NoNeedToSearch(place=place, aim=aim.what)
    if isinstance(aim.of, Filter):
        where = aim.of
        group = np.array([concerns(where, unit) for unit in ground.base.units], dtype=np.bool_)
    elif aim.of == QUARTER and ground.quarter is not None:
        group = ground.quarter
    else:
        group = np.ones(ground.units, dtype=np.bool_)
    if measure.form in {"change", "losers"}:
        if aim.against == "last_year" and not known.any():
            raise AimNeedsLastYear(place=place, aim=aim.what)
        concerned = group & known
    elif measure.form == "per_child":
        group = group & ((ground.children if measure.per == "child" else ground.weighted) > 0)
        concerned = group
    else:
        concerned = group
    if not concerned.any():
        raise AimWithoutUnits(place=place, aim=aim.what)
    return group


def quarter_of(ground: Ground) -> Mask:
    """The most loaded quarter; all units where the model counts no need."""
    every = np.ones(ground.units, dtype=np.bool_)
    return every if ground.quarter is None else ground.quarter


def _has_need(ground: Ground) -> bool:
    return ground.quarter is not None and need_is_separable(ground.model)


def criteria_used(model: Model) -> int:
    """How many of its criteria a model's need steps look at; a weight of zero looks at none."""
    from fordel.allocation.model.checks import criteria_of, methods  # noqa: PLC0415 - beside its use

    named: set[str] = set()
    for step in model.steps:
        if isinstance(step, Need):
            for method in methods(step.count):
                weights = getattr(method, "weights", {})
                named |= {c for c in criteria_of(method, model) if weights.get(c, 1) != 0}
    return len(named)
