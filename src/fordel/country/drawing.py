"""The chart of a country: what need gives the least and the most burdened in each municipality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fordel.charts.result import ChartWithTable
from fordel.charts.theme import (
    GREEN,
    KRONER,
    NAME_AXIS,
    PAPER,
    QUIET,
    ROW_HEIGHT,
    TAIL,
    TICKS,
    WIDTH,
    Told,
    finish,
    whole,
)
from fordel.country.comparing import Compared
from fordel.domain.language import Language, Words, number

_TITLE = Words(
    da="Hvad giver behovet de mest belastede?", en="What does need give the most burdened?"
)
_SUBTITLE = Words(
    da="Fra den mindst til den mest belastede (grøn) fjerdedel. Læs forskellen i hver kommune, "
    "ikke mellem dem",
    en="From the least to the most burdened (green) quarter. Read the difference in each "
    "municipality, not between them",
)
_DESCRIPTION = Words(
    da="Punktdiagram over {count} kommuner. Længst er stregen i {name}: fra {least} til {most} kr. "
    "pr. vægtet barn efter behov.",
    en="Dot plot of {count} municipalities. The line is longest in {name}: from {least} to {most} "
    "kr. per weighted child by need.",
)
_MUNICIPALITY = Words(da="Kommune", en="Municipality")
_ACROSS = Words(da="Kroner efter behov pr. vægtet barn", en="Kroner by need per weighted child")
_HEADERS = (
    _MUNICIPALITY,
    Words(da="Mindst belastede fjerdedel", en="Least burdened quarter"),
    Words(da="Mest belastede fjerdedel", en="Most burdened quarter"),
    Words(da="Forskel", en="Difference"),
)
_LINE = 3


@dataclass(frozen=True)
class _Span:
    name: str
    least: Fraction
    most: Fraction

    @property
    def difference(self) -> Fraction:
        return self.most - self.least


def need_by_burden(compared: Compared, language: Language) -> ChartWithTable | None:
    """Draw each municipality's two quarters as dots on a line, the widest apart first.

    None where no municipality has such figures.
    """
    spans = [
        _Span(str(row["municipality"]), least, most)
        for row in compared.rows
        if isinstance(least := row["least_burdened_need"], Fraction)
        and isinstance(most := row["most_burdened_need"], Fraction)
    ]
    if not spans:
        return None
    spans.sort(key=lambda span: (-span.difference, span.name))
    widest = spans[0]
    told = Told(
        title=_TITLE.to(language),
        subtitle=_SUBTITLE.to(language),
        description=_DESCRIPTION.to(language).format(
            count=len(spans),
            name=widest.name,
            least=number(widest.least, language),
            most=number(widest.most, language),
        ),
        table=(
            tuple(words.to(language) for words in _HEADERS),
            tuple(_cells(span, language) for span in spans),
        ),
    )
    return finish(_layers(spans, language), told, language)


def _cells(span: _Span, language: Language) -> tuple[str, ...]:
    amounts = (span.least, span.most, span.difference)
    return (span.name, *(f"{number(amount, language)} kr." for amount in amounts))


def _layers(spans: Sequence[_Span], language: Language) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    values = [
        {
            "name": span.name,
            "least": whole(span.least),
            "most": whole(span.most),
            "tip": " · ".join(_cells(span, language)),
        }
        for span in spans
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y(
            "name:N",
            sort=[span.name for span in spans],
            title=None,
            axis=alt.Axis(**NAME_AXIS),
        ),
        tooltip=alt.Tooltip("tip:N", title=_MUNICIPALITY.to(language)),
    )
    across = alt.X(
        "least:Q",
        title=_ACROSS.to(language),
        scale=alt.Scale(zero=True),
        axis=alt.Axis(format=KRONER, tickCount=TICKS, orient="top"),
    )
    dot: dict[str, Any] = {"size": 70, "opacity": 1, "stroke": PAPER, "strokeWidth": 1}
    return alt.layer(
        base.mark_rule(color=TAIL, strokeWidth=_LINE).encode(x=across, x2="most:Q"),
        base.mark_circle(color=QUIET, **dot).encode(x="least:Q"),
        base.mark_circle(color=GREEN, **dot).encode(x="most:Q"),
    ).properties(width=WIDTH, height=ROW_HEIGHT * len(values))
