"""Invented registrations to try a programme on: plausible, seeded, and nobody's own figures."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Limit

from fordel.allocation.model.values import Part
from fordel.domain.language import Words
from fordel.interventions.cells import NOT_APPLICABLE, Cell, given
from fordel.interventions.indicators import Children, Cohort, Colour, Indicator, Kind
from fordel.interventions.loading import shipped
from fordel.interventions.periods import DataPeriod, Phase
from fordel.interventions.programme import Participation, Programme, Project
from fordel.interventions.registrations import Registrations

INVENTED = Words(
    da="Tallene er opdigtede for at vise systemet; de er ikke registreret af nogen enhed.",
    en="The figures are invented to show the system; no unit has registered them.",
)
"""Stands wherever these registrations are shown."""

_FILE = "demonstration.yaml"
_ACTIVE: Final = {Phase.SHAPING: 0.7, Phase.SPREAD: 0.95, Phase.EFFECT: 1.0, Phase.ENDED: 0.0}
_MONTHS = 12
_LEAVING = 0.09
"""Part of the children who leave in six months."""
_SHARES = (0.70, 0.21, 0.09)
"""Green, yellow and red among those who come."""
_STEADY = ((0.95, 0.04, 0.01), (0.20, 0.72, 0.08), (0.05, 0.22, 0.73))
_RISING = ((0.97, 0.03, 0.00), (0.34, 0.62, 0.04), (0.08, 0.34, 0.58))
_BEGUN = ((0.97, 0.03, 0.00), (0.40, 0.57, 0.03), (0.10, 0.38, 0.52))
"""From a colour (rows) to another in a period: without a rise, with one, and where units rise once
they have begun."""
_PER_PERIOD_BEGUN, _PERIODS_RISING = 0.45, 2
"""Points of a rating, and how many periods it goes on rising after the start."""
_UNANSWERED = 0.03


class _Other(Part):
    children_per_unit: int
    per_year_and_unit: int


class _NotRelevant(Part):
    unit: str
    indicator: str


class _Answers(Part):
    units: tuple[str, ...]
    periods: tuple[int, ...]


class _Shape(Part):
    """What a project's registrations are drawn around."""

    children: int
    in_effort: float = Limit(gt=0, le=1)
    per_year: dict[str, int] = Limit(default_factory=dict)
    rises: tuple[str, ...] = ()
    rises_once_begun: tuple[str, ...] = ()
    uneven: bool = False
    answers: _Answers | None = None
    not_applicable: tuple[_NotRelevant, ...] = ()


class _Facts(Part):
    other: _Other
    projects: dict[str, _Shape]


def demonstration_registrations(programme: Programme, seed: int = 2018) -> dict[str, Registrations]:
    """Invented registrations for every project of a programme; the same seed gives the same.

    Parameters
    ----------
    seed : any whole number that is not negative.

    Returns
    -------
    Project id → registrations: whole numbers, ratings on their scale, colours that sum to the
    children of the unit, nothing in a period that was not collected, and some cells unanswered.
    Totals lie near the published ones where the programme is the published one.
    """
    return {project.id: _Drawing(programme, project, seed).all() for project in programme.projects}


@lru_cache(maxsize=1)
def _facts() -> _Facts:
    return shipped(_Facts, "programmes", _FILE)


def _shape_of(programme: Programme, project: Project) -> _Shape:
    facts = _facts()
    known = facts.projects.get(project.id)
    if known is not None:
        return known
    units, other = max(1, len(project.units)), facts.other
    asked = (programme.indicator(name) for name in project.indicators)
    counts = [
        one.id for one in asked if one.kind is Kind.COUNT and one.children is not Children.ATTACHED
    ]
    return _Shape(
        children=units * other.children_per_unit,
        in_effort=0.5,
        per_year=dict.fromkeys(counts, units * other.per_year_and_unit),
    )


