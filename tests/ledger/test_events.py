"""What happens in a year: mergers, recounts before and after them, new units, budget units."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from fordel.allocation.bundles.bundle import model_yaml
from fordel.allocation.model.loading import parse_model
from fordel.allocation.runs import make_run
from fordel.ledger.plans import plans_of
from fordel.ledger.posting import admitted, handed_over, opened, recounted, reframed
from fordel.ledger.refusals import BeforeLaterEntry, NothingChanges
from tests import demonstrated
from tests.ledger.building import closed, closing, fresh, poorer, without


def test_a_merger_is_one_entry_and_moves_both_units_money():
    ledger = fresh()
    a, b = list(ledger.plans)[:2]
    merged = handed_over(ledger, [a, b], {"NY0001": Fraction(1)}, from_month=8, reason="Samles")
    assert len(merged.entries) == 2
    assert merged.balances["NY0001"] == sum(
        ledger.balances[unit] - merged.balances[unit] for unit in (a, b)
    )
    assert list(merged.closings) == [a, b]


def test_a_recount_pays_the_heir_what_it_counts_in_a_unit_that_closed():
    ledger = fresh()
    a, b, *_ = ledger.plans
    merged = closed(ledger, a, b)
    with_more = make_run(poorer(), demonstrated.run().inputs, 2026)
    later = recounted(merged, with_more, from_month=9, reason="Septembertælling")
    assert later.plans[a][7:] == (0,) * 5
    plans = plans_of(with_more.allocation)
    assert later.plans[b][8:] == tuple(x + y for x, y in zip(plans[a], plans[b], strict=True))[8:]
    assert later.plans[b][7] == ledger.plans[a][7] + ledger.plans[b][7]
    assert later.held == later.frame


def test_a_recount_leaves_what_a_unit_without_heirs_would_have_had_in_the_reserve():
    ledger = fresh()
    a, b, *_ = ledger.plans
    gone = handed_over(ledger, [a], {}, from_month=8, reason="Lukker")
    with pytest.raises(NothingChanges):
        recounted(gone, demonstrated.run(), from_month=9, reason="Samme tal")
    chained = handed_over(closed(ledger, a, b), [b], {"C": Fraction(1)}, from_month=10, reason="x")
    with_more = make_run(poorer(), demonstrated.run().inputs, 2026)
    later = recounted(chained, with_more, from_month=9, reason="Tælling før en senere lukning")
    plans = plans_of(with_more.allocation)
    assert later.plans["C"][9:] == tuple(x + y for x, y in zip(plans[a], plans[b], strict=True))[9:]
    assert later.plans["C"][:9] == (0,) * 9
    assert later.plans[b][9:] == (0,) * 3


def test_a_handover_may_be_entered_after_the_recount_it_acts_before():
    ledger = fresh()
    a, b, *_ = ledger.plans
    with_more = make_run(poorer(), demonstrated.run().inputs, 2026)
    counted = recounted(ledger, with_more, from_month=9, reason="Septembertælling")
    late = closed(counted, a, b)
    early = recounted(closed(ledger, a, b), with_more, from_month=9, reason="Septembertælling")
    assert late.plans == early.plans
    for unit in (a, b):
        assert abs(late.balances[unit] - early.balances[unit]) <= 1
    assert late.held == late.frame


def test_a_unit_that_the_register_has_lost_is_paid_to_the_month_before():
    ledger = fresh()
    unit = closing()
    run = demonstrated.run()
    gone = replace(run, allocation=without(run.allocation, unit))
    later = recounted(ledger, gone, from_month=9, reason="Ikke i registret mere")
    assert later.plans[unit] == ledger.plans[unit][:8] + (0,) * 4
    assert abs(later.balances[unit] - ledger.balances[unit] * 8 / 12) <= 1
    assert later.held == later.frame


def test_a_model_that_counts_months_pays_only_those_a_unit_is_open():
    run = demonstrated.run()
    text = model_yaml(run.model).replace("use: payment", "use: payment\n  months: true")
    unit = closing()
    units = tuple(
        replace(u, closed_on=date(2026, 8, 1)) if u.id == unit else u
        for u in run.inputs.register.units
    )
    inputs = replace(run.inputs, register=replace(run.inputs.register, units=units))
    by_month = make_run(parse_model(text, "months.yaml"), inputs, 2026)
    ledger = opened(by_month, "Vedtaget")
    assert all(ledger.plans[unit][:7])
    assert ledger.plans[unit][7:] == (0,) * 5
    assert sum(ledger.plans[unit]) == ledger.balances[unit]
    with pytest.raises(NothingChanges):
        handed_over(ledger, [unit], {}, from_month=8, reason="Er allerede betalt færdig")


def test_money_is_told_by_who_holds_it():
    run = demonstrated.run()
    a, b, *_ = run.allocation.ids
    units = tuple(
        replace(u, budget_unit="HUS1") if u.id in {a, b} else u for u in run.inputs.register.units
    )
    inputs = replace(run.inputs, register=replace(run.inputs.register, units=units))
    ledger = opened(make_run(run.model, inputs, run.year), "Vedtaget")
    assert ledger.payments["HUS1"] == ledger.balances[a] + ledger.balances[b]
    assert sum(ledger.payments.values()) == sum(ledger.balances.values())
    moved = handed_over(ledger, [a], {"NY0001": Fraction(1)}, from_month=8, reason="Flytter ud")
    assert moved.payments["NY0001"] == moved.balances["NY0001"]
    assert moved.payments["HUS1"] == moved.balances[a] + moved.balances[b]


def test_a_unit_that_opens_is_given_money_of_the_reserve_and_may_hand_it_on():
    ledger = reframed(fresh(), Fraction(600_000), from_month=2, reason="Til nyt hus")
    new = admitted(ledger, "NY0001", Fraction(500_001), from_month=8, reason="Åbner 1. august")
    assert new.balances["NY0001"] == 500_001
    assert new.reserve == ledger.reserve - 500_001
    assert [move.unit for move in new.moved_since(2)] == ["NY0001"]
    on = handed_over(new, ["NY0001"], {"NY0002": Fraction(1)}, from_month=11, reason="Flytter")
    assert abs(on.balances["NY0002"] - Fraction(500_001 * 2, 5)) <= 1
    assert on.held == on.frame
    with pytest.raises(BeforeLaterEntry):
        recounted(
            new, make_run(poorer(), demonstrated.run().inputs, 2026), from_month=7, reason="x"
        )
