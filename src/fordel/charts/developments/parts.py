"""What a development is drawn from: periods, lines with their points, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fordel.charts.theme import Exact
from fordel.domain.language import Words

Tone = Literal["plain", "green", "yellow", "red"]


@dataclass(frozen=True)
class Span:
    """A data period on the time line. Not ``collected`` is a gap, and ``reason`` says why.

    ``effect_part`` of the units are in the effect phase, where it has begun for some (0-1).
    """

    name: str
    first: date
    last: date
    collected: bool = True
    effect: bool = False
    phase: str = ""
    reason: str = ""
    effect_part: float = 1.0


@dataclass(frozen=True)
class Point:
    """A figure in a period with what it rests on; ``figure`` None is a gap.

    ``low`` and ``high`` are the lowest and highest unit, where they are to be drawn.
    """

    figure: Exact | None
    n: int
    low: Exact | None = None
    high: Exact | None = None


@dataclass(frozen=True)
class Line:
    """One line; ``points`` shape (periods,). ``tone`` is for children's three colours."""

    name: str
    points: tuple[Point, ...]
    tone: Tone = "plain"


@dataclass(frozen=True)
class Mark:
    """Something that happened around the project, from a day on."""

    name: str
    first: date
    last: date | None = None


@dataclass(frozen=True)
class Axis:
    """What the figures are: the axis' words, and its ends (shares are drawn from 0 to 1)."""

    label: Words
    as_shares: bool = False
    ends: tuple[float, float] | None = None


def stretches(figures: Iterable[Exact | None]) -> Iterator[int]:
    """The stretch each figure is on; it grows at every gap, so that no line is drawn across one."""
    stretch = 0
    for figure in figures:
        stretch += figure is None
        yield stretch
