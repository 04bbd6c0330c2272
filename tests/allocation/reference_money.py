"""Need into money, unit by unit: pool, rate, rate table, percentage, index, bands."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from tests.allocation.reference_counting import ZERO, Refused
from tests.allocation.reference_rounding import clamp_shares, largest_remainder, nearest


def hand_out(engine, step, counted, load):
    """Exact and payable amounts of the units a step concerns."""
    return globals()["_" + step.money.by](engine, step, counted, load)


def _share(engine, load, unit):
    children = engine.size(unit, "child")
    return load[unit] / children if children else ZERO


def _bounds(engine, step, load):
    """unit -> (least, most), both payable; nobody without a load has a floor."""
    bounds = {}
    for unit in load:
        low, high = ZERO, None
        if step.cap is not None:
            high = engine.value(step.cap.amount) * engine.size(unit, step.cap.per)
        if step.floor is not None and load[unit]:
            low = engine.value(step.floor.amount) * engine.size(unit, step.floor.per)
        if high is not None and low > high:
            raise Refused("FloorAboveCap")
        s = engine.smallest
        high = None if high is None else floor(high / s) * s
        low = ceil(low / s) * s
        bounds[unit] = (low if high is None else min(low, high), high)
    return bounds


def _clamped(amount, bounds):
    low, high = bounds
    return max(low, amount if high is None else min(amount, high))


def _pool(engine, step, _, load):
    pool = engine.pool(step.money.pool)
    whole = sum(load.values(), ZERO)
    exact = {u: pool * load[u] / whole for u in load}
    if step.cap is not None or step.floor is not None:
        bounds = _bounds(engine, step, load)
        least, most = ({u: b[i] for u, b in bounds.items()} for i in (0, 1))
        at_first = {u: _clamped(exact[u], bounds[u]) for u in load}
        if step.left_over == "keep" and sum(at_first.values(), ZERO) <= pool:
            exact, pool = _payable(at_first, engine.smallest)
        else:
            solved = clamp_shares(load, pool, least, most)
            if solved is None:
                short = sum(least.values(), ZERO) > pool
                raise Refused("FloorsAbovePool" if short else "PoolCannotBeSpent")
            exact = solved
    return exact, largest_remainder(exact, pool, engine.smallest)


def _payable(amounts, smallest):
    """Take what no payable sum can hold off the parts that are no whole smallest unit."""
    whole = sum(amounts.values(), ZERO)
    total = floor(whole / smallest) * smallest
    parts = {u: a - floor(a / smallest) * smallest for u, a in amounts.items()}
    loose = sum(parts.values(), ZERO)
    return {
        u: a - (parts[u] * (whole - total) / loose if loose else 0) for u, a in amounts.items()
    }, total


def _each(engine, step, exact, load):
    if step.cap is not None or step.floor is not None:
        bounds = _bounds(engine, step, load)
        exact = {u: _clamped(a, bounds[u]) for u, a in exact.items()}
    return exact, {u: nearest(a, engine.smallest) for u, a in exact.items()}


def _rate(engine, step, _, load):
    rate = engine.value(step.money.rate)
    exact = {}
    for unit in load:
        number = load[unit] if step.money.per == "counted" else engine.size(unit, step.money.per)
        exact[unit] = rate * number if load[unit] else ZERO
    return _each(engine, step, exact, load)


def _rate_table(engine, step, counted, load):
    rows = engine.rate_rows(step.money.table)
    exact = {}
    for unit in (u for u in engine.units if u["id"] in load):
        exact[unit["id"]] = ZERO
        for (criterion, age), value in counted[unit["id"]].items():
            known = {
                "district": unit["district"], "area": unit["area"], "unit": unit["id"],
                "kind": unit["kind"], "criterion": criterion, "age_group": age,
            }  # fmt: skip
            if not value:
                continue
            fitting = [r for r in rows if all(r[k] == known[k] for k in step.money.keys)]
            if not fitting:
                raise Refused("RateMissing")
            exact[unit["id"]] += value * Fraction(fitting[-1]["value"])
    return _each(engine, step, exact, load)


def _percentage(engine, step, _, load):
    base = next(d for d in engine.done if d.id == step.money.of).amounts
    percent = engine.value(step.money.percent) / 100
    exact = {u: base[u] * percent * _share(engine, load, u) for u in load}
    return _each(engine, step, exact, load)


def _index(engine, step, _, load):
    base = next(d for d in engine.done if d.id == step.money.on).amounts
    children = sum((engine.size(u, "child") for u in load), ZERO)
    if not children:
        raise Refused("NoChildrenCounted")
    mean = sum(load.values(), ZERO) / children
    indexed = {}
    for unit in load:
        relative = _share(engine, load, unit) / mean - 1
        indexed[unit] = base[unit] * max(ZERO, 1 + engine.value(step.money.strength) * relative)
    before, after = (sum(x, ZERO) for x in ((base[u] for u in load), indexed.values()))
    if step.money.total == "moved":
        exact = {u: indexed[u] - base[u] for u in load}
        return exact, {u: nearest(a, engine.smallest) for u, a in exact.items()}
    if not after and before:
        raise Refused("NobodyInNeed")
    scale = before / after if after else Fraction(1)
    exact = {u: indexed[u] * scale - base[u] for u in load}
    return exact, largest_remainder(exact, ZERO, engine.smallest)


def _bands(engine, step, _, load):
    exact = {}
    designating = [step.count, *(part.count for part in getattr(step.count, "parts", ()))]
    zero_is_out = step.threshold is not None or any(m.method == "designated" for m in designating)
    banded = [u for u in load if load[u] or not zero_is_out]
    if step.money.of == "score" and any(u not in engine.world.scores for u in banded):
        raise Refused("ScoreMissing")
    for unit in load:
        if unit not in banded:
            exact[unit] = ZERO
            continue
        by_score = step.money.of == "score"
        score = engine.world.scores[unit] if by_score else _share(engine, load, unit)
        reached = [b for b in step.money.bands if engine.value(b.at_least) <= score]
        if not reached:
            raise Refused("BelowTheLowestBand")
        band = max(reached, key=lambda b: engine.value(b.at_least))
        exact[unit] = engine.value(band.rate) * engine.size(unit, step.money.per)
    return _each(engine, step, exact, load)
