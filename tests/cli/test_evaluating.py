"""``fordel evaluate`` on the shipped programme with its invented registrations."""

from __future__ import annotations

from pathlib import Path

import pytest

from fordel.interventions.demonstration import demonstration_registrations
from fordel.interventions.loading import shipped_programme
from fordel.interventions.sheets.tidy import tidy_csv

NAME = "eva_2018_2022"


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    made = demonstration_registrations(shipped_programme(NAME))
    path = tmp_path_factory.mktemp("evaluate") / "registrations.csv"
    path.write_text(tidy_csv([made["haderslev"], made["glostrup"]]), encoding="utf-8")
    return path


def call(fordel, table: Path, *more: object, project: str = "haderslev"):
    return fordel("evaluate", NAME, "--registrations", table, "--project", project, *more)


def test_a_project_is_told_in_four_tables(fordel, table: Path) -> None:
    answer = call(fordel, table)
    assert answer.code == 0, answer.err
    for title in (
        "Gennemførelse",
        "Udvikling",
        "Fra før til i virkningsfasen",
        "Foreslået modenhed",
    ):
        assert title in answer.out
    assert "Periode 3: Pandemien: der blev hverken indsamlet eller registreret." in answer.out
    assert "mennesker afgør" in answer.out


def test_json_has_every_figure_with_its_n(fordel, table: Path) -> None:
    answer = call(fordel, table, "--json")
    document = answer.json()
    assert document["project"] == "haderslev"
    assert document["children"] == "children"
    for known in document["results"]:
        for period in known["periods"]:
            if period["period"] == 3:
                assert period["n"] == 0
    assert {one["activity"] for one in document["implementation"]} >= {"start_talk", "suitcase"}
    assert document["maturity"]["proposed"] == "partly_matured", "nothing is known of cost"
    assert document["maturity"]["criteria"]["months"] == "yes"
    assert document["maturity"]["criteria"]["d"] == "unknown"


def test_a_project_before_its_effect_phase_cannot_be_said(fordel, table: Path) -> None:
    document = call(fordel, table, "--json", project="glostrup").json()
    assert {change["direction"] for change in document["changes"]} == {"cannot_be_said"}
    assert document["maturity"]["criteria"]["months"] == "no"
    assert {one["judged_from"] for one in document["implementation"]} == {"whole"}


def test_own_rules_and_children_enrolled_are_read(fordel, table: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text("implementation: {fewest_units: 9}\n", encoding="utf-8")
    enrolled = tmp_path / "enrolled.csv"
    enrolled.write_text("unit,period,children\nu01,6,2\n", encoding="utf-8")
    document = call(fordel, table, "--rules", rules, "--enrolled", enrolled, "--json").json()
    assert document["children"] == "children"
    aside = {(item["unit"], item["period"]) for item in document["set_aside"]}
    assert aside == {("u01", 6)}, "far more were assessed than the two that are enrolled"
    talk = next(one for one in document["implementation"] if one["activity"] == "start_talk")
    assert talk["proposed"] == "not_assessable_too_few_units"


def test_what_is_not_there_is_refused(fordel, table: Path, tmp_path: Path) -> None:
    unknown = call(fordel, table, project="nowhere")
    assert unknown.code == 3
    assert "nowhere" in unknown.err
    other = call(fordel, table, project="vejle")
    assert other.code == 3
    assert "registrations.csv har ingen registreringer fra projektet vejle." in other.err
    missing = call(fordel, table, "--rules", tmp_path / "none.yaml")
    assert missing.code == 3
    assert f"Reglerne «{tmp_path}/none.yaml» kan ikke læses." in missing.err


def test_english_is_spoken(fordel, table: Path) -> None:
    answer = call(fordel, table, "--lang", "en")
    assert "Proposed maturity: partly matured" in answer.out
    assert "people decide" in answer.out
