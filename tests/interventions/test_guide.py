"""The guide orders elements by rules that are shown, and prices them for this municipality."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.costing.computing import NotComputed, Range
from fordel.costing.pay import PriceIndex, shipped_pay
from fordel.interventions.elements import Aim, Certainty, shipped_catalogue
from fordel.interventions.guide import RULES, Fit, Situation, advise
from fordel.interventions.refusals import SituationImpossible, StartingPointUnknown

CATALOGUE, PAY = shipped_catalogue(), shipped_pay()
OURS = Situation(aims=(Aim.PARENTS, Aim.LANGUAGE), children=30, units=3)


def test_only_elements_with_our_aims_and_ages_are_shown_the_rest_say_why() -> None:
    advice = advise(replace(OURS, aims=(Aim.LANGUAGE,), youngest=4), CATALOGUE, PAY)
    assert {each.element.no for each in advice.suggestions} == {2, 3}
    reasons = {each.element.no: each.reason.da for each in advice.left_out}
    assert reasons[6] == "sigter ikke mod nogen af jeres mål"
    advice = advise(replace(OURS, youngest=4), CATALOGUE, PAY)
    reasons = {each.element.no: each.reason.da for each in advice.left_out}
    assert reasons[8] == "er for børn på 0-3 år"
    assert len(advice.suggestions) + len(advice.left_out) == 9


def test_those_that_meet_most_aims_come_first() -> None:
    advice = advise(OURS, CATALOGUE, PAY)
    met = [len(each.met) for each in advice.suggestions]
    assert met == sorted(met, reverse=True)
    assert {each.element.no for each in advice.suggestions[:2]} == {2, 3}
    assert advice.rules == RULES


def test_of_the_same_aims_results_then_frame_then_what_is_in_place_decide() -> None:
    ours = replace(OURS, aims=(Aim.CROSS_DISCIPLINARY,), frame=Fraction(60_000))
    plain = [each.element.no for each in advise(ours, CATALOGUE, PAY).suggestions]
    pointing = {no: CATALOGUE.evidence(no, Aim.CROSS_DISCIPLINARY).certainty for no in plain}
    first = [no for no in plain if pointing[no] is Certainty.POINTS_TOWARDS]
    assert plain[: len(first)] == first
    assert first
    six, seven = plain.index(6), plain.index(7)
    helped = replace(ours, in_place=("wellbeing_assessment",))
    nine = next(e for e in advise(helped, CATALOGUE, PAY).suggestions if e.element.no == 9)
    assert nine.builds_on == ("wellbeing_assessment",)
    assert any("Bygger på det, I har: Trivsel vurderes jævnligt" in r.da for r in nine.reasons)
    assert six != seven


def test_costs_are_for_our_children_with_groups_that_may_not_be_full() -> None:
    """10 children in 3 units, cafés for 15 families: three cafés a time, not ten fifteenths."""
    ours = replace(OURS, children=10, aims=(Aim.PARENTS,), frame=Fraction(100_000))
    four = next(e for e in advise(ours, CATALOGUE, PAY).suggestions if e.element.no == 4)
    cafe = next(c for c in four.costs if c.activity.source.activity == "parent_cafe")
    one = 6 * Fraction("339.7") + 2 * Fraction("425.1") + Fraction("1.5") * Fraction("393.1")
    assert isinstance(cafe.once, Range)
    assert cafe.once.amount == 3 * one
    assert isinstance(cafe.yearly, Range)
    assert cafe.yearly.amount == 12 * one
    assert cafe.holdings == int(100_000 / (3 * one))


@given(children=st.integers(1, 500), units=st.integers(1, 40), size=st.integers(1, 30))
def test_groups_hold_everybody_and_none_is_superfluous(
    children: int, units: int, size: int
) -> None:
    situation = replace(OURS, children=children, units=units)
    groups = situation.groups(Fraction(size))
    assert groups * size >= children
    assert (groups - min(units, children)) * size < children


def test_own_pay_and_prices_move_what_it_costs() -> None:
    base = advise(OURS, CATALOGUE, PAY)
    indexed = PAY.model_copy(
        update={"index": PriceIndex(source="s", values={2022: Decimal(100), 2026: Decimal(110)})}
    )
    later = advise(OURS, CATALOGUE, indexed, prices_of=2026)
    before, after = base.suggestions[0].costs[0].once, later.suggestions[0].costs[0].once
    assert isinstance(before, Range)
    assert isinstance(after, Range)
    assert after.amount == before.amount * Fraction(11, 10)
    assert (base.price_year, later.price_year) == (2022, 2026)


def test_what_fits_the_frame_says_so() -> None:
    poor = advise(replace(OURS, frame=Fraction(1)), CATALOGUE, PAY)
    rich = advise(replace(OURS, frame=Fraction(10_000_000)), CATALOGUE, PAY)
    assert {each.fit for each in poor.suggestions} == {Fit.EXCEEDS, Fit.NOT_STATED}
    assert {each.fit for each in rich.suggestions} == {Fit.FITS, Fit.NOT_STATED}
    assert any("Dyrere end rammen." in r.da for e in poor.suggestions for r in e.reasons)
    for each in rich.suggestions:
        stated = any(isinstance(cost.yearly, Range) for cost in each.costs)
        assert (each.fit is Fit.FITS) == stated
        if not stated:
            assert all(isinstance(cost.yearly, NotComputed) for cost in each.costs)


def test_combinations_name_only_elements_that_are_shown() -> None:
    advice = advise(OURS, CATALOGUE, PAY)
    shown = {each.element.no for each in advice.suggestions}
    for each in advice.suggestions:
        assert set(each.combines) == set(each.element.combines) & shown


@pytest.mark.parametrize(
    ("change", "da", "en"),
    [
        ({"aims": ()}, "der er intet mål", "there is no aim"),
        ({"children": 0}, "der er ingen børn", "there are no children"),
        ({"units": 0}, "der er ingen enheder", "there are no units"),
        ({"youngest": 4, "oldest": 2}, "den yngste er ældre end den ældste",
         "the youngest is older"),
        ({"frame": Fraction(-1)}, "rammen er under nul", "the frame is below zero"),
    ],
)  # fmt: skip
def test_a_situation_that_cannot_be_is_refused(change: dict[str, object], da: str, en: str) -> None:
    with pytest.raises(SituationImpossible) as refused:
        advise(replace(OURS, **change), CATALOGUE, PAY)  # type: ignore[arg-type]
    assert refused.value.message("da").startswith(f"Situationen hænger ikke sammen: {da}.")
    assert en in refused.value.message("en")


def test_something_in_place_that_is_not_known_is_refused() -> None:
    with pytest.raises(StartingPointUnknown) as refused:
        advise(replace(OURS, in_place=("yoga",)), CATALOGUE, PAY)
    assert "«yoga» er ikke noget, elementerne bygger på." in refused.value.message("da")
    assert "Choose among: health_visitor, " in refused.value.message("en")


POINTS = [point.id for point in CATALOGUE.definitions.starting_points]
SITUATIONS = st.builds(
    Situation,
    aims=st.lists(st.sampled_from(list(Aim)), min_size=1, unique=True).map(tuple),
    children=st.integers(1, 400),
    units=st.integers(1, 20),
    in_place=st.lists(st.sampled_from(POINTS), unique=True).map(tuple),
    frame=st.none() | st.integers(0, 2_000_000).map(Fraction),
)


@settings(max_examples=40)
@given(SITUATIONS)
def test_each_rule_decides_only_where_those_before_leave_elements_alike(
    situation: Situation,
) -> None:
    advice = advise(situation, CATALOGUE, PAY)
    asked = [
        (len(e.met), e.pointing, -int(e.fit), len(e.builds_on), -e.element.no)
        for e in advice.suggestions
    ]
    assert asked == sorted(asked, reverse=True)
    assert len(advice.suggestions) + len(advice.left_out) == len(CATALOGUE.elements)


@settings(max_examples=40)
@given(SITUATIONS, st.sampled_from(POINTS))
def test_having_more_in_place_never_moves_an_element_that_builds_on_it_down(
    situation: Situation, point: str
) -> None:
    places = dict.fromkeys((*situation.in_place, point))
    more = replace(situation, in_place=tuple(places))
    before = [each.element for each in advise(situation, CATALOGUE, PAY).suggestions]
    after = [each.element for each in advise(more, CATALOGUE, PAY).suggestions]
    assert {element.no for element in before} == {element.no for element in after}
    others = [element for element in before if point not in element.builds_on]
    for element in before:
        if point in element.builds_on:
            passed = {other.no for other in others if before.index(other) > before.index(element)}
            assert all(
                after.index(element) < after.index(other) for other in others if other.no in passed
            )
