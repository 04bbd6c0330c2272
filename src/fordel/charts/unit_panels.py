"""Small panels side by side: a row for each unit, a column for each thing that is followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fordel.charts.developments.parts import Span, stretches
from fordel.charts.developments.telling import NO_FIGURES
from fordel.charts.result import ChartWithTable, check_names_differ
from fordel.charts.theme import FAINT, GREEN, PALE_GREEN, PERCENT, Exact, Told, finish
from fordel.domain.language import Language, Words, number, percent

_UNIT = Words(da="Enhed", en="Unit")
_WHAT = Words(da="Hvad", en="What")
_SUBTITLE = Words(
    da="Grønt felt: enhedens virkningsfase. {grey}En brudt linje er et hul, ikke et nul",
    en="Green band: the unit's effect phase. {grey}A broken line is a gap, not a zero",
)
_GREY = Words(da="Gråt felt: {what}. ", en="Grey band: {what}. ")
_NOTHING_COLLECTED = Words(da="ikke indsamlet", en="not collected")
_DESCRIPTION = Words(
    da="Små linjediagrammer. Enheder: {units}. Perioder: {periods}. Hvad de viser: {columns}. Alle "
    "tal står i tabellen.",
    en="Small line charts. Units: {units}. Periods: {periods}. What they show: {columns}. All "
    "figures stand in the table.",
)
_WIDTH, _HEIGHT = 170, 54
_Periods = Sequence[tuple[Span, bool]]
"""A unit's periods, each with whether the unit is in its effect phase."""


@dataclass(frozen=True)
class Column:
    """One thing that is followed: its name, and a figure per unit and period, None at gaps.

    ``figures`` shape (units, periods); ``ends`` are those of the axis, shared by the units (from
    zero to the highest figure without).
    """

    name: str
    figures: tuple[tuple[Exact | None, ...], ...]
    as_shares: bool = False
    ends: tuple[float, float] | None = None


def unit_panels(
    title: str,
    spans: Sequence[Span],
    units: Sequence[str],
    columns: Sequence[Column],
    language: Language,
    grey: tuple[str, Sequence[str]] = ("", ()),
    *,
    effect: Sequence[Sequence[bool]] | None = None,
) -> ChartWithTable:
    """Draw each unit's developments beside each other, on the same axes.

    Parameters
    ----------
    spans : shape (periods,), every period in order; those not collected are gaps.
    units : names that differ, at least one.
    columns : at least one, names that differ, each with a row per unit and a figure per period.
    grey : what happened around the units, and the names of the periods it touched.
    effect : shape (units, periods), whether each unit is in its effect phase; as the periods say
        without.

    Raises
    ------
    ValueError : there is nothing to draw, or names or lengths do not fit.
    """
    check_names_differ(units)
    check_names_differ([column.name for column in columns])
    shape = [len(spans)] * len(units)
    begun = [[span.effect for span in spans]] * len(units) if effect is None else effect
    shapes = [[len(row) for row in rows] for rows in (begun, *(c.figures for c in columns))]
    if not units or not columns or any(found != shape for found in shapes):
        raise ValueError("panels need units, columns, and a figure or a gap for every period")
    event, touched = grey
    gap = "" if all(span.collected for span in spans) else _NOTHING_COLLECTED.to(language)
    told = Told(
        title=title,
        subtitle=_subtitle([said for said in (gap, event) if said], language),
        description=f"{title}. "
        + _DESCRIPTION.to(language).format(
            units=len(units), periods=len(spans), columns=", ".join(c.name for c in columns)
        ),
        table=(
            (_UNIT.to(language), _WHAT.to(language), *(span.name for span in spans)),
            tuple(
                (unit, column.name, *_texts(column, place, spans, language))
                for place, unit in enumerate(units)
                for column in columns
            ),
        ),
    )
    shaded = {span.name for span in spans if not span.collected} | set(touched)
    rows_of = [list(zip(spans, own, strict=True)) for own in begun]
    return finish(_beside(rows_of, units, columns, shaded), told, language)


def _subtitle(grey: Sequence[str], language: Language) -> str:
    """What the bands mean; grey ones only where there are any."""
    said = _GREY.to(language).format(what=", ".join(grey)) if grey else ""
    return _SUBTITLE.to(language).format(grey=said)


def _texts(column: Column, place: int, spans: Sequence[Span], language: Language) -> Iterator[str]:
    for span, figure in zip(spans, column.figures[place], strict=True):
        if figure is None:
            yield (NO_FIGURES if span.collected else _NOTHING_COLLECTED).to(language)
        else:
            shares = column.as_shares
            yield percent(figure, language, 0) if shares else number(figure, language, 1)


def _beside(
    periods: Sequence[_Periods], units: Sequence[str], columns: Sequence[Column], shaded: set[str]
) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    drawn = [
        _column(periods, units, column, shaded, named=place == 0)
        for place, column in enumerate(columns)
    ]
    return alt.hconcat(*drawn, spacing=18)


def _column(
    periods: Sequence[_Periods],
    units: Sequence[str],
    column: Column,
    shaded: set[str],
    *,
    named: bool,
) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    rows = [
        row
        for unit, own, figures in zip(units, periods, column.figures, strict=True)
        for row in _rows(own, unit, figures, shaded)
    ]
    highest = max((row["figure"] for row in rows if row["figure"] is not None), default=0.0)
    ends = column.ends or (0.0, highest or 1.0)
    across = alt.X(
        "period:N",
        sort=[span.name for span, _ in periods[0]],
        title=None,
        axis=alt.Axis(labelAngle=0, ticks=False, labelFontSize=9),
    )
    up = alt.Y(
        "figure:Q",
        title=None,
        scale=alt.Scale(domain=list(ends)),
        axis=alt.Axis(format=PERCENT if column.as_shares else ",~f", tickCount=3, labelFontSize=9),
    )
    base = alt.Chart().encode(x=across)
    line = base.transform_filter("isValid(datum.figure)").encode(y=up)
    layers = alt.layer(
        base.transform_filter("datum.effect").mark_rect(color=PALE_GREEN, opacity=0.6),
        base.transform_filter("datum.grey").mark_rect(color=FAINT, opacity=0.6),
        line.mark_line(color=GREEN, strokeWidth=2).encode(detail="stretch:N"),
        line.mark_circle(color=GREEN, size=34, opacity=1),
        data=alt.InlineData(values=rows),
    ).properties(width=_WIDTH, height=_HEIGHT)
    header = alt.Header(labelAngle=0, labelAlign="left", labelFontSize=11, title=None)
    if not named:
        header = alt.Header(labels=False, title=None)
    name = alt.TitleParams(column.name, fontSize=12, fontWeight="normal", anchor="middle")
    faceted = layers.facet(row=alt.Row("unit:N", sort=list(units), header=header), spacing=14)
    # Flush: the rows of all columns lie on one line, whatever their axes' numbers take up.
    return faceted.properties(title=name, bounds="flush")


def _rows(
    periods: _Periods, unit: str, figures: Sequence[Exact | None], shaded: set[str]
) -> Iterator[dict[str, Any]]:
    """A row per period."""
    for (span, effect), figure, stretch in zip(periods, figures, stretches(figures), strict=True):
        yield {
            "unit": unit,
            "period": span.name,
            "figure": None if figure is None else float(figure),
            "stretch": str(stretch),
            "effect": effect,
            "grey": span.name in shaded,
        }
