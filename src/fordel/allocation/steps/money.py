"""From a load to money: pool, rate, rate table, percentage, index, bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import singledispatch

from fordel.allocation.loads.counting import Cell, Count
from fordel.allocation.loads.limits import share_within
from fordel.allocation.model.checks import RATES_FILE
from fordel.allocation.model.money import (
    Band,
    ByBands,
    ByIndex,
    ByPercentage,
    ByPool,
    ByRate,
    ByRateTable,
    Limit,
    Money,
)
from fordel.allocation.model.steps import Need
from fordel.allocation.model.values import TableRow
from fordel.allocation.refusals import (
    BelowTheLowestBand,
    FloorsAbovePool,
    PoolCannotBeSpent,
    RateMissing,
    ScoreMissing,
)
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Note, Situation, Vector
from fordel.allocation.steps.frame import pool_amount
from fordel.domain.language import plain
from fordel.registers.records import RateRow, Unit


@dataclass(frozen=True)
class Handed:
    """Money handed out by need, exact and rounded, with what explains it."""

    exact: Vector
    amounts: Vector
    facts: Mapping[str, Fraction | str] = field(default_factory=dict)
    columns: Mapping[str, tuple[Fraction | None, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@singledispatch
def hand_out(money: Money, step: Need, count: Count, share: Vector, situation: Situation) -> Handed:
    """Turn a load into money.

    Parameters
    ----------
    count : the load per cell and unit, after any threshold.
    share : shape (units,), load per enrolled child.

    Returns
    -------
    Exact and payable amounts, shape (units,); those of a pool sum to it.
    """
    raise TypeError(type(money).__name__)


@hand_out.register
def _(money: ByPool, step: Need, count: Count, share: Vector, situation: Situation) -> Handed:
    pool = pool_amount(money.pool, situation, step.id)
    load = count.totals
    whole = sum(load, ZERO)
    if not whole:
        return Handed(load, load)
    key = tuple(value / whole for value in load)
    facts: dict[str, Fraction | str] = {"pool": pool, "kroner_per_load": pool / whole}
    if step.cap is None and step.floor is None:
        amounts = tuple(pool * k for k in key)
        rounded = situation.rounding.to_total(amounts, pool, situation.ids)
        return Handed(amounts, rounded, facts, {"key": key})
    least, most = _bounds(step, load, situation)
    if any(m is not None and m < floor for floor, m in zip(least, most, strict=True)):
        raise FloorsAbovePool(step=step.id, missing=plain(sum(least, ZERO)))
    shared = share_within(load, pool, least, most)
    if shared.left < 0 and not situation.lenient:
        raise FloorsAbovePool(step=step.id, missing=plain(-shared.left))
    if shared.left > 0 and step.left_over == "share_again" and not situation.lenient:
        raise PoolCannotBeSpent(step=step.id, left=plain(shared.left))
    amounts = shared.amounts
    if step.left_over == "keep":
        amounts = tuple(
            min(max(pool * k, floor), pool * k if m is None else m)
            for k, floor, m in zip(key, least, most, strict=True)
        )
    spent = sum(amounts, ZERO)
    if step.left_over == "keep":
        if spent > pool and not situation.lenient:
            raise FloorsAbovePool(step=step.id, missing=plain(spent - pool))
        spent = situation.rounding.down(spent)
        amounts = _scaled_down(amounts, spent)
    rounded = situation.rounding.to_total(amounts, spent, situation.ids)
    facts |= {"rounds": Fraction(shared.rounds), "left_over": pool - spent}
    return Handed(amounts, rounded, facts, {"key": key, **_bound_columns(step, least, most)})


def _scaled_down(amounts: Vector, total: Fraction) -> Vector:
    """Take less than a smallest unit off the largest amount, so that the sum is payable."""
    over = sum(amounts, ZERO) - total
    largest = max(range(len(amounts)), key=lambda i: amounts[i])
    return tuple(a - over if i == largest else a for i, a in enumerate(amounts))


@hand_out.register
def _(money: ByRate, step: Need, count: Count, share: Vector, situation: Situation) -> Handed:
    load = count.totals
    per = {
        "counted": load,
        "child": situation.enrolled.totals,
        "weighted_child": situation.weighted,
    }[money.per]
    rate = exact(money.rate)
    amounts = tuple(rate * n if v else ZERO for n, v in zip(per, load, strict=True))
    return _limited(step, amounts, load, situation, {"rate": rate, "per": money.per})


@hand_out.register
def _(money: ByRateTable, step: Need, count: Count, share: Vector, situation: Situation) -> Handed:
    rates, facts = _rates(money, situation)
    amounts = [ZERO] * len(situation.units)
    for cell, values in count.cells.items():
        for i, (unit, value) in enumerate(zip(situation.units, values, strict=True)):
            if value:
                amounts[i] += value * _rate(money, rates, unit, cell, step.id)
    return _limited(step, tuple(amounts), count.totals, situation, facts)


def _rates(
    money: ByRateTable, situation: Situation
) -> tuple[Mapping[tuple[str | None, ...], Fraction], dict[str, Fraction | str]]:
    if money.table == RATES_FILE and RATES_FILE not in situation.resolved.model.tables:
        rows: Sequence[RateRow | TableRow] = situation.rates_on()
        facts: dict[str, Fraction | str] = {"table": money.table}
    else:
        rows, source, _ = situation.resolved.table(money.table)
        facts = {"table": money.table, "source": source}
    return {
        tuple(getattr(row, key) for key in money.keys): Fraction(row.value) for row in rows
    }, facts


def _rate(
    money: ByRateTable,
    rates: Mapping[tuple[str | None, ...], Fraction],
    unit: Unit,
    cell: Cell,
    step: str,
) -> Fraction:
    known: dict[str, str | None] = {
        "district": unit.district,
        "area": unit.area,
        "unit": unit.id,
        "kind": unit.kind.value,
        "criterion": cell[0],
        "age_group": cell[1],
    }
    key = tuple(known[name] for name in money.keys)
    if key not in rates:
        named = ", ".join(f"{n} {v}" for n, v in zip(money.keys, key, strict=True))
        raise RateMissing(step=step, table=money.table, key=named)
    return rates[key]


@hand_out.register
def _(money: ByPercentage, step: Need, count: Count, share: Vector, situation: Situation) -> Handed:
    base, percent = situation.amounts_of(money.of), exact(money.percent)
    amounts = tuple(b * percent / 100 * s for b, s in zip(base, share, strict=True))
    facts: dict[str, Fraction | str] = {"percent": percent, "of": money.of}
    handed = _limited(step, amounts, count.totals, situation, facts)
    return Handed(
        handed.exact, handed.amounts, handed.facts, {**handed.columns, "base": base}, handed.notes
    )


@hand_out.register
def _(money: ByIndex, step: Need, count: Count, share: Vector, situation: Situation) -> Handed:
    base, strength = situation.amounts_of(money.on), exact(money.strength)
    children = situation.enrolled.totals
    mean = sum(count.totals, ZERO) / sum(children, ZERO)
    if not mean:
        return Handed(count.totals, count.totals)
    factors = tuple(max(ZERO, 1 + strength * (s / mean - 1)) for s in share)
    indexed = tuple(b * f for b, f in zip(base, factors, strict=True))
    before, after = sum(base, ZERO), sum(indexed, ZERO)
    if money.total == "kept" and after:
        indexed = tuple(i * before / after for i in indexed)
    amounts = tuple(i - b for i, b in zip(indexed, base, strict=True))
    rounded = (
        situation.rounding.to_total(amounts, ZERO, situation.ids)
        if money.total == "kept"
        else situation.rounding.each(amounts)
    )
    facts: dict[str, Fraction | str] = {"on": money.on, "strength": strength, "mean_share": mean}
    return Handed(amounts, rounded, facts, {"base": base, "index_factor": factors})


@hand_out.register
def _(money: ByBands, step: Need, count: Count, share: Vector, situation: Situation) -> Handed:
    scores = _scores(money, step, share, situation)
    rates = tuple(
        _band_rate(money.bands, score, unit.id, step.id)
        for score, unit in zip(scores, situation.units, strict=True)
    )
    per = {
        "child": situation.enrolled.totals,
        "weighted_child": situation.weighted,
        "unit": tuple(Fraction(1) for _ in situation.units),
    }[money.per]
    amounts = tuple(
        rate * n if load else ZERO for rate, n, load in zip(rates, per, count.totals, strict=True)
    )
    handed = _limited(step, amounts, count.totals, situation, {"per": money.per})
    columns = {**handed.columns, "score": scores, "rate": rates}
    return Handed(handed.exact, handed.amounts, handed.facts, columns, handed.notes)


def _scores(money: ByBands, step: Need, share: Vector, situation: Situation) -> Vector:
    if money.of == "share":
        return share
    scores = situation.enrolled.scores
    for unit in situation.ids:
        if unit not in scores:
            raise ScoreMissing(unit=unit, step=step.id)
    return tuple(scores[unit] for unit in situation.ids)


def _band_rate(bands: Sequence[Band], score: Fraction, unit: str, step: str) -> Fraction:
    reached = [band for band in bands if exact(band.at_least) <= score]
    if not reached:
        raise BelowTheLowestBand(unit=unit, step=step)
    return exact(max(reached, key=lambda band: exact(band.at_least)).rate)


def _limited(
    step: Need,
    amounts: Vector,
    load: Vector,
    situation: Situation,
    facts: Mapping[str, Fraction | str],
) -> Handed:
    """Amounts from rates, held within cap and floor, each rounded by itself."""
    if step.cap is None and step.floor is None:
        return Handed(amounts, situation.rounding.each(amounts), facts)
    least, most = _bounds(step, load, situation)
    held = tuple(
        max(floor, amount if cap is None else min(amount, cap))
        for amount, floor, cap in zip(amounts, least, most, strict=True)
    )
    columns = {"before_limits": amounts, **_bound_columns(step, least, most)}
    return Handed(held, situation.rounding.each(held), facts, columns)


def _bounds(
    step: Need, load: Vector, situation: Situation
) -> tuple[Vector, tuple[Fraction | None, ...]]:
    """The least (of those who get anything) and the most each unit may get, in payable amounts."""

    def per(limit: Limit) -> Vector:
        numbers = situation.enrolled.totals if limit.per == "child" else situation.weighted
        return tuple(exact(limit.amount) * number for number in numbers)

    rounding = situation.rounding
    most: tuple[Fraction | None, ...] = (None,) * len(load)
    least: Vector = (ZERO,) * len(load)
    if step.cap is not None:
        most = tuple(rounding.down(value) for value in per(step.cap))
    if step.floor is not None:
        least = tuple(
            rounding.up(value) if v else ZERO
            for value, v in zip(per(step.floor), load, strict=True)
        )
    return least, most


def _bound_columns(
    step: Need, least: Vector, most: tuple[Fraction | None, ...]
) -> dict[str, tuple[Fraction | None, ...]]:
    columns: dict[str, tuple[Fraction | None, ...]] = {}
    if step.cap is not None:
        columns["cap"] = most
    if step.floor is not None:
        columns["floor"] = least
    return columns
