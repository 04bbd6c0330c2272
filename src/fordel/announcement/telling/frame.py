"""The frame, and what was taken out of it."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.model.money import Pool, PoolAmount
from fordel.allocation.model.steps import DemographicFrame, Frame, SetAside
from fordel.allocation.resolving import exact
from fordel.allocation.situation import StepResult
from fordel.announcement.figures import Amount, Count, Sentence, Share, SignedAmount, Voice
from fordel.announcement.telling.subject import Subject, tell


def fact(result: StepResult, name: str) -> Fraction:
    """A figure among a step's facts."""
    value = result.facts[name]
    if not isinstance(value, Fraction):
        raise TypeError(name)
    return value


@tell.register
def _(step: Frame, result: StepResult, subject: Subject) -> list[Sentence]:
    year = str(subject.run.year)
    return [subject.voice.say("frame.amount", year=year, frame=Amount(fact(result, "frame")))]


@tell.register
def _(step: DemographicFrame, result: StepResult, subject: Subject) -> list[Sentence]:
    voice, index = subject.voice, exact(step.price_index)
    previous = fact(result, "previous_frame")
    opening = voice.say(
        "frame.demographic",
        previous=Amount(previous),
        price_index=Count(index),
        indexed=Amount(previous * index),
    )
    items = [
        voice.item(
            "frame.moved",
            age_group=subject.age_group(group),
            before=Count(exact(move.children_before)),
            now=Count(exact(move.children_now)),
            coverage=Share(exact(move.coverage)),
            unit_price=Amount(exact(move.unit_price)),
            moved=SignedAmount(fact(result, f"moved_by_{group}")),
        )
        for group, move in step.age_groups.items()
    ]
    year = str(subject.run.year)
    closing = voice.say("frame.amount", year=year, frame=Amount(fact(result, "frame")))
    return [opening, *items, closing]


@tell.register
def _(step: SetAside, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    told = [voice.say("frame.set_aside", set_aside=Amount(fact(result, "set_aside")))]
    for item in step.items:
        amount = Amount(fact(result, item.id))
        if item.share is None:
            told.append(voice.item("frame.set_aside_amount", what=item.label, amount=amount))
        else:
            share = Share(exact(item.share))
            told.append(
                voice.item("frame.set_aside_share", what=item.label, amount=amount, share=share)
            )
    allocation = subject.allocation
    if allocation.frame is not None:
        decentral = Amount(allocation.frame - allocation.set_aside)
        told.append(voice.say("frame.decentral", decentral=decentral))
    return told


def pool_sentence(pool: Pool, result: StepResult, voice: Voice) -> Sentence:
    """How large a pool is, and what it is a part of."""
    whole = Amount(fact(result, "pool"))
    if pool == "rest":
        return voice.say("pool.rest", pool=whole)
    if isinstance(pool, PoolAmount):
        return voice.say("pool.amount", pool=whole)
    return voice.say(f"pool.share_of_{pool.of}", pool=whole, share=Share(exact(pool.share)))
