from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import openpyxl

from fordel.registers.reading import read_register
from fordel.registers.records import Ownership, UnitKind

from .folders import NEEDS, PLAIN_UNITS, UNITS, kinds, needing, read, refused

FULL = """Institutionsnr;Navn;Ejerform;Type;Specialafdeling;Klynge;Område;Budgetansvar;\
Skoledistrikt;Åbnet;Lukket;Forgænger;Åbningstid;Antal børn 0-2 år;3-5 årige;Fuldtid 0-2
001234;Solsikken;Kommunal;Aldersintegreret;Ja;K1;Nord;B7;D1;01-08-2020;;0991+0992;52,5;1.020;40,25;12
A77;Åhuset;selvejende;Børnehave;0;;;;;2020-08-01;31.12.2027;;;0;8;
P1;Møllen;PRIVAT;vuggestue;;;;;;;;;;12;0;..
"""


def test_a_danish_unit_file_is_read_whole(tmp_path):
    sunflower, river, mill = read(tmp_path, units=FULL.encode("cp1252")).register.units
    assert sunflower.id == "001234"
    assert sunflower.name == "Solsikken"
    assert sunflower.special_department
    assert (sunflower.cluster, sunflower.area, sunflower.budget_unit) == ("K1", "Nord", "B7")
    assert sunflower.pays_to == "B7"
    assert sunflower.district == "D1"
    assert sunflower.predecessors == ("0991", "0992")
    assert sunflower.opening_hours == Decimal("52.5")
    assert sunflower.children == {"0-2": Fraction(1020), "3-5": Fraction("40.25")}
    assert sunflower.full_time == {"0-2": Fraction(12)}
    assert (river.ownership, river.kind) == (Ownership.SELF_OWNING, UnitKind.KINDERGARTEN)
    assert (river.opened_on, river.closed_on) == (date(2020, 8, 1), date(2027, 12, 31))
    assert river.children == {"0-2": Fraction(0), "3-5": Fraction(8)}
    assert (mill.ownership, mill.kind) == (Ownership.PRIVATE, UnitKind.NURSERY)
    assert mill.full_time == {}


def test_units_are_municipal_and_age_integrated_unless_said(tmp_path):
    result = read(tmp_path, units="unit;ownership;children_0-2;children_3-5\na;;1;2\n")
    assert result.register.units[0].ownership is Ownership.MUNICIPAL
    assert result.register.units[0].kind is UnitKind.AGE_INTEGRATED
    said = [note.to("da") for note in result.notes if note.kind == "default"]
    assert said[0] == "units.csv: enheder uden ownership, som regnes for municipal: 1."


def test_sources_name_the_file_its_hash_and_its_rows(tmp_path):
    source = read(tmp_path, units=UNITS).register.sources[0]
    assert (source.name, source.rows, len(source.sha256)) == ("units.csv", 2, 64)


def test_keys_that_a_spreadsheet_kept_as_numbers_are_noted(tmp_path):
    book = openpyxl.Workbook()
    for row in (["unit", "children_0-2", "children_3-5"], [1234.0, 1, 2], ["00A1", 3, 4]):
        book.active.append(row)
    book.save(tmp_path / "units.xlsx")
    result = read(tmp_path)
    assert [unit.id for unit in result.register.units] == ["1234", "00A1"]
    assert "keys_as_numbers" in {note.kind for note in result.notes}


def test_a_unit_without_any_count_is_left_to_the_model_and_said(tmp_path):
    result = read(tmp_path, units=UNITS + "0103;Privat;;\n")
    assert result.register.units[2].children == {}
    assert "no_children" in {note.kind for note in result.notes}


def test_a_count_missing_beside_another_is_refused(tmp_path):
    report = refused(tmp_path, units=UNITS + "0103;Halv;..;12\n")
    (problem,) = report.problems
    assert (type(problem).__name__, problem.row, problem.column) == (
        "ValueMissing",
        4,
        "children_0-2",
    )


def test_units_may_be_silent_about_children_where_rows_say(tmp_path):
    children = "child;unit;age\n1;0101;3\n"
    result = read(tmp_path, units=PLAIN_UNITS, children=children)
    assert result.register.units[0].children == {}
    assert result.children.num_rows == 1


def test_all_problems_are_gathered_and_nothing_is_imported(tmp_path):
    report = refused(
        tmp_path,
        needing("grants"),
        units="unit;ownership;opened_on;closed_on;children_0-2;children_3-5\n"
        "a;kommunal;2020-01-01;2019-01-01;1;-2\n"
        "a;statslig;x;;1,5;abc\n"
        ";;;;1;2\n",
        scores="unit;score\nb;1\n",
    )
    assert sorted(kinds(report)) == [
        "ClosedBeforeOpened",
        "DuplicateUnit",
        "FileMissing",
        "NegativeNumber",
        "NotADate",
        "NotANumber",
        "UnknownChoice",
        "UnknownUnit",
        "ValueMissing",
    ]


def test_predecessors_may_be_closed_units_but_not_go_round(tmp_path):
    head = "unit;predecessors;children_0-2;children_3-5\n"
    assert read(tmp_path, units=head + "a;gone;1;2\nb;a;1;2\nc;a+b;1;2\n")
    report = refused(tmp_path, units=head + "a;c;1;2\nb;a;1;2\nc;b;1;2\nd;d;1;2\ne;a;1;2\n")
    loops = [problem.units for problem in report.problems]
    assert loops == ["a ← c ← b ← a", "d ← d"]


def test_the_year_s_folder_is_read_where_the_folder_holds_no_units(tmp_path):
    (tmp_path / "2027").mkdir()
    (tmp_path / "2027" / "units.csv").write_text(UNITS)
    result = read_register(tmp_path, NEEDS, year=2027)
    assert result.home == tmp_path / "2027"
    assert len(result.register.units) == 2


def test_a_unit_file_that_cannot_be_read_makes_no_unit_unknown(tmp_path):
    report = refused(tmp_path, units="", scores="unit;score\n0101;1\n", grants="unit;amount\nx;1\n")
    assert kinds(report) == ["EmptyFile"]
