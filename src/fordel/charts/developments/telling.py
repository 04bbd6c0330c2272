"""A development in words and as a table, for those who do not see it drawn."""

from __future__ import annotations

from collections.abc import Sequence

from fordel.charts.developments.parts import Axis, Line, Mark, Point, Span
from fordel.charts.result import Table
from fordel.charts.theme import Exact
from fordel.domain.language import Language, Words, day, number, percent

_DECIMALS, _FINE = 1, 2
"""Decimals of a figure, and of one below 1."""

_DESCRIPTION = Words(
    da="Linjediagram over {title} i {periods} perioder. {lines}{gaps}{phase}",
    en="Line chart of {title} over {periods} periods. {lines}{gaps}{phase}",
)
_FROM_TO = Words(
    da="{name}: fra {first} i periode {at_first} til {last} i periode {at_last}. ",
    en="{name}: from {first} in period {at_first} to {last} in period {at_last}. ",
)
_ONE_POINT = Words(
    da="{name}: {first} i periode {at_first}. ", en="{name}: {first} in period {at_first}. "
)
_NO_POINT = Words(da="{name}: ingen tal. ", en="{name}: no figures. ")
_GAPS = Words(
    da="Linjerne er brudt i periode {periods}, som mangler tal. ",
    en="The lines break at period {periods}, which has no figures. ",
)
_PHASE = Words(
    da="Virkningsfasen er periode {periods}.", en="The effect phase is period {periods}."
)
_SOME_UNITS = Words(
    da=" Lysere grønt: kun nogle af enhederne er i den.",
    en=" Paler green: only some of the units are in it.",
)
_NO_PHASE = Words(
    da="Ingen periode ligger i virkningsfasen.", en="No period is in the effect phase."
)
PERIOD = Words(da="Periode", en="Period")
_DAYS = Words(da="Fra og til", en="From and to")
_STATE = Words(da="Fase", en="Phase")
_EFFECT = Words(da="virkning", en="effect")
_EVENTS = Words(da="Samtidig", en="At the same time")
_N = Words(da="n, {name}", en="n, {name}")
_RANGE = Words(da="{figure} ({low}–{high})", en="{figure} ({low}–{high})")
NO_FIGURES = Words(da="ingen tal", en="no figures")


def _written(figure: Exact, axis: Axis, language: Language) -> str:
    if axis.as_shares:
        return percent(figure, language, 0)
    return number(figure, language, _FINE if figure and -1 < figure < 1 else _DECIMALS)


def described(
    title: str, spans: Sequence[Span], lines: Sequence[Line], axis: Axis, language: Language
) -> str:
    """What the chart shows, as one who sees it would tell it."""
    empty = [
        span.name
        for place, span in enumerate(spans)
        if all(line.points[place].figure is None for line in lines)
    ]
    effect = [span.name for span in spans if span.effect]
    gaps = _GAPS.to(language).format(periods=", ".join(empty)) if empty else ""
    phase = _PHASE.to(language).format(periods=", ".join(effect))
    if any(span.effect and span.effect_part < 1 for span in spans):
        phase += _SOME_UNITS.to(language)
    return _DESCRIPTION.to(language).format(
        title=title,
        periods=len(spans),
        lines="".join(_ends(spans, line, axis, language) for line in lines),
        gaps=gaps,
        phase=phase if effect else _NO_PHASE.to(language),
    )


def _ends(spans: Sequence[Span], line: Line, axis: Axis, language: Language) -> str:
    known = [
        (span.name, _written(point.figure, axis, language))
        for span, point in zip(spans, line.points, strict=True)
        if point.figure is not None
    ]
    if not known:
        return _NO_POINT.to(language).format(name=line.name)
    template = _FROM_TO if len(known) > 1 else _ONE_POINT
    return template.to(language).format(
        name=line.name,
        at_first=known[0][0],
        first=known[0][1],
        at_last=known[-1][0],
        last=known[-1][1],
    )


def table_of(
    spans: Sequence[Span],
    lines: Sequence[Line],
    axis: Axis,
    marks: Sequence[Mark],
    language: Language,
) -> Table:
    """Every period with each line's figure, what it rests on, and what happened meanwhile."""
    headers = [PERIOD.to(language), _DAYS.to(language), _STATE.to(language)]
    # Colours of the same children rest on the same number: once is enough.
    together = len(lines) > 1 and len({tuple(p.n for p in line.points) for line in lines}) == 1
    for line in lines:
        headers.append(line.name)
        if not together:
            headers.append(_N.to(language).format(name=line.name))
    if together:
        headers.append("n")
    if marks:
        headers.append(_EVENTS.to(language))
    rows = []
    for place, span in enumerate(spans):
        cells = [span.name, f"{day(span.first, language)} – {day(span.last, language)}"]
        cells.append(span.phase or (_EFFECT.to(language) if span.effect else "–"))
        for line in lines:
            point = line.points[place]
            cells.append(cell_of(point, span, axis, language))
            if not together:
                cells.append(number(point.n, language))
        if together:
            cells.append(number(lines[0].points[place].n, language))
        if marks:
            cells.append("; ".join(mark.name for mark in marks if _touches(mark, span)) or "–")
        rows.append(tuple(cells))
    return tuple(headers), tuple(rows)


def cell_of(point: Point, span: Span, axis: Axis, language: Language) -> str:
    """A figure with its range, or why there is none."""
    if point.figure is None:
        return span.reason or NO_FIGURES.to(language)
    text = _written(point.figure, axis, language)
    if point.low is None or point.high is None:
        return text
    return _RANGE.to(language).format(
        figure=text,
        low=_written(point.low, axis, language),
        high=_written(point.high, axis, language),
    )


def _touches(mark: Mark, span: Span) -> bool:
    return mark.first <= span.last and (mark.last is None or mark.last >= span.first)
