from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.statistics.answers import NotEstimable, by_t, t_quantile
from fordel.statistics.detectable import (
    Plan,
    detectable_after,
    detectable_mean,
    detectable_share,
    multiplier,
    planned_error,
)
from fordel.statistics.group_times import NEVER, effect_weights, overall_effects

PLAN = Plan(started=20, compared=20, children=25, before=0, after=1, icc=0.1)


def test_bloom_is_two_point_eight_errors():
    """Bloom 1995, table 1: 2.80 (two-sided 5 %, 80 % power), 3.08 with 10 degrees of freedom
    (2.228 + 0.879 of Student's t)."""
    assert multiplier() == pytest.approx(2.8016, abs=5e-5)
    assert multiplier(10) == pytest.approx(2.2281 + 0.8791, abs=5e-4)
    found = detectable_after(0.5, 60)
    assert found.effect == pytest.approx(1.4008, abs=5e-5)
    assert (found.n, found.power) == (60, 0.8)


def test_one_comparison_after_is_the_design_effect():
    """Donner & Klar 2000: variance sd^2/m (1 + (m - 1) icc) (1/20 + 1/20)."""
    expected = sqrt(4 / 25 * (1 + 24 * 0.1) * (2 / 20))
    assert planned_error(PLAN, 4.0) == pytest.approx(expected)
    found = detectable_mean(PLAN, 2.0)
    assert found.effect == pytest.approx(multiplier(38) * expected)
    assert found.n == 40


def test_a_share_has_the_variance_of_its_base():
    assert detectable_share(PLAN, 0.3).error == pytest.approx(planned_error(PLAN, 0.21))


def test_what_lasts_in_a_unit_is_taken_away_by_before():
    """Three periods after against the last before: passing (1/3 + 1), however many were before."""
    compared = replace(PLAN, before=2, after=3, lasting=0.5)
    expected = sqrt((0.1 * 0.5 + 0.9 / 25) * (1 / 3 + 1) * (2 / 20))
    assert planned_error(compared, 1.0) == pytest.approx(expected)
    assert planned_error(replace(compared, before=9), 1.0) == pytest.approx(expected)
    assert planned_error(replace(compared, lasting=1.0), 1.0) < expected


def test_what_is_carried_over_is_shared_by_periods_near_one_another():
    """Two after, one before, correlation r: (1 + r)/2 + 1 - (r + r^2), times both sides."""
    plan = Plan(10, 10, children=1, before=1, after=2, icc=1.0, carried_over=0.6)
    expected = sqrt((0.8 + 1 - 0.6 - 0.36) * (2 / 10))
    assert planned_error(plan, 1.0) == pytest.approx(expected)
    assert planned_error(replace(plan, carried_over=1.0), 1.0) == pytest.approx(0.0)


def test_units_that_begin_in_turn_weigh_as_the_estimator_weighs_them():
    """Two turns of one unit each and one never: every weight written out."""
    plan = Plan(2, 1, children=1, before=1, after=2, icc=1.0, begins=(1, 1))
    # First turn: periods 2 (against two) and 3 (against one); second: period 3, from period 2.
    weights = np.array([[-2, 1, 1], [0.5, -1.5, 1], [1.5, 0.5, -2]]) / 3
    assert planned_error(plan, 1.0) == pytest.approx(sqrt((weights**2).sum()))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_weights_make_the_overall_effect(seed, never_only):
    generator = np.random.default_rng(seed)
    periods = np.array([1, 2, 4, 5, 7])
    starts = generator.choice([2, 4, 5, 7, NEVER], 12)
    outcome = generator.normal(0, 1, (12, 5))
    outcome[generator.random((12, 5)) < 0.2] = np.nan
    seen = np.isfinite(outcome)
    weights = effect_weights(seen, periods, starts, never_only=never_only)
    (expected,) = overall_effects(outcome, periods, starts[None, :], never_only=never_only)
    assert weights.sum(axis=1) == pytest.approx(np.zeros(12), abs=1e-12)
    if np.isnan(expected):
        assert not weights.any()
    else:
        assert (weights * np.where(seen, outcome, 0)).sum() == pytest.approx(expected)


