from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.statistics.line import fit_line
from fordel.statistics.sample import NotDefined

few = st.integers(-50, 50)


@given(
    x=st.lists(few, min_size=2, max_size=10, unique=True),
    slope=few,
    intercept=few,
    data=st.data(),
)
def test_points_on_a_line_give_the_line_back(x, slope, intercept, data):
    weights = data.draw(st.lists(st.integers(1, 9), min_size=len(x), max_size=len(x)))
    line = fit_line(x, [intercept + slope * value for value in x], weights)
    assert line.slope == pytest.approx(slope, abs=1e-9)
    assert line.intercept == pytest.approx(intercept, abs=1e-8)


def test_weights_pull_as_copies_would():
    weighted = fit_line([0, 1, 2], [1, 5, 2], [1, 3, 2])
    copied = fit_line([0, 1, 1, 1, 2, 2], [1, 5, 5, 5, 2, 2], [1] * 6)
    assert weighted.slope == pytest.approx(copied.slope)
    assert weighted.slope == pytest.approx(-2 / 17)


def test_elasticity_is_one_for_a_line_through_nothing():
    assert fit_line([1, 2, 3], [10, 20, 30], [1, 1, 1]).elasticity == pytest.approx(1)


def test_without_different_places_there_is_no_line():
    with pytest.raises(NotDefined) as caught:
        fit_line([0.3, 0.3, 0.3], [1, 2, 3], [7, 11, 13])
    assert caught.value.reason == "no_spread"


def test_without_anybody_there_is_no_line():
    with pytest.raises(NotDefined) as caught:
        fit_line([], [], [])
    assert caught.value.reason == "nobody"


def test_elasticity_of_nothing_is_not_defined():
    with pytest.raises(NotDefined) as caught:
        _ = fit_line([1, 2], [0, 0], [1, 1]).elasticity
    assert caught.value.reason == "mean_is_zero"
