"""What is asked, of whom, and that another question is another version."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from fordel.domain.errors import InputRefused
from fordel.interventions.indicators import Theme
from fordel.interventions.programme import Programme
from fordel.interventions.sheets.asking import VERSION_LENGTH, project_of, sheet_for
from fordel.interventions.sheets.refusals.asking import (
    FieldNotAsked,
    NothingAsked,
    PeriodNotCollected,
    PeriodNotThere,
    ProjectNotThere,
    UnitHasLeft,
    UnitNotInProject,
    UnitNotYetIn,
)
from tests.interventions.sheets.programmes import INDICATORS, PROGRAMME, PROJECT, indicator, sheet


def test_a_sheet_asks_for_the_projects_fields_by_theme() -> None:
    asked = sheet()
    assert [theme.theme for theme in asked.themes] == [
        Theme.ACTIVITIES,
        Theme.WELLBEING,
        Theme.PARENTS,
    ]
    assert [field.key for field in asked.themes[0].fields] == ["children", "events", "participants"]
    assert asked.themes[0].words.da == "aktiviteter"
    assert len(asked.fields) == 3 + 6 + 1
    assert asked.field("contact").key == "contact"
    assert asked.units == ("u1", "u2"), "one has left after period 1"


def test_a_version_is_of_what_is_asked() -> None:
    first = sheet()
    assert first.version == sheet().version
    assert len(first.version) == VERSION_LENGTH
    assert sheet(4).version != first.version, "another period"
    changes = [
        {"highest": 5},
        {"label": {"da": "Et andet spørgsmål", "en": "contact (en)"}},
    ]
    versions = {first.version}
    for change in changes:
        contact = indicator("contact", "rating", "parents", **change)
        changed = PROGRAMME.model_copy(update={"indicators": (*INDICATORS[:-1], contact)})
        versions.add(sheet_for(changed, PROJECT, 2).version)
    fewer = PROJECT.model_copy(update={"indicators": PROJECT.indicators[:-1]})
    versions.add(sheet_for(PROGRAMME, fewer, 2).version)
    versions.add(sheet_for(PROGRAMME.model_copy(update={"id": "other"}), PROJECT, 2).version)
    assert len(versions) == 1 + len(changes) + 2


def test_a_skipped_period_has_no_sheet() -> None:
    with pytest.raises(PeriodNotCollected) as caught:
        sheet(3)
    assert caught.value.message("da") == (
        "Der blev ikke indsamlet i periode 3: Pandemi. En sprunget periode er et hul og aldrig et "
        "nul, så den har intet ark. Vælg en periode, der blev indsamlet, eller ret perioden i "
        "programmet."
    )


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(PeriodNotThere) as no_period:
        sheet(9)
    assert "Choose one of the periods: 1, 2, 3, 4." in no_period.value.message("en")
    with pytest.raises(ProjectNotThere) as no_project:
        project_of(PROGRAMME, "nord")
    assert "har intet projekt, der hedder nord" in no_project.value.message("da")
    assert "sprog, andet" in no_project.value.message("da")
    with pytest.raises(FieldNotAsked) as no_field:
        sheet().field("suitcases")
    assert "The field suitcases is not on the sheet" in no_field.value.message("en")
    with pytest.raises(NothingAsked) as nothing:
        sheet_for(PROGRAMME, PROJECT.model_copy(update={"indicators": ()}), 1)
    assert "har ikke valgt nogen indikatorer" in nothing.value.message("da")


@pytest.mark.parametrize(
    ("unit", "no", "refusal", "words"),
    [
        ("u9", 1, UnitNotInProject, "Enheden u9 er ikke med i projektet Sprog i hverdagen."),
        ("u2", 1, UnitNotYetIn, "Enheden Åhuset er først med fra periode 2."),
        ("u3", 2, UnitHasLeft, "Enheden Søstjernen gik ud af projektet efter periode 1."),
    ],
)
def test_a_unit_is_only_asked_while_it_is_in_the_project(
    unit: str, no: int, refusal: type[InputRefused], words: str
) -> None:
    with pytest.raises(refusal) as caught:
        sheet(no).check_asks(unit)
    assert words in caught.value.message("da")
    sheet(1).check_asks("u3")


def test_participants_are_of_something_the_programme_counts() -> None:
    document = PROGRAMME.model_dump(by_alias=True)
    document["indicators"][3]["participants_of"] = "concerts"
    with pytest.raises(ValidationError, match="counts participants of concerts"):
        Programme.model_validate(document)
