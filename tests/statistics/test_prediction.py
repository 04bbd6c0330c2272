from __future__ import annotations

import itertools
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.statistics.prediction import (
    area_under_curve,
    log_losses,
    ranked_losses,
    squared_errors,
)
from fordel.statistics.sample import NotDefined


def test_losses_of_a_coin_and_of_certainty():
    chance, outcome, single = np.array([0.5, 0.9]), np.array([1.0, 0.0]), np.ones(2)
    assert log_losses(chance, outcome, single) == pytest.approx([log(2), -log(0.1)])
    assert squared_errors(chance, outcome, single) == pytest.approx([0.25, 0.81])


def test_losses_of_trials_are_the_mean_of_their_rows():
    chance = np.array([0.2] * 5)
    outcome = np.array([1.0, 0, 0, 0, 1])
    for losses in (log_losses, squared_errors):
        rows = losses(chance, outcome, np.ones(5)).mean()
        together = losses(np.array([0.2]), np.array([2.0]), np.array([5.0]))
        assert together == pytest.approx([rows])


def test_the_ranked_score_punishes_by_distance():
    certain = np.eye(3)
    assert ranked_losses(certain, np.array([0, 1, 2])) == pytest.approx([0, 0, 0])
    assert ranked_losses(certain, np.array([1, 0, 0])) == pytest.approx([0.5, 0.5, 1])


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=2, max_size=12))
def test_the_area_is_the_share_of_pairs_in_the_right_order(rows):
    score = np.array([float(s) for s, _ in rows])
    have = np.array([float(y) for _, y in rows])
    if have.min() == have.max():
        with pytest.raises(NotDefined):
            area_under_curve(score, have, 1 - have)
        return
    pairs = list(itertools.product(score[have == 1], score[have == 0]))
    right = sum((a > b) + (a == b) / 2 for a, b in pairs)
    assert area_under_curve(score, have, 1 - have) == pytest.approx(right / len(pairs))
