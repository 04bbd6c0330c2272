"""Writing sheets to a file with XlsxWriter. Text is never a formula, a link or a number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from fordel.charts.printing.sheets import Money, Share, Sheet, Shown
from fordel.domain.language import Language, Words

_GREEN = "#1B5E3F"
_SUM = Words(da="I alt", en="Together")
_WIDEST, _NARROWEST, _PROSE = 48, 9, 100
_NAME_LIMIT = 31


def write_sheets(
    sheets: Iterable[Sheet],
    path: Path,
    language: Language,
    *,
    title: str,
    year: int,
    decimals: int = 0,
) -> Path:
    """Write any sheets as a workbook.

    Parameters
    ----------
    year : the workbook is dated its first day, so that the same sheets give the same file.
    decimals : how many an amount is shown with.
    """
    import xlsxwriter  # noqa: PLC0415 - only who writes a workbook pays for it

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": title, "created": _midnight(date(year, 1, 1))})
        formats = _formats(book, decimals)
        names: set[str] = set()
        for sheet in sheets:
            _write_sheet(book, sheet, formats, language, names)
    return path


def _formats(book: Any, decimals: int) -> dict[str, Any]:
    font = {"font_name": "Calibri", "font_size": 11}
    money = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return {
        "title": book.add_format({**font, "bold": True, "font_size": 14, "font_color": _GREEN}),
        "header": book.add_format(
            {
                **font,
                "bold": True,
                "bottom": 1,
                "text_wrap": True,
                "valign": "top",
                "font_color": _GREEN,
            }
        ),
        "text": book.add_format({**font, "num_format": "@"}),
        "long": book.add_format({**font, "num_format": "@", "text_wrap": True, "valign": "top"}),
        "number": book.add_format({**font, "num_format": "#,##0.##"}),
        "whole": book.add_format({**font, "num_format": "0"}),
        "money": book.add_format({**font, "num_format": money}),
        "share": book.add_format({**font, "num_format": "0.0 %"}),
        "date": book.add_format({**font, "num_format": "dd-mm-yyyy", "align": "left"}),
        "sum": book.add_format({**font, "bold": True, "top": 1, "num_format": money}),
    }


def _write_sheet(
    book: Any, sheet: Sheet, formats: dict[str, Any], language: Language, names: set[str]
) -> None:
    page = book.add_worksheet(_sheet_name(sheet.name, names))
    top = 0
    if sheet.title:
        page.write_string(0, 0, sheet.title, formats["title"])
        top = 2
    for column, header in enumerate(sheet.headers):
        page.write_string(top, column, header, formats["header"])
    for number, row in enumerate(sheet.rows, start=top + 1):
        for column, value in enumerate(row):
            _write_cell(page, number, column, value, formats)
    _write_sums(page, sheet, top, formats, language)
    under = top + len(sheet.rows) + (3 if sheet.sums else 2)
    for number, note in enumerate(sheet.notes, start=under):
        page.write_string(number, 0, note, formats["text"])
    page.freeze_panes(top + 1, sheet.frozen_columns)
    if sheet.rows and not sheet.is_prose:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.headers) - 1)
    for column in range(len(sheet.headers)):
        page.set_column(column, column, _PROSE if sheet.is_prose else _width(sheet, column))
    if not sheet.is_prose:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name a workbook takes: short, without the signs it minds, and not there already."""
    clean = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:_NAME_LIMIT]
    found, number = clean, 2
    while found.casefold() in taken:
        tail = f" {number}"
        found, number = clean[: _NAME_LIMIT - len(tail)] + tail, number + 1
    taken.add(found.casefold())
    return found


def _write_cell(page: Any, row: int, column: int, value: Shown, formats: dict[str, Any]) -> None:
    if isinstance(value, Money):
        _write_number(page, row, column, value.amount, formats["money"])
    elif isinstance(value, Share):
        _write_number(page, row, column, value.share, formats["share"])
    elif isinstance(value, Fraction | Decimal):
        _write_number(page, row, column, value, formats["number"])
    elif isinstance(value, int):
        page.write_number(row, column, value, formats["whole"])
    elif isinstance(value, date):
        page.write_datetime(row, column, _midnight(value), formats["date"])
    elif value is not None:
        page.write_string(row, column, value, formats["long" if len(value) > _WIDEST else "text"])


def _midnight(day: date) -> datetime:
    """A spreadsheet knows no time zones; a day is its first moment."""
    return datetime.combine(day, datetime.min.time())


def _write_number(
    page: Any, row: int, column: int, value: Fraction | Decimal | None, shown: Any
) -> None:
    """A spreadsheet's numbers are floats: whole amounts below 2^53 are exact in them."""
    if value is not None:
        page.write_number(row, column, float(value), shown)


def _write_sums(
    page: Any, sheet: Sheet, top: int, formats: dict[str, Any], language: Language
) -> None:
    if not sheet.sums or not sheet.rows:
        return
    under = top + 1 + len(sheet.rows)
    page.write_string(under, 0, _SUM.to(language), formats["sum"])
    for column in sheet.sums:
        known = [_plain_number(row[column]) for row in sheet.rows]
        letter = _letters(column)
        formula = f"=SUM({letter}{top + 2}:{letter}{under})"
        page.write_formula(under, column, formula, formats["sum"], sum(known))


def _plain_number(value: Shown) -> float:
    inner = value.amount if isinstance(value, Money) else value
    inner = inner.share if isinstance(inner, Share) else inner
    return float(inner) if isinstance(inner, Fraction | Decimal | int) else 0.0


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 - only who writes a workbook

    return str(xl_col_to_name(column))


def _width(sheet: Sheet, column: int) -> int:
    cells = [row[column] for row in sheet.rows[:200]]
    longest = max((len(cell) if isinstance(cell, str) else 12 for cell in cells), default=8)
    words = max((len(word) for word in sheet.headers[column].split()), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, words) + 2))
