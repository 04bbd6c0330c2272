"""Reading registration sheets back: the whole file, or nothing of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from fordel.domain.language import LANGUAGES, Language
from fordel.interventions.cells import NOT_APPLICABLE, Cell
from fordel.interventions.indicators import Field
from fordel.interventions.programme import Programme
from fordel.interventions.sheets.answers import (
    Answers,
    FieldProblem,
    Typed,
    problem,
    read_typed,
)
from fordel.interventions.sheets.asking import Sheet, sheet_for
from fordel.interventions.sheets.beside import Beside
from fordel.interventions.sheets.layout import (
    ANSWER,
    BEFORE,
    FIELD,
    FIELDS,
    FORM,
    IDENTITY,
    KEPT,
    KEY,
    LABEL,
    MARK,
    NOTHING,
    SOURCE,
    WITHOUT_CHOICE,
    kept,
    lines,
)
from fordel.interventions.sheets.looking import Looked, look_through
from fordel.interventions.sheets.refusals.files import (
    IdentityDamaged,
    LabelChanged,
    NoSheetInIt,
    NotAWorkbook,
    OfAnotherPeriod,
    OfAnotherProgramme,
    OfAnotherProject,
    OfAnotherUnit,
    OfAnotherVersion,
    OfAnUnknownUnit,
    RowAdded,
    RowsRemoved,
    SheetTwice,
    WrittenOutside,
)
from fordel.interventions.sheets.rules import RULES, Rules
from fordel.registers.formats.places import column_letters

Value = str | int | float | bool | date | time | timedelta
_PERIOD = re.compile(r"[0-9]{1,4}")
Around = Callable[[str, str, int], Beside]
"""What is known of a unit beside its sheet, by project, unit and period."""


@dataclass(frozen=True)
class ReadSheet:
    """One unit's sheet as it came back.

    Parameters
    ----------
    file, name : the file, and the sheet's name in it.
    answers : an answer or a problem for every field of the sheet.
    """

    file: str
    name: str
    sheet: Sheet
    unit: str
    answers: Answers


@dataclass(frozen=True)
class Expected:
    """Whose sheet a file must be; None where any of the programme will do."""

    project: str | None = None
    period: int | None = None
    unit: str | None = None


def read_sheets(
    path: Path,
    programme: Programme,
    *,
    expected: Expected | None = None,
    around: Around | None = None,
    file: str | None = None,
    rules: Rules = RULES,
) -> tuple[ReadSheet, ...]:
    """Read every registration sheet of a workbook.

    What is wrong with single answers stands in ``answers.problems``; whatever makes it uncertain
    what an answer is to is refused, with nothing read.

    Parameters
    ----------
    around : what answers are held against; without it the period before is not looked at.
    file : what the file is called to its reader, if not by its path.

    Raises
    ------
    NoSuchFile, NotAWorkbook, FarTooMuchInIt, NoSheetInIt : it cannot be read as sheets.
    IdentityDamaged, OfAnotherProgramme, OfAnotherProject, OfAnotherPeriod, OfAnotherUnit,
    OfAnUnknownUnit, OfAnotherVersion, PeriodNotThere, PeriodNotCollected, NothingAsked,
    UnitNotYetIn, UnitHasLeft : it is not the sheet that is asked for.
    RowsRemoved, RowAdded, LabelChanged, WrittenOutside : it is not as it was handed out.
    SheetTwice : a unit has two sheets for a period.
    """
    name = file or path.name
    looked = look_through(path, name)
    grids = _grids(path, name, looked)
    if not any(grid.mark for grid in grids):
        raise NoSheetInIt(file=name)
    read = []
    for grid in grids:
        if grid.mark is not None:
            read.append(_read(grid, programme, expected or Expected(), around, rules))
        elif grid.is_filled:
            raise IdentityDamaged(file=name, sheet=grid.name)
    check_once_each(read)
    return tuple(read)


def check_once_each(sheets: Sequence[ReadSheet]) -> None:
    """No unit has two sheets for one period, in one file or in several.

    Raises
    ------
    SheetTwice : one has.
    """
    seen: dict[tuple[str, str, int], ReadSheet] = {}
    for one in sheets:
        place = (one.sheet.project.id, one.unit, one.sheet.period.no)
        if (first := seen.get(place)) is not None:
            raise SheetTwice(
                file=one.file,
                sheet=one.name,
                unit=one.unit,
                period=one.sheet.period.no,
                first=f"{first.file}, {first.name}",
            )
        seen[place] = one


class _Grid:
    """One sheet's cells, and where its hidden identity begins."""

    def __init__(self, file: str, name: str, rows: list[list[Value]], looked: Looked) -> None:
        self.file, self.name = file, name
        self.rows, self.looked = rows, looked
        self.is_without_choice = False
        self.mark = next(self._marks(), None)

    def _marks(self) -> Iterator[tuple[int, int]]:
        for row, values in enumerate(self.rows):
            for column, value in enumerate(values):
                if value == MARK:
                    self.is_without_choice = values[column + 1 : column + 2] == [WITHOUT_CHOICE]
                    if column >= self._own(KEY):
                        yield row, column

    def _own(self, column: int) -> int:
        """Where a column stands from the sheet's left: before there was a choice, one less."""
        return column - 1 if self.is_without_choice and column > NOTHING else column

    @property
    def is_filled(self) -> bool:
        return any(value != "" for row in self.rows for value in row)

    @property
    def left(self) -> int:
        """The column of the questions, by where the hidden ones are."""
        assert self.mark is not None
        return self.mark[1] - self._own(KEY)

    @property
    def beyond(self) -> range:
        """The columns right of the sheet's own, as far as anything stands there."""
        return range(KEPT + 1, max(map(len, self.rows)) - self.left + self.is_without_choice)

    def at(self, column: int) -> int:
        """Where one of the sheet's columns stands in the workbook."""
        return self._own(column) + self.left

    def value(self, row: int, column: int) -> Value:
        """A cell by the sheet's own columns; an empty text where there is none."""
        if column == NOTHING and self.is_without_choice:
            return ""
        place = self.at(column)
        values = self.rows[row] if row < len(self.rows) else []
        return values[place] if place < len(values) else ""

    def text(self, row: int, column: int) -> str:
        """A cell's text with single blanks."""
        value = self.value(row, column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return " ".join(str(value).split())

    def place(self, row: int) -> dict[str, Any]:
        """Where a row is, as a refusal says it."""
        return {"file": self.file, "sheet": self.name, "row": row + 1}


def _grids(path: Path, file: str, looked: Mapping[str, Looked]) -> list[_Grid]:
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            rows = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
                if name in looked
            }
    except (CalamineError, OSError, ValueError):
        raise NotAWorkbook(file=file) from None
    if rows.keys() != looked.keys():
        raise NotAWorkbook(file=file)
    return [_Grid(file, name, list(cells), looked[name]) for name, cells in rows.items()]


