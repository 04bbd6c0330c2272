"""A project's description, version by version, as the library has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fordel.domain.language import Language
from fordel.interventions.descriptions.description import DescribedActivity, Description
from fordel.interventions.descriptions.drawing import theory_svg
from fordel.interventions.descriptions.template import Question, description_template
from fordel.interventions.descriptions.theory import (
    HINDERS_DRAWING,
    Theory,
    check_theory,
    theory_sentences,
)
from fordel.web.programmes.models import DescriptionVersion, Project


def newest_description(project: Project) -> Description | None:
    """The description that holds; None where none is written."""
    row = project.descriptions.first()
    return None if row is None else description_of(row)


def description_of(row: DescriptionVersion) -> Description:
    """A kept version as the library has it."""
    return Description.model_validate(row.document)


@dataclass(frozen=True)
class Drawn:
    """A theory as picture and text; without a picture where it cannot be drawn as it is."""

    svg: str
    sentences: tuple[str, ...]
    problems: tuple[str, ...]


def drawn(theory: Theory | None, language: Language) -> Drawn | None:
    """A theory of change to be shown; None where nothing stands in it."""
    if theory is None or not theory.boxes:
        return None
    found = check_theory(theory)
    hindered = any(one.problem in HINDERS_DRAWING for one in found)
    problems = tuple(one.words.to(language) for one in found)
    told = theory_sentences(theory, language)
    sentences = told[: len(told) - len(problems)]
    return Drawn("" if hindered else theory_svg(theory, language), sentences, problems)


@dataclass(frozen=True)
class Shown:
    """A part of a description: what it is called, what to write, and what stands there."""

    question: Question
    text: str


def sections_of(description: Description) -> Iterator[Shown]:
    """The sections in the template's order."""
    for question in description_template().sections:
        yield Shown(question, description.sections.get(question.id, ""))


def parts_of_activity(activity: DescribedActivity | None) -> Iterator[Shown]:
    """The parts of a central activity in the template's order."""
    for question in description_template().activity_parts:
        text = "" if activity is None else activity.parts.get(question.id, "")
        yield Shown(question, text)
