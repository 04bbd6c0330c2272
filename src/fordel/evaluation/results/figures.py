"""Developments as figures: a point per period, a gap where there is none, and n everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from fordel.domain.language import Words
from fordel.evaluation.setting_aside import SetAside
from fordel.interventions.indicators import Cohort, Colour, Kind, Theme
from fordel.interventions.periods import ContextEvent, Phase

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class When:
    """A period as results are shown by it.

    ``in_effect`` are the units in their effect phase, ``units`` counts those that took part;
    ``events`` are names of what happened around the projects. Without ``collected`` it is a gap,
    and ``reason`` says why.
    """

    no: int
    first: date
    last: date
    months: Fraction
    collected: bool
    reason: str
    phase: Phase | None
    units: int
    in_effect: tuple[str, ...]
    events: tuple[str, ...]

    @property
    def effect_units(self) -> int:
        return len(self.in_effect)


@dataclass(frozen=True)
class RatingPoint:
    """Units' joint ratings in a period; everything but ``n_units`` is None without a unit."""

    period: int
    n_units: int
    mean: Fraction | None
    lowest: int | None
    highest: int | None


@dataclass(frozen=True)
class ColourPoint:
    """Children by colour in a period, in one group: included, or left.

    Only units that gave all three counts are in it; ``incomplete_units`` gave one or two.
    """

    period: int
    n_units: int
    incomplete_units: int
    children: int | None
    counts: Mapping[Colour, int] | None

    def share(self, colour: Colour) -> Fraction | None:
        """Part (0-1) of the children; None without children."""
        if not self.children or self.counts is None:
            return None
        return Fraction(self.counts[colour], self.children)


@dataclass(frozen=True)
class CountPoint:
    """A count in a period over the units that gave it.

    ``per_100_children_month`` is over the ``n_with_children`` units whose children are known. Of a
    stock (children attached) there is a total and nothing per month.
    """

    period: int
    n_units: int
    total: int | None
    per_month: Fraction | None
    n_with_children: int
    per_100_children_month: Fraction | None
    is_stock: bool = False


Point = RatingPoint | ColourPoint | CountPoint


@dataclass(frozen=True)
class Development:
    """An indicator over the periods, for the project and for each unit.

    ``points`` shape (periods,), every period of the programme in order, the skipped ones too;
    ``by_unit`` has the same for each unit alone. ``cohort`` is None but for colours.
    """

    indicator: str
    label: Words
    kind: Kind
    theme: Theme
    cohort: Cohort | None
    points: tuple[Point, ...]
    by_unit: Mapping[str, tuple[Point, ...]]

    @property
    def is_stock(self) -> bool:
        """Whether it counts what is there, not what happens: children attached."""
        return any(isinstance(point, CountPoint) and point.is_stock for point in self.points)

    def array(self, colour: Colour | None = None) -> NDArray[np.float64]:
        """The project's figures, shape (periods,), NaN at gaps.

        Means of ratings (points), shares of a colour (0-1), counts per month, or a stock.
        """
        import numpy as np  # noqa: PLC0415 - only who asks for arrays pays for them

        values = [figure_at(point, colour) for point in self.points]
        return np.array([float("nan") if x is None else float(x) for x in values])

    def n_array(self) -> NDArray[np.int64]:
        """What the figures rest on, shape (periods,): children for colours, else units."""
        import numpy as np  # noqa: PLC0415 - only who asks for arrays pays for them

        return np.array([n_of(point) for point in self.points], dtype=np.int64)


class Direction(StrEnum):
    """What the figures show from before to the effect phase; not what caused it."""

    UP = "up"
    DOWN = "down"
    NONE_VISIBLE = "none_visible"
    CANNOT_BE_SAID = "cannot_be_said"


DIRECTION_WORDS = {
    Direction.UP: Words(da="fremgang", en="up"),
    Direction.DOWN: Words(da="tilbagegang", en="down"),
    Direction.NONE_VISIBLE: Words(da="ingen synlig ændring", en="no visible change"),
    Direction.CANNOT_BE_SAID: Words(da="kan ikke siges", en="cannot be said"),
}
GOOD_IS_DOWN = frozenset({Theme.SUPPORT, Theme.SCHOOL_START})
"""Themes where fewer is better."""
_MORE_OR_FEWER = {
    Direction.UP: Words(da="flere end før", en="more than before"),
    Direction.DOWN: Words(da="færre end før", en="fewer than before"),
}


