"""The Lorenz curve: how much of the money goes to how many of the children."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fordel.charts.result import ChartWithTable
from fordel.charts.theme import GREEN, INK, PALE_GREEN, PERCENT, QUIET, Told, finish
from fordel.domain.language import Language, Words, number, percent

_TITLE = Words(da="Hvor meget får hvor mange?", en="How much goes to how many?")
_SUBTITLE = Words(
    da="Gini-koefficient {gini}: 0 er helt lige, 1 er alt til ganske få",
    en="Gini coefficient {gini}: 0 is fully equal, 1 is all to very few",
)
_CHILDREN = Words(
    da="Andel af børnene, fra laveste til højeste beløb pr. barn",
    en="Share of the children, from lowest to highest amount per child",
)
_KRONER = Words(da="Andel af kronerne", en="Share of the kroner")
_EQUAL = Words(da="Samme beløb til alle børn", en="The same for every child")
_ACTUAL = Words(da="Fordelingen her", en="As distributed here")
_DESCRIPTION = Words(
    da="Lorenzkurve. Den halvdel af børnene, der udløser mindst, får {half} af kronerne. "
    "Gini-koefficienten er {gini}.",
    en="Lorenz curve. The half of the children that brings least gets {half} of the kroner. "
    "The Gini coefficient is {gini}.",
)
_SIZE = 420


def lorenz(
    population: Sequence[float], held: Sequence[float], gini: float, language: Language
) -> ChartWithTable:
    """Draw a Lorenz curve against the line of equality.

    Parameters
    ----------
    population, held : shape (points,), both rising from 0 to 1.
    gini : the coefficient of the same figures.
    """
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    points = list(zip(population, held, strict=True))
    words = {
        "gini": number(gini, language, 2),
        "half": percent(_held_at(0.5, points), language, 0),
    }
    base = alt.Chart(
        alt.InlineData(values=[{"children": a, "kroner": b} for a, b in points])
    ).encode(
        x=alt.X(
            "children:Q",
            title=_CHILDREN.to(language),
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format=PERCENT, grid=False, tickCount=5),
        ),
    )
    share = alt.Y(
        "kroner:Q",
        title=_KRONER.to(language),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=PERCENT, tickCount=5),
    )
    gap = base.mark_area(color=PALE_GREEN).encode(y=share, y2="children:Q")
    equal = base.mark_line(color=QUIET, strokeDash=[5, 4], strokeWidth=1.5).encode(y="children:Q")
    actual = base.mark_line(color=GREEN, strokeWidth=3).encode(y=share)
    names = alt.Chart(alt.InlineData(values=_names(points, language))).encode(
        x="children:Q", y="kroner:Q", text="name:N"
    )
    above = names.transform_filter("datum.above").mark_text(
        align="right", dx=-10, color=QUIET, fontSize=13
    )
    below = names.transform_filter("!datum.above").mark_text(
        align="left", dx=12, dy=8, color=INK, fontSize=13, fontWeight=600
    )
    chart = alt.layer(gap, equal, actual, above, below).properties(width=_SIZE, height=_SIZE)
    told = Told(
        title=_TITLE.to(language),
        subtitle=_SUBTITLE.to(language).format(**words),
        description=_DESCRIPTION.to(language).format(**words),
        table=(
            (_CHILDREN.to(language), _KRONER.to(language)),
            tuple((percent(a, language), percent(b, language)) for a, b in points),
        ),
    )
    return finish(chart, told, language)


def _names(points: Sequence[tuple[float, float]], language: Language) -> list[dict[str, object]]:
    """Each line's name, written where the line is."""
    return [
        {"name": _EQUAL.to(language), "children": 0.6, "kroner": 0.6, "above": True},
        {
            "name": _ACTUAL.to(language),
            "children": 0.62,
            "kroner": _held_at(0.62, points),
            "above": False,
        },
    ]


def _held_at(share: float, points: Sequence[tuple[float, float]]) -> float:
    """The curve's height, along the straight line between its points."""
    (left, low), (right, high) = next(pair for pair in pairwise(points) if pair[1][0] >= share)
    return low + (high - low) * (share - left) / (right - left)
