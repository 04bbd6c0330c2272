"""The letter a unit gets when its money changes in the middle of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from fordel.announcement.questions import Question
from fordel.domain.language import LANGUAGES, Language, Words, number
from fordel.ledger.book import Kind, Ledger
from fordel.ledger.documents import KIND_WORDS, MONTH_WORDS, Line, statement

_NO_BREAK = "\N{NO-BREAK SPACE}"
_TITLE = Words(da="{unit}: budgettet for {year} er ændret", en="{unit}: budget {year} changed")
_EYEBROW = Words(da="{unit} · {year} · ændret budget", en="{unit} · {year} · changed budget")
_KIND = Words(da="Ændret budgetbrev", en="Changed budget letter")
_HEADLINE = Words(da="I får nu {now}", en="You now receive {now}")
_WHAT = Words(da="Hvad", en="What")
_WHY = Words(da="Hvorfor", en="Why")
_MONEY = Words(da="Kroner", en="Kroner")
_TOTAL = Words(da="I alt for hele året", en="Together for the whole year")
_SINCE = Words(da="{kind} fra {month}", en="{kind} from {month}")
_CHANGED = Words(da="Hvad der er ændret, og hvorfor", en="What changed, and why")
_MORE = Words(
    da="Jeres budget for {year} var {before} og er nu {now}, {amount} mere, fra {month}.",
    en="Your budget for {year} was {before} and is now {now}, {amount} more, from {month}.",
)
_LESS = Words(
    da="Jeres budget for {year} var {before} og er nu {now}, {amount} mindre, fra {month}.",
    en="Your budget for {year} was {before} and is now {now}, {amount} less, from {month}.",
)
_NEW = Words(
    da="Fra {month} har I jeres eget budget for {year}: {now}",
    en="From {month} you have a budget of your own for {year}: {now}",
)
_NO_MORE = Words(
    da="Enheden får ikke flere penge fra {month}.",
    en="The unit is paid no more from {month}.",
)
_REASON = Words(da="Begrundelsen er: {reason}", en="The reason is: {reason}")
_STILL = Words(
    da="Det, der står nedenfor, blev skrevet til det vedtagne budget.",
    en="What stands below was written for the approved budget.",
)
_BECAUSE = {
    Kind.RECOUNT: Words(da="Børnene er talt igen", en="The children were counted again"),
    Kind.HANDOVER: Words(
        da="En enhed lukker, lægges sammen eller deles", en="A unit closes, merges or is split"
    ),
    Kind.ADMISSION: Words(da="Enheden er ny", en="The unit is new"),
    Kind.CORRECTION: Words(da="Noget er rettet", en="Something was put right"),
}
_HOW_MUCH = Words(
    da="Hvor meget får I nu for hele {year}?", en="How much do you now get for all of {year}?"
)
_SINCE_WHEN = Words(
    da="Fra hvilken måned gælder ændringen?", en="From which month does the change hold?"
)
_WHY_ASKED = Words(da="Hvorfor er budgettet ændret?", en="Why did the budget change?")
_NEAR = Fraction(1, 10)


@dataclass(frozen=True)
class Changed:
    """A unit whose money changed: who, and the last letter written to an approved budget."""

    unit: str
    name: str
    ledger: Ledger
    approved: Mapping[str, Any] | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        return statement(self.ledger, self.unit)


def changed_letter(changed: Changed, language: Language, contact: Mapping[str, str]) -> Any:
    """A letter's content from the unit's statement, in the form of ``letter_content``.

    Parameters
    ----------
    contact : as :func:`fordel.announcement.letter.write_letter` takes it.
    """
    unit, year = changed.name, str(changed.ledger.year)
    now = changed.lines[-1].balance
    approved = changed.approved or {}
    return {
        "language": language,
        "title": _TITLE.to(language).format(unit=unit, year=year),
        "sender": contact.get("sender", ""),
        "kind": _KIND.to(language),
        "eyebrow": _EYEBROW.to(language).format(unit=unit, year=year),
        "headline": _HEADLINE.to(language).format(now=_kroner(now, language)),
        "columns": {
            "what": _WHAT.to(language),
            "how": _WHY.to(language),
            "money": _MONEY.to(language),
            "total": _TOTAL.to(language),
        },
        "parts": [_part(line, language) for line in changed.lines],
        "total": _kroner(now, language),
        "holder": approved.get("holder", ""),
        "sections": [_what_changed(changed, language), *approved.get("sections", ())],
        "foot": list(approved.get("foot", ())),
    }


def changed_questions(changed: Changed) -> tuple[Question, ...]:
    """Three questions about a changed letter; the right answer's place differs between units."""
    last, ledger = changed.lines[-1], changed.ledger
    before = last.balance - last.amount
    wrong = before if before > 0 else last.balance * (1 + _NEAR)
    amounts = [_both(last.balance), _both(wrong), _both(last.balance + abs(last.amount) * 2)]
    month = last.entry.from_month
    months = [MONTH_WORDS[(month - 1 + ahead) % 12] for ahead in (0, 1, 6)]
    kinds = [_BECAUSE[last.entry.kind], *(w for k, w in _BECAUSE.items() if k != last.entry.kind)]
    how_much = Words(
        da=_HOW_MUCH.da.format(year=ledger.year), en=_HOW_MUCH.en.format(year=ledger.year)
    )
    asked = (
        ("how_much_now", how_much, amounts),
        ("since_when", _SINCE_WHEN, months),
        ("why_changed", _WHY_ASKED, kinds[:3]),
    )
    return tuple(_question(name, text, answers, changed.unit) for name, text, answers in asked)