def _read(
    grid: _Grid, programme: Programme, expected: Expected, around: Around | None, rules: Rules
) -> ReadSheet:
    found, header = _identity(grid)
    sheet = _sheet(grid, found, programme, expected)
    unit = found["unit"]
    sheet.check_asks(unit)
    language: Language = "en" if found["language"] == "en" else "da"
    places = _places(grid, sheet, language, header)
    beside = around(sheet.project.id, unit, sheet.period.no) if around else None
    answers = _answers(grid, sheet, places, beside, rules)
    return ReadSheet(grid.file, grid.name, sheet, unit, answers)


def _identity(grid: _Grid) -> tuple[dict[str, str], int]:
    """What the hidden cells say, and the row of the headers."""
    assert grid.mark is not None
    top = grid.mark[0]
    found = {
        str(grid.value(row, KEY)): str(grid.value(row, KEPT))
        for row in range(top, top + len(IDENTITY) + 1)
    }
    header = top + len(IDENTITY) + 1
    whole = (
        found.get(MARK) in {FORM, WITHOUT_CHOICE}
        and all(found.get(name) for name in IDENTITY)
        and found.get("language") in LANGUAGES
        and _PERIOD.fullmatch(found.get("period", "")) is not None
        and grid.value(header, KEY) == FIELDS
    )
    if not whole:
        raise IdentityDamaged(file=grid.file, sheet=grid.name)
    return found, header


def _sheet(
    grid: _Grid, found: Mapping[str, str], programme: Programme, expected: Expected
) -> Sheet:
    """The sheet that is asked for, once what came back says that it is it."""
    place: dict[str, Any] = {"file": grid.file, "sheet": grid.name}
    if found["programme"] != programme.id:
        raise OfAnotherProgramme(**place, found=found["programme"], expected=programme.name)
    names = {known.id: known.name for known in programme.projects}
    of = names.get(found["project"], found["project"])
    if expected.project not in {None, found["project"]}:
        asked = str(expected.project)
        raise OfAnotherProject(**place, found=of, expected=names.get(asked, asked))
    period = int(found["period"])
    if expected.period is not None and period != expected.period:
        raise OfAnotherPeriod(**place, found=period, expected=expected.period)
    if expected.unit not in {None, found["unit"]}:
        units = {p.unit: p.called for known in programme.projects for p in known.units}
        its, asked = found["unit"], str(expected.unit)
        raise OfAnotherUnit(**place, found=units.get(its, its), expected=units.get(asked, asked))
    project = programme.project(found["project"])
    if project is None:
        raise OfAnotherProject(**place, found=of, expected=", ".join(names.values()))
    if project.participation(found["unit"]) is None:
        raise OfAnUnknownUnit(**place, found=found["unit"], project=project.name)
    sheet = sheet_for(programme, project, period)
    if found["version"] != sheet.version:
        raise OfAnotherVersion(**place, found=found["version"], expected=sheet.version)
    return sheet


