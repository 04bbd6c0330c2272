"""One file by itself: its columns by name, exact numbers, its totals taken out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from fordel.registers.contract import FILES, FileRule
from fordel.registers.figures import looks_numeric, numbers, numbers_or_not
from fordel.registers.formats.reading import read_file
from fordel.registers.headers import Resolved, resolve, simplified
from fordel.registers.mapping import NO_MAPPING, FileMapping
from fordel.registers.notes import Note
from fordel.registers.opening import check_personal, only_rows, without_totals
from fordel.registers.records import SourceFile
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.columns import HeaderTwice, UnknownColumn
from fordel.registers.refusals.report import NOT_USED, Problems, RefusedFiles
from fordel.registers.sheet import Sheet
from fordel.registers.table import Table
from fordel.registers.totals import Total

LEAST_DISTINCT = 0.8
"""Part of the rows that must differ in a column that names them."""


@dataclass(frozen=True)
class NoNumber:
    """A cell of a column of figures that is no number, with what may be shown of it."""

    text: str


@dataclass(frozen=True)
class CheckedTable:
    """A file whose columns are asked for by name.

    ``rows`` shape (rows,): where each row stands in the file. ``totals`` are the rows that were
    recognised as sums and are not among them. ``notes`` grows as columns are read.
    """

    sheet: Sheet
    totals: tuple[Total, ...]
    notes: list[Note]

    @property
    def file(self) -> str:
        return self.sheet.file

    @property
    def source(self) -> SourceFile:
        return self.sheet.table.source

    @property
    def names(self) -> tuple[str, ...]:
        """The names that columns can be asked for by: the headers of the file."""
        return self.sheet.table.headers

    @property
    def rows(self) -> tuple[int, ...]:
        return tuple(int(row) for row in self.sheet.table.row_numbers)

    def __len__(self) -> int:
        return len(self.sheet)

    def __contains__(self, name: str) -> bool:
        return self._place(name) is not None

    def texts(self, name: str) -> list[str | None]:
        """A column as text, None where nothing stands.

        Raises
        ------
        RefusedFiles : there is no such column.
        """
        return self._named(name).texts(name).rows()

    def keys(self, name: str) -> list[str | None]:
        """A column of keys as text, None where missing. Raises as :meth:`texts`."""
        return self._named(name).keys(name).rows()

    def numbers(self, name: str) -> list[Fraction | None]:
        """A column as exact numbers, None where missing or suppressed.

        Raises
        ------
        RefusedFiles : there is no such column, or it holds what is not a number.
        """
        values = numbers(self._named(name), name).rows()
        self.sheet.problems.raise_any()
        return values

    def figures(self, name: str) -> list[Fraction | NoNumber | None]:
        """A column as :meth:`numbers`, but a cell that is no number is told and not refused.

        Raises
        ------
        RefusedFiles : there is no such column, or its decimal mark cannot be decided.
        """
        sheet = self._named(name)
        coded = numbers_or_not(sheet, name)
        sheet.problems.raise_any()
        assert coded is not None
        read = [
            NoNumber(sheet.excerpt(text)) if wrong else value
            for text, value, wrong in zip(coded.texts, coded.values, coded.wrong, strict=True)
        ]
        return [read[place] for place in coded.places]

    def _place(self, name: str) -> int | None:
        if name in self.sheet:
            return self.sheet.found.places[name]
        headers = self.names
        alike = [p for p, header in enumerate(headers) if simplified(header) == simplified(name)]
        exact = [p for p, header in enumerate(headers) if header == name]
        return next(iter([*exact, *alike]), None)

    def _named(self, name: str) -> Sheet:
        """The sheet with the column under the name it was asked for by."""
        self._check_once(name)
        place = self._place(name)
        if place is None:
            headers = ", ".join(self.names)
            self.sheet.problems.add(UnknownColumn(file=self.file, column=name, headers=headers))
            self.sheet.problems.raise_any()
        else:
            self.sheet.found.places[name] = place
        return self.sheet

    def _check_once(self, name: str) -> None:
        """Refuse a header that stands twice: which of the columns counts cannot be decided."""
        exact = [header for header in self.names if header == name]
        alike = [header for header in self.names if simplified(header) == simplified(name)]
        several = exact or alike
        if len(several) > 1:
            both = ", ".join(several)
            self.sheet.problems.add(HeaderTwice(file=self.file, meant=name, headers=both))
            self.sheet.problems.raise_any()


def read_table(
    path: Path,
    *,
    kind: str | None = None,
    key: str | None = None,
    mapping: FileMapping = NO_MAPPING,
    every_row: bool = False,
) -> CheckedTable:
    """Read one file of any format for a command that asks for its columns by name.

    Parameters
    ----------
    path : the file.
    kind : which file of the contract it is ("units", "scores", …); its columns then also go by the
        contract's names. Without it they go by their headers alone.
    key : the column that says what a row is about; without it, the one that looks like a unit's
        key, or else the first that holds no numbers.
    mapping : how the file is to be read, where it does not say so itself.
    every_row : keep the rows that look like totals too, where rows are not to be added up.

    Raises
    ------
    RefusedFiles : the file cannot be read, or holds personal numbers.
    """
    problems, notes = Problems(NOT_USED), list[Note]()
    try:
        table = only_rows(read_file(path, mapping.sheet), mapping, problems, notes)
    except (FileRefused, RefusedFiles) as refused:
        problems.take(refused)
        problems.raise_any()
        raise
    found = _columns(table, kind, mapping)
    sheet = Sheet(table, found, mapping, problems, notes)
    check_personal(sheet, set())
    problems.raise_any()
    if every_row:
        return CheckedTable(sheet, (), notes)
    label = _label(sheet, key)
    sheet, totals = without_totals(sheet, label) if label else (sheet, ())
    return CheckedTable(sheet, totals, notes)


def _columns(table: Table, kind: str | None, mapping: FileMapping) -> Resolved:
    rule = FILES[kind] if kind else FileRule("units", ())
    return resolve(table.headers, rule, mapping.columns if kind else {})


def _label(sheet: Sheet, key: str | None) -> str | None:
    """The name of the column that says what a row is about."""
    if key is not None:
        return key if key in sheet else _by_header(sheet, key)
    if "unit" in sheet:
        return "unit"
    place = label_place(sheet.table)
    return None if place is None else _by_place(sheet, place)


def label_place(table: Table) -> int | None:
    """The column that most likely names the rows: a unit's key, or texts that hardly repeat."""
    as_unit = resolve(table.headers, FILES["units"], {}).places.get("unit")
    if as_unit is not None:
        return as_unit
    for place, column in enumerate(table.columns):
        repeats = len(column.distinct.texts) < LEAST_DISTINCT * len(table)
        if not repeats and not looks_numeric(column):
            return place
    return None


def _by_header(sheet: Sheet, header: str) -> str | None:
    headers, wanted = sheet.table.headers, simplified(header)
    places = (place for place, own in enumerate(headers) if simplified(own) == wanted)
    place = next(places, None)
    return None if place is None else _by_place(sheet, place)


def _by_place(sheet: Sheet, place: int) -> str:
    header = sheet.table.headers[place]
    sheet.found.places.setdefault(header, place)
    return header
