from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from fordel.statistics.answers import NotEstimable, by_t
from fordel.statistics.detectable import (
    Plan,
    detectable_after,
    detectable_mean,
    detectable_share,
    multiplier,
    planned_error,
)

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
    compared = replace(PLAN, before=2, after=3, lasting=0.5)
    expected = sqrt((0.1 * 0.5 + 0.9 / 25) * (1 / 3 + 1 / 2) * (2 / 20))
    assert planned_error(compared, 1.0) == pytest.approx(expected)
    assert planned_error(replace(compared, lasting=1.0), 1.0) < expected


def test_one_group_before_and_after_has_one_side():
    alone = Plan(started=10, compared=0, children=20, before=2, after=2, icc=0.05)
    expected = sqrt((0.05 + 0.95 / 20) * 1.0 / 10)
    assert planned_error(alone, 1.0) == pytest.approx(expected)


@pytest.mark.parametrize("share", [None, 0.4])
def test_an_effect_of_that_size_is_seen_four_times_in_five(share):
    """3,000 simulated studies: difference-in-differences of units' means, 0.80 within 0.03."""
    plan = Plan(started=8, compared=10, children=30, before=2, after=3, icc=0.05, lasting=0.4)
    found = detectable_mean(plan, 1.5) if share is None else detectable_share(plan, share)
    variance = 2.25 if share is None else share * (1 - share)
    generator = np.random.default_rng(1)
    units, periods = plan.started + plan.compared, plan.before + plan.after
    many = 3000
    between = variance * plan.icc
    means = generator.normal(0, sqrt(between * plan.lasting), (many, units, 1))
    means = means + generator.normal(0, sqrt(between * (1 - plan.lasting)), (many, units, periods))
    means += generator.normal(0, sqrt(variance * (1 - plan.icc) / 30), (many, units, periods))
    means[:, : plan.started, plan.before :] += found.effect
    change = means[:, :, plan.before :].mean(axis=2) - means[:, :, : plan.before].mean(axis=2)
    own, others = change[:, : plan.started], change[:, plan.started :]
    pooled = (own.var(axis=1) * 8 + others.var(axis=1) * 10) / 16
    seen = abs(own.mean(axis=1) - others.mean(axis=1)) / np.sqrt(pooled * (1 / 8 + 1 / 10))
    assert (seen > 2.1199).mean() == pytest.approx(0.8, abs=0.03)


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
