"""XLSX workbooks: values as the program stored them, on the sheet that holds the table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from fordel.registers.formats.extent import check_extent
from fordel.registers.formats.grid import HeaderRow, find_headers, known_headers
from fordel.registers.records import SourceFile
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.files import CutFile, EmptyFile, SeveralSheets, UnknownSheet
from fordel.registers.table import Column, Facts, Mask, Table
from fordel.registers.words import words

Cell = str | int | float | bool | date | datetime | time | timedelta
Rows = list[list[Cell]]


def read_workbook(path: Path, sheet: str | None = None) -> Table:
    """Read the sheet of a workbook that fits, or the one that is named.

    Raises
    ------
    CellFarOut, CutFile, EmptyFile, NoHeader, SeveralSheets, UnknownSheet
    """
    check_extent(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            rows = {name: _rows(book, name) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError):
        raise CutFile(file=path.name) from None
    filled = {name: cells for name, cells in rows.items() if _is_filled(cells)}
    if not filled:
        raise EmptyFile(file=path.name)
    name = _choose(filled, sheet, path.name)
    return _table(path, name, filled[name])


def _rows(book: CalamineWorkbook, name: str) -> Rows:
    """All rows from the first of the sheet, so that their places are their row numbers."""
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _is_filled(rows: Rows) -> bool:
    return sum(any(cell != "" for cell in row) for row in rows) > 1


def _choose(sheets: dict[str, Rows], wanted: str | None, file: str) -> str:
    """The named sheet, the only one, or the one whose headers are known best."""
    if wanted is not None:
        if wanted not in sheets:
            raise UnknownSheet(file=file, sheet=wanted, sheets=", ".join(sheets))
        return wanted
    if len(sheets) == 1:
        return next(iter(sheets))
    known = {name: _known(rows, file) for name, rows in sheets.items()}
    best = max(known.values())
    fitting = [name for name, count in known.items() if count == best]
    if len(fitting) > 1:
        raise SeveralSheets(file=file, sheets=", ".join(fitting))
    return fitting[0]


def _known(rows: Rows, file: str) -> int:
    try:
        return known_headers(_headers(rows, file).headers)
    except FileRefused:
        return 0


def _headers(rows: Rows, file: str) -> HeaderRow:
    return find_headers([[text_of(cell) for cell in row] for row in rows[:20]], file)


def _table(path: Path, name: str, rows: Rows) -> Table:
    top = _headers(rows, path.name)
    width = len(top.headers)
    body = [
        (place, row)
        for place, row in enumerate(rows)
        if place > top.place and any(cell != "" for cell in row[:width])
    ]
    while body and _is_footnote(body[-1][1]):
        body.pop()
    if not body:
        raise EmptyFile(file=path.name)
    columns = tuple(
        _column(header, [row[place] for _, row in body]) for place, header in enumerate(top.headers)
    )
    source = SourceFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), len(body))
    numbers = np.array([place + 1 for place, _ in body], dtype=np.int64)
    facts = Facts("XLSX", sheet=name, skipped=top.place)
    return Table(source, columns, numbers, facts)


def _is_footnote(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if cell != ""]
    return len(filled) == 1 and isinstance(filled[0], str) and words().is_footnote(filled[0])


def _column(header: str, cells: Sequence[Cell]) -> Column:
    stored: Mask = np.array([not isinstance(cell, str) for cell in cells], dtype=bool)
    machine = bool(stored[0]) if stored.all() or not stored.any() else stored
    return Column(header, lambda: pa.array([text_of(cell) for cell in cells], pa.string()), machine)


def text_of(cell: Cell) -> str:
    """A stored value as text: whole numbers without decimals, dates as ISO."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()
