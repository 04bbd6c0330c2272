from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.statistics.sample import NotDefined, Sample

HALF = Fraction(1, 2)


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 5)), min_size=1))
def test_the_median_is_that_of_everybody_one_by_one(rows):
    everybody = [value for value, weight in rows for _ in range(weight)]
    values, weights = zip(*rows, strict=True)
    assert Sample.of(values, weights).median == median(map(Fraction, everybody))


def test_a_share_reached_exactly_is_the_mean_of_the_two_around_it():
    assert Sample.of([1, 2, 3, 4]).quantile(Fraction(1, 4)) == Fraction(3, 2)
    assert Sample.of([1, 2, 3, 4]).quantile(Fraction(1, 5)) == 1
    assert Sample.of([1, 2, 3, 4]).quantile(Fraction(1)) == 4


def test_decimal_weights_meet_the_half_exactly():
    tenths = Sample.of([1, 2, 3], [Decimal("0.1"), Decimal("0.2"), Decimal("0.3")])
    assert tenths.median == Fraction(5, 2)


def test_an_observation_of_no_weight_is_nobody():
    assert Sample.of([1, 1000], [1, 0]) == Sample.of([1])
    with pytest.raises(NotDefined) as caught:
        Sample.of([1, 2], [0, 0])
    assert caught.value.reason == "nobody"


def test_equal_values_are_merged_and_put_in_order():
    assert Sample.of([3, 1, 3], [1, 2, 4]) == Sample(
        (Fraction(1), Fraction(3)), (Fraction(2), Fraction(5))
    )


@pytest.mark.parametrize(
    ("values", "weights", "words"),
    [([1, 2], [1], "one weight for each value"), ([1], [-1], "below zero")],
)
def test_shapes_and_signs_are_checked(values, weights, words):
    with pytest.raises(ValueError, match=words):
        Sample.of(values, weights)


def test_what_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="NaN"):
        Sample.of([float("nan")])
