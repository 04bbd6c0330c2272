"""A panel's transitions as a chart with its table."""

from __future__ import annotations

from dataclasses import replace

from fordel.charts.result import ChartWithTable
from fordel.charts.transitions import Went, transition_bars
from fordel.domain.language import Language, Words
from fordel.evaluation.panels.figures import PanelFigures
from fordel.evaluation.panels.telling import transition_table

_TITLE = Words(da="{label}: hvor børnene gik hen", en="{label}: where the children went")


def transition_chart(
    figures: PanelFigures, label: Words, language: Language, *, unit_name: str = ""
) -> ChartWithTable:
    """Draw the transitions between neighbouring periods, over all steps; its table has intervals.

    Parameters
    ----------
    label : what the indicator is called.
    unit_name : whose they are, where it is one unit's.
    """
    size = len(figures.states)
    rows = [
        Went(
            state.words.to(language),
            tuple(one.count for one in figures.cells[place * size : (place + 1) * size]),
        )
        for place, state in enumerate(figures.states)
    ]
    title = _TITLE.to(language).format(label=label.to(language))
    if unit_name:
        title = f"{title} – {unit_name}"
    tones = [state.id for state in figures.states]
    drawn = transition_bars(title, rows, language, tones=tones)
    told = transition_table(figures, language)
    return replace(drawn, table=(told.headers, told.rows))
