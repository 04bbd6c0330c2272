"""A sheet that is not as it was handed out is refused whole, in words that say what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fordel.interventions.cells import MISSING, given
from fordel.interventions.sheets.asking import sheet_for
from fordel.interventions.sheets.beside import beside
from fordel.interventions.sheets.reading import Expected, check_once_each, read_sheets
from fordel.interventions.sheets.refusals import files as refusals
from fordel.interventions.sheets.refusals.files import SheetRefused
from fordel.interventions.sheets.workbook import UnitSheet, write_sheets
from tests.interventions.sheets.handed import Page, at, handed_out, refused, row_of
from tests.interventions.sheets.programmes import (
    LEFT_GREEN,
    OTHER,
    PROGRAMME,
    PROJECT,
    registered,
    sheet,
)


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
        "solsikken.xlsx, arket «Solsikken»: Arket gælder enheden Solsikken, ikke Åhuset. Der "
        "er ikke læst noget af filen. Vælg den rigtige enhed, eller den rigtige fil."
    )
    other_period = refused(file, Expected(period=4))
    assert isinstance(other_period, refusals.OfAnotherPeriod)
    assert "Arket gælder periode 2, ikke periode 4." in other_period.message("da")
    other_project = refused(file, Expected(project="andet"))
    assert isinstance(other_project, refusals.OfAnotherProject)
    assert "fra projektet Sprog i hverdagen, ikke Andet" in other_project.message("da")
    fewer = PROJECT.model_copy(update={"units": PROJECT.units[1:]})
    with pytest.raises(refusals.OfAnUnknownUnit) as unknown:
        read_sheets(file, PROGRAMME.model_copy(update={"projects": (fewer,)}))
    assert "enheden u1, som ikke er med i projektet Sprog i hverdagen." in unknown.value.message(
        "da"
    )
    with pytest.raises(refusals.OfAnotherProject) as gone:
        read_sheets(file, PROGRAMME.model_copy(update={"projects": (OTHER,)}))
    assert "fra projektet sprog, ikke Andet" in gone.value.message("da")
    with pytest.raises(refusals.OfAnotherProgramme) as caught:
        read_sheets(file, PROGRAMME.model_copy(update={"id": "nyt"}))
    assert "sheet “Solsikken”: The sheet is of the programme prog, not Programmet." in (
        caught.value.message("en")
    )


def test_a_sheet_of_an_older_version_is_refused(tmp_path: Path) -> None:
    file = handed_out(tmp_path)
    fewer = PROJECT.model_copy(update={"indicators": PROJECT.indicators[:-1]})
    changed = PROGRAMME.model_copy(update={"projects": (fewer, OTHER)})
    with pytest.raises(refusals.OfAnotherVersion) as caught:
        read_sheets(file, changed)
    now = sheet_for(changed, fewer, 2).version
    assert (caught.value.found, caught.value.expected) == (sheet().version, now)
    assert caught.value.message("da") == (
        "solsikken.xlsx, arket «Solsikken»: Arket er en anden udgave end den, der gælder nu. "
        "Projektets spørgsmål er ændret, siden arket blev lavet, så svarene kan være på andre "
        "spørgsmål end dem, der stilles nu. Hent det nye ark, og skriv svarene i det."
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
