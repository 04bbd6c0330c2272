from __future__ import annotations

import numpy as np
import pytest

from fordel.evaluation.effects.estimating import estimate_effects
from fordel.evaluation.effects.panel import EffectPanel
from fordel.evaluation.effects.refusals import CountBelowZero, OutcomeNotFinite, UnevenPanel
from fordel.evaluation.effects.telling import smallest_table
from fordel.evaluation.effects.words import NotEstimable
from fordel.statistics.answers import Estimate
from fordel.statistics.detectable import Detectable, Plan
from fordel.statistics.interrupted import Interrupted
from fordel.statistics.pretrends import JointTest
from tests.evaluation.effects.panels import COMPARED, STAGGERED, changed, drawn


def test_a_staggered_start_is_compared_with_units_not_started_yet():
    report = estimate_effects(drawn(STAGGERED, effect=1.5, colours=True))
    assert report.design == "staggered"
    assert (report.units, report.started, report.compared) == (16, 10, 6)
    assert report.periods == (1, 2, 4, 5, 6, 7)
    assert report.effect.low < 1.5 < report.effect.high
    assert report.effect.n == 16
    assert isinstance(report.courses_before, JointTest)
    assert isinstance(report.randomisation, Estimate)
    assert report.wild.key == "several_starts"
    assert report.colours.effect.low < 0.9 < report.colours.effect.high
    assert report.colours.children == 16 * 6 * 30
    assert {cell.start for cell in report.by_group} == {4, 5}
    assert {at.time for at in report.by_time} >= {0, 1, 2}
    # From period 4 to 7 are 24 months, from 5 to 7 19; of ten units the fifth: 19.
    assert report.effect_months == 19


def test_one_start_and_units_that_do_not_start():
    report = estimate_effects(drawn(COMPARED, effect=1.5))
    assert report.design == "comparison_units"
    assert isinstance(report.wild, Estimate)
    assert report.wild.low < 1.5 < report.wild.high
    assert report.effect.excludes_zero


def test_units_that_each_start_alone_are_told_by_the_order_of_starts():
    report = estimate_effects(drawn((2, 4, 5, 6, 7, None, None), effect=2.0, noise=0.2))
    assert report.design == "staggered"
    assert report.effect == report.randomisation
    assert "randomisation inference" in report.effect.method
    assert report.effect.low < 2 < report.effect.high
    assert report.by_time == ()


def test_one_group_before_and_after_has_a_change_and_no_effect():
    report = estimate_effects(drawn((4,) * 6, effect=1.5))
    assert report.design == "before_after"
    assert isinstance(report.change, Estimate)
    assert "no comparison" in report.change.method
    assert report.effect.key == "nothing_to_compare"
    assert report.series.key == "too_few_points_before"
    assert report.language.level == "cannot_be_said"
    assert "andre årsager" in report.language.sentence.da


def test_a_long_series_in_one_group_may_point_towards_an_effect():
    report = estimate_effects(
        drawn((11,) * 6, periods=tuple(range(1, 22)), effect=3.0, months=None)
    )
    assert isinstance(report.series, Interrupted)
    assert report.effect.low < 3 < report.effect.high
    assert report.language.level == "points_towards"
    said = report.language.sentence.da
    assert said.startswith("Data peger i retning af, at resultatet er")
    assert "højere efter start, end forløbet før start lod vente" in said


def test_one_unit_only():
    report = estimate_effects(drawn((4,), effect=9.0))
    assert report.design == "single_unit"
    assert report.effect.key == "one_unit"
    assert report.change.key == "one_unit"
    assert report.language.level == "cannot_be_said"


def test_one_unit_with_a_long_series_is_still_not_said_of():
    report = estimate_effects(drawn((11,), periods=tuple(range(1, 22)), effect=3.0, months=None))
    assert isinstance(report.effect, Estimate)
    assert report.language.level == "cannot_be_said"
    assert "For få enheder er begyndt: 1 (mindst 3)." in report.language.sentence.da


def test_all_equal():
    panel = drawn(COMPARED)
    report = estimate_effects(changed(panel, outcome=(4.0,) * len(panel.unit)))
    assert report.effect.key == "all_equal"
    assert "er ens" in report.effect.reason.da


