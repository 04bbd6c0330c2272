"""The units and districts of the first year: kinds, owners, sizes, levels of need, clusters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist

import numpy as np

from fordel.demonstration.facts import Facts, Lexicon
from fordel.demonstration.naming import district_names, unit_keys, unit_names
from fordel.demonstration.records import Floats, Integers, Unit
from fordel.domain.money import share_pool

NOWHERE = -1
ORDINARY = ("age_integrated", "kindergarten", "nursery")
# What the districts' municipal units are gathered in, district by district, over and over.
_GATHERED = ("cluster", "cluster", "alone", "cluster", "area", "cluster", "alone", "area")
_SMALLEST_CLUSTER, _LARGEST_CLUSTER = 2, 5


@dataclass(frozen=True, eq=False)
class Places:
    """Units and districts as they were in the first year.

    ``units`` (units,); ``size`` (units,) the children a unit is meant to have; ``district``
    (units,) positions among the districts, ``NOWHERE`` for the childminders; ``level`` (units,)
    how much need there is among a unit's children; ``district_names`` (districts,).
    """

    units: tuple[Unit, ...]
    size: Floats
    district: Integers
    level: Floats
    district_keys: tuple[str, ...]
    district_names: tuple[str, ...]

    def positions(self, *kinds: str) -> Integers:
        """Where the units of some kinds stand."""
        return np.array([i for i, unit in enumerate(self.units) if unit.kind in kinds], np.int64)


def lay_out(
    units: int, children: int, facts: Facts, words: Lexicon, rng: np.random.Generator
) -> Places:
    """Lay out a municipality's units in its first year.

    Parameters
    ----------
    units : how many rows the municipality's list of units has, the childminders' included.
    children : how many children they hold together.
    """
    special = round(units / facts.special.units_per_special)
    ordinary = units - special - 1
    kinds = [*_spread(facts.kinds.shares, ordinary, rng), *["special"] * special]
    owners = [*_spread(facts.ownership.units, ordinary, rng), *["municipal"] * special]
    names = district_names(max(2, round(units / facts.districts.units_per_district)), words)
    district = _districts(ordinary, special, len(names), facts, rng)
    size = _sizes(kinds, children, facts, rng)
    level = _levels(kinds, owners, district, facts, rng)
    named = unit_names(tuple(kinds), tuple(names[i] for i in district), words, rng)
    keys = unit_keys(units, rng)
    hours = _hours(len(kinds), facts, rng)
    district_keys = tuple(f"{i + 1:02d}" for i in range(len(names)))
    rows = [
        Unit(
            key=keys[i],
            name=named[i],
            ownership=owners[i],
            kind=kinds[i],
            district=district_keys[district[i]],
            opened_on=date(1962 + int(rng.random() * 58), 8, 1),
            opening_hours=hours[i],
        )
        for i in range(len(kinds))
    ]
    rows.append(
        Unit(
            key=keys[-1],
            name=words.childminding_name,
            ownership="municipal",
            kind="childminding",
            opening_hours=Decimal(facts.opening_hours.childminding),
        )
    )
    return Places(
        units=tuple(_with_special_departments(_gather(rows, names, words), level, facts)),
        size=np.append(size, 0.0),
        district=np.append(district, NOWHERE),
        level=np.append(level, 0.0),
        district_keys=district_keys,
        district_names=names,
    )


def apportion(shares: Mapping[str, float], total: int) -> dict[str, int]:
    """Whole numbers in proportion to shares, by largest remainder."""
    names = list(shares)
    parts = share_pool(
        [Fraction(shares[name]) for name in names], Fraction(total), Fraction(1), names
    )
    return {name: int(part) for name, part in zip(names, parts, strict=True)}


def _spread(shares: Mapping[str, float], total: int, rng: np.random.Generator) -> list[str]:
    values = [name for name, count in apportion(shares, total).items() for _ in range(count)]
    return [values[i] for i in rng.permutation(total)]


def _districts(
    ordinary: int, special: int, districts: int, facts: Facts, rng: np.random.Generator
) -> Integers:
    """Put every district's units side by side, so that neighbours in the list are neighbours."""
    quantiles = normal_quantiles(districts)[::-1]
    weights = np.exp(facts.districts.size_spread * quantiles)
    # The town centre comes first and is the largest; the others lie in no order of size.
    weights = np.append(weights[:1], weights[1:][rng.permutation(districts - 1)])
    shares = {f"{i:04d}": float(weight) for i, weight in enumerate(weights)}
    counts = np.array(list(apportion(shares, max(0, ordinary - districts)).values())) + 1
    placed = np.repeat(np.arange(districts), counts)[:ordinary]
    return np.append(placed, rng.permutation(districts)[np.arange(special) % districts])


