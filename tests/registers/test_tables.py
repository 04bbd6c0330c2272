from __future__ import annotations

from fractions import Fraction

import pytest

from fordel.registers.refusals.report import RefusedFiles
from fordel.registers.tables import NoNumber, read_table
from tests.shared import SHARED, needs_shared

from .folders import write


@needs_shared
def test_hamburg_s_figures_are_the_published_ones():
    table = read_table(SHARED / "de_hamburg_2014" / "stadtteilprofile_2014.csv")
    quarters = table.keys("Stadtgebiet")
    assert len(table) == len(set(quarters)) == 99
    assert len(table.totals) == 8
    assert "Hamburg" not in quarters
    people = dict(zip(quarters, table.numbers("Bevölkerung"), strict=True))
    assert people["Billstedt"] == 69_570
    assert people["Eimsbüttel"] == 56_097
    assert people["Harburg"] == 22_674
    assert sum(people.values()) == 1_788_994 - 6_777
    balance = dict(zip(quarters, table.numbers("Wanderungssaldo"), strict=True))
    assert (balance["Hamburg-Altstadt"], balance["HafenCity"], balance["Neustadt"]) == (
        -23,
        71,
        -73,
    )
    persons = dict(zip(quarters, table.numbers("Personen je Haushalt"), strict=True))
    assert persons["Duvenstedt"] == Fraction("2.5")


@needs_shared
def test_nothing_suppressed_in_hamburg_is_counted_as_zero():
    path = SHARED / "de_hamburg_2014" / "stadtteilprofile_2014.csv"
    table = read_table(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    printed = [[cell.strip() for cell in lines[row - 1].split(";")] for row in table.rows]
    for place, header in enumerate(table.names):
        if place == 0:
            continue
        values = table.numbers(header)
        suppressed = [row[place] in {".", "-"} for row in printed]
        zeros = [row[place] in {"0", "0,0"} for row in printed]
        assert [value is None for value in values] == suppressed
        assert [value == 0 for value in values] == zeros
    prices = table.numbers("Preise für Grundstücke in EUR/m² (Jan 2014)")
    assert (prices.count(None), prices.count(Fraction(0))) == (4, 1)
    flats = table.numbers("Preise für Eigentums-wohnungen in EUR/m² (Jan 2014)")
    assert (flats.count(None), flats.count(Fraction(0))) == (28, 0)


@needs_shared
def test_the_dutch_schools_are_read_exactly():
    table = read_table(SHARED / "nl_cbs_2019" / "cbs_achterstandsscores_2019.csv", kind="scores")
    assert len(table) == 6295
    pupils, score, raw = (table.numbers(name) for name in ("pupils", "score", "raw"))
    assert table.keys("unit")[0] == "00AP00"
    assert (pupils[0], score[0], raw[0]) == (100, Fraction("33.02"), Fraction("102.62"))
    assert None not in pupils
    mean = sum(raw) / (Fraction(15, 100) * sum(pupils))
    assert abs(mean - Fraction("5.80")) < Fraction(1, 100)
    assert table.texts("flag2")[2] == "b, c"


@needs_shared
def test_municipality_codes_keep_their_zero():
    table = read_table(SHARED / "dk" / "dk_municipalities.csv")
    assert len(table) == 98
    assert table.keys("code")[0] == "0101"


def test_columns_go_by_header_or_by_the_contract_s_name(tmp_path):
    write(tmp_path, tal="Enhed;Beløb\na;1.500,25\nb;..\n")
    table = read_table(tmp_path / "tal.csv", kind="previous")
    assert table.numbers("amount") == table.numbers("beløb") == [Fraction("1500.25"), None]
    assert "amount" in table
    assert "weighted_children" not in table
    assert table.names == ("Enhed", "Beløb")
    assert table.rows == (2, 3)
    assert table.source.rows == 2


def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    write(tmp_path, tal="Enhed;Beløb\na;1\n")
    with pytest.raises(RefusedFiles, match=r"no column of that name\. It has: Enhed, Beløb"):
        read_table(tmp_path / "tal.csv").numbers("børn")


def test_what_is_no_number_is_refused_with_row_and_column(tmp_path):
    write(tmp_path, tal="Enhed;Beløb\na;1\nb;to\nc;3\nd;4\ne;5\n")
    table = read_table(tmp_path / "tal.csv")
    with pytest.raises(RefusedFiles, match=r'tal.csv, row 3, column "Beløb": .*number "to"'):
        table.numbers("Beløb")


def test_the_rest_of_the_file_may_say_which_mark_is_meant(tmp_path):
    write(tmp_path, tal="Enhed;Beløb;Andel\na;1.234;0,5\nb;5.678;0,25\n")
    table = read_table(tmp_path / "tal.csv")
    assert table.numbers("Beløb") == [1234, 5678]
    assert [note.kind for note in table.notes] == ["decimal_mark"]


def test_personal_numbers_are_refused_wherever_they_stand(tmp_path):
    write(tmp_path, tal="Enhed;Note\na;ring til 010120-1234\n")
    with pytest.raises(RefusedFiles) as caught:
        read_table(tmp_path / "tal.csv")
    assert "010120" not in str(caught.value)


def test_numbers_of_workplaces_are_no_personal_numbers(tmp_path):
    write(tmp_path, tal="P-nummer;n\n1003280923;1\n1012345678;2\n")
    assert read_table(tmp_path / "tal.csv", kind="units").keys("unit")[0] == "1003280923"


def test_every_row_is_kept_where_nothing_is_added_up(tmp_path):
    path = tmp_path / "costs.csv"
    path.write_text("what;hours\na;12\nb;30\nI alt;42\n", encoding="utf-8")
    assert len(read_table(path, key="what")) == 2
    assert read_table(path, every_row=True).texts("what") == ["a", "b", "I alt"]


def test_a_cell_that_is_no_number_is_handed_on_and_not_refused(tmp_path):
    path = tmp_path / "costs.csv"
    path.write_text("what;hours\na;1,5\nb;4-5\nc;-\n", encoding="utf-8")
    table = read_table(path, every_row=True)
    assert table.figures("hours") == [Fraction(3, 2), NoNumber("4-5"), None]
    with pytest.raises(RefusedFiles, match="4-5"):
        table.numbers("hours")


def test_a_header_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "costs.csv"
    path.write_text("what;hours;hours;Other Cost;other_cost\na;1;2;3;4\n", encoding="utf-8")
    table = read_table(path, every_row=True)
    assert table.numbers("other_cost") == [4]
    with pytest.raises(RefusedFiles, match="Which one counts cannot be decided"):
        table.figures("hours")
