"""The scenario calculator: what a share and a factor would mean for the units' budgets.

A budget goes to units of equal size. A share of it goes by socio-economic criteria, so that the
unit with most gets ``factor`` times the unit with least and the units between them lie at equal
ratios; the rest goes by weighted children. Source: KORA 2017, tables 4.2 and 4.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from fordel.domain.language import plain, rounded
from fordel.equity.refusals import (
    FactorBelowOne,
    NoChildren,
    NotAPlainNumber,
    NothingToShare,
    NoUnits,
    OneUnitCannotDiffer,
    ShareOutside,
)

Exact = int | Decimal | Fraction

SPARE_DIGITS = 60
"""Digits of the geometric series beyond those of the factor; far more than any krone needs."""

LONGEST = 30
"""Numbers above 10 to this power, or below one part in it, are slips of the keyboard."""


@dataclass(frozen=True)
class Ends:
    """An amount for the unit that gets least and for the one that gets most."""

    least: Fraction
    most: Fraction

    def over(self, divisor: Fraction) -> Ends:
        return Ends(self.least / divisor, self.most / divisor)

    def plus(self, amount: Fraction) -> Ends:
        return Ends(self.least + amount, self.most + amount)

    def to_json(self) -> dict[str, int]:
        return {"least": _kroner(self.least), "most": _kroner(self.most)}


@dataclass(frozen=True)
class Scenario:
    """What one share and one factor mean. Kroner, unrounded; ``to_json`` rounds as published.

    ``base_dkk`` and ``need_dkk`` are per unit.
    """

    budget_dkk: Fraction
    units: int
    weighted_children: Fraction
    share: Fraction
    factor: Fraction
    base_dkk: Fraction
    need_dkk: Ends

    @property
    def total_dkk(self) -> Ends:
        """Per unit."""
        return self.need_dkk.plus(self.base_dkk)

    @property
    def base_dkk_per_weighted_child(self) -> Fraction:
        return self.base_dkk / self.weighted_children

    @property
    def need_dkk_per_weighted_child(self) -> Ends:
        return self.need_dkk.over(self.weighted_children)

    @property
    def total_dkk_per_weighted_child(self) -> Ends:
        return self.total_dkk.over(self.weighted_children)

    @property
    def difference_dkk(self) -> Fraction:
        """Most minus least, per weighted child."""
        total = self.total_dkk_per_weighted_child
        return total.most - total.least

    @property
    def difference_percent(self) -> Fraction:
        """How many per cent more than the least the most is."""
        return (self.total_dkk.most / self.total_dkk.least - 1) * 100

    def to_json(self) -> dict[str, Any]:
        """Whole kroner, each rounded by itself from the exact amount; one decimal of a per cent."""
        return {
            "base_per_weighted_child": _kroner(self.base_dkk_per_weighted_child),
            "need_per_weighted_child": self.need_dkk_per_weighted_child.to_json(),
            "total_per_weighted_child": self.total_dkk_per_weighted_child.to_json(),
            "unit": {
                "base": _kroner(self.base_dkk),
                "need": self.need_dkk.to_json(),
                "total": self.total_dkk.to_json(),
            },
            "difference_dkk": _kroner(self.difference_dkk),
            "difference_percent": float(rounded(self.difference_percent, 1)),
        }


def calculate(
    budget: Exact, units: int, weighted_children: Exact, share: Exact, factor: Exact
) -> Scenario:
    """Work out the least and the most that equal units get.

    Parameters
    ----------
    budget : kroner to distribute, above 0.
    units : how many equal units share it, at least 1.
    weighted_children : in each unit, above 0.
    share : the part that goes by criteria, 0-1.
    factor : most divided by least of the need money per weighted child, at least 1.

    Raises
    ------
    NotAPlainNumber, NothingToShare, NoUnits, NoChildren, ShareOutside, FactorBelowOne,
    OneUnitCannotDiffer

    Notes
    -----
    Unit i of n gets ``least * factor ** (i / (n - 1))``, i = 0 ... n - 1.
    Source: KORA 2017, tables 4.2 and 4.3.
    """
    exact_budget = _number("budget", budget)
    exact_children = _number("weighted_children", weighted_children)
    exact_share = _number("share", share)
    exact_factor = _number("factor", factor)
    if exact_budget <= 0:
        raise NothingToShare(budget=plain(exact_budget))
    if units < 1:
        raise NoUnits(units=str(units))
    if exact_children <= 0:
        raise NoChildren(weighted_children=plain(exact_children))
    if not 0 <= exact_share <= 1:
        raise ShareOutside(share=plain(exact_share))
    if exact_factor < 1:
        raise FactorBelowOne(factor=plain(exact_factor))
    if units == 1 and exact_factor != 1:
        raise OneUnitCannotDiffer(factor=plain(exact_factor))
    pool = exact_budget * exact_share
    least = pool / _series(exact_factor, units)
    return Scenario(
        budget_dkk=exact_budget,
        units=units,
        weighted_children=exact_children,
        share=exact_share,
        factor=exact_factor,
        base_dkk=(exact_budget - pool) / units,
        need_dkk=Ends(least, least * exact_factor),
    )


def _series(factor: Fraction, units: int) -> Fraction:
    """The sum of ``factor ** (i / (units - 1))`` over the units, to many digits."""
    if factor == 1:
        return Fraction(units)
    with localcontext() as context:
        bits = factor.numerator.bit_length() + factor.denominator.bit_length() + units.bit_length()
        context.prec = SPARE_DIGITS + bits // 3  # so that a factor just above 1 is still above it
        top = Decimal(factor.numerator) / Decimal(factor.denominator)
        ratio = top ** (Decimal(1) / Decimal(units - 1))
        return Fraction((top * ratio - 1) / (ratio - 1))


def _number(figure: str, value: Exact) -> Fraction:
    if isinstance(value, Decimal) and (not value.is_finite() or abs(value.adjusted()) > LONGEST):
        raise NotAPlainNumber(figure=figure, value=str(value))
    return Fraction(value)


def _kroner(amount: Fraction) -> int:
    return int(rounded(amount))
