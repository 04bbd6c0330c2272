"""Damping: what the limits are, whether the unit meets them, and who pays."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.model.steps import Damping
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, StepResult
from fordel.announcement.figures import Amount, Count, Sentence, Share
from fordel.announcement.telling.frame import fact
from fordel.announcement.telling.subject import Subject, only_for, outside, tell


@tell.register
def _(step: Damping, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    if result.function == "damping.not_begun":
        return [voice.say("damping.not_begun", begins=str(step.begins))]
    told = _rules(step, subject)
    not_here = outside(step.where, result, subject)
    if not_here:
        return [*told, *not_here]
    told += only_for(step.where, voice)
    reference = subject.column(result, "reference")
    if reference is None:
        told.append(voice.say("damping.no_last_year"))
    else:
        told += _compared(step, result, subject, reference)
    cost = fact(result, "cost")
    if not cost:
        return [*told, voice.say("damping.nobody")]
    return [*told, voice.say(f"damping.paid_by_{step.paid_by}", cost=Amount(cost))]


def _rules(step: Damping, subject: Subject) -> list[Sentence]:
    voice, per = subject.voice, subject.voice.words(f"per.{step.per}")
    told: list[Sentence] = []
    if step.max_loss_percent is not None:
        loss = Share(exact(step.max_loss_percent) / 100)
        told.append(voice.say("damping.max_loss", percent=loss, per=per))
    if step.max_gain_percent is not None:
        gain = Share(exact(step.max_gain_percent) / 100)
        told.append(voice.say("damping.max_gain", percent=gain, per=per))
    if step.phase_in is not None:
        years, first = step.phase_in.years, step.phase_in.first_year
        part = min(Fraction(1), max(ZERO, Fraction(subject.run.year - first + 1, years)))
        told.append(
            voice.say(
                "damping.phase_in",
                years=Count(Fraction(years)),
                first_year=str(first),
                part=Share(part),
            )
        )
    return told


def _compared(
    step: Damping, result: StepResult, subject: Subject, reference: Fraction
) -> list[Sentence]:
    voice, amount = subject.voice, subject.amount(result)
    before = subject.column(result, "before") or ZERO
    told = [
        voice.say(
            "damping.reference",
            per=voice.words(f"per.{step.per}"),
            reference=Amount(reference, about=True),
            before=Amount(before),
        )
    ]
    least, most = subject.column(result, "least"), subject.column(result, "most")
    if least is not None:
        told.append(voice.say("damping.least", least=Amount(least)))
    if most is not None:
        told.append(voice.say("damping.most", most=Amount(most)))
    if amount > 0:
        held_up = least is not None and before < least
        key = "damping.gets" if held_up or step.phase_in is not None else "damping.shares"
        told.append(voice.say(key, amount=Amount(amount)))
    elif amount < 0:
        key = "damping.taken" if step.phase_in is not None else "damping.pays"
        key = "damping.held" if most is not None and before > most else key
        told.append(voice.say(key, amount=Amount(-amount)))
    else:
        told.append(voice.say("damping.untouched"))
    return told
