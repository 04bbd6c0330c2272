"""The shipped programme is the published one: periods, phases, units, activities, elements."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import chain
from typing import Any

import pytest

from fordel.interventions.indicators import Kind, Theme
from fordel.interventions.loading import shipped_programme
from fordel.interventions.periods import Phase
from tests.shared import SHARED, needs_shared

PHASES = {"concretisation": Phase.SHAPING, "spread": Phase.SPREAD, "effect": Phase.EFFECT,
          "ended": Phase.ENDED}  # fmt: skip


def published(name: str) -> Any:
    return json.loads((SHARED / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def projects() -> list[tuple[Any, Any]]:
    """Each project as it ships, and as it was published."""
    shipped = shipped_programme().projects
    return list(zip(shipped, published("eva_2023_projects.json"), strict=True))


@needs_shared
def test_the_seven_periods_are_the_published_ones() -> None:
    periods = shipped_programme().periods
    facts = published("eva_2023_method.json")["data_periods"]
    assert len(periods) == len(facts) == 7
    for period, fact in zip(periods, facts, strict=True):
        assert period.no == fact["no"]
        assert f"{period.first:%Y-%m}" == fact["from"]
        assert f"{period.last:%Y-%m}" == fact["to"]
        assert period.collected == fact.get("collected", True)
        assert period.inferred == fact["dates"].startswith("inferred")
    assert [period.months for period in periods] == [5, 5, 7, 5, 7, 5, 7]


@needs_shared
def test_the_indicators_are_as_many_of_each_kind_as_published() -> None:
    programme, facts = shipped_programme(), published("eva_2023_method.json")
    themes = [known.theme for known in programme.indicators]
    results = facts["result_indicators"]
    assert themes.count(Theme.ACTIVITIES) == len(facts["activity_indicators"])
    ratings = results["organisational"]
    assert themes.count(Theme.PARENTS) == len(ratings["parent_cooperation"])
    partners = [known["partner"] for known in ratings["cross_disciplinary"]]
    assert themes.count(Theme.PRIMARY_PARTNER) == partners.count("primary")
    assert themes.count(Theme.OTHER_PARTNERS) == partners.count("other external")
    kinds = [known.kind for known in programme.indicators]
    assert kinds.count(Kind.COLOURS) == 2
    assert len(programme.indicators) == 8 + 8 + len(results["citizen"])
    for known in programme.indicators:
        if known.kind is Kind.RATING:
            assert (known.lowest, known.highest) == (
                ratings["scale"]["min"],
                ratings["scale"]["max"],
            )


@needs_shared
def test_every_project_has_its_place_units_activities_and_phases(projects: Any) -> None:
    for project, fact in projects:
        assert project.place == fact["municipality"]
        assert len(project.units) == fact["centres"]["count"], project.id
        assert len(project.activities) == len(fact["activities"]), project.id
        assert len(project.prerequisites) > 0
        expected = {
            no: PHASES[phase]
            for span, phase in fact["phase_per_data_period"].items()
            for no in _numbers(span)
        }
        assert project.phases == expected, project.id
        assert project.name != fact["title"], "the title is told in words of our own"


def _numbers(span: str) -> range:
    first, _, last = span.partition("-")
    return range(int(first), int(last or first) + 1)


@needs_shared
def test_elements_of_the_activities_are_the_published_union(projects: Any) -> None:
    for project, fact in projects:
        found = set(chain.from_iterable(known.elements for known in project.activities))
        assert found == set(fact["elements_union"]), project.id


@needs_shared
def test_what_a_project_measured_is_on_its_sheet(projects: Any) -> None:
    themes_of = {
        "wellbeing": {Theme.WELLBEING},
        "language": {Theme.LANGUAGE},
        "parent_cooperation": {Theme.PARENTS},
        "cross_disciplinary_cooperation": {Theme.PRIMARY_PARTNER, Theme.OTHER_PARTNERS},
    }
    programme = shipped_programme()
    for project, fact in projects:
        chosen = {programme.indicator(name).theme for name in project.indicators}
        for name, themes in themes_of.items():
            if fact["indicators"][name]["direction"] is not None:
                assert chosen & themes, (project.id, name)


def test_every_project_that_went_on_has_what_a_sheet_needs() -> None:
    programme = shipped_programme()
    lacking = [each.id for each in programme.projects if programme.still_needed(each)]
    assert lacking == ["svendborg"]
    assert {known.id for known in programme.indicators} > {"support_need", "school_postponed"}


def test_the_pandemic_touches_the_periods_it_did() -> None:
    programme = shipped_programme()
    [pandemic] = programme.events
    touched = [period.no for period in programme.periods if pandemic.touches(period)]
    assert touched == [3, 4, 5, 6]
    assert "andemi" in programme.periods[2].reason


def test_the_programme_is_found_in_an_installed_package() -> None:
    folder = files("fordel.definitions")
    for path in ("programmes/eva_2018_2022.yaml", "elements/elements.yaml"):
        assert folder.joinpath(*path.split("/")).is_file()
