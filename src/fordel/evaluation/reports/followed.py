"""Children followed by pseudonym in a report for the project's own people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fordel.charts.printing.sheets import Shown
from fordel.domain.language import Language, Words
from fordel.evaluation.panels.costing import Followed
from fordel.evaluation.panels.drawing import transition_chart
from fordel.evaluation.panels.figures import PanelFigures, StepCounts
from fordel.evaluation.panels.telling import (
    FOR_WHOM,
    NOT_WHY,
    flow_table,
    moved_words,
    notes_of,
    path_table,
)
from fordel.evaluation.reports.blocks import Block, Chart, Heading, Paragraph, Table
from fordel.evaluation.telling import ReadableTable

FOLLOWED = Words(da="Børn, der er fulgt", en="Children followed")
_HOW = Words(
    da="De samme børn, fulgt med pseudonymer fra periode til periode. Fordel gemmer kun tallene.",
    en="The same children, followed by pseudonym from period to period. Fordel keeps the counts "
    "alone.",
)
_STEP = Words(
    da="{label}: de samme børn fra periode {before} til {after}",
    en="{label}: the same children from period {before} to {after}",
)
_SHEET = Words(da="{label}, fulgt", en="{label}, followed")
_FLOW_SHEET = Words(da="{label}, kom og gik", en="{label}, came and went")
_PATH_SHEET = Words(da="{label}, veje", en="{label}, paths")
_FROM, _TO = Words(da="Fra", en="From"), Words(da="til {state}", en="to {state}")
_SOURCE = Words(da="Kilde: {source}.", en="Source: {source}.")


def followed_blocks(followed: Sequence[Followed], language: Language) -> Iterator[Block]:
    """Each panel with its chart, its table with intervals, who came and went, and paths."""
    if not followed:
        return
    yield Heading(FOLLOWED.to(language))
    yield Paragraph(_HOW.to(language))
    for one in followed:
        label = one.label.to(language)
        yield Heading(label, 3)
        if one.figures.moved is not None:
            yield Paragraph(moved_words(one.figures, language))
        source = _SOURCE.to(language).format(source=one.source)
        chart = transition_chart(one.figures, one.label, language)
        notes = (source, *notes_of(one.figures, language))
        yield Chart(chart, _SHEET.to(language).format(label=label), notes)
        flows = flow_table(one.figures, language)
        yield _plain(flows, label, _FLOW_SHEET, source, language)
        if one.figures.paths:
            yield _plain(path_table(one.figures, language), label, _PATH_SHEET, source, language)


def step_blocks(followed: Sequence[Followed], period: int, language: Language) -> Iterator[Block]:
    """Where children went from the period before to this one; nothing of later periods."""
    steps = [(one, step) for one in followed for step in one.figures.steps if step.after == period]
    if not steps:
        return
    yield Heading(FOLLOWED.to(language), 3)
    for one, step in steps:
        yield _step(one, step, language)


def _step(one: Followed, step: StepCounts, language: Language) -> Table:
    label = one.label.to(language)
    return Table(
        _STEP.to(language).format(label=label, before=step.before, after=step.after),
        _SHEET.to(language).format(label=label),
        (_FROM.to(language), *_to_states(one.figures, language)),
        tuple(
            (
                state.words.to(language),
                *(step.children[state.id, end.id] for end in one.figures.states),
            )
            for state in one.figures.states
        ),
        (
            _SOURCE.to(language).format(source=one.source),
            NOT_WHY.to(language),
            FOR_WHOM.to(language),
        ),
    )


def _to_states(figures: PanelFigures, language: Language) -> tuple[str, ...]:
    return tuple(
        _TO.to(language).format(state=state.words.to(language)) for state in figures.states
    )


def _plain(
    table: ReadableTable, label: str, sheet: Words, source: str, language: Language
) -> Table:
    rows: tuple[tuple[Shown, ...], ...] = table.rows
    return Table(
        f"{label}: {table.title[0].lower()}{table.title[1:]}",
        sheet.to(language).format(label=label),
        table.headers,
        rows,
        (source, *table.below),
        table.text_columns,
    )
