"""Columns of figures in a sheet, with the decimal mark that the sheet itself gives evidence of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from fordel.domain.language import Words
from fordel.registers.notes import note
from fordel.registers.numerals import (
    Mark,
    Style,
    is_missing,
    machine_number,
    style,
    typed_number,
)
from fordel.registers.refusals.cells import (
    NegativeNumber,
    NotANumber,
    ShareOutside,
    ValueMissing,
)
from fordel.registers.refusals.columns import AmbiguousNumbers, MixedNumbers
from fordel.registers.sheet import Sheet
from fordel.registers.table import Coded, Column, Mask, Table

_DECIMAL = Words(
    da='{column}: tal som "{example}" er læst med "{mark}" som decimaltegn, som i resten af filen.',
    en='{column}: numbers like "{example}" were read with "{mark}" as the decimal mark, as in the '
    "rest of the file.",
)
LEAST_NUMERIC = 0.8
"""Part of a column's cells that must be numbers for it to count as a column of figures."""


def numbers(sheet: Sheet, name: str) -> Coded[Fraction]:
    """Exact numbers of a column; None where missing or suppressed.

    Problems are added for what is not a number, and once for a column whose decimal mark cannot be
    decided.
    """
    coded = numbers_or_not(sheet, name)
    if coded is None:
        return sheet.column(name).distinct.unreadable()
    if coded.wrong.any():
        sheet.refuse_rows(NotANumber, coded, coded.wrong[coded.places], name)
    return coded


def numbers_or_not(sheet: Sheet, name: str) -> Coded[Fraction] | None:
    """Exact numbers of a column in which cells that are no numbers are marked and not refused.

    None, with a problem added, where the column's decimal mark cannot be decided.
    """
    mark, decided = _mark(sheet, name, sheet.column(name))
    if not decided:
        return None
    return sheet.read(name, lambda text: typed_number(text, mark), _stored)


def counts(sheet: Sheet, name: str, *, needed: bool = False) -> Coded[Fraction]:
    """Numbers that cannot be below zero."""
    coded = numbers(sheet, name)
    sheet.refuse_rows(NegativeNumber, coded, coded.where(lambda value: value < 0), name)
    if needed:
        sheet.refuse_rows(ValueMissing, coded, coded.missing, name)
    return coded


def shares(sheet: Sheet, name: str) -> Coded[Fraction]:
    """Numbers from 0 to 1, or percentages with their sign."""
    coded = numbers(sheet, name)
    outside = coded.where(lambda value: not 0 <= value <= 1)
    sheet.refuse_rows(ShareOutside, coded, outside, name)
    return coded


def _stored(text: str) -> Fraction | None:
    return None if is_missing(text) else machine_number(text)


def _typed(column: Column) -> tuple[list[str], list[int]]:
    """The texts somebody typed, and their places among the distinct ones."""
    distinct = column.distinct
    places = [place for place, machine in enumerate(distinct.machine) if not machine]
    return [distinct.texts[place] for place in places], places


def typed_style(column: Column) -> Style:
    """What the numbers that somebody typed in a column say about its decimal mark."""
    return style(_typed(column)[0])


def _mark(sheet: Sheet, name: str, column: Column) -> tuple[Mark | None, bool]:
    """The decimal mark, and whether the column can be read at all."""
    if sheet.mapping.decimal is not None:
        return sheet.mapping.decimal, True
    texts, places = _typed(column)
    own = style(texts)
    if own.contradicts_itself:
        sheet.problems.add(MixedNumbers(file=sheet.file, column=column.header))
        return None, False
    if own.marks or not own.ambiguous:
        return next(iter(own.marks), None), True
    example = sheet.excerpt(texts[own.ambiguous[0]]) or "1.234"
    elsewhere = marks_of(sheet.table)
    if len(elsewhere) == 1:
        (mark,) = elsewhere
        values = {"column": name, "example": example, "mark": mark}
        sheet.notes.append(note("decimal_mark", sheet.file, _DECIMAL, **values))
        return mark, True
    rows = _rows_of(column, [places[place] for place in own.ambiguous])
    problem = AmbiguousNumbers(
        file=sheet.file,
        row=sheet.row(int(np.flatnonzero(rows)[0])),
        column=column.header,
        example=example,
        rows=int(rows.sum()),
    )
    sheet.problems.add(problem)
    return None, False


def _rows_of(column: Column, places: list[int]) -> Mask:
    return np.isin(column.distinct.places, np.array(places))


def marks_of(table: Table) -> frozenset[Mark]:
    """The decimal marks that any column of figures in the file gives evidence of."""
    found: frozenset[Mark] = frozenset()
    for column in table.columns:
        if looks_numeric(column):
            found |= typed_style(column).marks
    return found


def looks_numeric(column: Column) -> bool:
    """Whether nearly all cells are numbers or missing, and some are numbers."""
    distinct = column.distinct
    kinds = [_kind_of(t, m) for t, m in zip(distinct.texts, distinct.machine, strict=True)]
    rows = np.bincount(distinct.places, minlength=len(kinds))
    number = sum(int(n) for n, kind in zip(rows, kinds, strict=True) if kind == "number")
    text = sum(int(n) for n, kind in zip(rows, kinds, strict=True) if kind == "text")
    return number > 0 and number >= LEAST_NUMERIC * (number + text)


def _kind_of(text: str, machine: bool) -> str:
    if is_missing(text):
        return "missing"
    try:
        if machine:
            machine_number(text)
        elif not any(_reads(text, mark) for mark in (",", ".")):
            return "text"
    except ValueError:
        return "text"
    return "number"


def _reads(text: str, mark: Mark) -> bool:
    try:
        typed_number(text, mark)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class FigureColumn:
    """A column of figures of any name, read as well as it can be; nothing is refused."""

    place: int
    header: str
    style: Style
    values: Coded[Fraction]


def figure_columns(table: Table, decimal: Mark | None = None) -> list[FigureColumn]:
    """All columns of figures in a table, for arithmetic that needs no names.

    A column whose mark cannot be decided is left out.
    """
    found = []
    marks = marks_of(table)
    for place, column in enumerate(table.columns):
        if not looks_numeric(column):
            continue
        own = typed_style(column)
        decided = own.marks or (marks if own.ambiguous else frozenset())
        if decimal is None and (len(decided) > 1 or (own.ambiguous and not decided)):
            continue
        parse = partial(typed_number, mark=decimal or next(iter(decided), None))
        values = column.distinct.read(parse, _stored)
        found.append(FigureColumn(place, column.header, own, values))
    return found
