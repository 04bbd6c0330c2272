"""The ledger: balanced whatever happens in the middle of the year."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.ledger.book import Entry, Kind, Ledger, Posting
from fordel.ledger.documents import ledger_json, read_ledger, statement
from fordel.ledger.posting import admitted, corrected, handed_over, recounted, reframed
from fordel.ledger.refusals import (
    BeforeLaterEntry,
    LedgerDamaged,
    LedgerUnbalanced,
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
from tests import demonstrated
from tests.ledger.building import again, closed, closing, fresh

HALF = Fraction(1, 2)


def whole(ledger: Ledger) -> Fraction:
    return sum(ledger.balances.values()) + ledger.reserve + ledger.set_aside


def test_opens_with_what_the_run_gives():
    run = demonstrated.run()
    ledger = fresh()
    assert tuple(ledger.balances.values()) == run.allocation.totals
    assert whole(ledger) == ledger.frame == run.allocation.frame
    assert ledger.reserve == run.allocation.unspent


def test_a_closing_in_august_leaves_seven_twelfths():
    ledger = fresh()
    unit, heir = list(ledger.plans)[:2]
    had, heir_had = ledger.balances[unit], ledger.balances[heir]
    moved = handed_over(ledger, [unit], {heir: Fraction(1)}, from_month=8, reason="Lukker 31. juli")
    assert abs(moved.balances[unit] - had * 7 / 12) < 2
    assert moved.balances[unit] + moved.balances[heir] == had + heir_had
    assert [move.unit for move in moved.moved_since(1)] == [unit, heir]
    assert whole(moved) == moved.frame


def test_a_closing_without_heirs_feeds_the_reserve():
    ledger = fresh()
    unit = next(iter(ledger.plans))
    closed = handed_over(ledger, [unit], {}, from_month=1, reason="Åbnede aldrig")
    assert closed.balances[unit] == 0
    assert closed.reserve == ledger.reserve + ledger.balances[unit]


def test_a_split_shares_the_rest_of_the_year():
    ledger = fresh()
    unit = next(iter(ledger.plans))
    split = handed_over(
        ledger, [unit], {"NY0001": HALF, "NY0002": HALF}, from_month=7, reason="Deles i to"
    )
    parts = split.balances["NY0001"], split.balances["NY0002"]
    assert abs(parts[0] - parts[1]) <= 1
    assert sum(parts) + split.balances[unit] == ledger.balances[unit]


def test_a_recount_moves_only_the_months_left():
    ledger = fresh()
    unit = closing()
    run = again(**{unit: {"closed_on": date(demonstrated.run().year, 1, 1)}})
    now = recounted(ledger, run, from_month=9, reason="Septembertælling")
    for name, balance in now.balances.items():
        before, after = ledger.plans[name], now.plans[name]
        assert before[:8] == after[:8]
        assert abs(balance - sum(after)) < 2
    assert whole(now) == now.frame


def test_who_is_not_touched_keeps_the_krone():
    ledger = fresh()
    a, b, *others = ledger.plans
    for month in range(2, 12):
        giver, heirs = (
            (a, {a: Fraction(1, 3), b: Fraction(2, 3)}) if month % 2 else (b, {a: HALF, b: HALF})
        )
        ledger = handed_over(ledger, [giver], heirs, from_month=month, reason="Flytter")
    assert all(ledger.balances[unit] == fresh().balances[unit] for unit in others)
    assert whole(ledger) == ledger.frame


def test_a_correction_survives_a_recount():
    ledger = fresh()
    giver = closing()
    taker = next(unit for unit in ledger.plans if unit != giver)
    fixed = corrected(
        ledger, taker, Fraction(5000), against=giver, from_month=3, reason="To børn manglede"
    )
    run = again(**{giver: {"closed_on": date(demonstrated.run().year, 1, 1)}})
    later = recounted(fixed, run, from_month=9, reason="Septembertælling")
    plain = recounted(ledger, run, from_month=9, reason="Septembertælling")
    assert abs(later.balances[taker] - plain.balances[taker] - 5000) <= 1


def test_a_wider_frame_waits_in_the_reserve():
    ledger = fresh()
    wider = reframed(ledger, Fraction(100_000), from_month=6, reason="Byrådet giver mere")
    assert wider.reserve == ledger.reserve + 100_000
    assert whole(wider) == wider.frame == ledger.frame + 100_000


def test_a_statement_tells_a_units_year():
    ledger = fresh()
    unit, heir = list(ledger.plans)[:2]
    ledger = handed_over(ledger, [unit], {heir: Fraction(1)}, from_month=8, reason="Lukker.")
    lines = statement(ledger, unit)
    assert [line.entry.kind for line in lines] == [Kind.OPENING, Kind.HANDOVER]
    assert lines[-1].balance == ledger.balances[unit]
    assert lines[-1].words().da.startswith("Overdragelse fra august: −")
    assert lines[-1].words().en.endswith("kr. Lukker.")


def test_a_ledger_is_read_as_it_was_written():
    ledger = reframed(fresh(), Fraction(12), from_month=6, reason="Mere")
    assert read_ledger(ledger_json(ledger)) == ledger


def test_a_changed_ledger_is_found():
    text = ledger_json(fresh())
    ledger = fresh()
    opening = ledger.entries[0]
    less = replace(opening, postings=opening.postings[1:])
    with pytest.raises(LedgerUnbalanced) as refused:
        read_ledger(ledger_json(replace(ledger, entries=(less,))))
    assert "Posterne i regnskabet giver" in refused.value.message("da")
    with pytest.raises(LedgerDamaged) as cut:
        read_ledger(text[:-20])
    assert "Regnskabet kan ikke læses: JSON" in cut.value.message("da")


DAMAGES = {
    "plans": lambda led: replace(led, plans={**led.plans, "X": (Fraction(0),) * 11}),
    "entries": lambda led: replace(led, entries=()),
    "entries.1": lambda led: replace(led, entries=(replace(led.entries[0], number=2),)),
    "entries.2": lambda led: replace(led, entries=(*led.entries, one_sided())),
}


def one_sided() -> Entry:
    return Entry(2, Kind.CORRECTION, 3, "x", (Posting(None, Fraction(5)),))


@pytest.mark.parametrize("where", DAMAGES)
def test_says_where_a_ledger_is_damaged(where):
    with pytest.raises(LedgerDamaged) as refused:
        read_ledger(ledger_json(DAMAGES[where](fresh())))
    assert refused.value.where == where


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_sums_to_the_frame_whatever_happens(data):
    ledger = fresh()
    for step in range(data.draw(st.integers(1, 8))):
        month = data.draw(st.integers(1, 12))
        unit = data.draw(st.sampled_from(list(ledger.plans)))
        kind = data.draw(st.sampled_from(["hand", "correct", "frame"]))
        try:
            if kind == "hand":
                cut = data.draw(st.fractions(Fraction(1, 9), Fraction(8, 9), max_denominator=9))
                heirs = {
                    f"NY{step:04}": cut,
                    data.draw(st.sampled_from(list(ledger.plans))): 1 - cut,
                }
                after = handed_over(ledger, [unit], heirs, from_month=month, reason="x")
            elif kind == "correct":
                amount = data.draw(st.integers(-(10**7), 10**7).filter(bool))
                after = corrected(ledger, unit, Fraction(amount), from_month=month, reason="x")
            else:
                amount = data.draw(st.integers(-(10**6), 10**7).filter(bool))
                after = reframed(ledger, Fraction(amount), from_month=month, reason="x")
        except (ReserveOverspent, UnitOverdrawn, NothingChanges, UnitHandedOver):
            continue
        assert whole(after) == after.frame
        assert after.entries[:-1] == ledger.entries
        assert min(after.balances.values()) >= 0
        ledger = after
    assert all(a.number + 1 == b.number for a, b in pairwise(ledger.entries))


def refused_words(error, call):
    with pytest.raises(error) as refused:
        call()
    return refused.value.message("da"), refused.value.message("en")


REFUSALS = {
    "reserve": (
        ReserveOverspent,
        lambda led, *_: reframed(led, -led.reserve - 500, from_month=2, reason="x"),
        "mangler 500 kr.",
    ),
    "overdrawn": (
        UnitOverdrawn,
        lambda led, a, b: corrected(
            led, a, -led.balances[a] - 3, against=b, from_month=2, reason="x"
        ),
        "3 kr. under nul",
    ),
    "unknown": (
        UnitNotInLedger,
        lambda led, *_: corrected(led, "ZZZ999", Fraction(5), from_month=2, reason="x"),
        "Enhed ZZZ999 har ingen konto",
    ),
    "unknown giver": (
        UnitNotInLedger,
        lambda led, *_: handed_over(led, ["ZZZ999"], {}, from_month=2, reason="x"),
        "Enhed ZZZ999 har ingen konto",
    ),
    "shares": (
        SharesNotWhole,
        lambda led, a, b: handed_over(led, [a], {b: HALF}, from_month=2, reason="x"),
        "hele til sammen: 0,50",
    ),
    "reason": (
        ReasonMissing,
        lambda led, a, *_: handed_over(led, [a], {}, from_month=2, reason="  "),
        "ingen begrundelse",
    ),
    "month": (
        MonthOutsideYear,
        lambda led, a, b: corrected(led, a, Fraction(1), against=b, from_month=13, reason="x"),
        "Måned 13 findes ikke",
    ),
    "month of a handover": (
        MonthOutsideYear,
        lambda led, a, *_: handed_over(led, [a], {}, from_month=0, reason="x"),
        "Måned 0 findes ikke",
    ),
    "øre": (
        NotPayable,
        lambda led, a, *_: corrected(led, a, HALF, from_month=2, reason="x"),
        "kan ikke posteres",
    ),
    "no new frame": (
        NotPayable,
        lambda led, *_: reframed(led, Fraction(0), from_month=2, reason="x"),
        "0 kr. kan ikke posteres",
    ),
    "year": (
        OtherYear,
        lambda led, *_: recounted(led, demonstrated.next_run(), from_month=2, reason="x"),
        "Kørslen er for 2027; regnskabet er for 2026",
    ),
    "nothing": (
        NothingChanges,
        lambda led, *_: recounted(led, demonstrated.run(), from_month=2, reason="x"),
        "ændrer ingen enheds beløb fra måned 2",
    ),
    "order": (
        BeforeLaterEntry,
        lambda led, a, b: recounted(
            handed_over(led, [a], {a: HALF, b: HALF}, from_month=9, reason="x"),
            demonstrated.run(),
            from_month=3,
            reason="x",
        ),
        "allerede posteret fra måned 9",
    ),
    "closed giver": (
        UnitHandedOver,
        lambda led, a, b: handed_over(closed(led, a, b), [a], {}, from_month=3, reason="x"),
        "allerede overdraget fra måned 8",
    ),
    "closed heir": (
        UnitHandedOver,
        lambda led, a, b: handed_over(
            closed(led, a, b), [b], {a: Fraction(1)}, from_month=10, reason="x"
        ),
        "Vælg den enhed, der har overtaget den",
    ),
    "admitted twice": (
        UnitAlreadyInLedger,
        lambda led, a, _: admitted(led, a, Fraction(5), from_month=3, reason="x"),
        "har allerede en konto",
    ),
    "admitted for nothing": (
        NotPayable,
        lambda led, *_: admitted(led, "NY0001", Fraction(-5), from_month=3, reason="x"),
        "kan ikke posteres",
    ),
    "admitted without money": (
        ReserveOverspent,
        lambda led, *_: admitted(led, "NY0001", led.reserve + 7, from_month=3, reason="x"),
        "mangler 7 kr.",
    ),
    "itself": (
        SameUnitTwice,
        lambda led, a, _: corrected(led, a, Fraction(5), against=a, from_month=2, reason="x"),
        "kan ikke give penge til sig selv",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refuses(name):
    error, call, words = REFUSALS[name]
    ledger = fresh()
    da, en = refused_words(error, lambda: call(ledger, *list(ledger.plans)[:2]))
    assert words in da
    assert en != da
