"""The measures of differentiation and of fairness, for the units of one municipality.

Kroner per child are the values; the children are the weights wherever school finance weighs by
pupils; the factors and quartiles count every unit once, as the Danish reports do. Which measure
does what stands in ``definitions/measures`` and in ``docs/algorithms/measures.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cache
from itertools import accumulate
from typing import Any, Literal, TypeVar

from fordel.domain.language import Words, plain, rounded
from fordel.equity.definitions import caveats, definitions, reasons
from fordel.equity.refusals import BudgetNotPositive
from fordel.equity.units import Counts, Exact, Member, UnitAmount, members
from fordel.statistics.inequality import (
    coefficient_of_variation,
    concentration_index,
    gini,
    mcloone,
    theil,
    verstegen,
)
from fordel.statistics.line import Line, fit_line
from fordel.statistics.sample import NotDefined, Sample

Basis = Literal["budgeted", "actual", "not_stated"]
Receives = Literal["all", "some", "none", "unknown"]
Value = TypeVar("Value")

FEWEST_FOR_QUARTILES = 4
FEW_UNITS = 10
FIFTH, NINETY_FIFTH = Fraction(5, 100), Fraction(95, 100)
THIRD = Fraction(1, 3)


@dataclass(frozen=True)
class Differentiation:
    """Over the units that receive something, each counted once. Kroner per child, exact."""

    range_factor: Fraction | None
    quartile_factor: Fraction | None
    minimum_dkk: Fraction | None
    lower_quartile_dkk: Fraction | None
    median_dkk: Fraction | None
    upper_quartile_dkk: Fraction | None
    maximum_dkk: Fraction | None


@dataclass(frozen=True)
class Horizontal:
    """How unequally all measured children are treated, those who get nothing included."""

    mean_dkk: Fraction | None
    range_dkk: Fraction | None
    restricted_range_dkk: Fraction | None
    federal_range_ratio: Fraction | None
    coefficient_of_variation: float | None
    gini: float | None
    mcloone: float | None
    verstegen: float | None
    theil: float | None


@dataclass(frozen=True)
class Vertical:
    """Whether the money follows the load, over the measured units whose load is known."""

    slope_dkk: float | None
    elasticity: float | None
    concentration_index: float | None
    progressivity: float | None


@dataclass(frozen=True)
class Shares:
    """The need money's part of budgets, and how much of it a few units get."""

    need_share: Fraction | None
    own_share_minimum: Fraction | None
    own_share_median: Fraction | None
    own_share_maximum: Fraction | None
    top_third_units: Fraction | None
    top_third_money: Fraction | None


@dataclass(frozen=True)
class Measured:
    """Everything measured over one group of units, and what must be said with it.

    ``undefined`` maps a measure without value to the id of its reason.
    """

    group: str
    basis: Basis
    counts: Counts
    differentiation: Differentiation
    horizontal: Horizontal
    vertical: Vertical
    shares: Shares
    undefined: Mapping[str, str]

    @property
    def receives(self) -> Receives:
        """Whether all measured units receive something, or some."""
        if not self.counts.measured:
            return "unknown"
        if not self.counts.receiving:
            return "none"
        return "all" if self.counts.receiving == self.counts.measured else "some"

    def values(self) -> dict[str, Fraction | float | None]:
        """Every measure by its id, in the order of the definitions."""
        families = (self.differentiation, self.horizontal, self.vertical, self.shares)
        found = {
            part.name: getattr(family, part.name) for family in families for part in fields(family)
        }
        return {measure: found[measure] for measure in definitions()}

    def caveats(self) -> tuple[Words, ...]:
        """What must be printed with the figures, filled in for this group."""
        counts = self.counts
        wanted = {
            "between_municipalities": True,
            "range_factor": True,
            "spread_is_the_purpose": True,
            f"basis_{self.basis}": True,
            "some_receive": self.receives == "some",
            "missing": counts.missing > 0,
            "empty": counts.empty > 0,
            "special": counts.special > 0,
            "inseparable": "inseparable" in self.undefined.values(),
            "few_units": 0 < counts.measured < FEW_UNITS,
        }
        numbers = {field.name: getattr(counts, field.name) for field in fields(counts)}
        return tuple(
            Words(words.da.format(**numbers), words.en.format(**numbers))
            for caveat, words in caveats().items()
            if wanted.get(caveat, False)
        )

    def to_json(self) -> dict[str, Any]:
        """One JSON object: counts, every measure (null where undefined), reasons, caveats.

        Kroner per child are rounded to the øre; the slope, which is estimated, and factors,
        indices and shares are not.
        """
        return {
            "group": self.group,
            "basis": self.basis,
            "receives": self.receives,
            **{field.name: getattr(self.counts, field.name) for field in fields(self.counts)},
            **{measure: _json_number(measure, value) for measure, value in self.values().items()},
            "not_defined": {
                measure: {"reason": reason, **_both(reasons()[reason])}
                for measure, reason in self.undefined.items()
            },
            "caveats": [_both(words) for words in self.caveats()],
        }


