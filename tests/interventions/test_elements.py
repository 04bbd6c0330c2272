"""The nine elements: as published where they are facts, computed where they are costs."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from fordel.allocation.model.loading import parse_yaml
from fordel.costing.computing import NotComputed, Range
from fordel.costing.pay import shipped_pay
from fordel.domain.money import nearest
from fordel.interventions.elements import (
    Aim,
    Certainty,
    Direction,
    Elements,
    Ending,
    Evidence,
    shipped_catalogue,
)
from tests.shared import SHARED, needs_shared

CATALOGUE = shipped_catalogue()


def published(name: str) -> Any:
    return json.loads((SHARED / name).read_text(encoding="utf-8"))


@needs_shared
def test_names_groups_and_combinations_are_the_published_ones() -> None:
    facts = published("eva_2023_method.json")["elements"]
    assert len(facts) == len(CATALOGUE.elements) == 9
    for element, fact in zip(CATALOGUE.elements, facts, strict=True):
        assert element.no == fact["no"]
        assert element.name.da == fact["name"]
        assert element.group.value == fact["group"].replace("-", "_")
        assert list(element.combines) == fact["combine_with"]


def test_combining_is_directed() -> None:
    assert 1 in CATALOGUE.element(3).combines
    assert 3 not in CATALOGUE.element(1).combines
    assert CATALOGUE.recommended_by(9) == ()
    assert CATALOGUE.recommended_by(8) == (1, 6, 9)


@needs_shared
def test_used_by_is_the_union_of_both_published_lists() -> None:
    facts = published("eva_2023_projects.json")
    for element in CATALOGUE.elements:
        expected = {f["municipality"] for f in facts if element.no in f["elements_union"]}
        assert set(CATALOGUE.places(element.no)) == expected, element.no
        listed = published("eva_2023_method.json")["elements"][element.no - 1]["used_by"]
        assert {name.split(" (")[0] for name in listed} <= expected


@needs_shared
def test_outcomes_are_the_published_ones() -> None:
    keys = {
        Aim.PARENTS: "parent_cooperation",
        Aim.CROSS_DISCIPLINARY: "cross_disciplinary_cooperation",
        Aim.WELLBEING: "wellbeing",
        Aim.LANGUAGE: "language",
    }
    facts = published("eva_2023_projects.json")
    for project, fact in zip(CATALOGUE.programme.projects, facts, strict=True):
        outcome = CATALOGUE.outcomes[project.id]
        assert outcome.maturity.value == fact["maturity"].replace(" ", "_")
        assert (outcome.conflict is not None) == ("maturity_note" in fact)
        for aim, key in keys.items():
            given = fact["indicators"][key]
            in_one = given["scope"].startswith(("one centre", "one nursery"))
            expected = {
                "up": Direction.UP_IN_ONE if in_one else Direction.UP,
                "none visible": Direction.NONE,
                None: Direction.UNKNOWN,
            }[given["direction"]]
            assert outcome.direction(aim) is expected, (project.id, aim)


def test_costs_are_computed_from_hours_and_rates() -> None:
    """Frederikshavn's transition talk: 2.25·339.7 + 236.4 + 0.25·393.1 = 1,099 kr."""
    pay = shipped_pay()
    [talk] = [c for c in CATALOGUE.costs_of(8, pay) if c.project.id == "frederikshavn"]
    assert isinstance(talk.once, Range)
    exact = Fraction("2.25") * Fraction("339.7") + Fraction("236.4") + Fraction("393.1") / 4
    assert talk.once.amount == exact
    assert nearest(exact, Fraction(1)) == 1099
    role = pay.roles["pedagogue"].model_copy(update={"hourly_cost": 2 * Fraction("339.7")})
    dearer = pay.model_copy(update={"roles": {**pay.roles, "pedagogue": role}})
    [again] = [c for c in CATALOGUE.costs_of(8, dearer) if c.project.id == "frederikshavn"]
    assert isinstance(again.once, Range)
    assert again.once.amount == exact + Fraction("2.25") * Fraction("339.7")


