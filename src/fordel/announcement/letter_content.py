"""What stands in a budget letter, as text that a template only places."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from fordel.allocation.change import Change
from fordel.allocation.mixing import Cause
from fordel.allocation.model.money import ByIndex, ByPool, ByRate
from fordel.allocation.model.steps import (
    Applications,
    BaseByWeightedChildren,
    FixedGrants,
    Need,
    Positions,
    Step,
)
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, StepResult
from fordel.allocation.steps.filtering import concerns
from fordel.announcement.allowed import EVERYTHING, MayTell
from fordel.announcement.figures import Amount, Count, Share, SignedAmount, Value, capitalised
from fordel.announcement.telling.changes import reason, shown, tell_change
from fordel.announcement.telling.frame import fact
from fordel.announcement.telling.limits import before_limits, tell_limits
from fordel.announcement.telling.methods import noun_of, rule
from fordel.announcement.telling.need import why
from fordel.announcement.telling.opening import MOVING
from fordel.announcement.telling.payment import one_decimal
from fordel.announcement.telling.subject import Subject
from fordel.domain.language import day, plain

CONTACT_FIELDS = ("sender", "name", "phone", "email", "purpose", "requirements", "expectations")
"""What a municipality may want a letter to say beside the figures."""

_TOLD_LIMITS = frozenset(
    {"cap.rule", "cap.reached", "cap.reached_later"}
    | {"floor.rule", "floor.reached", "floor.reached_later"}
)
_NO_BREAK = "\N{NO-BREAK SPACE}"


def letter_content(
    subject: Subject,
    change: Change | None,
    contact: Mapping[str, str],
    may: MayTell = EVERYTHING,
) -> dict[str, Any]:
    """Everything the letter says, in the order it says it.

    Parameters
    ----------
    may : what may be told of children; everything only where nobody but analyst and auditor reads.
    """
    unit, year = subject.unit.name or subject.unit.id, str(subject.run.year)
    sections = [
        _why(subject, may),
        _figures(subject, may),
        _since_last_year(subject, change, may),
        _positions(subject),
        _purpose(subject, contact),
        _contact(subject, contact),
    ]
    content = {
        "language": subject.voice.language,
        "title": _say(subject, "title", unit=unit, year=year),
        "sender": contact.get("sender", ""),
        "kind": _say(subject, "kind"),
        "eyebrow": _say(subject, "eyebrow", unit=unit, year=year),
        "headline": _say(subject, "headline", total=Amount(subject.total)),
        "columns": {
            name: _say(subject, f"parts.{name}") for name in ("what", "how", "money", "total")
        },
        "parts": _parts(subject, may),
        "total": subject.voice.money(subject.total),
        "exact": plain(subject.total),
        "holder": _holder(subject),
        "sections": [section for section in sections if section is not None],
        "foot": _foot(subject),
    }
    clean: dict[str, Any] = _printable(content)
    return clean


def _say(subject: Subject, key: str, /, **values: Value) -> str:
    return subject.voice.words(key, "letter", **values)


def _printable(value: Any) -> Any:
    """Control characters have no shape; an amount keeps its currency on its line."""
    if isinstance(value, dict):
        return {key: _printable(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_printable(entry) for entry in value]
    if not isinstance(value, str):
        return value
    shown_text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in value)
    for word in ("kr.", "%"):
        shown_text = shown_text.replace(f" {word}", f"{_NO_BREAK}{word}")
    return shown_text


def _section(
    title: str,
    paragraphs: list[str],
    rows: list[dict[str, str]] | None = None,
    total: dict[str, str] | None = None,
    columns: dict[str, str] | None = None,
) -> dict[str, Any] | None:
    if not paragraphs and not rows:
        return None
    return {
        "title": title,
        "paragraphs": paragraphs,
        "rows": rows or [],
        "total": total,
        "columns": columns or {},
    }


def _steps(subject: Subject) -> list[tuple[Step, StepResult]]:
    steps = {step.id: step for step in subject.allocation.model.steps}
    return [(steps[result.id], result) for result in subject.allocation.steps]


def _parts(subject: Subject, may: MayTell) -> list[dict[str, str]]:
    """A line per step that gives or takes something, the largest first."""
    voice = subject.voice
    lines: list[dict[str, str]] = []
    given = [(step, result, subject.amount(result)) for step, result in _steps(subject)]
    given.sort(key=lambda entry: (entry[0].use in MOVING, -entry[2]))
    for step, result, amount in given:
        if amount:
            signed = amount < 0 or step.use in MOVING
            lines.append(
                {
                    "what": subject.step_name(step),
                    "how": _how(step, result, subject, may),
                    "amount": voice.signed(amount) if signed else voice.money(amount),
                    "exact": plain(amount),
                }
            )
    return lines


def _holder(subject: Subject) -> str:
    """Who holds the budget, where it is not the unit itself."""
    unit = subject.unit
    if unit.pays_to == unit.id:
        return ""
    return subject.voice.words("total.budget_unit", budget_unit=subject.name_of(unit.pays_to))


def _how(step: Step, result: StepResult, subject: Subject, may: MayTell) -> str:
    """In a few words where the amount is from; nothing where it takes more than that."""
    if isinstance(step, BaseByWeightedChildren):
        weight = subject.column(result, "weight")
        own = subject.column(result, "weighted_children") if weight is None else weight
        rate = Amount(fact(result, "rate"))
        return _say(subject, "how.weighted", weight=Count(own or ZERO), rate=rate)
    if isinstance(step, FixedGrants | Applications):
        purposes = subject.voice.joined([purpose for _, purpose in _given(step, subject)])
        return _say(subject, "how.purposes", purposes=purposes) if purposes else ""
    if isinstance(step, Need) and may.counted:
        before = before_limits(step, result)
        if before is None or subject.own(before) == subject.exact(result):
            return _how_need(step, result, subject)
    return ""


def _how_need(step: Need, result: StepResult, subject: Subject) -> str:
    values: dict[str, Value] = {
        "load": Count(subject.own(result.load or ())),
        "noun": subject.voice.words(noun_of(step)),
    }
    if isinstance(step.money, ByPool):
        pool = Amount(fact(result, "pool"))
        if noun_of(step) == "noun.points":
            key = Share(subject.column(result, "key") or ZERO)
            return _say(subject, "how.pool", key=key, pool=pool)
        everybody = Count(fact(result, "all_load"))
        return _say(subject, "how.counted", all_load=everybody, pool=pool, **values)
    if isinstance(step.money, ByRate) and step.money.per == "counted":
        return _say(subject, "how.rate", rate=Amount(exact(step.money.rate)), **values)
    return ""


def _why(subject: Subject, may: MayTell) -> dict[str, Any] | None:
    """What was counted, in the steps that give the unit something."""
    paragraphs: list[str] = []
    needs = [step for step in subject.allocation.model.steps if isinstance(step, Need)]
    for step, result in _steps(subject):
        if isinstance(step, Need) and concerns(step.where, subject.unit):
            name = f"{subject.step_name(step)}: " if len(needs) > 1 else ""
            if not may.counted:
                text = " ".join(sentence.text for sentence in rule(step.count, subject))
                paragraphs.append(name + text)
                continue
            told = why(step, result, subject, with_criteria=False)
            limits = [s for s in tell_limits(step, result, subject) if s.id in _TOLD_LIMITS]
            if len(limits) > 1 and any("reached" in s.id and "not" not in s.id for s in limits):
                told += limits
            text = " ".join(sentence.text for sentence in told)
            paragraphs.append(name + text)
    if needs and not may.counted:
        paragraphs.append(_say(subject, "why.not_told"))
    paragraphs += _compared(subject)
    return _section(_say(subject, "why.title"), paragraphs)


def _compared(subject: Subject) -> list[str]:
    """The need money against the mean, where it can be separated from the rest."""
    allocation = subject.allocation
    needs = [step for step in allocation.model.steps if isinstance(step, Need)]
    everybody = sum(allocation.weighted, ZERO)
    inseparable = any(isinstance(step.money, ByIndex) for step in needs)
    if not needs or inseparable or not everybody or not subject.weighted:
        return []
    own = allocation.need[subject.place] / subject.weighted
    mean = sum(allocation.need, ZERO) / everybody
    step = subject.voice.display_step
    near = abs(own - mean) < step
    way = "same" if near else "more" if own > mean else "less"
    values: dict[str, Value] = {"own": Amount(own, about=True)}
    if not near:
        values["mean"] = Amount(mean, about=True)
    return [_say(subject, f"why.compared_{way}", **values)]


def _figures(subject: Subject, may: MayTell) -> dict[str, Any] | None:
    """The unit's figures of children, as they may be shown."""
    language = subject.voice.language
    rows = [{"what": name.to(language), "amount": text.to(language)} for name, text in may.rows]
    if not rows:
        return None
    below = [may.below.to(language)] if may.below.to(language) else []
    columns = {"what": _say(subject, "figures.what"), "money": _say(subject, "figures.children")}
    return _section(_say(subject, "figures.title"), below, rows, None, columns)