def measure(
    units: Sequence[UnitAmount],
    *,
    group: str = "",
    basis: Basis = "not_stated",
    decentral_budget_dkk: Exact | None = None,
) -> Measured:
    """Measure how unevenly an amount goes to the units of one municipality.

    Parameters
    ----------
    units : shape (units,), in any order; special ones flagged, they are left out.
    basis : whether ``children`` are budgeted or actual child counts.
    decentral_budget_dkk : kroner, without leadership, administration and buildings.

    Raises
    ------
    UnitTwice, NegativeFigure, AmountWithoutChildren, BudgetNotPositive

    Notes
    -----
    A missing amount is not zero: such units are counted and left out. An amount of zero is
    measured in the inequality measures and left out of the factors and quartiles.
    Sources: KORA 2017; Berne & Stiefel 1984; each measure's own in its definition.
    """
    if decentral_budget_dkk is not None and decentral_budget_dkk <= 0:
        raise BudgetNotPositive(budget=plain(decentral_budget_dkk))
    inside, counts = members(units, group)
    notes = _Notes()
    budget = None if decentral_budget_dkk is None else Fraction(decentral_budget_dkk)
    return Measured(
        group=group,
        basis=basis,
        counts=counts,
        differentiation=_differentiation(inside, notes),
        horizontal=_horizontal(inside, notes),
        vertical=_vertical(inside, notes),
        shares=_shares(inside, _known(units), budget, notes),
        undefined=notes.reasons,
    )


class _Notes:
    """Remembers why a measure has no value."""

    def __init__(self) -> None:
        self.reasons: dict[str, str] = {}

    def value(self, measure_id: str, compute: Callable[[], Value]) -> Value | None:
        try:
            return compute()
        except NotDefined as undefined:
            self.reasons[measure_id] = undefined.reason
            return None


def _differentiation(inside: Sequence[Member], notes: _Notes) -> Differentiation:
    amounts = sorted(member.dkk_per_child for member in inside if member.amount_dkk)
    why = "nobody_receives" if inside else "nobody"

    def some() -> list[Fraction]:
        if not amounts:
            raise NotDefined(why)
        return amounts

    def quartiles() -> tuple[Fraction, Fraction]:
        if len(some()) < FEWEST_FOR_QUARTILES:
            raise NotDefined("under_four_receive")
        outside = len(amounts) // 4
        return amounts[outside], amounts[len(amounts) - outside - 1]

    return Differentiation(
        range_factor=notes.value("range_factor", lambda: some()[-1] / some()[0]),
        quartile_factor=notes.value("quartile_factor", lambda: quartiles()[1] / quartiles()[0]),
        minimum_dkk=notes.value("minimum_dkk", lambda: some()[0]),
        lower_quartile_dkk=notes.value("lower_quartile_dkk", lambda: quartiles()[0]),
        median_dkk=notes.value("median_dkk", lambda: Sample.of(some()).median),
        upper_quartile_dkk=notes.value("upper_quartile_dkk", lambda: quartiles()[1]),
        maximum_dkk=notes.value("maximum_dkk", lambda: some()[-1]),
    )


