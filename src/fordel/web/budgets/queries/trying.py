"""What other values of a model's levers would give: at once in floats, or exactly when saved."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from fordel.allocation.runs import Run, make_run
from fordel.domain.language import Language
from fordel.equity.of_run import load_per_child, measure_run
from fordel.search.controls import Control, controls_of, taken_up, told
from fordel.search.what_if import Answer, WhatIf, with_levers
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import (
    BudgetYear,
    CountedData,
    ModelVersion,
    Proposal,
    Scenario,
    SealedRun,
)
from fordel.web.budgets.queries.keeping import unpacked
from fordel.web.budgets.queries.modelling import model_of
from fordel.web.budgets.queries.runs import Told

_KEPT_READY = 8
_KEPT_EXACT = 48
_SEEN_BESIDE = 6
"""Scenarios side by side at most: more do not fit on a page."""

MEASURES = (
    ("need_least_dkk_per_weighted_child", 0),
    ("need_median_dkk_per_weighted_child", 0),
    ("need_most_dkk_per_weighted_child", 0),
    ("quartile_factor", 2),
    ("gini", 3),
    ("rank_stability", 2),
    ("largest_loss_percent_last_year", 1),
)
"""What is told of an answer, by the library's names, with decimals."""


@dataclass(frozen=True)
class Ready:
    """A model version with a year's data in memory, and what can be moved."""

    what_if: WhatIf
    controls: tuple[Control, ...]
    names: tuple[str, ...]
    loads: tuple[Fraction | None, ...]


def ready(version: ModelVersion, data: CountedData, year: int) -> Ready:
    """A version and data, ready to be asked; kept as long as neither is another.

    Raises
    ------
    ModelRefused, InputRefused : the model cannot be computed with these data.
    """
    return _ready(version.pk, version.sha256, data.pk, year)


@lru_cache(maxsize=_KEPT_READY)
def _ready(version: int, sha256: str, data: int, year: int) -> Ready:
    wording = ModelVersion.objects.select_related("model").get(pk=version, sha256=sha256)
    inputs = unpacked(bytes(CountedData.objects.get(pk=data).content))
    what_if = WhatIf(model_of(wording), inputs, year)
    base = what_if.ground.base
    names = tuple(unit.name or unit.id for unit in base.units)
    return Ready(what_if, controls_of(what_if), names, load_per_child(base))


def data_of(budget_year: BudgetYear) -> CountedData | None:
    """The newest data of a year, without their content."""
    return budget_year.data.defer("content").first()


@dataclass(frozen=True)
class UnitAnswer:
    """What one unit would get, in whole kroner; a change is None where nothing stood before."""

    key: str
    name: str
    total: int
    change: int | None
    change_last_year: int | None
    dot: Dot | None


@dataclass(frozen=True)
class Dot:
    """A unit in the picture, in its own units: where it is, and where it was."""

    x: float
    y: float
    from_y: float
    said: str

    @property
    def goes_down(self) -> bool:
        return self.y > self.from_y


@dataclass(frozen=True)
class Tick:
    """A line of the picture with its value."""

    at: float
    value: Fraction


@dataclass(frozen=True)
class Plane:
    """The picture: load across, kroner per weighted child up."""

    width: int
    height: int
    left: int
    bottom: int
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


@dataclass(frozen=True)
class Answered:
    """An answer as the page shows it."""

    rows: tuple[UnitAnswer, ...]
    plane: Plane | None
    total: int
    winners: int
    losers: int
    measures: tuple[tuple[str, Fraction | None, Fraction | None, int], ...]


def proposed(told: Told | None) -> dict[str, Fraction]:
    """What each unit gets in the year's proposal, by its key."""
    if told is None:
        return {}
    result = told.run.allocation
    return dict(zip(result.ids, result.totals, strict=True))


