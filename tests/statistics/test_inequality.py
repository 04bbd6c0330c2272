"""The estimators against published answers, the textbook formulas and their own promises."""

from __future__ import annotations

import json
from fractions import Fraction
from math import log
from statistics import median, pstdev

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fordel.statistics.inequality import (
    coefficient_of_variation,
    concentration_curve,
    concentration_index,
    gini,
    mcloone,
    theil,
    verstegen,
)
from fordel.statistics.sample import NotDefined, Sample
from tests.shared import SHARED, needs_shared

INDICES = (gini, coefficient_of_variation, theil, mcloone, verstegen)

amounts = st.integers(0, 5000)
heads = st.integers(1, 12)
people = st.lists(st.tuples(amounts, heads), min_size=1, max_size=12).filter(
    lambda rows: any(value for value, _ in rows)
)


def sample(rows):
    return Sample.of([value for value, _ in rows], [weight for _, weight in rows])


def one_by_one(rows):
    return [value for value, weight in rows for _ in range(weight)]


@needs_shared
def test_gini_is_what_the_ineq_package_prints():
    expected = json.loads((SHARED / "statistics" / "expected_values.json").read_text())
    published = expected["inequality"]
    assert gini(Sample.of(published["x"])) == pytest.approx(published["gini"], abs=5e-8)


@needs_shared
def test_gini_without_correction_is_a_tenth_below_the_corrected_one_for_ten_values():
    expected = json.loads((SHARED / "statistics" / "expected_values.json").read_text())
    corrected = expected["inequality"]["gini_unbiased_x9_1"]["gini_corr"]
    nine_and_one = [Fraction(50, 9)] * 9 + [50]
    five_and_five = [2] * 5 + [18] * 5
    for values in (nine_and_one, five_and_five):
        assert gini(Sample.of(values)) == pytest.approx(corrected * 9 / 10, abs=5e-8)


@given(people)
def test_the_indices_are_the_textbook_formulas_over_everybody_one_by_one(rows):
    everybody = one_by_one(rows)
    n, mean, middle = len(everybody), sum(everybody) / len(everybody), median(everybody)
    differences = sum(abs(a - b) for a in everybody for b in everybody)
    logs = sum(x / mean * log(x / mean) for x in everybody if x)
    assert gini(sample(rows)) == pytest.approx(differences / (2 * n * n * mean), abs=1e-12)
    assert coefficient_of_variation(sample(rows)) == pytest.approx(pstdev(everybody) / mean)
    assert theil(sample(rows)) == pytest.approx(logs / n, abs=1e-12)
    if middle:
        below = [x for x in everybody if x < middle]
        above = [x for x in everybody if x > middle]
        assert mcloone(sample(rows)) == pytest.approx(
            sum(below) / (middle * len(below)) if below else 1
        )
        assert verstegen(sample(rows)) == pytest.approx(
            sum(above) / (middle * len(above)) if above else 1
        )


@pytest.mark.parametrize("index", INDICES)
@given(rows=people, factor=st.integers(1, 1000))
def test_another_currency_changes_nothing(index, rows, factor):
    assume(sample(rows).median)
    scaled = [(value * factor, weight) for value, weight in rows]
    assert index(sample(scaled)) == pytest.approx(index(sample(rows)), abs=1e-12)


@pytest.mark.parametrize("index", INDICES)
@given(rows=people, copies=st.integers(2, 5))
def test_several_equal_municipalities_together_are_as_unequal_as_one(index, rows, copies):
    assume(sample(rows).median)
    assert index(sample(rows * copies)) == pytest.approx(index(sample(rows)), abs=1e-12)


@pytest.mark.parametrize("index", INDICES)
@given(rows=people, data=st.data())
def test_the_order_changes_not_one_bit(index, rows, data):
    assume(sample(rows).median)
    shuffled = data.draw(st.permutations(rows))
    assert index(sample(shuffled)) == index(sample(rows))


@given(people)
def test_gini_lies_from_zero_to_below_one(rows):
    assert 0 <= gini(sample(rows)) < 1


@pytest.mark.parametrize("index", [gini, coefficient_of_variation, theil])
@given(rows=people, data=st.data())
def test_a_gift_from_someone_with_more_to_someone_with_less_lowers_inequality(index, rows, data):
    everybody = sorted(one_by_one(rows))
    poor = data.draw(st.integers(0, len(everybody) - 1))
    rich = data.draw(st.integers(poor, len(everybody) - 1))
    assume(everybody[rich] - everybody[poor] >= 2)
    after = list(everybody)
    gift = (everybody[rich] - everybody[poor]) // 2
    after[poor] += gift
    after[rich] -= gift
    assert index(Sample.of(after)) < index(Sample.of(everybody))


@pytest.mark.parametrize("index", [gini, coefficient_of_variation, theil])
@given(value=st.fractions(min_value="1/7", max_value=9), weights=st.lists(heads, min_size=1))
def test_equal_amounts_are_exactly_equal(index, value, weights):
    assert index(Sample.of([value] * len(weights), weights)) == 0


@pytest.mark.parametrize("index", [mcloone, verstegen])
def test_nobody_beside_the_median_is_one(index):
    assert index(Sample.of([7, 7, 7])) == 1


@pytest.mark.parametrize("index", [gini, coefficient_of_variation, theil])
def test_nothing_to_share_has_no_inequality_to_state(index):
    with pytest.raises(NotDefined) as caught:
        index(Sample.of([0, 0]))
    assert caught.value.reason == "mean_is_zero"


@pytest.mark.parametrize("index", [mcloone, verstegen])
def test_a_median_of_zero_is_no_yardstick(index):
    with pytest.raises(NotDefined) as caught:
        index(Sample.of([0, 0, 0, 5]))
    assert caught.value.reason == "median_is_zero"


def test_money_that_goes_to_the_most_loaded_has_a_high_concentration_index():
    load, even = [1, 2, 3, 4], [1, 1, 1, 1]
    assert concentration_index([0, 0, 0, 8], load, even) == pytest.approx(0.75)
    assert concentration_index([8, 0, 0, 0], load, even) == pytest.approx(-0.75)
    assert concentration_index([2, 2, 2, 2], load, even) == pytest.approx(0, abs=1e-15)


def test_equally_loaded_units_share_their_rank():
    assert concentration_index([1, 9], [5, 5], [1, 1]) == 0


@given(people)
def test_twice_the_area_between_the_lorenz_curve_and_equality_is_gini(rows):
    values, weights = zip(*rows, strict=True)
    curve = concentration_curve(values, values, weights)
    steps = zip(curve.population, curve.held, curve.population[1:], curve.held[1:], strict=False)
    under = sum((right - left) * (low + high) / 2 for left, low, right, high in steps)
    assert 1 - 2 * under == pytest.approx(gini(sample(rows)), abs=1e-12)
    assert (curve.population[0], curve.held[0]) == (0, 0)
    assert (curve.population[-1], curve.held[-1]) == (1, 1)


def test_curve_and_index_of_nobody_or_nothing_are_not_defined():
    for function in (concentration_curve, concentration_index):
        with pytest.raises(NotDefined, match="nobody"):
            function([], [], [])
        with pytest.raises(NotDefined, match="mean_is_zero"):
            function([0, 0], [1, 2], [3, 4])
