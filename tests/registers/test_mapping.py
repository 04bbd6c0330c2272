from __future__ import annotations

import pytest

from fordel.registers.keys import municipality_code
from fordel.registers.mapping import read_mapping
from fordel.registers.refusals.files import MappingRefused
from tests.shared import ROOT

from .folders import NEEDS, UNITS, kinds, read, refused

ODD = "kom;kode;smaa;store;form;komkode\n"


def test_a_mapping_settles_names_values_marks_and_rows(tmp_path):
    (tmp_path / "udtræk.csv").write_text(
        ODD + "x;1;1.234;2;K;101\nx;2;5;6;S;101\nx;3;7;8;K;147\nSamlet;;1;1;;101\n"
    )
    result = read(
        tmp_path,
        mapping__yaml="""
units:
  file: udtræk.csv
  columns: {unit: kode, children_0-2: smaa, children_3-5: store, ownership: form}
  values: {ownership: {K: municipal, S: self_owning}}
  decimal: ","
  only: {komkode: "0101"}
  totals: [xx]
""",
    )
    assert [(unit.id, str(unit.ownership)) for unit in result.register.units] == [
        ("1", "municipal"),
        ("2", "self_owning"),
    ]
    assert result.register.units[0].children["0-2"] == 1234
    said = [note.to("da") for note in result.notes if note.kind == "only"]
    assert said == ["udtræk.csv: rækker læst, som mapping.yaml siger: 3 af 4."]


def test_more_words_for_totals_and_units_that_only_look_like_them(tmp_path):
    units = (
        "unit;name;children_0-2;children_3-5\n1;Total;3;4\n2;Ialt-huset;5;6\nZ;Kommunetal;90;1\n"
    )
    assert [unit.id for unit in read(tmp_path, units=units).register.units] == ["2", "Z"]
    result = read(tmp_path, mapping__yaml='units: {totals: [kommunetal], units: ["1"]}')
    assert [unit.id for unit in result.register.units] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("units: [", "1:9"),
        ("- a", "units"),
        ("unit: {}", "unit"),
        ("units: {column: {}}", "units.column"),
        ("units: {only: {kommune: 0101}}", "units.only.kommune"),
        ("units: {decimal: ';'}", "units.decimal"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_and_says_where(tmp_path, text, said):
    (tmp_path / "mapping.yaml").write_text(text)
    with pytest.raises(MappingRefused, match=said):
        read_mapping(tmp_path)


def test_a_header_the_mapping_names_must_be_there(tmp_path):
    report = refused(
        tmp_path,
        units="unit;children_0-2;children_3-5\na;1;2\n",
        mapping__yaml="units: {columns: {name: Findes ikke}, only: {kommune: '101'}}",
    )
    assert kinds(report) == ["UnknownColumn", "UnknownColumn"]


def test_municipality_codes_have_three_or_four_digits():
    assert municipality_code("101") == municipality_code("0101") == "0101"
    for wrong in ("11", "10100", "A01", ""):
        with pytest.raises(ValueError):
            municipality_code(wrong)


def test_without_a_mapping_nothing_is_mapped(tmp_path):
    assert read_mapping(tmp_path) == {}
    assert NEEDS.count_on is not None


def test_the_example_in_the_guide_is_a_mapping_that_can_be_used(tmp_path):
    guide = (ROOT / "docs" / "how-to" / "import.md").read_text(encoding="utf-8")
    example = guide.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "mapping.yaml").write_text(example, encoding="utf-8")
    found = read_mapping(tmp_path)
    assert found["units"].only == {"Kommunekode": "0101", "Tid": "2026"}
    assert found["children"].full_time_hours == 37


def test_a_file_the_mapping_names_must_be_there(tmp_path):
    report = refused(tmp_path, units=UNITS, mapping__yaml="grants: {file: tilskud.csv}")
    assert kinds(report) == ["FileMissing"]
