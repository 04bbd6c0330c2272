"""A development drawn: lines that break at gaps, the effect phase as a band, events as marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from fordel.charts.developments.parts import Axis, Line, Mark, Span, stretches
from fordel.charts.developments.telling import PERIOD, cell_of, described, table_of
from fordel.charts.result import ChartWithTable, check_names_differ
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
    Told,
    finish,
)
from fordel.domain.language import Language, Words, number

_RED = "#9b1c1c"
_PLAIN = (GREEN, INK, QUIET, AMBER)
_TONES: dict[str, str] = {"green": GREEN, "yellow": AMBER, "red": _RED}
_DASHES: tuple[list[int], ...] = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
_SHAPES = ("circle", "square", "triangle-up", "diamond")
_HEIGHT = 300
_OPAQUE = 0.55
_SUBTITLE = Words(
    da="Grønt felt: virkningsfasen. Gråt felt: ikke indsamlet. En brudt linje er et hul i "
    "tallene, ikke et nul",
    en="Green band: the effect phase. Grey band: not collected. A broken line is a gap in the "
    "figures, not a zero",
)


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
        description=described(title, spans, lines, axis, language),
        table=table_of(spans, lines, axis, marks, language),
    )
    return finish(_layers(spans, lines, axis, marks, language), told, language)


def _middle(span: Span) -> date:
    return span.first + timedelta(days=(span.last - span.first).days // 2)


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
            said = cell_of(point, span, axis, language)
            values.append(
                {
                    "line": line.name,
                    "stretch": f"{line.name} {stretch}",
                    "at": _middle(span).isoformat(),
                    "figure": float(point.figure),
                    "low": None if point.low is None else float(point.low),
                    "high": None if point.high is None else float(point.high),
                    "tip": f"{line.name}, {PERIOD.to(language).lower()} {span.name}: {said} "
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
