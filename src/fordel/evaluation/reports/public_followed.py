"""Children followed in the form that may leave: protected with the colours they are among."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fordel.disclosure.protecting import Protected
from fordel.disclosure.tables import TOTAL
from fordel.domain.language import Language, Words
from fordel.evaluation.panels.costing import CANNOT, Followed, cost_words
from fordel.evaluation.panels.publishing import OTHERS, key_of
from fordel.evaluation.panels.telling import NOT_WHY
from fordel.evaluation.reports.blocks import Block, Heading, Paragraph, Table
from fordel.evaluation.reports.followed import FOLLOWED

_TITLE = Words(
    da="{label}: de samme børn fra første til sidste vurdering",
    en="{label}: the same children from their first to their last assessment",
)
_SHEET = Words(da="{label}, fulgt", en="{label}, followed")
_FROM, _TO = Words(da="Fra", en="From"), Words(da="til {state}", en="to {state}")
_ALL = Words(da="I alt", en="In all")
_TOO_SMALL = Words(
    da="Tallene er for små til at komme ud.", en="The counts are too small to leave."
)
_SOURCE = Words(
    da="Kilde: børn fulgt med pseudonymer, samlet for projektet og beskyttet mod genkendelse.",
    en="Source: children followed by pseudonym, for the project as a whole and protected.",
)


def public_followed(
    followed: Sequence[Followed], guarded: Protected, language: Language
) -> Iterator[Block]:
    """First and last states of each panel, as far as they may be told."""
    if not followed:
        return
    yield Heading(FOLLOWED.to(language))
    yield Paragraph(NOT_WHY.to(language))
    legend = guarded.legend(language)
    for one in followed:
        label = one.label.to(language)
        states = [(state.id, state.words.to(language)) for state in one.figures.states]
        rows = [*states, (TOTAL, _ALL.to(language))]
        yield Table(
            _TITLE.to(language).format(label=label),
            _SHEET.to(language).format(label=label),
            (
                _FROM.to(language),
                *(_TO.to(language).format(state=name) for _, name in states),
                _ALL.to(language),
            ),
            tuple(
                (name, *(guarded.text(key_of(one.indicator, start, end), language)
                         for end, _ in rows))
                for start, name in rows
            ),
            (_SOURCE.to(language), *((legend,) if legend else ())),
        )  # fmt: skip


def public_costs(
    followed: Sequence[Followed], guarded: Protected, language: Language
) -> tuple[str, ...]:
    """What a child moved cost, where every count that it is made of may be told."""
    return tuple(_cost(one, guarded, language) for one in followed)


def _cost(one: Followed, guarded: Protected, language: Language) -> str:
    best = one.figures.states[0]
    made_of = ((OTHERS, best.id), (best.id, OTHERS), (TOTAL, TOTAL))
    shown = [guarded[key_of(one.indicator, start, end)].value for start, end in made_of]
    if all(value is not None for value in shown):
        return cost_words(one, language)
    return CANNOT.to(language).format(
        label=one.label.to(language),
        best=best.words.to(language),
        why=_TOO_SMALL.to(language),
    )