@dataclass(frozen=True)
class Change:
    """From before to the effect phase.

    Parameters
    ----------
    before, effect : mean of the units' means (ratings), part of the assessments
        that are green (colours), or holdings per unit and month (counts).
    difference : effect less before, over the ``n_units`` units with figures in both; None where it
        cannot be said.
    up, down : units that moved at least the smallest change that is called one.
    children : at least so many with a colour before and in the effect phase (each unit's largest
        period: the same child may be assessed in several); None but for colours.
    why : in words, with n.
    """

    indicator: str
    label: Words
    kind: Kind
    theme: Theme
    cohort: Cohort | None
    direction: Direction
    n_units: int
    before: Fraction | None
    effect: Fraction | None
    difference: Fraction | None
    up: int
    down: int
    children: tuple[int, int] | None
    why: Words

    @property
    def said(self) -> Words:
        """The direction in words: more children in need of support are more, not progress."""
        named = DIRECTION_WORDS[self.direction]
        return _MORE_OR_FEWER.get(self.direction, named) if self.kind is Kind.COUNT else named


@dataclass(frozen=True)
class ResultRow:
    """A row of the tidy table; ``unit`` is None for the project, ``figure`` None at a gap."""

    indicator: str
    cohort: Cohort | None
    colour: Colour | None
    unit: str | None
    period: int
    phase: Phase | None
    figure: Fraction | None
    n: int
    lowest: int | None
    highest: int | None


@dataclass(frozen=True)
class ResultsReport:
    """What a project's registrations show over time.

    ``periods`` are all of the programme. ``ratings``, ``colours`` (an entry per group) and
    ``counts`` are in the programme's order; ``changes`` has an entry for each of them that is a
    result (activities are not).
    """

    project: str
    periods: tuple[When, ...]
    events: tuple[ContextEvent, ...]
    ratings: tuple[Development, ...]
    colours: tuple[Development, ...]
    counts: tuple[Development, ...]
    changes: tuple[Change, ...]
    set_aside: tuple[SetAside, ...]
    source: Words

    @property
    def developments(self) -> tuple[Development, ...]:
        return (*self.ratings, *self.colours, *self.counts)

    def development(self, indicator: str, cohort: Cohort | None = None) -> Development:
        """The development of an indicator, which the project has; colours need their group."""
        return next(
            known
            for known in self.developments
            if known.indicator == indicator and known.cohort is cohort
        )

    def change(self, indicator: str, cohort: Cohort | None = None) -> Change:
        """The change of a result, which the project has; colours need their group."""
        return next(c for c in self.changes if c.indicator == indicator and c.cohort is cohort)

    def tidy(self) -> Iterator[ResultRow]:
        """Every figure: a row per indicator, group, colour, unit (and the project) and period."""
        phases = {when.no: when.phase for when in self.periods}
        for known in self.developments:
            colours = tuple(Colour) if known.kind is Kind.COLOURS else (None,)
            for unit, points in ((None, known.points), *known.by_unit.items()):
                for point in points:
                    for colour in colours:
                        yield ResultRow(
                            known.indicator,
                            known.cohort,
                            colour,
                            unit,
                            point.period,
                            phases[point.period],
                            figure_at(point, colour),
                            n_of(point),
                            point.lowest if isinstance(point, RatingPoint) else None,
                            point.highest if isinstance(point, RatingPoint) else None,
                        )


def figure_at(point: Point, colour: Colour | None = None) -> Fraction | None:
    """What a point is drawn by: a mean, a share of a colour (green without), a count per month."""
    if isinstance(point, RatingPoint):
        return point.mean
    if isinstance(point, ColourPoint):
        return point.share(colour or Colour.GREEN)
    if point.is_stock:
        return None if point.total is None else Fraction(point.total)
    return point.per_month


def n_of(point: Point) -> int:
    """What a point rests on: children for colours, else units."""
    return (point.children or 0) if isinstance(point, ColourPoint) else point.n_units
