"""The rules: which cells may not be known, and how little an outsider may learn of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from fordel.disclosure.cells import Cell, Figures, Key
from fordel.disclosure.refusals import RulesRefused

Zeros = Literal["shown", "may_be_hidden", "unsafe"]
Mark = Literal["alike", "under"]
Reason = Literal["small_count", "dominance", "p_percent"]
Known = tuple[Fraction | None, Fraction | None]
SMALLEST_THRESHOLD = 2
PERCENT = 100


@dataclass(frozen=True)
class Dominance:
    """An amount is unsafe where its ``largest`` contributors give more than ``percent`` of it."""

    largest: int
    percent: Fraction


@dataclass(frozen=True)
class Rules:
    """What a municipality asks of its tables.

    Parameters
    ----------
    threshold : counts from 1 to ``threshold - 1`` are unsafe.
    zeros : ``shown`` (never hidden, and everybody knows that), ``may_be_hidden`` (safe, but may
        be hidden to protect others) or ``unsafe``.
    dominance : the (n, k) rule for amounts with contributions.
    p_percent : amounts are unsafe where the second largest contributor can tell the largest one's
        part to within this percentage of it.
    mark : ``alike`` (every hidden cell has the same mark) or ``under`` (small counts are marked
        "under 5", which tells that the other hidden cells are not).

    Raises
    ------
    RulesRefused : a value with which a hidden figure could be guessed.
    """

    threshold: int = 5
    zeros: Zeros = "shown"
    dominance: Dominance | None = None
    p_percent: Fraction | None = None
    mark: Mark = "alike"

    def __post_init__(self) -> None:
        least = SMALLEST_THRESHOLD + (self.mark == "under" and self.zeros != "unsafe")
        if self.threshold < least:
            raise RulesRefused("threshold")
        if self.dominance is not None and not (
            self.dominance.largest >= 1 and 0 < self.dominance.percent < PERCENT
        ):
            raise RulesRefused("dominance")
        if self.p_percent is not None and not 0 < self.p_percent <= PERCENT:
            raise RulesRefused("p_percent")

    @property
    def smallest(self) -> int:
        """The smallest unsafe count."""
        return 0 if self.zeros == "unsafe" else 1


@dataclass(frozen=True)
class Demand:
    """What must stay possible to an outsider: a value at or below ``lowest``, and one at or above
    ``highest``.

    For a small count the two do not depend on the count, so a demand tells nothing of it.
    """  # noqa: D205 - one sentence

    lowest: Fraction
    highest: Fraction
    reason: Reason


def demand_of(cell: Cell, rules: Rules) -> Demand | None:
    """What the rules ask for one cell; ``None`` where it may be known.

    Notes
    -----
    A small count must stay anywhere among the small counts. A difference (``lowest`` is ``None``)
    below zero is treated as its mirror image. Amounts have the protection levels of Hundepool et
    al. 2012, chapter 4: with contributions x1 >= x2 >= ... and sum X, ``p/100 x1 - (X - x1 - x2)``
    for the p% rule, ``100/k (x1 + ... + xn) - X`` for dominance, on both sides.
    """
    if cell.value is None:
        return None
    if cell.kind == "count":
        return _of_count(cell.value, rules)
    found = [demand for demand in (_p_percent(cell, rules), _dominance(cell, rules)) if demand]
    if not found:
        return None
    return Demand(
        min(demand.lowest for demand in found),
        max(demand.highest for demand in found),
        found[0].reason,
    )


def _of_count(value: Fraction, rules: Rules) -> Demand | None:
    if not rules.smallest <= abs(value) < rules.threshold:
        return None
    low = Fraction(rules.smallest)
    high = max(Fraction(rules.threshold - 1), low + 1)
    if value < 0:
        low, high = -high, -low
    return Demand(low, high, "small_count")


def _p_percent(cell: Cell, rules: Rules) -> Demand | None:
    parts = sorted(cell.contributions, reverse=True)
    if rules.p_percent is None or not parts or parts[0] <= 0:
        return None
    level = rules.p_percent / PERCENT * parts[0] - sum(parts[2:], Fraction(0))
    return _around(cell, level, "p_percent") if level > 0 else None


def _dominance(cell: Cell, rules: Rules) -> Demand | None:
    parts = sorted(cell.contributions, reverse=True)
    if rules.dominance is None or not parts:
        return None
    whole = sum(parts, Fraction(0))
    largest = sum(parts[: rules.dominance.largest], Fraction(0))
    level = largest * PERCENT / rules.dominance.percent - whole
    return _around(cell, level, "dominance") if level > 0 else None


def _around(cell: Cell, level: Fraction, reason: Reason) -> Demand:
    assert cell.value is not None
    wide = max(level, cell.step)
    low = cell.value - wide
    return Demand(low if cell.lowest is None else max(low, cell.lowest), cell.value + wide, reason)


def unsafe_cells(figures: Figures, rules: Rules) -> dict[Key, Demand]:
    """Every cell that an outsider may not know, published or only implied, with its demand."""
    found = ((key, demand_of(cell, rules)) for key, cell in figures.cells.items())
    return {key: demand for key, demand in found if demand is not None}


def may_be_hidden(cell: Cell, rules: Rules) -> bool:
    """Whether a cell that is not unsafe itself may be hidden to protect others."""
    return (
        cell.publish == "if_safe"
        and cell.value is not None
        and (cell.value != 0 or rules.zeros != "shown" or cell.lowest is None)
    )


def known_range(cell: Cell, rules: Rules, *, unsafe: bool) -> Known:
    """What an outsider who knows the rules knows of a hidden cell: ``(lowest, highest)``.

    Where zeros are always shown, what is hidden is not zero. Where small counts are marked,
    what is marked is small and what is not is not.
    """
    low, high = cell.lowest, cell.highest
    if cell.publish == "never":
        return low, high
    if low is not None and low >= 0 and rules.zeros == "shown":
        low = max(low, cell.step)
    if rules.mark == "under" and cell.kind == "count" and low is not None:
        if unsafe:
            low = max(low, Fraction(rules.smallest))
            small = Fraction(rules.threshold - 1)
            high = small if high is None else min(high, small)
        elif rules.zeros != "may_be_hidden":
            low = max(low, Fraction(rules.threshold))
    return low, high
