"""Why a unit gets what it gets, in sentences a pedagogue can read.

Counts per criterion are shown as they are: the text is for analysts and auditors. What is published
goes through disclosure control first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fordel.allocation.change import Change
from fordel.allocation.runs import Run
from fordel.allocation.situation import StepResult
from fordel.announcement.figures import Amount, Sentence, SignedAmount, Voice
from fordel.announcement.refusals import UnitNotInChange, UnitNotInRun
from fordel.announcement.telling import (  # noqa: F401 - register what tells each step
    base,
    damping,
    fixed,
    frame,
    need,
    payment,
)
from fordel.announcement.telling.changes import tell_change
from fordel.announcement.telling.closing import (
    tell_notes,
    tell_parameters,
    tell_sources,
    tell_what_if,
)
from fordel.announcement.telling.opening import tell_children, tell_total
from fordel.announcement.telling.subject import Subject, tell
from fordel.domain.language import Language


@dataclass(frozen=True)
class Section:
    """Some sentences under a heading; ``id`` is a step's id, or what the section is about."""

    id: str
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Explanation:
    """All there is to say about one unit's money, in order."""

    unit: str
    name: str
    year: int
    language: Language
    sections: tuple[Section, ...]

    def sentences(self) -> tuple[str, ...]:
        """Every sentence, in order."""
        return tuple(s.text for section in self.sections for s in section.sentences)

    def text(self) -> str:
        """The explanation as plain text: headings, sentences, lists."""
        parts: list[str] = []
        for section in self.sections:
            lines = [f"– {s.text}" if s.item else s.text for s in section.sentences]
            parts.append("\n".join([section.title, *lines]))
        return "\n\n".join(parts) + "\n"

    def to_json(self) -> dict[str, Any]:
        """Everything with its exact figures, as strings under the names of the templates."""
        return {
            "unit": self.unit,
            "name": self.name,
            "year": self.year,
            "language": self.language,
            "sections": [
                {
                    "id": section.id,
                    "title": section.title,
                    "sentences": [
                        {"id": s.id, "text": s.text, "item": s.item, "figures": dict(s.figures)}
                        for s in section.sentences
                    ],
                }
                for section in self.sections
            ],
        }


def explain_unit(
    run: Run, unit: str, language: Language, *, change: Change | None = None
) -> Explanation:
    """Explain what a unit gets in a run.

    Parameters
    ----------
    unit : a unit of the register, by its key. One that takes no part is told why.
    change : what happened since last year; without it only last year's amount is told.

    Returns
    -------
    Explanation; every figure it prints stands exactly in its JSON form.

    Raises
    ------
    UnitNotInRun : the register has no such unit.
    """
    voice = Voice(language, run.allocation.model.currency.currency)
    if unit in run.allocation.ids:
        sections = _sections(subject_of(run, unit, language), change)
    else:
        sections = _left_out(run, unit, voice)
    names = {u.id: u.name for u in run.inputs.register.units}
    return Explanation(unit, names[unit] or unit, run.year, language, tuple(sections))


def subject_of(run: Run, unit: str, language: Language) -> Subject:
    """A unit of a run as the tellers see it."""
    voice = Voice(language, run.allocation.model.currency.currency)
    return Subject(run, run.allocation.ids.index(unit), voice)


def explain_change_sentences(
    change: Change, unit: str, language: Language, *, run: Run | None = None
) -> tuple[Sentence, ...]:
    """What happened to a unit since last year.

    Parameters
    ----------
    run : this year's; it knows the currency, the units' names and last year's children. Without
        it amounts are whole kroner.

    Returns
    -------
    Sentences; the parts they print sum to the difference they print.

    Raises
    ------
    UnitNotInChange : the unit is in neither year.
    """
    voice = Voice(language) if run is None else Voice(language, _currency(run))
    told = tell_change(change, unit, voice, run=run)
    if not told:
        raise UnitNotInChange(unit=unit)
    return tuple(told)


def _currency(run: Run) -> Any:
    return run.allocation.model.currency.currency


def _sections(subject: Subject, change: Change | None) -> list[Section]:
    voice = subject.voice
    found = [
        _section("total", tell_total(subject), voice),
        _section("children", tell_children(subject), voice),
        *(_step(result, subject) for result in subject.allocation.steps),
        _section("change", _since_last_year(subject, change), voice),
        _section("what_if", tell_what_if(subject), voice),
        _section("parameters", tell_parameters(subject), voice),
        _section("notes", tell_notes(subject), voice),
        _section("sources", tell_sources(subject), voice),
    ]
    return [section for section in found if section.sentences]


def _section(name: str, sentences: Sequence[Sentence], voice: Voice) -> Section:
    return Section(name, voice.words(f"title.{name}"), tuple(sentences))


def _step(result: StepResult, subject: Subject) -> Section:
    step = next(s for s in subject.allocation.model.steps if s.id == result.id)
    return Section(result.id, subject.step_name(step), tuple(tell(step, result, subject)))


def _since_last_year(subject: Subject, change: Change | None) -> list[Sentence]:
    if change is not None:
        return tell_change(change, subject.unit.id, subject.voice, run=subject.run)
    known = subject.allocation.last_year
    last = None if known is None else known[subject.place]
    if last is None:
        return []
    return [
        subject.voice.say(
            "change.whole",
            before=Amount(last.amount),
            after=Amount(subject.total),
            difference=SignedAmount(subject.total - last.amount),
        )
    ]


def _left_out(run: Run, unit: str, voice: Voice) -> list[Section]:
    reasons = {left.unit: left.reason for left in run.allocation.left_out}
    if unit not in reasons:
        raise UnitNotInRun(unit=unit, units=len(run.allocation.ids))
    names = {u.id: u.name for u in run.inputs.register.units}
    said = voice.say(f"left_out.{reasons[unit]}", unit=names[unit] or unit)
    return [_section("left_out", [said], voice)]