def _since_last_year(
    subject: Subject, change: Change | None, may: MayTell
) -> dict[str, Any] | None:
    if change is None:
        return None
    title, voice = _say(subject, "change.title"), subject.voice
    own = change.of(subject.unit.id)
    if not own.came_from:
        told = tell_change(change, subject.unit.id, voice, run=subject.run)
        return _section(title, [sentence.text for sentence in told])
    display = shown(own, voice)
    way = "more" if display.difference > 0 else "less"
    difference = Amount(abs(display.difference))
    opening = (
        _say(subject, f"change.{way}", difference=difference, before=Amount(display.before))
        if display.difference
        else voice.words("change.none", after=Amount(display.after))
    )
    rows = [
        {
            "what": _cause(subject, cause, part, change),
            "amount": voice.signed(part),
            "exact": plain(part),
        }
        for cause, part in _told_parts(display.parts, may)
    ]
    total = {
        "what": _say(subject, "change.total"),
        "amount": voice.written(SignedAmount(display.difference)),
    }
    columns = {"what": _say(subject, "change.cause"), "money": _say(subject, "parts.money")}
    return _section(title, [opening], rows, total if rows else None, columns)


_FROM_COUNTS = frozenset({Cause.NEED, Cause.POOL, Cause.RULES, Cause.LIMITS})
"""What a change in the count and in its rate did: each of them tells the other."""