def test_no_variation():
    report = estimate_effects(drawn(COMPARED, noise=0.0, effect=1.0))
    assert report.effect.key == "no_variation"
    assert report.detectable_before.key == "no_variation"


def test_all_missing():
    panel = drawn(COMPARED)
    report = estimate_effects(changed(panel, outcome=(float("nan"),) * len(panel.unit)))
    assert report.effect.key == "all_missing"
    assert report.design == "none"


def test_nobody_started():
    assert estimate_effects(drawn((None,) * 5)).effect.key == "nobody_started"
    assert estimate_effects(drawn((9,) * 5)).effect.key == "nobody_started"


def test_an_empty_panel():
    assert estimate_effects(EffectPanel((), (), (), (), ())).effect.key == "all_missing"


def test_a_unit_that_joined_late_is_left_out_by_name():
    panel = drawn(COMPARED)
    late = tuple(
        float("nan") if unit == "u02" and period < 5 else value
        for unit, period, value in zip(panel.unit, panel.period, panel.outcome, strict=True)
    )
    report = estimate_effects(changed(panel, outcome=late))
    assert [(one.unit, one.key) for one in report.left_out] == [("u02", "joined_late")]
    assert "kom til" in report.left_out[0].reason.da
    assert report.units == 11


def test_other_units_nothing_can_be_told_of_are_left_out():
    panel = drawn((1, 5, 5, 5, None, None, None, None, None))
    gone = tuple(
        float("nan") if unit == "u04" or (unit == "u05" and period > 1) else value
        for unit, period, value in zip(panel.unit, panel.period, panel.outcome, strict=True)
    )
    report = estimate_effects(changed(panel, outcome=gone))
    assert {one.unit: one.key for one in report.left_out} == {
        "u00": "started_before_data",
        "u04": "unit_without_data",
        "u05": "one_period_only",
    }


def test_only_units_without_a_before():
    report = estimate_effects(drawn((1, 1, 1)))
    assert report.effect.key == "no_unit_usable"
    assert len(report.left_out) == 3


def test_colours_that_separate_are_refused():
    panel = drawn(COMPARED)
    on = [s is not None and p >= s for s, p in zip(panel.start, panel.period, strict=True)]
    report = estimate_effects(
        changed(
            panel,
            green=tuple(20 if one else 0 for one in on),
            yellow=(0,) * len(on),
            red=tuple(0 if one else 20 for one in on),
        )
    )
    assert report.colours.effect.key == "separated"
    assert report.colours.odds is None


def test_units_that_were_greener_all_along_show_no_effect():
    panel = drawn((4,) * 12 + (None,) * 12)
    generator = np.random.default_rng(8)
    counts = np.array(
        [generator.multinomial(30, (0.1, 0.2, 0.7) if s else (0.3, 0.4, 0.3)) for s in panel.start]
    )
    colours = {name: counts[:, i].tolist() for i, name in enumerate(("red", "yellow", "green"))}
    report = estimate_effects(changed(panel, **colours))
    assert abs(report.colours.effect.value) < 0.3
    ratio, low, high = report.colours.odds
    assert low < ratio < high


def test_colours_not_collected_are_not_zero():
    whole = drawn(COMPARED, colours=True)
    gap = tuple(
        None if period == 6 else count
        for period, count in zip(whole.period, whole.green, strict=True)
    )
    report = estimate_effects(changed(whole, green=gap))
    assert report.colours.children == 12 * 5 * 30
    assert isinstance(report.colours.effect, Estimate)
    assert estimate_effects(drawn(COMPARED)).colours.effect.key == "no_colours"


def test_a_period_twice_and_a_start_that_changes():
    panel = drawn(COMPARED)
    twice = changed(panel, period=(2, *panel.period[1:]))
    assert estimate_effects(twice).effect.key == "period_twice"
    moved = changed(panel, start=(6, *panel.start[1:]))
    assert estimate_effects(moved).effect.key == "start_changes"


def test_too_few_to_tell_from_chance():
    report = estimate_effects(drawn((5, None), effect=9.0))
    assert report.effect.key == "too_few_arrangements"
    assert "2 måder" in report.effect.reason.da


