"""What a register holds once it is read and checked. Frozen; nothing about a single child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from fordel.domain.ages import AgeGroup
from fordel.domain.language import Words


class Ownership(StrEnum):
    """Who owns a unit."""

    MUNICIPAL = "municipal"
    SELF_OWNING = "self_owning"
    PRIVATE = "private"


class UnitKind(StrEnum):
    """What a unit is for."""

    NURSERY = "nursery"
    KINDERGARTEN = "kindergarten"
    AGE_INTEGRATED = "age_integrated"
    SPECIAL = "special"
    CHILDMINDING = "childminding"
    CLUB = "club"


@dataclass(frozen=True)
class Unit:
    """One daycare institution.

    ``children`` and ``full_time`` hold enrolled children per age group where units.csv gives
    them; with rows per child they are empty, and the profile holds them instead.
    ``predecessors`` names the units this one came from: several when units merged; two units that
    name the same predecessor came from a split.
    """

    id: str
    name: str
    ownership: Ownership = Ownership.MUNICIPAL
    kind: UnitKind = UnitKind.AGE_INTEGRATED
    special_department: bool = False
    cluster: str | None = None
    area: str | None = None
    budget_unit: str | None = None
    district: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    predecessors: tuple[str, ...] = ()
    opening_hours: Decimal | None = None
    children: Mapping[str, Fraction] = field(default_factory=dict)
    full_time: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def pays_to(self) -> str:
        """Who holds the budget."""
        return self.budget_unit or self.id


@dataclass(frozen=True)
class CriterionCount:
    """How many of a unit's children meet a criterion; ``count`` is None where suppressed."""

    unit: str
    criterion: str
    count: Fraction | None
    age_group: str | None = None


@dataclass(frozen=True)
class District:
    """A housing area or school district: what is known of the children who live there.

    Either ``share`` (counted children per child, 0-1) or ``children`` and ``counts``.
    """

    id: str
    name: str = ""
    share: Fraction | None = None
    children: Fraction | None = None
    counts: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class PreviousYear:
    """What a unit had last year, where no run of last year is at hand."""

    unit: str
    amount: Fraction
    weighted_children: Fraction | None = None


@dataclass(frozen=True)
class Grant:
    """A fixed grant to one unit."""

    unit: str
    amount: Fraction
    purpose: str = ""


@dataclass(frozen=True)
class Application:
    """Money a unit applied for and got by a decision."""

    unit: str
    amount: Fraction
    decision: str
    purpose: str = ""


@dataclass(frozen=True)
class RateRow:
    """One dated rate: what it is looked up by, and the figure."""

    value: Fraction
    district: str | None = None
    area: str | None = None
    unit: str | None = None
    kind: str | None = None
    criterion: str | None = None
    age_group: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class SourceFile:
    """Where figures came from: the file's name, its SHA-256, its number of rows.

    A table on a server, and a source larger than memory, have no hash: it is empty.
    """

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Register:
    """Everything a model may ask of a municipality, except the children themselves."""

    units: tuple[Unit, ...]
    criteria: tuple[CriterionCount, ...] = ()
    scores: Mapping[str, Fraction] = field(default_factory=dict)
    districts: tuple[District, ...] = ()
    previous: tuple[PreviousYear, ...] = ()
    grants: tuple[Grant, ...] = ()
    applications: tuple[Application, ...] = ()
    rates: tuple[RateRow, ...] = ()
    sources: tuple[SourceFile, ...] = ()


@dataclass(frozen=True)
class Needs:
    """What a model needs to find in the data folder."""

    age_groups: tuple[AgeGroup, ...]
    criteria: tuple[str, ...] = ()
    enrolled_by: frozenset[str] = frozenset()
    """Criteria that enrolled children are counted by; a district's share cannot stand for them."""
    files: frozenset[str] = frozenset()
    """Stems of the files that must be there, e.g. ``{"units", "children"}``."""
    count_on: date | None = None
    """The day children are counted on: ages, enrolments and homes as of that day."""
    labels: tuple[Words, ...] = ()
    """What the criteria are called, in their order; without it they go by their keys."""

    def called(self, criterion: str) -> Words:
        """A criterion as its readers know it."""
        if not self.labels:
            return Words(da=criterion, en=criterion)
        return self.labels[self.criteria.index(criterion)]
