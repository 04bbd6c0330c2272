"""Sheets that were handed out, and what was done to them before they come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fordel.interventions.sheets.handing_out import sheets_of
from fordel.interventions.sheets.reading import Expected, read_sheets
from fordel.interventions.sheets.refusals.files import SheetRefused
from fordel.interventions.sheets.workbook import write_sheets
from tests.interventions.sheets.programmes import (
    PROGRAMME,
    registered,
    sheet,
)

Page = Any
"""A sheet of openpyxl, which has no types for what a test does to it."""


def handed_out(path: Path, change: Callable[[Page], None] = lambda _: None) -> Path:
    """A sheet of u1 for period 2, with one answer, after something was done to it."""
    file = path / "solsikken.xlsx"
    write_sheets(sheets_of(sheet(), registered(), ["u1"]), file)
    book = openpyxl.load_workbook(file)
    page = book["Solsikken"]
    page[at(page, "events")] = 3
    change(page)
    book.save(file)
    return file


def at(page: Page, key: str, column: str = "B") -> str:
    return f"{column}{row_of(page, key)}"


def row_of(page: Page, key: str) -> int:
    return next(row[5].row for row in page.iter_rows() if row[5].value == f"field:{key}")


def refused(file: Path, expected: Expected | None = None) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        read_sheets(file, PROGRAMME, expected=expected)
    return caught.value
