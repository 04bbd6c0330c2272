"""On a sheet "not applicable" is chosen beside the answer; older sheets have no choice."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from fordel.interventions.cells import NOT_APPLICABLE, given
from fordel.interventions.sheets.answers import PROBLEM_WORDS
from fordel.interventions.sheets.reading import read_sheets
from tests.interventions.sheets.handed import Page, at, handed_out, refused
from tests.interventions.sheets.programmes import PROGRAMME
from tests.interventions.sheets.test_reading import problems


def test_not_applicable_is_chosen_beside_a_count(tmp_path: Path) -> None:
    def change(page: Page) -> None:
        page[at(page, "children", "C")] = "ikke relevant"
        page[at(page, "participants", "C")] = "ikke relevant"
        page[at(page, "participants")] = "ikke relevant"

    (read,) = read_sheets(handed_out(tmp_path, change), PROGRAMME)
    assert not read.answers.problems
    for key in ("children", "participants"):
        assert read.answers.cells[key] == NOT_APPLICABLE


def test_an_answer_and_not_applicable_or_another_word_in_the_choice_are_named(
    tmp_path: Path,
) -> None:
    def change(page: Page) -> None:
        page[at(page, "events", "C")] = "ikke relevant"
        page[at(page, "children", "C")] = 4
        page[at(page, "participants", "C")] = "=B9"

    assert problems(handed_out(tmp_path, change)) == {
        "events": "both",
        "children": "not_a_choice",
        "participants": "formula",
    }
    assert PROBLEM_WORDS["both"].da == "Der står både et svar og «ikke relevant». Slet det ene."
    assert PROBLEM_WORDS["both"].en == (
        "There is both an answer and “not applicable”. Delete one of them."
    )
    assert PROBLEM_WORDS["not_a_choice"].da == (
        "Vælg «ikke relevant» i feltet, eller lad det stå tomt. Tal skrives i feltet før."
    )
    assert PROBLEM_WORDS["not_a_choice"].en == (
        "Choose “not applicable” in the field, or leave it empty. Numbers go in the field before."
    )


def test_a_sheet_handed_out_before_there_was_a_choice_is_still_read(tmp_path: Path) -> None:
    def change(page: Page) -> None:
        page[at(page, "children")] = "ikke relevant"
        page.delete_cols(3)
        page["F1"] = "1"

    file = handed_out(tmp_path, change)
    (read,) = read_sheets(file, PROGRAMME)
    assert read.answers.cells["events"] == given(3)
    assert read.answers.cells["children"] == NOT_APPLICABLE
    book = openpyxl.load_workbook(file)
    book["Solsikken"]["C10"] = 7
    book.save(file)
    assert 'row 10, column "C"' in str(refused(file))
