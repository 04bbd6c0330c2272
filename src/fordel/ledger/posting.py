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
from fordel.ledger.plans import NOTHING, Plan, changed_from, forwarded, plans_of
from fordel.ledger.refusals import (
    BeforeLaterEntry,
    MonthOutsideYear,
    NothingChanges,
    NotPayable,
    OtherYear,
    ReasonMissing,
    ReserveOverspent,
    SameUnitTwice,
    SharesNotWhole,
    UnitAlreadyInLedger,
    UnitHandedOver,
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
        pays_to=_holders(run),
        entries=(),
    )
    return _entered(ledger, Entry(1, Kind.OPENING, 1, reason, (*postings, Posting(None, left))))


def recounted(ledger: Ledger, run: Run, *, from_month: int, reason: str) -> Ledger:
    """Pay by another run from a month on: children counted again, units opened or closed.

    What the run gives a unit in months after it was handed over goes where its money went.

    Parameters
    ----------
    run : for the same year; what it gives a unit in the months from ``from_month`` replaces what
        the unit would have had in them. A unit that the run does not know gets nothing more.

    Raises
    ------
    OtherYear, MonthOutsideYear, BeforeLaterEntry, NothingChanges, ReserveOverspent, UnitOverdrawn.
    """
    if run.year != ledger.year:
        raise OtherYear(year=ledger.year, run_year=run.year)
    _check_month(from_month)
    later = max((e.from_month for e in ledger.entries if _recount_would_undo(e)), default=1)
    if from_month < later:
        raise BeforeLaterEntry(month=from_month, later=later)
    new = forwarded(plans_of(run.allocation), ledger.closings)
    plans = {
        unit: changed_from(from_month, ledger.plans.get(unit, NOTHING), new.get(unit, NOTHING))
        for unit in dict.fromkeys((*ledger.plans, *new))
    }
    holders = {**ledger.pays_to, **_holders(run)}
    entry = Entry(len(ledger.entries) + 1, Kind.RECOUNT, from_month, reason, ())
    return _replanned(replace(ledger, pays_to=holders), entry, plans)


def handed_over(
    ledger: Ledger,
    givers: Sequence[str],
    heirs: Mapping[str, Fraction],
    *,
    from_month: int,
    reason: str,
) -> Ledger:
    """Move what units would have had from a month on: they close, merge or are split.

    It may act from before a later recount: what that gave the givers then moves too.

    Parameters
    ----------
    givers : whose money moves; one that is an heir itself goes on with its part.
    heirs : who gets it, and what part; the parts sum to 1. Nobody: the reserve gets it.

    Raises
    ------
    UnitNotInLedger, UnitHandedOver, SharesNotWhole, MonthOutsideYear, NothingChanges.
    """
    _check_month(from_month)
    for unit in givers:
        if unit not in ledger.plans:
            raise UnitNotInLedger(unit=unit)
    for unit in (*givers, *heirs):
        if unit in ledger.closings:
            raise UnitHandedOver(unit=unit, month=ledger.closings[unit].from_month)
    shares = sum(heirs.values(), ZERO)
    if heirs and (shares != 1 or min(heirs.values()) <= 0):
        raise SharesNotWhole(shares=shares)
    plans = dict(ledger.plans)
    rest = NOTHING
    for giver in dict.fromkeys(givers):
        rest = _added(rest, changed_from(from_month, NOTHING, plans[giver]))
        plans[giver] = changed_from(from_month, plans[giver], NOTHING)
    for heir, share in heirs.items():
        plans[heir] = _added(plans.get(heir, NOTHING), rest, share)
    number = len(ledger.entries) + 1
    entry = Entry(number, Kind.HANDOVER, from_month, reason, (), tuple(givers), dict(heirs))
    return _replanned(ledger, entry, plans)


