"""Caps and floors: what they are for the unit, whether it meets them, what was shared again."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.model.money import ByPool
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, StepResult, Vector
from fordel.announcement.figures import Amount, Count, Sentence, SignedAmount
from fordel.announcement.telling.frame import fact
from fordel.announcement.telling.subject import Subject


def tell_limits(step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    """Nothing where a step has neither cap nor floor."""
    before = before_limits(step, result)
    if before is None:
        return []
    own, got = subject.own(before), subject.exact(result)
    told: list[Sentence] = []
    held = False
    for name, limit in (("cap", step.cap), ("floor", step.floor)):
        bound = subject.column(result, name)
        if limit is None or bound is None:
            continue
        voice = subject.voice
        figures = {"limit": Amount(exact(limit.amount)), name: Amount(bound)}
        told.append(voice.say(f"{name}.rule", per=voice.words(f"per.{limit.per}"), **figures))
        beyond = own > bound if name == "cap" else own < bound
        if beyond:
            told.append(voice.say(f"{name}.reached", before=Amount(own)))
        elif got == bound != own:
            told.append(voice.say(f"{name}.reached_later", before=Amount(own)))
        else:
            told.append(voice.say(f"{name}.not_reached"))
        held = held or beyond or got == bound
    if isinstance(step.money, ByPool):
        told += _shared_again(step, result, subject, before, held=held)
    return told


def before_limits(step: Need, result: StepResult) -> Vector | None:
    """What every unit would have got without limits; None where there are none."""
    if step.cap is None and step.floor is None:
        return None
    if not isinstance(step.money, ByPool):
        values = result.columns.get("before_limits")
        return None if values is None else tuple(v or ZERO for v in values)
    pool = fact(result, "pool")
    return tuple(pool * (key or ZERO) for key in result.columns["key"])


def _shared_again(
    step: Need, result: StepResult, subject: Subject, before: Vector, *, held: bool
) -> list[Sentence]:
    """What the limits moved between units."""
    voice = subject.voice
    if step.left_over == "keep":
        left = fact(result, "left_over")
        return [voice.say("limits.kept", left_over=Amount(left))] if left else []
    differences = [e - b for e, b in zip(result.exact or (), before, strict=True)]
    moved = sum((d for d in differences if d > 0), ZERO)
    if not moved:
        return [voice.say("limits.nobody")]
    rounds = Count(fact(result, "rounds"))
    told = [voice.say("limits.shared_again", moved=Amount(moved), rounds=rounds)]
    own: Fraction = differences[subject.place]
    if own and not held:
        told.append(voice.say("limits.your_part", difference=SignedAmount(own)))
    return told
