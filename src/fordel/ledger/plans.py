"""What a run pays each month."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from fordel.allocation.engine import Allocation
from fordel.allocation.situation import ZERO
from fordel.allocation.steps.payment import MONTHS, is_open
from fordel.registers.records import Unit

if TYPE_CHECKING:
    from fordel.ledger.book import Closing

Plan = tuple[Fraction, ...]
"""Exact kroner per month, January first; shape (12,)."""

NOTHING: Plan = (ZERO,) * MONTHS


def plans_of(allocation: Allocation) -> dict[str, Plan]:
    """Each unit's amount, spread evenly over the months it is paid for.

    A model whose payment step counts months pays a unit in those it is open on the first of; any
    other model pays its amount over the whole year.
    """
    paid = _months_paid(allocation)
    return {
        unit.id: _spread(amount, unit, allocation.year, whole_year=months == MONTHS)
        for unit, amount, months in zip(allocation.units, allocation.totals, paid, strict=True)
    }


def changed_from(month: int, before: Plan, after: Plan) -> Plan:
    """The one plan until a month, the other from its first day."""
    return before[: month - 1] + after[month - 1 :]


def forwarded(plans: Mapping[str, Plan], closings: Mapping[str, Closing]) -> dict[str, Plan]:
    """Plans in which no closed unit is paid: its months go to its heirs, and to theirs.

    Where a unit has no heirs its months stay with nobody, that is in the reserve.
    """
    paid = {unit: list(plan) for unit, plan in plans.items()}
    # In the order they closed: an heir that closed later passes on what it was passed.
    for unit, closing in closings.items():
        own = paid.setdefault(unit, list(NOTHING))
        for month in range(closing.from_month - 1, MONTHS):
            for heir, share in closing.heirs.items():
                paid.setdefault(heir, list(NOTHING))[month] += share * own[month]
            own[month] = ZERO
    return {unit: tuple(months) for unit, months in paid.items()}


def _months_paid(allocation: Allocation) -> tuple[Fraction, ...]:
    for step in allocation.steps:
        if step.use == "payment" and "months" in step.columns:
            return tuple(n if n is not None else ZERO for n in step.columns["months"])
    return (Fraction(MONTHS),) * len(allocation.units)


def _spread(amount: Fraction, unit: Unit, year: int, *, whole_year: bool) -> Plan:
    open_in = [whole_year or is_open(unit, year, month) for month in range(1, MONTHS + 1)]
    if not any(open_in):
        return NOTHING
    return tuple(amount / sum(open_in) if is_paid else ZERO for is_paid in open_in)
