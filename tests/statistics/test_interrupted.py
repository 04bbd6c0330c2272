from __future__ import annotations

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from fordel.statistics.answers import NotEstimable
from fordel.statistics.interrupted import Interrupted, interrupted_series

TIME = np.arange(24.0)


def broken(seed=0, noise=0.3):
    generator = np.random.default_rng(seed)
    after = TIME >= 12
    line = 10 + 0.5 * TIME + 4 * after - 0.3 * (TIME - 12) * after
    return line + generator.normal(0, noise, 24)


def test_a_break_is_found_where_it_was_put():
    """Newey-West intervals of short series are a little narrow: 80 % of 60 series is asked for."""
    held = [0, 0, 0]
    for seed in range(60):
        found = interrupted_series(broken(seed), TIME, 12)
        assert isinstance(found, Interrupted)
        parts = (found.level_change, found.slope_change, found.slope_before)
        for place, (part, true) in enumerate(zip(parts, (4, -0.3, 0.5), strict=True)):
            held[place] += part.low < true < part.high
    assert min(held) >= 48
    assert (found.before, found.after, found.level_change.n) == (12, 12, 24)


def test_the_figures_are_least_squares_on_either_side():
    outcome = broken(1)
    found = interrupted_series(outcome, TIME, 12)
    before, after = np.polyfit(TIME[:12], outcome[:12], 1), np.polyfit(TIME[12:], outcome[12:], 1)
    assert found.slope_before.value == pytest.approx(before[0])
    assert found.slope_change.value == pytest.approx(after[0] - before[0])
    step = np.polyval(after, 12) - np.polyval(before, 12)
    assert found.level_change.value == pytest.approx(step)


def test_errors_are_those_of_newey_and_west_by_hand():
    """Bartlett weights 1 - l/(L+1), L = floor(4 (24/100)^(2/9)) = 2, times n/(n-k)."""
    outcome = broken(2)
    after = (TIME >= 12).astype(float)
    design = np.column_stack((np.ones(24), TIME - 12, after, (TIME - 12) * after))
    rest = OLS(outcome, design).fit().resid
    scores = design * rest[:, None]
    meat = scores.T @ scores
    for lag in (1, 2):
        cross = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / 3) * (cross + cross.T)
    bread = np.linalg.inv(design.T @ design)
    error = np.sqrt(24 / 20 * (bread @ meat @ bread)[2, 2])
    found = interrupted_series(outcome, TIME, 12)
    assert found.level_change.error == pytest.approx(error)
    assert "2 lags" in found.method


def test_rows_of_several_units_are_clustered():
    generator = np.random.default_rng(3)
    units = np.repeat(np.arange(8), 24)
    outcome = np.concatenate([broken(seed) for seed in range(8)]) + generator.normal(0, 9, 8)[units]
    found = interrupted_series(outcome, np.tile(TIME, 8), 12, clusters=units)
    assert found.level_change.n == 8
    dummies = (units[:, None] == np.arange(8)).astype(float)
    after = (np.tile(TIME, 8) >= 12).astype(float)
    since = np.tile(TIME, 8) - 12
    theirs = OLS(outcome, np.column_stack((dummies, since, after, since * after))).fit()
    assert found.level_change.value == pytest.approx(theirs.params[9])
    assert "8 units" in found.method


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
        (np.tile(broken(), 2), np.tile(TIME, 2), 12, np.repeat([0, 1], 24), "too_few_units"),
        (np.full(24, np.nan), TIME, 12, None, "too_few_points_before"),
    ],
)
def test_a_series_that_says_nothing_is_refused(outcome, time, start, clusters, reason):
    found = interrupted_series(outcome, time, start, clusters=clusters)
    assert isinstance(found, NotEstimable)
    assert found.reason == reason
