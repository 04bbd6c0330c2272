"""No personal number, name or other cell of a child may show, whatever is wrong with a file."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.registers.inspection import inspect
from fordel.registers.personal import looks_like_cpr, shown
from fordel.registers.reading import read_register
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.report import RefusedFiles

from .folders import PLAIN_UNITS, needing, write


@st.composite
def personal_numbers(draw):
    day, month, year = draw(st.integers(1, 31)), draw(st.integers(1, 12)), draw(st.integers(0, 99))
    hyphen, last = draw(st.sampled_from(["-", "", " "])), draw(st.integers(0, 9999))
    return f"{day:02d}{month:02d}{year:02d}{hyphen}{last:04d}"


def secrets_of(text):
    plain = text.replace("-", "").replace(" ", "")
    return {text, plain, plain.lstrip("0"), f"{plain[:6]}-{plain[6:]}", f"{plain[:6]} {plain[6:]}"}


@given(personal_numbers())
def test_every_way_to_write_a_personal_number_is_known_and_masked(text):
    assert looks_like_cpr(text)
    for written in secrets_of(text):
        excerpt = shown(f"Ole {written} Hansen")
        assert not any(secret in excerpt for secret in secrets_of(text))


CELLS = st.one_of(
    personal_numbers(),
    st.sampled_from(["0101", "x", "3", "9", "abc", "2020-01-01", "01-01-2020", "", "..", "1,5"]),
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    where=st.sampled_from(["children", "units", "criteria", "grants", "districts", "scores"]),
    header=st.lists(
        st.one_of(
            st.sampled_from(
                ["child", "unit", "age", "name", "born_on", "full_time", "count", "criterion"]
            ),
            st.sampled_from(["amount", "district", "share", "score", "single_parent", "mor"]),
            personal_numbers(),
            personal_numbers().map("Ole {}".format),
        ),
        min_size=1,
        max_size=6,
    ),
    rows=st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=5),
    delimiter=st.sampled_from([";", ",", "\t"]),
    cut=st.booleans(),
)
def test_whatever_is_wrong_no_personal_number_is_said(
    tmp_path, where, header, rows, delimiter, cut
):
    lines = [header, *(row[: len(header)] for row in rows)]
    text = "\n".join(delimiter.join(line) for line in lines)
    files = {"units": PLAIN_UNITS, where: text[:-3] if cut else text + "\n"}
    for old in tmp_path.iterdir():
        old.unlink()
    write(tmp_path, **files)
    said = _all_that_is_said(tmp_path, where)
    cells = {cell.removeprefix("Ole ") for line in lines for cell in line}
    for cell in filter(looks_like_cpr, cells):
        assert not any(secret in said for secret in secrets_of(cell) if len(secret) > 6)


def _all_that_is_said(folder, where):
    needs = needing("children", criteria=("single_parent",))
    said = []
    try:
        result = read_register(folder, needs)
        said += [note.to(language) for note in result.notes for language in ("da", "en")]
        said += [json.dumps([note.to_json() for note in result.notes])]
    except RefusedFiles as error:
        report = error.report
        said += [str(error), repr(error), report.text("da"), json.dumps(report.to_json())]
    try:
        found = inspect(folder / f"{where}.csv")
        said += [*found.sentences("da"), found.to_yaml("en"), json.dumps(found.to_json())]
    except (FileRefused, RefusedFiles) as error:
        said += [str(error), repr(error), error.message("da")]
    return "\n".join(said)


@pytest.mark.parametrize("column", ["name", "note", "cluster", "cpr på leder"])
def test_personal_numbers_outside_the_child_s_key_are_refused(tmp_path, column):
    units = f"unit;{column};children_0-2;children_3-5\na;Ole 010120-1234;1;2\n"
    write(tmp_path, units=units)
    with pytest.raises(RefusedFiles, match="CPR numbers"):
        read_register(tmp_path, needing())


def test_a_parent_s_number_in_the_file_of_children_is_refused(tmp_path):
    children = "cpr;unit;age;mors cpr\n0101201234;0101;3;0101901234\n"
    write(tmp_path, units=PLAIN_UNITS, children=children)
    with pytest.raises(RefusedFiles, match='column "mors cpr"'):
        read_register(tmp_path, needing("children"))


def test_numbers_that_lost_their_zero_are_personal_too(tmp_path):
    units = "unit;leder;children_0-2;children_3-5\na;101701234;1;2\nb;3112801234;1;2\n"
    write(tmp_path, units=units)
    with pytest.raises(RefusedFiles, match='column "leder"'):
        read_register(tmp_path, needing())


def test_long_amounts_and_decimals_are_not_personal(tmp_path):
    units = "unit;budget;andel;children_0-2;children_3-5\na;12500000;0,3112991234;1;2\n"
    write(tmp_path, units=units)
    assert read_register(tmp_path, needing()).register.units[0].id == "a"
