"""A run: a model, what it was computed from, and what came out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fordel.allocation.engine import Allocation, allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.situation import LastYear


@dataclass(frozen=True)
class Run:
    """One allocation with everything it takes to compute it again."""

    model: Model
    inputs: Inputs
    year: int
    allocation: Allocation

    def as_last_year(self) -> dict[str, LastYear]:
        """What every unit had in this run, as the next year sees it."""
        result = self.allocation
        return {
            unit: LastYear(amount=amount, weighted_children=weighted, children=children)
            for unit, amount, weighted, children in zip(
                result.ids, result.totals, result.weighted, result.enrolled.totals, strict=True
            )
        }


def make_run(model: Model, inputs: Inputs, year: int) -> Run:
    """Allocate, and keep what it was computed from."""
    return Run(model, inputs, year, allocate(model, inputs, year))


def total(run: Run) -> Fraction:
    """All money handed out to units in a run."""
    return sum(run.allocation.totals, Fraction(0))
