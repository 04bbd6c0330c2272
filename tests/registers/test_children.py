from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.domain.ages import AgeGroup, age_on
from fordel.domain.language import Words
from fordel.registers.mapping import FileMapping
from fordel.registers.personal import pseudonym, pseudonym_key
from fordel.registers.reading import read_children
from fordel.registers.refusals.report import RefusedFiles

from .folders import NEEDS, OLD, PLAIN_UNITS, YOUNG, needing, read, refused

CRITERIA = ("single_parent", "low_income")
HEAD = "barn;enhed;fødselsdato;indmeldt;udmeldt;fuldtid;distrikt;enlig forsørger;lav indkomst\n"
ROWS = (
    "c1;0101;01-01-2023;01-08-2024;;1;D1;ja;nej\n"
    "c2;0101;06-09-2023;01-08-2024;;0,75;;1;\n"
    "c3;0102;05-09-2023;01-08-2024;;;D2;0;x\n"
    "c4;0102;01-01-2022;01-08-2023;05-09-2026;1;D2;x;x\n"
)


def test_rows_become_columns_without_the_child(tmp_path):
    result = read(
        tmp_path, needing("children", criteria=CRITERIA), units=PLAIN_UNITS, children=HEAD + ROWS
    )
    assert result.children.schema == pa.schema(
        {
            "unit": pa.string(),
            "age_group": pa.string(),
            "district": pa.string(),
            "full_time": pa.int32(),
            "single_parent": pa.bool_(),
            "low_income": pa.bool_(),
        }
    )
    assert [tuple(row.values()) for row in result.children.to_pylist()] == [
        ("0101", "3-5", "D1", 1000, True, False),
        ("0101", "0-2", None, 750, True, None),
        ("0102", "3-5", "D2", 1000, False, True),
    ]
    assert {note.kind for note in result.notes} >= {
        "not_enrolled",
        "no_full_time",
        "unknown_criterion",
    }


def test_a_criterion_that_is_not_known_is_called_what_its_readers_call_it(tmp_path):
    called = (Words(da="Enlig forsørger", en="Single parent"), Words(da="Lav indkomst", en="Low"))
    needs = replace(needing("children", criteria=CRITERIA), labels=called)
    result = read(tmp_path, needs, units=PLAIN_UNITS, children=HEAD + ROWS)
    (said,) = [note for note in result.notes if note.kind == "unknown_criterion"]
    assert "uoplyst, hvilket ikke er det samme som nej (Lav indkomst): 1." in said.to("da")
    assert "(Low): 1." in said.to("en")
    assert "low_income" not in str(said.to_json())


def test_a_child_may_move_on_the_day_but_not_be_in_two_places(tmp_path):
    head = "child;unit;age;enrolled_from;enrolled_to\n"
    day = NEEDS.count_on
    before, after = day - timedelta(1), day + timedelta(1)
    moved = f"a;0101;3;;{day}\na;0102;3;{day};\n"
    assert read(tmp_path, units=PLAIN_UNITS, children=head + moved).children.to_pydict()[
        "unit"
    ] == ["0102"]
    later = f"a;0101;3;;{after}\na;0102;3;{after};\n"
    assert read(tmp_path, units=PLAIN_UNITS, children=head + later).children.num_rows == 1
    both = f"a;0101;3;{before};\na;0102;3;{before};{after}\nb;0101;3;;\n"
    (problem,) = refused(tmp_path, units=PLAIN_UNITS, children=head + both).problems
    assert (type(problem).__name__, problem.row, problem.first_row) == ("ChildTwice", 3, 2)


def test_one_child_is_known_however_its_number_is_written(tmp_path):
    children = "cpr;unit;age\n010120-1234;0101;3\n0101201234;0102;3\n 101201234 ;0102;4\n"
    report = refused(tmp_path, units=PLAIN_UNITS, children=children)
    assert [(problem.row, problem.first_row) for problem in report.problems] == [(3, 2), (4, 2)]


def test_numbers_are_known_by_shape_never_by_their_check_digit(tmp_path):
    children = "cpr;unit;age\n" + "".join(f"0101201{n:03d};0101;3\n" for n in range(200))
    assert read(tmp_path, units=PLAIN_UNITS, children=children).children.num_rows == 200


def test_the_same_key_gives_the_same_pseudonym_and_another_another(monkeypatch):
    monkeypatch.setenv("FORDEL_PSEUDONYM_KEY", "first")
    first = pseudonym("010120-1234", pseudonym_key())
    assert first == pseudonym("0101201234", pseudonym_key())
    assert b"1234" not in first
    monkeypatch.setenv("FORDEL_PSEUDONYM_KEY", "second")
    assert first != pseudonym("0101201234", pseudonym_key())
    monkeypatch.delenv("FORDEL_PSEUDONYM_KEY")
    assert pseudonym_key() == pseudonym_key()


def test_children_outside_the_model_s_groups_are_said_not_counted(tmp_path):
    children = "child;unit;age\na;0101;6\nb;0101;5\n"
    result = read(tmp_path, units=PLAIN_UNITS, children=children)
    assert result.children.num_rows == 1
    said = [note.to("en") for note in result.notes if note.kind == "other_ages"]
    assert said[0].endswith("not counted: 1.")


@pytest.mark.parametrize("age", ["7", "-1", "12"])
def test_an_age_no_daycare_child_has_is_refused(tmp_path, age):
    children = f"child;unit;age\na;0101;{age}\n"
    (problem,) = refused(tmp_path, units=PLAIN_UNITS, children=children).problems
    assert type(problem).__name__ == "AgeOutside"