def unrounded(proposal: Proposal | None) -> dict[str, float] | None:
    """What each unit gets in the year's proposal before rounding, to hold an answer against."""
    if proposal is None:
        return None
    run = (
        SealedRun.objects.select_related("model_version", "data")
        .defer("bundle", "data__content")
        .get(pk=proposal.run_id)
    )
    what_if = ready(run.model_version, run.data, proposal.budget_year.year).what_if
    return dict(zip(what_if.units, map(float, what_if.answer({}).total), strict=True))


def answered(have: Ready, answer: Answer, beside: Mapping[str, float] | None) -> Answered:
    """An answer with every unit's change against the proposal, or else the model itself."""
    what_if = have.what_if
    own = what_if.answer({})
    before = [beside.get(key, math.nan) if beside is not None else float(own.total[i])
              for i, key in enumerate(what_if.units)]  # fmt: skip
    weighted, last = what_if.ground.weighted, what_if.ground.last_year
    per_child = [t / w if w else math.nan for t, w in zip(answer.total, weighted, strict=True)]
    was = [b / w if w else math.nan for b, w in zip(before, weighted, strict=True)]
    plane, dots = _drawn(have, per_child, was)
    rows = [
        UnitAnswer(
            key,
            have.names[i],
            round(answer.total[i]),
            _difference(answer.total[i], before[i]),
            _difference(answer.total[i], last[i]),
            dots.get(i),
        )
        for i, key in enumerate(what_if.units)
    ]
    changes = [row.change for row in rows if row.change is not None]
    found, itself = what_if.figures(answer), what_if.figures(own)
    measures = tuple(
        (name, _known(found.get(name)), _known(itself.get(name)), decimals)
        for name, decimals in MEASURES
        if _known(itself.get(name)) is not None or _known(found.get(name)) is not None
    )
    return Answered(
        rows=tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.key))),
        plane=plane,
        total=round(float(answer.total.sum())),
        winners=sum(change > 0 for change in changes),
        losers=sum(change < 0 for change in changes),
        measures=measures,
    )


def _difference(now: float, then: float) -> int | None:
    return None if math.isnan(then) else round(now - then)


def _known(value: float | None) -> Fraction | None:
    return None if value is None or not math.isfinite(value) else Fraction(value)


_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _EDGE = 720, 380, 76, 40, 16
_TICKS = 5


def _drawn(
    have: Ready, now: Sequence[float], was: Sequence[float]
) -> tuple[Plane | None, dict[int, Dot]]:
    """Where every unit stands; the scale holds both pictures, so that a dot's move means money."""
    inside = [i for i, load in enumerate(have.loads)
              if load is not None and not math.isnan(now[i])]  # fmt: skip
    if not inside:
        return None, {}
    loads = {i: float(have.loads[i] or 0) for i in inside}
    heights = [v for i in inside for v in (now[i], was[i]) if not math.isnan(v)]
    right, up = _round_marks(0, max(loads.values())), _round_marks(min(heights), max(heights))
    widest, least, most = right[-1], up[0], up[-1]

    def x(load: float) -> float:
        return round(_LEFT + load / widest * (_WIDTH - _LEFT - _EDGE), 1)

    def y(kroner: float) -> float:
        return round(_EDGE + (most - kroner) / (most - least) * (_HEIGHT - _EDGE - _BOTTOM), 1)

    dots = {}
    for i in inside:
        before = now[i] if math.isnan(was[i]) else was[i]
        dots[i] = Dot(x(loads[i]), y(now[i]), y(before), have.names[i])
    return Plane(
        _WIDTH,
        _HEIGHT,
        _LEFT,
        _HEIGHT - _BOTTOM,
        across=tuple(Tick(x(mark), Fraction(mark)) for mark in right),
        up=tuple(Tick(y(mark), Fraction(mark)) for mark in up),
    ), dots


def _round_marks(least: float, most: float) -> list[float]:
    """Marks at 1, 2 or 5 times a power of ten, the outer ones outside both numbers or at them."""
    rough = ((most - least) or abs(most) or 1.0) / _TICKS
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    first, last = math.floor(least / step), math.ceil(most / step)
    return [mark * step for mark in range(first, max(last, first + 1) + 1)]


