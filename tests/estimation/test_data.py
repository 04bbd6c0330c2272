from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from fordel.estimation.data import read_sample
from fordel.estimation.spec import read_spec
from fordel.registers.refusals.report import RefusedFiles
from tests.estimation import planted
from tests.estimation.test_spec import COUNTED, NUMBER, ORDERED, POINTS

CHILDREN = planted.rows(children=60, units=6)


def read(tmp_path, made=CHILDREN, headers=planted.HEADERS, **changes):
    data = planted.write(tmp_path / "d.csv", made, headers)
    return read_sample(data, read_spec(planted.spec(tmp_path / "s.yaml", **changes)))


def refusal(tmp_path, made=CHILDREN, headers=planted.HEADERS, **changes):
    with pytest.raises(RefusedFiles) as refused:
        read(tmp_path, made, headers, **changes)
    return refused.value.message("en")


def changed(place, column, value):
    """The children with one cell replaced."""
    made = [list(row) for row in CHILDREN]
    made[place][planted.HEADERS.index(column)] = value
    return made


def test_criteria_stand_as_they_were_written(tmp_path):
    sample = read(tmp_path)
    assert sample.criteria.shape == (60, 6)
    for row, met in zip(CHILDREN, sample.criteria, strict=True):
        low, single, out, education, age = row[3:]
        assert list(met) == [
            low == "ja", single == "ja", out == "ja", education == "9. klasse",
            education == "vocational", age < 22,
        ]  # fmt: skip
    assert list(sample.outcome) == [row[2] == "ja" for row in CHILDREN]
    assert sample.units == 6


def test_need_is_what_the_specification_says(tmp_path):
    turned = read(tmp_path, outcome={**planted.SPEC["outcome"], "need": "no"})
    assert list(turned.outcome) == [row[2] == "nej" for row in CHILDREN]
    points = planted.rows(children=60, units=6, outcome=planted.score)
    low = read(tmp_path, points, outcome={**NUMBER, "column": "outcome"}, export=POINTS)
    assert low.outcome == pytest.approx([-float(row[2]) for row in points])
    colours = planted.rows(children=60, units=6, outcome=planted.colours)
    levels = read(tmp_path, colours, outcome={**ORDERED, "column": "outcome"}, export=POINTS)
    assert list(levels.outcome) == [("grøn", "gul", "rød").index(row[2]) for row in colours]


def test_parquet_and_csv_say_the_same(tmp_path):
    table = pa.table({name: [row[i] for row in CHILDREN] for i, name in enumerate(planted.HEADERS)})
    parquet.write_table(table, tmp_path / "d.parquet")
    spec = read_spec(planted.spec(tmp_path / "s.yaml"))
    assert np.array_equal(
        read_sample(tmp_path / "d.parquet", spec).criteria, read(tmp_path).criteria
    )


def test_a_row_per_unit_becomes_shares(tmp_path):
    headers = ("unit", "n", "outcome", "low_income")
    sample = read(tmp_path, [["A", 40, 10, 20], ["B", 20, 5, 2]], headers, export=POINTS, **COUNTED)
    assert sample.criteria[:, 0] == pytest.approx([0.5, 0.1])
    assert list(sample.outcome) == [10, 5]
    assert sample.counted == 60


def test_rows_that_lack_something_are_left_out_and_counted(tmp_path):
    made = changed(3, "low_income", "")
    made[3][planted.HEADERS.index("outcome")] = "uoplyst"
    made[7][planted.HEADERS.index("mother_age")] = "."
    sample = read(tmp_path, made)
    assert len(sample) == 58
    assert {one.column: one.rows for one in sample.left_out} == {
        "outcome": 1, "low_income": 1, "mother_age": 1,
    }  # fmt: skip


