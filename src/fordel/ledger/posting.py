"""What may be entered in a ledger: an opening, a recount, a handover, a correction, a new frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.allocation.steps.payment import MONTHS
from fordel.domain.money import floor_to, round_to_total
from fordel.ledger.book import Entry, Kind, Ledger, Posting
from fordel.ledger.plans import NOTHING, Plan, changed_from, plans_of
from fordel.ledger.refusals import (
    BeforeLaterEntry,
    MonthOutsideYear,
    NothingChanges,
    NotPayable,
    OtherYear,
    ReasonMissing,
    ReserveOverspent,
    SharesNotWhole,
    UnitNotInLedger,
    UnitOverdrawn,
)


def opened(run: Run, reason: str) -> Ledger:
    """The ledger of an approved run: what every unit gets, and the reserve.

    A model without a frame distributes what its rates come to; its reserve is empty.
    """
    result = run.allocation
    given = sum(result.totals, ZERO)
    frame = given + result.set_aside if result.frame is None else result.frame
    postings = [
        Posting(unit, amount) for unit, amount in zip(result.ids, result.totals, strict=True)
    ]
    left = frame - result.set_aside - given
    ledger = Ledger(
        year=result.year,
        frame=frame,
        set_aside=result.set_aside,
        step=result.model.currency.currency.step,
        plans=plans_of(result),
        entries=(),
    )
    return _entered(ledger, Kind.OPENING, 1, reason, [*postings, Posting(None, left)])


def recounted(ledger: Ledger, run: Run, *, from_month: int, reason: str) -> Ledger:
    """Pay by another run from a month on: children counted again, units opened or closed.

    Parameters
    ----------
    run : for the same year; what it gives a unit in the months from ``from_month`` replaces what
        the unit would have had in them.

    Raises
    ------
    OtherYear, BeforeLaterEntry, NothingChanges, ReserveOverspent.
    """
    if run.year != ledger.year:
        raise OtherYear(year=ledger.year, run_year=run.year)
    new = plans_of(run.allocation)
    plans = {
        unit: changed_from(from_month, ledger.plans.get(unit, NOTHING), new.get(unit, NOTHING))
        for unit in dict.fromkeys((*ledger.plans, *new))
    }
    return _replanned(ledger, Kind.RECOUNT, from_month, reason, plans)


def handed_over(
    ledger: Ledger, unit: str, heirs: Mapping[str, Fraction], *, from_month: int, reason: str
) -> Ledger:
    """Move what a unit would have had from a month on: it closes, merges or is split.

    Parameters
    ----------
    heirs : who gets it, and what part; the parts sum to 1. Nobody: the reserve gets it.

    Raises
    ------
    UnitNotInLedger, SharesNotWhole, BeforeLaterEntry, NothingChanges.
    """
    if unit not in ledger.plans:
        raise UnitNotInLedger(unit=unit)
    shares = sum(heirs.values(), ZERO)
    if heirs and (shares != 1 or min(heirs.values()) < 0 or unit in heirs):
        raise SharesNotWhole(shares=shares)
    rest = changed_from(from_month, NOTHING, ledger.plans[unit])
    plans = dict(ledger.plans)
    plans[unit] = changed_from(from_month, plans[unit], NOTHING)
    for heir, share in ((name, part) for name, part in heirs.items() if part):
        own = plans.get(heir, NOTHING)
        plans[heir] = tuple(a + share * b for a, b in zip(own, rest, strict=True))
    return _replanned(ledger, Kind.HANDOVER, from_month, reason, plans)


def corrected(
    ledger: Ledger,
    unit: str,
    amount: Fraction,
    *,
    against: str | None = None,
    from_month: int,
    reason: str,
) -> Ledger:
    """Give a unit an amount once, or take it, from the reserve or from another unit.

    Raises
    ------
    NotPayable, UnitNotInLedger, UnitOverdrawn, ReserveOverspent.
    """
    if amount == 0 or (amount / ledger.step).denominator != 1:
        raise NotPayable(amount=amount, step=ledger.step)
    for name in (unit, against):
        if name is not None and name not in ledger.balances:
            raise UnitNotInLedger(unit=name)
    postings = [Posting(unit, amount), Posting(against, -amount)]
    return _entered(ledger, Kind.CORRECTION, from_month, reason, postings)


def reframed(ledger: Ledger, amount: Fraction, *, from_month: int, reason: str) -> Ledger:
    """Widen the frame by an amount, or narrow it; the reserve takes the difference.

    Raises
    ------
    NotPayable, ReserveOverspent.
    """
    if amount == 0 or (amount / ledger.step).denominator != 1:
        raise NotPayable(amount=amount, step=ledger.step)
    wider = replace(ledger, frame=ledger.frame + amount)
    return _entered(wider, Kind.FRAME, from_month, reason, [Posting(None, amount)])


def _replanned(
    ledger: Ledger, kind: Kind, month: int, reason: str, plans: Mapping[str, Plan]
) -> Ledger:
    """Post the difference between two plans, for the units that have another plan now."""
    later = max(
        (e.from_month for e in ledger.entries if e.kind in (Kind.RECOUNT, Kind.HANDOVER)), default=1
    )
    if 1 <= month < later:
        raise BeforeLaterEntry(month=month, later=later)
    changed = [unit for unit, plan in plans.items() if plan != ledger.plans.get(unit, NOTHING)]
    if not changed:
        raise NothingChanges(month=month)
    postings = _settled(ledger, plans, changed)
    return _entered(replace(ledger, plans=plans), kind, month, reason, postings)


def _settled(ledger: Ledger, plans: Mapping[str, Plan], changed: Sequence[str]) -> list[Posting]:
    """Round the changed units' new amounts so that nobody else's amount moves.

    The reserve gets what the plans leave, rounded down; the changed units share the rest. What
    earlier roundings moved is evened out among those who have money coming.
    """
    corrections = {unit: _corrections(ledger, unit) for unit in changed}
    planned = sum((sum(plan, ZERO) for plan in plans.values()), ZERO)
    given_by_hand = sum((_corrections(ledger, unit) for unit in ledger.balances), ZERO)
    free = ledger.frame - ledger.set_aside
    reserve = floor_to(free - planned - given_by_hand, ledger.step)
    others = sum((b for u, b in ledger.balances.items() if u not in corrections), ZERO)
    total = free - reserve - others
    exact = [sum(plans[unit], ZERO) + corrections[unit] for unit in changed]
    bearing = [any(plans[unit]) for unit in changed]
    if not any(bearing):
        bearing = [True] * len(changed)
    drift = (total - sum(exact, ZERO)) / sum(bearing)
    fitted = [x + drift if bears else x for x, bears in zip(exact, bearing, strict=True)]
    rounded = round_to_total(fitted, total, ledger.step, changed)
    postings = [
        Posting(unit, new - ledger.balances.get(unit, ZERO))
        for unit, new in zip(changed, rounded, strict=True)
    ]
    return [*postings, Posting(None, reserve - ledger.reserve)]


def _corrections(ledger: Ledger, unit: str) -> Fraction:
    return sum((e.to(unit) for e in ledger.entries if e.kind == Kind.CORRECTION), ZERO)


def _entered(
    ledger: Ledger, kind: Kind, month: int, reason: str, postings: Sequence[Posting]
) -> Ledger:
    """The ledger with one more entry, if it can carry it."""
    if not 1 <= month <= MONTHS:
        raise MonthOutsideYear(month=month)
    if not reason.strip():
        raise ReasonMissing(kind=kind)
    entry = Entry(
        number=len(ledger.entries) + 1,
        kind=kind,
        from_month=month,
        reason=reason.strip(),
        postings=tuple(p for p in postings if p.amount or kind == Kind.OPENING),
    )
    grown = replace(ledger, entries=(*ledger.entries, entry))
    if grown.reserve < 0:
        raise ReserveOverspent(missing=-grown.reserve, reserve=ledger.reserve)
    for unit, balance in grown.balances.items():
        if balance < 0:
            raise UnitOverdrawn(unit=unit, below=-balance)
    return grown
