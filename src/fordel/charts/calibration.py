"""Calibration: whether what was predicted for a group is what happened in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fordel.charts.result import ChartWithTable
from fordel.charts.theme import GREEN, PAPER, PERCENT, QUIET, TICKS, Told, finish
from fordel.domain.language import Language, Words, number, percent

_TITLE = Words(da="Holder indekset, hvad det lover?", en="Does the index keep its word?")
_SUBTITLE = Words(
    da="Hver prik er en gruppe børn i enheder, som indekset ikke har set; på linjen passer det",
    en="Each dot is a group of children in units the index has not seen; on the line it is right",
)
_DESCRIPTION = Words(
    da="Punktdiagram over {groups} grupper, hver med mindst {least} børn. Længst fra linjen: "
    "forudsagt {predicted}, faktisk {observed}.",
    en="Scatter plot of {groups} groups of at least {least} children each. Farthest from the line: "
    "predicted {predicted}, in fact {observed}.",
)
_HEADERS = (
    Words(da="Børn i gruppen", en="Children in the group"),
    Words(da="Forudsagt", en="Predicted"),
    Words(da="Faktisk", en="In fact"),
)
_SIDE = 420
_DECIMALS = 2


@dataclass(frozen=True)
class Group:
    """A group of children: how many, what was predicted for them, and what happened."""

    children: int
    predicted: float
    observed: float


def calibration(
    groups: Sequence[Group], language: Language, *, outcome: Words, as_shares: bool
) -> ChartWithTable:
    """Draw each group as a dot, predicted across and observed up, with the line where they agree.

    Parameters
    ----------
    groups : shape (groups,), at least one.
    outcome : what is predicted, for the axes.
    as_shares : figures are shares (0-1), written as percentages.

    Raises
    ------
    ValueError : there are no groups.
    """
    if not groups:
        raise ValueError("a chart of calibration needs at least one group")
    rows = sorted(groups, key=lambda one: one.predicted)
    farthest = max(rows, key=lambda one: abs(one.predicted - one.observed))

    def said(value: float) -> str:
        return percent(value, language) if as_shares else number(value, language, _DECIMALS)

    table = tuple(
        (number(one.children, language), said(one.predicted), said(one.observed)) for one in rows
    )
    told = Told(
        title=_TITLE.to(language),
        subtitle=_SUBTITLE.to(language),
        description=_DESCRIPTION.to(language).format(
            groups=len(rows),
            least=min(one.children for one in rows),
            predicted=said(farthest.predicted),
            observed=said(farthest.observed),
        ),
        table=(tuple(words.to(language) for words in _HEADERS), table),
    )
    return finish(_layers(rows, table, outcome, language, as_shares=as_shares), told, language)


def _layers(
    rows: Sequence[Group],
    table: Sequence[Sequence[str]],
    outcome: Words,
    language: Language,
    *,
    as_shares: bool,
) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    values = [
        {"predicted": one.predicted, "observed": one.observed, "tip": " · ".join(cells)}
        for one, cells in zip(rows, table, strict=True)
    ]
    ends = [end for one in rows for end in (one.predicted, one.observed)]
    scale = alt.Scale(domain=[min(ends), max(ends)], zero=False, nice=True)
    axis = alt.Axis(tickCount=TICKS, format=PERCENT if as_shares else "")
    name = outcome.to(language)
    _, predicted, observed = (words.to(language) for words in _HEADERS)
    line = alt.Chart(alt.InlineData(values=[{"at": min(ends)}, {"at": max(ends)}])).mark_line(
        color=QUIET, strokeDash=[5, 4], strokeWidth=1.5
    )
    dots = alt.Chart(alt.InlineData(values=values)).mark_circle(
        color=GREEN, size=110, opacity=0.9, stroke=PAPER, strokeWidth=1
    )
    across = alt.X("predicted:Q", title=f"{predicted}: {name}", scale=scale, axis=axis)
    up = alt.Y("observed:Q", title=f"{observed}: {name}", scale=scale, axis=axis)
    return alt.layer(
        line.encode(x="at:Q", y="at:Q"),
        dots.encode(x=across, y=up, tooltip=alt.Tooltip("tip:N", title=name)),
    ).properties(width=_SIDE, height=_SIDE)
