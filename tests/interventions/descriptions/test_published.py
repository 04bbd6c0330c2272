"""The fifteen published projects are described as far as the facts go, and no further."""

from __future__ import annotations

from datetime import date

import pytest

from fordel.interventions.descriptions.completeness import completeness
from fordel.interventions.descriptions.published import published_description
from fordel.interventions.loading import shipped_programme

PROGRAMME = shipped_programme()
DAY = date(2026, 1, 1)


@pytest.mark.parametrize("project", PROGRAMME.projects, ids=lambda project: project.id)
def test_a_published_project_is_described_and_its_gaps_are_shown(project):
    found = published_description(project, written_on=DAY, author_role="project_manager")
    assert found is not None
    assert found.sections["target_group"] == project.target_group
    assert [activity.id for activity in found.activities] == [a.id for a in project.activities]
    assert all(activity.parts for activity in found.activities)
    looked = completeness(found)
    assert 0 < looked.filled < looked.parts
    assert "knowledge" in {finding.where for finding in looked.findings} or (
        "knowledge" in found.sections
    )


def test_every_text_is_of_an_activity_that_is_there():
    from fordel.interventions.descriptions.published import _published  # noqa: PLC0415

    for key, told in _published().projects.items():
        project = PROGRAMME.project(key)
        assert project is not None
        assert set(told.activities) <= {activity.id for activity in project.activities}


def test_a_project_of_ones_own_has_nothing_published():
    own = PROGRAMME.projects[0].model_copy(update={"id": "eget"})
    assert published_description(own, written_on=DAY, author_role="project_manager") is None
