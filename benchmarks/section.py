"""What a question answers: a section of the report, with a row per contender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.apart import Measured

Floats = NDArray[np.float64]
CLOSE = 1e-6
"""Contenders agree when every amount does to this part of it."""
NOT_HERE = "not measured here"


@dataclass(frozen=True)
class Target:
    """What a row is to reach.

    ``because`` is said where it is not reached; it is written by hand by somebody who has looked.
    """

    words: str
    limit: float
    at_least: bool = False
    because: str = ""

    def outcome(self, value: float) -> str:
        if value >= self.limit if self.at_least else value <= self.limit:
            return "reached"
        return f"missed, because {self.because}" if self.because else "missed"


@dataclass(frozen=True)
class Row:
    """A line of a table: what, how long, how much memory, beside what, and what was to be reached.

    ``milliseconds`` and ``peak_mib`` are None where they were not measured.
    """

    what: str
    milliseconds: float | None
    peak_mib: float | None = None
    beside: str = ""
    target: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Section:
    """A question's answer.

    ``headlines`` are ratios by name that the README tells; ``notes`` come after the table.
    """

    title: str
    about: str
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    headlines: dict[str, float] = field(default_factory=dict)


def row(
    what: str,
    measured: Measured,
    *,
    beside: str = "",
    target: Target | None = None,
    value: float | None = None,
) -> Row:
    """A contender's row; its target is held against its time, or against another value."""
    held = measured.milliseconds if value is None else value
    return Row(
        what,
        measured.milliseconds,
        measured.peak_mib,
        beside,
        "" if target is None else target.words,
        "" if target is None else target.outcome(held),
    )


def check_same(who: str, found: Floats, ours: Floats) -> None:
    """Refuse to tell the time of a contender whose amounts are others than Fordel's."""
    if found.shape != ours.shape or not np.allclose(found, ours, rtol=CLOSE, atol=0.0):
        raise AssertionError(f"{who} gives another answer than Fordel; its time says nothing")


def times(ratio: float) -> str:
    """A ratio as it is read: ``3.1 ×``."""
    return f"{_three(ratio)} ×"


def span(milliseconds: float) -> str:
    """A time as it is read."""
    for unit, size in (("µs", 0.001), ("ms", 1.0)):
        if milliseconds < 1000 * size:
            return f"{_three(milliseconds / size)} {unit}"
    return f"{_three(milliseconds / 1000)} s"


def _three(value: float) -> str:
    """About three digits: 0.12, 3.12, 31.2, 312, 3,124."""
    decimals = 2 if value < 10 else 1 if value < 100 else 0  # noqa: PLR2004 - three digits
    return f"{value:,.{decimals}f}"
