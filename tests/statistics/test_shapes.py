"""Arrays of any library, and shapes that do not go together."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from fordel.statistics.group_times import NEVER
from fordel.statistics.interrupted import interrupted_series
from fordel.statistics.ordered_counts import ordered_effects
from fordel.statistics.staggered import Staggered, staggered_effects

OUTCOME = np.random.default_rng(5).normal(size=(8, 5))
PERIODS = np.arange(1, 6)
STARTS = np.array([3, 3, 4, 4, NEVER, NEVER, NEVER, NEVER])


def test_tables_of_pandas_and_starts_that_are_missing_are_read():
    found = staggered_effects(OUTCOME, PERIODS, STARTS)
    missing = pd.Series(np.where(STARTS == NEVER, np.nan, STARTS))
    table = pd.DataFrame(OUTCOME, columns=PERIODS)
    same = staggered_effects(table, table.columns, missing)
    assert isinstance(found, Staggered)
    assert isinstance(same, Staggered)
    assert same.overall == found.overall


WRONG = {
    "starts has 3 entries, but outcome has 8": lambda: staggered_effects(
        OUTCOME, PERIODS, STARTS[:3]
    ),
    "periods has 4 entries, but a row of outcome has 5": lambda: staggered_effects(
        OUTCOME, PERIODS[:4], STARTS
    ),
    "outcome must have 2 dimensions, not 1": lambda: staggered_effects(OUTCOME[0], PERIODS, STARTS),
    "design has 3 entries, but counts has 4": lambda: ordered_effects(
        np.ones((3, 1)), np.ones((4, 3)), np.arange(4)
    ),
    "clusters has 2 entries, but counts has 4": lambda: ordered_effects(
        np.ones((4, 1)), np.ones((4, 3)), np.arange(2)
    ),
    "design must be finite, and counts whole": lambda: ordered_effects(
        np.full((4, 1), np.nan), np.ones((4, 3)), np.arange(4)
    ),
    "counts whole and not below zero": lambda: ordered_effects(
        np.ones((4, 1)), np.full((4, 3), 0.5), np.arange(4)
    ),
    "time has 3 entries, but outcome has 5": lambda: interrupted_series(OUTCOME[0], PERIODS[:3], 3),
}


@pytest.mark.parametrize("words", WRONG)
def test_shapes_that_differ_are_told(words):
    with pytest.raises(ValueError, match=words):
        WRONG[words]()
