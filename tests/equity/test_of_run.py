"""A run is measured on what its units get, for whom; what cannot be told apart has no figure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from fordel.equity.definitions import definitions
from fordel.equity.measures import Shares
from fordel.equity.of_run import measure_run, need_is_separable, unit_amounts
from fordel.equity.refusals import BudgetNotPositive
from fordel.equity.tables import shown
from fordel.registers.records import Grant, UnitKind
from tests.equity.runs import (
    GROUPS,
    HEADER,
    Group,
    at_least,
    demonstration_runs,
    model_of,
    need,
    run_of,
)

POOL_RUN = run_of(model_of(need(at_least(1))))
INDEX = model_of(
    "id: first, use: base_by_rate, rates: {all: 500}",
    need(at_least(1), "money: {by: index, 'on': first, strength: 0.5}"),
)


def test_the_need_money_is_measured_per_weighted_child():
    found = measure_run(POOL_RUN, group="Lilleby")
    assert found.group == "Lilleby"
    assert found.basis == "actual"
    assert found.differentiation.maximum_dkk == 90
    assert found.differentiation.minimum_dkk == 30
    assert found.differentiation.range_factor == 3
    assert found.horizontal.mean_dkk == 60


def test_children_are_weighted_by_the_models_age_groups():
    header = HEADER.replace("{id: all, label", "{id: young, weight: 2}, {id: all, label")
    groups = (*GROUPS, Group("B", 5, age_group="young"))
    found = unit_amounts(run_of(model_of(need(at_least(1)), header=header), groups), "need")
    assert [unit.children for unit in found] == [10, 20]


def test_the_load_is_what_was_counted_per_enrolled_child():
    assert [unit.load for unit in unit_amounts(POOL_RUN, "need")] == [
        Fraction(6, 10),
        Fraction(2, 10),
    ]
    # 60 kr. more per child where 40 % more of the children count
    assert measure_run(POOL_RUN).vertical.slope_dkk == pytest.approx(150)


def test_the_load_is_that_before_a_threshold():
    threshold = "{kind: cliff, measure: share, level: 0.5}"
    run = run_of(model_of(need(at_least(1), threshold=threshold)))
    assert [unit.amount_dkk for unit in unit_amounts(run, "need")] == [1200, 0]
    assert [unit.load for unit in unit_amounts(run, "need")] == [Fraction(6, 10), Fraction(2, 10)]


def test_a_unit_that_the_need_step_does_not_concern_has_no_known_load():
    run = run_of(model_of(need(at_least(1), where="{units: [A]}")))
    assert [unit.load for unit in unit_amounts(run, "need")] == [Fraction(6, 10), None]


def test_a_model_without_need_has_no_load():
    found = measure_run(run_of(model_of()), what="total")
    assert found.undefined["slope_dkk"] == "no_load"
    assert found.shares.need_share == 0


def test_shares_are_of_the_unit_totals_and_of_all_that_was_handed_out():
    found = measure_run(POOL_RUN)
    assert found.shares.need_share == Fraction(1200, 11200)
    assert found.shares.own_share_maximum == Fraction(900, 5900)
    assert found.shares.own_share_minimum == Fraction(300, 5300)


def test_with_a_frame_the_budget_is_what_is_left_when_parts_are_set_aside():
    frame = (
        "id: frame, use: frame, amount: 20000",
        "id: aside, use: set_aside, items: [{id: lead, share: 0.2, label: {da: x, en: y}}]",
    )
    run = run_of(model_of(*frame, need(at_least(1))))
    assert measure_run(run).shares.need_share == Fraction(1200, 16000)


def test_everything_a_unit_gets_is_measured_beside_the_shares_of_need():
    found = measure_run(POOL_RUN, what="total")
    assert found.differentiation.maximum_dkk == 590
    assert found.differentiation.minimum_dkk == 530
    assert found.shares == measure_run(POOL_RUN).shares


@pytest.mark.parametrize("details", [{"special_department": True}, {"kind": UnitKind.SPECIAL}])
def test_special_units_are_out_of_the_spread_and_in_the_need_share(details):
    header = HEADER + "scope: {kinds: [age_integrated, special]}\n"
    run = run_of(model_of(need(at_least(1)), header=header), units={"A": details})
    found = measure_run(run)
    assert (found.counts.special, found.counts.measured) == (1, 1)
    assert found.differentiation.maximum_dkk == 30
    assert found.shares.need_share == Fraction(1200, 11200)


def test_budgeted_figures_are_called_budgeted():
    run = run_of(model_of(need(at_least(1)), header=HEADER + "children: {figures: budgeted}\n"))
    assert measure_run(run).basis == "budgeted"


def test_a_unit_with_money_and_no_children_is_missing_not_refused():
    grants = (Grant("N", Fraction(700)),)
    run = run_of(
        model_of(need(at_least(1)), "id: grants, use: fixed_grants"),
        units={"N": {"opened_on": date(2027, 8, 1)}},
        grants=grants,
    )
    assert measure_run(run, what="total").counts.missing == 1
    assert measure_run(run).counts.empty == 1


def test_need_as_an_index_cannot_be_separated_and_no_measure_of_it_has_a_value():
    run = run_of(INDEX)
    found = measure_run(run)
    assert not need_is_separable(run.model)
    assert set(found.values().values()) == {None}
    assert set(found.undefined) == set(definitions())
    assert found.receives == "unknown"
    assert shown(found, "need_share", "da") == (
        "Behovet ligger som et indeks oven på andre penge og kan ikke skilles ud."
    )
    assert shown(found, "need_share", "en") == (
        "Need works as an index on other money and cannot be separated."
    )
    said = [words.da for words in found.caveats()]
    assert any("kan ikke skilles ud og har derfor ingen tal" in words for words in said)
    assert not any("mangler" in words for words in said)


def test_with_an_index_the_totals_are_measured_and_only_the_shares_have_no_value():
    found = measure_run(run_of(INDEX), what="total")
    # 5000 each by rate; the index moves half of the relative distance (0.6 and 0.2 round 0.4)
    assert found.differentiation.maximum_dkk == 500 * Fraction(5, 4) + 500
    assert found.differentiation.minimum_dkk == 500 * Fraction(3, 4) + 500
    assert found.shares == Shares(None, None, None, None, None, None)
    assert found.undefined["need_share"] == "inseparable"


def test_a_budget_that_is_all_set_aside_is_refused():
    run = run_of(
        model_of(
            "id: frame, use: frame, amount: 20000",
            "id: aside, use: set_aside, items: [{id: lead, share: 0.2, label: {da: x, en: y}}]",
        )
    )
    steps = tuple(
        step.model_copy(update={"items": (step.items[0].model_copy(update={"share": 1}),)})
        if step.id == "aside"
        else step
        for step in run.model.steps
        if step.id != "base"
    )
    with pytest.raises(BudgetNotPositive, match="decentral budget is 0 kr"):
        measure_run(run_of(run.model.model_copy(update={"steps": steps})))


def test_the_demonstration_municipality_gives_the_share_its_model_says():
    run = demonstration_runs()[-1]
    assert measure_run(run).shares.need_share == pytest.approx(Fraction(5, 100), abs=1e-7)
