from __future__ import annotations

from fractions import Fraction

from fordel.registers.records import Application, CriterionCount, Grant, PreviousYear

from .folders import UNITS, kinds, needing, read, refused
from .test_formats import PX

CRITERIA = ("single_parent", "low_income")


def test_counts_stand_in_rows_per_criterion(tmp_path):
    result = read(
        tmp_path,
        needing("criteria", criteria=CRITERIA),
        units=UNITS,
        criteria="enhed;kriterium;antal\n0101;Enlige forsørgere;12,5\n0101;lav indkomst;..\n"
        "0102;single_parent;0\n0102;low_income;3\nI alt;single_parent;12,5\n",
    )
    assert result.register.criteria == (
        CriterionCount("0101", "single_parent", Fraction("12.5")),
        CriterionCount("0101", "low_income", None),
        CriterionCount("0102", "single_parent", Fraction(0)),
        CriterionCount("0102", "low_income", Fraction(3)),
    )
    assert {note.kind for note in result.notes} == {"totals", "suppressed"}


def test_counts_stand_in_columns_per_criterion(tmp_path):
    result = read(
        tmp_path,
        needing("criteria", criteria=CRITERIA),
        units=UNITS,
        criteria="enhed;enlig;lav indkomst\n0101;12;np\n0102;4;x\n",
    )
    found = {(entry.unit, entry.criterion): entry.count for entry in result.register.criteria}
    assert found == {
        ("0101", "single_parent"): 12,
        ("0102", "single_parent"): 4,
        ("0101", "low_income"): None,
        ("0102", "low_income"): None,
    }


def test_a_nameless_municipal_sum_is_recognised_by_its_figures(tmp_path):
    criteria = (
        "unit;criterion;count\n0101;single_parent;12\n0102;single_parent;4\n101;single_parent;16\n"
        "0101;low_income;2\n0102;low_income;3\n101;low_income;5\n"
    )
    needs = needing("criteria", criteria=CRITERIA)
    assert len(read(tmp_path, needs, units=UNITS, criteria=criteria).register.criteria) == 4
    other = criteria.replace("101;low_income;5", "101;low_income;6")
    assert set(kinds(refused(tmp_path, needs, units=UNITS, criteria=other))) == {"UnknownUnit"}


def test_counts_per_age_group_and_their_sum(tmp_path):
    criteria = (
        "unit;criterion;age_group;count\n0101;low_income;0-2;2\n0101;low_income;3-5 år;3\n"
        "0101;low_income;I alt;5\n"
    )
    needs = needing("criteria", criteria=("low_income",))
    found = read(tmp_path, needs, units=UNITS, criteria=criteria).register.criteria
    assert [(entry.age_group, entry.count) for entry in found] == [("0-2", 2), ("3-5", 3)]
    unnamed = criteria.replace("I alt", "")
    assert kinds(refused(tmp_path, needs, units=UNITS, criteria=unnamed)) == ["DuplicateCriterion"]


def test_criteria_the_model_does_not_use_are_said(tmp_path):
    result = read(
        tmp_path,
        needing("criteria", criteria=("low_income",)),
        units=UNITS,
        criteria="unit;criterion;count\n0101;low_income;2\n0101;at_least_2_of_6;7\n",
    )
    said = [note.to("en") for note in result.notes if note.kind == "other_criteria"]
    assert said == ["criteria.csv: criteria that the model does not use: at_least_2_of_6."]


def test_scores_districts_and_money_are_read(tmp_path):
    result = read(
        tmp_path,
        needing(criteria=CRITERIA),
        units=UNITS,
        scores="unit;score\n0101;-1,25\n0102;.\n",
        districts="skoledistrikt;navn;andel\nD1;Nord;25 %\nD2;Syd;0,125\n",
        previous="enhed;beløb;vægtede børn\n0101;1.234.567,50;80\n0099;100;\n"
        "I alt;1.234.667,50;80\n",
        grants="unit;amount;purpose\n0101;100.000;sprog\n0101;50.000;\n0102;250,5;\n",
        applications="unit;amount;decision;purpose\n0102;1000;2026-17;AKT\n",
    ).register
    assert result.scores == {"0101": Fraction(-5, 4)}
    assert [(d.id, d.name, d.share) for d in result.districts] == [
        ("D1", "Nord", Fraction(1, 4)),
        ("D2", "Syd", Fraction(1, 8)),
    ]
    assert result.previous == (
        PreviousYear("0101", Fraction("1234567.5"), Fraction(80)),
        PreviousYear("0099", Fraction(100), None),
    )
    assert result.grants == (
        Grant("0101", Fraction(100000), "sprog"),
        Grant("0101", Fraction(50000)),
        Grant("0102", Fraction("250.5")),
    )
    assert result.applications == (Application("0102", Fraction(1000), "2026-17", "AKT"),)


def test_districts_by_counts(tmp_path):
    found = read(
        tmp_path,
        needing(criteria=CRITERIA),
        units=UNITS,
        districts="distrikt;børn;enlig;lav indkomst\nD1;1.200,5;100;200\nD2;800;..;90\n",
    ).register.districts
    assert found[0].children == Fraction("1200.5")
    assert found[0].counts == {"single_parent": 100, "low_income": 200}
    assert found[1].counts == {"low_income": 90}


def test_a_pcaxis_file_can_be_the_criteria(tmp_path):
    result = read(
        tmp_path,
        needing("criteria", criteria=CRITERIA),
        units=UNITS,
        criteria__px=PX.encode("iso-8859-1"),
    )
    found = [(entry.unit, entry.criterion, entry.count) for entry in result.register.criteria]
    assert found == [
        ("0101", "single_parent", 12),
        ("0101", "low_income", None),
        ("0102", "single_parent", None),
        ("0102", "low_income", Fraction("7.5")),
    ]
