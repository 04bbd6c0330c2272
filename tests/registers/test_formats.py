from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fordel.registers.formats.found import LARGEST_TEXT_MB, MEGABYTE
from fordel.registers.formats.reading import read_file
from fordel.registers.mapping import FileMapping
from fordel.registers.refusals.columns import NoHeader
from fordel.registers.refusals.files import (
    BrokenFile,
    CutFile,
    EmptyFile,
    NotWhatItsNameSays,
    SeveralSheets,
    TooLarge,
    UnknownFormat,
    UnknownSheet,
)
from fordel.registers.tables import read_table


def workbook(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


UNITS = [
    ["Enhedsnr", "Navn", "Andel", "Åbnet"],
    [1234, "A", 0.125, date(2020, 8, 1)],
    ["0012", "B"],
]


def columns(table):
    return {column.header: column.cells.to_pylist() for column in table.columns}


# Workbooks


def test_a_workbook_keeps_values_as_they_are_stored(tmp_path):
    table = read_file(workbook(tmp_path / "a.xlsx", Ark1=UNITS))
    assert columns(table) == {
        "Enhedsnr": ["1234", "0012"],
        "Navn": ["A", "B"],
        "Andel": ["0.125", ""],
        "Åbnet": ["2020-08-01", ""],
    }
    assert table.facts.sheet == "Ark1"


def test_titles_above_and_sources_below_the_table_are_left_out(tmp_path):
    rows = [["Institutioner 2026"], [], *UNITS, [], ["Kilde: forvaltningen"]]
    table = read_file(workbook(tmp_path / "a.xlsx", Ark1=rows))
    assert list(table.row_numbers) == [4, 5]
    assert table.headers == ("Enhedsnr", "Navn", "Andel", "Åbnet")


def test_a_number_a_program_stored_is_not_ambiguous(tmp_path):
    rows = [["unit", "score"], ["a", 1.234], ["b", 2.345]]
    table = read_table(workbook(tmp_path / "a.xlsx", Ark1=rows))
    assert table.numbers("score") == [Fraction("1.234"), Fraction("2.345")]


def test_typed_and_stored_numbers_in_one_column_are_told_apart(tmp_path):
    rows = [["unit", "score"], ["a", 1.234], ["b", "1.234"], ["c", "0,5"]]
    table = read_table(workbook(tmp_path / "a.xlsx", Ark1=rows))
    assert table.numbers("score") == [Fraction("1.234"), Fraction(1234), Fraction(1, 2)]


def test_the_sheet_with_known_headers_is_chosen(tmp_path):
    notes = [["Emne", "Tekst"], ["a", "b"]]
    path = workbook(tmp_path / "a.xlsx", Noter=notes, Data=UNITS)
    assert read_file(path).facts.sheet == "Data"
    assert read_file(path, "Noter").facts.sheet == "Noter"


def test_two_sheets_that_fit_are_asked_about(tmp_path):
    path = workbook(tmp_path / "a.xlsx", A=UNITS, B=UNITS)
    with pytest.raises(SeveralSheets, match="A, B"):
        read_file(path)
    assert len(read_table(path, mapping=FileMapping(sheet="B"))) == 2
    with pytest.raises(UnknownSheet):
        read_file(path, "C")


# Parquet


def test_parquet_columns_are_typed(tmp_path):
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "unit": ["0101", "0102", None],
            "score": [1.234, None, 3.0],
            "n": pa.array([1, 2, None], pa.int32()),
            "day": pa.array([date(2026, 1, 2), None, None]),
            "met": [True, None, False],
            "kind": pa.array(["a", "b", "a"]).dictionary_encode(),
        }
    )
    pq.write_table(table, path)
    assert columns(read_file(path)) == {
        "unit": ["0101", "0102", ""],
        "score": ["1.234", "", "3"],
        "n": ["1", "2", ""],
        "day": ["2026-01-02", "", ""],
        "met": ["true", "", "false"],
        "kind": ["a", "b", "a"],
    }
    assert read_table(path).numbers("score") == [Fraction("1.234"), None, Fraction(3)]


