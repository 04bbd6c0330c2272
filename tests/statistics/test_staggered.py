from __future__ import annotations

import csv
import json
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.statistics.answers import Estimate, NotEstimable
from fordel.statistics.group_times import NEVER, overall_effects
from fordel.statistics.pretrends import JointTest, _drift, joint_zero, pretrends
from fordel.statistics.staggered import Staggered, staggered_effects
from tests.shared import SHARED, needs_shared


def mpdta():
    folder = SHARED / "statistics"
    known = json.loads((folder / "expected_values.json").read_text())["did_mpdta"]
    with (folder / known["file"]).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    units = sorted({row["countyreal"] for row in rows})
    periods = np.array(sorted({int(row["year"]) for row in rows}))
    outcome = np.full((len(units), len(periods)), np.nan)
    starts = np.full(len(units), NEVER)
    for row in rows:
        place = units.index(row["countyreal"])
        outcome[place, int(row["year"]) - periods[0]] = float(row["lemp"])
        first = int(float(row["first.treat"]))
        starts[place] = first or NEVER
    return known["att_gt"], outcome, periods, starts


@needs_shared
def test_group_time_effects_are_those_published_for_mpdta():
    """bcallaway11/did README: minimum wage and teen employment."""
    published, *panel = mpdta()
    found = staggered_effects(*panel, controls="never_treated", base="varying")
    assert isinstance(found, Staggered)
    effects = {f"{cell.start}:{cell.period}": cell.mean for cell in found.group_times}
    assert effects == pytest.approx(published, abs=5e-5)
    assert (found.units, found.started, found.compared) == (500, 191, 309)
    assert found.overall.n == 500
    # The published effects after the start, weighted by 20, 40 and 131 counties.
    many = {"2004": 20, "2006": 40, "2007": 131}
    after = {name: many[name[:4]] for name in published if name[5:] >= name[:4]}
    weighted = sum(published[name] * weight for name, weight in after.items())
    assert found.overall.value == pytest.approx(weighted / sum(after.values()), abs=5e-5)
    assert found.overall.excludes_zero


@needs_shared
def test_errors_are_those_that_r_prints_for_mpdta():
    """R's did (outcome regression, never-treated); its errors are bootstrapped, so within 12 %."""
    printed = [
        0.0237, 0.0330, 0.0404, 0.0364, 0.0243, 0.0205,
        0.0162, 0.0203, 0.0142, 0.0162, 0.0178, 0.0174,
    ]  # fmt: skip
    _, *panel = mpdta()
    found = staggered_effects(*panel, controls="never_treated", base="varying")
    assert [cell.effect.error for cell in found.group_times] == pytest.approx(printed, rel=0.12)


@needs_shared
def test_courses_before_are_tested_together():
    _, *panel = mpdta()
    found = pretrends(staggered_effects(*panel, controls="never_treated"))
    assert isinstance(found, JointTest)
    assert found.tested == 3
    assert found.n == 500
    assert 0 < found.p < 1
    assert found.largest > 0


def drawn(seed, *, never=6, effect=0.0, noise=1.0, periods=6, groups=((3, 4), (5, 4))):
    """A complete panel: unit and period differences, and an effect from the start on."""
    generator = np.random.default_rng(seed)
    starts = np.concatenate([np.repeat(start, many) for start, many in (*groups, (NEVER, never))])
    when = np.arange(1, periods + 1)
    outcome = generator.normal(0, noise, (len(starts), periods))
    outcome += generator.normal(0, 2, (len(starts), 1)) + np.linspace(0, 1, periods)
    outcome += effect * (when[None, :] >= starts[:, None])
    return outcome, when, starts


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.booleans(), st.integers(2, 6))
def test_the_plain_sums_give_the_same_overall_effect(seed, never_only, never):
    outcome, periods, starts = drawn(seed, never=never, effect=0.5)
    found = staggered_effects(
        outcome, periods, starts, controls="never_treated" if never_only else "not_yet_treated"
    )
    plain = overall_effects(outcome, periods, starts[None, :], never_only=never_only)
    assert isinstance(found, Staggered)
    assert plain[0] == pytest.approx(found.overall.value, abs=1e-9)


def test_a_period_that_nobody_collected_is_a_gap():
    outcome, periods, starts = drawn(3, effect=2.0, noise=0.1)
    gap = outcome.copy()
    gap[:, 3] = np.nan
    found, whole = (staggered_effects(one, periods, starts) for one in (gap, outcome))
    assert {cell.period for cell in found.group_times} == {2, 3, 5, 6}
    kept = {(c.start, c.period): c.mean for c in whole.group_times}
    assert all(
        cell.mean == pytest.approx(kept[cell.start, cell.period])
        for cell in found.group_times
        if cell.period >= cell.start == 3
    )
    plain = overall_effects(gap, periods, starts[None, :])
    assert plain[0] == pytest.approx(found.overall.value)


def test_a_universal_base_gives_the_same_effects_after_the_start():
    outcome, periods, starts = drawn(4)
    varying, universal = (
        staggered_effects(outcome, periods, starts, base=base) for base in ("varying", "universal")
    )
    assert universal.overall.value == pytest.approx(varying.overall.value)
    before = {(c.start, c.period): c.mean for c in universal.group_times if c.period < c.start}
    own, never = outcome[starts == 5], outcome[starts > 5]
    change = (own[:, 0] - own[:, 3]).mean() - (never[:, 0] - never[:, 3]).mean()
    assert before[5, 1] == pytest.approx(change)


