"""What comes after the allocations: damping, payment, positions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor

from tests.allocation.reference_counting import ZERO, Refused
from tests.allocation.reference_rounding import Done, clamp_shares, largest_remainder, nearest


def last_year(engine):
    """unit -> (amount, weighted children, children) of what it came from; a split by size."""
    known = engine.world.previous
    heirs: dict = {}
    for unit in engine.units:
        for key in {unit["id"], *unit["predecessors"]} & set(known):
            heirs.setdefault(key, []).append(unit["id"])
    past = {}
    for source, units in heirs.items():
        sizes = {u: engine.size(u, "weighted_child") for u in units}
        whole = sum(sizes.values(), ZERO)
        for unit in units:
            part = sizes[unit] / whole if whole else Fraction(1, len(units))
            parts = [None if v is None else v * part for v in known[source]]
            before = past.get(unit, [ZERO, ZERO, ZERO])
            past[unit] = [None if None in ab else sum(ab) for ab in zip(before, parts, strict=True)]
    return past


def damping(engine, step):
    got = {u: engine.got(u) for u in engine.ids}
    if step.begins is not None and engine.year < step.begins:
        nothing = dict.fromkeys(engine.ids, ZERO)
        return Done(step.id, step.use, nothing, nothing)
    if engine.world.previous is None:
        raise Refused("NothingToCompareWith")
    reference = _reference(engine, step)
    wanted = _phased(engine, step, got, reference)
    least, most = _limits(engine, step, reference)
    total = sum(wanted.values(), ZERO)
    if step.paid_by == "frame":
        target = {
            u: max(least[u], w if most[u] is None else min(w, most[u])) for u, w in wanted.items()
        }
        cost = sum(target.values(), ZERO) - sum(got.values(), ZERO)
        if engine.rest() is not None and cost > engine.rest():
            raise Refused("DampingCannotBePaid")
        amounts = {u: nearest(target[u] - got[u], engine.smallest) for u in engine.ids}
        return Done(step.id, step.use, {u: target[u] - got[u] for u in engine.ids}, amounts)
    if step.paid_by == "others":
        low = {u: wanted[u] if reference[u] is None else least[u] for u in engine.ids}
        high = {u: wanted[u] if reference[u] is None else most[u] for u in engine.ids}
        target = clamp_shares(wanted, total, low, high)
        if target is None:
            short = sum(low.values(), ZERO) > total
            raise Refused("DampingCannotBePaid" if short else "DampingLeavesMoney")
    else:
        target = _from_gains(wanted, reference, least, most)
    paid = largest_remainder(target, total, engine.smallest)
    return Done(
        step.id,
        step.use,
        {u: target[u] - got[u] for u in engine.ids},
        {u: paid[u] - got[u] for u in engine.ids},
    )


def _reference(engine, step):
    """unit -> last year's kroner per (weighted) child times this year's, None where unknown."""
    past = last_year(engine)
    reference = {}
    for unit in engine.units:
        own = past.get(unit["id"])
        if own is None or not engine._named(step.where, unit):
            reference[unit["id"]] = None
            continue
        number = own[1] if step.per == "weighted_child" else own[2]
        if number is None:
            raise Refused("PreviousChildrenMissing")
        size = engine.size(unit["id"], step.per)
        reference[unit["id"]] = own[0] / number * size if number else None
    return reference


def _phased(engine, step, got, reference):
    """Equal parts over n years: of what is left of the change, 1/n, then 1/(n-1), ... then all."""
    if step.phase_in is None:
        return got
    nth = engine.year - step.phase_in.first_year + 1
    if nth < 1:
        part = ZERO
    elif nth > step.phase_in.years:
        part = Fraction(1)
    else:
        part = Fraction(1, step.phase_in.years - nth + 1)
    moved = [u for u in engine.ids if reference[u]]
    now = sum((got[u] for u in moved), ZERO)
    then = sum((reference[u] for u in moved), ZERO)
    wanted = dict(got)
    for unit in moved:
        level = reference[unit] * now / then
        wanted[unit] = level * (1 - part) + got[unit] * part
    return wanted


def _limits(engine, step, reference):
    s = engine.smallest
    least, most = {}, {}
    for unit, value in reference.items():
        least[unit], most[unit] = ZERO, None
        if value is None:
            continue
        if step.max_loss_percent is not None:
            kept = 1 - engine.value(step.max_loss_percent) / 100
            least[unit] = ceil(value * kept / s) * s
        if step.max_gain_percent is not None:
            gained = 1 + engine.value(step.max_gain_percent) / 100
            most[unit] = max(floor(value * gained / s) * s, least[unit])
    return least, most


def _from_gains(wanted, reference, least, most):
    """Losses beyond the limit are made good by the same part of every gain (above the free one)."""
    cost, gains = ZERO, {}
    for unit, want in wanted.items():
        if reference[unit] is None:
            continue
        if want < least[unit]:
            cost += least[unit] - want
        else:
            free = reference[unit] if most[unit] is None else most[unit]
            gains[unit] = max(ZERO, want - max(free, least[unit]))
    whole = sum(gains.values(), ZERO)
    if cost > whole:
        raise Refused("DampingCannotBePaid")
    target = {}
    for unit, want in wanted.items():
        target[unit] = want
        if reference[unit] is not None and want < least[unit]:
            target[unit] = least[unit]
        elif gains.get(unit):
            target[unit] = want - gains[unit] * cost / whole
    return target


def payment(engine, step):
    got = {u: engine.got(u) for u in engine.ids}
    due = {}
    for unit in engine.units:
        months = 0
        for month in range(1, 13):
            first = date(engine.year, month, 1)
            opened = unit["opened"] is None or unit["opened"] <= first
            months += opened and (unit["closed"] is None or unit["closed"] > first)
        due[unit["id"]] = got[unit["id"]] * (Fraction(months, 12) if step.months else 1)
    size = engine.value(step.round_to) if step.round_to is not None else ZERO
    size = size or engine.smallest
    whole = sum(due.values(), ZERO)
    total = floor(whole / size) * size
    fitted = {u: d * total / whole if whole else d for u, d in due.items()}
    paid = largest_remainder(fitted, total, size)
    return Done(
        step.id,
        step.use,
        {u: due[u] - got[u] for u in engine.ids},
        {u: paid[u] - got[u] for u in engine.ids},
    )


def positions(engine, step):
    share = engine.value(step.pedagogue_share)
    pay = share * engine.value(step.pedagogue_pay) + (1 - share) * engine.value(step.assistant_pay)
    facts = {}
    for unit in engine.ids:
        money = (
            sum((d.amounts[unit] for d in engine.done if d.id in step.of), ZERO)
            if step.of
            else engine.got(unit)
        )
        facts[unit] = (money / pay * share, money / pay * (1 - share))
    return Done(step.id, step.use, facts=facts)
