from __future__ import annotations

import csv
import io

import pytest

from fordel.domain.cells import safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+SUM(A1)", "-cmd", "@x", "\t=1", "\n=1", "＝1+1", "－x", "--1"]
)
def test_what_a_spreadsheet_would_compute_is_defused(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "Solsikken", "-12", "+4,5", "-1.234,56", "-3/4", "0101", "a=1"]
)
def test_numbers_and_ordinary_text_stay(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    ("text", "shown"), [("\r=1", "'\n=1"), ("Huset\r=1+1", "Huset\n=1+1"), ("a\r\nb", "a\nb")]
)
def test_no_carriage_return_begins_a_row_of_its_own(text, shown):
    assert safe_cell(text) == shown
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerow([safe_cell(text), "next"])
    assert len(list(csv.reader(io.StringIO(out.getvalue()), delimiter=";"))) == 1
