"""The figures of a panel, for a project or one unit: shares with intervals, flows, who moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from fordel.domain.language import Words
from fordel.evaluation.panels.counting import (
    AWAY,
    NOT_ASSESSED,
    Course,
    Move,
    PanelCounts,
    Path,
)
from fordel.evaluation.panels.states import OrderedState
from fordel.statistics.answers import LEVEL
from fordel.statistics.transitions import (
    Transition,
    net_share,
    shares_of_steps,
    source_of_shares,
)

SOURCE_OF_NET = "Bonett & Price 2012"
_METHOD = "shares between neighbouring periods, first-order Markov chain, Wilson's interval"
_NOBODY_MOVED = Words(
    da="Ingen af de fulgte børn skiftede tilstand. Det er et resultat og ingen fejl.",
    en="None of the children followed changed state. That is a result and no mistake.",
)
_LONGER = Words(
    da="Ikke indsamlet: periode {periods}. Skridtet hen over hullet er længere end de andre.",
    en="Not collected: period {periods}. The step across the gap is longer than the others.",
)


@dataclass(frozen=True)
class StateFlow:
    """Children beside the transitions, by the state they were seen in, over all steps.

    Parameters
    ----------
    came : were in it in a period and not there the period before.
    went : were in it, and not there the period after, with no last assessment.
    left : had left since the period before, and this was their last assessment; they are among
        the transitions too where they could be followed.
    not_assessed : were in it, and there without an assessment the period after.
    """

    state: str
    came: int
    went: int
    left: int
    not_assessed: int


@dataclass(frozen=True)
class StepCounts:
    """Children by (state before, state after) between two periods; all pairs of states."""

    before: int
    after: int
    children: Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class MovedToBest:
    """From each child's first to its last assessment: who reached the best state, who left it.

    ``children`` have two assessments or more; ``low`` and ``high`` are the interval of the net
    share, -1 to 1.
    """

    children: int
    toward: int
    away: int
    low: float
    high: float

    @property
    def net(self) -> int:
        return self.toward - self.away


@dataclass(frozen=True)
class PanelFigures:
    """What a panel says of a project or a unit. It is of groups: no figure is one child's.

    ``cells`` has every pair of states over all steps, ``followed`` steps in all; ``moved`` is None
    without a child of two assessments; ``paths`` are the project's alone, most frequent first;
    ``first_to_last`` has every pair of states.
    """

    states: tuple[OrderedState, ...]
    periods: tuple[int, ...]
    skipped: tuple[int, ...]
    units: tuple[str, ...]
    children: int
    cells: tuple[Transition, ...]
    steps: tuple[StepCounts, ...]
    flows: tuple[StateFlow, ...]
    paths: tuple[Path, ...]
    first_to_last: Mapping[tuple[str, str], int]
    moved: MovedToBest | None
    level: float
    method: str
    source: str

    @property
    def followed(self) -> int:
        return sum(one.count for one in self.cells)

    @property
    def notes(self) -> tuple[Words, ...]:
        """What must be known before the figures are read."""
        found: list[Words] = []
        if self.followed and all(one.before == one.after for one in self.cells if one.count):
            found.append(_NOBODY_MOVED)
        if self.skipped:
            listed = ", ".join(map(str, self.skipped))
            found.append(Words(_LONGER.da.format(periods=listed),
                               _LONGER.en.format(periods=listed)))  # fmt: skip
        return tuple(found)


def figures_of(
    counts: PanelCounts, unit: str | None = None, *, level: float = LEVEL
) -> PanelFigures:
    """Work out a panel's figures for the project, or for one unit.

    Parameters
    ----------
    unit : a unit's key; children count where they were before a step, or came to.
    level : of the intervals, 0-1.

    Notes
    -----
    Steps are taken as independent; the same child's are not quite, so intervals are a little too
    narrow. Source: Anderson & Goodman 1957; Wilson 1927; Bonett & Price 2012.
    """
    moves = [one for one in counts.moves if unit in {None, one.unit}]
    courses = [one for one in counts.courses if unit in {None, one.unit}]
    order = {state.id: place for place, state in enumerate(counts.states)}
    steps: Counter[tuple[int, int]] = Counter()
    for one in moves:
        if one.start in order and one.end in order:
            steps[order[one.start], order[one.end]] += one.children
    return PanelFigures(
        states=counts.states,
        periods=counts.periods,
        skipped=counts.skipped,
        units=counts.units if unit is None else (unit,),
        children=sum(n for own, n in counts.children.items() if unit in {None, own}),
        cells=shares_of_steps(steps, len(counts.states), level=level),
        steps=tuple(_step(counts, moves, before, after) for before, after in counts.steps),
        flows=tuple(_flow(state.id, moves) for state in counts.states),
        paths=counts.paths if unit is None else (),
        first_to_last={
            (start, end): sum(
                one.children for one in courses if (one.start, one.end) == (start, end)
            )
            for start in order
            for end in order
        },
        moved=_moved(courses, counts.states[0].id, level),
        level=level,
        method=_METHOD,
        source=f"{source_of_shares()}; {SOURCE_OF_NET}",
    )


def _step(counts: PanelCounts, moves: list[Move], before: int, after: int) -> StepCounts:
    found: Counter[tuple[str, str]] = Counter()
    for one in moves:
        if (one.before, one.after) == (before, after):
            found[one.start, one.end] += one.children
    names = [state.id for state in counts.states]
    return StepCounts(before, after, {(a, b): found[a, b] for a in names for b in names})


def _flow(state: str, moves: list[Move]) -> StateFlow:
    return StateFlow(
        state=state,
        came=sum(one.children for one in moves if (one.start, one.end) == (AWAY, state)),
        went=sum(one.children for one in moves if (one.start, one.end) == (state, AWAY)),
        left=sum(one.children for one in moves if one.end == state and one.is_leaving),
        not_assessed=sum(
            one.children for one in moves if (one.start, one.end) == (state, NOT_ASSESSED)
        ),
    )


def _moved(courses: list[Course], best: str, level: float) -> MovedToBest | None:
    children = sum(one.children for one in courses)
    if not children:
        return None
    toward = sum(one.children for one in courses if one.start != best and one.end == best)
    away = sum(one.children for one in courses if one.start == best and one.end != best)
    return MovedToBest(children, toward, away, *net_share(toward, away, children, level))
