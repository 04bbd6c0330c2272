"""From ingredients and pay to the cost of a holding, of a child, of a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from fordel.costing.ingredients import Activity, Hours
from fordel.costing.pay import PayTable
from fordel.domain.language import LANGUAGES, Words, day

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
NOT_IN_FORCE = Words(
    da="Rollen «{role}» har ingen løn, der gælder den {day}.",
    en="The role “{role}” has no pay that holds on {day}.",
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

    def minus(self, other: Range) -> Range:
        """How far it lies above another, each with the same hours."""
        return Range(self.amount - other.amount, self.low - other.low, self.high - other.high)


def cost_of_holding(activity: Activity, pay: PayTable) -> Range | NotComputed:
    """What one holding of an activity costs: hours by role at their rates, and other cost.

    Source: ingredients method (Levin & McEwan); the evaluation of 2023 states hours as totals per
    role, 1,600 hours a year and 20 % overhead.
    """
    if not activity.hours:
        return NotComputed("hours_missing", NO_HOURS)
    rates: dict[str, Fraction] = {}
    for line in activity.hours:
        if line.role not in pay.roles:
            return about_role("role_unknown", UNKNOWN_ROLE, line.role)
        rate = pay.hourly(_goes_by(line.role, activity, pay))
        if line.hours and rate is None:
            return _without_rate(line.role, pay)
        rates[line.role] = rate or ZERO
    return Range(
        _priced(activity, rates, lambda line: line.hours),
        _priced(activity, rates, lambda line: line.hours if line.low is None else line.low),
        _priced(activity, rates, lambda line: line.hours if line.high is None else line.high),
    )


def _goes_by(role: str, activity: Activity, pay: PayTable) -> str:
    """Whose rate a role is priced at: several partner professions share the joint one.

    A profession with no hours at all takes no part, and does not make it several.
    """
    if not pay.roles[role].partner:
        return role
    return pay.partner_rate(
        [
            line.role
            for line in activity.hours
            if line.role in pay.roles
            and pay.roles[line.role].partner
            and (line.role == role or line.hours or line.high)
        ]
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
    """What a year's holdings cost per child; not stated without a number of holdings.

    Lump sums are per unit, and so not in it; see :func:`fordel.costing.package.cost_in_use`.
    """
    once = cost_per_child(activity, pay)
    if isinstance(once, NotComputed):
        return once
    if activity.holdings_per_year is None:
        return NotComputed("frequency_missing", NO_FREQUENCY)
    return once.times(activity.holdings_per_year)


def _priced(
    activity: Activity, rates: Mapping[str, Fraction], hours: Callable[[Hours], Fraction]
) -> Fraction:
    worked = sum((hours(line) * rates[line.role] for line in activity.hours), ZERO)
    return worked + activity.other_cost


def _without_rate(role: str, pay: PayTable) -> NotComputed:
    if not pay.roles[role].dated_pay:
        return about_role("rate_missing", NO_RATE, role)
    da, en = (
        NOT_IN_FORCE.to(lang).format(role=role, day=day(pay.looked_up_on, lang))
        for lang in LANGUAGES
    )
    return NotComputed("pay_not_in_force", Words(da=da, en=en))


def about_role(code: str, words: Words, role: str) -> NotComputed:
    """Why a role cannot be priced, with its name in the words."""
    return NotComputed(code, Words(da=words.da.format(role=role), en=words.en.format(role=role)))
