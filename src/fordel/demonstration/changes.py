"""What happens to the units over the years: small changes first, then a new structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from fordel.demonstration.facts import Facts, Lexicon
from fordel.demonstration.naming import unit_keys
from fordel.demonstration.places import ORDINARY, Places
from fordel.demonstration.records import Unit

_PAIR = 2
_FUNDED = ("municipal", "self_owning")


@dataclass(frozen=True)
class Story:
    """Which unit each change happens to: positions among all units there ever were.

    ``merged`` and ``opened`` come after the units of the first year. A small municipality may
    have no kindergarten that can become age-integrated, no cluster a unit can join and no unit
    that can get a special department: those are None.
    """

    closed: int
    merging: tuple[int, int]
    merged: int
    opened: int
    opened_district: int
    became_integrated: int | None
    joined_cluster: int | None
    got_special_department: int | None


@dataclass(frozen=True)
class Timeline:
    """All units there ever were, and which of them each budget year's list holds.

    ``listed[year]`` pairs a unit's position with the unit as that year's list describes it.
    """

    story: Story
    listed: dict[int, tuple[tuple[int, Unit], ...]]


def tell(places: Places, facts: Facts, words: Lexicon, rng: np.random.Generator) -> Timeline:
    """Choose what happens to whom, and write each budget year's list of units.

    Between the first and the second year a kindergarten becomes age-integrated, a unit joins a
    cluster and a unit gets a special department. Between the second and the third a unit closes,
    two merge under a new key, and a new unit opens.
    """
    story = _choose(places)
    first, second, third = facts.years.budget_years
    keys = _new_keys(places, rng)
    base = dict(enumerate(places.units))
    if story.joined_cluster is not None:
        base[story.joined_cluster] = replace(base[story.joined_cluster], cluster=None)
    small = _after_small_changes(base, places, story)
    # The closure was decided before the second year's budget was made; the merger was not.
    on = facts.changes.structure_on
    known = small | {story.closed: replace(small[story.closed], closed_on=on)}
    structure = _after_new_structure(small, places, story, keys, words, on)
    return Timeline(
        story=story,
        listed={first: _rows(base), second: _rows(known), third: _rows(structure)},
    )


def _rows(units: dict[int, Unit]) -> tuple[tuple[int, Unit], ...]:
    return tuple(sorted(units.items(), key=lambda item: item[1].key))


def _new_keys(places: Places, rng: np.random.Generator) -> tuple[str, str]:
    taken = {unit.key for unit in places.units}
    merged, opened = [key for key in unit_keys(len(taken) + 2, rng) if key not in taken][:2]
    return merged, opened


def _choose(places: Places) -> Story:
    """Choose small units in the general system; age-integrated municipal ones where there are."""
    units = places.units
    able = sorted(
        (
            i
            for i, unit in enumerate(units)
            if unit.kind in ORDINARY and unit.ownership in _FUNDED and not unit.special_department
        ),
        key=lambda i: _unfitness(i, places),
    )
    merging = _neighbours(able, places)
    merging_budget = {units[i].budget_unit for i in merging} - {None}
    rest = [i for i in able if i not in merging]
    closed = min(rest, key=lambda i: units[i].budget_unit in merging_budget)
    free = sorted(i for i in rest if i != closed and units[i].ownership == "municipal")
    integrated = _first(i for i in free if units[i].kind == "kindergarten")
    joined = _first(
        i
        for i in reversed(free)
        if units[i].cluster and i != integrated and not _is_one_of_two(i, places)
    )
    return Story(
        closed=closed,
        merging=merging,
        merged=len(units),
        opened=len(units) + 1,
        opened_district=_growing(places, {closed, *merging}),
        became_integrated=integrated,
        joined_cluster=joined,
        got_special_department=_first(
            i for i in free if units[i].kind == "age_integrated" and i not in (integrated, joined)
        ),
    )


def _unfitness(position: int, places: Places) -> tuple[int, bool, float]:
    """How little a unit lends itself to be closed or merged: unlike most, in a pair, large."""
    unit = places.units[position]
    unlike = (unit.kind != "age_integrated") + (unit.ownership != "municipal")
    return unlike, _is_one_of_two(position, places), float(places.size[position])


def _is_one_of_two(position: int, places: Places) -> bool:
    """Whether the unit's cluster or area would be left with one unit."""
    budget_unit = places.units[position].budget_unit
    return [unit.budget_unit for unit in places.units].count(budget_unit) == _PAIR


def _neighbours(able: list[int], places: Places) -> tuple[int, int]:
    """The two in one district that lend themselves most; anywhere if no district has two."""
    by_district: dict[int, list[int]] = {}
    for i in able:
        by_district.setdefault(int(places.district[i]), []).append(i)
    pairs = [found[:_PAIR] for found in by_district.values() if len(found) >= _PAIR]
    first, second = min(
        pairs or [able[:_PAIR]],
        key=lambda pair: [
            sum(parts) for parts in zip(*(_unfitness(i, places) for i in pair), strict=True)
        ],
    )
    return min(first, second), max(first, second)


def _first(positions: Iterator[int]) -> int | None:
    return next(positions, None)


def _growing(places: Places, changed: set[int]) -> int:
    """The district with most children in units that otherwise stay as they are."""
    inside = np.zeros(len(places.district_names))
    for i, unit in enumerate(places.units):
        if unit.kind == "age_integrated" and i not in changed:
            inside[places.district[i]] += places.size[i]
    return int(np.argmax(inside))


def _after_small_changes(base: dict[int, Unit], places: Places, story: Story) -> dict[int, Unit]:
    units = dict(base)
    if story.became_integrated is not None:
        units[story.became_integrated] = replace(
            units[story.became_integrated], kind="age_integrated"
        )
    if story.joined_cluster is not None:
        units[story.joined_cluster] = places.units[story.joined_cluster]
    if story.got_special_department is not None:
        units[story.got_special_department] = replace(
            units[story.got_special_department], special_department=True
        )
    return units


def _after_new_structure(
    before: dict[int, Unit],
    places: Places,
    story: Story,
    keys: tuple[str, str],
    words: Lexicon,
    on: date,
) -> dict[int, Unit]:
    units = dict(before)
    del units[story.closed]
    larger = units[max(story.merging, key=lambda i: places.size[i])]
    old = [units.pop(i) for i in story.merging]
    units[story.merged] = replace(
        larger,
        kind="age_integrated",
        key=keys[0],
        name=words.merged_unit_name,
        opened_on=on,
        predecessors=tuple(sorted(unit.key for unit in old)),
    )
    units[story.opened] = Unit(
        key=keys[1],
        name=words.new_unit_name,
        ownership="municipal",
        kind="age_integrated",
        district=places.district_keys[story.opened_district],
        opened_on=on,
    )
    return units
