from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.registers.numerals import is_missing, machine_number, style, typed_number


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("1 675", None, "1675"),
        ("1 788 994", None, "1788994"),
        ("-  73", None, "-73"),
        ("- 23", None, "-23"),
        ("\u221212", None, "-12"),
        ("12-", None, "-12"),
        ("(12)", None, "-12"),
        ("+5", None, "5"),
        ("9,7", None, "9.7"),
        ("0.123", None, "0.123"),
        (",5", None, "0.5"),
        ("1.234,5", None, "1234.5"),
        ("1,234.5", None, "1234.5"),
        ("1.234.567", None, "1234567"),
        ("1'234'567,25", None, "1234567.25"),
        ("1\u00a0234,5", None, "1234.5"),
        ("1\u202f234", None, "1234"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("12,345", ",", "12.345"),
        ("1234,567", None, "1234.567"),
        ("25 %", None, "0.25"),
        ("kr. 1.500,50", None, "1500.5"),
        ("2.500.000 kr.", None, "2500000"),
        ("100,-", None, "100"),
    ],
)
def test_numbers_are_read_as_their_writers_meant_them(text, mark, expected):
    assert typed_number(text, mark) == Fraction(expected)


@pytest.mark.parametrize(
    "text",
    ["1.234", "12,345", "abc", "1,2,3", "1.23.456", "1 23", "12 34", "--5", "1e5", "-5-", "½"],
)
def test_what_is_no_number_or_two_numbers_is_not_read(text):
    with pytest.raises(ValueError):
        typed_number(text, None)


@pytest.mark.parametrize("text", ["", ".", "..", "...", "-", "np", "N.A.", ":", "x", "<5", "< 4"])
def test_missing_figures_are_missing_and_never_zero(text):
    assert is_missing(text)
    assert typed_number(text, ",") is None


def test_a_zero_is_a_zero():
    assert typed_number("0", None) == 0
    assert typed_number("0,0", None) == 0


def test_a_column_says_itself_which_mark_separates_decimals():
    assert style(["1.234", "0,5"]).marks == {","}
    assert style(["1.234", "1.234.567"]).marks == {","}
    assert style(["1.234", "2.5"]).marks == {"."}
    assert style(["1.234", "12"]).marks == frozenset()
    assert style(["1.234", "12"]).ambiguous == (0,)
    assert style(["1,5", "2.5"]).contradicts_itself
    assert style(["24.12.2026"]).marks == frozenset()


def test_machine_numbers_are_exact():
    assert machine_number("0.1") == Fraction(1, 10)
    assert machine_number("1e-3") == Fraction(1, 1000)
    with pytest.raises(ValueError):
        machine_number("1,5")


GROUPS = st.sampled_from([".", ",", " ", "\u00a0", "'", ""])


@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 4),
    GROUPS,
    st.sampled_from([",", "."]),
)
def test_a_number_written_in_any_style_is_read_back_exactly(digits, places, group, mark):
    if group == mark:
        group = ""
    value = Fraction(digits, 10**places)
    whole, _, decimals = f"{abs(digits):0{places + 1}d}"[::-1].partition("\0")
    whole, decimals = whole[places:][::-1], whole[:places][::-1]
    parts = f"{int(whole):,}".replace(",", group)
    text = ("-" if digits < 0 else "") + parts + (mark + decimals if decimals else "")
    assert typed_number(text, mark) == value
