"""One malformed source per refusal, and the words it is refused with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fordel.domain.errors import InputRefused
from fordel.profiles.profile import Basis
from fordel.profiles.refusals.counting import SourceNotForEngine, TooManyCriteria, TooManyPatterns
from fordel.profiles.refusals.sources import SourceMissing, SourceUnreadable
from fordel.registers.refusals.files import FolderInsteadOfFile
from tests.postgres import needs_postgres
from tests.profiles.children import CRITERIA, NEEDS, as_arrow, mended, some_children
from tests.profiles.counting import PLACES, count, problems
from tests.profiles.test_engines import to_postgres

WELL = {
    "child": "k1", "unit": "0101", "district": "07", "born_on": date(2024, 1, 1),
    "enrolled_from": None, "enrolled_to": None, "full_time": "1",
    **dict.fromkeys(CRITERIA, True),
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kids.parquet"


def written(file: Path, *changes: dict) -> Path:
    pq.write_table(as_arrow([{**WELL, "child": f"k{i}", **c} for i, c in enumerate(changes)]), file)
    return file


def test_a_well_formed_source_is_not_refused(file: Path):
    assert problems("duckdb", written(file, {})) == {}


@pytest.mark.parametrize(
    ("changes", "kind", "told"),
    [
        ([{"unit": "9"}, {"unit": "8"}, {"unit": "9"}], "PlacesNotKnown",
         '"unit": Keys that are not in units: 2; children under them: 3.'),
        ([{"district": "99"}], "PlacesNotKnown",
         "Keys that are not in districts: 1; children under them: 1."),
        ([{"unit": None}, {}], "RowsWithout", '"unit": The column is empty in 1 rows.'),
        ([{"unit": " - "}, {}], "RowsWithout", '"unit": The column is empty in 1 rows.'),
        ([{"born_on": None}], "RowsWithout", '"born_on": The column is empty in 1 rows.'),
        ([{"child": None}, {}], "RowsWithout", '"child": The column is empty in 1 rows.'),
        ([{"child": "a"}] * 3 + [{"child": "b"}] * 2 + [{}], "ChildrenTwice",
         "2 children are there twice or more on the day of counting."),
        ([{"born_on": date(2016, 1, 1)}, {"born_on": date(2026, 9, 6)}], "RowsWithAges",
         "2 rows have an age outside 0–6 years."),
        ([{"full_time": "1.5"}, {"full_time": "-0.1"}, {"full_time": "nan"}], "RowsOfFullTime",
         "3 rows have more than a full-time place"),
        ([{"enrolled_from": date(2026, 5, 1), "enrolled_to": date(2026, 4, 1)}], "RowsReversed",
         "In 1 rows the end date lies before the start date."),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_used_are_counted_and_refused(file: Path, changes, kind, told):
    found = problems("duckdb", written(file, *changes))
    assert list(found) == [kind]
    assert told in found[kind]
    assert found[kind].startswith("kids.parquet, column")


def test_a_source_in_which_nobody_is_enrolled_is_refused(file: Path):
    found = problems("duckdb", written(file, {"enrolled_from": date(2030, 1, 1)}))
    assert (
        "No child is enrolled on the day of counting (rows in the source:"
        in found["SourceWithoutChildren"]
    )


def test_all_problems_are_told_at_once(file: Path):
    changes = [{"unit": "9"}, {"born_on": None}, {"full_time": "2"}, {"district": "x"}]
    assert set(problems("duckdb", written(file, *changes))) == {
        "PlacesNotKnown", "RowsWithout", "RowsOfFullTime"
    }  # fmt: skip


def test_the_same_child_in_two_units_at_different_times_is_no_problem(file: Path):
    day = NEEDS.count_on
    moved = [{"child": "a", "enrolled_to": day}, {"child": "a", "enrolled_from": day}]
    assert problems("duckdb", written(file, *moved)) == {}


def test_a_unit_key_is_never_quoted_for_it_could_be_anything(file: Path):
    found = problems("duckdb", written(file, {"unit": "150524-1234"}))
    assert "1234" not in "".join(found.values())


@pytest.mark.parametrize(
    ("column", "values", "told"),
    [
        ("unit", pa.array([101]), 'column "unit": The column\'s type is int64; it has to be text.'),
        ("c3", pa.array([1]), "it has to be boolean."),
        ("c3", pa.array(["ja"]), "type is string; it has to be boolean."),
        ("born_on", pa.array(["2024-01-01"]), "it has to be date, timestamp without time zone."),
        ("born_on", pa.array([0], pa.timestamp("us", tz="Europe/Copenhagen")),
         "it has to be date, timestamp without time zone."),
        ("full_time", pa.array(["1"]), "it has to be integer, decimal, float."),
        ("child", pa.array([[1]]), "type is array<int64>; it has to be text, integer, uuid."),
        ("district", pa.array([7]), "type is int64; it has to be text."),
    ],
)  # fmt: skip
def test_a_column_of_another_type_is_refused(file: Path, column, values, told):
    table = as_arrow([WELL])
    place = table.column_names.index(column)
    pq.write_table(table.set_column(place, column, values), file)
    assert told in problems("duckdb", file)["WrongType"]


@pytest.mark.parametrize("column", ["unit", "born_on", "place"])
def test_a_column_that_is_not_there_is_refused(file: Path, column):
    pq.write_table(as_arrow([WELL]).drop([column]), file)
    found = problems("duckdb", file)["SourceColumnMissing"]
    assert "has no column" in found
    assert column in found


def test_a_criterion_that_need_not_be_there_is_not_known_of_anybody(file: Path):
    pq.write_table(as_arrow([WELL]).drop(["c3"]), file)
    profile = count("duckdb", file, needed=("low_income",)).profiles[Basis.ENROLLED]
    assert profile.unknown.tolist() == [4]


def test_an_age_group_that_the_model_has_not_is_refused(file: Path):
    table = as_arrow([WELL]).append_column("age_group", pa.array(["4-6"]))
    pq.write_table(table, file)
    told = problems("duckdb", file)["RowsWithGroups"]
    assert "1 rows have an age group that the model does not have" in told
    assert "0-2, 3-5" in told


def test_dates_without_a_day_of_counting_are_refused(file: Path):
    found = problems("duckdb", written(file, {}), needs=replace(NEEDS, count_on=None))
    assert "does not say on which day" in found["CountDayMissing"]


def test_more_patterns_than_there_is_room_for_are_refused_with_how_many(file: Path):
    pq.write_table(as_arrow(mended(some_children(Random(1), 400))), file)
    whole = count("duckdb", file, places={Basis.ENROLLED: PLACES[Basis.ENROLLED]})
    patterns = len(whole.profiles[Basis.ENROLLED].children)
    with pytest.raises(TooManyPatterns) as caught:
        count("duckdb", file, most=patterns - 1)
    told = caught.value.message("en")
    assert f"{caught.value.children} children in 3 units or districts make" in told
    assert caught.value.patterns >= patterns
    assert "Use fewer criteria (now: low_income, single_parent, c3, place)" in told
    assert f"der er plads til {patterns - 1}" in caught.value.message("da")


def test_more_criteria_than_bits_are_refused_before_anything_is_read(file: Path):
    many = replace(NEEDS, criteria=tuple(f"c{i}" for i in range(31)))
    with pytest.raises(TooManyCriteria):
        count("duckdb", written(file, {}), needs=many)


def test_thirty_criteria_are_as_many_patterns_as_there_are_children(file: Path):
    names = tuple(f"c{i}" for i in range(30))
    random = Random(2)
    rows = {name: [random.choice((True, False, None)) for _ in range(500)] for name in names}
    kids = {"unit": ["0101"] * 500, "age_group": ["0-2"] * 500, **rows}
    pq.write_table(pa.table(kids), file)
    places = {Basis.ENROLLED: ("0101",)}
    needs = replace(NEEDS, criteria=names)
    profile = count("duckdb", file, needs=needs, needed=names, places=places).profiles
    assert len(profile[Basis.ENROLLED].children) == 500


def test_a_file_that_is_not_there_is_refused_with_what_is(file: Path):
    written(file, {})
    with pytest.raises(SourceMissing) as caught:
        count("duckdb", file.with_name("kinds.parquet"))
    assert "Here are: kids.parquet" in caught.value.message("en")


@pytest.mark.parametrize("source", ["empty", "empty/../empty"])
def test_a_folder_without_parquet_is_told_as_a_folder(tmp_path: Path, source: str):
    (tmp_path / "empty").mkdir()
    with pytest.raises(FolderInsteadOfFile) as caught:
        count("duckdb", tmp_path / source)
    assert caught.value.message("da").startswith("empty: Det er en mappe")
    assert caught.value.message("en").startswith("empty: This is a folder")


def test_a_file_that_is_cut_short_is_refused(file: Path):
    written(file, {})
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(SourceUnreadable) as caught:
        count("duckdb", file)
    assert "kan være afkortet" in caught.value.message("da")


def test_duckdb_has_no_tables():
    with pytest.raises(SourceNotForEngine) as caught:
        count("duckdb", "kids")
    assert "Den læser: Parquet" in caught.value.message("da")


@needs_postgres
def test_postgres_reads_no_files_and_names_the_tables_it_has(postgres, file: Path):
    with pytest.raises(SourceNotForEngine) as caught:
        count(postgres.url, written(file, {}))
    assert "schema.table" in caught.value.message("en")
    to_postgres(postgres, "near_by", as_arrow([WELL]))
    with pytest.raises(SourceMissing) as missing:
        count(postgres.url, "public.nearby")
    assert "public.near_by" in missing.value.message("en")


@needs_postgres
def test_a_type_that_postgres_alone_has_is_refused(postgres):
    to_postgres(postgres, "odd", as_arrow([WELL]))
    postgres.run("alter table odd alter column c3 type point using null")
    assert "it has to be boolean" in problems(postgres.url, "odd")["WrongType"]


@needs_postgres
def test_a_table_that_may_not_be_read_is_refused(postgres):
    to_postgres(postgres, "closed", as_arrow([WELL]))
    postgres.run("drop role if exists guest", "create role guest login")
    with pytest.raises(InputRefused) as caught:
        count(postgres.url.replace("fordel:secret", "guest"), "closed")
    assert "InsufficientPrivilege" in caught.value.message("en")
