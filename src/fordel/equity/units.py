"""The units that a measure is taken over: who is in, who is out, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fordel.domain.language import plain
from fordel.equity.refusals import AmountWithoutChildren, NegativeFigure, UnitTwice

Exact = int | Decimal | Fraction


@dataclass(frozen=True)
class UnitAmount:
    """What one unit gets, and for whom.

    ``children`` are the (weighted) children the amount is divided by. ``amount_dkk`` 0 is a unit
    that receives nothing; None is an amount nobody has told us. ``load`` is the unit's load per
    child, on any scale that is zero where there is none. ``budget_dkk`` is the unit's own budget
    of the same year, need money included. ``special`` marks special units and units with a
    special department: they are out of every measure.
    """

    unit: str
    children: Exact | None
    amount_dkk: Exact | None
    load: Exact | None = None
    budget_dkk: Exact | None = None
    special: bool = False


@dataclass(frozen=True)
class Member:
    """A unit inside the measures: children above zero and a known amount."""

    unit: str
    children: Fraction
    amount_dkk: Fraction
    load: Fraction | None
    budget_dkk: Fraction | None

    @property
    def dkk_per_child(self) -> Fraction:
        return self.amount_dkk / self.children


@dataclass(frozen=True)
class Counts:
    """How many units stand behind the figures.

    ``units`` are those given without the special ones; ``measured`` of them have known amount and
    children; ``receiving`` of these get more than nothing; ``missing`` lack amount or children;
    ``empty`` have neither children nor money.
    """

    units: int
    measured: int
    receiving: int
    missing: int
    empty: int
    special: int


def members(units: Sequence[UnitAmount], group: str) -> tuple[tuple[Member, ...], Counts]:
    """Sort out who is measured.

    Raises
    ------
    UnitTwice, NegativeFigure, AmountWithoutChildren
    """
    _check(units, group)
    ordinary = [unit for unit in units if not unit.special]
    known = [unit for unit in ordinary if unit.children is not None and unit.amount_dkk is not None]
    inside = tuple(
        Member(
            unit.unit,
            Fraction(unit.children),
            Fraction(unit.amount_dkk),
            None if unit.load is None else Fraction(unit.load),
            None if unit.budget_dkk is None else Fraction(unit.budget_dkk),
        )
        for unit in known
        if unit.children and unit.amount_dkk is not None
    )
    return inside, Counts(
        units=len(ordinary),
        measured=len(inside),
        receiving=sum(member.amount_dkk > 0 for member in inside),
        missing=len(ordinary) - len(known),
        empty=len(known) - len(inside),
        special=len(units) - len(ordinary),
    )


def _check(units: Sequence[UnitAmount], group: str) -> None:
    seen: set[str] = set()
    for unit in units:
        if unit.unit in seen:
            raise UnitTwice(unit=unit.unit, group=group)
        seen.add(unit.unit)
        for figure in ("children", "amount_dkk", "load", "budget_dkk"):
            value = getattr(unit, figure)
            if value is not None and value < 0:
                raise NegativeFigure(unit=unit.unit, figure=figure, value=plain(value))
        if unit.children == 0 and unit.amount_dkk:
            raise AmountWithoutChildren(unit=unit.unit, amount=plain(unit.amount_dkk))