def _horizontal(inside: Sequence[Member], notes: _Notes) -> Horizontal:
    @cache
    def sample() -> Sample:
        return Sample.of(
            [member.dkk_per_child for member in inside], [member.children for member in inside]
        )

    def restricted_range() -> Fraction:
        return sample().quantile(NINETY_FIFTH) - sample().quantile(FIFTH)

    def federal_range_ratio() -> Fraction:
        lowest = sample().quantile(FIFTH)
        if not lowest:
            raise NotDefined("fifth_percentile_is_zero")
        return restricted_range() / lowest

    def mean() -> Fraction:
        if not inside:
            raise NotDefined("nobody")
        return _total(inside) / sum((member.children for member in inside), Fraction(0))

    return Horizontal(
        mean_dkk=notes.value("mean_dkk", mean),
        range_dkk=notes.value("range_dkk", lambda: sample().values[-1] - sample().values[0]),
        restricted_range_dkk=notes.value("restricted_range_dkk", restricted_range),
        federal_range_ratio=notes.value("federal_range_ratio", federal_range_ratio),
        coefficient_of_variation=notes.value(
            "coefficient_of_variation", lambda: coefficient_of_variation(sample())
        ),
        gini=notes.value("gini", lambda: gini(sample())),
        mcloone=notes.value("mcloone", lambda: mcloone(sample())),
        verstegen=notes.value("verstegen", lambda: verstegen(sample())),
        theil=notes.value("theil", lambda: theil(sample())),
    )


def _vertical(inside: Sequence[Member], notes: _Notes) -> Vertical:
    rows = [
        (member.load, member.dkk_per_child, member.children)
        for member in inside
        if member.load is not None
    ]
    loads, amounts, children = ([row[place] for row in rows] for place in range(3))

    def known() -> None:
        if not rows:
            raise NotDefined("no_load")

    def line() -> Line:
        known()
        return fit_line(loads, amounts, children)

    def concentration() -> float:
        known()
        return concentration_index(amounts, loads, children)

    def progressivity() -> float:
        known()
        if not any(loads):
            raise NotDefined("mean_load_is_zero")
        return concentration() - concentration_index(loads, loads, children)

    return Vertical(
        slope_dkk=notes.value("slope_dkk", lambda: line().slope),
        elasticity=notes.value("elasticity", lambda: line().elasticity),
        concentration_index=notes.value("concentration_index", concentration),
        progressivity=notes.value("progressivity", progressivity),
    )


def _known(units: Sequence[UnitAmount]) -> Fraction:
    """All known money, special units included: the budget it is a share of holds theirs too."""
    return sum((Fraction(unit.amount_dkk) for unit in units if unit.amount_dkk), Fraction(0))


def _shares(
    inside: Sequence[Member], money: Fraction, budget: Fraction | None, notes: _Notes
) -> Shares:
    def need_share() -> Fraction:
        if not inside:
            raise NotDefined("nobody")
        if budget is None:
            raise NotDefined("no_budget")
        return money / budget

    def own() -> Sample:
        shares = [
            member.amount_dkk / member.budget_dkk
            for member in inside
            if member.budget_dkk and member.amount_dkk
        ]
        if not shares:
            raise NotDefined("no_own_budget")
        return Sample.of(shares)

    return Shares(
        need_share=notes.value("need_share", need_share),
        own_share_minimum=notes.value("own_share_minimum", lambda: own().values[0]),
        own_share_median=notes.value("own_share_median", lambda: own().median),
        own_share_maximum=notes.value("own_share_maximum", lambda: own().values[-1]),
        top_third_units=notes.value("top_third_units", lambda: _top_third(inside)[0]),
        top_third_money=notes.value("top_third_money", lambda: _top_third(inside)[1]),
    )


def _top_third(inside: Sequence[Member]) -> tuple[Fraction, Fraction]:
    """The smallest part of the units that gets over a third, and how much it gets."""
    total = _total(inside)
    if not total:
        raise NotDefined("nobody_receives" if inside else "nobody")
    largest_first = sorted((member.amount_dkk for member in inside), reverse=True)
    reached = accumulate(largest_first)
    units, money = next(
        (place, sum_) for place, sum_ in enumerate(reached, start=1) if sum_ > THIRD * total
    )
    return Fraction(units, len(inside)), money / total


def _total(inside: Sequence[Member]) -> Fraction:
    return sum((member.amount_dkk for member in inside), Fraction(0))


def _json_number(measure_id: str, value: Fraction | float | None) -> float | None:
    if value is None:
        return None
    is_amount = definitions()[measure_id].unit == "dkk" and isinstance(value, Fraction)
    return float(rounded(value, 2)) if is_amount else float(value)


def _both(words: Words) -> dict[str, str]:
    return {"da": words.da, "en": words.en}
