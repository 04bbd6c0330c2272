"""Numbers, dates and ages as their readers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.domain.ages import AgeGroup, age_on
from fordel.domain.cells import safe_cell
from fordel.domain.language import Words, day, number, percent, plain, rounded


@given(st.fractions(max_denominator=10**6))
def test_a_plain_number_is_read_back_exactly(value):
    assert Fraction(plain(value)) == value


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_a_decimal_is_written_without_an_exponent_or_idle_zeros(value):
    text = plain(value)
    assert Decimal(text) == value
    assert not {"e", "E", "/", "+"} & set(text)
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "written"),
    [(Fraction(1, 3), "1/3"), (Fraction(-1, 20), "-0.05"), (Decimal("1E+3"), "1000"), (0, "0"),
     (Decimal("-0.0"), "0"), (Fraction(7, 2), "3.5")],
)  # fmt: skip
def test_plain_numbers(value, written):
    assert plain(value) == written


@pytest.mark.parametrize(
    ("value", "decimals", "danish", "english"),
    [(Fraction(1234567, 100), 2, "12.345,67", "12,345.67"), (Fraction(-1, 2), 0, "−1", "−1"),
     (Decimal("0.25"), 1, "0,3", "0.3"), (Fraction(-1, 100), 1, "0,0", "0.0"),
     (1000, 0, "1.000", "1,000")],
)  # fmt: skip
def test_numbers_as_people_write_them(value, decimals, danish, english):
    assert number(value, "da", decimals) == danish
    assert number(value, "en", decimals) == english


@given(st.fractions(-(10**15), 10**15, max_denominator=1000), st.integers(0, 4))
def test_rounding_is_to_the_nearest_and_halves_go_away_from_zero(value, decimals):
    near = Fraction(rounded(value, decimals))
    assert abs(near - value) <= Fraction(1, 2 * 10**decimals)
    assert abs(near) >= abs(value) or abs(near - value) < Fraction(1, 2 * 10**decimals)


def test_percentages_dates_and_words():
    assert percent(Fraction(1, 8), "da") == "12,5 %"
    assert percent(Fraction(1, 8), "en") == "12.5%"
    assert day(date(2026, 12, 24), "da") == "24-12-2026"
    assert day(date(2026, 12, 24), "en") == "24 December 2026"
    assert Words(da="ja", en="yes").to("da") == "ja"
    assert Words(da="ja", en="yes").to("en") == "yes"


@given(st.dates(date(2015, 1, 1), date(2026, 12, 31)), st.integers(0, 2000))
def test_a_child_has_a_birthday_once_a_year(born_on, days):
    when = date.fromordinal(born_on.toordinal() + days)
    age = age_on(born_on, when)
    assert 0 <= when.year - born_on.year - age <= 1
    birthday = (when.month, when.day) >= (born_on.month, born_on.day)
    assert age == when.year - born_on.year - (not birthday)


def test_who_is_born_on_a_leap_day_is_a_year_older_in_march():
    assert age_on(date(2024, 2, 29), date(2025, 2, 28)) == 0
    assert age_on(date(2024, 2, 29), date(2025, 3, 1)) == 1


def test_an_age_group_holds_both_its_ages():
    group = AgeGroup("1-2", 1, 2)
    assert [group.holds(age) for age in range(4)] == [False, True, True, False]


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\tx"])
def test_a_cell_that_a_spreadsheet_would_compute_is_defused(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["-12", "+3.5", "-1/3", "-1.234,5", "Solsikken", "", "1=1"])
def test_other_cells_stay(text):
    assert safe_cell(text) == text
