"""What the how-to shows is so: its programme is read, its lines of Python run."""

from __future__ import annotations

import re

from fordel.interventions.descriptions.completeness import completeness
from fordel.interventions.descriptions.description import parse_description
from fordel.interventions.descriptions.theory import check_theory
from fordel.interventions.elements import shipped_catalogue
from fordel.interventions.loading import parse_programme
from fordel.interventions.periods import Phase
from tests.shared import ROOT

PAGE = (ROOT / "docs" / "how-to" / "interventions.md").read_text(encoding="utf-8")


def block(kind: str, place: int = 0) -> str:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[place]


def test_the_programme_of_the_page_is_read_and_lacks_nothing() -> None:
    programme = parse_programme(block("yaml"), "page")
    [project] = programme.projects
    assert programme.still_needed(project) == ()
    assert project.phases == {1: Phase.SHAPING, 2: Phase.SPREAD}
    assert [part.unit for part in project.units] == ["101001", "101002"]


def test_the_description_of_the_page_is_read_and_drawn() -> None:
    description = parse_description(block("yaml", 1), "page")
    assert description.theory is not None
    assert check_theory(description.theory) == ()
    missing = [finding.where for finding in completeness(description).findings]
    assert "visit.actors" in missing
    assert not {"visit.purpose", "visit.intended", "quality", "theory"} & set(missing)


def test_the_lines_of_python_run() -> None:
    names: dict[str, object] = {}
    exec(block("python"), names)
    assert str(names["picture"]).startswith("<svg")


def test_every_starting_point_is_named() -> None:
    for point in shipped_catalogue().definitions.starting_points:
        assert f"`{point.id}`" in PAGE