def test_a_folder_of_partitions_is_one_table_and_its_codes_stay_text(tmp_path):
    for code in ("0101", "0147"):
        folder = tmp_path / "units.parquet" / f"kommune={code}"
        folder.mkdir(parents=True)
        pq.write_table(pa.table({"unit": [f"{code}-a"]}), folder / "part-0.parquet")
    found = columns(read_file(tmp_path / "units.parquet"))
    assert found == {"unit": ["0101-a", "0147-a"], "kommune": ["0101", "0147"]}


def test_a_column_nobody_asks_for_is_not_read(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"unit": ["a"], "other": ["b"]}), path)
    table = read_file(path)
    path.unlink()
    assert table.headers == ("unit", "other")


# PC-Axis

PX = """CHARSET="ANSI";
AXIS-VERSION="2013";
CODEPAGE="iso-8859-1";
LANGUAGE="da";
LANGUAGES="da","en";
TITLE="Børn efter institution, "
"kriterium og tid";
TITLE[en]="Children";
STUB="institution","kriterium";
STUB[en]="institution","criterion";
HEADING="tid";
VALUES("institution")="Solsikken","Åhuset";
VALUES[en]("institution")="Sunflower","River house";
CODES("institution")="0101","0102";
VALUES("kriterium")="enlig","lav indkomst";
VALUES("tid")="2025";
TIMEVAL("tid")=TLIST(A1),"2025";
DATA=
12 ".."
"-" 7.5
;
"""


def test_pcaxis_gives_a_row_per_cell(tmp_path):
    path = tmp_path / "criteria.px"
    path.write_bytes(PX.encode("iso-8859-1"))
    assert columns(read_file(path)) == {
        "institution": ["0101", "0101", "0102", "0102"],
        "institution tekst": ["Solsikken", "Solsikken", "Åhuset", "Åhuset"],
        "kriterium": ["enlig", "lav indkomst", "enlig", "lav indkomst"],
        "tid": ["2025"] * 4,
        "value": ["12", "", "", "7.5"],
    }


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (PX[: PX.index(";\n", PX.index("DATA"))], CutFile),
        (PX[: PX.index("VALUES")], CutFile),
        (PX.replace("12 ", ""), CutFile),
        (PX.replace("12 ", "12 13 "), BrokenFile),
        (PX.replace('CODES("institution")="0101",', 'CODES("institution")='), BrokenFile),
        (PX.replace('VALUES("kriterium")', 'NOTE("kriterium")'), BrokenFile),
        (PX.replace("STUB=", "NOTE=").replace("HEADING=", "INFO="), BrokenFile),
    ],
)
def test_pcaxis_that_does_not_agree_with_itself_is_refused(tmp_path, changed, kind):
    path = tmp_path / "a.px"
    path.write_bytes(changed.encode("iso-8859-1"))
    with pytest.raises(kind):
        read_file(path)


# JSON-stat

DIMENSIONS = {
    "enhed": {"category": {"index": {"0102": 1, "0101": 0}, "label": {"0101": "A", "0102": "B"}}},
    "kriterium": {"label": "kriterium", "category": {"index": ["enlig", "ledig"]}},
    "tid": {"category": {"label": {"2025": "2025"}}},
}
SHAPE = {"id": ["enhed", "kriterium", "tid"], "size": [2, 2, 1]}
NEWER = {"version": "2.0", "class": "dataset", **SHAPE, "dimension": DIMENSIONS}
EXPECTED = {
    "enhed": ["0101", "0101", "0102", "0102"],
    "enhed tekst": ["A", "A", "B", "B"],
    "kriterium": ["enlig", "ledig", "enlig", "ledig"],
    "tid": ["2025"] * 4,
    "value": ["12", "", "3.10", ""],
}


