"""From a child's way to its enrolments: which unit from when to when, and what a list shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fordel.demonstration.changes import Timeline
from fordel.demonstration.facts import Facts
from fordel.demonstration.people import People, month_number
from fordel.demonstration.places import Places
from fordel.demonstration.records import Children, Days, Flags, Integers
from fordel.demonstration.tracks import MONTHS, Tracks

_SETTLED = 48
"""Children older than this (months) stay where they are when a new unit opens."""

_YOUNG = 0.6
"""About so many of a unit's children are younger than that."""


@dataclass(frozen=True, eq=False)
class World:
    """All that was drawn, and what it was drawn from."""

    facts: Facts
    places: Places
    tracks: Tracks
    timeline: Timeline
    people: People

    @property
    def structure(self) -> int:
        """The month the new structure begins."""
        on = self.facts.changes.structure_on
        return month_number(on.year, on.month)


@dataclass(frozen=True, eq=False)
class Stays:
    """Up to so many stays per child, in order of time; every array has shape (children, stays).

    ``unit`` is a position among all units there ever were, ``starts`` and ``ends`` are months,
    half-open; a stay that ends where it starts is none.
    """

    unit: Integers
    starts: Integers
    ends: Integers


def find_stays(world: World) -> Stays:
    """Cut each child's time at what may change its unit, and name the unit in between."""
    people = world.people
    bounds = np.column_stack(
        [
            people.enters,
            people.becomes_three,
            people.moves,
            np.full(len(people.born), world.structure),
            people.leaves,
        ]
    )
    leaves = people.leaves[:, np.newaxis]
    bounds = np.sort(np.clip(bounds, np.minimum(people.enters[:, np.newaxis], leaves), leaves))
    starts, ends = bounds[:, :-1].copy(), bounds[:, 1:].copy()
    units = [_unit_at(starts[:, stay], world) for stay in range(starts.shape[1])]
    return _joined(Stays(np.column_stack(units), starts, ends))


def _unit_at(month: Integers, world: World) -> Integers:
    """The unit each child is in from ``month`` on; both have shape (children,)."""
    people, story = world.people, world.timeline.story
    track = np.where(people.moves <= month, people.second, people.first)
    unit = _on_track(track, month, world)
    later = month >= world.structure
    unit = np.where(
        later & (unit == story.closed), _on_track(_other_tracks(world), month, world), unit
    )
    unit = np.where(later & np.isin(unit, story.merging), story.merged, unit)
    return np.where(later & _goes_to_new(unit, world), story.opened, unit)


def _on_track(track: Integers, month: Integers, world: World) -> Integers:
    people, became = world.people, world.timeline.story.became_integrated
    over = world.tracks.from_three[track]
    under = world.tracks.under_three[track]
    if became is not None:
        since = world.facts.changes.became_integrated_on
        stays = (over == became) & (people.enters >= month_number(since.year, since.month))
        # The others still come by a nursery or a childminder first.
        stays &= people.lot < world.facts.changes.taken_in_share
        under = np.where(stays, over, under)
    return np.where(month >= people.becomes_three, over, under)


def _other_tracks(world: World) -> Integers:
    """A way past the unit that closes, in its district if there is one; the same every time."""
    places, tracks, closed = world.places, world.tracks, world.timeline.story.closed
    past = (tracks.under_three != closed) & (tracks.from_three != closed)
    past &= np.isin(tracks.from_three, places.positions("age_integrated"))
    near = past & (tracks.district == places.district[closed])
    choice = np.flatnonzero(near if near.any() else past)
    cumulative = np.cumsum(tracks.flow[choice])
    drawn = np.searchsorted(cumulative, world.people.lot * cumulative[-1], side="right")
    return np.asarray(choice[np.minimum(drawn, len(choice) - 1)], dtype=np.int64)


def _goes_to_new(unit: Integers, world: World) -> Flags:
    """Some of the younger children in the district's age-integrated units go to the new one."""
    places, story, people = world.places, world.timeline.story, world.people
    integrated = places.positions("age_integrated")
    giving = integrated[places.district[integrated] == story.opened_district]
    giving = giving[~np.isin(giving, [story.closed, *story.merging])]
    wanted = world.facts.changes.new_unit_share * float(np.mean(places.size[integrated]))
    share = min(0.5, wanted / max(1.0, _YOUNG * float(places.size[giving].sum())))
    young = world.structure - people.born < _SETTLED
    return np.asarray(np.isin(unit, giving) & young & (people.lot < share))


def _joined(stays: Stays) -> Stays:
    """Make one stay of two that follow each other in the same unit."""
    unit, starts, ends = stays.unit, stays.starts, stays.ends
    for stay in range(1, unit.shape[1]):
        same = unit[:, stay] == unit[:, stay - 1]
        starts[same, stay] = starts[same, stay - 1]
        ends[same, stay - 1] = starts[same, stay - 1]
    return Stays(unit, starts, ends)


def list_children(year: int, world: World, stays: Stays, keys: Integers) -> Children:
    """What the municipality's list of enrolments shows when it makes the year's budget.

    Everyone enrolled on the day of the count; their other stays of that calendar year in units
    that are on the list; and those who are to start before the year is out. When a stay ends is
    known until the turn of the year.

    Parameters
    ----------
    keys : shape (children,), each child's pseudonymous running number.
    """
    people, years = world.people, world.facts.years
    counted_on = month_number(years.count_on(year).year, years.count_month)
    january = counted_on - years.count_month + 1
    new_year = january + MONTHS
    here: Flags = np.asarray((stays.starts <= counted_on) & (counted_on < stays.ends))
    present: Flags = np.asarray(here.any(axis=1))
    coming = stays.starts > counted_on
    position = _positions(world.timeline, year, int(stays.unit.max()) + 1)
    shown = (stays.starts < stays.ends) & (stays.starts < new_year) & (stays.ends > january)
    shown &= (position[stays.unit] >= 0) & (present[:, np.newaxis] | coming)
    child, stay = np.nonzero(shown)
    order = np.lexsort((stays.starts[child, stay], keys[child]))
    child, stay = child[order], stay[order]
    ends = _first_day(stays.ends[child, stay])
    ends[stays.ends[child, stay] > new_year] = np.datetime64("NaT")
    return _frozen(
        Children(
            child=keys[child],
            unit=position[stays.unit[child, stay]],
            born_on=people.born_on[child],
            enrolled_from=_first_day(stays.starts[child, stay]),
            enrolled_to=ends,
            full_time=people.full_time[child],
            district=people.home(counted_on)[child],
            criteria=people.criteria[years.budget_years.index(year)][child],
            counted=here[child, stay],
        )
    )


def _positions(timeline: Timeline, year: int, units: int) -> Integers:
    """Where each unit there ever was stands on the year's list; -1 for those not on it."""
    listed = [unit for unit, _ in timeline.listed[year]]
    position = np.full(max(units, *(unit + 1 for unit in listed)), -1, np.int64)
    position[listed] = np.arange(len(listed))
    return position


def _first_day(months: Integers) -> Days:
    return np.asarray(months.astype("datetime64[M]").astype("datetime64[D]"))


def _frozen(children: Children) -> Children:
    for column in vars(children).values():
        column.setflags(write=False)
    return children
