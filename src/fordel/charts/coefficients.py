"""Coefficients: what each criterion adds to an index, and how surely that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fordel.charts.result import ChartWithTable, check_names_differ
from fordel.charts.theme import (
    AMBER,
    GREEN,
    NAME_AXIS,
    PAPER,
    QUIET,
    ROW_HEIGHT,
    TAIL,
    TICKS,
    WIDTH,
    Told,
    finish,
)
from fordel.domain.language import Language, Words, number, percent

_TITLE = Words(da="Hvad lægger hvert kriterium til?", en="What does each criterion add?")
_SUBTITLE = Words(
    da="Prikken er koefficienten, båndet dens {level}-interval. Gult: båndet rører nul",
    en="The dot is the coefficient, the band its {level} interval. Amber: the band touches zero",
)
_DESCRIPTION = Words(
    da="Punktdiagram med bånd over {count} kriterier. Mest lægger {most} til: {value}, mellem "
    "{low} og {high}. {unsure} kan ikke skelnes fra nul.",
    en="Dot plot with bands over {count} criteria. {most} adds most: {value}, between {low} and "
    "{high}. {unsure} cannot be told from zero.",
)
_HEADERS = (
    Words(da="Kriterium", en="Criterion"),
    Words(da="Koefficient", en="Coefficient"),
    Words(da="Fra", en="From"),
    Words(da="Til", en="To"),
    Words(da="Kan ikke skelnes fra nul", en="Cannot be told from zero"),
)
_YES, _NO = Words(da="ja", en="yes"), Words(da="nej", en="no")
_BAND = 8
_DECIMALS = 2


@dataclass(frozen=True)
class CoefficientBand:
    """One criterion's coefficient and its interval."""

    name: str
    low: float
    estimate: float
    high: float

    @property
    def touches_zero(self) -> bool:
        return self.low <= 0 <= self.high


def coefficients(
    criteria: Sequence[CoefficientBand], level: float, unit: Words, language: Language
) -> ChartWithTable:
    """Draw each coefficient as a dot on its interval, the largest first, with a line at zero.

    Parameters
    ----------
    criteria : shape (criteria,), at least one, names that differ, ``low`` not above ``high``.
    level : the share (0-1) of the intervals.
    unit : what a coefficient is counted in, for the axis.

    Raises
    ------
    ValueError : there are no criteria, two have the same name, or a band is upside down.
    """
    if not criteria:
        raise ValueError("a chart of coefficients needs at least one")
    check_names_differ([one.name for one in criteria])
    if any(one.low > one.high for one in criteria):
        raise ValueError("a band begins at its lower end")
    rows = sorted(criteria, key=lambda one: (-one.estimate, one.name))
    most = rows[0]
    told = Told(
        title=_TITLE.to(language),
        subtitle=_SUBTITLE.to(language).format(level=percent(level, language, 0)),
        description=_DESCRIPTION.to(language).format(
            count=len(rows),
            most=most.name,
            value=number(most.estimate, language, _DECIMALS),
            low=number(most.low, language, _DECIMALS),
            high=number(most.high, language, _DECIMALS),
            unsure=sum(one.touches_zero for one in rows),
        ),
        table=(
            tuple(words.to(language) for words in _HEADERS),
            tuple(_cells(one, language) for one in rows),
        ),
    )
    return finish(_layers(rows, unit, language), told, language)


def _cells(one: CoefficientBand, language: Language) -> tuple[str, ...]:
    figures = (one.estimate, one.low, one.high)
    unsure = (_YES if one.touches_zero else _NO).to(language)
    return (one.name, *(number(value, language, _DECIMALS) for value in figures), unsure)


def _layers(rows: Sequence[CoefficientBand], unit: Words, language: Language) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    values = [
        {
            "name": one.name,
            "low": one.low,
            "estimate": one.estimate,
            "high": one.high,
            "unsure": one.touches_zero,
            "tip": " · ".join(_cells(one, language)[:4]),
        }
        for one in rows
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y("name:N", sort=[one.name for one in rows], title=None, axis=alt.Axis(**NAME_AXIS)),
        tooltip=alt.Tooltip("tip:N", title=_HEADERS[0].to(language)),
    )
    across = alt.X(
        "low:Q", title=unit.to(language), scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=TICKS)
    )
    color = alt.condition("datum.unsure", alt.value(AMBER), alt.value(GREEN))
    zero = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(color=QUIET)
    bands = base.mark_bar(color=TAIL, height=_BAND, cornerRadius=_BAND / 2)
    dots = base.mark_circle(size=70, opacity=1, stroke=PAPER, strokeWidth=1)
    return alt.layer(
        bands.encode(x=across, x2="high:Q"),
        zero.encode(x="zero:Q"),
        dots.encode(x="estimate:Q", color=color),
    ).properties(width=WIDTH, height=ROW_HEIGHT * len(values))
