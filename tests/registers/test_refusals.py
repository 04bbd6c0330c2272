"""Every refusal: one malformed input each, and the words that are shown in both languages."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from fordel.domain.errors import ExitCode
from fordel.registers.formats.reading import read_file
from fordel.registers.inspection import inspect
from fordel.registers.reading import read_register
from fordel.registers.refusals import files
from fordel.registers.refusals.base import FileRefused, ValueRefused
from fordel.registers.refusals.report import RefusedFiles
from fordel.registers.tables import read_table

from .folders import NEEDS, UNITS, needing, refused, write
from .malformed import CASES
from .test_formats import workbook


@pytest.mark.parametrize("given", CASES)
def test_each_refusal_says_what_where_why_and_what_next(tmp_path, given):
    report = refused(tmp_path, given.needs, **given.files)
    problem = next(p for p in report.problems if type(p) is given.kind)
    assert given.da in problem.message("da")
    assert given.en in problem.message("en")
    assert problem.exit_code == ExitCode.INPUT_REFUSED
    assert problem.message("da") in report.text("da")
    assert {type(p) for p in report.problems} == {given.kind}


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RefusedFiles, match="The folder does not exist") as caught:
        read_register(tmp_path / "intet", NEEDS)
    assert caught.value.message("da").startswith(
        "Intet er importeret. 1 problem at rette:\nintet: Mappen findes ikke."
    )


def test_sheets_are_asked_about_in_words(tmp_path):
    rows = [["enhedsnr", "0-2 år", "3-5 år"], ["a", 1, 2]]
    workbook(tmp_path / "units.xlsx", Marts=rows, April=rows)
    (problem,) = refused(tmp_path).problems
    assert "flere ark, der kan være det rigtige: Marts, April." in problem.message("da")
    assert "several sheets that could be the right one: Marts, April." in problem.message("en")
    (problem,) = refused(tmp_path, mapping__yaml="units: {sheet: Maj}").problems
    assert 'intet ark "Maj" med data. Den har: Marts, April.' in problem.message("da")
    assert 'no sheet "Maj" with data. It has: Marts, April.' in problem.message("en")


def test_a_workbook_that_reaches_far_out_is_refused_in_words(tmp_path):
    workbook(tmp_path / "units.xlsx", Ark=[["enhedsnr", "0-2 år"], ["a", 1]])
    with zipfile.ZipFile(tmp_path / "units.xlsx") as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(tmp_path / "units.xlsx", "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content.replace(b'r="B2"', b'r="XFD1048576"'))
    (problem,) = refused(tmp_path).problems
    assert "rækker helt ud til cellen XFD1048576" in problem.message("da")
    assert "reaches as far out as the cell XFD1048576" in problem.message("en")


def test_large_and_unknown_files_are_refused_in_words(tmp_path):
    with (tmp_path / "units.csv").open("wb") as file:
        file.truncate(2_000_000_000)
    (problem,) = refused(tmp_path).problems
    assert "Filen fylder 2000 MB; grænsen for denne slags fil er 400 MB." in problem.message("da")
    assert "The file takes 2000 MB; the limit for this kind of file is 400 MB." in str(problem)
    (tmp_path / "units.csv").unlink()
    mapping = "units: {file: enheder.docx}"
    (problem,) = refused(tmp_path, enheder__docx="PK", mapping__yaml=mapping).problems
    assert 'Filer med endelsen ".docx" kan ikke læses.' in problem.message("da")
    assert 'Files that end in ".docx" cannot be read.' in problem.message("en")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(files.NoSuchFile) as caught:
        inspect(tmp_path / "units.csv")
    words = "units.csv: Filen findes ikke. Der er intet at læse. Ret stien."
    assert caught.value.message("da") == words
    assert "The file does not exist." in caught.value.message("en")


@pytest.mark.parametrize("holds", ["nothing", "text", "two tables"])
def test_a_folder_instead_of_a_file_is_told_as_a_folder(tmp_path, monkeypatch, holds):
    folder = tmp_path / "data"
    folder.mkdir()
    if holds == "text":
        (folder / "units.csv").write_text(UNITS)
    if holds == "two tables":
        (folder / "cut.parquet").write_bytes(b"PAR1 and no more")
    monkeypatch.chdir(folder)
    for path in (folder, Path()):
        with pytest.raises(files.FolderInsteadOfFile) as caught:
            read_file(path)
        assert caught.value.message("da").startswith("data: Det er en mappe og ikke en fil")
        assert caught.value.message("en").startswith("data: This is a folder, not a file")


def test_a_file_that_is_only_read_is_not_told_as_an_import(tmp_path):
    with pytest.raises(RefusedFiles) as caught:
        read_table(tmp_path / "costs.csv")
    heading = caught.value.message("da").splitlines()[0]
    assert heading == "Filen kan ikke bruges, som den er. 1 problem at rette:"
    assert "The file cannot be used as it is. 1 problem to mend:" in caught.value.message("en")


def test_every_refusal_has_a_case():
    shown = {given.values[0].kind for given in CASES} | {
        files.FolderMissing,
        files.FolderInsteadOfFile,
        files.NoSuchFile,
        files.SeveralSheets,
        files.UnknownSheet,
        files.CellFarOut,
        files.TooLarge,
        files.UnknownFormat,
    }
    known = {*FileRefused.__subclasses__(), *ValueRefused.__subclasses__()} - {ValueRefused}
    assert {kind for kind in known if kind.__module__.startswith("fordel.registers.")} == shown


# The report


def test_equal_problems_are_shown_five_times_and_counted(tmp_path):
    rows = "".join(f"u{place};{'mange' if place < 42 else 1}\n" for place in range(1600))
    report = refused(tmp_path, units=UNITS, scores="unit;score\n" + rows)
    text = report.text("da").splitlines()
    assert text[0] == f"Intet er importeret. {len(report)} problemer at rette:"
    assert len(report) == 1600 + 42
    assert "… og 37 rækker mere med samme problem." in text
    assert "… og 1595 rækker mere med samme problem." in text
    assert len(text) == 1 + 2 * (5 + 1)
    assert "… and 37 more rows alike." in report.text("en")
    assert report.to_json()["not_listed"] == 600


def test_the_report_is_json_for_programs(tmp_path):
    report = refused(tmp_path, units=UNITS, scores="unit;score\n0101;x1\n")
    document = json.loads(json.dumps(report.to_json()))
    assert document["refused"] is True
    (problem,) = document["problems"]
    assert (problem["kind"], problem["file"], problem["row"], problem["column"]) == (
        "NotANumber",
        "scores.csv",
        2,
        "score",
    )
    assert problem["details"] == {"value": "x1"}
    assert set(problem["message"]) == {"da", "en"}


def test_files_are_reported_one_after_the_other(tmp_path):
    write(tmp_path, units=UNITS, scores="unit;score\nx;1\n", grants="unit;amount\ny;z\n")
    with pytest.raises(RefusedFiles) as caught:
        read_register(tmp_path, needing("scores", "grants"))
    places = [line.split(",")[0] for line in str(caught.value).splitlines()[1:]]
    assert places == sorted(places)
