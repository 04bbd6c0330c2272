"""What comes last: what if, where the figures are from, what one should know."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.loads import Index, UniqueChildren
from fordel.allocation.model.money import ByRateTable
from fordel.allocation.model.steps import Need
from fordel.allocation.nearby import with_more_counted
from fordel.allocation.resolving import UsedParameter, exact
from fordel.allocation.steps.filtering import concerns
from fordel.announcement.figures import Amount, Count, Sentence, SmallNumber
from fordel.announcement.telling.subject import Subject
from fordel.announcement.texts import unit_words
from fordel.domain.errors import UserError
from fordel.domain.language import day

MORE_CHILDREN = 2


def tell_what_if(subject: Subject) -> list[Sentence]:
    """What two more children who count would give; nothing where the question has no answer."""
    step = next((s for s in subject.allocation.model.steps if isinstance(s, Need)), None)
    if step is None or not exact(step.population.enrolled):
        return []
    if not concerns(step.where, subject.unit):
        return []
    two = SmallNumber(Fraction(MORE_CHILDREN))
    try:
        more = with_more_counted(subject.run, subject.unit.id, MORE_CHILDREN)
    except UserError:
        return [subject.voice.say("what_if.impossible", children=two)]
    return [] if more is None else [_with_more(more, two, step, subject)]


def _with_more(more: Fraction, two: SmallNumber, step: Need, subject: Subject) -> Sentence:
    voice, method = subject.voice, step.count
    if not more:
        return voice.say("what_if.same", children=two)
    if more < 0:
        return voice.say("what_if.less", children=two, less=Amount(-more))
    if isinstance(method, UniqueChildren):
        at_least = SmallNumber(Fraction(method.at_least))
        return voice.say(
            "what_if.unique_children", children=two, more=Amount(more), at_least=at_least
        )
    first = criteria_of(methods(method)[0], subject.allocation.model)[0]
    criterion = subject.criterion(first)
    return voice.say("what_if.criteria_met", children=two, more=Amount(more), criterion=criterion)


def tell_parameters(subject: Subject) -> list[Sentence]:
    """Every parameter and table the model used: value, unit, first day, source."""
    allocation = subject.allocation
    used = [p for group in allocation.resolved.used.values() for p in group]
    told = [_parameter(parameter, subject) for parameter in dict.fromkeys(used)]
    for name in _tables(subject):
        _, source, valid_from = allocation.resolved.table(name)
        table = allocation.model.tables[name]
        told.append(
            subject.voice.item(
                "parameter.table",
                label=table.label,
                measured_in=measured_in(table.unit, subject),
                day=day(valid_from, subject.voice.language),
                source=source,
            )
        )
    return told


def _parameter(used: UsedParameter, subject: Subject) -> Sentence:
    return subject.voice.item(
        "parameter.item",
        label=subject.allocation.model.parameters[used.name].label,
        value=Count(Fraction(used.value)),
        measured_in=measured_in(used.unit, subject),
        day=day(used.valid_from, subject.voice.language),
        source=used.source,
    )


def measured_in(unit: str, subject: Subject) -> str:
    """A parameter's unit in the reader's language, if it is among the known ones."""
    words = unit_words().get(unit)
    return unit if words is None else words.to(subject.voice.language)


def _tables(subject: Subject) -> list[str]:
    """The model's tables that its steps look things up in."""
    named: list[str] = []
    for step in subject.allocation.model.steps:
        if not isinstance(step, Need):
            continue
        if isinstance(step.money, ByRateTable):
            named.append(step.money.table)
        named += [
            method.coefficients
            for method in methods(step.count)
            if isinstance(method, Index) and isinstance(method.coefficients, str)
        ]
    return [name for name in dict.fromkeys(named) if name in subject.allocation.model.tables]


def tell_notes(subject: Subject) -> list[Sentence]:
    """What every reader of the result must know."""
    return [
        subject.voice.item("note.item", step=subject.step_name(note.step), note=note.words)
        for note in subject.allocation.notes
    ]


def tell_sources(subject: Subject) -> list[Sentence]:
    """The model, what it builds on, and the files the figures were read from."""
    voice, model = subject.voice, subject.allocation.model
    told = [
        voice.say(
            "source.model",
            title=model.title,
            version=str(model.version),
            year=str(subject.run.year),
        )
    ]
    told += [voice.say("source.of_model", source=source) for source in model.sources]
    files = subject.run.inputs.register.sources
    if files:
        told.append(voice.say("source.files"))
        told += [
            voice.item("source.file", file=file.name, rows=Count(Fraction(file.rows)))
            for file in files
        ]
    return told
