"""A description of an intervention, version by version; what is written stays as it was."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from fordel.allocation.model.documents import document_in, document_of, fitting
from fordel.allocation.model.values import Misfit, Part
from fordel.interventions.descriptions.template import description_template
from fordel.interventions.descriptions.theory import Theory
from fordel.interventions.loading import as_yaml
from fordel.interventions.programme import Intensity, Project
from fordel.interventions.refusals import DescriptionNotFound, ProgrammeNotUnderstood


class DescribedActivity(Part):
    """A central activity: its parts by their ids in the template, and its intensity in figures."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)
    parts: dict[str, str] = Field(default_factory=dict)
    intended: Intensity | None = None

    @model_validator(mode="after")
    def _check_parts(self) -> DescribedActivity:
        _check_known(self.parts, [part.id for part in description_template().activity_parts])
        return self


class Description(Part):
    """One version of a project's description.

    Parameters
    ----------
    number : 1 for the first version; each version is one more.
    reason : why this version was written; may be empty for the first only.
    author_role : the role of whoever wrote it; never a person's name.
    sections : texts by their ids in the template; what is not there is not written yet.
    """

    project: str
    number: int = Field(ge=1)
    written_on: date
    reason: str = ""
    author_role: str = Field(min_length=1)
    sections: dict[str, str] = Field(default_factory=dict)
    activities: tuple[DescribedActivity, ...] = ()
    theory: Theory | None = None

    @model_validator(mode="after")
    def _check(self) -> Description:
        _check_known(self.sections, [part.id for part in description_template().sections])
        if self.number > 1 and not self.reason.strip():
            raise Misfit(
                da="skriv, hvorfor beskrivelsen er ændret",
                en="write why the description was changed",
            )
        names = [activity.id for activity in self.activities]
        for name in names:
            if names.count(name) > 1:
                raise Misfit(
                    da=f"aktiviteten {name} står to gange", en=f"the activity {name} stands twice"
                )
        return self

    def activity(self, name: str) -> DescribedActivity | None:
        """An activity by its id."""
        return next((known for known in self.activities if known.id == name), None)

    def revised(
        self, *, written_on: date, reason: str, author_role: str, **changes: Any
    ) -> Description:
        """The next version: as this one, but for ``sections``, ``activities`` or ``theory`` given.

        Raises
        ------
        ValueError : no reason is given, or a change does not fit (pydantic's ValidationError).
        """
        document = {name: getattr(self, name) for name in type(self).model_fields}
        document |= changes
        document |= {
            "number": self.number + 1,
            "written_on": written_on,
            "reason": reason,
            "author_role": author_role,
        }
        return Description.model_validate(document)


def begun_description(project: Project, *, written_on: date, author_role: str) -> Description:
    """A first version with what the project already says: target group, prerequisites, purposes."""
    sections = {
        "target_group": project.target_group,
        "prerequisites": "\n".join(project.prerequisites),
    }
    return Description(
        project=project.id,
        number=1,
        written_on=written_on,
        author_role=author_role,
        sections={name: text for name, text in sections.items() if text},
        activities=tuple(
            DescribedActivity(
                id=known.id,
                name=known.name,
                parts={"purpose": known.purpose} if known.purpose else {},
                intended=known.intended,
            )
            for known in project.activities
        ),
    )


def parse_description(text: str, name: str) -> Description:
    """A description from its YAML; ``name`` is what refusals call the file.

    Raises
    ------
    ProgrammeNotUnderstood : see its words.
    """
    refuse = partial(ProgrammeNotUnderstood, name)
    return fitting(Description, document_of(text, refuse), refuse)


def read_description(path: Path) -> Description:
    """A description from its file.

    Raises
    ------
    DescriptionNotFound, ProgrammeNotUnderstood : see their words.
    """
    refuse = partial(ProgrammeNotUnderstood, path.name)
    return fitting(Description, document_in(path, DescriptionNotFound, refuse), refuse)


def description_yaml(description: Description) -> str:
    """A description as YAML; :func:`parse_description` gives the same one back."""
    return as_yaml(description)


def _check_known(given: dict[str, str], known: list[str]) -> None:
    for name in given:
        if name not in known:
            raise Misfit(
                da=f"skabelonen har ingen del «{name}»; vælg blandt {', '.join(known)}",
                en=f"the template has no part “{name}”; choose among {', '.join(known)}",
            )
