"""A panel turned into counts: what is left of it when the pseudonyms are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from fordel.evaluation.panels.rows import Panel, Sighting
from fordel.evaluation.panels.states import OrderedState

AWAY, NOT_ASSESSED = "away", "not_assessed"
"""Where a child can be beside the states: not there, or there without an assessment."""


@dataclass(frozen=True)
class Move:
    """Children of a unit who were in ``start`` in one period and in ``end`` in the next.

    ``start`` and ``end`` are ids of states, :data:`NOT_ASSESSED`, or :data:`AWAY`, which only one
    of them can be. ``is_leaving``: they had left, and ``end`` is their last assessment. The unit
    is the one they were in before, or came to.
    """

    unit: str
    before: int
    after: int
    start: str
    end: str
    is_leaving: bool
    children: int


@dataclass(frozen=True)
class Course:
    """Children by their first and their last assessment, where there are two; by first unit."""

    unit: str
    start: str
    end: str
    children: int


@dataclass(frozen=True)
class Path:
    """Children who were in three states in three periods in a row; overlapping in longer rows."""

    states: tuple[str, str, str]
    children: int


@dataclass(frozen=True)
class PanelCounts:
    """A panel without its children.

    ``children`` is how many there were, by the unit each was first seen in; ``periods`` are those
    of the panel in order, ``skipped`` those between them that were not collected.
    """

    states: tuple[OrderedState, ...]
    periods: tuple[int, ...]
    skipped: tuple[int, ...]
    children: dict[str, int]
    moves: tuple[Move, ...] = field(repr=False)
    courses: tuple[Course, ...] = field(repr=False)
    paths: tuple[Path, ...] = field(repr=False)

    @property
    def units(self) -> tuple[str, ...]:
        """Units that any child was in."""
        seen = {one.unit for one in self.moves} | set(self.children)
        return tuple(sorted(seen))

    @property
    def steps(self) -> tuple[tuple[int, int], ...]:
        """Neighbouring periods."""
        return tuple(pairwise(self.periods))


def count_panel(panel: Panel) -> PanelCounts:
    """Count where a panel's children went; nothing of a single child is left in it.

    Returns
    -------
    Counts that do not depend on the order of the rows. Every child there in a period stands in
    exactly one move to the next: into a state, not assessed, or away.

    Notes
    -----
    Neighbours are neighbouring periods of the panel; a period that was not collected makes the
    step longer. A child who was away in between went and came, and has no path across. A child
    whose last assessment was made on leaving is not counted as gone once more.
    """
    periods = panel.periods
    courses = _courses_of(panel)
    steps = set(pairwise(periods))
    moves: Counter[tuple[str, int, int, str, str, bool]] = Counter()
    paths: Counter[tuple[str, str, str]] = Counter()
    first_last: Counter[tuple[str, str, str]] = Counter()
    children: Counter[str] = Counter()
    names = tuple(state.id for state in panel.states)
    for course in courses.values():
        children[next(iter(course.values())).unit] += 1
        for before, after in steps:
            moves.update(_move(course, before, after, names))
        paths.update(_paths(course, periods, names))
        assessed = [one for one in course.values() if one.state is not None]
        if len(assessed) > 1:
            first, last = assessed[0], assessed[-1]
            first_last[first.unit, _name(first, names), _name(last, names)] += 1
    between = range(periods[0], periods[-1]) if periods else range(0)
    return PanelCounts(
        states=panel.states,
        periods=periods,
        skipped=tuple(sorted(panel.skipped.intersection(between))),
        children=dict(sorted(children.items())),
        moves=tuple(Move(*place, n) for place, n in sorted(moves.items())),
        courses=tuple(Course(*place, n) for place, n in sorted(first_last.items())),
        paths=tuple(
            Path(place, n) for place, n in sorted(paths.items(), key=lambda one: (-one[1], one[0]))
        ),
    )


def _courses_of(panel: Panel) -> dict[int, dict[int, Sighting]]:
    """Each child's sightings by period, in order."""
    courses: dict[int, dict[int, Sighting]] = {}
    for one in sorted(panel.sightings, key=lambda one: one.period):
        courses.setdefault(one.child, {})[one.period] = one
    return courses


def _name(one: Sighting, names: tuple[str, ...]) -> str:
    return NOT_ASSESSED if one.state is None else names[one.state]


def _move(
    course: dict[int, Sighting], before: int, after: int, names: tuple[str, ...]
) -> Iterator[tuple[str, int, int, str, str, bool]]:
    start, end = course.get(before), course.get(after)
    if start is not None and start.is_leaving:
        start = None
    if start is None and end is None:
        return
    place = start or end
    assert place is not None
    yield (
        place.unit,
        before,
        after,
        AWAY if start is None else _name(start, names),
        AWAY if end is None else _name(end, names),
        end is not None and end.is_leaving,
    )


def _paths(
    course: dict[int, Sighting], periods: tuple[int, ...], names: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    for one, two, three in zip(periods, periods[1:], periods[2:], strict=False):
        seen = [course.get(period) for period in (one, two, three)]
        there = [here for here in seen if here is not None and here.state is not None]
        if len(there) == len(seen) and not any(here.is_leaving for here in there[:-1]):
            first, middle, last = (_name(here, names) for here in there)
            yield first, middle, last