def test_too_many_rows_that_lack_something_are_refused_at_the_worst_column(tmp_path):
    made = [list(row) for row in CHILDREN]
    for row in made[:6]:
        row[3] = ""
    said = refusal(tmp_path, made)
    assert 'd.csv, column "low_income": 6 of 60 rows lack a value; at most 3 may.' in said
    assert len(read(tmp_path, made, missing={"at_most": 0.1})) == 54


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (changed(4, "outcome", "måske"), 'row 6, column "outcome": This is neither yes nor no.'),
        (changed(4, "education", "PhD"), 'row 6, column "education": The value is not among'),
        (changed(4, "mother_age", "ung"), 'row 6, column "mother_age": This is not a number.'),
        (changed(4, "unit", ""), 'row 6, column "unit": The cell is empty.'),
        (changed(4, "child", "010118-1234"), 'row 6, column "child": The column holds what looks'),
    ],
)
def test_a_cell_that_cannot_be_used_is_refused_with_its_place_but_not_its_value(
    tmp_path, made, words
):
    said = refusal(tmp_path, made)
    assert words in said
    assert not any(value in said for value in ("måske", "PhD", "ung.", "010118", "1234"))


def test_an_outcome_outside_its_scale_is_refused(tmp_path):
    points = planted.rows(children=60, units=6, outcome=planted.score)
    points[10][2] = "999"
    said = refusal(tmp_path, points, outcome={**NUMBER, "column": "outcome"}, export=POINTS)
    assert 'row 12, column "outcome": The outcome is outside its scale (0–100).' in said
    assert "999" not in said
    colours = planted.rows(children=60, units=6, outcome=planted.colours)
    colours[0][2] = "blå"
    said = refusal(tmp_path, colours, outcome={**ORDERED, "column": "outcome"}, export=POINTS)
    assert 'row 2, column "outcome": The outcome is outside its scale (rød, gul, grøn).' in said


def test_columns_that_are_not_there_are_all_named_at_once(tmp_path):
    headers = [name if name not in {"outcome", "education"} else "x" + name
               for name in planted.HEADERS]  # fmt: skip
    said = refusal(tmp_path, CHILDREN, headers)
    assert 'column "outcome": The file does not have that column.' in said
    assert 'column "education": The file does not have that column.' in said


def test_a_column_that_stands_twice_is_refused(tmp_path):
    headers = [*planted.HEADERS[:-1], "Outcome"]
    said = refusal(tmp_path, CHILDREN, headers, criteria=planted.SPEC["criteria"][:1])
    assert 'Several headers could be the column "outcome": outcome, Outcome.' in said


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ([["A", 40, 10, 50]], 'row 2, column "low_income": The number is larger than the unit'),
        ([["A", 40, 41, 5]], 'row 2, column "outcome": The number is larger than the unit'),
        ([["A", 0, 0, 0]], 'row 2, column "n": The number must be above zero.'),
        ([["A", 9, 1, 1], ["A", 9, 1, 1]], 'row 3, column "unit": The unit has more than one row'),
        ([["A", 9, -1, 1]], 'row 2, column "outcome": The number is negative'),
    ],
)
def test_counts_that_cannot_be_right_are_refused(tmp_path, made, words):
    headers = ("unit", "n", "outcome", "low_income")
    assert words in refusal(tmp_path, made, headers, export=POINTS, **COUNTED)


def test_a_child_who_stands_twice_is_refused_where_a_column_tells_children_apart(tmp_path):
    made = changed(9, "child", CHILDREN[2][0])
    assert len(read(tmp_path, made)) == 60
    said = refusal(tmp_path, made, child="child")
    assert 'row 11, column "child": The child already has a row earlier in the file.' in said
    assert str(CHILDREN[2][0]) not in said


def test_a_weight_of_zero_is_refused(tmp_path):
    made = [[*row, 0 if i == 2 else 1.5] for i, row in enumerate(CHILDREN)]
    said = refusal(tmp_path, made, (*planted.HEADERS, "w"), weights="w")
    assert 'row 4, column "w": The number must be above zero.' in said
