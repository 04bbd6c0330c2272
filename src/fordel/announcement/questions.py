"""Three questions about a budget letter and their right answers, to see if it was understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.steps import Need
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.announcement.explanation import subject_of
from fordel.announcement.figures import Voice
from fordel.domain.language import LANGUAGES, Words

_HOW_MUCH = Words(
    da="Hvor meget af jeres budget får I efter børnenes vilkår?",
    en="How much of your budget do you get for the children's circumstances?",
)
_BY_WHAT = Words(
    da="Hvad afgør, hvor meget I får efter børnenes vilkår?",
    en="What decides how much you get for the children's circumstances?",
)
_WHAT_FOR = Words(
    da="Hvad er pengene efter børnenes vilkår til?",
    en="What is the money for the children's circumstances for?",
)
_CRITERIA = Words(
    da="Hvor mange af børnene der opfylder kommunens kriterier: {criteria}",
    en="How many of the children meet the municipality's criteria: {criteria}",
)
_KEY = Words(da="Kommunens tal for behovet", en="The municipality's figures of need")
_NOT_CRITERIA = (
    Words(da="Hvor mange kvadratmeter huset har", en="How many square metres the house has"),
    Words(da="Hvor meget I brugte sidste år", en="How much you spent last year"),
)
_FREE = Words(
    da="Kommunen har ikke bundet dem til noget bestemt",
    en="The municipality has not tied it to anything particular",
)
_NOT_FOR = (
    Words(da="Vedligeholdelse af bygningen", en="Keeping up the building"),
    Words(da="At dække et underskud fra sidste år", en="Covering a deficit of last year"),
)


@dataclass(frozen=True)
class Question:
    """A question, its answers in the order they are shown, and which of them is right."""

    id: str
    text: Words
    answers: tuple[Words, ...]
    right: int


def reading_questions(
    run: Run, unit: str, contact: Mapping[str, str], purpose: Words | None = None
) -> tuple[Question, ...]:
    """What a leader is asked when they have read their letter.

    Parameters
    ----------
    contact : as :func:`fordel.announcement.letter.write_letter` takes it; its ``purpose`` is the
        right answer to the last question.
    purpose : the same in both languages, where it is written in both.

    Returns
    -------
    Three questions of two or three answers each. The same letter always gives the same order, and
    the right answer stands at a place that differs between units.
    """
    place = run.allocation.ids.index(unit)
    need, base = run.allocation.need[place], run.allocation.base[place]
    others = [amount for amount in (base, run.allocation.totals[place]) if amount != need]
    said = contact.get("purpose", "")
    what_for = purpose or (Words(said, said) if said else _FREE)
    return (
        _asked("how_much", unit, _HOW_MUCH, _money(run, need), [_money(run, a) for a in others]),
        _asked("by_what", unit, _BY_WHAT, _criteria(run, unit), _NOT_CRITERIA),
        _asked("what_for", unit, _WHAT_FOR, what_for, _NOT_FOR),
    )


def _asked(name: str, unit: str, text: Words, right: Words, wrong: Sequence[Words]) -> Question:
    distinct = list(dict.fromkeys(wrong))
    place = sha256(f"{name} {unit}".encode()).digest()[0] % (len(distinct) + 1)
    answers = [*distinct[:place], right, *distinct[place:]]
    return Question(name, text, tuple(answers), place)


def _money(run: Run, amount: Fraction) -> Words:
    currency = run.model.currency.currency
    da, en = (Voice(language, currency).money(amount or ZERO) for language in LANGUAGES)
    return Words(da, en)


def _criteria(run: Run, unit: str) -> Words:
    model = run.allocation.model
    used = {
        criterion
        for step in model.steps
        if isinstance(step, Need)
        for method in methods(step.count)
        for criterion in criteria_of(method, model)
    }
    labels = [criterion.label for criterion in model.criteria if criterion.id in used]
    if not labels:
        return _KEY
    said = [
        _CRITERIA.to(language).format(
            criteria=subject_of(run, unit, language).voice.joined(
                [label.to(language) for label in labels]
            )
        )
        for language in LANGUAGES
    ]
    return Words(*said)
