"""A run: a model, what it was computed from, and what came out."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.allocation.engine import Allocation, allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.resolving import ResolvedModel
from fordel.allocation.situation import ZERO, LastYear, Vector


@dataclass(frozen=True)
class Run:
    """One allocation with everything it takes to compute it again."""

    model: Model
    inputs: Inputs
    year: int
    allocation: Allocation

    def as_last_year(self, next_model: ResolvedModel | None = None) -> dict[str, LastYear]:
        """What every unit had in this run, as the next year sees it.

        Parameters
        ----------
        next_model : the next year's; its weights are then used for this year's children too, so
            that new weights do not look like a gain or a loss per weighted child. With other age
            groups that cannot be done, and this year's weights stand.
        """
        result = self.allocation
        weighted = result.weighted
        if next_model is not None and _age_groups(next_model) == _age_groups(result.resolved):
            weighted = result.enrolled.weighted(next_model.weights)
        lost = self._lost_to_months()
        return {
            unit: LastYear(
                amount=result.totals[i],
                weighted_children=weighted[i],
                children=result.enrolled.totals[i],
                full_year=result.totals[i] - lost[i],
            )
            for i, unit in enumerate(result.ids)
        }

    def _lost_to_months(self) -> Vector:
        """What units opened or closed in the year were not paid (below zero), before rounding."""
        for step in self.allocation.money_steps:
            if step.use == "payment" and step.exact is not None:
                return step.exact
        return (ZERO,) * len(self.allocation.units)


def make_run(model: Model, inputs: Inputs, year: int) -> Run:
    """Allocate, and keep what it was computed from."""
    return Run(model, inputs, year, allocate(model, inputs, year))


def _age_groups(resolved: ResolvedModel) -> list[str]:
    return [group.id for group in resolved.model.age_groups]
