"""A table in a file, made safe to publish."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fordel.budget_year.refusals import CannotWrite
from fordel.budget_year.telling.runs import ScreenTable
from fordel.disclosure.cells import Figures, Key, Publish
from fordel.disclosure.linking import with_complements
from fordel.disclosure.protecting import Asked, Protected, protect
from fordel.disclosure.rounding import Rounded, round_to_base
from fordel.disclosure.rules import Rules
from fordel.disclosure.tables import TOTAL, Dimension, Number, table
from fordel.domain.cells import safe_cell
from fordel.domain.language import Language, Words, number
from fordel.registers.formats.reading import read_file
from fordel.registers.numerals import is_missing
from fordel.registers.opening import personal_rows
from fordel.registers.refusals.cells import NotANumber, ValueMissing
from fordel.registers.refusals.columns import PersonalNumber, UnknownColumn
from fordel.registers.refusals.relations import UnitTwice
from fordel.registers.table import Column, Table

_TOTAL = Words(da="I alt", en="Total")
_HIDDEN = Words(da="Skjulte tal: {count}.", en="Figures hidden: {count}.")
_PASSED = Words(
    da="Efterprøvet: ingen kan regne et skjult tal ud af tabellen.",
    en="Tested: nobody can compute a hidden figure from the table.",
)


@dataclass(frozen=True)
class TableFile:
    """A file with one row for each unit, and counts in its columns.

    ``rows`` and ``area`` name the columns of units and of their areas (sub-totals); ``children``
    that of all children. The columns of counts add up where ``columns_add_up``.
    """

    path: Path
    rows: str | None = None
    area: str | None = None
    children: str | None = None
    columns_add_up: bool = False


@dataclass(frozen=True)
class Disclosed:
    """A table that may be published, and the order of its rows and columns."""

    guarded: Protected | Rounded
    rows_header: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    def grid(self, language: Language) -> list[list[str]]:
        """What stands in the published table, headers first."""
        names = {TOTAL: _TOTAL.to(language)}
        lines = [[self.rows_header, *(names.get(name, name) for name in self.columns)]]
        for row in self.rows:
            cells = [self.guarded.text((row, column), language) for column in self.columns]
            lines.append([names.get(row, row), *cells])
        return lines

    def table(self, language: Language) -> ScreenTable:
        """The table for a screen, with how it was protected below it."""
        headers, *rows = self.grid(language)
        return ScreenTable("", headers, rows, below=tuple(self.told(language)))

    def told(self, language: Language) -> list[str]:
        """How it was protected. How many were small is not told: it could tell which."""
        guarded = self.guarded
        lines = [guarded.legend(language)]
        if isinstance(guarded, Protected):
            count = len(guarded.publication.hidden)
            lines += [
                guarded.method_words(language),
                _HIDDEN.to(language).format(count=number(count, language)),
            ]
        return [*filter(None, lines), _PASSED.to(language)]

    def to_json(self) -> dict[str, Any]:
        """The published cells, and by which method they were protected.

        What it cost is left out: a sum of hidden figures is one more figure.
        """
        guarded = self.guarded
        cells = [guarded[row, column].to_json() for row in self.rows for column in self.columns]
        if isinstance(guarded, Rounded):
            return {"way": guarded.way, "additive": guarded.additive, "cells": cells}
        return {"method": guarded.method, "cells": cells}

    def write(self, path: Path, language: Language) -> None:
        """The published table as CSV.

        Raises
        ------
        CannotWrite : the file cannot be written.
        """
        text = io.StringIO()
        lines = [[safe_cell(cell) for cell in line] for line in self.grid(language)]
        csv.writer(text, delimiter=";", lineterminator="\n").writerows(lines)
        try:
            path.write_text(text.getvalue(), encoding="utf-8-sig")
        except OSError as error:
            raise CannotWrite(folder=str(path.parent)) from error


def disclose(
    file: TableFile,
    rules: Rules,
    *,
    asked: Asked = "best",
    seconds: float = 10.0,
    base: int | None = None,
) -> Disclosed:
    """Read a table and make it safe to publish.

    Parameters
    ----------
    base : rounds to this base and hides nothing, where it is given.

    Raises
    ------
    FileRefused : the file cannot be read as a table of counts.
    InputRefused : its figures cannot be protected.
    """
    figures, rows_header, rows, columns = _figures(file)
    guarded: Protected | Rounded = (
        protect(figures, rules, asked=asked, seconds=seconds)
        if base is None
        else round_to_base(figures, rules, base=base)
    )
    return Disclosed(guarded, rows_header, rows, columns)


def _figures(file: TableFile) -> tuple[Figures, str, tuple[str, ...], tuple[str, ...]]:
    """The figures of a file, the header of its rows, and the order of rows and columns."""
    read = read_file(file.path)
    columns = {column.header: column for column in read.columns}
    header = file.rows or read.headers[0]
    used = [name for name in (header, file.area, file.children) if name is not None]
    for wanted in used:
        if wanted not in columns:
            names = ", ".join(read.headers)
            raise UnknownColumn(file=read.file, column=wanted, headers=names)
    _check_personal(read)
    units = _units(read, columns[header])
    areas = _areas(read, units, columns[file.area]) if file.area else {}
    rows = Dimension.nested(areas) if file.area else Dimension.flat(units)
    counted = {name: _counts(read, col) for name, col in columns.items() if name not in used}
    sides = Dimension.flat(counted) if file.columns_add_up else Dimension.loose(counted)
    figures = _table(units, counted, rows, sides, "if_safe")
    if file.children is None:
        return figures, header, rows.every, sides.every
    name = file.children
    all_ = {name: _counts(read, columns[name])}
    everybody = _table(units, all_, rows, Dimension.loose([name]), "always")
    figures = _with_children(figures, everybody, rows, name)
    return figures, header, rows.every, (name, *sides.every)


def _table(
    units: Sequence[str],
    counted: Mapping[str, Sequence[int | None]],
    rows: Dimension,
    columns: Dimension,
    publish: Publish,
) -> Figures:
    values: dict[Key, Number | None] = {
        (unit, name): count
        for name, counts in counted.items()
        for unit, count in zip(units, counts, strict=True)
    }
    return table(values, [rows, columns], publish=publish)


def _with_children(figures: Figures, everybody: Figures, rows: Dimension, name: str) -> Figures:
    columns = {column for _, column in figures.cells}
    wholes: dict[Key, Key] = {(row, at): (row, name) for row in rows.every for at in columns}
    return with_complements(figures.joined(everybody), wholes)


def _check_personal(read: Table) -> None:
    for column in read.columns:
        rows = personal_rows(column)
        if rows.any():
            first = int(read.row_numbers[int(np.flatnonzero(rows)[0])])
            raise PersonalNumber(
                file=read.file, row=first, column=column.header, rows=int(rows.sum())
            )


def _names(read: Table, column: Column) -> list[str]:
    texts = [str(text) for text in column.cells.to_pylist()]
    for place, text in enumerate(texts):
        if not text:
            raise ValueMissing(
                file=read.file, row=int(read.row_numbers[place]), column=column.header
            )
    return texts


def _units(read: Table, column: Column) -> list[str]:
    units = _names(read, column)
    first: dict[str, int] = {}
    for row, unit in zip(read.row_numbers.tolist(), units, strict=True):
        if unit in first:
            raise UnitTwice(
                file=read.file, row=row, column=column.header, value=unit, first_row=first[unit]
            )
        first[unit] = row
    return units


def _areas(read: Table, units: Sequence[str], column: Column) -> dict[str, list[str]]:
    """The units of each area; an area that is called as a unit or the total gets a longer name."""
    found: dict[str, list[str]] = {}
    taken = {*units, TOTAL}
    for unit, area in zip(units, _names(read, column), strict=True):
        name = f"{area} ({column.header})" if area in taken else area
        found.setdefault(name, []).append(unit)
    return found


def _counts(read: Table, column: Column) -> list[int | None]:
    """Whole numbers; ``None`` where the cell says that the figure is missing."""
    found: list[int | None] = []
    for place, text in enumerate(column.cells.to_pylist()):
        if not text or is_missing(text):
            found.append(None)
        elif text.isdecimal():
            found.append(int(text))
        else:
            raise NotANumber(file=read.file, row=int(read.row_numbers[place]), column=column.header)
    return found
