"""A search: models that keep every aim, or which aims are in each other's way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.domain.language import Words
from fordel.search.finding.conflicts import Conflict, Give, conflict_of, nearest
from fordel.search.finding.document import Aims, Best
from fordel.search.finding.family import Family, NotLinear, family_of
from fordel.search.finding.making import Engine, Found, Told, readings
from fordel.search.finding.programme import Programme, Solution, Support
from fordel.search.finding.space import Space, Values, space_from
from fordel.search.finding.trying import Tried, try_models
from fordel.search.finding.yard import Yard, criteria_used, quarter_of, yard_of
from fordel.search.grid import Grid
from fordel.search.ground import Floats, Ground, lay

Outcome = Literal["found", "impossible", "none_found"]
MOST_SOLVED = 4
"""Solutions per model asked for; the engine may refuse some, or some mean the same money."""
MOST_RUNS = 10
"""Exact runs per model asked for, where many that were tried mean the same money."""
AS_GOOD = 0.02
"""Simpler figures may cost this part of what was to be best."""
GIVES_NOTHING = 1e-6
OTHER_BESTS: tuple[Best, ...] = ("least_change", "reach", "smallest_loss", "few_criteria")


@dataclass(frozen=True)
class Search:
    """What a search found.

    ``outcome`` is ``impossible`` only where the solver has proven that no model of the space keeps
    every aim; ``none_found`` says no more than that none was among those tried. ``models`` keep
    every aim before rounding; each is computed exactly and says whether it does so after.
    ``nearest`` is the model that misses least, where none was found. ``tried`` is how many models
    were computed one by one (0 where the programme answered), ``whole`` whether these were all;
    ``gives_tried`` how far each aim had to give at least in those that kept all the other aims;
    ``why_tried`` what stood in the way of proving.
    """

    aims: Aims
    ground: Ground
    space: Space
    outcome: Outcome
    models: tuple[Found, ...]
    itself: tuple[Told, ...]
    nearest: Found | None
    conflict: Conflict | None
    tried: int
    whole: bool
    gives_tried: tuple[Give, ...]
    why_tried: Words | None
    refused: tuple[str, ...]


@dataclass(frozen=True)
class _Task:
    aims: Aims
    space: Space
    ground: Ground
    yard: Yard
    engine: Engine


@dataclass(frozen=True)
class _Proven:
    """What the programme said: models, or a proof that there are none, or why it cannot tell."""

    models: list[Found]
    conflict: Conflict | None = None
    nearest: Found | None = None
    why_not: Words | None = None


_GUARDED = Words(
    da="modellens loft, gulv eller dæmpning kan komme i spil, og så er pengene ikke lineære",
    en="the model's cap, floor or damping can come into play, and then money is not linear",
)
_WHY = {
    "unknown": Words(
        da="programmet blev ikke løst inden for tiden", en="the programme was not solved in time"
    ),
    "solved": Words(
        da="programmets modeller bliver afvist, når de skal betales",
        en="the programme's models are refused when they are to be paid",
    ),
}


def search_models(model: Model, aims: Aims, inputs: Inputs, year: int) -> Search:
    """Search for models that keep every aim.

    Where money is linear in the levers, a mixed-integer programme answers, with a proof when there
    is no such model. Elsewhere models are tried, and nothing is proven.

    Raises
    ------
    WrongUse : levers or aims that do not fit the model or the data; see the refusals.
    ModelRefused, InputRefused : the model itself cannot be computed with these data.
    """
    space = space_from(aims.levers, model)
    grid = Grid(model, space.axes, (), 0, (), None)
    ground = lay(grid, inputs, year)
    yard = yard_of(aims.aims, ground)
    engine = Engine(space, inputs, year, yard_of(aims.aims, ground, exactly=True), ground.quarter)
    task = _Task(aims, space, ground, yard, engine)
    try:
        family = family_of(space, ground)
    except NotLinear as not_linear:
        return _by_trying(task, not_linear.words)
    proven = _prove(task, family)
    if proven.why_not is not None:
        return _by_trying(task, proven.why_not)
    outcome: Outcome = "found" if proven.models else "impossible"
    return _answer(task, outcome, proven.models, near=proven.nearest, conflict=proven.conflict)


def _answer(
    task: _Task,
    outcome: Outcome,
    models: list[Found],
    *,
    near: Found | None = None,
    conflict: Conflict | None = None,
    tried: Tried | None = None,
    why: Words | None = None,
) -> Search:
    return Search(
        aims=task.aims,
        ground=task.ground,
        space=task.space,
        outcome=outcome,
        models=tuple(models),
        itself=task.engine.itself(),
        nearest=near,
        conflict=conflict,
        tried=0 if tried is None else len(tried.rows),
        whole=tried is not None and tried.whole,
        gives_tried=() if tried is None or models else tried.gives(task.yard),
        why_tried=why,
        refused=() if tried is None else tuple(sorted(tried.refused)),
    )


def _prove(task: _Task, family: Family) -> _Proven:
    """Solve the programme with room for rounding, then without, then with rounding on its side.

    Nothing is impossible that rounding could make possible.
    """
    step = float(task.yard.step)
    for margin in (step, 0.0, -step):
        models = _solutions(task, family, margin)
        if margin < 0:
            models = [found for found in models if found.kept]
        if models:
            return _Proven(models)
    widest = Programme(family, task.yard, -step)
    status = widest.solve().status
    if status != "infeasible":
        return _Proven([], why_not=_WHY[status])
    if family.guarded:
        return _Proven([], why_not=_GUARDED)
    narrow = Programme(family, task.yard, step)
    close = nearest(narrow)
    near = None
    if close.status == "solved":
        near = _exact(task, family, close, task.aims.choose, 0)
    return _Proven([], conflict_of(widest, narrow), near)


def _solutions(task: _Task, family: Family, margin: float) -> list[Found]:
    """The best model, then the best with other criteria; then the best by other standards."""
    models: list[Found] = []
    known: list[Support] = []
    aims, quarter = task.aims, quarter_of(task.ground)
    while len(models) < aims.models and len(known) < MOST_SOLVED * aims.models:
        programme = Programme(family, task.yard, margin)
        for support in known:
            programme.other_than(support)
        solution = programme.solve(programme.cost_of(aims.choose, quarter))
        if solution.status != "solved" or solution.support in known:
            break
        known.append(solution.support)
        _add(models, _exact(task, family, solution, aims.choose, len(models) + 1))
    for best in OTHER_BESTS if known else ():
        if len(models) < aims.models and best != aims.choose:
            programme = Programme(family, task.yard, margin)
            solution = programme.solve(programme.cost_of(best, quarter))
            if solution.status == "solved":
                _add(models, _exact(task, family, solution, best, len(models) + 1))
    return models


def _add(models: list[Found], found: Found | None) -> None:
    """Keep a model that hands out other money than those before it."""
    if found is not None and all(found.totals != other.totals for other in models):
        models.append(found)


def _exact(
    task: _Task, family: Family, solution: Solution, best: Best, number: int
) -> Found | None:
    """The simplest reading that the engine says keeps what the solution keeps, about as well."""
    aims = range(len(task.aims.aims))
    wanted = [at for at in aims if solution.gives[at] <= GIVES_NOTHING]
    goal = _cost(task, best, *family.amounts(solution.v))
    values: Values = {}
    for values, v in readings(solution.v, family, task.space):
        total, need = family.amounts(v)
        used = criteria_used(task.space.model_of(values, number))
        misses = task.yard.misses(
            task.yard.figures(total[None, :], need[None, :], np.array([used]))
        )
        as_good = _cost(task, best, total, need) <= goal + AS_GOOD * max(goal, 1.0)
        if as_good and not any(misses[at][0] > 0 for at in wanted):
            found = task.engine.found(values, number)
            if isinstance(found, Found) and all(found.aims[at].kept for at in wanted):
                return found
    finest = task.engine.found(values, number)
    return finest if isinstance(finest, Found) else None


def _cost(task: _Task, best: Best, total: Floats, need: Floats) -> float:
    """What was to be least; no reading of a solution changes how many criteria it has."""
    if best == "few_criteria":
        return 0.0
    quarter = quarter_of(task.ground)
    costs = task.yard.costs(best, total[None, :], need[None, :], np.zeros(1, np.int64), quarter)
    return float(costs[0])


def _by_trying(task: _Task, why: Words) -> Search:
    tried = try_models(task.space, task.ground, task.yard, task.aims.choose, task.aims.tries)
    order = tried.order()
    models: list[Found] = []
    kept = [i for i in order if tried.missed[i] == 0]
    for i in _different(task.space, tried, kept)[: MOST_RUNS * task.aims.models]:
        found = task.engine.found(task.space.values_of(tried.rows[i]), len(models) + 1)
        if isinstance(found, Found) and found.kept:
            _add(models, found)
        if len(models) == task.aims.models:
            break
    if models:
        return _answer(task, "found", models, tried=tried, why=why)
    closest = (task.engine.found(task.space.values_of(tried.rows[i]), 0) for i in order[:10])
    near = next((found for found in closest if isinstance(found, Found)), None)
    return _answer(task, "none_found", [], near=near, tried=tried, why=why)


def _different(space: Space, tried: Tried, order: list[int]) -> list[int]:
    """First the best of each way to count, then the others."""
    discrete = [i for i, axis in enumerate(space.axes) if axis.title not in space.ranges]
    first: dict[tuple[int, ...], int] = {}
    for i in order:
        first.setdefault(tuple(tried.rows[i][place] for place in discrete), i)
    chosen = set(first.values())
    return [*first.values(), *(i for i in order if i not in chosen)]
