"""A package as a document: activities with their ingredients, and what it takes to begin."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from fordel.allocation.model.documents import document_in, fitting
from fordel.allocation.model.values import Figure, Misfit, Part
from fordel.costing.ingredients import Activity, Establishment, Hours, PerWhom, Phase
from fordel.costing.package import InUse, Package
from fordel.costing.refusals import PackageFileNotFound, PackageNotUnderstood


class WrittenHours(Part):
    """Hours of a role in one holding, for all who have the role together."""

    role: str
    hours: Figure = Field(ge=0)
    low: Figure | None = Field(default=None, ge=0)
    high: Figure | None = Field(default=None, ge=0)
    phase: Phase = Phase.WHOLE

    @model_validator(mode="after")
    def _check_order(self) -> WrittenHours:
        low = self.hours if self.low is None else self.low
        high = self.hours if self.high is None else self.high
        if not low <= self.hours <= high:
            raise Misfit(
                da="low skal være højst hours, og high mindst hours",
                en="low must be at most hours, and high at least hours",
            )
        return self

    def made(self) -> Hours:
        """The same as an ingredient."""
        low, high = (None if side is None else Fraction(side) for side in (self.low, self.high))
        return Hours(self.role, Fraction(self.hours), low, high, self.phase)


class WrittenActivity(Part):
    """An activity, how often it is held, and where: units, and groups in each of them."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    holding: str = ""
    per: PerWhom = PerWhom.CHILD
    divisor: Figure | None = Field(default=None, gt=0)
    hours: tuple[WrittenHours, ...] = ()
    other_cost: Figure = Field(default=Decimal(0), ge=0)
    lump_sum: Figure = Field(default=Decimal(0), ge=0)
    holdings_per_year: Figure | None = Field(default=None, gt=0)
    units: int = Field(ge=0)
    groups_per_unit: Figure = Field(default=Decimal(1), gt=0)

    def made(self) -> InUse:
        """The same as an activity in use."""
        often = self.holdings_per_year
        activity = Activity(
            id=self.id,
            name=self.name,
            hours=tuple(line.made() for line in self.hours),
            divisor=None if self.divisor is None else Fraction(self.divisor),
            per=self.per,
            holding=self.holding,
            other_cost=Fraction(self.other_cost),
            lump_sum=Fraction(self.lump_sum),
            holdings_per_year=None if often is None else Fraction(often),
        )
        return InUse(activity, self.units, Fraction(self.groups_per_unit))


class WrittenEstablishment(Part):
    """What it takes to begin: a sum, or a price for each who takes part, spread over years."""

    name: str
    amount: Figure = Field(ge=0)
    activities: tuple[str, ...] = Field(min_length=1)
    years: int = Field(default=1, ge=1)
    per_participant: bool = False
    participants: Figure | None = Field(default=None, ge=0)
    note: str = ""

    @model_validator(mode="after")
    def _check_participants(self) -> WrittenEstablishment:
        if self.participants is not None and not self.per_participant:
            raise Misfit(
                da="participants hører sammen med per_participant: true",
                en="participants belongs with per_participant: true",
            )
        return self

    def made(self) -> Establishment:
        """The same as an ingredient."""
        people = None if self.participants is None else Fraction(self.participants)
        return Establishment(
            self.name,
            Fraction(self.amount),
            self.activities,
            self.years,
            self.per_participant,
            people,
        )


class PackageDocument(Part):
    """A chosen combination of activities in one municipality."""

    package: str
    place: str = ""
    source: str = ""
    price_year: int | None = None
    children: int | None = Field(default=None, gt=0)
    activities: tuple[WrittenActivity, ...] = Field(min_length=1)
    establishment: tuple[WrittenEstablishment, ...] = ()

    @model_validator(mode="after")
    def _check_names(self) -> PackageDocument:
        ids = [activity.id for activity in self.activities]
        sums = [sum_.name for sum_ in self.establishment]
        for name in (*ids, *sums):
            if (*ids, *sums).count(name) > 1:
                raise Misfit(da=f"«{name}» står to gange", en=f"“{name}” stands twice")
        for sum_ in self.establishment:
            for name in sum_.activities:
                if name not in ids:
                    raise Misfit(
                        da=f"«{sum_.name}» er til «{name}», som ikke er en aktivitet i pakken",
                        en=f"“{sum_.name}” is for “{name}”, which is no activity of the package",
                    )
        return self

    def made(self) -> Package:
        """The package that is computed."""
        return Package(
            tuple(activity.made() for activity in self.activities),
            tuple(sum_.made() for sum_ in self.establishment),
            self.price_year,
            self.children,
        )


def read_package(path: Path) -> PackageDocument:
    """Read a package from a YAML file, exactly.

    Raises
    ------
    PackageFileNotFound, PackageNotUnderstood.
    """
    refuse = partial(PackageNotUnderstood, path.name)
    return package_of(document_in(path, PackageFileNotFound, refuse), path.name)


def package_of(document: Any, name: str) -> PackageDocument:
    """A package from a document that has been read.

    Raises
    ------
    PackageNotUnderstood : it says where, and what is wrong there.
    """
    return fitting(PackageDocument, document, partial(PackageNotUnderstood, name))
