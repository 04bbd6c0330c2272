"""Dots: whether what each unit gets per child follows its load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fordel.charts.result import ChartWithTable, Table
from fordel.charts.theme import (
    GREEN,
    KRONER,
    PAPER,
    PERCENT,
    QUIET,
    TAIL,
    TICKS,
    WIDTH,
    Exact,
    Told,
    finish,
    whole,
)
from fordel.domain.language import Language, Words, number, percent

_TITLE = Words(da="Følger pengene belastningen?", en="Does the money follow the load?")
_SUBTITLE = Words(da="Hver prik er en enhed", en="Each dot is a unit")
_WITH_TAILS = Words(
    da="Hver prik er en enhed; den svage streg viser, hvor den lå sidste år",
    en="Each dot is a unit; the faint line shows where it was last year",
)
_WITH_TREND = Words(da=". Den stiplede linje er tendensen", en=". The dashed line is the trend")
_DESCRIPTION = Words(
    da="Punktdiagram over {units} enheder med belastning vandret og kroner pr. vægtet barn lodret. "
    "{heaviest} er mest belastet ({load}) og får {kroner} kr. pr. vægtet barn.",
    en="Scatter plot of {units} units with load across and kroner per weighted child up. "
    "{heaviest} is the most loaded ({load}) and gets {kroner} kr. per weighted child.",
)
_UNIT = Words(da="Enhed", en="Unit")
_LOAD = Words(da="Belastning", en="Load")
_PER_CHILD = Words(da="Kroner pr. vægtet barn", en="Kroner per weighted child")
_PREVIOUS = (
    Words(da="Belastning sidste år", en="Load last year"),
    Words(da="Kroner pr. vægtet barn sidste år", en="Kroner per weighted child last year"),
)
_MISSING = Words(da="mangler", en="missing")
_HEIGHT = 400
_NAME_PLACES: dict[str, dict[str, Any]] = {
    "heaviest": {"align": "left", "dx": 10},
    "most": {"align": "center", "dy": -14},
    "least": {"align": "left", "dx": 10},
}

_HALO_THEN_NAME: tuple[dict[str, Any], ...] = (
    {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"},
    {},
)


@dataclass(frozen=True)
class Place:
    """Where a unit stands: its load (0-1) and its kroner per weighted child."""

    load: Exact
    dkk_per_child: Exact


@dataclass(frozen=True)
class Dot:
    """One unit: where it stands, and where it stood last year if that is known."""

    unit: str
    now: Place
    previous: Place | None = None


def load_against_kroner(
    units: Sequence[Dot],
    language: Language,
    *,
    load_name: Words = _LOAD,
    trend: tuple[float, float] | None = None,
) -> ChartWithTable:
    """Draw each unit as a dot, load across and kroner per weighted child up.

    Parameters
    ----------
    units : shape (units,), in any order, at least one.
    load_name : what the load is a share of, for the axis and the table.
    trend : slope (kroner per weighted child for a load of 1) and intercept of a line to draw.

    Raises
    ------
    ValueError : there are no units.
    """
    if not units:
        raise ValueError("a scatter plot needs at least one unit")
    rows = sorted(units, key=lambda dot: (-dot.now.load, dot.unit))
    heaviest = rows[0]
    has_tails = any(dot.previous for dot in rows)
    subtitle = (_WITH_TAILS if has_tails else _SUBTITLE).to(language)
    told = Told(
        title=_TITLE.to(language),
        subtitle=subtitle + (_WITH_TREND.to(language) if trend else ""),
        description=_DESCRIPTION.to(language).format(
            units=len(rows),
            heaviest=heaviest.unit,
            load=percent(heaviest.now.load, language),
            kroner=number(heaviest.now.dkk_per_child, language),
        ),
        table=_table(rows, load_name, language, with_previous=has_tails),
    )
    return finish(_layers(rows, trend, load_name, language), told, language)


def _layers(
    rows: Sequence[Dot], trend: tuple[float, float] | None, load_name: Words, language: Language
) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    base = alt.Chart(alt.InlineData(values=_values(rows, language))).encode(
        x=alt.X(
            "load:Q",
            title=load_name.to(language),
            axis=alt.Axis(format=PERCENT, grid=False, tickCount=TICKS),
        ),
        y=alt.Y("kroner:Q", title=_PER_CHILD.to(language), axis=alt.Axis(format=KRONER)),
    )
    tails = base.transform_filter("isValid(datum.previous_load)").mark_rule(
        color=TAIL, strokeWidth=2, strokeCap="round"
    )
    line = alt.Chart(alt.InlineData(values=_trend_ends(rows, trend))).mark_line(
        color=QUIET, strokeDash=[5, 4], strokeWidth=1.5
    )
    dots = base.mark_circle(color=GREEN, size=90, opacity=0.9, stroke=PAPER, strokeWidth=1)
    names = [
        base.transform_filter(f"datum.role == '{role}'").mark_text(**place, **halo)
        for role, place in _NAME_PLACES.items()
        for halo in _HALO_THEN_NAME
    ]
    return alt.layer(
        tails.encode(x2="previous_load:Q", y2="previous_kroner:Q"),
        line.encode(x="load:Q", y="kroner:Q"),
        dots.encode(tooltip=alt.Tooltip("tip:N", title=_UNIT.to(language))),
        *(name.encode(text="unit:N") for name in names),
    ).properties(width=WIDTH, height=_HEIGHT)


def _trend_ends(rows: Sequence[Dot], trend: tuple[float, float] | None) -> list[dict[str, float]]:
    if trend is None:
        return []
    slope, intercept = trend
    loads = (float(rows[-1].now.load), float(rows[0].now.load))
    return [{"load": load, "kroner": intercept + slope * load} for load in loads]


def _values(rows: Sequence[Dot], language: Language) -> list[dict[str, Any]]:
    roles = _roles(rows)
    return [
        {
            "unit": dot.unit,
            "load": float(dot.now.load),
            "kroner": whole(dot.now.dkk_per_child),
            "previous_load": float(dot.previous.load) if dot.previous else None,
            "previous_kroner": whole(dot.previous.dkk_per_child) if dot.previous else None,
            "role": roles.get(place),
            "tip": f"{dot.unit}: {percent(dot.now.load, language)}, "
            f"{number(dot.now.dkk_per_child, language)} kr.",
        }
        for place, dot in enumerate(rows)
    ]


def _roles(rows: Sequence[Dot]) -> dict[int, str]:
    """The outermost dots carry their name in the picture; all do in the tooltip and the table."""
    by_amount = sorted(range(len(rows)), key=lambda place: Fraction(rows[place].now.dkk_per_child))
    return {by_amount[0]: "least", by_amount[-1]: "most", 0: "heaviest"}


def _table(
    rows: Sequence[Dot], load_name: Words, language: Language, *, with_previous: bool
) -> Table:
    headers = (_UNIT, load_name, _PER_CHILD, *(_PREVIOUS if with_previous else ()))
    return (
        tuple(words.to(language) for words in headers),
        tuple(
            (
                dot.unit,
                *_cells(dot.now, language),
                *(_cells(dot.previous, language) if with_previous else ()),
            )
            for dot in rows
        ),
    )


def _cells(place: Place | None, language: Language) -> tuple[str, str]:
    if place is None:
        return _MISSING.to(language), _MISSING.to(language)
    return percent(place.load, language), f"{number(place.dkk_per_child, language)} kr."
