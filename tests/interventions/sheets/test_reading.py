"""A sheet that is not as it was handed out is refused whole, in words that say what to do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from fordel.domain.errors import InputRefused
from fordel.interventions.cells import MISSING, given
from fordel.interventions.sheets import refusals
from fordel.interventions.sheets.asking import sheet_for
from fordel.interventions.sheets.beside import beside
from fordel.interventions.sheets.handing_out import sheets_of
from fordel.interventions.sheets.reading import Expected, check_once_each, read_sheets
from fordel.interventions.sheets.refusals import SheetRefused
from fordel.interventions.sheets.workbook import UnitSheet, write_sheets
from fordel.registers.refusals.files import NoSuchFile
from tests.interventions.sheets.programmes import (
    LEFT_GREEN,
    OTHER,
    PROGRAMME,
    PROJECT,
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


def test_a_sheet_that_was_filled_in_is_read(tmp_path: Path) -> None:
    (read,) = read_sheets(handed_out(tmp_path), PROGRAMME, expected=Expected("sprog", 2, "u1"))
    assert read.answers.cells["events"] == given(3)
    assert read.answers.cells["children"] == MISSING
    assert read.answers.problems == ()
    assert read.file == "solsikken.xlsx"


def problems(file: Path) -> dict[str, str]:
    (read,) = read_sheets(file, PROGRAMME)
    assert {known.field for known in read.answers.refused}.isdisjoint(read.answers.cells)
    return {known.field: known.code for known in read.answers.problems}


def test_answers_that_are_none_are_named_by_field(tmp_path: Path) -> None:
    def change(page: Page) -> None:
        page[at(page, "children")] = "12 %"
        page[at(page, "events")] = "=1+2"
        page[at(page, "participants")] = "mange"
        page[at(page, "contact")] = 9
        page[at(page, "wellbeing.included.green")] = 0.12
        page[at(page, "wellbeing.included.red")] = date(2026, 2, 1)
        page[at(page, "wellbeing.left.red")] = "#N/A"
        cell = page[at(page, "wellbeing.included.yellow")]
        cell.value, cell.number_format = 1, "0%"
        page[at(page, LEFT_GREEN)] = 600

    assert problems(handed_out(tmp_path, change)) == {
        "children": "percentage",
        "events": "formula",
        "participants": "not_whole",
        "contact": "scale",
        "wellbeing.included.green": "percentage",
        "wellbeing.included.red": "date",
        "wellbeing.left.red": "not_whole",
        "wellbeing.included.yellow": "percentage",
        LEFT_GREEN: "unusual",
    }


def test_a_formula_that_fills_several_fields_is_a_formula_in_each(tmp_path: Path) -> None:
    from openpyxl.worksheet.formula import ArrayFormula  # noqa: PLC0415 - only here

    def change(page: Page) -> None:
        first, last = at(page, "children"), at(page, "participants")
        page[first] = ArrayFormula(f"{first}:{last}", "={1;2;3}")
        page[last] = 3

    assert problems(handed_out(tmp_path, change)) == {
        "children": "formula", "events": "formula", "participants": "formula",
    }  # fmt: skip


def test_answers_are_held_against_the_period_before(tmp_path: Path) -> None:
    file = handed_out(tmp_path, lambda page: page.__setitem__(at(page, LEFT_GREEN), 13))
    known = registered()
    (read,) = read_sheets(
        file, PROGRAMME, around=lambda _, unit, period: beside(known, unit, period)
    )
    assert [problem.code for problem in read.answers.problems] == ["more_left"]


def test_whose_sheet_it_is(tmp_path: Path) -> None:
    file = handed_out(tmp_path)
    other_unit = refused(file, Expected(unit="u2"))
    assert isinstance(other_unit, refusals.OfAnotherUnit)
    assert other_unit.message("da") == (
        "solsikken.xlsx, arket «Solsikken»: Arket gælder enheden u1, ikke u2. Der er ikke læst "
        "noget af filen. Vælg den rigtige enhed, eller den rigtige fil."
    )
    other_period = refused(file, Expected(period=4))
    assert isinstance(other_period, refusals.OfAnotherPeriod)
    assert "Arket gælder periode 2, ikke periode 4." in other_period.message("da")
    other_project = refused(file, Expected(project="andet"))
    assert isinstance(other_project, refusals.OfAnotherProject)
    assert "fra projektet sprog, ikke andet" in other_project.message("da")
    fewer = PROJECT.model_copy(update={"units": PROJECT.units[1:]})
    with pytest.raises(refusals.OfAnUnknownUnit) as unknown:
        read_sheets(file, PROGRAMME.model_copy(update={"projects": (fewer,)}))
    assert "enheden u1, som ikke er med i projektet sprog." in unknown.value.message("da")
    with pytest.raises(refusals.OfAnotherProject) as gone:
        read_sheets(file, PROGRAMME.model_copy(update={"projects": (OTHER,)}))
    assert "fra projektet sprog, ikke andet" in gone.value.message("da")
    with pytest.raises(refusals.OfAnotherProgramme) as caught:
        read_sheets(file, PROGRAMME.model_copy(update={"id": "nyt"}))
    assert "sheet “Solsikken”: The sheet is of the programme prog, not nyt." in (
        caught.value.message("en")
    )


def test_a_sheet_of_an_older_version_is_refused(tmp_path: Path) -> None:
    file = handed_out(tmp_path)
    fewer = PROJECT.model_copy(update={"indicators": PROJECT.indicators[:-1]})
    changed = PROGRAMME.model_copy(update={"projects": (fewer, OTHER)})
    with pytest.raises(refusals.OfAnotherVersion) as caught:
        read_sheets(file, changed)
    now = sheet_for(changed, fewer, 2).version
    assert caught.value.message("da") == (
        f"solsikken.xlsx, arket «Solsikken»: Arket er en anden udgave ({sheet().version}) end den, "
        f"der gælder nu ({now}). Projektets indikatorer er ændret, siden arket blev lavet, så "
        "svarene kan være på andre spørgsmål. Hent det nye ark, og skriv svarene i det."
    )


def test_a_removed_row_is_named(tmp_path: Path) -> None:
    def change(page: Page) -> None:
        page.delete_rows(row_of(page, "participants"))

    error = refused(handed_out(tmp_path, change))
    assert isinstance(error, refusals.RowsRemoved)
    assert "Rækker mangler på arket: participants." in error.message("da")
    assert "skriv «ikke relevant» i den" in error.message("da")


@pytest.mark.parametrize(
    ("change", "refusal", "words"),
    [
        (
            lambda page: page.append(["Legetøj", 4]),
            refusals.RowAdded,
            "Rækken er kommet til, efter at arket blev lavet.",
        ),
        (
            lambda page: page.append([c.value for c in page[row_of(page, "events")]]),
            refusals.RowAdded,
            "Rækken er kommet til",
        ),
        (
            lambda page: page.__setitem__(at(page, "events", "A"), "Møder"),
            refusals.LabelChanged,
            "Spørgsmålet i rækken er ændret; der stod «events».",
        ),
        (
            lambda page: page.__setitem__(at(page, "events", "D"), 7),
            refusals.WrittenOutside,
            'kolonne "D": Her står noget uden for svarfelterne.',
        ),
        (
            lambda page: page.__setitem__(at(page, "events", "H"), "spørg igen"),
            refusals.WrittenOutside,
            'kolonne "H": Her står noget',
        ),
        (
            lambda page: page.__setitem__("B5", 12),
            refusals.WrittenOutside,
            'række 5, kolonne "B"',
        ),
        (
            lambda page: page.__setitem__("B9", 12),
            refusals.WrittenOutside,
            'række 9, kolonne "B"',
        ),
        (
            lambda page: page.__setitem__("G4", None),
            refusals.IdentityDamaged,
            "De skjulte celler, der siger, hvad arket gælder, er slettet eller ændret.",
        ),
        (
            lambda page: page.__setitem__("G5", "9" * 5000),
            refusals.IdentityDamaged,
            "De skjulte celler",
        ),
        (
            lambda page: page.__setitem__(at(page, "events", "F"), "field:suitcases"),
            refusals.IdentityDamaged,
            "De skjulte celler",
        ),
        (
            lambda page: page.delete_cols(6, 2),
            refusals.NoSheetInIt,
            "Der er intet registreringsark i filen.",
        ),
        (
            lambda page: page.__setitem__("A3000", "x"),
            refusals.FarTooMuchInIt,
            "Der står langt mere i filen, end et registreringsark kan have.",
        ),
        (
            lambda page: page.__setitem__("XFD1048576", 1),
            refusals.FarTooMuchInIt,
            "Der står langt mere",
        ),
        (
            lambda page: page.parent.create_sheet("Noter").append(["husk", 3]),
            refusals.IdentityDamaged,
            "arket «Noter»",
        ),
    ],
)
def test_a_sheet_that_was_changed_is_refused(
    tmp_path: Path, change: Callable[[Page], None], refusal: type[SheetRefused], words: str
) -> None:
    error = refused(handed_out(tmp_path, change))
    assert type(error) is refusal
    assert words in error.message("da")


def test_a_format_far_out_is_no_answer(tmp_path: Path) -> None:
    def change(page: Page) -> None:
        page["XFD1048576"].number_format = "0%"

    (read,) = read_sheets(handed_out(tmp_path, change), PROGRAMME)
    assert read.answers.cells["events"] == given(3)


def test_rows_may_move_as_long_as_question_and_answer_stay_together(tmp_path: Path) -> None:
    def change(page: Page) -> None:
        page.insert_rows(row_of(page, "events"))
        page.insert_rows(1)
        page.parent.create_sheet("Tom")

    (read,) = read_sheets(handed_out(tmp_path, change), PROGRAMME)
    assert read.answers.cells["events"] == given(3)


def test_answers_that_were_sorted_away_from_their_questions_are_refused(tmp_path: Path) -> None:
    def change(page: Page) -> None:
        first, second = row_of(page, "children"), row_of(page, "events")
        for column in "AB":
            one, other = page[f"{column}{first}"], page[f"{column}{second}"]
            one.value, other.value = other.value, one.value

    assert isinstance(refused(handed_out(tmp_path, change)), refusals.LabelChanged)


def test_two_sheets_of_one_unit_and_period(tmp_path: Path) -> None:
    sheets = read_sheets(handed_out(tmp_path), PROGRAMME)
    with pytest.raises(refusals.SheetTwice) as caught:
        check_once_each([*sheets, *sheets])
    assert "Enheden u1 har allerede et ark for periode 2, i solsikken.xlsx, Solsikken." in (
        caught.value.message("da")
    )
    file = tmp_path / "two.xlsx"
    write_sheets([UnitSheet(sheet(), "u1"), UnitSheet(sheet(), "u1")], file)
    assert isinstance(refused(file), refusals.SheetTwice)


def not_workbooks(path: Path) -> dict[str, Path]:
    good = handed_out(path).read_bytes()
    made = {
        "text": b"unit,events\nu1,3\n",
        "cut": good[: len(good) // 2],
        "empty": b"",
        "old": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    }
    files = {}
    for name, content in made.items():
        files[name] = path / f"{name}.xlsx"
        files[name].write_bytes(content)
    files["csv"] = path / "ark.csv"
    files["csv"].write_text("unit,events\nu1,3\n", encoding="utf-8")
    return files


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    for name, file in not_workbooks(tmp_path).items():
        error = refused(file)
        assert isinstance(error, refusals.NotAWorkbook), name
        assert "Filen er ikke en regnearksfil, der kan læses." in error.message("da")
    with pytest.raises(NoSuchFile):
        read_sheets(tmp_path / "none.xlsx", PROGRAMME)


def repacked(file: Path, change: Callable[[str, bytes], bytes], *more: tuple[str, bytes]) -> Path:
    """A workbook with its parts changed, and some added."""
    to = file.with_name("changed.xlsx")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in more:
            new.writestr(name, content)
    return to


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = ("xl/media/image1.png", b"\0" * 61_000_000)
    error = refused(repacked(handed_out(tmp_path), lambda _, content: content, bomb))
    assert isinstance(error, refusals.FarTooMuchInIt)


@pytest.mark.parametrize(
    ("find", "put"),
    [
        (b"<worksheet", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet"),
        (b' r="B10"', b' r="10B"'),
        (b"</sheetData>", b"</sheetdata>"),
        (b' r="A1"', b""),
        (b"<worksheet", b"<?xml version='1.0' encoding='UTF-88'?><worksheet"),
    ],
)
def test_parts_as_no_program_writes_them_are_refused(
    tmp_path: Path, find: bytes, put: bytes
) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(find, put, 1) if name.startswith("xl/worksheets/") else content

    assert isinstance(refused(repacked(handed_out(tmp_path), change)), refusals.NotAWorkbook)


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    twin = ("XL/worksheets/sheet1.xml", b"<worksheet/>")
    file = repacked(handed_out(tmp_path), lambda _, content: content, twin)
    assert isinstance(refused(file), refusals.NotAWorkbook)


@settings(max_examples=25)
@drawn(
    st.lists(
        st.tuples(
            st.integers(1, 25),
            st.sampled_from("ABCDEFG"),
            st.one_of(
                st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
                st.integers(-5, 700),
                st.floats(allow_nan=False, allow_infinity=False),
                st.none(),
            ),
        ),
        max_size=4,
    )
)
def test_whatever_is_written_in_a_sheet_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, str, object]]
) -> None:
    typed: set[object] = {3}

    def change(page: Page) -> None:
        for row, column, value in changes:
            page[f"{column}{row}"].value = value
            typed.add(value)

    file = handed_out(tmp_path_factory.mktemp("sheets"), change)
    with suppress(InputRefused):
        (read,) = read_sheets(file, PROGRAMME)
        spelled = {str(value).strip().lstrip("0") for value in typed}
        for cell in read.answers.cells.values():
            if cell.value is not None:
                assert cell.value in typed or str(cell.value).lstrip("0") in spelled


CHANGE = st.tuples(
    st.integers(0, 10**6),
    st.sampled_from(
        [b"", b"<f>1</f>", b"9999999999", b' r="A1"', b"&amp;", b"&x;", b"\x00", b"<c"]
    ),
    st.integers(0, 30),
)


def changed(content: bytes, changes: list[tuple[int, bytes, int]]) -> bytes:
    """Bytes with some of them taken out and others put in."""
    for where, put, out in changes:
        at = where % len(content)
        content = content[:at] + put + content[at + out :]
    return content


@settings(max_examples=60)
@drawn(
    st.sampled_from(["", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"]),
    st.lists(CHANGE, min_size=1, max_size=3),
)
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, part: str, changes: list[tuple[int, bytes, int]]
) -> None:
    folder = tmp_path_factory.mktemp("sheets")
    file = folder / "solsikken.xlsx"
    write_sheets(sheets_of(sheet(), registered(), ["u1"]), file)
    if part:
        file = repacked(file, lambda name, old: changed(old, changes) if name == part else old)
    else:
        file.write_bytes(changed(file.read_bytes(), changes))
    with suppress(InputRefused):
        read_sheets(file, PROGRAMME)
