"""The whole of it: one result, its JSON, its tables, its chart."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from fordel.stability.assessing import assess_stability
from fordel.stability.refusals import TooFewRedraws
from fordel.stability.tables import (
    intervals_chart,
    intervals_table,
    not_possible_table,
    units_table,
    variants_table,
)
from tests.equity.runs import (
    GROUPS,
    HEADER,
    YEAR,
    Group,
    at_least,
    model_of,
    need,
    run_from_counts,
    run_of,
)

GROUPS_WITH_SPECIAL = (*GROUPS, Group("S", 10, "b"))
MODEL = model_of(need(at_least(1)))


@pytest.fixture(scope="module")
def found():
    run = run_of(MODEL, GROUPS_WITH_SPECIAL, units={"S": {"special_department": True}})
    return assess_stability(run, run_of(MODEL, GROUPS_WITH_SPECIAL, year=YEAR - 1), redraws=40)


@pytest.fixture(scope="module")
def from_counts():
    model = model_of(need("method: criteria_met"), header=HEADER + "children: {grain: counts}\n")
    counts = {(unit, c): n for unit in "AB" for c, n in zip("abc", (2, 3, 0), strict=True)}
    return assess_stability(run_from_counts(model, counts, children=10))


def test_what_was_tried_and_what_was_not_possible(found):
    assert [one.id for one in found.variants] == [
        "without:a",
        "without:b",
        "without:c",
        "at_least:need:2",
        "age_weight:all:more",
        "age_weight:all:less",
        "older",
    ]
    assert [one.id for one in found.not_possible] == ["at_least:need:0"]
    assert found.ranked_by == "need"
    assert found.places == (1, 2, None)
    assert found.names == ("Børnehuset A", "Børnehuset B", "Børnehuset S")


def test_one_unit_through_every_variant(found):
    # The odd krone goes to the larger remainder, and of equal ones to the smaller key.
    shifts = {variant.id: shift.difference for variant, shift in found.shifts_of("B")}
    # 6, 2 and 10 count: of 1200 B has 133. Without a: 2, 2 and 10, 171. With two: only A.
    assert found.amounts == (400 + 3334, 133 + 3333, 667 + 3333)
    assert shifts["without:a"] == 171 - 133
    assert shifts["at_least:need:2"] == -133
    assert shifts["older"] == 0
    assert found.variant("at_least:need:2").losing[0].unit == "S"


def test_the_small_units_are_told_in_words(found):
    said = [words.da for words in found.small_units()]
    assert len(said) == 3
    assert said[1].startswith("Børnehuset B: med 10 børn kan beløbet tilfældigt svinge mellem ")


def test_json_holds_everything_as_exact_text(found):
    document = json.loads(json.dumps(found.to_json()))
    assert document["units"][0] == {
        "unit": "A",
        "name": "Børnehuset A",
        "amount": "3734",
        "place": 1,
    }
    first = document["variants"][0]
    assert first["id"] == "without:a"
    assert first["da"] == "Uden kriteriet «lav indkomst»"
    assert first["units"][1] == {"unit": "B", "amount": "3504", "difference": "38", "places": 1}
    assert first["losing_over_2_percent"] == ["A"]
    assert first["largest_loss"] == {"unit": "A", "difference": "-228"}
    assert first["moved_share"] == "0.020357"
    assert document["not_possible"][0]["reason"]["en"].startswith("With at least 0 criteria")
    intervals = document["intervals"]
    assert (intervals["redraws"], intervals["refused"], intervals["level"]) == (40, 0, "0.9")
    assert Fraction(intervals["units"][0]["low"]) <= 3734
    assert document["no_intervals"] is None


def test_the_same_run_gives_the_same_json(found):
    run = run_of(MODEL, GROUPS_WITH_SPECIAL, units={"S": {"special_department": True}})
    again = assess_stability(run, run_of(MODEL, GROUPS_WITH_SPECIAL, year=YEAR - 1), redraws=40)
    assert json.dumps(again.to_json()) == json.dumps(found.to_json())


def test_the_table_of_variants(found):
    headers, rows = variants_table(found, "da")
    assert headers == (
        "Hvis",
        "Flyttet mellem enheder",
        "Mere i alt",
        "Størst gevinst",
        "Størst tab",
        "Enheder, der taber over 2 %",
        "Flest pladser",
    )
    assert rows[0] == (
        "Uden kriteriet «lav indkomst»",
        "2,04 %",
        "0 kr.",
        "Børnehuset S +190 kr.",
        "Børnehuset A −228 kr.",
        "1",
        "1",
    )
    assert rows[2][3:] == ("–", "–", "0", "0")
    assert variants_table(found, "en")[1][0][1] == "2.04%"


def test_the_table_of_what_was_not_possible(found):
    _, rows = not_possible_table(found, "en")
    ((what, why),) = rows
    assert what == "At least 0 of 3 criteria instead of 1"
    assert why == (
        "With at least 0 criteria every child counts in the step “need”. The step then goes by "
        "the number of children and not by need."
    )


def test_the_table_of_units_says_the_worst_and_the_best(found):
    headers, rows = units_table(found, "da")
    assert len(set(headers)) == len(headers)
    assert rows[0] == (
        "Børnehuset A",
        "3.734 kr.",
        "1",
        "3.506 kr.",
        "Uden kriteriet «lav indkomst»",
        "4.534 kr.",
        "Uden kriteriet «enlig forsørger»",
        "0",
        "0",
    )
    assert rows[1][-2:] == ("1", "0")
    assert rows[2][2] == rows[2][-1] == "–"


def test_a_unit_that_nothing_moves_has_dashes():
    run = run_of(MODEL, (Group("A", 3, "ab"), Group("A", 3)))
    _, rows = units_table(assess_stability(run, redraws=0), "da")
    assert rows == (("Børnehuset A", "11.200 kr.", "1", "–", "–", "–", "–", "0", "0"),)


def test_the_table_and_the_chart_of_intervals(found):
    headers, rows = intervals_table(found, "da")
    assert headers[3:5] == ("90 % af udfaldene fra", "til")
    assert rows[0][:3] == ("Børnehuset A", "10", "3.734 kr.")
    chart = intervals_chart(found, "da")
    assert chart.table[1][1][:2] == ("Børnehuset A", "373 kr.")
    assert "90 %" in chart.spec["title"]["subtitle"]


def test_units_of_one_name_are_told_apart_by_their_keys_in_the_chart():
    run = run_of(MODEL, units={"A": {"name": "Solen"}, "B": {"name": "Solen"}})
    chart = intervals_chart(assess_stability(run, redraws=20), "da")
    assert {row[0] for row in chart.table[1]} == {"Solen (A)", "Solen (B)"}


def test_from_counts_there_are_variants_and_a_reason_for_no_intervals(from_counts):
    assert from_counts.intervals is None
    assert from_counts.small_units() == ()
    assert from_counts.no_intervals.da.startswith("Modellen regner på antal pr. enhed")
    assert from_counts.to_json()["no_intervals"]["en"].startswith("The model goes by counts")
    assert intervals_table(from_counts, "da")[1] == ()
    assert [one.id for one in from_counts.not_possible] == ["older"]
    with pytest.raises(ValueError, match="no intervals to draw"):
        intervals_chart(from_counts, "da")


def test_no_redraws_are_no_intervals_and_too_few_are_refused():
    run = run_of(MODEL)
    found = assess_stability(run, redraws=0)
    assert found.intervals is None
    assert found.no_intervals is None
    with pytest.raises(TooFewRedraws):
        assess_stability(run, redraws=3)


def test_without_need_all_money_ranks():
    found = assess_stability(run_of(model_of()), redraws=0)
    assert found.ranked_by == "total"
    assert found.places == (1, 1)
