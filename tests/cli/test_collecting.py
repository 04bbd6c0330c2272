"""`fordel sheet`: made, filled, checked, read."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from fordel.interventions.loading import programme_yaml
from tests.cli.calling import Command
from tests.interventions.sheets.programmes import LEFT_GREEN, PROGRAMME, WHOLE


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    file = tmp_path / "programme.yaml"
    file.write_text(programme_yaml(PROGRAMME), encoding="utf-8")
    return file


def filled(file: Path, name: str, **changes: object) -> Path:
    book = openpyxl.load_workbook(file)
    page = book[name]
    for row in page.iter_rows(min_row=9):
        key = str(row[5].value).removeprefix("field:")
        if key in WHOLE:
            row[1].value = {**WHOLE, **changes}[key]
    book.save(file)
    return file


def made(fordel: Command, programme: Path, no: int, *more: object) -> Path:
    out = programme.parent / f"period_{no}.xlsx"
    done = fordel(
        "sheet", "make", programme, "--project", "sprog", "--period", no, "--unit", "u1",
        "--out", out, *more,
    )  # fmt: skip
    assert done.code == 0, done.err
    return out


def test_two_periods_are_made_filled_and_read(fordel: Command, programme: Path) -> None:
    table = programme.parent / "registrations.csv"
    first = filled(made(fordel, programme, 1), "Solsikken")
    read = fordel("sheet", "read", first, "--programme", programme, "--out", table)
    assert read.code == 0
    assert read.out == f"{table}: 1 ark læst.\n"
    assert "sprog,u1,1,events,given,3" in table.read_text(encoding="utf-8")

    second = made(fordel, programme, 2, "--registrations", table)
    assert openpyxl.load_workbook(second)["Solsikken"]["D8"].value == "Periode 1"
    filled(second, "Solsikken", events=11, contact="ikke relevant")
    again = fordel(
        "sheet", "read", second, "--programme", programme, "--registrations", table,
        "--out", table, "--json",
    )  # fmt: skip
    document = again.json()
    assert document["sheets"][0]["answers"]["contact"] == {"state": "not_applicable", "value": None}
    assert [known["code"] for known in document["to_confirm"]] == ["jump"]
    text = table.read_text(encoding="utf-8")
    assert "sprog,u1,1,events,given,3" in text
    assert "sprog,u1,2,events,given,11" in text


def test_what_must_be_mended_is_refused_and_nothing_written(
    fordel: Command, programme: Path
) -> None:
    file = filled(made(fordel, programme, 2), "Solsikken", children=11, contact=9, events="12 %")
    table = programme.parent / "registrations.csv"
    read = fordel("sheet", "read", file, "--programme", programme, "--out", table)
    assert read.code == 3
    assert not table.exists()
    assert "Solsikken, contact: Skriv et helt tal fra 1 til 7" in read.err
    assert "events: Skriv antallet, ikke procent eller en andel." in read.err
    assert "12 har en farve, men kun 11 er tilknyttet" in read.err
    document = fordel("sheet", "check", file, "--programme", programme, "--json").json()
    assert document["refused"]
    assert document["kind"] == "AnswersRefused"
    assert {known["code"] for known in document["problems"]} == {
        "scale", "percentage", "more_coloured_than_attached",
    }  # fmt: skip


def test_sheets_of_several_periods_are_held_against_each_other(
    fordel: Command, programme: Path
) -> None:
    first = filled(made(fordel, programme, 1), "Solsikken")
    second = filled(made(fordel, programme, 2), "Solsikken", **{LEFT_GREEN: 13})
    done = fordel("sheet", "check", second, first, "--programme", programme, "--lang", "en")
    assert done.code == 3
    assert "13 left, of 12 included in period 1" in done.err


def test_check_tells_what_to_confirm(fordel: Command, programme: Path) -> None:
    enrolled = programme.parent / "enrolled.csv"
    enrolled.write_text("unit,period,children\nu1,2,10\n", encoding="utf-8")
    file = filled(made(fordel, programme, 2), "Solsikken", contact=None)
    done = fordel("sheet", "check", file, "--programme", programme, "--enrolled", enrolled)
    assert done.code == 0
    assert "children: 12 er flere end de 10 børn, der er indskrevet." in done.err
    assert "Felter uden svar: 1." in done.err
    assert "Solsikken" not in done.out
    assert "9" in done.out
    document = fordel("sheet", "check", file, "--programme", programme, "--json").json()
    assert document["to_confirm"][0]["fields"] == ["contact"]


def test_all_units_get_a_sheet_and_a_sheet_is_of_what_was_asked_for(
    fordel: Command, programme: Path
) -> None:
    out = programme.parent / "alle.xlsx"
    words = ("sheet", "make", programme, "--project", "sprog", "--period")
    done = fordel(*words, 2, "--out", out, "--json").json()
    assert done["units"] == ["u1", "u2"]
    assert len(done["fields"]) == len(WHOLE)
    shown = fordel(*words, 2, "--out", out, "--lang", "en").out
    assert f"sheets: 2, fields on each: 10, version {done['version']}" in shown
    read = ("sheet", "read", out, "--programme", programme, "--out", out.with_suffix(".csv"))
    assert "ikke periode 4" in fordel(*read, "--period", 4).err
    assert "ikke andet" in fordel(*read, "--project", "andet").err.lower()
    skipped = fordel(*words, 3, "--out", out)
    assert (skipped.code, "Der blev ikke indsamlet i periode 3" in skipped.err) == (3, True)
    nowhere = fordel(*words, 2, "--out", programme / "ark.xlsx")
    assert nowhere.code == 2
    assert "kan ikke skrives" in nowhere.err
    wrong = fordel(*words, 2, "--out", out.with_suffix(".xls"))
    assert wrong.code == 2
    assert "ikke ender på .xlsx" in wrong.err


def test_a_shipped_programme_makes_sheets(fordel: Command, tmp_path: Path) -> None:
    out = tmp_path / "ark.xlsx"
    done = fordel(
        "sheet", "make", "eva_2018_2022", "--project", "haderslev", "--period", 6, "--out", out,
        "--json",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert len(openpyxl.load_workbook(out).sheetnames) == len(done.json()["units"])


@pytest.mark.parametrize(
    ("lang", "words"),
    [("da", "folder: Det er en mappe og ikke en fil"), ("en", "folder: This is a folder, not a")],
)
def test_a_folder_in_place_of_a_file_is_told_as_one(
    fordel: Command, programme: Path, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    folder = programme.parent / "folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    sheet = made(fordel, programme, 1)
    asked = ("--programme", programme, "--lang", lang)
    for more in ((".",), (folder,), (sheet, "--registrations", "."), (sheet, "--enrolled", ".")):
        done = fordel("sheet", "check", *more, *asked)
        assert done.code == 3
        assert done.err.startswith(words), done.err
