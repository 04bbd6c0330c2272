"""A search: models that keep every aim, or which aims are in each other's way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.domain.errors import UserError
from fordel.domain.language import Words
from fordel.search.finding.conflicts import Conflict, conflict_of, nearest
from fordel.search.finding.document import Aims, Best
from fordel.search.finding.family import Family, NotLinear, family_of
from fordel.search.finding.making import Engine, Found, Told, readings
from fordel.search.finding.programme import Programme, Solution, Support
from fordel.search.finding.space import Space, Values, space_from
from fordel.search.finding.trying import Tried, try_models
from fordel.search.finding.yard import Yard, criteria_used, yard_of
from fordel.search.grid import Grid
from fordel.search.ground import Ground, lay

Outcome = Literal["found", "impossible", "none_found"]
OTHER_BESTS: tuple[Best, ...] = ("least_change", "reach", "smallest_loss", "few_criteria")


@dataclass(frozen=True)
class Search:
    """What a search found.

    ``outcome`` is ``impossible`` only where the solver has proven that no model of the space keeps
    every aim; ``none_found`` says no more than that none was among those tried. ``models`` keep
    every aim before rounding; each is computed exactly and says whether it does so after.
    ``nearest`` is the model that misses least, where none was found. ``tried`` is how many models
    were computed one by one (0 where the programme answered), ``whole`` whether these were all;
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
    why_tried: Words | None
    refused: tuple[str, ...]


@dataclass(frozen=True)
class _Task:
    aims: Aims
    space: Space
    ground: Ground
    yard: Yard
    engine: Engine


@dataclass
class _Proven:
    """What the programme said: solutions, or that there is none, or nothing for certain."""

    models: list[Found]
    impossible: bool
    conflict: Conflict | None
    nearest: Found | None


_GUARDED = Words(
    da="modellens loft, gulv eller dæmpning kan komme i spil, og så er pengene ikke lineære",
    en="the model's cap, floor or damping can come into play, and then money is not linear",
)
_UNDECIDED = Words(
    da="programmet blev ikke løst inden for tiden", en="the programme was not solved in time"
)


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
    why: Words | None = None
    try:
        family = family_of(space, ground)
    except NotLinear as not_linear:
        why = not_linear.words
    else:
        proven = _prove(task, family)
        if proven.models or proven.impossible:
            outcome: Outcome = "found" if proven.models else "impossible"
            return _answer(task, outcome, proven.models, near=proven.nearest,
                           conflict=proven.conflict)  # fmt: skip
        why = _GUARDED if family.guarded else _UNDECIDED
    return _by_trying(task, why)


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
        why_tried=why,
        refused=() if tried is None else tuple(sorted(tried.refused)),
    )


def _prove(task: _Task, family: Family) -> _Proven:
    """Solve the programme, first with room for rounding, then without."""
    step = float(task.yard.step)
    for margin in (step, 0.0):
        models = list(_solutions(task, family, margin))
        if models:
            return _Proven(models, False, None, None)
    first = Programme(family, task.yard).solve()
    if first.status != "infeasible" or family.guarded:
        return _Proven([], False, None, None)

    def programme() -> Programme:
        return Programme(family, task.yard)

    conflict = conflict_of(programme)
    near = nearest(programme())
    close = _exact(task, family, near, 0) if near.status == "solved" else None
    return _Proven([], True, conflict, close)


def _solutions(task: _Task, family: Family, margin: float) -> Iterator[Found]:
    """The best model, then the best with other criteria; then the best by other standards."""
    known: list[Support] = []
    values: list[Values] = []
    bests = (task.aims.choose, *(one for one in OTHER_BESTS if one != task.aims.choose))
    quarter = task.ground.quarter
    for best in bests:
        while len(values) < task.aims.models:
            programme = Programme(family, task.yard, margin)
            cost = programme.aim_best(best, quarter)
            for support in known if best == task.aims.choose else ():
                programme.other_than(support)
            solution = programme.solve(cost)
            if solution.status != "solved" or (
                best == task.aims.choose and solution.support in known
            ):
                break
            known.append(solution.support)
            found = _exact(task, family, solution, len(values) + 1)
            if found is not None and found.values not in values:
                values.append(found.values)
                yield found
            elif best == task.aims.choose:
                continue
            if best != task.aims.choose:
                break
        if not values:
            return


def _exact(task: _Task, family: Family, solution: Solution, number: int) -> Found | None:
    """The simplest reading of a solution that the engine says keeps what the solution kept."""
    total, need = family.amounts(solution.v)
    last: Found | None = None
    for values, v in readings(solution.v, family, task.space):
        total, need = family.amounts(v)
        used = criteria_used(task.space.model_of(values, number))
        if number and not _keeps(task, total, need, used):
            continue
        found = task.engine.found(values, number)
        if isinstance(found, UserError):
            continue
        last = found
        if found.kept:
            return found
    return last


def _keeps(task: _Task, total: object, need: object, used: int) -> bool:
    import numpy as np  # noqa: PLC0415 - beside its use

    figures = task.yard.figures(np.array([total]), np.array([need]), np.array([used]))
    return not any(missed[0] > 0 for missed in task.yard.misses(figures))


def _by_trying(task: _Task, why: Words) -> Search:
    tried = try_models(task.space, task.ground, task.yard, task.aims.choose, task.aims.tries)
    order = tried.order()
    models: list[Found] = []
    kept = [i for i in order if tried.missed[i] == 0]
    for i in _different(task.space, tried, kept):
        if len(models) == task.aims.models:
            break
        found = task.engine.found(task.space.values_of(tried.rows[i]), len(models) + 1)
        if isinstance(found, Found) and found.kept:
            models.append(found)
    if models:
        return _answer(task, "found", models, tried=tried, why=why)
    near = next(
        (
            found
            for i in order[:10]
            if isinstance(
                found := task.engine.found(task.space.values_of(tried.rows[i]), 0), Found
            )
        ),
        None,
    )
    return _answer(task, "none_found", [], near=near, tried=tried, why=why)


def _different(space: Space, tried: Tried, order: list[int]) -> Iterator[int]:
    """First the best of each way to count, then the others."""
    discrete = [i for i, axis in enumerate(space.axes) if axis.title not in space.ranges]
    first: dict[tuple[int, ...], int] = {}
    for i in order:
        first.setdefault(tuple(tried.rows[i][place] for place in discrete), i)
    chosen = list(first.values())
    yield from chosen
    yield from (i for i in order if i not in set(chosen))
