"""The figures that are not there: each kind of nothing in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fordel.charts.printing.sheets import Share, Shown
from fordel.domain.language import Language, Words
from fordel.evaluation.reports.blocks import Bullets, Heading, Paragraph, Plain, Table
from fordel.evaluation.reports.scope import Scope
from fordel.evaluation.reports.wording import (
    ALL,
    NOT_COLLECTED_IN,
    UNIT,
    listed,
    period_words,
    source_of,
)
from fordel.evaluation.setting_aside import SetAside
from fordel.interventions.cells import State
from fordel.interventions.indicators import COHORT_WORDS, Field

_TITLE = Words(da="Tal vi ikke har", en="Figures we do not have")
_EVERYTHING = Words(
    da="Alt, der blev spurgt om i perioden, er besvaret.",
    en="Everything that was asked in the period has been answered.",
)
_NEVER_ZERO = Words(
    da="Et tal, der mangler, er ikke nul. Det er heller ikke regnet med i nogen sum.",
    en="A figure that is missing is not zero. Nor is it part of any sum.",
)
_KINDS: Final = {
    State.MISSING: Words(
        da="Mangler (der er spurgt, men ikke svaret): {what}.",
        en="Missing (asked, and not answered): {what}.",
    ),
    State.NOT_APPLICABLE: Words(
        da="Ikke relevant (der er spurgt, men det gælder ikke enheden nu): {what}.",
        en="Not applicable (asked, and it does not apply to the unit now): {what}.",
    ),
}
_WHERE = Words(da="{field} i {units}", en="{field} in {units}")
_EVERY_UNIT = Words(da="alle enheder", en="all units")
_NOT_ASKED = Words(
    da="Ikke indsamlet, fordi projektet ikke spørger om det: {what}.",
    en="Not collected, because the project does not ask for it: {what}.",
)
_ANSWERED = Words(da="Hvor meget af arket der er besvaret", en="How much of the sheet is answered")
_SHEET = Words(da="Besvaret", en="Answered")
_GIVEN, _MISSING, _NOT_APPLICABLE, _SHARE = (
    Words(da="Felter med tal", en="Cells with a figure"),
    Words(da="Mangler", en="Missing"),
    Words(da="Ikke relevant", en="Not applicable"),
    Words(da="Besvaret", en="Answered"),
)
_NOTHING_ASKED = Words(da="intet at svare på", en="nothing to answer")
_SHARE_OF = Words(
    da="Besvaret er felter med tal ud af dem, der skulle svares på.",
    en="Answered is cells with a figure out of those to be answered.",
)
_ASIDE = Words(da="Svar, der ikke er regnet med", en="Answers that are not counted")
_ASIDE_SHEET = Words(da="Ikke regnet med", en="Not counted")
_FIELD, _VALUE, _WHY = (
    Words(da="Felt", en="Cell"),
    Words(da="Svar", en="Answer"),
    Words(da="Hvorfor", en="Why"),
)
_ASIDE_NOTE = Words(
    da="Svarene er ikke ændret; de tæller som manglende, til enheden har rettet dem.",
    en="The answers are not changed; they count as missing until the unit has corrected them.",
)


def gap_blocks(scope: Scope, language: Language) -> Iterator[Plain]:
    """What is not there in the period, how complete it is, and what was set aside."""
    yield Heading(_TITLE.to(language))
    said = tuple(_said(scope, language))
    if said:
        yield Paragraph(_NEVER_ZERO.to(language))
        yield Bullets(said)
    else:
        yield Paragraph(_EVERYTHING.to(language))
    yield _answered(scope, language)
    if scope.set_aside:
        yield _aside(scope, language)


def missing_fields(scope: Scope) -> int:
    """How many cells of the period were asked for and not answered."""
    return scope.answered().by_state.get(State.MISSING, 0)


def _said(scope: Scope, language: Language) -> Iterator[str]:
    for state, words in _KINDS.items():
        where = dict.fromkeys(
            _WHERE.to(language).format(field=_named(field, language), units=units)
            for field in scope.programme.fields_of(scope.project)
            if (units := _units_with(scope, field, state, language))
        )
        if where:
            yield words.to(language).format(what="; ".join(where))
    for period in scope.skipped:
        reason = (period.reason or "–").rstrip(".")
        yield NOT_COLLECTED_IN.to(language).format(
            period=period_words(period, language), reason=reason
        )
    left_out = tuple(
        one.label.to(language)
        for one in scope.programme.indicators
        if one.id not in scope.project.indicators
    )
    if left_out:
        yield _NOT_ASKED.to(language).format(what=listed(left_out, language))


def _named(field: Field, language: Language) -> str:
    """A cell's name without its colour: the three are answered together."""
    label = field.indicator.label.to(language)
    if field.cohort is None:
        return label
    return f"{label} ({COHORT_WORDS[field.cohort].to(language)})"


def _units_with(scope: Scope, field: Field, state: State, language: Language) -> str:
    found = tuple(
        scope.unit_name(unit)
        for unit in scope.units
        if scope.registrations.cell(unit, scope.period.no, field.key).state is state
    )
    if len(found) > 1 and len(found) == len(scope.units):
        return _EVERY_UNIT.to(language)
    return listed(found, language)


def _answered(scope: Scope, language: Language) -> Table:
    headers = (UNIT, _GIVEN, _MISSING, _NOT_APPLICABLE, _SHARE)
    rows = [_answered_row(scope, unit, scope.unit_name(unit), language) for unit in scope.units]
    return Table(
        _ANSWERED.to(language),
        _SHEET.to(language),
        tuple(words.to(language) for words in headers),
        (*rows, _answered_row(scope, None, ALL.to(language), language)),
        (source_of(scope.period, language), _SHARE_OF.to(language)),
    )


def _answered_row(
    scope: Scope, unit: str | None, name: str, language: Language
) -> tuple[Shown, ...]:
    found = scope.answered(unit)
    states = (State.GIVEN, State.MISSING, State.NOT_APPLICABLE)
    share = found.share
    shown = _NOTHING_ASKED.to(language) if share is None else Share(share)
    return (name, *(found.by_state.get(state, 0) for state in states), shown)


def _aside(scope: Scope, language: Language) -> Table:
    labels = {
        field.key: field.label.to(language) for field in scope.programme.fields_of(scope.project)
    }

    def row(one: SetAside) -> tuple[Shown, ...]:
        return (
            scope.unit_name(one.unit),
            labels.get(one.field, one.field),
            one.words.to(language),
            one.value,
        )

    return Table(
        _ASIDE.to(language),
        _ASIDE_SHEET.to(language),
        tuple(words.to(language) for words in (UNIT, _FIELD, _WHY, _VALUE)),
        tuple(row(one) for one in scope.set_aside),
        (source_of(scope.period, language), _ASIDE_NOTE.to(language)),
        text_columns=3,
    )
