"""The base allocation: by weighted children, by rate, by staffing, per unit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fordel.allocation.model.steps import (
    BaseByRate,
    BaseByStaffing,
    BaseByWeightedChildren,
    LumpSum,
    OpeningHours,
)
from fordel.allocation.refusals.data import NoChildrenCounted, OpeningHoursMissing
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Situation, StepResult, Vector
from fordel.allocation.steps.filtering import concerns
from fordel.allocation.steps.frame import pool_amount
from fordel.allocation.steps.registry import step_function


@step_function("base_by_weighted_children")
def base_by_weighted_children(step: BaseByWeightedChildren, situation: Situation) -> StepResult:
    """Share a pool by weighted children (times opening hours, if the model says so)."""
    taking_part = situation.where(lambda unit: concerns(step.where, unit))
    weighted = situation.enrolled.weighted(situation.resolved.weights, step.measure)
    factors = _hours_factors(step.opening_hours, situation, taking_part)
    weights = tuple(
        w * f if here else ZERO for w, f, here in zip(weighted, factors, taking_part, strict=True)
    )
    whole = sum(weights, ZERO)
    if not whole and not situation.lenient:
        raise NoChildrenCounted(step=step.id)
    pool = pool_amount(step.pool, situation, step.id)
    exact_amounts = tuple(pool * weight / whole if whole else ZERO for weight in weights)
    columns: dict[str, tuple[Fraction | None, ...]] = {
        "children": situation.enrolled.totals,
        "weighted_children": weighted,
    }
    if step.opening_hours is not None:
        columns["opening_hours_factor"] = factors
        columns["weight"] = weights
    return StepResult(
        id=step.id,
        use=step.use,
        function="share_pool",
        facts={"pool": pool, "all_weights": whole, "rate": pool / whole if whole else ZERO},
        columns=columns,
        exact=exact_amounts,
        amounts=situation.rounding.to_total(exact_amounts, pool, situation.ids),
    )


def _hours_factors(
    hours: OpeningHours | None, situation: Situation, taking_part: Sequence[bool]
) -> Vector:
    """1 + strength x (opening hours / standard - 1), per unit."""
    if hours is None:
        return tuple(Fraction(1) for _ in situation.units)
    standard, strength = exact(hours.standard), exact(hours.strength)
    factors: list[Fraction] = []
    for unit, here in zip(situation.units, taking_part, strict=True):
        if unit.opening_hours is None and here and not situation.lenient:
            raise OpeningHoursMissing(unit=unit.id)
        own = Fraction(unit.opening_hours) if unit.opening_hours is not None else standard
        factors.append(max(ZERO, 1 + strength * (own / standard - 1)))
    return tuple(factors)


@step_function("base_by_rate")
def base_by_rate(step: BaseByRate, situation: Situation) -> StepResult:
    """A rate per enrolled child of each age group, other rates for some kinds of unit."""
    population = situation.enrolled
    grid = population.full_time if step.measure == "full_time" else population.children
    amounts: list[Fraction] = []
    for unit, row in zip(situation.units, grid, strict=True):
        rates = {**step.rates, **step.by_kind.get(unit.kind, {})}
        own = sum(
            (
                exact(rates[age]) * number
                for age, number in zip(population.age_groups, row, strict=True)
                if age in rates
            ),
            ZERO,
        )
        amounts.append(own if concerns(step.where, unit) else ZERO)
    columns: dict[str, tuple[Fraction | None, ...]] = {
        "children": population.totals,
        **{
            f"children_{age}": tuple(row[i] for row in grid)
            for i, age in enumerate(population.age_groups)
        },
    }
    facts: dict[str, Fraction | str] = {
        f"rate_{age}": exact(rate) for age, rate in step.rates.items()
    }
    return _by_rates(step.id, step.use, situation, amounts, columns, facts)


@step_function("base_by_staffing")
def base_by_staffing(step: BaseByStaffing, situation: Situation) -> StepResult:
    """Children divided by children per adult, times what an adult costs."""
    population = situation.enrolled
    grid = population.full_time if step.measure == "full_time" else population.children
    pay = exact(step.pay)
    adults = tuple(
        sum(
            (
                number / exact(step.children_per_adult[age])
                for age, number in zip(population.age_groups, row, strict=True)
                if age in step.children_per_adult
            ),
            ZERO,
        )
        if concerns(step.where, unit)
        else ZERO
        for unit, row in zip(situation.units, grid, strict=True)
    )
    columns: dict[str, tuple[Fraction | None, ...]] = {
        "children": population.totals,
        "adults": adults,
    }
    amounts = [number * pay for number in adults]
    return _by_rates(step.id, step.use, situation, amounts, columns, {"pay": pay})


@step_function("lump_sum")
def lump_sum(step: LumpSum, situation: Situation) -> StepResult:
    """The same amount to every unit, or by kind of unit."""
    amounts = [
        exact(step.by_kind.get(unit.kind, step.amount)) if concerns(step.where, unit) else ZERO
        for unit in situation.units
    ]
    return _by_rates(step.id, step.use, situation, amounts, {}, {"amount": exact(step.amount)})


def _by_rates(
    step: str,
    use: str,
    situation: Situation,
    amounts: Sequence[Fraction],
    columns: dict[str, tuple[Fraction | None, ...]],
    facts: dict[str, Fraction | str],
) -> StepResult:
    return StepResult(
        id=step,
        use=use,
        function=use,
        facts=facts,
        columns=columns,
        exact=tuple(amounts),
        amounts=situation.rounding.each(amounts),
    )
