"""What comes first: how much, and how many children."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.situation import ZERO, StepResult
from fordel.announcement.figures import Amount, Children, Count, Sentence, SignedAmount, Value
from fordel.announcement.telling.subject import Subject
from fordel.domain.language import day

MOVING = frozenset({"damping", "payment"})
"""What steps are used for that give no money of their own."""


def tell_total(subject: Subject) -> list[Sentence]:
    """The amount, its parts, per weighted child, and who holds it."""
    voice, allocation = subject.voice, subject.allocation
    year, total = str(subject.run.year), Amount(subject.total)
    name = subject.unit.name or subject.unit.id
    told = [voice.say("total.amount", unit=name, year=year, total=total)]
    for result in allocation.money_steps:
        amount = subject.amount(result)
        if amount:
            told.append(_part(result, amount, subject))
    whole, everybody = sum(allocation.totals, ZERO), sum(allocation.weighted, ZERO)
    if subject.weighted and everybody:
        each, mean = (
            Amount(subject.total / subject.weighted, about=True),
            Amount(whole / everybody, about=True),
        )
        told.append(voice.say("total.per_weighted_child", per_weighted_child=each, mean=mean))
    return [*told, *_budget_unit(subject)]


def _part(result: StepResult, amount: Fraction, subject: Subject) -> Sentence:
    """A step's part of the amount; with a sign where the step moves money."""
    voice, step = subject.voice, subject.step_name(result.id)
    if amount < 0 or result.use in MOVING:
        return voice.item("total.moved", step=step, amount=SignedAmount(amount))
    return voice.item("total.part", step=step, amount=Amount(amount))


def _budget_unit(subject: Subject) -> list[Sentence]:
    unit, voice = subject.unit, subject.voice
    if unit.pays_to == unit.id:
        return []
    others = [u for u in subject.allocation.units if u.pays_to == unit.pays_to and u.id != unit.id]
    holder = subject.name_of(unit.pays_to)
    if not others:
        return [voice.say("total.budget_unit", budget_unit=holder)]
    names = voice.joined([other.name or other.id for other in others])
    together = Amount(subject.allocation.payments[unit.pays_to])
    return [
        voice.say("total.budget_unit_with", budget_unit=holder, others=names, together=together)
    ]


def tell_children(subject: Subject) -> list[Sentence]:
    """The unit's children, how they are weighted, and all children of the allocation."""
    voice, allocation, model = subject.voice, subject.allocation, subject.allocation.model
    own = Children(subject.children)
    if _all_alike(subject):
        told = [voice.say("children.total", children=own)]
    else:
        weighted = Count(subject.weighted)
        told = [voice.say("children.weighted", children=own, weighted=weighted)]
    told += _age_groups(subject)
    everybody: dict[str, Value] = {
        "units": Count(Fraction(len(allocation.units))),
        "children": Children(sum(allocation.enrolled.totals, ZERO)),
    }
    if _all_alike(subject):
        told.append(voice.say("children.all", **everybody))
    else:
        weighted = Count(sum(allocation.weighted, ZERO))
        told.append(voice.say("children.all_weighted", **everybody, weighted=weighted))
    if model.children.count_on is not None:
        counted_on = day(model.children.count_on.on(subject.run.year), voice.language)
        told.append(voice.say("children.counted_on", day=counted_on))
    return [*told, voice.say(f"children.{model.children.figures}")]


def _all_alike(subject: Subject) -> bool:
    """Whether every child counts as one."""
    return all(weight == 1 for weight in subject.allocation.resolved.weights)


def _age_groups(subject: Subject) -> list[Sentence]:
    """A line per age group, where there are several."""
    row, weights = (
        subject.allocation.enrolled.children[subject.place],
        subject.allocation.resolved.weights,
    )
    if len(row) == 1:
        return []
    if _all_alike(subject):
        return [
            subject.voice.item("children.age_group", age_group=label, children=Children(row[i]))
            for i, label in subject.age_groups()
        ]
    return [
        subject.voice.item(
            "children.age_group_weighted",
            age_group=label,
            children=Children(row[i]),
            weight=Count(weights[i]),
            weighted=Count(row[i] * weights[i]),
        )
        for i, label in subject.age_groups()
    ]
