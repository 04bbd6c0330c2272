"""Exact money: nothing lost, nobody far from what is theirs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.domain.money import Currency, floor_to, nearest, round_to_total, share_pool

STEPS = st.sampled_from([Fraction(1), Fraction(100), Fraction(1, 100), Fraction(1, 3)])
EXACT = st.fractions(min_value=-1000, max_value=1000, max_denominator=60)


@st.composite
def parted(draw):
    """Amounts that sum to a whole number of steps."""
    step = draw(STEPS)
    amounts = draw(st.lists(EXACT, min_size=1, max_size=12))
    total = floor_to(sum(amounts, Fraction(0)), step)
    amounts[0] += total - sum(amounts, Fraction(0))
    return amounts, total, step


@given(parted())
def test_rounding_to_a_total_keeps_the_total_and_the_quota(case):
    amounts, total, step = case
    ids = [f"{i:02}" for i in range(len(amounts))]
    paid = round_to_total(amounts, total, step, ids)
    assert sum(paid) == total
    for exact, rounded in zip(amounts, paid, strict=True):
        assert (rounded / step).denominator == 1
        assert abs(rounded - exact) < step


@given(parted(), st.randoms(use_true_random=False))
def test_rounding_does_not_depend_on_the_order(case, random):
    amounts, total, step = case
    known = list(enumerate(amounts))
    paid = dict(enumerate(round_to_total(amounts, total, step, [f"{i:02}" for i, _ in known])))
    random.shuffle(known)
    shuffled = round_to_total([a for _, a in known], total, step, [f"{i:02}" for i, _ in known])
    assert {i: p for (i, _), p in zip(known, shuffled, strict=True)} == paid


@given(parted())
def test_more_is_never_rounded_to_less(case):
    amounts, total, step = case
    paid = round_to_total(amounts, total, step, [f"{i:02}" for i in range(len(amounts))])
    for exact_a, a in zip(amounts, paid, strict=True):
        for exact_b, b in zip(amounts, paid, strict=True):
            if exact_a > exact_b:
                assert a >= b


def test_a_tie_goes_to_the_larger_amount_and_then_to_the_smaller_id():
    half = Fraction(1, 2)
    amounts = [half, half, 2 + half, half]
    assert round_to_total(amounts, Fraction(4), Fraction(1), list("abcd")) == [1, 0, 3, 0]
    assert round_to_total(amounts, Fraction(4), Fraction(1), list("dcba")) == [0, 0, 3, 1]


@pytest.mark.parametrize(
    ("exact", "total"), [([Fraction(1)], Fraction(2)), ([Fraction(1, 2)], Fraction(1, 2))]
)
def test_a_total_that_cannot_be_is_an_error(exact, total):
    with pytest.raises(ValueError, match="must sum to a total"):
        round_to_total(exact, total, Fraction(1), ["a"])


@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=10).filter(any),
    st.integers(0, 10_000),
    STEPS,
)
def test_a_pool_is_shared_to_the_last_step_and_zero_weight_gets_nothing(weights, steps, step):
    ids = [f"{i:02}" for i in range(len(weights))]
    paid = share_pool([Fraction(w) for w in weights], steps * step, step, ids)
    assert sum(paid) == steps * step
    assert all(p == 0 for p, w in zip(paid, weights, strict=True) if w == 0)
    assert all(p >= 0 for p in paid)


def test_a_pool_without_weights_cannot_be_shared():
    with pytest.raises(ZeroDivisionError):
        share_pool([Fraction(0)], Fraction(1), Fraction(1), ["a"])


@pytest.mark.parametrize(
    ("amount", "step", "rounded"),
    [("0.5", 1, 1), ("-0.5", 1, -1), ("1.4", 1, 1), ("150", 100, 200), ("-149", 100, -100),
     ("0.005", "0.01", "0.01"), ("0", 1, 0)],
)  # fmt: skip
def test_the_nearest_amount_rounds_halves_away_from_zero(amount, step, rounded):
    assert nearest(Fraction(amount), Fraction(step)) == Fraction(rounded)


@given(EXACT, STEPS)
def test_floor_is_the_largest_amount_not_above(amount, step):
    floor = floor_to(amount, step)
    assert floor <= amount < floor + step
    assert (floor / step).denominator == 1


def test_a_currency_knows_its_smallest_amount_exactly():
    assert Currency("EUR", Decimal("0.01")).step == Fraction(1, 100)