# Scenarios


def scenarios_seen_by(standing: Standing, budget_year: BudgetYear) -> QuerySet[Scenario]:
    """A year's scenarios; those that are not shared are for those who make them and the auditor."""
    found = Scenario.objects.filter(
        budget_year=budget_year,
        budget_year__municipality_id=standing.municipality_id,
        put_away_at__isnull=True,
    ).select_related("base__model", "budget_year", "run")
    if not standing.is_any(Role.ANALYST, Role.AUDITOR):
        found = found.filter(is_shared=True)
    return found


def levers_of_scenario(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """The levers of a scenario, as a grid writes them."""
    taken: dict[str, dict[str, Any]] = taken_up(scenario.levers)
    return taken


def exactly(scenario: Scenario) -> Run:
    """A scenario computed by the engine: what would be paid, to the krone.

    Raises
    ------
    ModelRefused, InputRefused, WrongUse : it cannot be computed.
    """
    levers = json.dumps(scenario.levers, sort_keys=True)
    return exact_run(scenario.base, scenario.data_id, scenario.budget_year.year, levers)


def exact_run(version: ModelVersion, data: int, year: int, levers: str) -> Run:
    """A version with levers moved (as JSON), by the engine; kept while it is asked for."""
    return _exact(version.pk, version.sha256, data, year, levers)


@lru_cache(maxsize=_KEPT_EXACT)
def _exact(version: int, sha256: str, data: int, year: int, levers: str) -> Run:
    wording = ModelVersion.objects.select_related("model").get(pk=version, sha256=sha256)
    inputs = unpacked(bytes(CountedData.objects.get(pk=data).content))
    return make_run(with_levers(model_of(wording), taken_up(json.loads(levers))), inputs, year)


@dataclass(frozen=True)
class Beside:
    """A scenario beside others: each unit's exact amount and change, its sums."""

    scenario: Scenario
    amounts: dict[str, Fraction]
    changes: dict[str, Fraction | None]
    need: Fraction
    gini: Fraction | None
    moved: tuple[str, ...]

    @property
    def total(self) -> Fraction:
        return sum(self.amounts.values(), Fraction(0))

    @property
    def winners(self) -> int:
        return sum(change > 0 for change in self.changes.values() if change is not None)

    @property
    def losers(self) -> int:
        return sum(change < 0 for change in self.changes.values() if change is not None)

    @property
    def largest_loss(self) -> Fraction:
        lost = [change for change in self.changes.values() if change is not None]
        return -min([*lost, Fraction(0)])


def beside(scenario: Scenario, proposal: Mapping[str, Fraction], language: Language) -> Beside:
    """A scenario against the year's proposal, exactly."""
    run = exactly(scenario)
    result = run.allocation
    amounts = dict(zip(result.ids, result.totals, strict=True))
    changes = {unit: amount - proposal[unit] if unit in proposal else None
               for unit, amount in amounts.items()}  # fmt: skip
    return Beside(
        scenario=scenario,
        amounts=amounts,
        changes=changes,
        need=sum(result.need, Fraction(0)),
        gini=_known(measure_run(run).horizontal.gini),
        moved=moved(scenario, language),
    )


def chosen_beside(found: QuerySet[Scenario], asked: Sequence[str]) -> list[Scenario]:
    """The scenarios an address asks for, else the newest; never more than fit on a page."""
    if asked:
        return list(found.filter(token__in=asked[: _SEEN_BESIDE * 2])[:_SEEN_BESIDE])
    return list(found.order_by("-made_at")[:_SEEN_BESIDE])


def moved(scenario: Scenario, language: Language) -> tuple[str, ...]:
    """The levers a scenario moves, in words."""
    return tuple(told(levers_of_scenario(scenario), model_of(scenario.base), language))