def _places(grid: _Grid, sheet: Sheet, language: Language, header: int) -> dict[str, int]:
    """The row of every field, once all rows are those that were handed out."""
    for row in range(header + 1):
        _check_nothing(grid, row, (ANSWER, NOTHING) if row < header else ())
    expected = {line.key: line.label for line in lines(sheet, language)}
    places: dict[str, int] = {}
    for row in range(header + 1, len(grid.rows)):
        key = str(grid.value(row, KEY))
        if not key:
            if any(grid.text(row, column) for column in (LABEL, ANSWER, NOTHING, BEFORE, SOURCE)):
                raise RowAdded(**grid.place(row))
            _check_nothing(grid, row, ())
            continue
        if key in places:
            raise RowAdded(**grid.place(row))
        if key not in expected:
            raise IdentityDamaged(file=grid.file, sheet=grid.name)
        if grid.text(row, LABEL) != " ".join(expected[key].split()):
            raise LabelChanged(**grid.place(row), label=expected[key])
        is_field = key.startswith(FIELD)
        _check_nothing(grid, row, () if is_field else (ANSWER, NOTHING, BEFORE, SOURCE))
        if is_field:
            _check_kept(grid, row)
        places[key] = row
    _check_all_there(grid, sheet, language, places)
    return {key.removeprefix(FIELD): row for key, row in places.items() if key.startswith(FIELD)}


def _check_nothing(grid: _Grid, row: int, columns: tuple[int, ...]) -> None:
    """Nothing stands in the given columns of a row, nor anywhere left or right of the sheet."""
    for column in (*range(-grid.left, 0), *columns, *grid.beyond):
        if grid.text(row, column):
            raise WrittenOutside(**grid.place(row), column=column_letters(grid.at(column) + 1))


def _check_kept(grid: _Grid, row: int) -> None:
    """The grey columns hold what they were given: an answer written there would be lost."""
    grey = kept(grid.text(row, BEFORE), grid.text(row, SOURCE))
    if " ".join(grey.split()) != grid.text(row, KEPT):
        raise WrittenOutside(**grid.place(row), column=column_letters(grid.at(BEFORE) + 1))


def _check_all_there(
    grid: _Grid, sheet: Sheet, language: Language, places: Mapping[str, int]
) -> None:
    missing = [
        line.label
        for line in lines(sheet, language)
        if line.field is not None and line.key not in places
    ]
    if missing:
        raise RowsRemoved(file=grid.file, sheet=grid.name, labels=", ".join(missing))


def _answers(
    grid: _Grid, sheet: Sheet, places: Mapping[str, int], around: Beside | None, rules: Rules
) -> Answers:
    cells, problems = {}, []
    for field in sheet.fields:
        read = _answer(grid, field, places[field.key], around, rules)
        if isinstance(read, FieldProblem):
            problems.append(read)
        found = read.cell if isinstance(read, FieldProblem) else read
        if found is not None:
            cells[field.key] = found
    return Answers(cells, tuple(problems))


def _answer(
    grid: _Grid, field: Field, row: int, around: Beside | None, rules: Rules
) -> Cell | FieldProblem:
    """What stands in a field and in the choice beside it, as one answer."""
    place = (row, grid.at(ANSWER))
    typed: Typed = grid.value(row, ANSWER)
    beside = set() if grid.is_without_choice else {(row, grid.at(NOTHING))}
    if grid.looked.formulas & {place, *beside}:
        return problem(field, "formula")
    if place in grid.looked.errors:
        typed = "#"  # an error is no answer, and no empty field
    elif place in grid.looked.percents and isinstance(typed, int | float):
        typed = "%"
    if not (chosen := grid.text(row, NOTHING)):
        return read_typed(field, typed, around, rules)
    if read_typed(field, chosen) != NOT_APPLICABLE:
        return problem(field, "not_a_choice")
    is_empty = typed == "" or read_typed(field, typed) == NOT_APPLICABLE
    return NOT_APPLICABLE if is_empty else problem(field, "both")
