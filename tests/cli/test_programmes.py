"""`fordel programme …`."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from fordel.cli.choosing import AIMS
from fordel.interventions.descriptions.description import description_yaml
from fordel.interventions.elements import Aim
from fordel.interventions.loading import parse_programme, shipped_programme
from tests.cli.calling import Command
from tests.interventions.descriptions.test_description import WHOLE, changed
from tests.interventions.test_loading import SMALL


def test_checks_a_programme(fordel: Command, tmp_path: Path) -> None:
    shown = fordel("programme", "check").out
    assert "15 projekter, 109 enheder, 7 perioder, 21 indikatorer." in shown
    assert "Periode 3: ikke indsamlet. Pandemien" in shown
    file = tmp_path / "ours.yaml"
    needed = "needed: [[parents, primary_partner]]\n"
    file.write_text(SMALL + needed, encoding="utf-8")
    found = fordel("programme", "check", file, "--json").json()
    assert found["still_needed"] == {"home": [["parents", "primary_partner"]]}
    english = fordel("programme", "check", file, "--lang", "en").out
    assert "home lacks: cooperation with parents or primary partner." in english
    assert ": 1 project, 1 unit, 2 periods, " in english


def test_refuses_what_does_not_fit(fordel: Command, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(SMALL.replace("no: 2", "no: 1"), encoding="utf-8")
    done = fordel("programme", "check", file, "--json")
    assert done.code == 3
    assert done.json()["kind"] == "ProgrammeNotUnderstood"
    assert "periode 1 står efter periode 1" in done.err


def test_shows_a_programme_and_writes_it_as_yaml(fordel: Command) -> None:
    shown = fordel("programme", "show").out
    assert "Svendborg" in shown
    assert "konkretisering 1-3, udbredelse 4-5, virkning 6-7" in shown
    yaml = fordel("programme", "show", "--yaml").out
    assert parse_programme(yaml, "shown.yaml") == shipped_programme()
    assert len(fordel("programme", "show", "--json").json()["projects"]) == 15


def test_shows_one_project(fordel: Command) -> None:
    shown = fordel("programme", "show", "--project", "haderslev").out
    assert "Målgruppe: Børn på 3-4 år" in shown
    assert "Udleverede kufferter" in shown
    found = fordel("programme", "show", "--project", "haderslev", "--json").json()
    assert found["phases"]["6"] == "effect"


def test_conflicting_judgements_of_the_evaluation_are_kept(fordel: Command, tmp_path: Path) -> None:
    shown = fordel("programme", "show", "--project", "morsoe").out
    assert "Evalueringen: modnet. Et sted kaldes projektet modnet" in shown
    file = tmp_path / "ours.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert "Evalueringen" not in fordel("programme", "show", file, "--project", "home").out


def test_names_the_projects_there_are(fordel: Command) -> None:
    done = fordel("programme", "show", "--project", "odense")
    assert done.code == 3
    assert "Programmet har intet projekt «odense»." in done.err
    assert "Vælg et af: frederikshavn, haderslev, " in done.err


def test_shows_elements_and_what_they_cost(fordel: Command, tmp_path: Path) -> None:
    shown = fordel("programme", "elements").out
    assert "Systematisk trivselsvurdering" in shown
    one = fordel("programme", "elements", "8").out
    assert (
        "Går godt sammen med: 6 Styrkede tværfaglige møder, 1 Hjemmet som samarbejdsramme." in one
    )
    assert "1.099" in one
    assert "kan ikke tilskrives det enkelte element" in one
    assert "Startsamtale: etablering 37.000 kr. (kursus i ICDP), som oplyst i Haderslev." in one
    pay = tmp_path / "pay.yaml"
    pay.write_text(
        "source: egen\nprice_year: 2026\nroles: {pedagogue: {hourly_cost: 679.4}}\n", "utf-8"
    )
    found = fordel("programme", "elements", "8", "--pay", pay, "--json").json()
    assert found["price_year"] == 2026
    [talk] = [cost for cost in found["costs"] if cost["place"] == "Frederikshavn"]
    assert talk["once_dkk"] == talk["yearly_dkk"] == 1863
    assert found["recommended_by"] == [1, 6, 9]


def test_refuses_an_element_that_is_not_there(fordel: Command) -> None:
    done = fordel("programme", "elements", "10", "--lang", "en")
    assert done.code == 3
    assert "There is no element 10." in done.err
    assert "Choose one of: 1, 2, 3, 4, 5, 6, 7, 8, 9." in done.err


def test_guides_from_a_situation(fordel: Command) -> None:
    asked = ("programme", "guide", "--aim", "parents", "--aim", "language", "--children", 30,
             "--units", 3, "--frame", 100_000, "--in-place", "library")  # fmt: skip
    found = fordel(*asked, "--json").json()
    assert {each["element"] for each in found["suggestions"][:2]} == {2, 3}
    assert found["suggestions"][0]["builds_on"] == ["library"]
    assert len(found["rules"]) == 6
    assert all(cost["once_dkk"] for each in found["suggestions"] for cost in each["costs"])
    reasons = {c["yearly_reason"] for e in found["suggestions"] for c in e["costs"]}
    assert "Antal afholdelser om året er ikke oplyst." in reasons
    shown = fordel(*asked).out
    assert "Sådan er rækkefølgen valgt:" in shown
    assert "Priser i 2022." in shown
    assert "sigter ikke mod nogen af jeres mål." in shown


def test_guide_takes_only_aims_there_are(fordel: Command) -> None:
    assert tuple(Aim) == AIMS
    done = fordel("programme", "guide", "--aim", "money", "--children", 3, "--units", 1)
    assert done.code == 2
    assert "parents, cross_disciplinary, wellbeing, language" in done.err
    empty = fordel("programme", "guide", "--aim", "parents", "--children", 0, "--units", 1)
    assert empty.code == 3


def test_says_what_a_description_lacks_and_what_changed(fordel: Command, tmp_path: Path) -> None:
    older, newer = tmp_path / "1.yaml", tmp_path / "2.yaml"
    older.write_text(description_yaml(WHOLE), encoding="utf-8")
    sections = {name: text for name, text in WHOLE.sections.items() if name != "quality"}
    newer.write_text(description_yaml(changed(sections=sections)), encoding="utf-8")
    shown = fordel("programme", "describe", newer, "--against", older).out
    assert "home, udgave 2: 15 af 16 dele er skrevet (94 %)." in shown
    assert "- «Kvalitetssikring» mangler: Hvordan sikrer I" in shown
    assert "«Kvalitetssikring» er fjernet." in shown
    found = fordel("programme", "describe", older, "--json").json()
    assert (found["filled"], found["parts"], found["findings"]) == (16, 16, [])
    gone = fordel("programme", "describe", tmp_path / "3.yaml", "--lang", "en")
    assert gone.code == 3
    assert "3.yaml”. A description of an intervention" in gone.err
    assert "3.yaml» findes ikke." in fordel("programme", "describe", tmp_path / "3.yaml").err


def test_draws_a_theory_of_change(fordel: Command, tmp_path: Path) -> None:
    picture = tmp_path / "theory.svg"
    shown = fordel("programme", "theory", "haderslev", "--out", picture).out
    assert "«Sprogkuffert» skal føre til" in shown
    assert ET.parse(picture).getroot().tag.endswith("svg")
    found = fordel("programme", "theory", "haderslev", "--json", "--lang", "en").json()
    assert {"from": "suitcase", "to": "result_language"} in found["arrows"]
    assert any("should lead to" in sentence for sentence in found["sentences"])
    refused = fordel("programme", "theory", "haderslev", "--out", tmp_path / "no" / "theory.svg")
    assert refused.code == 2


def test_writes_invented_registrations(fordel: Command, tmp_path: Path) -> None:
    folder = tmp_path / "registered"
    shown = fordel("programme", "demo", "--out", folder).out
    assert "Tallene er opdigtede for at vise systemet" in shown
    with (folder / "ishoej.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["project"] for row in rows} == {"ishoej"}
    assert {row["state"] for row in rows if row["period"] == "3"} == {"not_collected"}
    assert all((row["state"] == "given") == bool(row["value"]) for row in rows)
    one = fordel("programme", "demo", "--seed", 5, "--json").json()
    assert one == fordel("programme", "demo", "--seed", 5, "--json").json()
    assert one["totals"]["home_visits"][2] is None
    assert one["totals"]["home_visits"][6] > 100
    file_in_the_way = tmp_path / "file"
    file_in_the_way.write_text("", "utf-8")
    assert fordel("programme", "demo", "--out", file_in_the_way).code == 2


@pytest.mark.parametrize(
    "command",
    [("guide",), ("demo",), ("show",), ("theory",)],
)
def test_help_names_no_types_of_a_programming_language(
    fordel: Command, command: tuple[str, ...]
) -> None:
    """What an option takes is said in words of the user, in every option of these commands."""
    options = fordel("programme", *command, "--help").out.partition("Options:")[2]
    assert "--" in options
    assert not any(word in options for word in ("<int", "<str", "<float", "<list", "range>"))
