"""A sweep: every variant of a grid computed, summarised and weighed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.inputs import Inputs
from fordel.search.aims import AIMS, costs_of, pareto_front
from fordel.search.evaluating import Block, evaluate, plan
from fordel.search.grid import Grid
from fordel.search.ground import Floats, Ground, lay
from fordel.search.needing import REASONS
from fordel.search.refusals import AimWithoutFigure
from fordel.search.summarising import Summary, joined


@dataclass(frozen=True)
class Sweep:
    """What a grid's variants mean; arrays have shape (variants,), the model itself first.

    ``columns`` are the figures by name, NaN where one has no value; ``refused`` the name of the
    refusal that a variant meets, "" for none; ``front`` whether no other variant beats it in the
    grid's aims.
    """

    grid: Grid
    ground: Ground
    columns: dict[str, Floats]
    refused: tuple[str, ...]
    front: NDArray[np.bool_]

    @property
    def computed(self) -> int:
        """How many variants have a result, the model itself among them."""
        return sum(not reason for reason in self.refused)


def sweep(
    grid: Grid, inputs: Inputs, year: int, *, keep: Callable[[Ground, Block], None] | None = None
) -> Sweep:
    """Compute all variants of a grid on one profile, as arrays.

    Parameters
    ----------
    inputs : as for :func:`fordel.allocation.engine.allocate`.
    keep : called with every block of amounts as it is made; blocks are not held.

    Returns
    -------
    Sweep. Its figures are floats for searching: they agree with the engine's unrounded amounts to
    about nine digits. Money to be paid is computed by the engine, from :meth:`Grid.model_of`.

    Raises
    ------
    StepCannotBeSwept, DampingNotBegun : the grid asks for what arrays cannot do.
    AimWithoutFigure : no variant can be held against an aim.
    ModelRefused, InputRefused : the model itself cannot be computed with these data.
    """
    ground = lay(grid, inputs, year)
    ready = plan(grid, ground)
    summary: Summary | None = None
    parts: list[dict[str, Floats]] = []
    refused: list[str] = []
    useful = None if grid.useful_amount is None else float(grid.useful_amount)
    for block in evaluate(ready):
        summary = summary or Summary(ground, block, useful)
        parts.append(summary.of(block))
        refused += [REASONS[reason] for reason in block.refused]
        if keep is not None:
            keep(ground, block)
    columns = joined(parts)
    for aim in grid.aims:
        if np.isnan(columns[AIMS[aim].column]).all():
            raise AimWithoutFigure(aim=aim)
    front = pareto_front(costs_of(columns, grid.aims))
    return Sweep(grid, ground, columns, tuple(refused), front)
