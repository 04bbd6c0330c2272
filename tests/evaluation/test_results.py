"""Developments with gaps and n; changes that say no more than the figures do."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from fordel.evaluation.results.developing import results_of
from fordel.evaluation.results.drawing import spans_of
from fordel.evaluation.results.figures import ColourPoint, CountPoint, Direction, RatingPoint
from fordel.evaluation.setting_aside import Cause
from fordel.interventions.cells import MISSING, given
from fordel.interventions.indicators import Children, Cohort, Colour
from fordel.interventions.periods import Phase
from fordel.interventions.programme import Participation
from fordel.interventions.registrations import Registrations
from tests.evaluation.made import UNITS, answers, colours, registered


def by_colour(counts: dict[int, tuple[int, int, int]], cohort: Cohort = Cohort.INCLUDED):
    found: dict[str, dict[int, int]] = {}
    for no, three in counts.items():
        for key, n in colours(three, cohort).items():
            found.setdefault(key, {})[no] = n
    return found


def test_a_skipped_period_is_a_gap_with_its_reason() -> None:
    report = results_of(registered(answers({"contact": {1: 3, 3: 5, 4: 6}})))
    contact = report.development("contact")
    assert [point.n_units for point in contact.points] == [4, 0, 4, 4]
    np.testing.assert_array_equal(contact.array(), [3, np.nan, 5, 6])
    np.testing.assert_array_equal(contact.n_array(), [4, 0, 4, 4])
    gap = report.periods[1]
    assert (gap.collected, gap.reason, gap.events) == (False, "pandemi", ("pandemi",))
    assert [when.effect_units for when in report.periods] == [0, 0, 4, 4]
    assert [when.phase for when in report.periods] == [
        Phase.SPREAD, Phase.SPREAD, Phase.EFFECT, Phase.EFFECT
    ]  # fmt: skip


def test_units_that_begin_in_turn_are_each_in_their_own_effect_phase() -> None:
    units = (Participation(unit="a", effect_from=2), *(Participation(unit=u) for u in "bcd"))
    report = results_of(registered(answers({"contact": {1: 3, 3: 5, 4: 6}}), units=units))
    assert report.periods[1].in_effect == ("a",)
    whole = spans_of(report, "da")
    assert (whole[1].effect, whole[1].effect_part) == (True, 0.25)
    assert whole[1].phase == "udbredelse, 1 af 4 enheder i virkning"
    assert (whole[2].effect_part, whole[2].phase) == (1, "virkning")
    assert [span.effect for span in spans_of(report, "en", "a")] == [False, True, True, True]
    assert [span.effect for span in spans_of(report, "en", "b")] == [False, False, True, True]
    assert spans_of(report, "en", "a")[1].phase == "effect"


def test_a_rating_has_its_mean_its_ends_and_its_units() -> None:
    values = {(unit, 3, "contact"): given(n) for unit, n in zip("abc", (2, 4, 7), strict=True)}
    report = results_of(registered(values))
    assert report.development("contact").points[2] == RatingPoint(3, 3, Fraction(13, 3), 2, 7)
    assert report.development("contact").by_unit["a"][2] == RatingPoint(3, 1, Fraction(2), 2, 2)
    assert report.development("contact").by_unit["d"][2] == RatingPoint(3, 0, None, None, None)


def test_included_and_left_are_never_mixed() -> None:
    values = answers(by_colour({1: (6, 3, 1)})) | answers(by_colour({3: (1, 0, 1)}, Cohort.LEFT))
    report = results_of(registered(values))
    included = report.development("wellbeing", Cohort.INCLUDED)
    left = report.development("wellbeing", Cohort.LEFT)
    first, third = included.points[0], left.points[2]
    assert isinstance(first, ColourPoint)
    assert isinstance(third, ColourPoint)
    assert (first.children, first.share(Colour.GREEN)) == (40, Fraction(6, 10))
    assert (third.children, third.share(Colour.RED)) == (8, Fraction(1, 2))
    assert included.points[2].n_units == 0
    assert left.points[0].n_units == 0


def test_a_unit_without_all_three_colours_is_told_and_not_counted() -> None:
    values = answers(by_colour({3: (6, 3, 1)}))
    del values["a", 3, "wellbeing.included.red"]
    point = results_of(registered(values)).development("wellbeing", Cohort.INCLUDED).points[2]
    assert isinstance(point, ColourPoint)
    assert (point.n_units, point.incomplete_units, point.children) == (3, 1, 30)


def test_no_children_have_no_share() -> None:
    report = results_of(registered(answers(by_colour({3: (0, 0, 0)}))))
    point = report.development("wellbeing", Cohort.INCLUDED).points[2]
    assert isinstance(point, ColourPoint)
    assert point.children == 0
    assert point.share(Colour.GREEN) is None


def test_children_attached_are_a_stock() -> None:
    known = results_of(registered(answers({"children": {1: 20, 3: 25}}))).development("children")
    assert known.is_stock
    np.testing.assert_array_equal(known.array(), [80, np.nan, 100, np.nan])
    assert isinstance(known.points[0], CountPoint)
    assert known.points[0].per_month is None, "there are no children per month"


def test_a_count_is_told_per_month_and_per_child() -> None:
    values = answers({"support": {3: 2}, "children": {3: 20}})
    point = results_of(registered(values)).development("support").points[2]
    assert point == CountPoint(3, 4, 8, Fraction(8, 5), 4, Fraction(100 * 8, 80 * 5))


@pytest.mark.parametrize(
    ("effect", "direction", "words"),
    [
        (5, Direction.UP, "Fremgang: fra 4,0 til 5,0 i gennemsnit (4 enheder; 4 frem, 0 tilbage)."),
        (3, Direction.DOWN, "Tilbagegang: fra 4,0 til 3,0"),
        (4, Direction.NONE_VISIBLE, "Ingen synlig ændring: fra 4,0 til 4,0"),
    ],
)
def test_a_change_is_said_with_its_n(effect: int, direction: Direction, words: str) -> None:
    values = answers({"contact": {1: 4, 3: effect, 4: effect}})
    change = results_of(registered(values)).change("contact")
    assert change.direction is direction
    assert change.n_units == 4
    assert change.why.da.startswith(words)


def test_only_units_with_both_are_in_a_change() -> None:
    values = answers({"contact": {1: 4, 4: 5}}, "abc") | {("d", 4, "contact"): given(1)}
    change = results_of(registered(values)).change("contact")
    assert (change.n_units, change.difference) == (3, 1)


def test_too_few_units_too_few_children_and_no_effect_phase_cannot_be_said() -> None:
    two = results_of(registered(answers({"contact": {1: 4, 4: 7}}, "ab"))).change("contact")
    assert two.direction is Direction.CANNOT_BE_SAID
    assert two.difference is None
    assert two.why.da == (
        "Kan ikke siges: enheder med tal både før og i virkningsfasen er 2, og der skal mindst 3 "
        "til."
    )
    few = results_of(registered(answers(by_colour({1: (1, 1, 0), 4: (2, 0, 0)}))))
    small = few.change("wellbeing", Cohort.INCLUDED)
    assert small.direction is Direction.CANNOT_BE_SAID
    assert small.children == (8, 8)
    assert "8 children before" in small.why.en
    phases = {1: Phase.SHAPING, 3: Phase.SPREAD, 4: Phase.SPREAD}
    never = results_of(registered(answers({"contact": {1: 4, 4: 7}}), phases=phases))
    assert never.change("contact").direction is Direction.CANNOT_BE_SAID
    assert "virkningsfasen" in never.change("contact").why.da


def test_colours_change_by_children() -> None:
    values = answers(by_colour({1: (5, 4, 1), 3: (7, 2, 1), 4: (7, 3, 0)}))
    change = results_of(registered(values)).change("wellbeing", Cohort.INCLUDED)
    assert change.direction is Direction.UP
    assert (change.before, change.effect) == (Fraction(1, 2), Fraction(7, 10))
    assert change.children == (40, 40), "the same children twice in the effect phase"
    assert change.why.en == (
        "Up: from 50% to 70% green (4 units, at least 40 and 40 children; 4 up, 0 down)."
    )


def test_one_unit_going_up_is_no_change_of_all() -> None:
    values = answers({"contact": {1: 4, 4: 4}}) | {("a", 4, "contact"): given(7)}
    change = results_of(registered(values)).change("contact")
    assert change.direction is Direction.NONE_VISIBLE
    assert (change.up, change.down) == (1, 0)


def test_from_nothing_anything_is_more() -> None:
    change = results_of(registered(answers({"support": {1: 0, 4: 1}}))).change("support")
    assert change.direction is Direction.UP
    assert change.said.da == "flere end før"
    assert change.why.en == (
        "More than before: from 0.0 to 0.14 per unit and month (4 units; 4 with more, 0 with "
        "fewer)."
    )
    same = results_of(registered(answers({"support": {1: 0, 4: 0}}))).change("support")
    assert same.direction is Direction.NONE_VISIBLE


def test_a_rating_off_the_scale_is_set_aside() -> None:
    values = answers({"contact": {3: 5}}) | {("a", 3, "contact"): given(9)}
    report = results_of(registered(values))
    assert [item.cause for item in report.set_aside] == [Cause.OUTSIDE_SCALE]
    assert report.set_aside[0].words.da == "vurderingen ligger uden for skalaen"
    assert report.development("contact").points[2] == RatingPoint(3, 3, Fraction(5), 5, 5)


def test_more_left_than_were_included_is_set_aside() -> None:
    values = answers(by_colour({3: (2, 1, 0)})) | answers(by_colour({4: (4, 0, 0)}, Cohort.LEFT))
    report = results_of(registered(values))
    assert {item.cause for item in report.set_aside} == {Cause.MORE_LEFT}
    assert report.development("wellbeing", Cohort.LEFT).points[3].n_units == 0
    assert report.development("wellbeing", Cohort.INCLUDED).points[2].n_units == 4


def test_percentages_and_far_more_than_enrolled_are_set_aside() -> None:
    values = answers(by_colour({3: (70, 20, 10)}), "a") | answers(by_colour({3: (30, 20, 1)}), "b")
    values |= answers(by_colour({3: (20, 9, 1)}), "c")
    enrolled = {(unit, 3): 25 for unit in "abc"}
    report = results_of(registered(values, enrolled=enrolled))
    causes = {item.unit: item.cause for item in report.set_aside}
    assert causes == {"a": Cause.PERCENTAGES, "b": Cause.MORE_THAN_ENROLLED}
    point = report.development("wellbeing", Cohort.INCLUDED).points[2]
    assert isinstance(point, ColourPoint)
    assert point.children == 30, "children come and go: a few more than enrolled may be right"


def test_more_than_are_attached_is_a_contradiction() -> None:
    values = answers(by_colour({3: (9, 2, 1)})) | answers({"children": {3: 12}})
    values |= {("a", 3, "children"): given(11), ("b", 3, "children"): MISSING}
    made = registered(values)
    marked = tuple(
        known.model_copy(update={"children": Children.ATTACHED})
        if known.id == "children"
        else known
        for known in made.programme.indicators
    )
    programme = made.programme.model_copy(update={"indicators": marked})
    report = results_of(Registrations(programme, made.project, values))
    assert {(item.unit, item.cause) for item in report.set_aside} == {
        ("a", Cause.MORE_THAN_ATTACHED)
    }
    assert report.development("children").is_stock


def test_a_unit_that_joined_late_has_no_figures_before() -> None:
    units = (*UNITS[:3], Participation(unit="d", joined=4))
    report = results_of(registered(answers({"contact": {1: 4, 3: 5, 4: 5}}), units=units))
    assert [point.n_units for point in report.development("contact").by_unit["d"]] == [0, 0, 0, 1]
    assert report.change("contact").n_units == 3


def test_the_tidy_table_says_n_for_every_figure() -> None:
    values = answers({"contact": {1: 4, 4: 5}}) | answers(by_colour({1: (5, 4, 1)}))
    rows = list(results_of(registered(values)).tidy())
    assert all((row.figure is not None) == (row.n > 0) for row in rows)
    assert {row.colour for row in rows if row.indicator == "wellbeing"} == set(Colour)
    assert sum(row.unit is None for row in rows) == 4 * (4 + 1 + 6)
