"""The base allocation: by weighted children, by rate, by staffing, per unit."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.model.steps import (
    BaseByRate,
    BaseByStaffing,
    BaseByWeightedChildren,
    LumpSum,
)
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, StepResult
from fordel.announcement.figures import Amount, Children, Count, Sentence
from fordel.announcement.telling.frame import fact, pool_sentence
from fordel.announcement.telling.subject import (
    Subject,
    kind_words,
    only_for,
    outside,
    result_sentence,
    tell,
)


@tell.register
def _(step: BaseByWeightedChildren, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    told = [pool_sentence(step.pool, result, voice)]
    not_here = outside(step.where, result, subject)
    if not_here:
        return [*told, *not_here]
    told += only_for(step.where, voice)
    if step.measure == "full_time":
        told.append(voice.say("base.full_time"))
    weighted = subject.column(result, "weighted_children") or ZERO
    weight = subject.column(result, "weight")
    if step.opening_hours is not None:
        standard = exact(step.opening_hours.standard)
        hours = subject.unit.opening_hours
        told.append(
            voice.say(
                "base.opening_hours",
                hours=Count(standard if hours is None else Fraction(hours)),
                standard=Count(standard),
                weighted=Count(weighted),
                factor=Count(subject.column(result, "opening_hours_factor") or ZERO),
            )
        )
    told.append(
        voice.say(
            "base.weighted",
            all_weights=Count(fact(result, "all_weights")),
            rate=Amount(fact(result, "rate")),
            weight=Count(weighted if weight is None else weight),
            amount=Amount(subject.amount(result)),
        )
    )
    return told


@tell.register
def _(step: BaseByRate, result: StepResult, subject: Subject) -> list[Sentence]:
    voice, kind = subject.voice, subject.unit.kind
    told = outside(step.where, result, subject)
    if told:
        return told
    told = only_for(step.where, voice)
    if step.measure == "full_time":
        told.append(voice.say("base.full_time"))
    own_rates = step.by_kind.get(kind, {})
    if own_rates:
        told.append(voice.say("base.rate_per_child_of_kind", kind=kind_words(kind, voice)))
    else:
        told.append(voice.say("base.rate_per_child"))
    rates = {**step.rates, **own_rates}
    told += [
        voice.item(
            "base.rate_item",
            age_group=subject.age_group(group),
            children=Children(subject.column(result, f"children_{group}") or ZERO),
            rate=Amount(exact(rate)),
        )
        for group, rate in rates.items()
    ]
    return [*told, result_sentence(result, subject)]


@tell.register
def _(step: BaseByStaffing, result: StepResult, subject: Subject) -> list[Sentence]:
    voice, population = subject.voice, subject.allocation.enrolled
    told = outside(step.where, result, subject)
    if told:
        return told
    pay = Amount(exact(step.pay))
    told = [*only_for(step.where, voice), voice.say("base.staffing", pay=pay)]
    if step.measure == "full_time":
        told.append(voice.say("base.full_time"))
    grid = population.full_time if step.measure == "full_time" else population.children
    told += [
        voice.item(
            "base.staffing_item",
            age_group=subject.age_group(group),
            children=Children(grid[subject.place][population.age_groups.index(group)]),
            per_adult=Count(exact(number)),
        )
        for group, number in step.children_per_adult.items()
    ]
    adults = Count(subject.column(result, "adults") or ZERO)
    told.append(voice.say("base.staffing_adults", adults=adults, pay=pay))
    return [*told, result_sentence(result, subject)]


@tell.register
def _(step: LumpSum, result: StepResult, subject: Subject) -> list[Sentence]:
    told = outside(step.where, result, subject)
    if told:
        return told
    voice, kind = subject.voice, subject.unit.kind
    own = step.by_kind.get(kind)
    whom = only_for(step.where, voice)
    if own is None:
        return [*whom, voice.say("base.lump_sum", amount=Amount(exact(step.amount)))]
    return [
        *whom,
        voice.say("base.lump_sum_of_kind", kind=kind_words(kind, voice), amount=Amount(exact(own))),
    ]
