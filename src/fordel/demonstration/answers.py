"""What others tell the municipality: counts per unit and district, scores, decisions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np

from fordel.demonstration.enrolments import World
from fordel.demonstration.facts import Award as AwardFact
from fordel.demonstration.facts import Facts
from fordel.demonstration.people import month_number
from fordel.demonstration.places import ORDINARY
from fordel.demonstration.records import (
    MET,
    TOTAL,
    Award,
    Children,
    CriterionCount,
    Days,
    District,
    Flags,
    Integers,
    Unit,
)
from fordel.demonstration.tracks import MONTHS
from fordel.domain.language import rounded
from fordel.domain.money import nearest

AGE_GROUPS = ("0-2", "3-5")
"""The second holds the six-year-olds who have not started school too."""

_YOUNGEST_IN_SECOND = 3
_OLDEST_COUNTED = 5


def ages_on(born_on: Days, day: np.datetime64) -> Integers:
    """Age in whole years on a day; the shape of ``born_on``."""
    month, this_month = born_on.astype("datetime64[M]"), day.astype("datetime64[M]")
    in_month = born_on - month.astype("datetime64[D]")
    today = day - this_month.astype("datetime64[D]")
    months = (this_month - month).astype(np.int64) - (in_month > today)
    return np.asarray(months // MONTHS, dtype=np.int64)


def count_criteria(
    children: Children, units: tuple[Unit, ...], day: np.datetime64, facts: Facts
) -> tuple[CriterionCount, ...]:
    """Count children per unit, criterion and age group, as a statistical office answers.

    Each unit and criterion has a row per age group the unit holds, and a total; in the end stand
    totals over all units. Small counts are withheld, and so is whatever gives one away.
    """
    counted = children.counted
    group = (ages_on(children.born_on[counted], day) >= _YOUNGEST_IN_SECOND).astype(np.int64)
    unit = children.unit[counted]
    shape = (len(units), len(AGE_GROUPS))
    enrolled = np.zeros(shape, np.int64)
    np.add.at(enrolled, (unit, group), 1)
    rows: list[CriterionCount] = []
    for number, criterion in enumerate(facts.criteria):
        met = np.zeros(shape, np.int64)
        np.add.at(met, (unit, group), children.criteria[counted, number] == MET)
        rows += _criterion_rows(criterion.id, met, enrolled > 0, units, facts.suppression.below)
    return tuple(rows)


def _criterion_rows(
    criterion: str, met: Integers, held: Flags, units: tuple[Unit, ...], below: int
) -> list[CriterionCount]:
    sums = np.column_stack([met, met.sum(axis=1)])
    hidden = _small(sums, below)
    # A unit's two age groups and their sum: one withheld group would follow from the other two.
    hidden[:, :-1] |= (hidden[:, :-1].any(axis=1) & ~hidden[:, -1])[:, np.newaxis]
    held = np.column_stack([held, held.any(axis=1)])
    names = (*AGE_GROUPS, TOTAL)
    rows = [
        CriterionCount(unit.key, criterion, name, None if hidden[i, j] else int(sums[i, j]))
        for i, unit in enumerate(units)
        for j, name in enumerate(names)
        if held[i, j]
    ]
    whole, single = sums.sum(axis=0), (hidden & held).sum(axis=0) == 1
    rows += [
        CriterionCount(TOTAL, criterion, name, None if single[j] else int(whole[j]))
        for j, name in enumerate(names)
    ]
    return rows


def _small(counts: Integers, below: int) -> Flags:
    return np.asarray((counts > 0) & (counts < below))


def count_districts(year: int, world: World) -> tuple[District, ...]:
    """Count the 0-5-year-olds who live in each district, enrolled or not, and all together."""
    facts, people, places = world.facts, world.people, world.places
    day = facts.years.count_on(year)
    age = ages_on(people.born_on, np.datetime64(day))
    inside = (people.born_on <= np.datetime64(day)) & (age <= _OLDEST_COUNTED)
    home = people.home(month_number(day.year, day.month))[inside]
    known = people.criteria[facts.years.budget_years.index(year)][inside] == MET
    shape = (len(places.district_keys), len(facts.criteria))
    children = np.bincount(home, minlength=shape[0])
    counts = np.zeros(shape, np.int64)
    np.add.at(counts, home, known)
    hidden = _small(counts, facts.suppression.below)
    rows = [
        District(
            key=places.district_keys[i],
            name=places.district_names[i],
            children=int(children[i]),
            counts=_shown(counts[i], hidden[i]),
        )
        for i in range(shape[0])
    ]
    whole = _shown(counts.sum(axis=0), hidden.sum(axis=0) == 1)
    return (*rows, District(TOTAL, "", int(children.sum()), whole))


def _shown(counts: Integers, hidden: Flags) -> tuple[int | None, ...]:
    return tuple(None if hide else int(count) for count, hide in zip(counts, hidden, strict=True))


def score_units(
    children: Children, units: tuple[Unit, ...], facts: Facts
) -> tuple[tuple[str, Decimal], ...]:
    """A finished index score per ordinary unit: the mean weight of what its children meet."""
    weights = np.array([criterion.score_weight for criterion in facts.criteria])
    counted = children.counted
    points = (children.criteria[counted] == MET) @ weights
    unit = children.unit[counted]
    total = np.bincount(unit, weights=points, minlength=len(units))
    enrolled = np.bincount(unit, minlength=len(units))
    return tuple(
        (row.key, rounded(Decimal(int(total[i])) / int(enrolled[i]), 1))
        for i, row in enumerate(units)
        if row.kind in ORDINARY and enrolled[i]
    )


def decide(
    year: int, units: tuple[Unit, ...], world: World, scores: tuple[tuple[str, Decimal], ...]
) -> tuple[tuple[Award, ...], tuple[Award, ...]]:
    """Give the year's fixed grants, and decide the year's applications."""
    facts = world.facts
    after = year - min(facts.years.budget_years)
    orders = _orders(units, dict(scores), world)
    grants = [
        Award(key, _risen(row.amount_dkk, facts.grants.yearly_rise, after), row.purpose)
        for row, key in _given(facts.grants.rows, orders)
    ]
    applications = [
        Award(key, row.amount_dkk, row.purpose, f"BUU {year - 1}-{112 + 17 * number + after}")
        for number, (row, key) in enumerate(_given(facts.applications.rows, orders))
    ]
    return tuple(grants), tuple(applications)


def _orders(
    units: tuple[Unit, ...], scores: dict[str, Decimal], world: World
) -> dict[str, list[str]]:
    """The keys of the units a grant may go to, in the orders the facts name."""
    able = [unit for unit in units if unit.key in scores and unit.ownership != "private"]
    size = {row.key: world.places.size[i] for i, row in enumerate(world.places.units)}
    return {
        "most_burdened": [unit.key for unit in sorted(able, key=lambda u: (-scores[u.key], u.key))],
        "smallest": [
            unit.key
            for unit in sorted(able, key=lambda u: (size.get(u.key, np.inf), u.key))
            if unit.closed_on is None
        ],
        "special_department": [unit.key for unit in able if unit.special_department],
    }


def _given(
    rows: tuple[AwardFact, ...], orders: dict[str, list[str]]
) -> list[tuple[AwardFact, str]]:
    return [(row, orders[row.to][row.rank]) for row in rows if row.rank < len(orders[row.to])]


def _risen(amount_dkk: int, yearly_rise: float, years: int) -> int:
    """The amount some years on, in whole thousands."""
    exact = amount_dkk * (1 + Fraction(str(yearly_rise))) ** years
    return int(nearest(exact, Fraction(1000)))