def test_intervals_hold_the_effect_about_as_often_as_they_say():
    """Eight units started, six never: 95 % intervals, 60 draws: below 50 is one in five hundred."""
    held = 0
    for seed in range(60):
        overall = staggered_effects(*drawn(seed, effect=1.0)).overall
        held += overall.low <= 1.0 <= overall.high
    assert held >= 50


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"groups": ((3, 1), (5, 4))}, "group_of_one"),
        ({"groups": ((3, 1),)}, "too_few_started"),
        ({"groups": ((3, 4),), "never": 1}, "too_few_compared"),
        ({"groups": ((3, 4),), "never": 0}, "no_comparison"),
        ({"groups": ()}, "nobody_started"),
        ({"groups": ((1, 4),)}, "nobody_started"),
        ({"groups": ((9, 4),)}, "nobody_started"),
        ({"noise": 0.0}, "no_variation"),
        ({"periods": 1, "groups": ((2, 4),)}, "one_period"),
    ],
)
def test_too_few_is_not_estimable_and_says_why(change, reason):
    found = staggered_effects(*drawn(1, **change))
    assert isinstance(found, NotEstimable)
    assert found.reason == reason


def test_without_any_figure_there_is_no_effect():
    outcome, periods, starts = drawn(1)
    assert staggered_effects(outcome * np.nan, periods, starts).reason == "all_missing"


def test_never_treated_controls_need_units_that_never_start():
    found = staggered_effects(*drawn(1, never=0), controls="never_treated")
    assert found.reason == "no_comparison"


def test_the_answer_does_not_change_with_the_hash_seed():
    program = (
        "import numpy as np\n"
        "from fordel.statistics.staggered import staggered_effects\n"
        "outcome = np.random.default_rng(5).normal(0, 1, (14, 6))\n"
        "starts = np.repeat([3, 5, 2**31 - 1], [4, 4, 6])\n"
        "found = staggered_effects(outcome, np.arange(1, 7), starts)\n"
        "print(found.overall, found.covariance.tobytes().hex(), found.group_times)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1
    assert "Estimate" in said.pop()


def test_joint_zero_of_one_value_is_its_t_test():
    found = joint_zero(np.array([2.0]), np.array([[1.0]]), 11, largest=4.2)
    assert found.statistic == pytest.approx(4.0)
    # Student's t with 10 degrees of freedom: two-sided p of 2.0 is 0.0734.
    assert found.p == pytest.approx(0.0734, abs=5e-5)


@pytest.mark.parametrize(
    ("covariance", "units", "reason"),
    [(np.zeros((2, 2)), 9, "no_variation"), (np.eye(2), 2, "too_few_units")],
)
def test_joint_zero_refuses(covariance, units, reason):
    assert joint_zero(np.ones(2), covariance, units, largest=1.0).reason == reason


def test_courses_before_cannot_be_seen_in_one_period():
    found = staggered_effects(*drawn(2, groups=((2, 4),), periods=4))
    assert pretrends(found).reason == "no_periods_before"


def test_different_courses_before_are_found():
    outcome, periods, starts = drawn(6, groups=((5, 8),), never=8, noise=0.3)
    outcome += np.where(starts[:, None] == 5, 0.8 * periods[None, :], 0)
    assert pretrends(staggered_effects(outcome, periods, starts)).p < 0.01


def test_an_effect_at_a_time_has_its_interval():
    found = staggered_effects(*drawn(7, effect=3.0, noise=0.2))
    after = [event.effect for event in found.event_times if event.time >= 0]
    assert all(isinstance(effect, Estimate) for effect in after)
    assert all(effect.low < 3 < effect.high or abs(effect.value - 3) < 0.5 for effect in after)


def test_the_chance_of_seeing_a_drift_is_how_often_it_is_seen():
    """4,000 drawn studies of 12 units with two effects before; noncentral F within 0.03."""
    generator = np.random.default_rng(8)
    drift, spread = np.array([0.5, 0.9]), np.array([[1.0, 0.4], [0.4, 1.5]])
    seen = 0
    for _ in range(4000):
        units = generator.multivariate_normal(drift, spread, 12)
        found = joint_zero(units.mean(axis=0), np.cov(units.T) / 12, 12, largest=1.0)
        seen += found.p <= 0.05
    known = joint_zero(drift, spread / 12, 12, largest=1.0, drift=drift)
    assert known.would_see == pytest.approx(seen / 4000, abs=0.03)


def test_a_drift_as_large_as_the_effect_is_laid_out_by_time():
    """Start in 5 of 1, 2, 4, 5, 7; effect 6 over mean (1 + 3)/2 periods: 3 a period."""
    outcome, _, starts = drawn(9, groups=((5, 4),), never=4, periods=5, noise=0.0)
    periods = np.array([1, 2, 4, 5, 7])
    outcome = outcome - outcome.mean(axis=1, keepdims=True)
    outcome += np.random.default_rng(1).normal(0, 1e-3, outcome.shape)
    outcome += 6.0 * (periods[None, :] >= starts[:, None])
    fit = staggered_effects(outcome, periods, starts)
    expected = {-3: 3.0, -1: 6.0, 0: 3.0, 2: 9.0}
    assert _drift(fit) == pytest.approx(expected, rel=1e-2)
    assert pretrends(fit).would_see == pytest.approx(1.0)
    noise = np.random.default_rng(2).normal(0, 9, outcome.shape)
    assert pretrends(staggered_effects(outcome + noise, periods, starts)).would_see < 0.9
