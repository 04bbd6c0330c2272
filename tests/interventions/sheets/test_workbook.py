"""What is written and read back is the same, and only answers can be written."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from fordel.domain.language import Language, Words
from fordel.interventions.cells import MISSING, NOT_APPLICABLE, Cell, given
from fordel.interventions.programme import Participation
from fordel.interventions.sheets.asking import sheet_for
from fordel.interventions.sheets.beside import beside
from fordel.interventions.sheets.handing_out import sheets_of
from fordel.interventions.sheets.reading import read_sheets
from fordel.interventions.sheets.refusals.asking import UnitNotYetIn
from fordel.interventions.sheets.sources import Figure
from fordel.interventions.sheets.workbook import UnitSheet, write_sheets
from tests.interventions.sheets.programmes import (
    GREEN,
    PROGRAMME,
    PROJECT,
    WHOLE,
    indicator,
    registered,
    sheet,
)

CASES = Words(da="talt i sagerne", en="counted in the cases")


def written(path: Path, *sheets: UnitSheet, language: Language = "da") -> Path:
    file = path / "ark.xlsx"
    write_sheets(sheets or sheets_of(sheet(), registered()), file, language)
    return file


def rows_of(file: Path, name: str = "Solsikken") -> dict[str, tuple[object, ...]]:
    page = openpyxl.load_workbook(file)[name]
    return {str(row[5]): row for row in page.iter_rows(values_only=True)}


def test_a_sheet_shows_what_is_asked_and_the_period_before(tmp_path: Path) -> None:
    file = written(tmp_path)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Solsikken", "Åhuset"]
    page = book["Solsikken"]
    assert page["A1"].value == "Sprog i hverdagen"
    assert page["A4"].value == "Programmet"
    assert page["A2"].value == "Enhed: Solsikken"
    assert page["A3"].value == "Periode 2: 01-10-2019 – 29-02-2020"
    assert [page.cell(8, column).value for column in (1, 2, 3, 4)] == [
        "Spørgsmål", "Svar", "Eller vælg", "Periode 1",
    ]  # fmt: skip
    rows = rows_of(file)
    assert rows["theme:activities"][0] == "Aktiviteter"
    assert rows[f"field:{GREEN}"][:4] == ("wellbeing: grøn, med i indsatsen", None, None, "8")
    assert rows_of(file, "Åhuset")["field:events"][3] == "–"


def test_only_answers_can_be_written_and_the_hidden_cells_say_whose_it_is(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(written(tmp_path))["Solsikken"]
    assert page.protection.sheet
    open_cells = {c.coordinate for row in page.iter_rows() for c in row if not c.protection.locked}
    keys = {row[5].row: str(row[5].value) for row in page.iter_rows() if row[5].value}
    assert open_cells == {
        f"{column}{row}" for row, key in keys.items() for column in "BC" if key.startswith("field:")
    }
    assert page.column_dimensions["F"].hidden
    hidden = {page.cell(row, 6).value: page.cell(row, 7).value for row in range(1, 8)}
    assert hidden == {
        "fordel-registreringsark": "2",
        "programme": "prog",
        "project": "sprog",
        "unit": "u1",
        "period": "2",
        "version": sheet().version,
        "language": "da",
    }


def test_fields_take_the_scale_or_whole_numbers_and_help_is_beside(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(written(tmp_path))["Solsikken"]
    keys = {str(row[5].value): row[5].row for row in page.iter_rows() if row[5].value}
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    contact, children = (rules[f"B{keys[f'field:{key}']}"] for key in ("contact", "children"))
    assert (contact.type, contact.formula1) == ("list", '"1,2,3,4,5,6,7,ikke relevant"')
    row = keys["field:children"]
    assert children.type == "custom"
    assert children.formula1 == (
        f"IF(ISNUMBER(B{row}),AND(B{row}>=0,B{row}<=5000,B{row}=INT(B{row})),"
        f'LOWER(TRIM(B{row}))="ikke relevant")'
    )
    choice = rules[f"C{row}"]
    assert (choice.type, choice.formula1) == ("list", '"ikke relevant"')
    assert choice.prompt.startswith("Vælg «ikke relevant»")
    comment = page.cell(keys[f"field:{GREEN}"], 1).comment
    assert comment is not None
    assert comment.text == "Jeres vurdering."


def test_a_long_scale_is_checked_without_a_list(tmp_path: Path) -> None:
    wide = indicator("contact", "rating", "parents", lowest=0, highest=100)
    programme = PROGRAMME.model_copy(update={"indicators": (*PROGRAMME.indicators[:-1], wide)})
    asked = sheet_for(programme, PROJECT, 2)
    file = written(tmp_path, UnitSheet(asked, "u1", {"contact": Figure(given(88))}))
    (read,) = read_sheets(file, programme)
    assert read.answers.cells["contact"] == given(88)


def test_names_are_never_computed(tmp_path: Path) -> None:
    odd = PROJECT.model_copy(
        update={"units": (Participation(unit="=1+1", name='=HYPERLINK("x")/[]:*?\''),)}
    )
    programme = PROGRAMME.model_copy(update={"projects": (odd,), "name": "=2+2"})
    asked = sheet_for(programme, odd, 2)
    file = written(tmp_path, UnitSheet(asked, "=1+1"))
    book = openpyxl.load_workbook(file)
    formulas = [c for page in book for row in page.iter_rows() for c in row if c.data_type == "f"]
    assert not formulas
    assert book.worksheets[0]["A4"].value == "'=2+2"
    (read,) = read_sheets(file, programme)
    assert read.unit == "=1+1"


def test_sheets_of_the_same_name_stay_apart(tmp_path: Path) -> None:
    units = [Participation(unit=f"k{n}", name="Børnehuset ved den lange skovvej") for n in range(3)]
    twins = PROJECT.model_copy(update={"units": tuple(units)})
    programme = PROGRAMME.model_copy(update={"projects": (twins,)})
    asked = sheet_for(programme, twins, 2)
    file = written(tmp_path, *(UnitSheet(asked, unit.unit) for unit in units))
    assert [read.unit for read in read_sheets(file, programme)] == ["k0", "k1", "k2"]


def test_a_sheet_is_only_written_for_a_unit_that_is_asked(tmp_path: Path) -> None:
    with pytest.raises(UnitNotYetIn):
        written(tmp_path, UnitSheet(sheet(1), "u2"))
    assert not (tmp_path / "ark.xlsx").exists()


def test_the_same_sheets_give_the_same_file() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for to in (first, second):
        write_sheets(sheets_of(sheet(), registered()), to)
    assert first.getvalue() == second.getvalue()


ANSWERS = st.fixed_dictionaries(
    {
        key: st.one_of(
            st.just(MISSING),
            st.just(NOT_APPLICABLE),
            (st.integers(1, 7) if key == "contact" else st.integers(0, 500)).map(given),
        )
        for key in WHOLE
    }
)


@settings(max_examples=25)
@drawn(ANSWERS, st.booleans(), st.booleans(), st.sampled_from(["da", "en"]))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    answers: dict[str, Cell],
    with_before: bool,
    with_source: bool,
    language: Language,
) -> None:
    before = beside(registered(), "u1", 2).before if with_before else None
    known = {
        key: Figure(cell, CASES) if with_source else Figure(cell) for key, cell in answers.items()
    }
    one = UnitSheet(sheet(), "u1", known, before)
    file = written(tmp_path_factory.mktemp("sheets"), one, language=language)
    (read,) = read_sheets(file, PROGRAMME)
    assert (read.unit, read.sheet, read.name) == ("u1", sheet(), "Solsikken")
    assert read.answers.cells == answers
    assert read.answers.problems == ()
