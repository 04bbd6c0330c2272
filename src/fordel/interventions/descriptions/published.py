"""What is published of how the fifteen projects described what they did, in words of our own."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pydantic import Field

from fordel.allocation.model.values import Part
from fordel.interventions.descriptions.description import Description, begun_description
from fordel.interventions.loading import shipped
from fordel.interventions.programme import Project

_FILE = "descriptions.yaml"


class _Told(Part):
    sections: dict[str, str] = Field(default_factory=dict)
    activities: dict[str, dict[str, str]] = Field(default_factory=dict)


class _Published(Part):
    source: str
    projects: dict[str, _Told]


def published_description(
    project: Project, *, written_on: date, author_role: str
) -> Description | None:
    """A first version with what is published of a project; None where nothing is.

    What the source does not state is left empty, so that completeness shows it as missing.
    Source: the evaluation of 2023, by its facts; no sentence of it.
    """
    told = _published().projects.get(project.id)
    if told is None:
        return None
    first = begun_description(project, written_on=written_on, author_role=author_role)
    activities = tuple(
        known.model_copy(update={"parts": {**known.parts, **told.activities.get(known.id, {})}})
        for known in first.activities
    )
    document = {name: getattr(first, name) for name in Description.model_fields}
    document |= {"sections": {**first.sections, **told.sections}, "activities": activities}
    return Description.model_validate(document)


@lru_cache(maxsize=1)
def _published() -> _Published:
    return shipped(_Published, "programmes", _FILE)
