"""Counts per child and month, spread, dosage, and verdicts that say why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from fordel.evaluation.implementation.counting import counts_of, implementation_of
from fordel.evaluation.refusals import DecisionWithoutWhy
from fordel.evaluation.rules import shipped_rules
from fordel.evaluation.setting_aside import Cause
from fordel.evaluation.spreads import dispersion_of, spread_of
from fordel.evaluation.telling import units_table
from fordel.evaluation.verdicts import Outcome, Verdict
from fordel.evaluation.windows import Window
from fordel.interventions.cells import MISSING, NOT_APPLICABLE, given
from fordel.interventions.periods import Phase
from fordel.interventions.programme import Participation
from tests.evaluation.made import UNITS, answers, colours, registered

AS_INTENDED = {"children": {1: 20, 3: 20, 4: 20}, "visits": {1: 2, 3: 5, 4: 7}}


def test_a_count_is_held_against_children_and_months() -> None:
    report = implementation_of(registered(answers(AS_INTENDED)))
    visit = report.activity("visit")
    effect = visit.effect[0]
    assert report.base is not None
    assert report.base.indicator == "children"
    assert (effect.n, effect.total, effect.with_one, effect.with_two) == (4, 48, 4, 4)
    unit = effect.units[0]
    assert unit.months == 12
    assert unit.child_months == 20 * 12
    assert unit.per_100_children_month == Fraction(100 * 12, 240) == 5
    assert unit.per_month == 1
    assert unit.intended == 12
    assert unit.dosage == 1
    assert effect.fidelity == 1
    whole = visit.whole[0]
    assert whole.units[0].periods == (1, 3, 4)
    assert whole.units[0].per_month == Fraction(14, 17), "the skipped period adds no months"
    assert visit.proposal.outcome is Outcome.WELL
    assert "4 af 4 enheder" in visit.proposal.why.da
    assert "100 % af det" in visit.proposal.why.da
    assert "4 of 4 units" in visit.proposal.why.en


def test_children_enrolled_are_the_base_where_none_are_attached() -> None:
    enrolled = {(unit, no): 50 for unit in "abcd" for no in (3, 4)}
    report = implementation_of(
        registered(
            answers({"visits": {3: 5, 4: 7}}), enrolled=enrolled, indicators=("visits", "meetings")
        )
    )
    assert report.base is not None
    assert report.base.indicator is None
    assert report.base.label.da == "indskrevne børn"
    unit = report.activity("visit").effect[0].units[0]
    assert unit.per_100_children_month == 2


def test_without_children_only_months_are_left() -> None:
    report = implementation_of(
        registered(answers({"visits": {3: 5, 4: 7}}), indicators=("visits",))
    )
    assert report.base is None
    effect = report.activity("visit").effect[0]
    assert effect.per_100_children_month is None
    assert effect.per_month is not None
    assert effect.per_month.middle == 1


def test_no_children_give_no_rate() -> None:
    values = {"children": {3: 0, 4: 0}, "visits": {3: 5, 4: 7}}
    unit = implementation_of(registered(answers(values))).activity("visit").effect[0].units[0]
    assert unit.per_100_children_month is None
    assert unit.count == 12


def test_a_missing_period_adds_neither_holdings_nor_months() -> None:
    values = answers(AS_INTENDED)
    values["a", 3, "visits"] = MISSING
    values["b", 3, "visits"] = NOT_APPLICABLE
    units = implementation_of(registered(values)).activity("visit").effect[0].units
    assert (units[0].count, units[0].months, units[0].gaps) == (7, 7, (3,))
    assert (units[1].count, units[1].months, units[1].gaps) == (7, 7, (3,))
    assert units[2].count == 12


def test_one_count_of_several_activities_is_not_assessable() -> None:
    report = implementation_of(registered(answers({"meetings": {3: 5, 4: 5}})))
    talk = report.activity("talk")
    assert talk.proposal.outcome is Outcome.SHARED_COUNT
    assert talk.shared_with == ("team",)
    assert talk.effect[0].total == 40, "the figures are there all the same"
    assert "Team" in talk.proposal.why.da


def test_what_no_count_shows_is_not_assessable() -> None:
    report = implementation_of(registered(answers(AS_INTENDED)))
    assert report.activity("unseen").proposal.outcome is Outcome.NOT_REGISTERED
    assert report.activity("talk").proposal.outcome is Outcome.NOT_REGISTERED, "nobody answered"


def test_children_assessed_are_counted_from_colours() -> None:
    values = answers({key: {3: n, 4: n} for key, n in colours((8, 1, 1)).items()})
    screening = implementation_of(registered(values)).activity("screening")
    assert screening.effect[0].total == 4 * 20
    assert screening.proposal.outcome is Outcome.WELL


@pytest.mark.parametrize(
    ("visits", "outcome"),
    [
        ((0, 0, 0, 0), Outcome.NOT_IMPLEMENTED),
        ((12, 12, 12, 12), Outcome.WELL),
        ((8, 8, 8, 8), Outcome.MOSTLY),
        ((4, 4, 4, 4), Outcome.SOME),
        ((1, 1, 1, 1), Outcome.NOT_IMPLEMENTED),
        ((12, 0, 0, 0), Outcome.NOT_IMPLEMENTED),
        ((12, 12, 0, 12), Outcome.MOSTLY),
        ((12, 12, 60, 12), Outcome.UNEVEN),
    ],
)
def test_the_verdict_follows_the_rules(visits: tuple[int, ...], outcome: Outcome) -> None:
    values = answers({"children": {3: 20}})
    for unit, count in zip("abcd", visits, strict=True):
        values |= {(unit, 3, "visits"): given(0), (unit, 4, "visits"): given(count)}
    found = implementation_of(registered(values)).activity("visit")
    assert found.proposal.outcome is outcome, found.proposal.why


def test_rules_can_be_adjusted() -> None:
    rules = shipped_rules().implementation
    strict = rules.model_copy(
        update={"dosage": rules.dosage.model_copy(update={"well": Decimal("1.1")})}
    )
    values = registered(answers(AS_INTENDED))
    assert implementation_of(values, strict).activity("visit").proposal.outcome is Outcome.MOSTLY


def test_one_unit_is_too_few() -> None:
    report = implementation_of(registered(answers(AS_INTENDED, "a"), units=UNITS[:1]))
    visit = report.activity("visit")
    assert visit.proposal.outcome is Outcome.TOO_FEW_UNITS
    assert visit.effect[0].n == 1
    assert "Enheder med tal i virkningsfasen: 1." in visit.proposal.why.da


def test_no_units_and_no_answers_give_no_figures() -> None:
    for empty in (registered(), registered(units=())):
        for activity in implementation_of(empty).activities:
            assert not activity.proposal.outcome.is_assessable
            assert all(summary.total is None for summary in activity.whole)


def test_before_the_effect_phase_the_whole_time_is_judged() -> None:
    report = implementation_of(registered(answers({"visits": {1: 5}}), phases={1: Phase.SPREAD}))
    visit = report.activity("visit")
    assert visit.judged_from is Window.WHOLE
    assert visit.proposal.outcome is Outcome.WELL


def test_a_unit_that_joins_late_is_asked_from_then_on() -> None:
    units = (*UNITS[:3], Participation(unit="d", joined=4))
    values = answers(AS_INTENDED, "abc") | {("d", 4, "visits"): given(7)}
    effect = implementation_of(registered(values, units=units)).activity("visit").effect[0]
    assert effect.units[3].periods == (4,)
    assert effect.units[3].gaps == ()
    assert effect.units[3].dosage == 1


def test_a_units_own_effect_phase_goes_before_the_projects() -> None:
    units = (*UNITS[:3], Participation(unit="d", effect_from=4))
    effect = implementation_of(registered(answers(AS_INTENDED), units=units))
    assert effect.activity("visit").effect[0].units[3].periods == (4,)


def test_a_count_below_zero_is_set_aside_and_never_counted() -> None:
    values = answers(AS_INTENDED) | {("a", 3, "visits"): given(-5)}
    report = implementation_of(registered(values))
    assert [(item.unit, item.period, item.cause) for item in report.set_aside] == [
        ("a", 3, Cause.NEGATIVE)
    ]
    assert report.activity("visit").effect[0].units[0].count == 7


def test_answers_outside_the_units_time_are_set_aside() -> None:
    units = (*UNITS[:3], Participation(unit="d", joined=4))
    values = answers(AS_INTENDED) | {("a", 2, "visits"): given(3)}
    report = implementation_of(registered(values, units=units))
    causes = {(item.unit, item.period, item.field): item.cause for item in report.set_aside}
    assert causes["a", 2, "visits"] is Cause.PERIOD_SKIPPED
    assert causes["d", 1, "visits"] is Cause.NOT_IN_PROJECT
    assert causes["d", 3, "visits"] is Cause.NOT_IN_PROJECT


def test_answers_nobody_asked_for_are_not_looked_at() -> None:
    values = answers(AS_INTENDED) | {
        ("z", 3, "visits"): given(9),
        ("a", 9, "visits"): given(9),
        ("a", 3, "unknown"): given(9),
    }
    report = implementation_of(registered(values))
    assert report.set_aside == ()
    assert report.activity("visit").whole[0].total == 4 * 14


def test_a_rating_is_no_count() -> None:
    values = registered(answers({"contact": {3: 5, 4: 5}}))
    made = values.project.activities[0].model_copy(update={"counted_by": ("contact",)})
    found = implementation_of(
        registered(values.answers, activities=(made,))  # type: ignore[arg-type]
    )
    assert found.activity("visit").proposal.outcome is Outcome.NOT_REGISTERED
    assert found.activity("visit").whole == ()


def test_intensity_per_child_follows_the_children() -> None:
    per_child = registered().project.activities[0].model_copy(
        update={"intended": registered().project.activities[0].intended.model_copy(  # type: ignore[union-attr]
            update={"per": "child", "times": Decimal(2), "months": Decimal(12)})}
    )  # fmt: skip
    values = answers({"children": {3: 10, 4: 10}, "visits": {3: 10, 4: 10}})
    unit = implementation_of(registered(values, activities=(per_child,))).activity("visit")
    assert unit.effect[0].units[0].intended == 20
    assert unit.effect[0].units[0].dosage == 1


def test_the_tidy_table_has_a_row_per_unit_and_window() -> None:
    rows = list(implementation_of(registered(answers(AS_INTENDED))).tidy())
    assert len(rows) == 2 * 4 * 4, "two windows, four counted activities, four units"
    assert {row.unit for row in rows} == set("abcd")


def test_spread_and_dispersion_have_known_values() -> None:
    assert spread_of([]) is None
    spread = spread_of([Fraction(1), Fraction(4), Fraction(2)])
    assert spread is not None
    assert (spread.n, spread.lowest, spread.middle, spread.highest) == (3, 1, 2, 4)
    assert spread.relative == Fraction(3, 2)
    assert spread_of([Fraction(0)]).relative is None  # type: ignore[union-attr]
    # (10 - 15)²/15 + (20 - 15)²/15, over one degree of freedom
    assert dispersion_of([10, 20], [Fraction(1), Fraction(1)]) == Fraction(50, 15)
    assert dispersion_of([10, 20], [Fraction(1), Fraction(2)]) == 0
    assert dispersion_of([3], [Fraction(1)]) is None
    assert dispersion_of([0, 0], [Fraction(1), Fraction(1)]) is None


def test_counts_can_be_asked_for_alone() -> None:
    values = registered(answers(AS_INTENDED))
    found = counts_of(values, values.programme.indicator("visits"), Window.BEFORE)
    assert found.total == 8
    assert found.per_100_children_month is None


def test_a_decision_that_differs_needs_its_why() -> None:
    day = date(2026, 3, 1)
    agreed = Verdict("Hjemmebesøg", Outcome.WELL, Outcome.WELL, "projektleder", day)
    assert agreed.follows_proposal
    why = "Interviewene siger, at besøgene blev holdt uden for hjemmet."
    other = Verdict("Hjemmebesøg", Outcome.WELL, Outcome.MOSTLY, "projektleder", day, why)
    assert not other.follows_proposal
    with pytest.raises(DecisionWithoutWhy) as caught:
        Verdict("Hjemmebesøg", Outcome.WELL, Outcome.SOME, "projektleder", day, "  ")
    assert caught.value.message("da") == (
        "Hjemmebesøg: vurderingen «gennemført i nogen grad» er en anden end forslaget "
        "«gennemført godt», og begrundelsen mangler. Den, der læser vurderingen senere, skal "
        "kunne se, hvad den bygger på. Skriv, hvad der taler for den anden vurdering, og henvis "
        "til belægget."
    )


def test_units_stand_side_by_side() -> None:
    values = answers(AS_INTENDED)
    values["a", 3, "visits"] = MISSING
    report = implementation_of(registered(values))
    table = units_table(report.activity("visit"), "da")
    assert table is not None
    assert table.title == "Hjemmebesøg: visits, i virkningsfasen"
    assert table.rows[0] == ("a", "7", "7", "1,0", "5,0", "100 %", "3")
    assert table.rows[1] == ("b", "12", "12", "1,0", "5,0", "100 %", "–")
    assert units_table(report.activity("unseen"), "da") is None


def test_holdings_in_a_period_without_children_do_not_raise_the_rate_per_child() -> None:
    """Five visits among 20 children in 5 months, then 24 with nobody attached: 5, and not 29."""
    values = answers({"children": {1: 20, 3: 0, 4: 0}, "visits": {1: 5, 3: 10, 4: 14}})
    (whole,) = implementation_of(registered(values)).activity("visit").whole
    unit = whole.units[0]
    assert unit.per_100_children_month == Fraction(100 * 5, 20 * 5)
    assert unit.per_month == Fraction(29, 17)
    assert unit.with_children == (1,)
    assert not whole.is_per_child
    nobody = answers({"children": {1: 20, 3: 0}, "visits": {1: 5, 3: 0}})
    (still,) = implementation_of(registered(nobody)).activity("visit").whole
    assert still.units[0].with_children == (1, 3)
    assert still.units[0].per_100_children_month == 5


def test_rates_are_those_of_periods_of_five_and_seven_months_by_hand() -> None:
    """Period 2 was not collected, c joined in period 4, d's sheet did not ask in period 4."""
    values = answers({"children": {1: 20, 3: 20, 4: 20}, "visits": {1: 5, 3: 10, 4: 14}})
    values["d", 4, "visits"] = NOT_APPLICABLE
    units = (*(Participation(unit=name) for name in "abd"), Participation(unit="c", joined=4))
    activity = implementation_of(registered(values, units=units)).activity("visit")
    by_unit = {unit.unit: unit for unit in activity.effect[0].units}
    assert by_unit["a"].per_100_children_month == Fraction(100 * 24, 20 * 12)
    assert by_unit["c"].per_100_children_month == Fraction(100 * 14, 20 * 7)
    assert by_unit["d"].per_100_children_month == Fraction(100 * 10, 20 * 5)
    assert (by_unit["d"].count, by_unit["d"].gaps) == (10, (4,))
    assert activity.whole[0].units[0].per_month == Fraction(29, 17)
