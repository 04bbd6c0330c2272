"""Invented children: when they are born, start, change and leave, and what ways they take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fordel.demonstration.facts import Facts
from fordel.demonstration.need import constants, draw_criteria
from fordel.demonstration.places import Places
from fordel.demonstration.records import Days, Floats, Integers, Marks
from fordel.demonstration.tracks import (
    MONTHS,
    SCHOOL_AGE,
    THIRD_BIRTHDAY,
    Tracks,
    enrolled_share,
    occupancy,
)

_EPOCH = 1970
_DAYS_IN_YEAR = 365
_LAST_MONTHS = 3
_NEVER = np.iinfo(np.int64).max // 4
"""A month so far away that it never comes."""


@dataclass(frozen=True, eq=False)
class People:
    """Every child who lives in the municipality and is too young for school in some year.

    Every array has shape (children,); months are counted from January 1970, and a month stands
    for its first day. ``enters`` is ``_NEVER`` (far away) for a child who never enrols; ``first``
    and ``second`` are tracks, the second from the month ``moves``; ``criteria`` holds one array
    (children, criteria) per year.
    """

    born_on: Days
    born: Integers
    enters: Integers
    becomes_three: Integers
    moves: Integers
    leaves: Integers
    first: Integers
    second: Integers
    first_home: Integers
    second_home: Integers
    full_time: Integers
    lot: Floats
    criteria: list[Marks]

    def home(self, month: int) -> Integers:
        """The district each child lives in, shape (children,)."""
        return np.where(self.moves <= month, self.second_home, self.first_home)


def month_number(year: int, month: int) -> int:
    """Months from January 1970."""
    return (year - _EPOCH) * MONTHS + month - 1


def draw_people(
    children: int, places: Places, tracks: Tracks, facts: Facts, rng: np.random.Generator
) -> People:
    """Draw so many births a year that about ``children`` are enrolled on the day of a count."""
    years = facts.years.budget_years
    cohorts = np.arange(min(years) - 1 - SCHOOL_AGE, max(years))
    births = round(children / occupancy(facts).total)
    born_year = np.repeat(cohorts, births)
    born_on = _birthdays(born_year, rng)
    born = born_on.astype("datetime64[M]").astype(np.int64)
    count = len(born)
    enters = born + _starting_age(count, facts, rng)
    leaves = _school_start(born_year, born, facts, rng)
    cumulative = np.cumsum(tracks.flow)
    first, second = (_draw(cumulative, count, rng) for _ in range(2))
    need = tracks.level[first] + facts.burden.child_spread * rng.standard_normal(count)
    return People(
        born_on=born_on,
        born=born,
        enters=np.where(enters < leaves, enters, _NEVER),
        becomes_three=born + THIRD_BIRTHDAY,
        moves=_moving_month(enters, leaves, facts, rng),
        leaves=leaves,
        first=first,
        second=second,
        first_home=_home(tracks.district[first], places, facts, rng),
        second_home=_home(tracks.district[second], places, facts, rng),
        full_time=_full_time(count, facts, rng),
        lot=rng.random(count),
        criteria=draw_criteria(need, constants(tracks, facts), facts, len(years), rng),
    )


def _draw(cumulative: Floats, count: int, rng: np.random.Generator) -> Integers:
    drawn = np.searchsorted(cumulative, rng.random(count) * cumulative[-1], side="right")
    return np.asarray(np.minimum(drawn, len(cumulative) - 1), dtype=np.int64)


def _birthdays(born_year: Integers, rng: np.random.Generator) -> Days:
    january = (born_year - _EPOCH).astype("datetime64[Y]").astype("datetime64[D]")
    day = np.floor(rng.random(len(born_year)) * _DAYS_IN_YEAR).astype("timedelta64[D]")
    return np.asarray(january + day)


def _starting_age(count: int, facts: Facts, rng: np.random.Generator) -> Integers:
    """Age in months at the start; the same share of children starts as the table says."""
    months = np.arange(max(facts.enrolment.share_by_month) + 1)
    shares = enrolled_share(months, facts)
    lot = rng.random(count)
    age = np.searchsorted(shares, lot, side="left")
    return np.asarray(np.where(lot > shares[-1], _NEVER // 2, age), dtype=np.int64)


def _school_start(
    born_year: Integers, born: Integers, facts: Facts, rng: np.random.Generator
) -> Integers:
    """August of the year they become six, or a year later, mostly for those born late."""
    school = facts.school
    late_part = _LAST_MONTHS / MONTHS
    early = (school.late_share - late_part * school.late_share_born_late) / (1 - late_part)
    born_late = born % MONTHS >= MONTHS - _LAST_MONTHS
    late = rng.random(len(born)) < np.where(born_late, school.late_share_born_late, early)
    year = born_year + SCHOOL_AGE + late
    return np.asarray((year - _EPOCH) * MONTHS + school.start_month - 1, dtype=np.int64)


def _moving_month(
    enters: Integers, leaves: Integers, facts: Facts, rng: np.random.Generator
) -> Integers:
    """The month in which a child changes to another way, for the few who do."""
    between = np.maximum(leaves - enters - 2 * _LAST_MONTHS, 0)
    month = enters + _LAST_MONTHS + np.floor(rng.random(len(enters)) * between).astype(np.int64)
    moving = (rng.random(len(enters)) < facts.moves.share) & (between > 0)
    return np.where(moving, month, _NEVER)


def _home(district: Integers, places: Places, facts: Facts, rng: np.random.Generator) -> Integers:
    """The unit's district, or another one for some."""
    others = len(places.district_names) - 1
    further = 1 + np.floor(rng.random(len(district)) * others).astype(np.int64)
    elsewhere = rng.random(len(district)) < facts.moves.other_district
    return np.where(elsewhere, (district + further) % (others + 1), district)


def _full_time(count: int, facts: Facts, rng: np.random.Generator) -> Integers:
    shares = facts.full_time.shares
    cumulative = np.cumsum(list(shares.values()))
    return np.array(list(shares), np.int64)[_draw(cumulative, count, rng)]
