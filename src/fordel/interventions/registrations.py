"""What units registered in a project, period by period, with every kind of nothing kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fordel.interventions.cells import MISSING, NOT_APPLICABLE, NOT_COLLECTED, Cell, State
from fordel.interventions.programme import Programme, Project


@dataclass(frozen=True)
class TidyRow:
    """One cell with its place: a row of the tidy table."""

    unit: str
    period: int
    field: str
    cell: Cell


@dataclass(frozen=True)
class Registrations:
    """The answers of a project's units; what is not in ``answers`` says itself why.

    Parameters
    ----------
    answers : (unit, period number, key of the field) → cell.
    enrolled : (unit, period number) → children enrolled in the unit, where it is known.
    """

    programme: Programme
    project: Project
    answers: Mapping[tuple[str, int, str], Cell]
    enrolled: Mapping[tuple[str, int], int] = field(default_factory=dict)

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(part.unit for part in self.project.units)

    @property
    def periods(self) -> tuple[int, ...]:
        """Every period of the programme, the skipped ones too."""
        return tuple(period.no for period in self.programme.periods)

    @cached_property
    def _asked(self) -> frozenset[tuple[int, str]]:
        return frozenset(
            (no, known.key)
            for no in self.periods
            for known in self.programme.fields_of(self.project, no)
        )

    @property
    def periods_with_figures(self) -> frozenset[int]:
        """The periods for which some unit has given some figure."""
        given = (place for place, cell in self.answers.items() if cell.state is State.GIVEN)
        return frozenset(period for _, period, _ in given)

    def cell(self, unit: str, period: int, key: str) -> Cell:
        """One answer. Without one: not collected, not applicable or missing, by what was asked."""
        found = self.answers.get((unit, period, key))
        if found is not None:
            return found
        part, when = self.project.participation(unit), self.programme.period(period)
        if (period, key) not in self._asked or when is None or not when.collected:
            return NOT_COLLECTED
        if part is None or not part.takes_part_in(period):
            return NOT_APPLICABLE
        return MISSING

    def tidy(self) -> Iterator[TidyRow]:
        """Every cell that the project's sheet could have, by unit, period and field."""
        keys = [known.key for known in self.programme.fields_of(self.project)]
        for unit in self.units:
            for period in self.periods:
                for key in keys:
                    yield TidyRow(unit, period, key, self.cell(unit, period, key))

    def array(self, key: str) -> NDArray[np.float64]:
        """A field's numbers, shape (units, periods); NaN where there is no number."""
        cells = [[self.cell(unit, no, key) for no in self.periods] for unit in self.units]
        numbers = [
            [float("nan") if cell.state is not State.GIVEN else cell.value for cell in row]
            for row in cells
        ]
        return np.array(numbers, dtype=np.float64).reshape(len(self.units), len(self.periods))
