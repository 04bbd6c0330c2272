"""Where those in each state went: a bar for each state before, cut by the state after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fordel.charts.result import ChartWithTable, check_names_differ
from fordel.charts.theme import (
    AMBER,
    GREEN,
    INK,
    NAME_AXIS,
    PAPER,
    PERCENT,
    QUIET,
    TAIL,
    TICKS,
    WIDTH,
    Told,
    finish,
)
from fordel.domain.language import Language, Words, number

_SUBTITLE = Words(
    da="En bjælke pr. farve eller tilstand før; stykkerne er, hvor børnene var næste gang",
    en="A bar for each colour or state before; its pieces are where the children were next time",
)
_DESCRIPTION = Words(da="Stablede bjælker. {told}", en="Stacked bars. {told}")
_OF = Words(da="Fra {state}, {n} børn: {parts}.", en="From {state}, {n} children: {parts}.")
_TO = Words(da="{n} til {state}", en="{n} to {state}")
_SHARE = Words(da="Andel af de fulgte børn", en="Share of the children followed")
_FROM, _FOLLOWED, _TO_HEADER = (
    Words(da="Fra", en="From"),
    Words(da="Fulgt", en="Followed"),
    Words(da="til {state}", en="to {state}"),
)
_NAMED = Words(da="fra {state} ({n})", en="from {state} ({n})")
_RED = "#9b1c1c"
_TONES = {"green": GREEN, "yellow": AMBER, "red": _RED}
_SHADES = (GREEN, TAIL, AMBER, QUIET, _RED)
_BAR = 34
_NARROWEST = 0.09
"""Pieces narrower than this have no room for their words; the table has them."""


@dataclass(frozen=True)
class Went:
    """Children in one state, by where they went; ``to`` shape (states,), in the states' order."""

    state: str
    to: tuple[int, ...]


def transition_bars(
    title: str,
    rows: Sequence[Went],
    language: Language,
    *,
    tones: Sequence[str] = (),
) -> ChartWithTable:
    """Draw where children in each state went.

    Parameters
    ----------
    rows : shape (states,), one for each state, the best first, with names that differ; the same
        states in the same order are where they went. A state without children has no bar.
    tones : shape (states,), ``green``, ``yellow`` or ``red`` where the states are those colours.

    Raises
    ------
    ValueError : no states, two of one name, or a row that is not as long as there are states.
    """
    if not rows:
        raise ValueError("transitions need states")
    check_names_differ([one.state for one in rows])
    if any(len(one.to) != len(rows) for one in rows):
        raise ValueError("a row says where children went, state by state")
    names = [one.state for one in rows]
    told = Told(
        title=title,
        subtitle=_SUBTITLE.to(language),
        description=_DESCRIPTION.to(language).format(
            told=" ".join(_sentence(one, names, language) for one in rows)
        ),
        table=(
            (
                _FROM.to(language),
                _FOLLOWED.to(language),
                *(_TO_HEADER.to(language).format(state=name) for name in names),
            ),
            tuple(
                (one.state, *(number(n, language) for n in (sum(one.to), *one.to))) for one in rows
            ),
        ),
    )
    colours = [_TONES.get(tone, _SHADES[at % len(_SHADES)]) for at, tone in enumerate(tones)]
    colours = colours or [_SHADES[at % len(_SHADES)] for at in range(len(names))]
    return finish(_layers(rows, names, colours, language), told, language)


def _sentence(one: Went, names: Sequence[str], language: Language) -> str:
    parts = ", ".join(
        _TO.to(language).format(n=n, state=name) for n, name in zip(one.to, names, strict=True)
    )
    return _OF.to(language).format(state=one.state, n=sum(one.to), parts=parts)


def _layers(
    rows: Sequence[Went], names: Sequence[str], colours: Sequence[str], language: Language
) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    bars = [_NAMED.to(language).format(state=one.state, n=sum(one.to)) for one in rows]
    pieces = [
        piece for one, bar in zip(rows, bars, strict=True) for piece in _pieces(one, bar, names)
    ]
    base = alt.Chart(alt.InlineData(values=pieces)).encode(
        y=alt.Y("bar:N", sort=bars, title=None, axis=alt.Axis(**NAME_AXIS), scale={"domain": bars}),
    )
    across = alt.X(
        "start:Q",
        title=_SHARE.to(language),
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format=PERCENT, tickCount=TICKS),
    )
    drawn = base.mark_bar(height=_BAR - 8, stroke=PAPER, strokeWidth=2).encode(
        x=across,
        x2="end:Q",
        color=alt.Color(
            "state:N", scale=alt.Scale(domain=list(names), range=list(colours)), legend=None
        ),
        tooltip=alt.Tooltip("tip:N"),
    )
    words = base.mark_text(color=INK, dy=-1).encode(
        x="middle:Q", text="label:N", color=alt.Color("ink:N", scale=None)
    )
    return alt.layer(drawn, words).properties(width=WIDTH, height=_BAR * len(rows) + 8)


def _pieces(one: Went, bar: str, names: Sequence[str]) -> list[dict[str, Any]]:
    whole, start, pieces = sum(one.to), 0.0, []
    for n, name in zip(one.to, names, strict=True):
        if not n:
            continue
        end = start + n / whole
        fits = end - start >= _NARROWEST
        pieces.append(
            {
                "bar": bar, "state": name, "start": start, "middle": (start + end) / 2,
                "end": end, "label": f"{name} {n}" if fits else "", "ink": PAPER,
                "tip": f"{bar} → {name}: {n}",
            }
        )  # fmt: skip
        start = end
    return pieces
