"""What a description lacks, and why each part matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from fordel.allocation.model.values import Text
from fordel.domain.language import Words
from fordel.interventions.descriptions.description import DescribedActivity, Description
from fordel.interventions.descriptions.template import Question, Template, description_template
from fordel.interventions.descriptions.theory import check_theory


@dataclass(frozen=True)
class Finding:
    """One thing that is missing or does not hold.

    ``where`` is its place: ``quality``, ``home_visit.actors``, ``activities`` or ``theory``.
    """

    where: str
    missing: Words
    why: Words


@dataclass(frozen=True)
class Completeness:
    """How much of a description is written. ``parts`` counts sections and parts of activities."""

    findings: tuple[Finding, ...]
    filled: int
    parts: int

    @property
    def share(self) -> Fraction:
        """The part that is filled, 0-1."""
        return Fraction(self.filled, self.parts)

    @property
    def complete(self) -> bool:
        return not self.findings


def completeness(description: Description) -> Completeness:
    """What is missing from a description by the template, in the template's order.

    A part counts as filled where something is written; whether it is good enough, people judge.
    Activities and theory count as one part each, beside the parts of every activity.
    """
    template = description_template()
    findings = [
        *_missing_sections(description, template),
        *_activities(description, template),
        *_theory(description, template),
    ]
    texts = [description.sections.get(part.id, "") for part in template.sections]
    texts += [
        activity.parts.get(part.id, "")
        for activity in description.activities
        for part in template.activity_parts
    ]
    has_theory = description.theory is not None and bool(description.theory.boxes)
    filled = sum(bool(text.strip()) for text in texts) + bool(description.activities) + has_theory
    return Completeness(tuple(findings), filled, len(texts) + 2)


def _missing_sections(description: Description, template: Template) -> Iterator[Finding]:
    for part in template.sections:
        if not description.sections.get(part.id, "").strip():
            yield Finding(
                part.id,
                Words(
                    da=f"«{part.title.da}» mangler: {part.prompt.da}",
                    en=f"“{part.title.en}” is missing: {part.prompt.en}",
                ),
                _words(part.why),
            )


def _activities(description: Description, template: Template) -> Iterator[Finding]:
    if not description.activities:
        nothing = Words(da="Aktiviteterne mangler.", en="The activities are missing.")
        yield Finding("activities", nothing, _words(template.no_activities))
    for activity in description.activities:
        for part in template.activity_parts:
            if not activity.parts.get(part.id, "").strip():
                yield _missing_part(activity, part)
        if activity.intended is None:
            yield Finding(
                f"{activity.id}.intended",
                Words(
                    da=f"{activity.name}: intensitet i tal mangler.",
                    en=f"{activity.name}: intensity in figures is missing.",
                ),
                _words(template.no_intensity),
            )


def _missing_part(activity: DescribedActivity, part: Question) -> Finding:
    return Finding(
        f"{activity.id}.{part.id}",
        Words(
            da=f"{activity.name}, «{part.title.da}» mangler: {part.prompt.da}",
            en=f"{activity.name}, “{part.title.en}” is missing: {part.prompt.en}",
        ),
        _words(part.why),
    )


def _theory(description: Description, template: Template) -> Iterator[Finding]:
    theory = description.theory
    if theory is None or not theory.boxes:
        nothing = Words(da="Forandringsteorien mangler.", en="The theory of change is missing.")
        yield Finding("theory", nothing, _words(template.no_theory))
        return
    for found in check_theory(theory):
        yield Finding("theory", found.words, _words(template.no_theory))
    drawn = {box.activity for box in theory.boxes}
    for activity in description.activities:
        if activity.id not in drawn:
            words = Words(
                da=f"{activity.name} har ingen kasse i forandringsteorien.",
                en=f"{activity.name} has no box in the theory of change.",
            )
            yield Finding("theory", words, _words(template.not_in_theory))


def _words(text: Text) -> Words:
    return Words(da=text.da, en=text.en)
