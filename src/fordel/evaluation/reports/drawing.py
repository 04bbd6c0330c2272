"""The charts of a report: activities, ratings and colours, each with its table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from fordel.charts.developments.drawing import development
from fordel.charts.developments.parts import Axis, Line, Point
from fordel.domain.language import Language, Words
from fordel.evaluation.reports.blocks import Chart
from fordel.evaluation.reports.wording import NOT_COLLECTED_IN, days_words
from fordel.evaluation.results.drawing import marks_of, spans_of
from fordel.evaluation.results.figures import (
    Development,
    ResultsReport,
    figure_at,
    n_of,
)
from fordel.interventions.cells import STATE_WORDS, State
from fordel.interventions.indicators import (
    COHORT_WORDS,
    COLOUR_WORDS,
    THEME_WORDS,
    Cohort,
    Colour,
    Theme,
)

MOST_LINES = 4
"""More lines than this cannot be told apart; the rest get a chart of their own."""
_TEXT_COLUMNS = 3
"""Period, days and phase."""
_PER_MONTH = Words(da="Antal pr. måned", en="Number per month")
_SHARE = Words(da="Andel af børnene", en="Part of the children")
_RATING = Words(da="Fælles vurdering", en="Joint rating")
_OVER_TIME = Words(da="{what} over tid", en="{what} over time")
_RESTS_ON = Words(
    da="n er antal enheder med tal i perioden. Kilde: enhedernes registreringer.",
    en="n is the number of units with figures in the period. Source: the units' registrations.",
)
_RESTS_ON_CHILDREN = Words(
    da="n er antal vurderede børn i perioden. Kilde: enhedernes registreringer.",
    en="n is the number of children assessed in the period. Source: the units' registrations.",
)


def count_charts(
    results: ResultsReport, standing: Collection[str], language: Language
) -> Iterator[Chart]:
    """Activities per month, a line for each; how many children there are is no activity."""
    known = [
        one
        for one in results.counts
        if one.theme is Theme.ACTIVITIES and one.indicator not in standing
    ]
    yield from _charts(results, known, Theme.ACTIVITIES, Axis(_PER_MONTH), language)


def rating_charts(
    results: ResultsReport, theme: Theme, ends: tuple[int, int], language: Language
) -> Iterator[Chart]:
    """The means of a theme's ratings on their scale, a line for each."""
    known = [one for one in results.ratings if one.theme is theme]
    axis = Axis(_RATING, ends=(float(ends[0]), float(ends[1])))
    yield from _charts(results, known, theme, axis, language)


def colour_charts(results: ResultsReport, language: Language) -> Iterator[Chart]:
    """Shares of green, yellow and red among the children included."""
    for known in results.colours:
        if known.cohort is not Cohort.INCLUDED or not _has_figures(known):
            continue
        what = f"{known.label.to(language)}, {COHORT_WORDS[known.cohort].to(language)}"
        lines = [
            Line(
                COLOUR_WORDS[colour].to(language),
                tuple(Point(figure_at(point, colour), n_of(point)) for point in known.points),
                tone=colour.value,
            )
            for colour in Colour
        ]
        title = _OVER_TIME.to(language).format(what=what)
        axis = Axis(_SHARE, as_shares=True)
        yield _chart(results, title, lines, axis, _RESTS_ON_CHILDREN, language)


def _charts(
    results: ResultsReport,
    known: Sequence[Development],
    theme: Theme,
    axis: Axis,
    language: Language,
) -> Iterator[Chart]:
    drawn = [one for one in known if _has_figures(one)]
    for start in range(0, len(drawn), MOST_LINES):
        lines = [
            Line(
                one.label.to(language),
                tuple(Point(figure_at(point), n_of(point)) for point in one.points),
            )
            for one in drawn[start : start + MOST_LINES]
        ]
        what = THEME_WORDS[theme].to(language).capitalize()
        title = _OVER_TIME.to(language).format(what=what)
        if len(lines) == 1:
            title = _OVER_TIME.to(language).format(what=lines[0].name)
        elif len(drawn) > MOST_LINES:
            title = f"{title} ({start // MOST_LINES + 1})"
        yield _chart(results, title, lines, axis, _RESTS_ON, language)


def _chart(
    results: ResultsReport,
    title: str,
    lines: Sequence[Line],
    axis: Axis,
    rests_on: Words,
    language: Language,
) -> Chart:
    """A chart whose table says briefly that nothing was collected, and why in its notes."""
    not_collected = STATE_WORDS[State.NOT_COLLECTED].to(language)
    spans = [
        span if span.collected else replace(span, reason=not_collected)
        for span in spans_of(results, language)
    ]
    chart = development(title, spans, lines, axis, language, marks_of(results))
    return Chart(
        chart, title, (rests_on.to(language), *gap_notes(results, language)), _TEXT_COLUMNS
    )


def gap_notes(results: ResultsReport, language: Language) -> tuple[str, ...]:
    """Which periods were not collected, and why."""
    return tuple(
        NOT_COLLECTED_IN.to(language).format(
            period=days_words(when.no, when.first, when.last, language),
            reason=when.reason.rstrip("."),
        )
        for when in results.periods
        if not when.collected
    )


def _has_figures(known: Development) -> bool:
    return any(figure_at(point) is not None for point in known.points)
