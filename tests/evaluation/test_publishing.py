"""What leaves the municipality hides small counts, and what would give them away."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from fordel.evaluation.results.publishing import publish_results
from fordel.interventions.cells import given
from fordel.interventions.indicators import Children, Cohort
from fordel.interventions.programme import Participation
from tests.evaluation.made import INDICATORS, answers, colours, registered


def made():
    values = answers({key: {3: n} for key, n in colours((20, 8, 6)).items()})
    values |= answers({"children": {3: 40}})
    values["a", 3, "wellbeing.included.red"] = given(2)
    return registered(values, indicators=("children", "wellbeing"))


def test_a_small_count_is_hidden_with_what_gives_it_away() -> None:
    published = publish_results(made())
    red = ("wellbeing", "included", "3", "a", "red")
    assert published.text(red, "da") == "–"
    row = [published.guarded[(*red[:-1], colour)] for colour in ("green", "yellow", "total")]
    assert any(cell.value is None for cell in row), "the row does not give it away"
    others = [published.guarded[(*red[:3], unit, "red")] for unit in (*"bcd", "total")]
    assert any(cell.value is None for cell in others), "the column does not give it away"
    assert published.legend("da")


def test_shares_are_made_of_what_is_shown() -> None:
    published = publish_results(made())
    for unit in "abcd":
        for colour in ("green", "yellow", "red"):
            key = ("wellbeing", "included", "3", unit, colour)
            shown = published.guarded[key].value
            whole = published.guarded[(*key[:-1], "total")].value
            text = published.share(key, "da")
            assert ("%" in text) == (shown is not None and whole is not None), key


def test_children_without_an_assessment_are_a_count_too() -> None:
    values = answers({key: {3: n} for key, n in colours((20, 8, 6)).items()})
    values |= answers({"children": {3: 40}}) | {("a", 3, "children"): given(36)}
    published = publish_results(registered(values, indicators=("children", "wellbeing")))
    attached = published.guarded["children", "count", "3", "a"].value
    assessed = published.guarded["wellbeing", "included", "3", "a", "total"].value
    assert attached is None or assessed is None, "36 less 34 is 2"


def test_not_collected_stays_so() -> None:
    published = publish_results(made())
    assert published.text(("wellbeing", "included", "2", "a", "red"), "da") == "ikke oplyst"
    assert published.share(("wellbeing", "left", "3", "a", "red"), "da") == "ikke oplyst"


def test_the_published_table_has_units_colours_and_totals() -> None:
    headers, rows = publish_results(made()).table("wellbeing", Cohort.INCLUDED, 3, "da")
    assert headers == ("Enhed", "grøn", "gul", "rød", "I alt")
    assert [row[0] for row in rows] == ["a", "b", "c", "d", "I alt"]
    assert rows[0][3] == "–"
    assert rows[4][4] == "132"


def test_nothing_registered_publishes_nothing() -> None:
    published = publish_results(registered(indicators=("contact",)))
    assert not published.guarded.publication.cells
    assert published.legend("da") == ""


def _possible(published, unit: str) -> set[tuple[int, int, int]]:
    """Every green, yellow and red that an outsider cannot rule out, tried one by one."""
    names = ("green", "yellow", "red")
    shown = [published.guarded["wellbeing", "included", "3", unit, one].value for one in names]
    whole = published.guarded["wellbeing", "included", "3", unit, "total"].value
    return {
        three
        for three in product(range(31), repeat=3)
        if all(seen in {None, one} for seen, one in zip(shown, three, strict=True))
        and whole in {None, sum(three)}
    }


@pytest.mark.parametrize("three", [(0, 0, 12), (0, 12, 0), (0, 7, 9), (0, 1, 12)])
@pytest.mark.parametrize("units", ["a", "ab", "abcd"])
def test_where_nobody_is_green_no_child_is_known_not_to_be(three, units) -> None:
    """A whole group of one colour tells of each child in it, however large the group is."""
    values = answers({"children": {3: 20}}, units)
    for place, unit in enumerate(units):
        counts = three if place == 0 else (9, 6, 5)
        values |= answers({key: {3: n} for key, n in colours(counts).items()}, unit)
    everybody = tuple(Participation(unit=name) for name in units)
    made = registered(values, units=everybody, indicators=("children", "wellbeing"))
    published = publish_results(made, not_of_children=("visits", "meetings"))
    left = _possible(published, "a")
    assert three in left
    assert any(green >= 3 for green, *_ in left)
    assert published.share(("wellbeing", "included", "3", "a", "red"), "da") != "100 %"


def test_where_all_are_green_the_table_stands() -> None:
    values = answers({key: {3: n} for key, n in colours((12, 0, 0)).items()})
    published = publish_results(registered(values, indicators=("wellbeing",)))
    assert published.text(("wellbeing", "included", "3", "a", "green"), "da") == "12"
    assert published.text(("wellbeing", "included", "3", "a", "red"), "da") == "0"


@pytest.mark.parametrize("many", [20, 12])
def test_a_count_of_some_that_is_of_all_tells_of_each(many) -> None:
    marked = tuple(
        known.model_copy(update={"children": kind})
        for known in INDICATORS
        for kind in [{"children": Children.ATTACHED, "support": Children.SOME}.get(known.id)]
    )
    values = answers({"children": {3: 20}, "support": {3: 12}})
    values["a", 3, "support"] = given(many)
    made = registered(values, indicators=("children", "support"))
    programme = made.programme.model_copy(update={"indicators": marked})
    published = publish_results(replace(made, programme=programme))
    pair = [published.guarded[name, "count", "3", "a"].value for name in ("children", "support")]
    assert (None in pair) is (many == 20)