@needs_shared
def test_published_hours_give_the_printed_cost_or_the_row_says_otherwise() -> None:
    """Every costed activity is found by its hours in the published table, to the krone."""
    with (SHARED / "eva_2023_costs.csv").open(encoding="utf-8") as file:
        printed = {
            (row["municipality"], row["printed_cost_per_child_dkk"]) for row in csv.DictReader(file)
        }
    pay = shipped_pay()
    costs = {id(c.source): c for e in CATALOGUE.elements for c in CATALOGUE.costs_of(e.no, pay)}
    assert len(costs) == len(CATALOGUE.costs), "every costed activity has an element"
    for cost in costs.values():
        assert isinstance(cost.once, Range)
        kroner = str(int(nearest(cost.once.amount, Fraction(1))))
        assert (cost.project.place, kroner) in printed, (cost.project.place, cost.name)


def test_without_a_stated_number_of_holdings_a_year_costs_are_not_stated() -> None:
    for cost in CATALOGUE.costs_of(7, shipped_pay()):
        assert isinstance(cost.yearly, NotComputed)
        assert cost.yearly.code == "frequency_missing"


def test_every_element_has_texts_examples_and_a_cost() -> None:
    for element in CATALOGUE.elements:
        assert element.examples
        assert all(CATALOGUE.programme.project(e.project) for e in element.examples)
        for example in element.examples:
            project = CATALOGUE.programme.project(example.project)
            assert project in CATALOGUE.used_by(element.no), element.no
        assert CATALOGUE.costs_of(element.no, shipped_pay()), element.no


@pytest.mark.parametrize(
    ("up", "up_in_one", "none", "expected"),
    [
        (0, 0, 0, Certainty.CANNOT_BE_SAID),
        (1, 0, 0, Certainty.CANNOT_BE_SAID),
        (0, 0, 4, Certainty.CANNOT_BE_SAID),
        (2, 0, 0, Certainty.POINTS_TOWARDS),
        (2, 1, 1, Certainty.MIXED),
        (3, 1, 1, Certainty.POINTS_TOWARDS),
        (0, 2, 0, Certainty.MIXED),
    ],
)
def test_certainty_goes_by_a_stated_rule(
    up: int, up_in_one: int, none: int, expected: Certainty
) -> None:
    measured = up + up_in_one + none
    found = Evidence(Aim.WELLBEING, measured + 1, measured, up, up_in_one, none, 0)
    assert found.certainty is expected


def test_evidence_tells_its_counts() -> None:
    """Element 6: Helsingør, Mariagerfjord, Morsø, Tønder, Aabenraa matured; Silkeborg partly."""
    found = CATALOGUE.evidence(6, Aim.CROSS_DISCIPLINARY)
    assert (found.used, found.matured, found.up, found.none) == (6, 5, 3, 2)
    assert found.words.da == (
        "Tværfagligt samarbejde: peger i retning af. 5 af 6 projekter er modnet; af dem: "
        "fremgang i 3, kun i én enhed i 0, ingen synlig i 2, ikke målt i 0."
    )
    assert "points towards" in found.words.en
    assert CATALOGUE.outcomes["silkeborg"].maturity is Ending.PARTLY_MATURED


def test_a_catalogue_that_names_what_is_not_there_is_refused() -> None:
    text = """
source: x
elements:
  - {no: 1, name: {da: a, en: a}, group: parents, aims: [parents], youngest: 0, oldest: 5,
     purpose: {da: a, en: a}, content: [{da: a, en: a}], results: {da: a, en: a},
     cadence: {da: a, en: a}, combines: [2]}
"""
    with pytest.raises(ValidationError, match="element 1 names 2, which is not there"):
        Elements.model_validate(parse_yaml(text, "elements.yaml"))
    whole = text.replace("[2]", "[1]")
    twice = whole + whole.split("elements:\n")[1]
    with pytest.raises(ValidationError, match="element 1 stands twice"):
        Elements.model_validate(parse_yaml(twice, "elements.yaml"))