def test_one_group_before_and_after_has_one_side():
    alone = Plan(started=10, compared=0, children=20, before=2, after=2, icc=0.05)
    expected = sqrt((0.05 + 0.95 / 20) * 1.0 / 10)
    assert planned_error(alone, 1.0) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("share", "begins", "carried_over"),
    [(None, (), 0.0), (0.4, (), 0.0), (None, (4, 0, 4), 0.0), (None, (), 0.5), (None, (4, 4), 0.5)],
)
def test_an_effect_of_that_size_is_seen_four_times_in_five(share, begins, carried_over):
    """3,000 simulated studies, each told by the estimator itself, with the spread of the estimate
    known: 0.80 within 0.03 of them lie further from zero than the interval's half."""
    plan = Plan(8, 10, children=30, before=2, after=3, icc=0.05, lasting=0.4,
                carried_over=carried_over, begins=begins)  # fmt: skip
    found = detectable_mean(plan, 1.5) if share is None else detectable_share(plan, share)
    variance = 2.25 if share is None else share * (1 - share)
    generator = np.random.default_rng(1)
    many, units, periods = 3000, 18, np.arange(1, 6)
    between = variance * plan.icc
    passing = generator.normal(0, sqrt(between * (1 - plan.lasting)), (many, units, 5))
    for later in range(1, 5):
        passing[:, :, later] *= sqrt(1 - carried_over**2)
        passing[:, :, later] += carried_over * passing[:, :, later - 1]
    means = passing + generator.normal(0, sqrt(between * plan.lasting), (many, units, 1))
    means += generator.normal(0, sqrt(variance * (1 - plan.icc) / 30), (many, units, 5))
    turns = np.repeat(np.arange(len(begins or (8,))), begins or (8,))
    starts = np.concatenate((turns + 3, np.full(10, NEVER)))
    means += found.effect * (periods >= starts[:, None])
    estimates = np.array([overall_effects(one, periods, starts[None, :])[0] for one in means])
    assert estimates.std() == pytest.approx(found.error, rel=0.04)
    half = t_quantile(0.975, 16) * found.error
    # Student's t of the multiplier, where the spread itself is known: a little more than 0.8.
    assert (abs(estimates) > half).mean() == pytest.approx(0.81, abs=0.03)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (detectable_after(0.0, 9), "no_variation"),
        (detectable_after(float("nan"), 9), "no_variation"),
        (detectable_after(1.0, 1, freedom=0), "too_few_units"),
        (detectable_mean(replace(PLAN, started=1, compared=1), 1.0), "too_few_units"),
        (detectable_mean(replace(PLAN, started=0), 1.0), "nobody"),
        (detectable_mean(replace(PLAN, compared=0), 1.0), "no_comparison"),
        (detectable_mean(PLAN, 0.0), "no_variation"),
        (detectable_mean(replace(PLAN, icc=2.0), 1.0), "no_variation"),
        (
            detectable_share(replace(PLAN, started=2, compared=2, children=2), 0.5),
            "larger_than_possible",
        ),
    ],
)
def test_nothing_could_be_seen(found, reason):
    assert isinstance(found, NotEstimable)
    assert found.reason == reason


def test_an_estimate_without_spread_is_none():
    known = {"n": 5, "method": "m", "source": "s"}
    assert by_t(1.0, 0.0, freedom=4, **known).reason == "no_variation"
    assert by_t(1.0, 1e-12, freedom=4, scale=100, **known).reason == "no_variation"
    assert by_t(1.0, 1.0, freedom=0, **known).reason == "too_few_units"
    # Student's t, 4 degrees of freedom: 2.776.
    assert by_t(1.0, 1.0, freedom=4, **known).high == pytest.approx(3.776, abs=5e-4)
    assert by_t(1.0, 1.0, freedom=None, **known).high == pytest.approx(2.960, abs=5e-4)
