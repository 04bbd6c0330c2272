"""Opening a data file: its columns found, personal numbers looked for, its totals taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fordel.domain.language import Words
from fordel.registers.contract import Kind, rule_for
from fordel.registers.figures import figure_columns
from fordel.registers.formats.reading import read_file
from fordel.registers.headers import Resolved, resolve, simplified
from fordel.registers.keys import same_code
from fordel.registers.mapping import FileMapping
from fordel.registers.notes import Note, note
from fordel.registers.personal import CPR_ANYWHERE, looks_like_cpr, looks_like_production_unit
from fordel.registers.records import Needs
from fordel.registers.refusals.columns import (
    ColumnMissing,
    HeaderTwice,
    NoHeader,
    PersonalNumber,
    UnknownColumn,
)
from fordel.registers.refusals.files import NoRowsLeft
from fordel.registers.refusals.report import Problems
from fordel.registers.sheet import Sheet
from fordel.registers.table import Coded, Column, Mask, Table
from fordel.registers.totals import Total, find_totals
from fordel.registers.words import plain_words, words

_TOTALS = Words(
    da="summer og gennemsnit, som ikke er regnet med: {count} (række {rows}).",
    en="totals and averages, which were not counted: {count} (row {rows}).",
)
_UNUSED = Words(
    da="kolonner, der ikke er brugt: {headers}.", en="columns that were not used: {headers}."
)
_ONLY = Words(
    da="rækker læst, som mapping.yaml siger: {kept} af {all}.",
    en="rows read, as mapping.yaml says: {kept} of {all}.",
)
PARQUET = "Parquet"
LISTED = 12
"""Rows or headers named in a note."""


def open_sheet(
    path: Path,
    stem: str,
    needs: Needs,
    mapping: FileMapping,
    problems: Problems,
    notes: list[Note],
) -> Sheet:
    """Open a data file as a sheet; what is wrong with its columns is added to ``problems``.

    Raises
    ------
    FileRefused, RefusedFiles : the file cannot be read at all.
    """
    table = only_rows(read_file(path, mapping.sheet), mapping, problems, notes)
    rule = rule_for(stem, needs)
    read = ["" if header in mapping.unused else header for header in table.headers]
    found = resolve(read, rule, mapping.columns, needs.age_groups, needs.criteria)
    private = stem == "children"
    if not found.places and not found.absent:
        raise NoHeader(file=table.file)
    sheet = Sheet(table, found, mapping, problems, notes, private=private)
    _check_columns(sheet, found)
    for name in (column.name for column in rule.columns if column.needed):
        missing = name not in found.places and name not in found.absent | found.doubtful
        if missing and not (stem == "criteria" and name != "unit"):
            headers = ", ".join(table.headers)
            problems.add(ColumnMissing(file=table.file, needed=name, headers=headers))
    keys = {column.name for column in rule.columns if column.kind is Kind.CHILD}
    check_personal(sheet, keys)
    _note_unused(sheet)
    return sheet


def only_rows(table: Table, mapping: FileMapping, problems: Problems, notes: list[Note]) -> Table:
    """The rows that the mapping asks for: one municipality, one year.

    Raises
    ------
    NoRowsLeft : no row is what the mapping asks for.
    """
    keep = np.ones(len(table), dtype=bool)
    for header, wanted in mapping.only.items():
        places = [p for p, own in enumerate(table.headers) if simplified(own) == simplified(header)]
        if not places:
            names = ", ".join(table.headers)
            problems.add(UnknownColumn(file=table.file, column=header, headers=names))
            continue
        coded = table.columns[places[0]].distinct.read(str)
        keep &= coded.where(partial(same_code, wanted))
    if mapping.only:
        counts = {"kept": int(keep.sum()), "all": len(keep)}
        notes.append(note("only", table.file, _ONLY, **counts))
        if not keep.any():
            raise NoRowsLeft(file=table.file)
    return table.keeping(keep)


def _check_columns(sheet: Sheet, found: Resolved) -> None:
    headers = ", ".join(sheet.table.headers)
    for name, header in found.absent.items():
        column = header if name in found.absent else name
        sheet.problems.add(UnknownColumn(file=sheet.file, column=column, headers=headers))
    for name, several in found.doubtful.items():
        both = ", ".join(several)
        sheet.problems.add(HeaderTwice(file=sheet.file, meant=name, headers=both))


def _note_unused(sheet: Sheet) -> None:
    used = sheet.found.taken
    rest = [h for place, h in enumerate(sheet.table.headers) if place not in used]
    if rest:
        listed = ", ".join(rest[:LISTED]) + (" …" if len(rest) > LISTED else "")
        sheet.notes.append(note("unused_columns", sheet.file, _UNUSED, headers=listed))


def check_personal(sheet: Sheet, child_keys: set[str]) -> None:
    """Refuse columns with what looks like personal numbers, except the key of a child.

    Columns of a Parquet file that nobody asks for are never read, and need no check.
    """
    allowed = {sheet.found.places[name] for name in child_keys if name in sheet}
    untouched = sheet.table.facts.format == PARQUET
    for place, column in enumerate(sheet.table.columns):
        if place in allowed or (untouched and place not in sheet.found.taken):
            continue
        rows = personal_rows(column)
        if rows.any():
            problem = PersonalNumber(
                file=sheet.file,
                row=sheet.row(int(np.flatnonzero(rows)[0])),
                column=column.header,
                rows=int(rows.sum()),
            )
            sheet.problems.add(problem)


def personal_rows(column: Column) -> Mask:
    """Rows, shape (rows,), whose cell holds what looks like a personal number.

    A P number of a workplace has ten digits too; a column where every such number is a possible P
    number is taken to hold those.
    """
    distinct = column.distinct
    hits = pc.match_substring_regex(pa.array(distinct.texts, pa.string()), CPR_ANYWHERE)
    marks: Mask = np.array(hits.to_pylist(), dtype=bool)
    present = [text for text in distinct.texts if text]
    if present and all(map(_is_lost_cpr, present)):
        marks = np.array([bool(text) for text in distinct.texts])
    suspects = [text for text, mark in zip(distinct.texts, marks, strict=True) if mark]
    if not suspects or all(map(looks_like_production_unit, suspects)):
        return np.zeros(len(distinct.places), dtype=bool)
    return np.asarray(marks[distinct.places])


def _is_lost_cpr(text: str) -> bool:
    """Whether a number is a CPR number but for a leading zero that a spreadsheet dropped."""
    return len(text) in {9, 10} and text.isdigit() and looks_like_cpr(text.zfill(10))


def without_totals(
    sheet: Sheet,
    key: str,
    known: Collection[str] = (),
    *,
    by_sums: bool = True,
    one_row_each: bool = False,
) -> tuple[Sheet, tuple[Total, ...]]:
    """The sheet without its totals, which are noted.

    Parameters
    ----------
    sheet : the opened file.
    key : the column that names units or districts.
    known : keys that are units for certain; their rows are never totals.
    by_sums : whether figures may show a total too, where they are such that can be added up.
    one_row_each : every unit has one row; of two with the same key, the one whose figures are the
        sums of others is a total that only shares a unit's name.
    """
    totals = totals_of(sheet, key, known, by_sums=by_sums, one_row_each=one_row_each)
    if not totals:
        return sheet, ()
    keep = np.ones(len(sheet), dtype=bool)
    keep[[total.place for total in totals]] = False
    note_totals(sheet, [total.place for total in totals])
    return sheet.keeping(keep), totals


def note_totals(sheet: Sheet, places: Sequence[int]) -> None:
    """Say which rows were recognised as totals."""
    rows = [str(sheet.row(place)) for place in places]
    listed = ", ".join(rows[:LISTED]) + (" …" if len(rows) > LISTED else "")
    sheet.notes.append(note("totals", sheet.file, _TOTALS, count=len(rows), rows=listed))


def totals_of(
    sheet: Sheet,
    key: str,
    known: Collection[str] = (),
    *,
    by_sums: bool = True,
    one_row_each: bool = False,
) -> tuple[Total, ...]:
    """The rows of a sheet that are totals, by the words in key and name and by their figures."""
    keys = _labels(sheet, key).rows()
    spared = {*sheet.mapping.units, *known}
    said = _says_total(sheet, key) | _says_total(sheet, "name") | _keyless_totals(sheet, keys)
    said &= np.array([own not in spared for own in keys], dtype=bool)
    if sheet.private or not by_sums:
        return tuple(Total(int(place), "words") for place in np.flatnonzero(said))
    labelled = {sheet.found.places[name] for name in (key, "name") if name in sheet}
    figures = [
        column.values.rows()
        for column in figure_columns(sheet.table, sheet.mapping.decimal)
        if column.place not in labelled
    ]
    named = (name for name in ("cluster", "area", "district") if name in sheet)
    groups = [_labels(sheet, name).rows() for name in named]
    found = find_totals(figures, said.tolist(), keys, groups)
    if one_row_each:
        spared -= {own for own, rows in Counter(keys).items() if rows > 1 and own is not None}
    return tuple(total for total in found if keys[total.place] not in spared)


def _labels(sheet: Sheet, name: str) -> Coded[str]:
    if name not in sheet:
        return Coded([""], [None], np.zeros(len(sheet), dtype=np.int64), np.zeros(1, dtype=bool))
    missing = words().missing
    return sheet.read(name, lambda text: None if plain_words(text) in missing else text)


def _says_total(sheet: Sheet, name: str) -> Mask:
    """Rows, shape (rows,), whose label in a column is a word for a total."""
    more = frozenset(map(plain_words, sheet.mapping.totals))
    return _labels(sheet, name).where(lambda label: words().is_total(label, more))


def _keyless_totals(sheet: Sheet, keys: Sequence[str | None]) -> Mask:
    """Rows without a key that have a word for a total in any other column."""
    more = frozenset(map(plain_words, sheet.mapping.totals))
    keyless = np.array([own is None for own in keys], dtype=bool)
    said = np.zeros(len(sheet), dtype=bool)
    if keyless.any() and not sheet.private:
        for column in sheet.table.columns:
            coded = column.distinct.read(str)
            said |= coded.where(lambda label: words().is_total(label, more))
    return np.asarray(said & keyless)
