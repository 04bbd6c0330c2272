"""What a made municipality consists of. Frozen; the arrays are read-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Marks = NDArray[np.int8]
Days = NDArray[np.datetime64]

MET, NOT_MET, UNKNOWN = 1, 0, -1
TOTAL = "total"
"""Stands where a unit, district or age group would, on rows that sum the others."""


@dataclass(frozen=True)
class Unit:
    """A daycare unit as the municipality's list has it for one budget year."""

    key: str
    name: str
    ownership: str
    kind: str
    special_department: bool = False
    cluster: str | None = None
    area: str | None = None
    district: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    predecessors: tuple[str, ...] = ()
    opening_hours: Decimal = Decimal("51.5")

    @property
    def budget_unit(self) -> str | None:
        """The cluster or area that holds the budget; None when the unit holds its own."""
        return self.cluster or self.area


@dataclass(frozen=True, eq=False)
class Children:
    """Enrolments, one per row, ordered by child and date; invented children.

    Every array has shape (rows,), but ``criteria``, which has shape (rows, criteria) and holds
    ``MET``, ``NOT_MET`` and ``UNKNOWN``. ``unit`` and ``district`` are positions in the year's
    units and districts; ``full_time`` is hundredths of a full-time place; ``enrolled_to`` is the
    first day no longer enrolled, NaT where none is known yet; ``counted`` says whether the row is
    the child's enrolment on the day of the count.
    """

    child: Integers
    unit: Integers
    born_on: Days
    enrolled_from: Days
    enrolled_to: Days
    full_time: Integers
    district: Integers
    criteria: Marks
    counted: Flags


@dataclass(frozen=True)
class CriterionCount:
    """How many of a unit's children meet a criterion; ``count`` is None where withheld."""

    unit: str
    criterion: str
    age_group: str
    count: int | None


@dataclass(frozen=True)
class District:
    """The 0-5-year-olds who live in a school district; a count is None where withheld."""

    key: str
    name: str
    children: int
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class Award:
    """Money to one unit: a fixed grant, or a decided application where ``decision`` is given."""

    unit: str
    amount_dkk: int
    purpose: str
    decision: str = ""


@dataclass(frozen=True)
class Year:
    """What the municipality knows when it makes one year's budget."""

    year: int
    count_on: date
    units: tuple[Unit, ...]
    children: Children
    criteria: tuple[CriterionCount, ...]
    districts: tuple[District, ...]
    grants: tuple[Award, ...]
    applications: tuple[Award, ...]
    scores: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class Municipality:
    """An invented municipality over some budget years."""

    code: str
    name: str
    seed: int
    criteria: tuple[str, ...]
    """Ids of the criteria, in the order of the columns."""
    years: tuple[Year, ...]

    def of(self, year: int) -> Year:
        """The data for one budget year; a ``KeyError`` for a year there are none for."""
        return {data.year: data for data in self.years}[year]
