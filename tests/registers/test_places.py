"""Columns by their letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.registers.formats.places import column_letters, column_number


@pytest.mark.parametrize(
    ("letters", "number"),
    [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("BA", 53), ("ZZ", 702), ("XFD", 16_384)],
)
def test_columns_are_numbered_as_a_spreadsheet_does(letters: str, number: int) -> None:
    assert column_number(letters) == number
    assert column_letters(number) == letters


@given(st.integers(min_value=1, max_value=10**7))
def test_a_column_s_letters_give_its_number_back(number: int) -> None:
    assert column_number(column_letters(number)) == number