@pytest.mark.parametrize(
    "document",
    [
        {**NEWER, "value": [12, None, 3.10, None]},
        {**NEWER, "value": {"0": 12, "2": 3.10}, "status": {"1": "..", "3": "np"}},
        {"born": {"dimension": {**DIMENSIONS, **SHAPE}, "value": [12, None, 3.10, None]}},
        {"class": "collection", "link": {"item": [{**NEWER, "value": [12, None, 3.10, None]}]}},
    ],
)
def test_jsonstat_gives_a_row_per_cell_in_every_edition(tmp_path, document):
    path = tmp_path / "criteria.json"
    path.write_text(json.dumps(document).replace("3.1,", "3.10,").replace("3.1}", "3.10}"))
    assert columns(read_file(path)) == EXPECTED


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({**NEWER, "value": [12, None]}, CutFile),
        ({**NEWER, "value": [1, 2, 3, 4, 5]}, BrokenFile),
        ({**NEWER, "value": {"4": 1}}, BrokenFile),
        ({**NEWER, "size": [2, 3, 1], "value": [1] * 6}, BrokenFile),
        ({**NEWER, "id": ["enhed"], "value": [1]}, BrokenFile),
        ({**NEWER, "dimension": {}, "value": [1]}, BrokenFile),
        ({"units": [1, 2]}, NotWhatItsNameSays),
    ],
)
def test_jsonstat_that_does_not_agree_with_itself_is_refused(tmp_path, document, kind):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document))
    with pytest.raises(kind):
        read_file(path)


def test_json_cut_in_the_middle_is_refused(tmp_path):
    path = tmp_path / "a.json"
    whole = json.dumps({**NEWER, "value": [12, None, 3.10, None]})
    for end in (len(whole) - 1, len(whole) - 8, len(whole) // 2):
        path.write_text(whole[:end])
        with pytest.raises(CutFile):
            read_file(path)


# What a file really is


def xlsx_bytes(tmp_path):
    return workbook(tmp_path / "source.xlsx", A=UNITS).read_bytes()


def parquet_bytes(tmp_path):
    path = tmp_path / "source.parquet"
    pq.write_table(pa.table({"unit": ["a", "b"] * 50}), path)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", b"<!DOCTYPE html><html>", "HTML"),
        ("a.xlsx", b"\n <html><body>Log ind</body></html>", "HTML"),
        ("a.xlsx", b"unit;name\n1;a\n", "TXT"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.csv", b"a\x00\x01\x02\x00", "BIN"),
        ("a.px", b"unit;name\n", "TXT"),
        ("a.json", b"<?xml version='1.0'?><a/>", "XML"),
        ("a.parquet", b"unit;name\n", "TXT"),
        ("a.csv", b'{"a": 1}', "JSON"),
        ("a.csv.gz", b"unit;name\n", "TXT"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path, name, content, found):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotWhatItsNameSays) as caught:
        read_file(path)
    assert caught.value.found.startswith(found)


def test_a_workbook_called_csv_and_parquet_called_xlsx_are_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(xlsx_bytes(tmp_path))
    with pytest.raises(NotWhatItsNameSays, match="XLSX"):
        read_file(tmp_path / "a.csv")
    (tmp_path / "b.xlsx").write_bytes(parquet_bytes(tmp_path))
    with pytest.raises(NotWhatItsNameSays, match="Parquet"):
        read_file(tmp_path / "b.xlsx")


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
@pytest.mark.parametrize(("name", "make"), [("a.xlsx", xlsx_bytes), ("a.parquet", parquet_bytes)])
def test_a_file_cut_in_the_middle_is_refused(tmp_path, name, make, part):
    content = make(tmp_path)
    path = tmp_path / name
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(CutFile):
        read_file(path)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.px", "a.json"])
def test_a_file_of_two_gigabytes_is_refused_without_being_read(tmp_path, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(2_100_000_000)
    with pytest.raises(TooLarge) as caught:
        read_file(path)
    assert caught.value.megabytes == 2100
    assert caught.value.limit <= LARGEST_TEXT_MB
    assert path.stat().st_size > LARGEST_TEXT_MB * MEGABYTE


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet", "a.px", "a.json", "a.csv.gz"])
def test_an_empty_file_is_refused(tmp_path, name):
    path = tmp_path / name
    path.touch()
    with pytest.raises(EmptyFile):
        read_file(path)


def test_an_unknown_ending_is_refused(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    with pytest.raises(UnknownFormat, match="docx"):
        read_file(path)


@pytest.mark.parametrize("first", ["0101;20;30", "010120-1234;0101;x", "2026-01-01;2;3"])
def test_a_file_without_headers_is_refused_and_its_first_row_not_shown(tmp_path, first):
    path = tmp_path / "a.csv"
    path.write_text(f"{first}\n0102;21;31\n")
    with pytest.raises(NoHeader) as caught:
        read_file(path)
    assert first.split(";", maxsplit=1)[0] not in str(caught.value)