@dataclass
class _Unit:
    """A unit on its way through the periods: children by colour, and what is its own."""

    part: Participation
    size: int
    share: float
    level: float
    colours: dict[str, NDArray[np.int64]]
    last: DataPeriod | None = None


class _Drawing:
    """The registrations of one project, drawn period by period."""

    def __init__(self, programme: Programme, project: Project, seed: int) -> None:
        self.programme, self.project = programme, project
        self.shape = _shape_of(programme, project)
        self.rng = np.random.default_rng((seed, zlib.crc32(project.id.encode())))
        self.chosen = [known for known in programme.indicators if known.id in project.indicators]
        self.answers: dict[tuple[str, int, str], Cell] = {}
        self.enrolled: dict[tuple[str, int], int] = {}

    def all(self) -> Registrations:
        for unit in self._units():
            for period in self.programme.periods:
                if period.collected and self._registers(unit, period):
                    self._draw(unit, period)
        return Registrations(self.programme, self.project, self.answers, self.enrolled)

    def _units(self) -> list[_Unit]:
        parts = self.project.units
        if not parts:
            return []
        registering = [p for p in parts if self._is_among(p.unit)]
        evenness = 0.9 if self.shape.uneven else 12.0
        sizes = self._shared_out(len(registering), 6.0)
        shares = self.rng.dirichlet([evenness] * len(registering))
        return [
            _Unit(
                part=part,
                size=max(1, round(self.shape.children * size)),
                share=float(share),
                level=float(self.rng.normal(4.4, 0.5)),
                colours={},
            )
            for part, size, share in zip(registering, sizes, shares, strict=True)
        ]

    def _shared_out(self, parts: int, evenness: float) -> list[float]:
        return [float(share) for share in self.rng.dirichlet([evenness] * parts)]

    def _is_among(self, unit: str) -> bool:
        return self.shape.answers is None or unit in self.shape.answers.units

    def _registers(self, unit: _Unit, period: DataPeriod) -> bool:
        answering = self.shape.answers is None or period.no in self.shape.answers.periods
        ended = self.project.phases.get(period.no) is Phase.ENDED
        return answering and not ended and unit.part.takes_part_in(period.no)

    def _draw(self, unit: _Unit, period: DataPeriod) -> None:
        first = not unit.colours
        children, left = self._children(unit, period)
        counts = self._counts(unit, period, children)
        unrated = self.rng.random() < 2 * _UNANSWERED
        for indicator in self.chosen:
            if self._is_not_relevant(unit, indicator):
                self._put(unit, period, indicator.id, NOT_APPLICABLE)
            elif indicator.kind is Kind.COLOURS:
                self._put_colours(unit, period, indicator, None if first else left[indicator.id])
            elif indicator.kind is Kind.RATING:
                if not unrated:
                    self._put(
                        unit, period, indicator.id, given(self._rating(unit, period, indicator))
                    )
            elif indicator.children is Children.ATTACHED or self.rng.random() >= _UNANSWERED:
                self._put(unit, period, indicator.id, given(counts[indicator.id]))
        enrolled = round(unit.size / self.shape.in_effort)
        self.enrolled[unit.part.unit, period.no] = max(children, enrolled)
        unit.last = period

    def _children(
        self, unit: _Unit, period: DataPeriod
    ) -> tuple[int, Mapping[str, NDArray[np.int64]]]:
        """Move a unit's children on by a period: some leave, colours change, others come.

        The same number leaves by every indicator of colours, since it is the same children.
        """
        names = [known.id for known in self.chosen if known.kind is Kind.COLOURS] or [""]
        target = max(1, round(unit.size * float(self.rng.normal(1, 0.05))))
        left: dict[str, NDArray[np.int64]] = {}
        if not unit.colours:
            unit.colours = {name: self._newcomers(target) for name in names}
            return target, left
        before = int(next(iter(unit.colours.values())).sum())
        assert unit.last is not None
        halves = (period.no - unit.last.no) * float(period.months) / 6
        leaving = int(self.rng.binomial(before, min(0.9, _LEAVING * halves)))
        coming = max(0, target - (before - leaving))
        for name in names:
            left[name] = self.rng.multivariate_hypergeometric(unit.colours[name], leaving)
            moves = self._moves(unit, period, name)
            staying = unit.colours[name] - left[name]
            moved = [self.rng.multinomial(staying[c], moves[c]) for c in range(len(moves))]
            unit.colours[name] = np.sum(moved, axis=0) + self._newcomers(coming)
        return before - leaving + coming, left

    def _moves(self, unit: _Unit, period: DataPeriod, name: str) -> tuple[tuple[float, ...], ...]:
        if name in self.shape.rises_once_begun:
            return _BEGUN if self._begun(unit, period) else _STEADY
        return _RISING if name in self.shape.rises else _STEADY

    def _begun(self, unit: _Unit, period: DataPeriod) -> int:
        """How many periods a unit has been at it, this one too."""
        start = self.project.effect_from(unit.part.unit)
        return 0 if start is None else max(0, period.no - start + 1)

    def _newcomers(self, number: int) -> NDArray[np.int64]:
        return self.rng.multinomial(number, _SHARES)

    def _counts(self, unit: _Unit, period: DataPeriod, children: int) -> dict[str, int]:
        active = _ACTIVE[self.project.phases.get(period.no, Phase.SPREAD)]
        part_of_year = float(period.months) / _MONTHS
        counts = {}
        for indicator in self.chosen:
            if indicator.kind is not Kind.COUNT:
                continue
            if indicator.children is Children.ATTACHED:
                counts[indicator.id] = children
                continue
            yearly = self.shape.per_year.get(indicator.id, 0)
            drawn = int(self.rng.poisson(yearly * unit.share * part_of_year * active))
            is_of_children = indicator.children is Children.SOME
            counts[indicator.id] = min(drawn, children) if is_of_children else drawn
        self._fit_participants(counts)
        return counts

    def _fit_participants(self, counts: dict[str, int]) -> None:
        """Nobody takes part in events that were not held."""
        for indicator in self.chosen:
            held = indicator.participants_of
            if held in counts:
                yearly = self.shape.per_year
                each = yearly.get(indicator.id, 0) / max(1, yearly.get(held, 0))
                counts[indicator.id] = int(self.rng.poisson(counts[held] * each))

    def _rating(self, unit: _Unit, period: DataPeriod, indicator: Indicator) -> int:
        passed = len({no for who, no, _ in self.answers if who == unit.part.unit})
        yearly = 0.28 if indicator.id in self.shape.rises else 0.05
        value = unit.level + yearly * passed + float(self.rng.normal(0, 0.45))
        if indicator.id in self.shape.rises_once_begun:
            begun = min(self._begun(unit, period), _PERIODS_RISING)
            value += _PER_PERIOD_BEGUN * begun
        return min(indicator.highest, max(indicator.lowest, round(value)))

    def _put_colours(
        self, unit: _Unit, period: DataPeriod, indicator: Indicator, left: NDArray[np.int64] | None
    ) -> None:
        included = unit.colours[indicator.id]
        for place, colour in enumerate(Colour):
            key = f"{indicator.id}.{Cohort.INCLUDED}.{colour}"
            self._put(unit, period, key, given(int(included[place])))
            gone = NOT_APPLICABLE if left is None else given(int(left[place]))
            self._put(unit, period, f"{indicator.id}.{Cohort.LEFT}.{colour}", gone)

    def _is_not_relevant(self, unit: _Unit, indicator: Indicator) -> bool:
        return any(
            known.unit == unit.part.unit and known.indicator == indicator.id
            for known in self.shape.not_applicable
        )

    def _put(self, unit: _Unit, period: DataPeriod, key: str, cell: Cell) -> None:
        self.answers[unit.part.unit, period.no, key] = cell
