"""Payment, and the same money as positions."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.model.steps import Payment, Positions
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, StepResult
from fordel.allocation.steps.payment import MONTHS
from fordel.announcement.figures import Amount, Count, Sentence, Share, SignedAmount, Value
from fordel.announcement.telling.frame import fact
from fordel.announcement.telling.subject import Subject, tell


@tell.register
def _(step: Payment, result: StepResult, subject: Subject) -> list[Sentence]:
    voice, amount = subject.voice, subject.amount(result)
    told: list[Sentence] = []
    months = subject.column(result, "months")
    if months is not None and months < MONTHS:
        before = Amount(subject.column(result, "before") or ZERO)
        told.append(voice.say("payment.months", months=Count(months), before=before))
    if step.round_to is not None:
        told.append(voice.say("payment.round_to", round_to=Amount(exact(step.round_to))))
    if amount:
        told.append(voice.say("payment.changes", amount=SignedAmount(amount)))
    else:
        told.append(voice.say("payment.unchanged"))
    not_paid = fact(result, "not_paid")
    if not_paid:
        told.append(voice.say("payment.not_paid", not_paid=Amount(not_paid)))
    return told


@tell.register
def _(step: Positions, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    figures: dict[str, Value] = {
        "money": Amount(subject.column(result, "money") or ZERO),
        "positions": one_decimal(subject.column(result, "positions") or ZERO),
        "mean_pay": Amount(fact(result, "mean_pay")),
    }
    if step.of:
        names = voice.joined([subject.step_name(name) for name in step.of])
        told = [voice.say("positions.of", steps=names, **figures)]
    else:
        told = [voice.say("positions.all", **figures)]
    split = voice.say(
        "positions.split",
        share=Share(exact(step.pedagogue_share)),
        pedagogues=one_decimal(subject.column(result, "pedagogues") or ZERO),
        assistants=one_decimal(subject.column(result, "assistants") or ZERO),
    )
    return [*told, split]


def one_decimal(value: Fraction) -> Count:
    """Positions are spoken of in tenths."""
    return Count(value, 1)
