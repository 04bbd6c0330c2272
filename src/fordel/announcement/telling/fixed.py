"""Fixed grants and decided applications."""

from __future__ import annotations

from fordel.allocation.model.steps import Applications, FixedGrants
from fordel.allocation.situation import StepResult
from fordel.announcement.figures import Amount, Sentence
from fordel.announcement.telling.subject import Subject, tell


@tell.register
def _(step: FixedGrants, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    own = [g for g in subject.run.inputs.register.grants if g.unit == subject.unit.id]
    if not own:
        return [voice.say("grants.none")]
    items = [
        voice.item("grants.item", amount=Amount(grant.amount), purpose=grant.purpose)
        if grant.purpose
        else voice.item("grants.item_plain", amount=Amount(grant.amount))
        for grant in own
    ]
    return [voice.say("grants.list", amount=Amount(subject.amount(result))), *items]


@tell.register
def _(step: Applications, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    own = [a for a in subject.run.inputs.register.applications if a.unit == subject.unit.id]
    if not own:
        return [voice.say("applications.none")]
    items = [
        voice.item(
            "applications.item",
            amount=Amount(given.amount),
            purpose=given.purpose,
            decision=given.decision,
        )
        if given.purpose
        else voice.item(
            "applications.item_plain", amount=Amount(given.amount), decision=given.decision
        )
        for given in own
    ]
    return [voice.say("applications.list", amount=Amount(subject.amount(result))), *items]