def _question(name: str, text: Words, answers: list[Words], unit: str) -> Question:
    """The first answer is right; it is put at a place that only the unit and question decide."""
    different = list(dict.fromkeys(answers))
    place = int(sha256(f"{unit} {name}".encode()).hexdigest(), 16) % len(different)
    shown = [*different[1 : place + 1], different[0], *different[place + 1 :]]
    return Question(id=name, text=text, answers=tuple(shown), right=place)


def _what_changed(changed: Changed, language: Language) -> dict[str, Any]:
    last = changed.lines[-1]
    words = _NEW if len(changed.lines) == 1 else _MORE if last.amount > 0 else _LESS
    month = MONTH_WORDS[last.entry.from_month - 1].to(language)
    told = words.to(language).format(
        month=month,
        year=changed.ledger.year,
        before=_kroner(last.balance - last.amount, language),
        now=_kroner(last.balance, language),
        amount=_kroner(abs(last.amount), language),
    )
    paragraphs = [told, _REASON.to(language).format(reason=last.entry.reason)]
    closing = changed.ledger.closings.get(changed.unit)
    if closing is not None:
        closed = MONTH_WORDS[closing.from_month - 1].to(language)
        paragraphs.append(_NO_MORE.to(language).format(month=closed))
    if changed.approved:
        paragraphs.append(_STILL.to(language))
    return {
        "title": _CHANGED.to(language),
        "paragraphs": paragraphs,
        "rows": [],
        "total": None,
        "columns": {},
    }


def _part(line: Line, language: Language) -> dict[str, str]:
    kind = KIND_WORDS[line.entry.kind].to(language)
    month = MONTH_WORDS[line.entry.from_month - 1].to(language)
    opens = line.entry.kind == Kind.OPENING
    sign = "+" if line.amount > 0 and not opens else ""
    return {
        "what": kind if opens else _SINCE.to(language).format(kind=kind, month=month),
        "how": line.entry.reason,
        "amount": sign + _kroner(line.amount, language),
    }


def _kroner(amount: Fraction, language: Language) -> str:
    return f"{number(amount, language)}{_NO_BREAK}kr.".replace("-", "\N{MINUS SIGN}")


def _both(amount: Fraction) -> Words:
    da, en = (_kroner(amount, language) for language in LANGUAGES)
    return Words(da=da, en=en)