def _told_parts(
    parts: Sequence[tuple[Cause, Fraction]], may: MayTell
) -> list[tuple[Cause | None, Fraction]]:
    """The parts of a change; those that tell of the count as one (None), where it may not be told.

    They sum to the same either way.
    """
    if may.change:
        return list(parts)
    merged = [part for cause, part in parts if cause in _FROM_COUNTS]
    rest: list[tuple[Cause | None, Fraction]] = [
        (cause, part) for cause, part in parts if cause not in _FROM_COUNTS
    ]
    together = sum(merged, ZERO)
    found = [*rest, (None, together)] if merged else rest
    return sorted(found, key=lambda entry: (-abs(entry[1]), str(entry[0])))


def _cause(subject: Subject, cause: Cause | None, part: Fraction, change: Change) -> str:
    if cause is None:
        return _say(subject, "change.together")
    own = change.of(subject.unit.id)
    return capitalised(subject.voice.words(reason(cause, part, own, change, subject.run)))


def _positions(subject: Subject) -> dict[str, Any] | None:
    paragraphs: list[str] = []
    for step, result in _steps(subject):
        if not isinstance(step, Positions) or not subject.column(result, "money"):
            continue
        values: dict[str, Value] = {
            name: one_decimal(subject.column(result, name) or ZERO)
            for name in ("positions", "pedagogues", "assistants")
        }
        if step.of:
            values["money"] = Amount(subject.column(result, "money") or ZERO)
            names = [subject.step_name(name) for name in step.of]
            values["steps"] = subject.voice.joined([_lowered(name) for name in names])
        paragraphs.append(_say(subject, "positions.of" if step.of else "positions.all", **values))
    return _section(_say(subject, "positions.title"), paragraphs)


def _lowered(name: str) -> str:
    """A label inside a sentence."""
    return name[:1].lower() + name[1:]


def _given(step: Step, subject: Subject) -> list[tuple[Amount, str]]:
    """The unit's grants or applications that have a purpose."""
    register = subject.run.inputs.register
    entries = register.grants if isinstance(step, FixedGrants) else register.applications
    return [
        (Amount(entry.amount), entry.purpose)
        for entry in entries
        if entry.unit == subject.unit.id and entry.purpose
    ]


def _purpose(subject: Subject, contact: Mapping[str, str]) -> dict[str, Any] | None:
    """What the money is for, as far as anybody has said it."""
    paragraphs = [contact["purpose"]] if contact.get("purpose") else []
    if contact.get("requirements"):
        text = _say(subject, "purpose.requirements", requirements=contact["requirements"])
        paragraphs.append(text)
    if contact.get("expectations"):
        text = _say(subject, "purpose.expectations", expectations=contact["expectations"])
        paragraphs.append(text)
    for step, _ in _steps(subject):
        if isinstance(step, FixedGrants | Applications):
            paragraphs += [
                _say(subject, "purpose.grant", amount=amount, purpose=purpose)
                for amount, purpose in _given(step, subject)
            ]
    return _section(_say(subject, "purpose.title"), paragraphs)


def _contact(subject: Subject, contact: Mapping[str, str]) -> dict[str, Any] | None:
    lines = [contact["name"]] if contact.get("name") else []
    lines += [
        _say(subject, f"contact.{field}", **{field: contact[field]})
        for field in ("phone", "email")
        if contact.get(field)
    ]
    return _section(_say(subject, "contact.title"), [" · ".join(lines)] if lines else [])


def _foot(subject: Subject) -> list[str]:
    model = subject.allocation.model
    foot = [_say(subject, "foot", model=model.title, version=str(model.version))]
    if model.children.count_on is not None:
        counted_on = day(model.children.count_on.on(subject.run.year), subject.voice.language)
        foot.append(_say(subject, "foot.counted", day=counted_on))
    return foot
