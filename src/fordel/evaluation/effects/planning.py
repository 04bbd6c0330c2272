"""Before the effect phase: the smallest effect a plan could see, and what a half as large takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from math import floor, sqrt
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from fordel.allocation.model.documents import document_in, fitting
from fordel.allocation.model.values import Figure, Misfit, Part
from fordel.evaluation.effects.refusals import PlanNotFound, PlanNotUnderstood
from fordel.evaluation.effects.words import NotEstimable, told
from fordel.statistics import answers
from fordel.statistics.detectable import Detectable, Plan, detectable_mean, detectable_share

PERCENT = 100
MOST_UNITS = 2_000
MOST_PERIODS = 40
"""Beyond these nobody plans, and nothing is looked for."""


class PlannedEffect(Part):
    """What is expected before the effect phase: units, periods, and how much figures vary.

    ``before`` and ``after`` are collected periods, before the first unit begins and from then on;
    ``begins`` is how many units begin in each of the latter, where they do not all in the first.
    Of a rating, which a unit gives as a whole,
    ``spread`` is the standard deviation between units in points. Of children in colours ``green``
    is the share of green before (0-1), ``children`` how many a unit has, and ``icc`` how much of
    the variance between children lies between units (0-1). ``lasting`` (0-1) is the part of what
    lies between units that a unit keeps from period to period, ``carried_over`` (0-1) the part of
    the rest that is left a period later. ``hoped_for`` is the effect that is hoped for: points, or
    percentage points.
    """

    outcome: Literal["rating", "colours"]
    started: int = Field(ge=0, le=MOST_UNITS)
    compared: int = Field(ge=0, le=MOST_UNITS)
    before: int = Field(ge=0, le=MOST_PERIODS)
    after: int = Field(ge=0, le=MOST_PERIODS)
    begins: tuple[Annotated[int, Field(ge=0, le=MOST_UNITS)], ...] = ()
    spread: Figure | None = Field(default=None, gt=0)
    green: Figure | None = Field(default=None, gt=0, lt=1)
    children: Figure | None = Field(default=None, ge=1)
    icc: Figure | None = Field(default=None, ge=0, le=1)
    lasting: Figure = Field(default=Decimal(0), ge=0, le=1)
    carried_over: Figure = Field(default=Decimal(0), ge=0, le=1)
    hoped_for: Figure | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _check_needed(self) -> PlannedEffect:
        needed = ("spread",) if self.outcome == "rating" else ("green", "children", "icc")
        lacking = [name for name in needed if getattr(self, name) is None]
        if lacking:
            names = ", ".join(lacking)
            raise Misfit(da=f"her mangler {names}", en=f"{names} missing here")
        fits = sum(self.begins) == self.started and len(self.begins) <= self.after
        if self.begins and not (fits and self.begins[0]):
            raise Misfit(
                da=f"begins skal give {self.started} enheder i højst {self.after} perioder, som "
                "started og after siger, og nogen skal begynde i den første",
                en=f"begins must add up to {self.started} units in at most {self.after} periods, "
                "as started and after say, and some must begin in the first",
            )
        return self

    @property
    def plan(self) -> Plan:
        """The plan as the estimators take it: a rating is one figure for a whole unit."""
        rating = self.outcome == "rating"
        return Plan(
            started=self.started,
            compared=self.compared,
            children=1.0 if rating else float(self.children or 0),
            before=self.before,
            after=self.after,
            icc=1.0 if rating else float(self.icc or 0),
            lasting=float(self.lasting),
            carried_over=float(self.carried_over),
            begins=self.begins,
        )

    @property
    def deviation(self) -> float:
        """The standard deviation the plan is of: points between units, or percentage points."""
        if self.outcome == "rating":
            return float(self.spread or 0)
        share = float(self.green or 0)
        return PERCENT * sqrt(share * (1 - share))


@dataclass(frozen=True)
class PlanAnswer:
    """What a plan could see, in points or percentage points.

    ``more_units`` are the (started, compared) that would see ``half`` of the smallest effect, in
    the same proportion; ``more_periods`` how many after the start would. None where none that
    anybody plans would. ``is_enough`` is whether what is hoped for could be seen.
    """

    planned: PlannedEffect
    smallest: Detectable | NotEstimable
    half: float | None
    more_units: tuple[int, int] | None
    more_periods: int | None

    @property
    def is_enough(self) -> bool | None:
        """Whether the effect that is hoped for could be seen; None where that cannot be told."""
        if self.planned.hoped_for is None or isinstance(self.smallest, NotEstimable):
            return None
        return float(self.planned.hoped_for) >= self.smallest.effect


def answer_plan(planned: PlannedEffect) -> PlanAnswer:
    """The smallest effect a plan could see, and what it takes to see one half as large.

    Notes
    -----
    docs/algorithms/effects.md: the smallest effect that could be seen.
    """
    found = _smallest(planned)
    if isinstance(found, answers.NotEstimable):
        return PlanAnswer(planned, told(found), None, None, None)
    half = found.effect / 2
    return PlanAnswer(
        planned, found, half, _more_units(planned, half), _more_periods(planned, half)
    )


def read_plan(path: Path) -> PlannedEffect:
    """A plan from a YAML file.

    Raises
    ------
    PlanNotFound, PlanNotUnderstood.
    """
    refuse = partial(PlanNotUnderstood, path.name)
    return plan_of(document_in(path, PlanNotFound, refuse), path.name)


def plan_of(document: Any, name: str) -> PlannedEffect:
    """A plan from a document that has been read; ``name`` is what it is called in a refusal.

    Raises
    ------
    PlanNotUnderstood : says where.
    """
    return fitting(PlannedEffect, document, partial(PlanNotUnderstood, name))


def _smallest(planned: PlannedEffect) -> Detectable | answers.NotEstimable:
    if planned.outcome == "rating":
        return detectable_mean(planned.plan, planned.deviation)
    found = detectable_share(planned.plan, float(planned.green or 0))
    if isinstance(found, answers.NotEstimable):
        return found
    return replace(found, effect=PERCENT * found.effect, error=PERCENT * found.error)


def _sees(planned: PlannedEffect, effect: float) -> bool:
    found = _smallest(planned)
    return isinstance(found, Detectable) and found.effect <= effect


def _more_units(planned: PlannedEffect, effect: float) -> tuple[int, int] | None:
    """Twice as many, and so on, then the fewest in between: more units never see less."""
    share = planned.started / (planned.started + planned.compared)

    def of(units: int) -> PlannedEffect:
        started = units if not planned.compared else min(units - 1, max(1, floor(units * share)))
        return planned.model_copy(
            update={
                "started": started,
                "compared": units - started,
                "begins": _shared_out(planned.begins, started),
            }
        )

    low, high = planned.started + planned.compared, planned.started + planned.compared
    while not _sees(of(high), effect):
        low, high = high, 2 * high
        if low > MOST_UNITS:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _sees(of(middle), effect) else (middle, high)
    fewest = of(high)
    return (fewest.started, fewest.compared) if high <= MOST_UNITS else None


def _shared_out(begins: tuple[int, ...], units: int) -> tuple[int, ...]:
    """As many units in the same proportion; what is over begins with the first."""
    others = [many * units // sum(begins) for many in begins[1:]]
    return (units - sum(others), *others) if begins else ()


def _more_periods(planned: PlannedEffect, effect: float) -> int | None:
    return next(
        (
            periods
            for periods in range(planned.after + 1, MOST_PERIODS + 1)
            if _sees(planned.model_copy(update={"after": periods}), effect)
        ),
        None,
    )
