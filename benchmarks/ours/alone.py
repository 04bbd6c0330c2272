"""One variant by itself, on what a slider's page has ready: the ground that is laid once."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.ours import municipality
from fordel.allocation.model.document import Model
from fordel.allocation.runs import Run, make_run
from fordel.search.evaluating import evaluate, plan
from fordel.search.grid import grid_from
from fordel.search.ground import Ground, lay

Vary = dict[str, dict[str, list[Any]]]
"""What stands below ``vary`` in a grid."""


def in_country(children: int, units: int, vary: Vary) -> Task:
    """One variant of the national model."""
    model = national.model(children)
    inputs = national.inputs(national.children(children, units))
    ground = lay(grid_from({"vary": vary}, model), inputs, national.YEAR)
    return _task(model, vary, ground)


def in_municipality(vary: Vary) -> Task:
    """One variant of the demonstration's model, with damping against last year."""
    case = municipality.case()
    ground = lay(grid_from({"vary": vary}, case.model), case.inputs, case.year)
    return _task(case.model, vary, ground)


def exactly(children: int, units: int) -> Task:
    """The national model for some units, in exact money with its trace, out of their profile."""
    inputs = national.inputs(national.children(children, units))

    def answer(run: Run) -> dict[str, Any]:
        return {"money": np.array([float(total) for total in run.allocation.totals])}

    return Task(lambda: make_run(national.model(children), inputs, national.YEAR), answer, times=7)


def counted_and_exactly(children: int, units: int) -> Task:
    """The same from the children's table on: counted, then allocated."""
    them = national.children(children, units)
    return Task(
        lambda: make_run(national.model(children), national.inputs(them), national.YEAR), times=7
    )


def _task(model: Model, vary: Vary, ground: Ground) -> Task:
    def work() -> np.ndarray:
        grid = grid_from({"vary": vary}, model)
        return np.concatenate([block.total for block in evaluate(plan(grid, ground))])

    return Task(work, lambda totals: {"money": totals[1]}, times=51)
