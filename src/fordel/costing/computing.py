"""From ingredients and pay to the cost of a holding, of a child, of a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from fordel.costing.ingredients import Activity, Hours
from fordel.costing.pay import PayTable
from fordel.domain.language import Words

ZERO = Fraction(0)

NO_HOURS = Words(da="Timerne er ikke oplyst.", en="The hours are not stated.")
NO_DIVISOR = Words(
    da="Det er ikke oplyst, hvor mange en afholdelse er for.",
    en="It is not stated how many a holding is for.",
)
NO_FREQUENCY = Words(
    da="Antal afholdelser om året er ikke oplyst.",
    en="The number of holdings per year is not stated.",
)
UNKNOWN_ROLE = Words(
    da="Rollen «{role}» står ikke i løntabellen.", en="The role “{role}” is not in the pay table."
)
NO_RATE = Words(
    da="Rollen «{role}» har ingen timepris for sig selv.",
    en="The role “{role}” has no hourly cost of its own.",
)


@dataclass(frozen=True)
class NotComputed:
    """Why there is no figure. A missing figure is not zero."""

    code: str
    words: Words


@dataclass(frozen=True)
class Range:
    """An exact amount in kroner, and what it would be with the lowest and highest hours stated."""

    amount: Fraction
    low: Fraction
    high: Fraction

    def times(self, factor: Fraction) -> Range:
        return Range(self.amount * factor, self.low * factor, self.high * factor)

    def plus(self, more: Fraction) -> Range:
        return Range(self.amount + more, self.low + more, self.high + more)


def cost_of_holding(activity: Activity, pay: PayTable) -> Range | NotComputed:
    """What one holding of an activity costs: hours by role at their rates, and other cost.

    Source: ingredients method (Levin & McEwan); the evaluation of 2023 states hours as totals per
    role, 1,600 hours a year and 20 % overhead.
    """
    if not activity.hours:
        return NotComputed("hours_missing", NO_HOURS)
    for line in activity.hours:
        if line.role not in pay.roles:
            return _about_role("role_unknown", UNKNOWN_ROLE, line.role)
        if line.hours and pay.hourly(line.role) is None:
            return _about_role("rate_missing", NO_RATE, line.role)
    return Range(
        _priced(activity, pay, lambda line: line.hours),
        _priced(activity, pay, lambda line: line.hours if line.low is None else line.low),
        _priced(activity, pay, lambda line: line.hours if line.high is None else line.high),
    )


def cost_per_child(activity: Activity, pay: PayTable) -> Range | NotComputed:
    """What one holding costs per child (or family, group, unit, participant) it is for."""
    held = cost_of_holding(activity, pay)
    if isinstance(held, NotComputed):
        return held
    if activity.divisor is None or activity.divisor <= 0:
        return NotComputed("divisor_missing", NO_DIVISOR)
    return held.times(1 / activity.divisor)


def cost_per_child_and_year(activity: Activity, pay: PayTable) -> Range | NotComputed:
    """What a year costs per child; not stated without a number of holdings."""
    once = cost_per_child(activity, pay)
    if isinstance(once, NotComputed):
        return once
    if activity.holdings_per_year is None:
        return NotComputed("frequency_missing", NO_FREQUENCY)
    return once.times(activity.holdings_per_year)


def _priced(activity: Activity, pay: PayTable, hours: Callable[[Hours], Fraction]) -> Fraction:
    worked = sum((hours(line) * (pay.hourly(line.role) or ZERO) for line in activity.hours), ZERO)
    return worked + activity.other_cost


def _about_role(code: str, words: Words, role: str) -> NotComputed:
    return NotComputed(code, Words(da=words.da.format(role=role), en=words.en.format(role=role)))
