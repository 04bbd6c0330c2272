"""Developments over data periods: lines that break at gaps, the effect phase, and events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from fordel.charts.result import ChartWithTable, Table, check_names_differ
from fordel.charts.theme import (
    AMBER,
    FAINT,
    GREEN,
    INK,
    PALE_GREEN,
    PAPER,
    PERCENT,
    QUIET,
    TICKS,
    WIDTH,
    Exact,
    Told,
    finish,
)
from fordel.domain.language import Language, Words, day, number, percent

Tone = Literal["plain", "green", "yellow", "red"]

_RED = "#9b1c1c"
_PLAIN = (GREEN, INK, QUIET, AMBER)
_TONES: dict[str, str] = {"green": GREEN, "yellow": AMBER, "red": _RED}
_DASHES: tuple[list[int], ...] = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_SHAPES = ("circle", "square", "triangle-up", "diamond")
_HEIGHT = 300
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
_SUBTITLE = Words(
    da="Grønt felt: virkningsfasen. Gråt felt: ikke indsamlet. En brudt linje er et hul i "
    "tallene, ikke et nul",
    en="Green band: the effect phase. Grey band: not collected. A broken line is a gap in the "
    "figures, not a zero",
)
_PERIOD = Words(da="Periode", en="Period")
_DAYS = Words(da="Fra og til", en="From and to")
_STATE = Words(da="Fase", en="Phase")
_EFFECT = Words(da="virkning", en="effect")
_EVENTS = Words(da="Samtidig", en="At the same time")
_N = Words(da="n, {name}", en="n, {name}")
_RANGE = Words(da="{figure} ({low}–{high})", en="{figure} ({low}–{high})")
NO_FIGURES = Words(da="ingen tal", en="no figures")
_OPAQUE = 0.55


@dataclass(frozen=True)
class Span:
    """A data period on the time line. Not ``collected`` is a gap, and ``reason`` says why.

    ``effect_part`` of the units are in the effect phase, where it has begun for some (0-1).
    """

    name: str
    first: date
    last: date
    collected: bool = True
    effect: bool = False
    phase: str = ""
    reason: str = ""
    effect_part: float = 1.0


@dataclass(frozen=True)
class Point:
    """A figure in a period with what it rests on; ``figure`` None is a gap.

    ``low`` and ``high`` are the lowest and highest unit, where they are to be drawn.
    """

    figure: Exact | None
    n: int
    low: Exact | None = None
    high: Exact | None = None


@dataclass(frozen=True)
class Line:
    """One line; ``points`` shape (periods,). ``tone`` is for children's three colours."""

    name: str
    points: tuple[Point, ...]
    tone: Tone = "plain"


@dataclass(frozen=True)
class Mark:
    """Something that happened around the project, from a day on."""

    name: str
    first: date
    last: date | None = None


@dataclass(frozen=True)
class Axis:
    """What the figures are: the axis' words, and its ends (shares are drawn from 0 to 1)."""

    label: Words
    as_shares: bool = False
    ends: tuple[float, float] | None = None


def development(
    title: str,
    spans: Sequence[Span],
    lines: Sequence[Line],
    axis: Axis,
    language: Language,
    marks: Sequence[Mark] = (),
) -> ChartWithTable:
    """Draw lines over data periods of any length.

    Parameters
    ----------
    title : what is shown, in the reader's language.
    spans : shape (periods,), at least one, in order.
    lines : at most four, names that differ, each with a point per period.

    Returns
    -------
    A chart whose lines break where a period has no figure, with the effect phase as a band and
    events as marks. Lines differ by dash and shape of point, not by colour alone.

    Raises
    ------
    ValueError : no periods, no lines or too many, or a line of another length.
    """
    if not spans or not 0 < len(lines) <= len(_DASHES):
        raise ValueError("a development needs periods and one to four lines")
    check_names_differ([line.name for line in lines])
    if any(len(line.points) != len(spans) for line in lines):
        raise ValueError("every line has a point per period")
    told = Told(
        title=title,
        subtitle=_SUBTITLE.to(language),
        description=_described(title, spans, lines, axis, language),
        table=_table(spans, lines, axis, marks, language),
    )
    return finish(_layers(spans, lines, axis, marks, language), told, language)


def _written(figure: Exact, axis: Axis, language: Language) -> str:
    if axis.as_shares:
        return percent(figure, language, 0)
    return number(figure, language, _FINE if figure and -1 < figure < 1 else _DECIMALS)


def _described(
    title: str, spans: Sequence[Span], lines: Sequence[Line], axis: Axis, language: Language
) -> str:
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


def _table(
    spans: Sequence[Span],
    lines: Sequence[Line],
    axis: Axis,
    marks: Sequence[Mark],
    language: Language,
) -> Table:
    headers = [_PERIOD.to(language), _DAYS.to(language), _STATE.to(language)]
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
            cells.append(_cell(point, span, axis, language))
            if not together:
                cells.append(number(point.n, language))
        if together:
            cells.append(number(lines[0].points[place].n, language))
        if marks:
            cells.append("; ".join(mark.name for mark in marks if _touches(mark, span)) or "–")
        rows.append(tuple(cells))
    return tuple(headers), tuple(rows)


def _cell(point: Point, span: Span, axis: Axis, language: Language) -> str:
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


