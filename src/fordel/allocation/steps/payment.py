"""Payment: months of the year and rounding; and the same money as positions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from fordel.allocation.model.steps import Payment, Positions
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Situation, StepResult
from fordel.allocation.steps.registry import step_function
from fordel.domain.money import floor_to, round_to_total
from fordel.registers.records import Unit

MONTHS = 12


@step_function("payment")
def payment(step: Payment, situation: Situation) -> StepResult:
    """Pay for the months a unit is open, in round amounts; what that leaves stays in the frame."""
    before = situation.handed_out
    months = tuple(
        Fraction(open_months(unit, situation.resolved.year) if step.months else MONTHS)
        for unit in situation.units
    )
    due = tuple(b * m / MONTHS for b, m in zip(before, months, strict=True))
    step_size = exact(step.round_to) if step.round_to else situation.rounding.step
    if situation.rounding.step is None or step_size is None:
        paid = due
    else:
        total = floor_to(sum(due, ZERO), step_size)
        scale = total / sum(due, ZERO) if total else ZERO
        fitted = [d * scale for d in due]
        paid = tuple(round_to_total(fitted, total, step_size, situation.ids))
    return StepResult(
        id=step.id,
        use=step.use,
        function="payment",
        facts={"not_paid": sum(before, ZERO) - sum(paid, ZERO)},
        columns={"before": before, "months": months},
        exact=tuple(d - b for d, b in zip(due, before, strict=True)),
        amounts=tuple(p - b for p, b in zip(paid, before, strict=True)),
    )


def open_months(unit: Unit, year: int) -> int:
    """Months of a year in which the unit is open on the first day."""
    return sum(is_open(unit, year, month) for month in range(1, MONTHS + 1))


def is_open(unit: Unit, year: int, month: int) -> bool:
    """Whether a unit is open on the first day of a month (1-12)."""
    first = date(year, month, 1)
    begun = unit.opened_on is None or unit.opened_on <= first
    return begun and (unit.closed_on is None or first < unit.closed_on)


@step_function("positions")
def positions(step: Positions, situation: Situation) -> StepResult:
    """The money of some steps as full-time pedagogue and assistant positions."""
    given = [situation.amounts_of(name) for name in step.of] if step.of else [situation.handed_out]
    money = tuple(sum(parts, ZERO) for parts in zip(*given, strict=True))
    share = exact(step.pedagogue_share)
    mean_pay = share * exact(step.pedagogue_pay) + (1 - share) * exact(step.assistant_pay)
    whole = tuple(amount / mean_pay for amount in money)
    return StepResult(
        id=step.id,
        use=step.use,
        function="positions",
        facts={"mean_pay": mean_pay, "pedagogue_share": share},
        columns={
            "money": money,
            "positions": whole,
            "pedagogues": tuple(share * n for n in whole),
            "assistants": tuple((1 - share) * n for n in whole),
        },
    )
