"""Cost beside results."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.costing.beside import cost_per_child_moved, wilson
from fordel.costing.computing import NO_HOURS, NotComputed, Range
from fordel.costing.refusals import MoreMovedThanChildren

COST = Range(Fraction(240_000), Fraction(200_000), Fraction(300_000))


def test_a_child_moved_with_its_interval():
    found = cost_per_child_moved(COST, 12, 48)
    assert found.amount == 20_000
    assert (found.share_low, found.share_high) == pytest.approx((0.14921, 0.38784), abs=1e-5)
    assert float(found.low) == pytest.approx(200_000 / (48 * found.share_high))
    assert float(found.high) == pytest.approx(300_000 / (48 * found.share_low))


def test_another_interval_can_be_given():
    found = cost_per_child_moved(COST, 12, 48, (0.125, 0.5))
    assert (found.low, found.high) == (Fraction(200_000, 24), 50_000)


WHY = {
    (COST, 0, 48, None): ("nobody_moved", "ingen at dele prisen på"),
    (COST, -3, 48, None): ("nobody_moved", "ingen at dele prisen på"),
    (COST, 4, 9, None): ("too_few_children", "kun 9 børn; med under 10"),
    (COST, 4, 48, (-0.02, 0.2)): ("interval_touches_zero", "når ned til ingen"),
    (NotComputed("hours_missing", NO_HOURS), 4, 48, None): ("hours_missing", "Timerne er ikke"),
}


@pytest.mark.parametrize("asked", WHY)
def test_why_it_cannot_be_said(asked):
    code, words = WHY[asked]
    found = cost_per_child_moved(*asked)
    assert isinstance(found, NotComputed)
    assert found.code == code
    assert words in found.words.da
    assert found.words.en != found.words.da


def test_refuses_more_moved_than_there_are():
    with pytest.raises(MoreMovedThanChildren) as refused:
        cost_per_child_moved(COST, 49, 48)
    assert "49 børn er rykket, men der er kun 48 børn" in refused.value.message("da")
    assert "Count each child once" in refused.value.message("en")


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_scipys(pair):
    from scipy.stats import binomtest  # noqa: PLC0415 - seconds to import

    hits, n = pair
    theirs = binomtest(hits, n).proportion_ci(0.95, "wilson")
    assert wilson(hits, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@given(st.integers(10, 500).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
def test_the_amount_lies_in_its_interval(pair):
    found = cost_per_child_moved(COST, *pair)
    assert found.low < found.amount < found.high