def test_other_children_where_it_started_are_noticed():
    def children(_unit, period, start, generator):
        return int(40 - 20 * (start is not None and period >= start) + generator.integers(0, 3))

    report = estimate_effects(drawn(COMPARED, children=children, effect=1.5))
    assert report.composition.included.value == pytest.approx(-0.5, abs=0.06)
    assert report.composition.change > 0.4
    broken = {one.rule: one for one in report.language.rules}["children_change_at_most"]
    assert broken.holds is False
    assert "ikke de samme" in broken.words.da


def test_children_who_never_change_are_the_same():
    report = estimate_effects(drawn(COMPARED))
    assert report.composition.unchanged
    assert report.composition.change == 0
    assert report.composition.included.key == "no_variation"


def test_those_who_left_are_looked_at():
    def left(_unit, period, start, generator):
        return int(2 + 10 * (start is not None and period >= start) + generator.integers(0, 2))

    panel = drawn(COMPARED, left=left)
    report = estimate_effects(panel)
    assert report.composition.left.value == pytest.approx(10 / 30, abs=0.03)
    assert report.composition.unchanged
    assert report.composition.change == pytest.approx(10 / 30, abs=0.03)


def test_a_start_after_the_data_is_a_unit_to_compare_with():
    report = estimate_effects(drawn((5,) * 6 + (99,) * 6, effect=1.5))
    assert report.design == "comparison_units"
    assert report.effect == estimate_effects(drawn(COMPARED, effect=1.5)).effect


def test_the_smallest_effect_before_and_after():
    report = estimate_effects(drawn(COMPARED, effect=1.0, noise=0.4))
    assert isinstance(report.detectable_before, Detectable)
    assert isinstance(report.detectable_after, Detectable)
    # Noise 0.4, taken to be half carried over: about 0.5 in all; three periods against the last
    # before them, six units on either side.
    assert report.detectable_before.error == pytest.approx(0.3, abs=0.1)
    (power, taken) = smallest_table(report, "da").below
    assert "80 % af tilfældene" in power
    assert "50 % af et tilfældigt udsving er tilbage i næste periode" in taken
    ratio = report.detectable_after.effect / report.effect.error
    assert ratio == pytest.approx(report.detectable_after.multiplier)
    plan = Plan(started=6, compared=6, children=30, before=3, after=3, icc=0.05)
    planned = estimate_effects(drawn(COMPARED), plan=(plan, 1.0)).detectable_before
    assert planned.error == pytest.approx(np.sqrt((0.05 + 0.95 / 30) * (1 / 3 + 1) * (2 / 6)))


def test_no_course_before_one_period():
    report = estimate_effects(drawn((2,) * 5 + (None,) * 5))
    assert report.detectable_before.key == "no_periods_before"
    assert report.courses_before.key == "no_periods_before"


def test_the_same_panel_gives_the_same_report():
    panel = drawn(STAGGERED, effect=0.5)
    assert estimate_effects(panel) == estimate_effects(panel)


def test_the_order_of_rows_does_not_matter():
    panel = drawn(STAGGERED, effect=0.5)
    mixed = changed(
        panel,
        **{
            name: getattr(panel, name)[::-1]
            for name in ("unit", "period", "start", "outcome", "children")
        },
    )
    assert estimate_effects(mixed) == estimate_effects(panel)


@pytest.mark.parametrize(
    ("columns", "error", "said"),
    [
        (
            {"period": (1, 2)},
            UnevenPanel(column="period", found=2, expected=72),
            "Kolonnen «period» har 2 rækker, men der er 72 enheder og perioder.",
        ),
        (
            {"children": (-1,) * 72},
            CountBelowZero(column="children", row=1),
            "Kolonnen «children» har et antal under nul i række 1.",
        ),
        (
            {"outcome": (float("inf"),) * 72},
            OutcomeNotFinite(row=1),
            "Resultatet i række 1 er uendeligt.",
        ),
    ],
)
def test_a_panel_that_is_no_panel_is_refused(columns, error, said):
    panel = drawn(COMPARED)
    with pytest.raises(type(error)) as caught:
        changed(panel, **columns)
    assert caught.value.values() == error.values()
    assert caught.value.message("da").startswith(said)


def test_a_reason_is_in_both_languages():
    report = estimate_effects(drawn((5, None)))
    assert isinstance(report.effect, NotEstimable)
    assert report.effect.reason.en == (
        "The starts can be dealt in 2 ways only; that is too few to tell an effect from chance."
    )
