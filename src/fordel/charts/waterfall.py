"""What moved a unit's amount from last year to this: one bar per cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

from fordel.charts.result import ChartWithTable, check_names_differ
from fordel.charts.theme import (
    AMBER,
    GREEN,
    INK,
    KRONER,
    NAME_AXIS,
    QUIET,
    ROW_HEIGHT,
    TICKS,
    WIDTH,
    Exact,
    Told,
    finish,
    whole,
)
from fordel.domain.language import Language, Words, number

_TITLE = Words(da="{unit}: fra sidste år til i år", en="{unit}: from last year to this")
_SUBTITLE = Words(
    da="{change} kr. i alt. ▲ mere, ▼ mindre. Aksen begynder ikke ved 0",
    en="{change} kr. in all. ▲ more, ▼ less. The axis does not begin at 0",
)
_DESCRIPTION = Words(
    da="Vandfaldsdiagram. {unit} går fra {start} kr. til {end} kr., en ændring på {change} kr. "
    "Den største del skyldes: {cause} ({largest} kr.).",
    en="Waterfall chart. {unit} goes from {start} kr. to {end} kr., a change of {change} kr. "
    "The largest part is due to: {cause} ({largest} kr.).",
)
_UNCHANGED = Words(
    da="Vandfaldsdiagram. {unit} får {end} kr. begge år.",
    en="Waterfall chart. {unit} gets {end} kr. in both years.",
)
_LAST_YEAR = Words(da="Sidste år", en="Last year")
_THIS_YEAR = Words(da="I år", en="This year")
_CAUSE = Words(da="Årsag", en="Cause")
_KRONER = Words(da="Kroner", en="Kroner")
_AXIS = Words(da="Kroner i alt", en="Kroner in all")
_THICKNESS = 18
_ROOM = 0.18


@dataclass(frozen=True)
class Part:
    """One cause of the change and its kroner, signed."""

    cause: str
    dkk: Exact


def waterfall(
    unit: str, start_dkk: Exact, parts: Sequence[Part], end_dkk: Exact, language: Language
) -> ChartWithTable:
    """Draw how the parts lead from last year's amount to this year's.

    Parameters
    ----------
    parts : shape (causes,), in the order they are told; their sum is the change, exactly; names
        that differ.

    Raises
    ------
    ValueError : the parts do not sum to the change, or two have the same name.
    """
    if Fraction(start_dkk) + sum((Fraction(part.dkk) for part in parts), Fraction(0)) != end_dkk:
        raise ValueError("the parts must sum to the change")
    steps = _steps(start_dkk, parts, end_dkk, language)
    check_names_differ([step["cause"] for step in steps])
    words = _words(unit, start_dkk, parts, end_dkk, language)
    told = Told(
        title=_TITLE.to(language).format(**words),
        subtitle=_SUBTITLE.to(language).format(**words),
        description=(_DESCRIPTION if any(part.dkk for part in parts) else _UNCHANGED)
        .to(language)
        .format(**words),
        table=(
            (_CAUSE.to(language), _KRONER.to(language)),
            tuple((step["cause"], step["label"]) for step in steps),
        ),
    )
    return finish(_layers(steps, language), told, language)


def _layers(steps: Sequence[dict[str, Any]], language: Language) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    told_in_order = [step["cause"] for step in steps]
    cause = alt.Y("cause:N", sort=told_in_order, title=None, axis=alt.Axis(**NAME_AXIS))
    base = alt.Chart(alt.InlineData(values=list(steps))).encode(y=cause)
    across = alt.X(
        "from:Q",
        title=_AXIS.to(language),
        scale=alt.Scale(domain=_reach(steps), zero=False, nice=False),
        axis=alt.Axis(format=KRONER, tickCount=TICKS),
    )
    changes = [
        base.transform_filter(f"datum.kind == '{kind}'").mark_bar(color=colour, size=_THICKNESS)
        for kind, colour in (("more", GREEN), ("less", AMBER))
    ]
    levels = base.transform_filter("datum.kind == 'level'").mark_tick(
        color=INK, thickness=3, size=ROW_HEIGHT, opacity=1
    )
    links = alt.Chart(alt.InlineData(values=_links(steps))).mark_line(
        color=QUIET, strokeWidth=1, strokeDash=[2, 2]
    )
    return alt.layer(
        *(change.encode(x=across, x2="to:Q") for change in changes),
        links.encode(x="place:Q", y=cause, detail="link:N"),
        levels.encode(x=across),
        base.mark_text(align="left", dx=8).encode(x="right:Q", text="label:N"),
    ).properties(width=WIDTH, height=(ROW_HEIGHT + 10) * len(steps))


def _reach(steps: Sequence[dict[str, Any]]) -> list[float]:
    """From the lowest to the highest place, with room for the labels."""
    places = [place for step in steps for place in (step["from"], step["to"])]
    room = max((max(places) - min(places)) * _ROOM, 1)
    return [min(places) - room, max(places) + room]


def signed(amount: Exact, language: Language) -> str:
    """Kroner with their sign: ``+1.200`` or ``−300``; nothing is ``0``."""
    kroner = whole(amount)
    mark = "+" if kroner > 0 else "−" if kroner < 0 else ""
    return mark + number(abs(kroner), language)


def _steps(
    start_dkk: Exact, parts: Sequence[Part], end_dkk: Exact, language: Language
) -> list[dict[str, Any]]:
    places = list(accumulate((Fraction(part.dkk) for part in parts), initial=Fraction(start_dkk)))
    levels = [
        (_LAST_YEAR.to(language), Fraction(start_dkk)),
        (_THIS_YEAR.to(language), Fraction(end_dkk)),
    ]
    first, last = (
        _step(name, place, place, f"{number(place, language)} kr.") for name, place in levels
    )
    between = [
        _step(part.cause, before, after, _mark(part, language))
        for part, (before, after) in zip(parts, pairwise(places), strict=True)
    ]
    return [first, *between, last]


def _step(cause: str, before: Fraction, after: Fraction, label: str) -> dict[str, Any]:
    kind = "more" if after > before else "less" if after < before else "level"
    ends = whole(before), whole(after)
    return {
        "cause": cause,
        "from": ends[0],
        "to": ends[1],
        "right": max(ends),
        "kind": kind,
        "label": label,
    }


def _links(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The thin lines that carry each step's end down to the next one's beginning."""
    return [
        {"link": link, "place": upper["to"], "cause": step["cause"]}
        for link, (upper, lower) in enumerate(pairwise(steps))
        for step in (upper, lower)
    ]


def _mark(part: Part, language: Language) -> str:
    shape = "▲ " if part.dkk > 0 else "▼ " if part.dkk < 0 else ""
    return f"{shape}{signed(part.dkk, language)} kr."


def _words(
    unit: str, start_dkk: Exact, parts: Sequence[Part], end_dkk: Exact, language: Language
) -> dict[str, str]:
    largest = max(parts, key=lambda part: abs(Fraction(part.dkk)), default=Part("", 0))
    return {
        "unit": unit,
        "start": number(start_dkk, language),
        "end": number(end_dkk, language),
        "change": signed(Fraction(end_dkk) - Fraction(start_dkk), language),
        "cause": largest.cause,
        "largest": signed(largest.dkk, language),
    }
