"""Registrations as a plain table, and back: a row per cell, with its state beside its value."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from fordel.domain.cells import safe_cell
from fordel.domain.language import Words
from fordel.interventions.cells import Cell, State
from fordel.interventions.programme import Programme, Project
from fordel.interventions.registrations import Registrations
from fordel.interventions.sheets.answers import FieldProblem, read_typed
from fordel.interventions.sheets.reading import ReadSheet
from fordel.interventions.sheets.refusals.files import TidyColumnsMissing, TidyRowsRefused
from fordel.registers.formats.delimited import decoded
from fordel.registers.formats.found import format_of
from fordel.registers.refusals.files import (
    CutFile,
    EmptyFile,
    FolderInsteadOfFile,
    NotWhatItsNameSays,
)

COLUMNS = ("project", "unit", "period", "field", "state", "value")
ENROLLED_COLUMNS = ("unit", "period", "children")
MOST_LISTED = 10

Row = dict[str, str]
Place = tuple[str, int, str]


class _Misfit(Exception):
    """What is wrong with one row."""

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(da=da, en=en)


def tidy_csv(projects: Iterable[Registrations]) -> str:
    """Every cell of some projects as CSV: project, unit, period, field, state, value.

    The value is empty where there is no number, and the state says why. Text that a spreadsheet
    would compute is defused.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for known in projects:
        for row in known.tidy():
            value = "" if row.cell.value is None else row.cell.value
            unit = safe_cell(row.unit)
            table.writerow(
                [known.project.id, unit, row.period, row.field, row.cell.state.value, value]
            )
    return text.getvalue()


def read_tidy(
    path: Path, programme: Programme, project: str | None = None
) -> dict[str, Registrations]:
    """Registrations of some or all projects of a programme, from the table; by project id.

    A cell that has no row is what :meth:`Registrations.cell` says of one without an answer.

    Parameters
    ----------
    project : whose rows they are, where the table has no column that says it.

    Raises
    ------
    NoSuchFile, UnknownFormat, EmptyFile, TooLarge, NotWhatItsNameSays, CutFile : no text table.
    TidyColumnsMissing : a column is not there.
    TidyRowsRefused : rows that cannot be used, each with its number and why; nothing is read.
    """
    answers: dict[str, dict[Place, Cell]] = {}
    seen: set[tuple[str, Place]] = set()
    known = {project.id: _Known(programme, project) for project in programme.projects}

    def take(row: Row) -> None:
        name = row["project"]
        if name not in known:
            raise _Misfit("projektet findes ikke i programmet", "the programme has no such project")
        place, cell = known[name].read(row)
        if (name, place) in seen:
            raise _Misfit("cellen står to gange", "the cell stands twice")
        seen.add((name, place))
        mine = answers.setdefault(name, {})
        if known[name].unanswered(*place[:2]) is not cell.state:
            mine[place] = cell

    _take_rows(path, COLUMNS, take, {} if project is None else {"project": project})
    return {name: replace(known[name].empty, answers=found) for name, found in answers.items()}


def read_enrolled(path: Path) -> dict[tuple[str, int], int]:
    """Children enrolled by unit and period, from a table with unit, period and children.

    Raises
    ------
    As :func:`read_tidy`.
    """
    found: dict[tuple[str, int], int] = {}

    def take(row: Row) -> None:
        place = (row["unit"], _whole(row["period"]))
        if place in found:
            raise _Misfit("enheden står to gange i perioden", "the unit stands twice in the period")
        found[place] = _whole(row["children"])

    _take_rows(path, ENROLLED_COLUMNS, take)
    return found


def with_sheet(registrations: Registrations, read: ReadSheet) -> Registrations:
    """The registrations with one sheet's answers in place of those of its unit and period."""
    unit, period = read.unit, read.sheet.period.no
    kept = {
        place: cell for place, cell in registrations.answers.items() if place[:2] != (unit, period)
    }
    fresh = {(unit, period, key): cell for key, cell in read.answers.cells.items()}
    return replace(registrations, answers={**kept, **fresh})


