"""What a municipality asks of a package: prices, a year, one unit more, half as often."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fordel.costing.computing import (
    ZERO,
    NotComputed,
    Range,
    cost_of_holding,
    cost_per_child,
)
from fordel.costing.ingredients import PerWhom
from fordel.costing.package import (
    InUse,
    Package,
    PackageCost,
    cost_in_use,
    cost_of_package,
    cost_of_use,
    cost_per_unit_and_year,
)
from fordel.costing.pay import PayTable
from fordel.domain.language import Language, Words
from fordel.domain.money import nearest

Cost = Range | NotComputed
HALF = Fraction(1, 2)

NO_CHILDREN = Words(
    da="Det er ikke oplyst, hvor mange børn pakken er for.",
    en="It is not stated how many children the package is for.",
)
INCOMPLETE = Words(
    da="Noget i pakken har ingen pris, så en pris pr. barn ville være for lav.",
    en="Something in the package has no price, so a price per child would be too low.",
)
NOT_ALL = Words(
    da="Noget i pakken har ingen pris, så ændringen i alt kendes ikke.",
    en="Something in the package has no price, so the change in all is not known.",
)


@dataclass(frozen=True)
class ActivityAnswers:
    """One activity of a package; kroner in the prices asked for, or why there is no figure.

    ``per`` is whom ``once`` and ``per_year`` are for. ``one_unit_more`` and ``half_as_often`` are
    what the total changes by; the latter is below zero.
    """

    id: str
    name: str
    holding: str
    per: PerWhom
    units: int
    held: Cost
    once: Cost
    per_year: Cost
    unit_year: Cost
    in_all: Cost
    one_unit_more: Cost
    half_as_often: Cost


@dataclass(frozen=True)
class PackageAnswers:
    """A package's answers; ``per_child`` is its total for each child it is for, in a year."""

    activities: tuple[ActivityAnswers, ...]
    cost: PackageCost
    per_child: Cost
    price_year: int

    @property
    def one_unit_more(self) -> Cost:
        """What the total changes by when every activity is held in one unit more."""
        return _together([one.one_unit_more for one in self.activities])

    @property
    def half_as_often(self) -> Cost:
        """What the total changes by when every activity is held half as often; below zero."""
        return _together([one.half_as_often for one in self.activities])


def answers_of(package: Package, pay: PayTable, prices_of: int | None = None) -> PackageAnswers:
    """Work out everything that is asked of a package.

    Parameters
    ----------
    prices_of : the year whose prices the answers are in; those of the pay table without it.

    Raises
    ------
    IndexYearMissing, ActivityNotInPackage : see :func:`fordel.costing.package.cost_of_package`.
    """
    year = prices_of or pay.price_year
    cost = cost_of_package(package, pay, prices_of=prices_of)
    factor = pay.in_prices_of(year)
    priced = package.in_prices_of_pay(pay)
    return PackageAnswers(
        tuple(_of_activity(used, priced, pay, factor) for used in priced.activities),
        cost,
        _per_child(cost, package.children),
        year,
    )


def _of_activity(used: InUse, package: Package, pay: PayTable, factor: Fraction) -> ActivityAnswers:
    own = used.activity

    def moved(cost: Cost) -> Cost:
        return cost.times(factor) if isinstance(cost, Range) else cost

    def change(other: Package) -> Cost:
        changed = next(new for new in other.activities if new.activity.id == own.id)
        now, then = cost_of_use(used, pay), cost_of_use(changed, pay)
        if isinstance(now, NotComputed) or isinstance(then, NotComputed):
            return now
        return moved(then.minus(now))

    return ActivityAnswers(
        id=own.id,
        name=own.name,
        holding=own.holding,
        per=own.per,
        units=used.units,
        held=moved(cost_of_holding(own, pay)),
        once=moved(cost_per_child(own, pay)),
        per_year=moved(cost_in_use(used, pay)),
        unit_year=moved(cost_per_unit_and_year(used, pay)),
        in_all=moved(cost_of_use(used, pay)),
        one_unit_more=change(package.in_more_units(own.id, 1)),
        half_as_often=change(package.at_frequency(own.id, HALF)),
    )


def _per_child(cost: PackageCost, children: int | None) -> Cost:
    if children is None:
        return NotComputed("children_missing", NO_CHILDREN)
    if cost.left_out:
        return NotComputed("incomplete", INCOMPLETE)
    return cost.total.times(Fraction(1, children))


def _together(changes: list[Cost]) -> Cost:
    """A sum that is known only where all of it is."""
    known = [change for change in changes if isinstance(change, Range)]
    if len(known) < len(changes):
        return NotComputed("incomplete", NOT_ALL)
    return Range(
        sum((change.amount for change in known), ZERO),
        sum((change.low for change in known), ZERO),
        sum((change.high for change in known), ZERO),
    )


def answers_document(answers: PackageAnswers, language: Language) -> dict[str, Any]:
    """The answers for ``--json``: whole kroner, and the reason where there is no figure."""

    def told(cost: Cost) -> dict[str, Any]:
        return cost_document(cost, language)

    return {
        "price_year": answers.price_year,
        "activities": [
            {
                "id": one.id,
                "name": one.name,
                "holding": one.holding,
                "per": str(one.per),
                "units": one.units,
                "cost_per_holding": told(one.held),
                "cost_per_child": told(one.once),
                "cost_per_child_and_year": told(one.per_year),
                "cost_per_unit_and_year": told(one.unit_year),
                "cost_in_all": told(one.in_all),
                "one_unit_more": told(one.one_unit_more),
                "half_as_often": told(one.half_as_often),
            }
            for one in answers.activities
        ],
        "establishment": [
            {"name": name, "per_year_dkk": None if part is None else whole_kroner(part)}
            for name, part in answers.cost.establishment
        ],
        "total": told(answers.cost.total),
        "per_child": told(answers.per_child),
        "one_unit_more": told(answers.one_unit_more),
        "half_as_often": told(answers.half_as_often),
        "left_out": [
            {"name": name, "code": why.code, "reason": why.words.to(language)}
            for name, why in answers.cost.left_out
        ],
    }


def cost_document(cost: Cost, language: Language) -> dict[str, Any]:
    """An amount with its range, or the code and words of why there is none."""
    if isinstance(cost, NotComputed):
        return {"amount_dkk": None, "code": cost.code, "reason": cost.words.to(language)}
    amounts = {"amount_dkk": cost.amount, "low_dkk": cost.low, "high_dkk": cost.high}
    return {name: whole_kroner(amount) for name, amount in amounts.items()}


def whole_kroner(amount: Fraction) -> int:
    """An amount in whole kroner, half up."""
    return int(nearest(amount, Fraction(1)))