def admitted(
    ledger: Ledger, unit: str, amount: Fraction, *, from_month: int, reason: str
) -> Ledger:
    """Give a unit that opens an amount for the rest of the year, from the reserve.

    A later recount pays the unit by what was counted in it instead.

    Raises
    ------
    UnitAlreadyInLedger, NotPayable, MonthOutsideYear, ReserveOverspent.
    """
    _check_month(from_month)
    if unit in ledger.plans:
        raise UnitAlreadyInLedger(unit=unit)
    if amount <= 0 or (amount / ledger.step).denominator != 1:
        raise NotPayable(amount=amount, step=ledger.step)
    monthly = amount / (MONTHS - from_month + 1)
    plan = changed_from(from_month, NOTHING, (monthly,) * MONTHS)
    entry = Entry(
        number=len(ledger.entries) + 1,
        kind=Kind.ADMISSION,
        from_month=from_month,
        reason=reason,
        postings=(Posting(unit, amount), Posting(None, -amount)),
    )
    return _entered(replace(ledger, plans={**ledger.plans, unit: plan}), entry)


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
    NotPayable, UnitNotInLedger, SameUnitTwice, UnitOverdrawn, ReserveOverspent.
    """
    if amount == 0 or (amount / ledger.step).denominator != 1:
        raise NotPayable(amount=amount, step=ledger.step)
    for name in (unit, against):
        if name is not None and name not in ledger.balances:
            raise UnitNotInLedger(unit=name)
    if unit == against:
        raise SameUnitTwice(unit=unit)
    postings = (Posting(unit, amount), Posting(against, -amount))
    number = len(ledger.entries) + 1
    return _entered(ledger, Entry(number, Kind.CORRECTION, from_month, reason, postings))


def reframed(ledger: Ledger, amount: Fraction, *, from_month: int, reason: str) -> Ledger:
    """Widen the frame by an amount, or narrow it; the reserve takes the difference.

    Raises
    ------
    NotPayable, ReserveOverspent.
    """
    if amount == 0 or (amount / ledger.step).denominator != 1:
        raise NotPayable(amount=amount, step=ledger.step)
    wider = replace(ledger, frame=ledger.frame + amount)
    number = len(ledger.entries) + 1
    entry = Entry(number, Kind.FRAME, from_month, reason, (Posting(None, amount),))
    return _entered(wider, entry)


def _recount_would_undo(entry: Entry) -> bool:
    """What another run does not know: a count, a new unit's first money, a part that was kept."""
    kept = any(giver in entry.heirs for giver in entry.givers)
    return entry.kind in {Kind.RECOUNT, Kind.ADMISSION} or kept


def _holders(run: Run) -> dict[str, str]:
    return {unit.id: unit.pays_to for unit in run.allocation.units if unit.pays_to != unit.id}


def _added(plan: Plan, more: Plan, share: Fraction = Fraction(1)) -> Plan:
    return tuple(a + share * b for a, b in zip(plan, more, strict=True))


def _check_month(month: int) -> None:
    if not 1 <= month <= MONTHS:
        raise MonthOutsideYear(month=month)


def _replanned(ledger: Ledger, entry: Entry, plans: Mapping[str, Plan]) -> Ledger:
    """Post the difference between two plans, for the units that have another plan now."""
    changed = [unit for unit, plan in plans.items() if plan != ledger.plans.get(unit, NOTHING)]
    if not changed:
        raise NothingChanges(month=entry.from_month)
    postings = _settled(ledger, plans, changed)
    return _entered(replace(ledger, plans=plans), replace(entry, postings=tuple(postings)))


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


def _entered(ledger: Ledger, entry: Entry) -> Ledger:
    """The ledger with one more entry, if it can carry it."""
    _check_month(entry.from_month)
    if not entry.reason.strip():
        raise ReasonMissing(kind=entry.kind)
    postings = tuple(p for p in entry.postings if p.amount or entry.kind == Kind.OPENING)
    entry = replace(entry, reason=entry.reason.strip(), postings=postings)
    grown = replace(ledger, entries=(*ledger.entries, entry))
    if grown.reserve < 0:
        raise ReserveOverspent(missing=-grown.reserve, reserve=ledger.reserve)
    for unit, balance in grown.balances.items():
        if balance < 0:
            raise UnitOverdrawn(unit=unit, below=-balance)
    return grown
