"""The front: what one aim costs in another, over many variants of a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fordel.charts.result import ChartWithTable
from fordel.charts.theme import (
    AMBER,
    GREEN,
    PAPER,
    QUIET,
    TAIL,
    TICKS,
    WIDTH,
    Told,
    finish,
)
from fordel.domain.language import Language, Words, number

_TITLE = Words(da="Hvad koster det ene mål i det andet?", en="What does one aim cost in another?")
_SUBTITLE = Words(
    da="Hver prik er en variant; de grønne slås ikke af nogen anden, den orange er modellen selv",
    en="Each dot is a variant; the green ones no other beats, the orange one is the model itself",
)
_DESCRIPTION = Words(
    da="Punktdiagram over {variants} varianter med {across} vandret og {up} lodret. {front} af dem "
    "slås ikke af nogen anden.",
    en="Scatter plot of {variants} variants with {across} across and {up} up. No other beats "
    "{front} of them.",
)
_VARIANT = Words(da="Variant", en="Variant")
_LEVERS = Words(da="Ændret", en="Changed")
_HEIGHT = 400
_MOST_DOTS = 600


@dataclass(frozen=True)
class Scale:
    """An aim as an axis: its name and how many decimals its figures have."""

    words: Words
    decimals: int = 0


@dataclass(frozen=True)
class Option:
    """One variant: its number, what is changed in it, and its figure for each aim."""

    variant: int
    changed: str
    figures: tuple[float, ...]
    on_front: bool
    is_model: bool = False


def front(options: Sequence[Option], scales: Sequence[Scale], language: Language) -> ChartWithTable:
    """Draw variants by their first two aims; the table tells of those on the front in all aims.

    Parameters
    ----------
    options : shape (variants,), in any order, at least one, each with a figure per scale.
    scales : shape (aims,), at least two.

    Raises
    ------
    ValueError : there are no variants, or fewer than two aims.
    """
    if not options or len(scales) < 2:  # noqa: PLR2004 - a plane has two axes
        raise ValueError("a front needs variants and two aims")
    best = [option for option in options if option.on_front]
    told = Told(
        title=_TITLE.to(language),
        subtitle=_SUBTITLE.to(language),
        description=_DESCRIPTION.to(language).format(
            variants=number(len(options), language),
            across=scales[0].words.to(language).lower(),
            up=scales[1].words.to(language).lower(),
            front=number(len(best), language),
        ),
        table=(
            (
                _VARIANT.to(language),
                _LEVERS.to(language),
                *(scale.words.to(language) for scale in scales),
            ),
            tuple(
                (str(option.variant), option.changed, *_figures(option, scales, language))
                for option in sorted(best, key=lambda option: (option.figures, option.variant))
            ),
        ),
    )
    return finish(_layers(options, scales, language), told, language)


def _figures(option: Option, scales: Sequence[Scale], language: Language) -> list[str]:
    return [
        number(figure, language, scale.decimals)
        for figure, scale in zip(option.figures, scales, strict=True)
    ]


def _layers(options: Sequence[Option], scales: Sequence[Scale], language: Language) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    values = [_value(option, scales, language) for option in _drawn(options)]
    across, up = scales[0], scales[1]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("across:Q", title=across.words.to(language), axis=_axis(across, grid=False),
                scale=alt.Scale(zero=False)),
        y=alt.Y("up:Q", title=up.words.to(language), axis=_axis(up, grid=True),
                scale=alt.Scale(zero=False)),
        tooltip=alt.Tooltip("tip:N", title=_VARIANT.to(language)),
    )  # fmt: skip

    def dots(role: str, color: str, size: int) -> Any:
        chosen = base.transform_filter(f"datum.role == '{role}'")
        return chosen.mark_circle(color=color, size=size, opacity=1, stroke=PAPER, strokeWidth=1)

    line = base.transform_filter("datum.role == 'front'").mark_line(
        color=QUIET, strokeWidth=1, strokeDash=[5, 4]
    )
    # With a third aim the front is a surface, and a line through it would say nothing.
    lines = [line] if len(scales) == 2 else []  # noqa: PLR2004 - across and up
    return alt.layer(
        dots("other", TAIL, 30), *lines, dots("front", GREEN, 90), dots("model", AMBER, 120)
    ).properties(width=WIDTH, height=_HEIGHT)


def _axis(scale: Scale, *, grid: bool) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    return alt.Axis(format=f",.{scale.decimals}f", grid=grid, tickCount=TICKS)


def _drawn(options: Sequence[Option]) -> list[Option]:
    """All on the front and the model; of the others every so many, as far as can be seen apart."""
    others = [option for option in options if not (option.on_front or option.is_model)]
    some = others[:: 1 + len(others) // _MOST_DOTS]
    return [*some, *(option for option in options if option.on_front or option.is_model)]


def _value(option: Option, scales: Sequence[Scale], language: Language) -> dict[str, Any]:
    role = "model" if option.is_model else "front" if option.on_front else "other"
    figures = "; ".join(_figures(option, scales, language))
    return {
        "across": option.figures[0],
        "up": option.figures[1],
        "role": role,
        "tip": f"{option.variant}: {option.changed} ({figures})",
    }
