from __future__ import annotations

import numpy as np
import pytest
from statsmodels.regression.linear_model import GLS, OLS

from fordel.statistics import interrupted
from fordel.statistics.answers import NotEstimable
from fordel.statistics.interrupted import Interrupted, interrupted_series

TIME = np.arange(24.0)


def broken(seed=0, noise=0.3):
    generator = np.random.default_rng(seed)
    after = TIME >= 12
    line = 10 + 0.5 * TIME + 4 * after - 0.3 * (TIME - 12) * after
    return line + generator.normal(0, noise, 24)


def test_a_break_is_found_where_it_was_put():
    """Sixty series, 95 %: below 52 is one in a thousand."""
    held = [0, 0, 0]
    for seed in range(60):
        found = interrupted_series(broken(seed), TIME, 12)
        assert isinstance(found, Interrupted)
        parts = (found.level_change, found.slope_change, found.slope_before)
        for place, (part, true) in enumerate(zip(parts, (4, -0.3, 0.5), strict=True)):
            held[place] += part.low < true < part.high
    assert min(held) >= 52
    assert (found.before, found.after, found.level_change.n) == (12, 12, 24)


def drifting(generator, correlation, times=16):
    """Nothing happens, but each time is like the one before."""
    errors = generator.normal(0, 1, times)
    for later in range(1, times):
        errors[later] *= np.sqrt(1 - correlation**2)
        errors[later] += correlation * errors[later - 1]
    return errors


@pytest.mark.parametrize("correlation", [0.0, 0.5])
def test_a_series_that_only_drifts_is_not_found_to_break_too_often(correlation):
    """Eight times on either side, 120 series: more than 14 of them is one in a thousand at 5 %.

    Newey and West's errors find a break in 23 and 34 of them.
    """
    generator, time = np.random.default_rng(11), np.arange(16.0)
    found = [
        interrupted_series(drifting(generator, correlation), time, 8).level_change
        for _ in range(120)
    ]
    assert sum(one.excludes_zero for one in found) <= 14


def test_what_strikes_all_units_at_once_is_no_break():
    """Twenty units with a common course: errors by unit found a break in two thirds of them."""
    generator, time = np.random.default_rng(12), np.arange(16.0)
    units, breaks = np.repeat(np.arange(20), 16), 0
    for _ in range(60):
        common = drifting(generator, 0.5)
        outcome = np.tile(common, 20) + generator.normal(0, 1, 320)
        found = interrupted_series(outcome, np.tile(time, 20), 8, clusters=units)
        breaks += found.level_change.excludes_zero
    assert breaks <= 9  # one in a thousand


def test_without_correlation_it_is_least_squares_on_either_side(monkeypatch):
    monkeypatch.setattr(interrupted, "_CORRELATIONS", np.array([0.0]))
    outcome = broken(1)
    found = interrupted_series(outcome, TIME, 12)
    before, after = np.polyfit(TIME[:12], outcome[:12], 1), np.polyfit(TIME[12:], outcome[12:], 1)
    assert found.slope_before.value == pytest.approx(before[0])
    assert found.slope_change.value == pytest.approx(after[0] - before[0])
    step = np.polyval(after, 12) - np.polyval(before, 12)
    assert found.level_change.value == pytest.approx(step)
    since = TIME - 12
    after = (since >= 0).astype(float)
    theirs = OLS(outcome, np.column_stack((np.ones(24), since, after, since * after))).fit()
    assert (found.level_change.low, found.level_change.high) == pytest.approx(
        tuple(theirs.conf_int()[2])
    )
    assert found.level_change.p == pytest.approx(theirs.pvalues[2])


@pytest.mark.parametrize("correlation", [0.3, 0.8])
def test_with_one_correlation_it_is_statsmodels_generalised_least_squares(monkeypatch, correlation):
    monkeypatch.setattr(interrupted, "_CORRELATIONS", np.array([correlation]))
    outcome = broken(2)
    after = (TIME >= 12).astype(float)
    design = np.column_stack((np.ones(24), TIME - 12, after, (TIME - 12) * after))
    shared = correlation ** np.abs(np.subtract.outer(TIME, TIME))
    theirs = GLS(outcome, design, sigma=shared).fit()
    found = interrupted_series(outcome, TIME * 6, 72)
    assert found.level_change.value == pytest.approx(theirs.params[2])
    assert (found.level_change.low, found.level_change.high) == pytest.approx(
        tuple(theirs.conf_int()[2])
    )
    assert found.slope_change.value * 6 == pytest.approx(theirs.params[3])


def test_rows_of_several_units_are_what_they_have_in_common():
    generator = np.random.default_rng(3)
    units = np.repeat(np.arange(8), 24)
    courses = np.array([broken(seed) for seed in range(8)])
    outcome = courses.ravel() + generator.normal(0, 9, 8)[units]
    found = interrupted_series(outcome, np.tile(TIME, 8), 12, clusters=units)
    alone = interrupted_series(courses.mean(axis=0), TIME, 12)
    assert found.level_change.n == 8
    assert found.level_change.value == pytest.approx(alone.level_change.value)
    assert found.level_change.low == pytest.approx(alone.level_change.low)


def test_units_that_share_no_times_have_nothing_in_common():
    found = interrupted_series(broken(), TIME, 12, clusters=np.repeat([0, 1], 12))
    assert found.reason == "no_comparison"


def test_intervals_of_several_units_hold_the_change_as_often_as_they_say():
    """Sixty panels of eight units, 95 %: below 52 is one in a thousand."""
    units, times, held = np.repeat(np.arange(8), 24), np.tile(TIME, 8), 0
    for seed in range(60):
        outcome = np.concatenate([broken(100 + 8 * seed + unit) for unit in range(8)])
        change = interrupted_series(outcome, times, 12, clusters=units).level_change
        held += change.low < 4 < change.high
    assert held >= 52


def test_the_order_of_rows_does_not_matter_and_gaps_may_be():
    outcome, mixed = broken(4), np.random.default_rng(0).permutation(24)
    outcome[5] = np.nan
    whole = interrupted_series(outcome, TIME, 12)
    turned = interrupted_series(outcome[mixed], TIME[mixed], 12)
    assert turned.level_change.error == pytest.approx(whole.level_change.error)
    assert whole.before == 11


@pytest.mark.parametrize(
    ("outcome", "time", "start", "clusters", "reason"),
    [
        (broken(), TIME, 7, None, "too_few_points_before"),
        (broken(), TIME, 17, None, "too_few_points_after"),
        (np.ones(24), TIME, 12, None, "no_variation"),
        (broken(0, 0.0), TIME, 12, None, "no_variation"),
        (np.tile(broken(), 2), np.tile(TIME, 2), 12, None, "time_twice"),
        (np.full(24, np.nan), TIME, 12, None, "too_few_points_before"),
    ],
)
def test_a_series_that_says_nothing_is_refused(outcome, time, start, clusters, reason):
    found = interrupted_series(outcome, time, start, clusters=clusters)
    assert isinstance(found, NotEstimable)
    assert found.reason == reason
