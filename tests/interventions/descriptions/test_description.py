"""Descriptions: versions that stay, what is missing and why, what changed."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from fordel.interventions.descriptions.completeness import completeness
from fordel.interventions.descriptions.description import (
    DescribedActivity,
    Description,
    begun_description,
    description_yaml,
    parse_description,
)
from fordel.interventions.descriptions.differences import Change, differences
from fordel.interventions.descriptions.template import description_template
from fordel.interventions.descriptions.theory import Arrow, Box, Level, Theory
from fordel.interventions.loading import shipped_programme
from fordel.interventions.programme import Intensity
from fordel.interventions.refusals import DescriptionsOfDifferentProjects, ProgrammeNotUnderstood
from tests.shared import SHARED, needs_shared

TEMPLATE = description_template()
SPAN = "pr. barn på 12 måneder"
THEORY = Theory(
    boxes=(
        Box(id="visit", level=Level.ACTIVITY, text="Besøg", activity="visit"),
        Box(id="thrive", level=Level.CHILDREN, text="Børn trives"),
    ),
    arrows=(Arrow(start="visit", end="thrive"),),
)
VISIT = DescribedActivity(
    id="visit",
    name="Hjemmebesøg",
    parts={part.id: f"Om {part.title.da}" for part in TEMPLATE.activity_parts},
    intended=Intensity.model_validate({"times": 8, "per": "child", "months": 12}),
)
WHOLE = Description(
    project="home",
    number=1,
    written_on=date(2026, 3, 2),
    author_role="projektleder",
    sections={part.id: f"Om {part.title.da}" for part in TEMPLATE.sections},
    activities=(VISIT,),
    theory=THEORY,
)


def changed(**changes: Any) -> Description:
    return WHOLE.revised(
        written_on=date(2026, 9, 1), reason="Efter datarapport 2", author_role="leder", **changes
    )


@needs_shared
def test_the_template_has_the_published_parts() -> None:
    """Theory and activities are parts of their own; target group and recruitment are one."""
    facts = json.loads((SHARED / "eva_2023_method.json").read_text(encoding="utf-8"))
    template = facts["description_template"]
    assert len(TEMPLATE.sections) + 1 == len(template["sections"])
    assert len(TEMPLATE.activity_parts) == len(template["per_central_activity"])


def test_a_whole_description_lacks_nothing() -> None:
    found = completeness(WHOLE)
    assert found.findings == ()
    assert found.complete
    assert found.share == 1
    assert found.parts == len(TEMPLATE.sections) + len(TEMPLATE.activity_parts) + 2


@pytest.mark.parametrize("part", TEMPLATE.sections, ids=lambda part: part.id)
def test_a_missing_section_is_named_with_why_it_matters(part: Any) -> None:
    sections = {**WHOLE.sections, part.id: "  "}
    found = completeness(changed(sections=sections))
    [finding] = found.findings
    assert finding.where == part.id
    assert finding.missing.da == f"«{part.title.da}» mangler: {part.prompt.da}"
    assert finding.missing.en.startswith(f"“{part.title.en}” is missing: ")
    assert finding.why.da == part.why.da
    assert found.share == Fraction(found.parts - 1, found.parts)


def test_parts_of_activities_intensity_and_theory_are_missed() -> None:
    thin = DescribedActivity(id="visit", name="Hjemmebesøg", parts={"purpose": "Tillid"})
    found = completeness(changed(activities=(thin,), theory=None))
    places = [finding.where for finding in found.findings]
    assert "visit.actors" in places
    assert "visit.purpose" not in places
    assert places[-2:] == ["visit.intended", "theory"]
    assert any("Hjemmebesøg, «Aktører» mangler: " in f.missing.da for f in found.findings)
    assert found.filled == len(TEMPLATE.sections) + 2


def test_without_activities_it_says_so() -> None:
    found = completeness(changed(activities=()))
    assert [finding.missing.da for finding in found.findings] == ["Aktiviteterne mangler."]


def test_a_theory_that_does_not_hold_or_leaves_an_activity_out_is_a_finding() -> None:
    alone = Theory(boxes=(Box(id="thrive", level=Level.CHILDREN, text="Børn trives"),))
    said = [finding.missing.da for finding in completeness(changed(theory=alone)).findings]
    assert said == [
        "Kassen «Børn trives» har ingen pile.",
        "Hjemmebesøg har ingen kasse i forandringsteorien.",
    ]


def test_a_new_version_has_the_next_number_and_leaves_the_old_as_it_was() -> None:
    newer = changed(sections={**WHOLE.sections, "quality": "Vi mødes hver måned."})
    assert (WHOLE.number, newer.number) == (1, 2)
    assert newer.reason == "Efter datarapport 2"
    assert WHOLE.sections["quality"] == "Om Kvalitetssikring"
    with pytest.raises(ValidationError):
        WHOLE.reason = "x"  # type: ignore[misc]


def test_a_change_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="write why the description was changed"):
        WHOLE.revised(written_on=date(2026, 9, 1), reason=" ", author_role="leder")


def test_versions_are_held_against_each_other_in_words() -> None:
    trust = Box(id="b", level=Level.ORGANISATION, text="Tillid")
    moved = Theory(
        boxes=(*THEORY.boxes, trust),
        arrows=(Arrow(start="visit", end="b"), Arrow(start="b", end="thrive")),
    )
    visit = VISIT.model_copy(
        update={
            "name": "Besøg i hjemmet",
            "parts": {**VISIT.parts, "actors": "To pædagoger", "tools": ""},
            "intended": Intensity.model_validate({"times": 4, "per": "child", "months": 12}),
        }
    )
    cafe = DescribedActivity(id="cafe", name="Café")
    newer = changed(
        sections={**WHOLE.sections, "quality": "Nyt"}, activities=(visit, cafe), theory=moved
    )
    found = differences(WHOLE, newer)
    assert [each.words.da for each in found] == [
        "«Kvalitetssikring» er ændret.",
        "Navnet på aktiviteten «Hjemmebesøg» er ændret.",
        "Besøg i hjemmet, «Aktører» er ændret.",
        "Besøg i hjemmet, «Redskaber» er fjernet.",
        f"Besøg i hjemmet, intensiteten i tal (8 {SPAN} → 4 {SPAN}), er ændret.",
        "Aktiviteten «Café» er tilføjet.",
        "Forandringsteorien: kassen «Tillid» er tilføjet.",
        "Forandringsteorien: pilen fra «Tillid» til «Børn trives» er tilføjet.",
        "Forandringsteorien: pilen fra «Besøg» til «Tillid» er tilføjet.",
        "Forandringsteorien: pilen fra «Besøg» til «Børn trives» er fjernet.",
    ]
    assert (found[0].before, found[0].after) == ("Om Kvalitetssikring", "Nyt")
    assert found[5].words.en == "The activity “Café” was added."
    assert found[3].change is Change.REMOVED


def test_the_same_text_is_no_difference() -> None:
    assert differences(WHOLE, changed()) == ()


def test_descriptions_of_two_projects_are_not_compared() -> None:
    other = WHOLE.model_copy(update={"project": "other"})
    with pytest.raises(DescriptionsOfDifferentProjects) as refused:
        differences(WHOLE, other)
    assert "Beskrivelserne er af to projekter: home og other." in refused.value.message("da")
    assert "Choose two versions of one project." in refused.value.message("en")


def test_a_description_is_written_and_read_back_the_same() -> None:
    newer = changed()
    assert parse_description(description_yaml(newer), "v2.yaml") == newer


@pytest.mark.parametrize(
    ("old", "new", "da"),
    [
        ("quality:", "kvalitet:", "skabelonen har ingen del «kvalitet»"),
        ("actors:", "who:", "skabelonen har ingen del «who»"),
        ("author_role: projektleder", "author_role: ''", "teksten skal have mindst 1 tegn"),
        ("number: 1", "number: 0", "tallet skal være mindst 1"),
    ],
)
def test_a_description_that_does_not_fit_the_template_is_refused(
    old: str, new: str, da: str
) -> None:
    text = description_yaml(WHOLE)
    assert old in text
    with pytest.raises(ProgrammeNotUnderstood) as refused:
        parse_description(text.replace(old, new), "v1.yaml")
    assert da in refused.value.message("da")


def test_a_description_begins_with_what_the_project_says() -> None:
    project = shipped_programme().project("mariagerfjord")
    assert project is not None
    begun = begun_description(project, written_on=date(2026, 1, 5), author_role="konsulent")
    assert begun.sections["target_group"] == project.target_group
    assert [known.id for known in begun.activities] == ["topi", "wellbeing_team", "transitions"]
    assert begun.activities[0].intended is not None
    assert 0 < completeness(begun).share < Fraction(1, 2)
