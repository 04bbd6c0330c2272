"""Files that are no workbook, or damaged ones, are refused in words and never read by half."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from fordel.domain.errors import InputRefused
from fordel.interventions.sheets.handing_out import sheets_of
from fordel.interventions.sheets.reading import read_sheets
from fordel.interventions.sheets.refusals import files as refusals
from fordel.interventions.sheets.workbook import write_sheets
from fordel.registers.refusals.files import NoSuchFile
from tests.interventions.sheets.handed import Page, handed_out, refused
from tests.interventions.sheets.programmes import (
    PROGRAMME,
    registered,
    sheet,
)


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
