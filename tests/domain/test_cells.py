from __future__ import annotations

import pytest

from fordel.domain.cells import safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+SUM(A1)", "-cmd", "@x", "\t=1", "\r=1", "\n=1", "＝1+1", "－x", "--1"]
)
def test_what_a_spreadsheet_would_compute_is_defused(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "Solsikken", "-12", "+4,5", "-1.234,56", "-3/4", "0101", "a=1"]
)
def test_numbers_and_ordinary_text_stay(text):
    assert safe_cell(text) == text
