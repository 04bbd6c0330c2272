"""Exact money: fractions inside, multiples of the smallest unit out, nothing lost in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Money = Fraction
"""An exact amount in the model's currency. Never a float."""


@dataclass(frozen=True)
class Currency:
    """A currency and the smallest amount a model pays out: 1 kr., 100 kr., 0.01."""

    code: str
    smallest: Decimal

    @property
    def step(self) -> Fraction:
        return Fraction(self.smallest)


def nearest(amount: Fraction, step: Fraction) -> Fraction:
    """The nearest multiple of ``step``; a half is rounded away from zero."""
    units = abs(amount) / step
    whole = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return whole * step if amount >= 0 else -whole * step


def floor_to(amount: Fraction, step: Fraction) -> Fraction:
    """The largest multiple of ``step`` that is not above ``amount``."""
    return (amount / step).__floor__() * step


def round_to_total(
    exact: Sequence[Fraction], total: Fraction, step: Fraction, ids: Sequence[str]
) -> list[Fraction]:
    """Round amounts to multiples of ``step`` so that they sum to ``total`` exactly.

    Parameters
    ----------
    exact : shape (units,), the amounts before rounding, summing to ``total``.
    total : a multiple of ``step``.
    step : the smallest amount paid out.
    ids : shape (units,), what ties are finally broken by.

    Returns
    -------
    Amounts, shape (units,), each a multiple of ``step`` less than one step from its exact amount.

    Raises
    ------
    ValueError : ``total`` is not a multiple of ``step`` or is not the sum of ``exact``.

    Notes
    -----
    Largest remainder (Hamilton); ties go to the larger exact amount, then to the smaller id.
    Source: Balinski & Young 1975.
    """
    if sum(exact, Fraction(0)) != total or (total / step).denominator != 1:
        raise ValueError("the amounts must sum to a total that the smallest unit divides")
    floors = [floor_to(amount, step) for amount in exact]
    missing = int((total - sum(floors, Fraction(0))) / step)
    order = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], -exact[i], ids[i]))
    for i in order[:missing]:
        floors[i] += step
    return floors


def share_pool(
    weights: Sequence[Fraction], pool: Fraction, step: Fraction, ids: Sequence[str]
) -> list[Fraction]:
    """Share a pool in proportion to weights, to the smallest unit; the parts sum to the pool.

    Parameters
    ----------
    weights : shape (units,), each >= 0, not all zero.
    pool : a multiple of ``step``.

    Returns
    -------
    Amounts, shape (units,), summing to ``pool`` exactly.

    Raises
    ------
    ZeroDivisionError : every weight is zero.

    Notes
    -----
    Source: Balinski & Young 1975 (largest remainder).
    """
    whole = sum(weights, Fraction(0))
    return round_to_total([pool * weight / whole for weight in weights], pool, step, ids)
