"""Ranges: between which amounts each unit lies, and where it lies now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fordel.charts.result import ChartWithTable, check_names_differ
from fordel.charts.theme import (
    GREEN,
    KRONER,
    NAME_AXIS,
    PAPER,
    ROW_HEIGHT,
    TAIL,
    TICKS,
    WIDTH,
    Exact,
    Told,
    finish,
    whole,
)
from fordel.domain.language import Language, Words, number, percent

_TITLE = Words(da="Hvor sikkert er hver enheds beløb?", en="How certain is each unit's amount?")
_SUBTITLE = Words(
    da="Prikken er beløbet; båndet holder {level} af de tilfældige udfald. Aksen begynder ikke "
    "ved 0",
    en="The dot is the amount; the band holds {level} of what chance can bring. The axis does not "
    "begin at 0",
)
_DESCRIPTION = Words(
    da="Punktdiagram med bånd over {units} enheder. Bredest er båndet for {widest}: fra {low} til "
    "{high} kr. pr. vægtet barn, med beløbet {amount} kr.",
    en="Dot plot with bands over {units} units. The band is widest for {widest}: from {low} to "
    "{high} kr. per weighted child, with the amount at {amount} kr.",
)
_UNIT = Words(da="Enhed", en="Unit")
_PER_CHILD = Words(da="Kroner pr. vægtet barn", en="Kroner per weighted child")
_HEADERS = (
    _UNIT,
    _PER_CHILD,
    Words(da="Båndet fra", en="The band from"),
    Words(da="Båndet til", en="The band to"),
)
_BAND = 8
_ROOM = 0.05


@dataclass(frozen=True)
class Range:
    """One unit's amount per weighted child, and the band it lies in by chance."""

    unit: str
    low_dkk: Exact
    dkk_per_child: Exact
    high_dkk: Exact


def ranges(units: Sequence[Range], level: Exact, language: Language) -> ChartWithTable:
    """Draw each unit's amount as a dot on the band of what chance can bring, most first.

    Parameters
    ----------
    units : shape (units,), in any order, at least one, names that differ; ``low_dkk`` is not
        above ``high_dkk``, and the amount may lie outside its band.
    level : the share (0-1) of what can happen that the bands hold.

    Raises
    ------
    ValueError : there are no units, two have the same name, or a band is upside down.
    """
    if not units:
        raise ValueError("a chart of ranges needs at least one unit")
    check_names_differ([one.unit for one in units])
    if any(one.low_dkk > one.high_dkk for one in units):
        raise ValueError("a band begins at its lower end")
    rows = sorted(units, key=lambda one: (-one.dkk_per_child, one.unit))
    widest = max(rows, key=lambda one: Fraction(one.high_dkk) - Fraction(one.low_dkk))
    told = Told(
        title=_TITLE.to(language),
        subtitle=_SUBTITLE.to(language).format(level=percent(level, language, 0)),
        description=_DESCRIPTION.to(language).format(
            units=len(rows),
            widest=widest.unit,
            low=number(widest.low_dkk, language),
            high=number(widest.high_dkk, language),
            amount=number(widest.dkk_per_child, language),
        ),
        table=(
            tuple(words.to(language) for words in _HEADERS),
            tuple(_cells(one, language) for one in rows),
        ),
    )
    return finish(_layers(rows, language), told, language)


def _cells(one: Range, language: Language) -> tuple[str, ...]:
    amounts = (one.dkk_per_child, one.low_dkk, one.high_dkk)
    return (one.unit, *(f"{number(amount, language)} kr." for amount in amounts))


def _layers(rows: Sequence[Range], language: Language) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    values = [
        {
            "unit": one.unit,
            "low": whole(one.low_dkk),
            "kroner": whole(one.dkk_per_child),
            "high": whole(one.high_dkk),
            "label": f"{number(one.dkk_per_child, language)} kr.",
            "tip": " · ".join(_cells(one, language)),
        }
        for one in rows
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y(
            "unit:N",
            sort=[one.unit for one in rows],
            title=None,
            axis=alt.Axis(**NAME_AXIS),
        ),
        tooltip=alt.Tooltip("tip:N", title=_UNIT.to(language)),
    )
    across = alt.X(
        "low:Q",
        title=_PER_CHILD.to(language),
        scale=alt.Scale(domain=_reach(values), zero=False, nice=False),
        axis=alt.Axis(format=KRONER, tickCount=TICKS),
    )
    bands = base.mark_bar(color=TAIL, height=_BAND, cornerRadius=_BAND / 2)
    dots = base.mark_circle(color=GREEN, size=70, opacity=1, stroke=PAPER, strokeWidth=1)
    return alt.layer(
        bands.encode(x=across, x2="high:Q"),
        dots.encode(x="kroner:Q"),
    ).properties(width=WIDTH, height=ROW_HEIGHT * len(values))


def _reach(values: Sequence[dict[str, Any]]) -> list[float]:
    """From the lowest to the highest place, with a little room."""
    ends = [value[name] for value in values for name in ("low", "kroner", "high")]
    room = max((max(ends) - min(ends)) * _ROOM, 1)
    return [min(ends) - room, max(ends) + room]
