"""The need allocation, told: count, population, threshold, money, limits."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.model.loads import SuppliedUniqueCounts, UniqueChildren
from fordel.allocation.model.money import ByIndex
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, StepResult
from fordel.announcement.figures import Children, Count, Sentence, Share
from fordel.announcement.telling.limits import tell_limits
from fordel.announcement.telling.methods import (
    criteria_list,
    noun_of,
    rule,
    tell_count,
)
from fordel.announcement.telling.money import tell_money
from fordel.announcement.telling.subject import (
    Subject,
    moved_sentence,
    only_for,
    outside,
    result_sentence,
    tell,
)

_WITHOUT_NOUN = ("percentile", "mean_ratio")


@tell.register
def _(step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    not_here = outside(step.where, result, subject)
    if not_here:
        return not_here
    told = [*only_for(step.where, subject.voice), *why(step, result, subject)]
    if not isinstance(step.money, ByIndex) and not subject.own(result.load or ()):
        return [*told, subject.voice.say("need.nothing")]
    told += tell_money(step.money, step, result, subject)
    told += tell_limits(step, result, subject)
    if isinstance(step.money, ByIndex):
        return [*told, moved_sentence(result, subject)]
    return [*told, result_sentence(result, subject)]


def why(
    step: Need, result: StepResult, subject: Subject, *, with_criteria: bool = True
) -> list[Sentence]:
    """What was counted, of whom, and what a threshold left of it."""
    told: list[Sentence] = []
    if exact(step.population.enrolled):
        told += tell_count(step.count, step, subject)
        if with_criteria:
            told += criteria_list(step, result, subject)
    if exact(step.population.resident):
        told += _resident(step, result, subject)
    if step.threshold is not None:
        told += _threshold(step, result, subject)
    return told


def _before_threshold(result: StepResult, subject: Subject) -> Fraction:
    counted = subject.column(result, "counted")
    return subject.own(result.load or ()) if counted is None else counted


def _resident(step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    voice, mix = subject.voice, step.population
    district = subject.unit.district or ""
    names = {d.id: d.name for d in subject.run.inputs.register.districts}
    told = [voice.say("population.resident", district=names.get(district) or district)]
    if not exact(mix.enrolled):
        told = [*rule(step.count, subject), *told]
    share = subject.column(result, "district_share") or ZERO
    own = _resident_key(step, subject)
    told.append(
        voice.say(
            "population.district_share",
            share=Count(share),
            own=_own_number(step, subject, own),
            load=Count(share * own),
        )
    )
    if exact(mix.enrolled) or exact(mix.resident) != 1:
        told.append(
            voice.say(
                "population.mixture",
                enrolled=Count(exact(mix.enrolled)),
                resident=Count(exact(mix.resident)),
                load=Count(_before_threshold(result, subject)),
            )
        )
    return told


def _resident_key(step: Need, subject: Subject) -> Fraction:
    key = step.population.resident_key
    if key == "weighted_children":
        return subject.weighted
    if key == "full_time":
        return sum(subject.allocation.enrolled.full_time[subject.place], ZERO)
    return subject.children


def _own_number(step: Need, subject: Subject, own: Fraction) -> str:
    key, voice = step.population.resident_key, subject.voice
    if key == "children":
        return voice.words("population.own_children", children=Children(own))
    name = "weighted" if key == "weighted_children" else key
    return voice.words(f"population.own_{key}", **{name: Count(own)})


def _threshold(step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    if step.threshold is None:
        return []
    voice, threshold = subject.voice, step.threshold
    level = exact(threshold.level)
    if threshold.measure == "share" and isinstance(
        step.count, UniqueChildren | SuppliedUniqueCounts
    ):
        told = [voice.say("threshold.share", level=Share(level))]
    else:
        measure = "load_share" if threshold.measure == "share" else threshold.measure
        noun = {} if measure in _WITHOUT_NOUN else {"noun": voice.words(noun_of(step))}
        told = [voice.say(f"threshold.{measure}", level=Count(level), **noun)]
    load = subject.own(result.load or ())
    counted = Count(_before_threshold(result, subject))
    if threshold.per == "unit_and_age_group":
        key = f"threshold.by_age_{threshold.kind}"
        return [*told, voice.say(key, counted=counted, load=Count(load))]
    figures = {"threshold": Count(subject.column(result, "threshold") or ZERO), "counted": counted}
    if not load:
        told.append(voice.say("threshold.not_above", **figures))
    elif threshold.kind == "cliff":
        told.append(voice.say("threshold.above_cliff", **figures))
    else:
        told.append(voice.say("threshold.above_excess", **figures, load=Count(load)))
    return told
