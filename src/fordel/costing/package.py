"""A chosen combination of activities in one municipality: what it costs in a year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from fordel.costing.computing import (
    NO_DIVISOR,
    NO_FREQUENCY,
    ZERO,
    NotComputed,
    Range,
    cost_of_holding,
)
from fordel.costing.ingredients import Activity, Establishment
from fordel.costing.pay import PayTable
from fordel.costing.refusals import ActivityNotInPackage
from fordel.domain.language import Words

NO_PARTICIPANTS = Words(
    da="Prisen er pr. deltager, og antallet af deltagere er ikke oplyst.",
    en="The price is per participant, and the number of participants is not stated.",
)


@dataclass(frozen=True)
class InUse:
    """An activity as a municipality uses it: in how many units, for how many groups in each."""

    activity: Activity
    units: int
    groups_per_unit: Fraction = Fraction(1)

    @property
    def per_unit(self) -> Fraction | None:
        """How many children (families, …) a unit's groups have; None without a divisor."""
        divisor = self.activity.divisor
        return None if divisor is None else divisor * self.groups_per_unit


@dataclass(frozen=True)
class Package:
    """Activities chosen together, and what it takes to establish them.

    Parameters
    ----------
    price_year : whose prices its own kroner stand in (other cost, lump sums, establishment); those
        of the pay table without it.
    children : how many children it is for in the municipality, where that is known.
    """

    activities: tuple[InUse, ...]
    establishment: tuple[Establishment, ...] = ()
    price_year: int | None = None
    children: int | None = None

    def in_prices_of_pay(self, pay: PayTable) -> Package:
        """The package with its own kroner moved to the prices of a pay table.

        Raises
        ------
        IndexYearMissing : the pay table's index lacks one of the two years.
        """
        if self.price_year is None:
            return self
        factor = pay.between(self.price_year, pay.price_year)
        return replace(
            self,
            activities=tuple(_moved(used, factor) for used in self.activities),
            establishment=tuple(
                replace(sum_, amount=sum_.amount * factor) for sum_ in self.establishment
            ),
            price_year=pay.price_year,
        )

    def at_frequency(self, activity: str, factor: Fraction) -> Package:
        """The package with an activity held more or less often: 1/2 is half as often."""
        used = self._find(activity)
        often = used.activity.holdings_per_year
        held = replace(used.activity, holdings_per_year=None if often is None else often * factor)
        return self._with(replace(used, activity=held))

    def in_more_units(self, activity: str, more: int) -> Package:
        """The package with an activity in more units, or in fewer where ``more`` is negative."""
        used = self._find(activity)
        return self._with(replace(used, units=max(0, used.units + more)))

    def _find(self, activity: str) -> InUse:
        for used in self.activities:
            if used.activity.id == activity:
                return used
        known = ", ".join(used.activity.id for used in self.activities)
        raise ActivityNotInPackage(activity=activity, known=known)

    def _with(self, changed: InUse) -> Package:
        same = changed.activity.id
        new = tuple(changed if used.activity.id == same else used for used in self.activities)
        return replace(self, activities=new)


@dataclass(frozen=True)
class PackageCost:
    """What a package costs in a year; kroner in the prices asked for.

    ``running`` has an entry per activity, in order. ``establishment`` is each sum's part of a year.
    ``total`` holds what could be computed; ``left_out`` names what could not, and why.
    """

    running: tuple[tuple[str, Range | NotComputed], ...]
    establishment: tuple[tuple[str, Fraction | None], ...]
    total: Range
    left_out: tuple[tuple[str, NotComputed], ...]


def cost_of_package(
    package: Package, pay: PayTable, *, prices_of: int | None = None
) -> PackageCost:
    """Add up a year of a package; an establishment sum that activities share is counted once.

    Parameters
    ----------
    prices_of : the year whose prices the answer is in; those of the pay table without it. The
        index moves running and establishment costs alike.

    Raises
    ------
    IndexYearMissing : the pay table cannot be moved to those prices.
    ActivityNotInPackage : an establishment names an activity that is not there.
    """
    factor = pay.in_prices_of(prices_of or pay.price_year)
    package = package.in_prices_of_pay(pay)
    running = tuple(
        (used.activity.id, _priced_at(cost_of_use(used, pay), factor))
        for used in package.activities
    )
    known = {used.activity.id for used in package.activities}
    for sum_ in package.establishment:
        for name in sum_.activities:
            if name not in known:
                raise ActivityNotInPackage(activity=name, known=", ".join(sorted(known)))
    establishment = tuple(
        (sum_.name, None if sum_.total is None else sum_.total * factor / sum_.years)
        for sum_ in package.establishment
    )
    computed = [cost for _, cost in running if isinstance(cost, Range)]
    spread = sum((part for _, part in establishment if part is not None), ZERO)
    total = Range(
        sum((cost.amount for cost in computed), spread),
        sum((cost.low for cost in computed), spread),
        sum((cost.high for cost in computed), spread),
    )
    left_out = [(name, cost) for name, cost in running if isinstance(cost, NotComputed)]
    left_out += [
        (name, NotComputed("participants_missing", NO_PARTICIPANTS))
        for name, part in establishment
        if part is None
    ]
    return PackageCost(running, establishment, total, tuple(left_out))


def cost_of_use(used: InUse, pay: PayTable) -> Range | NotComputed:
    """What an activity costs in a year, in all its units; lump sums are per unit."""
    one = cost_per_unit_and_year(used, pay)
    return one.times(Fraction(used.units)) if isinstance(one, Range) else one


def cost_per_unit_and_year(used: InUse, pay: PayTable) -> Range | NotComputed:
    """What an activity costs in a year in one unit: its groups' holdings and its lump sum."""
    held = cost_of_holding(used.activity, pay)
    if isinstance(held, NotComputed):
        return held
    if used.activity.holdings_per_year is None:
        return NotComputed("frequency_missing", NO_FREQUENCY)
    yearly = held.times(used.activity.holdings_per_year * used.groups_per_unit)
    return yearly.plus(used.activity.lump_sum)


def cost_in_use(used: InUse, pay: PayTable) -> Range | NotComputed:
    """What an activity costs in a year per child (family, …) of a unit, its lump sum included."""
    one = cost_per_unit_and_year(used, pay)
    if isinstance(one, NotComputed):
        return one
    if not used.per_unit or used.per_unit < 0:
        return NotComputed("divisor_missing", NO_DIVISOR)
    return one.times(1 / used.per_unit)


def _moved(used: InUse, factor: Fraction) -> InUse:
    own = used.activity
    moved = replace(own, other_cost=own.other_cost * factor, lump_sum=own.lump_sum * factor)
    return replace(used, activity=moved)


def _priced_at(cost: Range | NotComputed, factor: Fraction) -> Range | NotComputed:
    return cost.times(factor) if isinstance(cost, Range) else cost
