"""Pay tables: what an hour of a role's work costs, at which prices and by which source."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from fordel.allocation.model.documents import (
    document_in,
    fields_of,
    fitting,
    shipped_document,
)
from fordel.allocation.model.values import (
    DatedValue,
    Figure,
    Misfit,
    Part,
    Text,
    Written,
    check_periods,
    held_on,
    words_of,
)
from fordel.costing.refusals import (
    IndexYearMissing,
    PayFileNotFound,
    PayNotUnderstood,
)
from fordel.domain.language import Words

_SHIPPED = "pay.yaml"


class Basis(Part):
    """What a finished hourly cost was worked out with."""

    hours_per_year: Figure = Field(gt=0)
    overhead: Figure = Field(gt=0)


class Role(Part):
    """A role by its yearly pay, or by the finished cost of an hour; partners belong elsewhere.

    ``dated_pay`` is yearly pay with the day each value holds from, and its source. A role without
    any of the three is known, but has no rate of its own. ``worked_out_with`` lets a finished cost
    follow the table's own hours and overhead; without it the cost is what it says.
    """

    label: Text
    partner: bool = False
    yearly_pay: Figure | None = None
    dated_pay: tuple[DatedValue, ...] = ()
    hourly_cost: Figure | None = None
    worked_out_with: Basis | None = None

    @model_validator(mode="after")
    def _check_one(self) -> Role:
        dated = tuple(value.value for value in self.dated_pay)
        figures = [figure for figure in (self.yearly_pay, self.hourly_cost) if figure is not None]
        if len(figures) + bool(dated) > 1:
            raise Misfit(
                da="skriv årsløn, dateret årsløn eller timepris, kun én af dem",
                en="write yearly pay, dated yearly pay or hourly cost, only one of them",
            )
        if any(figure <= 0 for figure in (*figures, *dated)):
            raise Misfit(da="løn skal være over nul", en="pay must be above zero")
        check_periods(self.dated_pay)
        return self

    def yearly_on(self, day: date) -> Fraction | None:
        """The yearly pay that holds on a day; None where none does."""
        if self.yearly_pay is not None:
            return Fraction(self.yearly_pay)
        found = held_on(self.dated_pay, day)
        return None if found is None else Fraction(found.value)


class PriceIndex(Part):
    """A price index by year, to move amounts between price levels."""

    source: str
    values: dict[int, Figure]


class PayTable(Part):
    """What an hour costs by role, kroner in the prices of ``price_year``.

    ``hours_per_year`` are the hours worked in a year's pay; ``overhead`` is the factor for what
    pay does not cover; ``hourly_rounding`` is how far a published hourly cost may lie from the one
    behind it (kroner). Dated pay is looked up for ``day``, the first of January of ``price_year``
    where none is given.
    """

    source: Written
    price_year: int
    hours_per_year: Figure
    overhead: Figure
    hourly_rounding: Figure = Decimal(0)
    mixed_partners: str
    roles: dict[str, Role]
    index: PriceIndex | None = None
    day: date | None = None

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

    @property
    def source_words(self) -> Words:
        """Where the pay is from, for every reader."""
        return words_of(self.source)

    @property
    def looked_up_on(self) -> date:
        """The day that dated pay is looked up for."""
        return self.day or date(self.price_year, 1, 1)

    def hourly(self, role: str) -> Fraction | None:
        """What an hour costs, kroner with overhead; None for a role without a rate of its own."""
        known = self.roles[role]
        yearly = known.yearly_on(self.looked_up_on)
        factor = Fraction(self.overhead) / Fraction(self.hours_per_year)
        if yearly is not None:
            return yearly * factor
        if known.hourly_cost is None:
            return None
        basis = known.worked_out_with
        if basis is None:
            return Fraction(known.hourly_cost)
        behind = Fraction(known.hourly_cost) * Fraction(basis.hours_per_year)
        return behind / Fraction(basis.overhead) * factor

    def partner_rate(self, professions: Collection[str]) -> str:
        """The role whose rate partners go by: their own, or the joint one from two on."""
        return next(iter(professions)) if len(set(professions)) == 1 else self.mixed_partners

    def in_prices_of(self, year: int) -> Fraction:
        """The factor from this table's prices to another year's; see :meth:`between`."""
        return self.between(self.price_year, year)

    def between(self, earlier: int, later: int) -> Fraction:
        """The factor from one year's prices to another's, either way.

        Raises
        ------
        IndexYearMissing : the index lacks one of the two years.
        """
        if earlier == later:
            return Fraction(1)
        values = {} if self.index is None else self.index.values
        for needed in (earlier, later):
            if needed not in values:
                raise IndexYearMissing(year=needed)
        return Fraction(values[later]) / Fraction(values[earlier])


def shipped_pay() -> PayTable:
    """The published rates of 2022."""
    return _table(_shipped_document(), _SHIPPED)


def read_pay(path: Path, on: date | None = None) -> PayTable:
    """A municipality's own pay table; what it leaves out is as published.

    Published hourly costs follow the table's own hours per year and overhead.

    Parameters
    ----------
    on : the day that dated pay is looked up for, instead of the table's own.

    Raises
    ------
    PayFileNotFound, PayNotUnderstood.
    """
    refuse = partial(PayNotUnderstood, path.name)
    return pay_of(document_in(path, PayFileNotFound, refuse), path.name, on)


def pay_of(own: Any, name: str, on: date | None = None) -> PayTable:
    """A municipality's own pay table from a document that has been read; see :func:`read_pay`.

    Raises
    ------
    PayNotUnderstood : it says where, and what is wrong there.
    """
    fields = fields_of(own, partial(PayNotUnderstood, name))
    base = _shipped_document()
    roles = {**_with_basis(base), **_roles(fields.get("roles"), base["roles"])}
    document = {**base, **fields, "roles": roles}
    return _table(document if on is None else {**document, "day": on}, name)


def _with_basis(base: dict[str, Any]) -> dict[str, Any]:
    """The published roles; each finished cost knows the hours and overhead in it."""
    basis = {name: base[name] for name in Basis.model_fields}
    return {
        name: {**role, "worked_out_with": basis} if "hourly_cost" in role else role
        for name, role in base["roles"].items()
    }


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
    document: dict[str, Any] = shipped_document("costing", _SHIPPED)
    return document


def _table(document: dict[str, Any], name: str) -> PayTable:
    return fitting(PayTable, document, partial(PayNotUnderstood, name))
