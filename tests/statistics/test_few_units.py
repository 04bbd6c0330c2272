from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.statistics.answers import Estimate, NotEstimable
from fordel.statistics.group_times import NEVER, overall_effects
from fordel.statistics.randomisation_inference import arrangements, randomisation_test
from fordel.statistics.wild_bootstrap import wild_cluster_bootstrap

TWO = np.array([1, 2])


def two_periods(changes, started):
    """Units that all begin at zero, and whether they started in the second period."""
    outcome = np.column_stack((np.zeros(len(changes)), np.array(changes, dtype=float)))
    return outcome, TWO, np.where(np.array(started, dtype=bool), 2, NEVER)


def test_the_lady_tasting_tea():
    """Fisher 1935: eight cups, four of each, all told right: 1 of 70 orders; both tails 2 of 70."""
    panel = two_periods([1, 1, 1, 1, 0, 0, 0, 0.5], [1, 1, 1, 1, 0, 0, 0, 0])
    assert arrangements(panel[2]) == 70
    found = randomisation_test(*panel, level=0.9)
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(1 - 0.125)
    assert found.p == pytest.approx(2 / 70)
    assert "70 orders of the starts, all there are" in found.method


def test_p_and_interval_are_those_of_a_hand_calculation():
    """Every order written out, and every constant effect tried on a fine grid."""
    changes, started = [2.1, 3.4, 1.2, 0.3, -0.4, 0.8, 0.1], [1, 1, 1, 0, 0, 0, 0]
    found = randomisation_test(*two_periods(changes, started), level=0.9)
    orders = sorted(set(permutations(started)))

    def statistic(values, order):
        own = [v for v, s in zip(values, order, strict=True) if s]
        others = [v for v, s in zip(values, order, strict=True) if not s]
        return sum(own) / len(own) - sum(others) / len(others)

    def p(effect):
        without = [v - effect * s for v, s in zip(changes, started, strict=True)]
        seen = abs(statistic(without, started))
        return sum(abs(statistic(without, order)) >= seen - 1e-12 for order in orders) / len(orders)

    assert found.p == pytest.approx(p(0))
    grid = np.arange(-2, 6, 0.01)
    kept = [effect for effect in grid if p(effect) > 0.1]
    assert found.low == pytest.approx(min(kept), abs=0.011)
    assert found.high == pytest.approx(max(kept), abs=0.011)


def test_units_that_each_start_at_a_time_of_their_own():
    generator = np.random.default_rng(1)
    starts = np.array([2, 3, 4, 5, 6, NEVER])
    periods = np.arange(1, 7)
    outcome = generator.normal(0, 0.2, (6, 6)) + 3.0 * (periods[None, :] >= starts[:, None])
    found = randomisation_test(outcome, periods, starts)
    assert "720 orders" in found.method
    assert found.low < 3 < found.high
    assert found.p < 0.05
    assert found.low > 0


def test_drawn_orders_count_the_one_that_was():
    generator = np.random.default_rng(2)
    starts = np.array([2] * 10 + [NEVER] * 10)
    outcome = np.column_stack((np.zeros(20), generator.normal(0, 1, 20)))
    outcome[:10, 1] += 5
    found = randomisation_test(outcome, TWO, starts, draws=199, seed=1)
    assert found.p == pytest.approx(1 / 200)
    assert "drawn" in found.method
    again = randomisation_test(outcome, TWO, starts, draws=199, seed=1)
    assert again == found


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_p_of_nothing_is_not_small_too_often_and_fits_the_interval(seed):
    generator = np.random.default_rng(seed)
    outcome = generator.normal(0, 1, (7, 3))
    starts = np.array([2, 2, 2, 3, 3, NEVER, NEVER])
    found = randomisation_test(outcome, np.arange(1, 4), starts)
    assert isinstance(found, Estimate)
    assert found.low <= found.value <= found.high
    assert found.excludes_zero == (found.p <= 0.05)


def test_the_test_keeps_its_level():
    """No effect, 200 panels: p <= 0.1 in about 20 of them; more than 34 is one in a thousand."""
    rejected = 0
    for seed in range(200):
        generator = np.random.default_rng(seed)
        outcome = generator.normal(0, 1, (6, 3))
        found = randomisation_test(
            outcome, np.arange(1, 4), np.array([2, 2, 3, 3, NEVER, NEVER]), level=0.9
        )
        rejected += found.p <= 0.1
    assert 6 <= rejected <= 34


@pytest.mark.parametrize(
    ("changes", "started", "reason"),
    [
        ([1, 2], [1, 0], "too_few_arrangements"),
        ([1, 2, 0, 1], [1, 1, 0, 0], "too_few_arrangements"),
        ([1] * 8, [1] * 4 + [0] * 4, "no_variation"),
        ([3] * 4 + [0] * 4, [1] * 4 + [0] * 4, "no_variation"),
        ([1, 2, 3], [1, 1, 1], "no_comparison"),
    ],
)
def test_randomisation_refuses(changes, started, reason):
    found = randomisation_test(*two_periods(changes, started))
    assert isinstance(found, NotEstimable)
    assert found.reason == reason