def _sizes(kinds: list[str], children: int, facts: Facts, rng: np.random.Generator) -> Floats:
    """How many children each unit is meant to have; the sum is ``children``."""
    ordinary = [kind for kind in kinds if kind in ORDINARY]
    spread = facts.kinds.size_spread * normal_quantiles(len(ordinary))
    drawn = np.clip(np.exp(spread), facts.kinds.smallest, facts.kinds.largest)
    relative = np.array([facts.kinds.relative_size[kind] for kind in ordinary])
    weights = drawn[rng.permutation(len(ordinary))] * relative
    special = np.full(len(kinds) - len(ordinary), float(facts.special.children))
    return np.append(weights / weights.sum() * (children - special.sum()), special)


def _levels(
    kinds: list[str],
    owners: list[str],
    district: Integers,
    facts: Facts,
    rng: np.random.Generator,
) -> Floats:
    """Rank the units by their district's and their own lot, and spread them along the curve."""
    burden = facts.burden
    ordinary = np.array([kind in ORDINARY for kind in kinds])
    own = rng.standard_normal(len(kinds))
    shared = rng.standard_normal(int(district.max()) + 1)[district]
    part = burden.district_part
    lot = part * shared + np.sqrt(1 - part**2) * own
    lot -= burden.private_advantage * (np.array(owners) == "private")
    ranks = np.argsort(np.argsort(lot[ordinary], kind="stable"), kind="stable")
    curve = ((ranks + 0.5) / len(ranks)) ** burden.unit_curve
    levels = np.full(len(kinds), burden.unit_spread)
    levels[ordinary] = burden.unit_spread * curve
    return levels


def _hours(count: int, facts: Facts, rng: np.random.Generator) -> list[Decimal]:
    return [Decimal(hours) for hours in _spread(facts.opening_hours.shares, count, rng)]


def _gather(rows: list[Unit], districts: tuple[str, ...], words: Lexicon) -> list[Unit]:
    """Gather municipal units of a district in clusters, or in an area, under one budget."""
    gathered = list(rows)
    by_district: dict[str, list[int]] = {}
    for i, unit in enumerate(rows):
        if unit.ownership == "municipal" and unit.kind in ORDINARY and unit.district:
            by_district.setdefault(unit.district, []).append(i)
    for number, name in enumerate(districts):
        members = by_district.get(f"{number + 1:02d}", [])
        form = _GATHERED[number % len(_GATHERED)]
        if form == "alone" or len(members) < _SMALLEST_CLUSTER:
            continue
        if form == "area":
            for i in members:
                gathered[i] = replace(gathered[i], area=f"{words.area_prefix} {name}")
            continue
        groups = -(-len(members) // _LARGEST_CLUSTER)
        for group, positions in enumerate(np.array_split(members, groups)):
            suffix = f" {_part_name(group, words)}" if groups > 1 else ""
            for i in positions:
                cluster = f"{words.cluster_prefix} {name}{suffix}"
                gathered[i] = replace(gathered[i], cluster=cluster)
    # The first area runs the childminders too.
    area = next((unit.area for unit in gathered if unit.area), None)
    return [replace(unit, area=area) if unit.kind == "childminding" else unit for unit in gathered]


def _part_name(group: int, words: Lexicon) -> str:
    names = words.cluster_suffixes
    return names[group] if group < len(names) else str(group + 1)


def _with_special_departments(rows: list[Unit], level: Floats, facts: Facts) -> list[Unit]:
    """Give some larger municipal units a special department."""
    wanted = round(len(rows) / facts.special.units_per_special_department)
    able = [
        i
        for i, unit in enumerate(rows)
        if unit.kind == "age_integrated" and unit.ownership == "municipal"
    ]
    # Neither the least nor the most burdened: they lie around the middle.
    able.sort(key=lambda i: (abs(level[i] - float(np.median(level))), i))
    chosen = set(able[:wanted])
    return [
        replace(unit, special_department=True) if i in chosen else unit
        for i, unit in enumerate(rows)
    ]


def normal_quantiles(count: int) -> Floats:
    """The normal distribution in so many equal parts: the middle of each."""
    standard = NormalDist()
    return np.array([standard.inv_cdf((i + 0.5) / count) for i in range(count)])