class _Known:
    """What a row of one project can name."""

    def __init__(self, programme: Programme, project: Project) -> None:
        self.empty = Registrations(programme, project, {})
        self.units = {safe_cell(unit): unit for unit in self.empty.units}
        self.fields = {field.key: field for field in programme.fields_of(project)}
        self._unanswered: dict[tuple[str, int], State] = {}

    def unanswered(self, unit: str, period: int) -> State:
        """What a cell of the sheet is where nothing was answered; the same for all its fields."""
        if (unit, period) not in self._unanswered:
            some = next(iter(self.fields))
            self._unanswered[unit, period] = self.empty.cell(unit, period, some).state
        return self._unanswered[unit, period]

    def read(self, row: Row) -> tuple[Place, Cell]:
        unit = self.units.get(row["unit"])
        if unit is None:
            raise _Misfit("enheden er ikke med i projektet", "the unit is not in the project")
        period, key = _whole(row["period"]), row["field"]
        if self.empty.programme.period(period) is None:
            raise _Misfit("perioden findes ikke", "there is no such period")
        if key not in self.fields:
            raise _Misfit("feltet står ikke på projektets ark", "the field is not on the sheet")
        cell = self._cell(key, row["state"], row["value"])
        if cell.state is State.GIVEN and self.unanswered(unit, period) is not State.MISSING:
            raise _Misfit(
                "der står et tal, hvor enheden ikke er spurgt",
                "there is a number where the unit is not asked",
            )
        return (unit, period, key), cell

    def _cell(self, key: str, state: str, value: str) -> Cell:
        if state not in set(State):
            raise _Misfit(
                "state skal være given, not_collected, not_applicable eller missing",
                "state must be given, not_collected, not_applicable or missing",
            )
        if state != State.GIVEN:
            if value:
                raise _Misfit("der står et tal uden given", "there is a number without given")
            return Cell(State(state))
        read = read_typed(self.fields[key], value)
        if isinstance(read, FieldProblem) and read.cell is None:
            raise _Misfit(read.words.da, read.words.en)
        cell = read.cell if isinstance(read, FieldProblem) else read
        if cell is None or cell.state is not State.GIVEN:
            raise _Misfit("der mangler et tal", "a number is missing")
        return cell


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len("999999"):
        raise _Misfit("her skal stå et helt tal", "a whole number is expected here")
    return int(text)


def _take_rows(
    path: Path, columns: tuple[str, ...], take: Callable[[Row], None], known: Row | None = None
) -> None:
    """Give every row to ``take``; refuse the file if any of them does not fit.

    ``known`` are values for columns that the file may do without.
    """
    refused: list[tuple[int, Words]] = []
    for number, row in _rows(path, columns, known or {}):
        try:
            take(row)
        except _Misfit as misfit:
            refused.append((number, misfit.words))
    if refused:
        raise TidyRowsRefused(
            file=path.name,
            count=len(refused),
            listed_da=_listed(
                {number: words.da for number, words in refused}, "Række", "Og flere."
            ),
            listed_en=_listed({number: words.en for number, words in refused}, "Row", "And more."),
        )


def _listed(refused: Mapping[int, str], row: str, more: str) -> str:
    shown = [f"{row} {number}: {text.rstrip('.')}." for number, text in refused.items()]
    return " ".join(shown[:MOST_LISTED] + ([more] if len(shown) > MOST_LISTED else []))


def _rows(path: Path, columns: tuple[str, ...], known: Row) -> list[tuple[int, Row]]:
    if path.is_dir():
        raise FolderInsteadOfFile(file=path.resolve().name)
    form = format_of(path)
    if form != "CSV":
        raise NotWhatItsNameSays(file=path.name, expected="CSV", found=form)
    text, _ = decoded(path.read_bytes(), path.name)
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise CutFile(file=path.name) from None
    if not read:
        raise EmptyFile(file=path.name)
    headers = [header.strip() for header in read[0]]
    missing = [name for name in columns if name not in headers and name not in known]
    if missing:
        raise TidyColumnsMissing(
            file=path.name, missing=", ".join(missing), needed=", ".join(columns)
        )
    places = {name: headers.index(name) for name in columns if name in headers}
    return [
        (number, {**known, **_named(row, places)})
        for number, row in enumerate(read[1:], start=2)
        if any(cell.strip() for cell in row)
    ]


def _named(row: list[str], places: Mapping[str, int]) -> Row:
    """A row's cells by column; a row that ends early has empty ones."""
    return {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