def test_a_missing_figure_leaves_out_the_unit_where_it_is_missing():
    outcome, periods, starts = two_periods([1, 2, 0, 4, 9], [1, 1, 0, 0, 0])
    outcome[4, 1] = np.nan
    whole = overall_effects(outcome[:4], periods, starts[None, :4])
    assert overall_effects(outcome, periods, starts[None, :]) == pytest.approx(whole)


def wild_by_hand(design, outcome, clusters, place, weights):
    """Cameron, Gelbach & Miller 2008, table of steps, for given weights of clusters."""
    groups = np.unique(clusters)

    def fitted(y):
        beta = np.linalg.solve(design.T @ design, design.T @ y)
        rest = y - design @ beta
        meat = sum(
            np.outer(score, score)
            for score in (design[clusters == g].T @ rest[clusters == g] for g in groups)
        )
        bread = np.linalg.inv(design.T @ design)
        return beta[place] / np.sqrt((bread @ meat @ bread)[place, place])

    reduced = np.delete(design, place, axis=1)
    beta = np.linalg.solve(reduced.T @ reduced, reduced.T @ outcome)
    kept, rest = reduced @ beta, outcome - reduced @ beta
    seen = abs(fitted(outcome))
    places = np.searchsorted(groups, clusters)
    drawn = [abs(fitted(kept + rest * np.array(w)[places])) for w in weights]
    return sum(one > seen + 1e-9 for one in drawn) / len(drawn)


def clustered(groups, seed=4):
    generator = np.random.default_rng(seed)
    clusters = np.repeat(np.arange(groups), 3)
    started = (clusters < groups // 2).astype(float)
    outcome = 0.8 * started + generator.normal(0, 1, groups)[clusters]
    outcome += generator.normal(0, 0.5, len(clusters))
    return np.column_stack((np.ones(len(clusters)), started)), outcome, clusters


def test_two_point_weights_give_the_p_of_a_hand_calculation():
    """Ten clusters: all 1,024 vectors of signs, by hand and by the library."""
    design, outcome, clusters = clustered(10)
    found = wild_cluster_bootstrap(design, outcome, clusters, 1, draws=1024)
    by_hand = wild_by_hand(design, outcome, clusters, 1, list(product((-1, 1), repeat=10)))
    assert "1024 draws" in found.method
    assert found.p == pytest.approx(by_hand, abs=1e-9)


def test_six_point_weights_give_the_p_of_a_hand_calculation():
    """Five clusters: all 6^5 vectors of Webb's weights; 9,999 draws come within three errors."""
    design, outcome, clusters = clustered(5)
    six = [sign * np.sqrt(part) for sign in (-1, 1) for part in (0.5, 1.0, 1.5)]
    found = wild_cluster_bootstrap(design, outcome, clusters, 1)
    by_hand = wild_by_hand(design, outcome, clusters, 1, list(product(six, repeat=5)))
    assert "webb" in found.method
    assert found.p == pytest.approx(by_hand, abs=0.015)


def test_the_bootstraps_interval_is_its_test_turned_round():
    found = wild_cluster_bootstrap(*clustered(12), 1, draws=999)
    assert isinstance(found, Estimate)
    assert found.low <= found.value <= found.high
    assert found.excludes_zero == (found.p < 0.05)


@pytest.mark.parametrize(
    ("design", "outcome", "groups", "reason"),
    [
        (np.ones((8, 2)), np.arange(8.0), 8, "no_comparison"),
        (np.column_stack((np.ones(8), np.arange(8) % 2)), np.arange(8.0) % 2, 8, "no_variation"),
        (np.column_stack((np.ones(8), np.arange(8) % 2)), np.arange(8.0), 4, "too_few_units"),
    ],
)
def test_the_bootstrap_refuses(design, outcome, groups, reason):
    found = wild_cluster_bootstrap(design, outcome, np.arange(8) % groups, 1, draws=99)
    assert isinstance(found, NotEstimable)
    assert found.reason == reason


def test_one_started_cluster_is_not_enough():
    """MacKinnon & Webb 2018: with one treated cluster the bootstrap's p means nothing."""
    design = np.column_stack((np.ones(8), np.arange(8) == 0)).astype(float)
    outcome = np.array([5.0, 0.1, -0.2, 0.3, 0.0, 0.2, -0.1, 0.15])
    found = wild_cluster_bootstrap(design, outcome, np.arange(8), 1, draws=499)
    assert isinstance(found, NotEstimable)
    assert found.reason == "group_of_one"
