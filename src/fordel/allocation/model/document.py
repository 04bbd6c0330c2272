"""The model document as a whole."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from fordel.allocation.model.loads import Unknown
from fordel.allocation.model.money import Filter
from fordel.allocation.model.steps import Step, StepId
from fordel.allocation.model.values import Figure, Misfit, Parameter, Part, Table, Text, Value
from fordel.domain.ages import OLDEST, YOUNGEST, AgeGroup
from fordel.domain.money import Currency
from fordel.registers.records import Ownership, UnitKind


class CurrencySpec(Part):
    """The money and the smallest amount paid out: 1, 100 or 0.01."""

    code: str = Field(default="DKK", pattern=r"^[A-Z]{3}$")
    smallest: Figure = Field(default=1, validate_default=True, gt=0)

    @property
    def currency(self) -> Currency:
        return Currency(self.code, self.smallest)


class AgeGroupSpec(Part):
    """An age group and how many kindergarten children one of its children counts as."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
    label: Text | None = None
    from_age: int | None = Field(default=None, ge=YOUNGEST, le=OLDEST)
    to_age: int | None = Field(default=None, ge=YOUNGEST, le=OLDEST)
    weight: Value = Field(default=1, validate_default=True)

    @model_validator(mode="after")
    def _check_ages(self) -> AgeGroupSpec:
        if (self.from_age is None) != (self.to_age is None):
            raise Misfit(da="skriv begge aldre eller ingen", en="give both ages or neither")
        if self.from_age is not None and self.to_age is not None and self.from_age > self.to_age:
            raise Misfit(
                da="den første alder er over den sidste", en="the first age is above the last"
            )
        return self


class Criterion(Part):
    """Something known of a child's circumstances that is met or not."""

    id: StepId
    label: Text
    source: str = ""


NO_LEAP_YEAR = 2027


class CountDay(Part):
    """The day children are counted on, relative to the budget year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    year: int = Field(default=-1, description="-1: the year before the budget year")

    @model_validator(mode="after")
    def _check_every_year(self) -> CountDay:
        try:
            date(NO_LEAP_YEAR, self.month, self.day)
        except ValueError:
            raise Misfit(
                da=f"den {self.day}.{self.month}. findes ikke hvert år",
                en=f"day {self.day} of month {self.month} does not come every year",
            ) from None
        return self

    def on(self, budget_year: int) -> date:
        return date(budget_year + self.year, self.month, self.day)


class ChildrenSpec(Part):
    """What is known of the children, and how it is read."""

    grain: Literal["rows", "counts"] = Field(
        default="rows", description="A row per child, or counts per unit in `units` and `criteria`"
    )
    count_on: CountDay | None = None
    unknown: Unknown = Field(
        default=Unknown.REFUSE,
        description="A criterion that is not known of a child: taken as not met, or refused",
    )
    figures: Literal["actual", "budgeted"] = "actual"


class Scope(Part):
    """Which units take part."""

    ownership: tuple[Ownership, ...] = (Ownership.MUNICIPAL, Ownership.SELF_OWNING)
    kinds: tuple[UnitKind, ...] = (
        UnitKind.NURSERY,
        UnitKind.KINDERGARTEN,
        UnitKind.AGE_INTEGRATED,
    )
    special_departments: bool = True
    except_for: Filter | None = None


class Model(Part):
    """An allocation model: ordered steps that name registered functions."""

    model: StepId
    version: int = Field(default=1, ge=1)
    title: Text
    description: Text | None = None
    sources: tuple[str, ...] = ()
    currency: CurrencySpec = CurrencySpec()
    age_groups: tuple[AgeGroupSpec, ...] = Field(min_length=1)
    criteria: tuple[Criterion, ...] = ()
    children: ChildrenSpec = ChildrenSpec()
    scope: Scope = Scope()
    include: tuple[str, ...] = Field(
        default=(), description="Files beside the model with more parameters and tables"
    )
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    tables: dict[str, Table] = Field(default_factory=dict)
    steps: tuple[Step, ...] = Field(min_length=1)

    @property
    def criterion_ids(self) -> tuple[str, ...]:
        return tuple(criterion.id for criterion in self.criteria)

    @property
    def ages(self) -> tuple[AgeGroup, ...]:
        """Age groups with their ages; a group that states none holds every age."""
        return tuple(
            AgeGroup(
                group.id,
                YOUNGEST if group.from_age is None else group.from_age,
                OLDEST if group.to_age is None else group.to_age,
            )
            for group in self.age_groups
        )

    def parameters_on(self, budget_year: int) -> date:
        """The day parameters are looked up for: the first of the budget year."""
        return date(budget_year, 1, 1)
