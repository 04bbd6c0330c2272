"""From a load to money: pool, rate, rate table, percentage, index, bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import singledispatch

from fordel.allocation.loads.counting import Cell, Count
from fordel.allocation.loads.limits import share_within
from fordel.allocation.model.checks import RATES_FILE, methods
from fordel.allocation.model.loads import Designated
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
from fordel.allocation.refusals.data import BelowTheLowestBand, NoChildrenCounted, ScoreMissing
from fordel.allocation.refusals.fitting import RateMissing
from fordel.allocation.refusals.sharing import (
    FloorAboveCap,
    FloorsAbovePool,
    NobodyInNeed,
    PoolCannotBeSpent,
)
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Note, Situation, Vector
from fordel.allocation.steps.frame import pool_amount
from fordel.registers.records import RateRow, Unit


@dataclass(frozen=True)
class Handed:
    """Money handed out by need, exact and rounded, with what explains it."""

    exact: Vector
    amounts: Vector
    facts: Mapping[str, Fraction | str] = field(default_factory=dict)
    columns: Mapping[str, tuple[Fraction | None, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Loaded:
    """A count as money meets it: after filter and threshold.

    ``load`` and ``share``, shape (units,), are the need that counts, and that per enrolled child;
    ``here`` says which units the step concerns: the others have no load and get nothing.
    """

    count: Count
    load: Vector
    share: Vector
    here: tuple[bool, ...]

    def at(self, values: Vector) -> Vector:
        """Values of the units concerned; zero for the others."""
        return tuple(v if h else ZERO for v, h in zip(values, self.here, strict=True))


@singledispatch
def hand_out(money: Money, step: Need, loaded: Loaded, situation: Situation) -> Handed:
    """Turn a load into money.

    Returns
    -------
    Exact and payable amounts, shape (units,); those of a pool sum to it.
    """
    raise TypeError(type(money).__name__)


@hand_out.register
def _(money: ByPool, step: Need, loaded: Loaded, situation: Situation) -> Handed:
    pool = pool_amount(money.pool, situation, step.id)
    load = loaded.load
    whole = sum(load, ZERO)
    if not whole:
        return Handed(load, load)
    key = tuple(value / whole for value in load)
    exact_amounts = tuple(pool * k for k in key)
    facts: dict[str, Fraction | str] = {"pool": pool, "kroner_per_load": pool / whole}
    columns: dict[str, tuple[Fraction | None, ...]] = {"key": key}
    spent = pool
    if step.cap is not None or step.floor is not None:
        least, most = _bounds(step, load, situation)
        exact_amounts, rounds = _shared(step, load, pool, (least, most), situation)
        spent = sum(exact_amounts, ZERO)
        facts |= {"rounds": Fraction(rounds), "left_over": pool - spent}
        columns |= _bound_columns(step, least, most)
    rounded = situation.rounding.to_total(exact_amounts, spent, situation.ids)
    return Handed(exact_amounts, rounded, facts, columns)


def _shared(
    step: Need,
    load: Vector,
    pool: Fraction,
    bounds: tuple[Vector, tuple[Fraction | None, ...]],
    situation: Situation,
) -> tuple[Vector, int]:
    """A pool within caps and floors, in a payable sum, and the rounds it took.

    What a cap leaves is shared again or, if the model keeps it, not used; what floors need is in
    both cases found among the others.
    """
    least, most = bounds
    if step.left_over == "keep":
        whole = sum(load, ZERO)
        first = _clamped(tuple(pool * value / whole for value in load), least, most)
        if sum(first, ZERO) <= pool:
            return _payable(first, situation), 1
    shared = share_within(load, pool, least, most)
    if shared.left < 0 and not situation.lenient:
        raise FloorsAbovePool(step=step.id, missing=-shared.left)
    if shared.left > 0 and not situation.lenient:
        raise PoolCannotBeSpent(step=step.id, left=shared.left)
    return shared.amounts, shared.rounds


def _clamped(amounts: Vector, least: Vector, most: tuple[Fraction | None, ...]) -> Vector:
    return tuple(
        max(low, amount if high is None else min(amount, high))
        for amount, low, high in zip(amounts, least, most, strict=True)
    )


def _payable(amounts: Vector, situation: Situation) -> Vector:
    """Take off what no payable sum can hold, from the parts that are no whole smallest unit.

    Bounds are whole smallest units, so no amount leaves them.
    """
    whole = sum(amounts, ZERO)
    over = whole - situation.rounding.down(whole)
    if not over:
        return amounts
    loose = tuple(amount - situation.rounding.down(amount) for amount in amounts)
    part = over / sum(loose, ZERO)
    return tuple(a - part * extra for a, extra in zip(amounts, loose, strict=True))


@hand_out.register
def _(money: ByRate, step: Need, loaded: Loaded, situation: Situation) -> Handed:
    load = loaded.load
    per = {
        "counted": load,
        "child": situation.enrolled.totals,
        "weighted_child": situation.weighted,
    }[money.per]
    rate = exact(money.rate)
    amounts = tuple(rate * n if v else ZERO for n, v in zip(per, load, strict=True))
    return _limited(step, amounts, load, situation, {"rate": rate, "per": money.per})


@hand_out.register
def _(money: ByRateTable, step: Need, loaded: Loaded, situation: Situation) -> Handed:
    rates, facts = _rates(money, situation)
    amounts = [ZERO] * len(situation.units)
    for cell, values in loaded.count.cells.items():
        for i, (unit, value) in enumerate(zip(situation.units, values, strict=True)):
            if value:
                rate = _rate(money, rates, unit, cell, step.id, lenient=situation.lenient)
                amounts[i] += value * rate
    return _limited(step, tuple(amounts), loaded.load, situation, facts)


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
    *,
    lenient: bool,
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
    if key not in rates and lenient:
        return ZERO
    if key not in rates:
        named = ", ".join(f"{n} {v}" for n, v in zip(money.keys, key, strict=True))
        raise RateMissing(step=step, table=money.table, key=named)
    return rates[key]


@hand_out.register
def _(money: ByPercentage, step: Need, loaded: Loaded, situation: Situation) -> Handed:
    base, percent = situation.amounts_of(money.of), exact(money.percent)
    amounts = tuple(b * percent / 100 * s for b, s in zip(base, loaded.share, strict=True))
    facts: dict[str, Fraction | str] = {"percent": percent, "of": money.of}
    handed = _limited(step, amounts, loaded.load, situation, facts)
    return Handed(
        handed.exact, handed.amounts, handed.facts, {**handed.columns, "base": base}, handed.notes
    )


@hand_out.register
def _(money: ByIndex, step: Need, loaded: Loaded, situation: Situation) -> Handed:
    base, strength = situation.amounts_of(money.on), exact(money.strength)
    children = sum(loaded.at(situation.enrolled.totals), ZERO)
    if not children and not situation.lenient:
        raise NoChildrenCounted(step=step.id)
    mean = sum(loaded.load, ZERO) / children if children else ZERO
    if not mean:
        return Handed(loaded.load, loaded.load)
    factors = tuple(
        max(ZERO, 1 + strength * (share / mean - 1)) if here else Fraction(1)
        for share, here in zip(loaded.share, loaded.here, strict=True)
    )
    indexed = tuple(b * f for b, f in zip(base, factors, strict=True))
    if money.total == "kept":
        indexed = _scaled_back(indexed, base, loaded, step, situation)
    amounts = tuple(i - b for i, b in zip(indexed, base, strict=True))
    rounded = (
        situation.rounding.to_total(amounts, ZERO, situation.ids)
        if money.total == "kept"
        else situation.rounding.each(amounts)
    )
    facts: dict[str, Fraction | str] = {"on": money.on, "strength": strength, "mean_share": mean}
    return Handed(amounts, rounded, facts, {"base": base, "index_factor": factors})


def _scaled_back(
    indexed: Vector, base: Vector, loaded: Loaded, step: Need, situation: Situation
) -> Vector:
    """Indexed amounts scaled so that the units concerned have together what they had."""
    before, after = sum(loaded.at(base), ZERO), sum(loaded.at(indexed), ZERO)
    if not after:
        if before and not situation.lenient:
            raise NobodyInNeed(step=step.id)
        return base
    scale = before / after
    return tuple(i * scale if h else i for i, h in zip(indexed, loaded.here, strict=True))


@hand_out.register
def _(money: ByBands, step: Need, loaded: Loaded, situation: Situation) -> Handed:
    gets = _in_bands(step, loaded)
    scores = loaded.share
    if money.of == "score":
        scores = _scores(step, gets, situation)
    rates = tuple(
        _band_rate(money.bands, score, unit.id, step.id, lenient=situation.lenient) if own else ZERO
        for score, unit, own in zip(scores, situation.units, gets, strict=True)
    )
    per = {
        "child": situation.enrolled.totals,
        "weighted_child": situation.weighted,
        "unit": tuple(Fraction(1) for _ in situation.units),
    }[money.per]
    amounts = tuple(rate * number for rate, number in zip(rates, per, strict=True))
    handed = _limited(step, amounts, loaded.load, situation, {"per": money.per})
    columns = {**handed.columns, "score": scores, "rate": rates}
    return Handed(handed.exact, handed.amounts, handed.facts, columns, handed.notes)


def _in_bands(step: Need, loaded: Loaded) -> tuple[bool, ...]:
    """Whose band is looked up: all whom the step concerns, also at zero, which has a band too.

    A load of zero means to be left out only where a threshold or a designation made it so.
    """
    chosen = step.threshold is not None or any(
        isinstance(method, Designated) for method in methods(step.count)
    )
    return tuple(
        here and (bool(load) or not chosen)
        for here, load in zip(loaded.here, loaded.load, strict=True)
    )


def _scores(step: Need, gets: Sequence[bool], situation: Situation) -> Vector:
    scores = situation.enrolled.scores
    for unit, own in zip(situation.ids, gets, strict=True):
        if own and unit not in scores and not situation.lenient:
            raise ScoreMissing(unit=unit, step=step.id)
    return tuple(scores.get(unit, ZERO) for unit in situation.ids)


def _band_rate(
    bands: Sequence[Band], score: Fraction, unit: str, step: str, *, lenient: bool
) -> Fraction:
    reached = [band for band in bands if exact(band.at_least) <= score]
    if not reached and lenient:
        return ZERO
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
    held = _clamped(amounts, least, most)
    columns = {"before_limits": amounts, **_bound_columns(step, least, most)}
    return Handed(held, situation.rounding.each(held), facts, columns)


def _bounds(
    step: Need, load: Vector, situation: Situation
) -> tuple[Vector, tuple[Fraction | None, ...]]:
    """The least (of those who get anything) and the most each unit may get, in payable amounts.

    Raises
    ------
    FloorAboveCap : no amount is within both.
    """

    def per(limit: Limit) -> Vector:
        numbers = situation.enrolled.totals if limit.per == "child" else situation.weighted
        return tuple(exact(limit.amount) * number for number in numbers)

    rounding = situation.rounding
    caps = None if step.cap is None else per(step.cap)
    floors = (ZERO,) * len(load)
    if step.floor is not None:
        floors = tuple(v if own else ZERO for v, own in zip(per(step.floor), load, strict=True))
    if caps is None:
        return tuple(rounding.up(floor) for floor in floors), (None,) * len(load)
    for unit, floor, cap in zip(situation.ids, floors, caps, strict=True):
        if floor > cap and not situation.lenient:
            raise FloorAboveCap(step=step.id, unit=unit)
    most = tuple(rounding.down(cap) for cap in caps)
    # Where only rounding puts a floor above its cap, the cap holds.
    return tuple(min(rounding.up(f), m) for f, m in zip(floors, most, strict=True)), most


def _bound_columns(
    step: Need, least: Vector, most: tuple[Fraction | None, ...]
) -> dict[str, tuple[Fraction | None, ...]]:
    columns: dict[str, tuple[Fraction | None, ...]] = {}
    if step.cap is not None:
        columns["cap"] = most
    if step.floor is not None:
        columns["floor"] = least
    return columns