def _middle(span: Span) -> date:
    return span.first + timedelta(days=(span.last - span.first).days // 2)


def stretches(figures: Iterable[Exact | None]) -> Iterator[int]:
    """The stretch each figure is on; it grows at every gap, so that no line is drawn across one."""
    stretch = 0
    for figure in figures:
        stretch += figure is None
        yield stretch


def _values(
    spans: Sequence[Span], lines: Sequence[Line], axis: Axis, language: Language
) -> list[dict[str, Any]]:
    """A row per point that has a figure."""
    values: list[dict[str, Any]] = []
    for line in lines:
        parts = stretches(point.figure for point in line.points)
        for span, point, stretch in zip(spans, line.points, parts, strict=True):
            if point.figure is None:
                continue
            said = _cell(point, span, axis, language)
            values.append(
                {
                    "line": line.name,
                    "stretch": f"{line.name} {stretch}",
                    "at": _middle(span).isoformat(),
                    "figure": float(point.figure),
                    "low": None if point.low is None else float(point.low),
                    "high": None if point.high is None else float(point.high),
                    "tip": f"{line.name}, {_PERIOD.to(language).lower()} {span.name}: {said} "
                    f"(n = {number(point.n, language)})",
                }
            )
    return values


def _layers(
    spans: Sequence[Span],
    lines: Sequence[Line],
    axis: Axis,
    marks: Sequence[Mark],
    language: Language,
) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    ends = [spans[0].first.isoformat(), spans[-1].last.isoformat()]
    across: dict[str, Any] = {
        "title": None,
        "scale": alt.Scale(domain=ends),
        "axis": alt.Axis(
            values=[_middle(span).isoformat() for span in spans],
            labelExpr=_labels(spans),
            grid=False,
            ticks=False,
        ),
    }
    names = [line.name for line in lines]
    colours = [_TONES.get(line.tone, _PLAIN[i]) for i, line in enumerate(lines)]
    legend = None if len(lines) == 1 else alt.Legend(title=None, orient="top", symbolSize=120)
    base = alt.Chart(alt.InlineData(values=_values(spans, lines, axis, language))).encode(
        x=alt.X("at:T", **across),
        color=alt.Color("line:N", scale=alt.Scale(domain=names, range=colours), legend=legend),
        tooltip=alt.Tooltip("tip:N", title=axis.label.to(language)),
    )
    up = alt.Y(
        "figure:Q",
        title=axis.label.to(language),
        scale=_scale(axis),
        axis=alt.Axis(format=PERCENT if axis.as_shares else ",~f", tickCount=TICKS),
    )
    strokes = base.mark_line(strokeWidth=2.5).encode(
        y=up,
        detail="stretch:N",
        strokeDash=alt.StrokeDash(
            "line:N",
            scale=alt.Scale(domain=names, range=list(_DASHES[: len(names)])),
            legend=legend,
        ),
    )
    shapes = alt.Shape(
        "line:N", scale=alt.Scale(domain=names, range=list(_SHAPES[: len(names)])), legend=legend
    )
    dots = base.mark_point(filled=True, size=80, opacity=1, stroke=PAPER, strokeWidth=1)
    reach = base.transform_filter("isValid(datum.low)").mark_rule(strokeWidth=1)
    return alt.layer(
        *_bands(spans),
        *_events(spans, marks),
        reach.encode(y=alt.Y("low:Q", scale=_scale(axis)), y2="high:Q"),
        strokes,
        dots.encode(y=up, shape=shapes),
    ).properties(width=WIDTH, height=_HEIGHT)


def _scale(axis: Axis) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    if axis.as_shares:
        return alt.Scale(domain=[0, 1])
    return alt.Scale(zero=True) if axis.ends is None else alt.Scale(domain=list(axis.ends))


def _labels(spans: Sequence[Span]) -> str:
    """A Vega expression that names each tick by its period."""
    text = "''"
    for span in reversed(spans):
        name = span.name.replace("\\", "").replace("'", "")
        text = f"timeFormat(datum.value, '%Y-%m-%d') == '{_middle(span)}' ? '{name}' : {text}"
    return text


def _bands(spans: Sequence[Span]) -> list[Any]:
    """The effect phase in pale green, and grey where nothing was collected."""
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    layers = []
    parts = sorted({span.effect_part for span in spans if span.effect})
    for colour, share, chosen in (
        *(
            (PALE_GREEN, part, [span for span in spans if span.effect and span.effect_part == part])
            for part in parts
        ),
        (FAINT, 1.0, [span for span in spans if not span.collected]),
    ):
        values = [
            {"from": span.first.isoformat(), "to": (span.last + timedelta(days=1)).isoformat()}
            for span in chosen
        ]
        if values:
            rect = alt.Chart(alt.InlineData(values=values)).mark_rect
            band = rect(color=colour, opacity=_OPAQUE * share)
            layers.append(band.encode(x="from:T", x2="to:T"))
    return layers


def _events(spans: Sequence[Span], marks: Sequence[Mark]) -> list[Any]:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    first, last = spans[0].first, spans[-1].last
    values = [
        {
            "at": max(mark.first, first).isoformat(),
            "to": min(mark.last or last, last).isoformat(),
            "name": mark.name,
        }
        for mark in marks
        if mark.first <= last and (mark.last is None or mark.last >= first)
    ]
    if not values:
        return []
    base = alt.Chart(alt.InlineData(values=values)).encode(x="at:T")
    rule = base.mark_rule(color=QUIET, strokeDash=[3, 3])
    span = base.mark_rule(color=QUIET, strokeWidth=4).encode(x2="to:T", y=alt.value(4))
    text = base.mark_text(align="left", dx=6, dy=16, color=INK).encode(
        text="name:N", y=alt.value(0)
    )
    return [rule, span, text]