def test_rows_that_do_not_count_on_the_day_may_be_old(tmp_path):
    children = "child;unit;born_on;enrolled_to\na;gone;2010-01-01;2014-08-01\nb;0101;2022-01-01;\n"
    assert read(tmp_path, units=PLAIN_UNITS, children=children).children.num_rows == 1


def test_hours_become_full_time_shares_where_the_mapping_says_how(tmp_path):
    children = "child;unit;age;timer\na;0101;3;37\nb;0101;3;18,5\n"
    mapping = 'children:\n  full_time_hours: "37"\n'
    result = read(tmp_path, units=PLAIN_UNITS, children=children, mapping__yaml=mapping)
    assert result.children["full_time"].to_pylist() == [1000, 500]
    (tmp_path / "mapping.yaml").unlink()
    result = read(tmp_path, needing("children"))
    assert result.children["full_time"].to_pylist() == [1000, 1000]
    assert "hours" in {note.kind for note in result.notes}


def test_blank_can_be_made_no_by_the_mapping(tmp_path):
    (tmp_path / "b.csv").write_text("child;unit;age;single_parent\na;0101;3;x\nb;0101;3;\n")
    needs = needing(criteria=("single_parent",))
    unsaid = read_children(tmp_path / "b.csv", needs)
    assert unsaid.children["single_parent"].to_pylist() == [True, None]
    mapping = FileMapping(values={"single_parent": {"": "nej"}})
    said = read_children(tmp_path / "b.csv", needs, mapping=mapping)
    assert said.children["single_parent"].to_pylist() == [True, False]


def test_no_cell_of_a_refused_child_is_shown(tmp_path):
    children = (
        "child;unit;age;full_time;district;single_parent\n"
        "hemmelig1;ukendt;99;hemmelig2;hemmelig3;ved ikke\n"
        ";0101;hemmelig4;7;;\n"
        "hemmelig1;0101;3;1;;\n"
        "hemmelig1;0102;3;1;;\n"
    )
    report = refused(
        tmp_path,
        needing("children", criteria=("single_parent",)),
        units=PLAIN_UNITS,
        children=children,
        districts="district;share\nD1;0,5\n",
    )
    said = report.text("da") + report.text("en") + str(report.to_json())
    assert len(report) >= 8
    for secret in ("hemmelig", "ukendt", "99", "ved ikke"):
        assert secret not in said


def test_a_file_of_children_alone_needs_no_units(tmp_path):
    (tmp_path / "b.csv").write_text("child;unit;age\na;x;3\n")
    assert read_children(tmp_path / "b.csv", NEEDS).children.num_rows == 1
    with pytest.raises(RefusedFiles):
        read_children(tmp_path / "b.csv", NEEDS, units={"y"})


def test_dates_need_a_day_of_counting(tmp_path):
    (tmp_path / "b.csv").write_text("child;unit;born_on\na;x;2022-01-01\n")
    with pytest.raises(RefusedFiles, match="on which day children are counted"):
        read_children(tmp_path / "b.csv", replace(NEEDS, count_on=None))


AGES = st.integers(0, 5)
DAYS = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2028, 1, 1)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(st.dates(date(2020, 9, 6), date(2026, 9, 5)), DAYS, DAYS, st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_who_is_counted_is_what_the_plain_rule_says(tmp_path, rows):
    """The plain rule: first day included, last day not; age in whole years on the day."""
    rows = [
        (born, *((end, start) if start and end and end < start else (start, end)), met)
        for born, start, end, met in rows
    ]
    text = "child;unit;born_on;enrolled_from;enrolled_to;c\n" + "".join(
        f"c{place};u{place};{born};{start or ''};{end or ''};{int(met)}\n"
        for place, (born, start, end, met) in enumerate(rows)
    )
    path = tmp_path / "children.csv"
    path.write_text(text)
    day = NEEDS.count_on
    expected = [
        (f"u{place}", next(g.id for g in (YOUNG, OLD) if g.holds(age_on(born, day))), met)
        for place, (born, start, end, met) in enumerate(rows)
        if (start is None or start <= day) and (end is None or day < end)
    ]
    found = read_children(path, needing(criteria=("c",))).children
    columns = (found[name].to_pylist() for name in ("unit", "age_group", "c"))
    assert list(zip(*columns, strict=True)) == expected


def test_age_groups_are_known_by_their_ages_too(tmp_path):
    needs = replace(NEEDS, age_groups=(AgeGroup("young", 0, 2), AgeGroup("old", 3, 5)))
    (tmp_path / "b.csv").write_text("child;unit;aldersgruppe\na;x;0-2 år\nb;x;old\nc;x;3–5-årige\n")
    found = read_children(tmp_path / "b.csv", needs).children
    assert found["age_group"].to_pylist() == ["young", "old", "old"]


def test_a_date_of_birth_goes_before_an_age_of_some_other_day(tmp_path):
    (tmp_path / "b.csv").write_text("child;unit;age;born_on\na;x;2;2022-09-05\n")
    assert read_children(tmp_path / "b.csv", NEEDS).children["age_group"].to_pylist() == ["3-5"]


def test_a_criterion_may_be_in_either_of_the_files_a_model_needs(tmp_path):
    needs = needing("children", "criteria", criteria=("single_parent", "low_income"))
    given = {
        "units": PLAIN_UNITS,
        "children": "child;unit;age;single_parent\na;0101;3;1\n",
        "criteria": "unit;criterion;count\n0101;low_income;3\n",
    }
    assert read(tmp_path, needs, **given).children["low_income"].to_pylist() == [None]
    report = refused(tmp_path, replace(needs, files=frozenset({"children"})))
    assert [type(problem).__name__ for problem in report.problems] == ["CriterionNotInData"]
