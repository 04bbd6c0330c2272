"""Pay tables: what an hour of a role's work costs, at which prices and by which source."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError, model_validator

from fordel.allocation.model.loading import misfit_of, parse_yaml
from fordel.allocation.model.values import Figure, Misfit, Part, Text
from fordel.costing.refusals import (
    IndexYearMissing,
    PayFileNotFound,
    PayNotUnderstood,
)

_SHIPPED = "pay.yaml"


class Role(Part):
    """A role by its yearly pay, or by the finished cost of an hour; partners belong elsewhere.

    A role without either is known, but has no rate of its own.
    """

    label: Text
    partner: bool = False
    yearly_pay: Figure | None = None
    hourly_cost: Figure | None = None

    @model_validator(mode="after")
    def _check_one(self) -> Role:
        if self.yearly_pay is not None and self.hourly_cost is not None:
            raise Misfit(
                da="skriv årsløn eller timepris, ikke begge",
                en="write yearly pay or hourly cost, not both",
            )
        if any(
            figure is not None and figure <= 0 for figure in (self.yearly_pay, self.hourly_cost)
        ):
            raise Misfit(da="løn skal være over nul", en="pay must be above zero")
        return self


class PriceIndex(Part):
    """A price index by year, to move amounts between price levels."""

    source: str
    values: dict[int, Figure]


class PayTable(Part):
    """What an hour costs by role, kroner in the prices of ``price_year``.

    ``hours_per_year`` are the hours worked in a year's pay; ``overhead`` is the factor for what
    pay does not cover; ``hourly_rounding`` is how far a published hourly cost may lie from the one
    behind it (kroner).
    """

    source: str
    price_year: int
    hours_per_year: Figure
    overhead: Figure
    hourly_rounding: Figure = Decimal(0)
    mixed_partners: str
    roles: dict[str, Role]
    index: PriceIndex | None = None

    @model_validator(mode="after")
    def _check_figures(self) -> PayTable:
        if self.hours_per_year <= 0 or self.overhead <= 0:
            raise Misfit(
                da="timer om året og overhead skal være over nul",
                en="hours per year and overhead must be above zero",
            )
        if self.mixed_partners not in self.roles:
            raise Misfit(
                da="den fælles takst for flere faggrupper findes ikke blandt rollerne",
                en="the joint rate of several professions is not among the roles",
            )
        return self

    def hourly(self, role: str) -> Fraction | None:
        """What an hour costs, kroner with overhead; None for a role without a rate of its own."""
        known = self.roles[role]
        if known.yearly_pay is not None:
            per_hour = Fraction(known.yearly_pay) / Fraction(self.hours_per_year)
            return per_hour * Fraction(self.overhead)
        return None if known.hourly_cost is None else Fraction(known.hourly_cost)

    def partner_rate(self, professions: Collection[str]) -> str:
        """The role whose rate partners go by: their own, or the joint one from two on."""
        return next(iter(professions)) if len(set(professions)) == 1 else self.mixed_partners

    def in_prices_of(self, year: int) -> Fraction:
        """The factor from this table's prices to another year's.

        Raises
        ------
        IndexYearMissing : the index lacks one of the two years.
        """
        if year == self.price_year:
            return Fraction(1)
        values = {} if self.index is None else self.index.values
        for needed in (self.price_year, year):
            if needed not in values:
                raise IndexYearMissing(year=needed)
        return Fraction(values[year]) / Fraction(values[self.price_year])


def shipped_pay() -> PayTable:
    """The published rates of 2022."""
    return _table(_shipped_document(), _SHIPPED)


def read_pay(path: Path) -> PayTable:
    """A municipality's own pay table; what it leaves out is as published.

    Raises
    ------
    PayFileNotFound, ModelNotReadable, PayNotUnderstood.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PayFileNotFound(file=path.name) from error
    own = parse_yaml(text, path.name)
    if not isinstance(own, dict):
        raise PayNotUnderstood(
            file=path.name,
            where="–",
            problem_da="her skal stå felter",
            problem_en="fields expected",
        )
    base = _shipped_document()
    roles = {**base["roles"], **_roles(own.get("roles"), base["roles"])}
    return _table({**base, **own, "roles": roles}, path.name)


def _roles(own: Any, shipped: dict[str, Any]) -> dict[str, Any]:
    """Own roles; a known one keeps its label and what it is, and gets its new pay."""
    if not isinstance(own, dict):
        return {}
    known = {
        name: {key: role[key] for key in ("label", "partner") if key in role}
        for name, role in shipped.items()
    }
    return {
        name: {**known.get(name, {}), **role} if isinstance(role, dict) else role
        for name, role in own.items()
    }


def _shipped_document() -> dict[str, Any]:
    text = (files("fordel.definitions") / "costing" / _SHIPPED).read_text("utf-8")
    document: dict[str, Any] = parse_yaml(text, _SHIPPED)
    return document


def _table(document: dict[str, Any], name: str) -> PayTable:
    try:
        return PayTable.model_validate(document)
    except ValidationError as problem:
        place, words = misfit_of(problem, document)
        raise PayNotUnderstood(
            file=name, where=place or "–", problem_da=words.da, problem_en=words.en
        ) from problem
