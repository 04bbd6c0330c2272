"""One variant by itself, on what a slider's page has ready: the ground that is laid once."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.ours import municipality
from fordel.allocation.model.document import Model
from fordel.search.evaluating import evaluate, plan
from fordel.search.grid import grid_from
from fordel.search.ground import Ground, lay

OTHER_COUNT: dict[str, Any] = {"need": {"at_least": [3]}}
"""Another number of criteria to be met: the children are counted anew, out of the profile."""


def in_country(children: int, units: int, vary: dict[str, Any] = OTHER_COUNT) -> Task:
    """One variant of the national model."""
    model = national.model()
    inputs = national.inputs(national.children(children, units))
    ground = lay(grid_from({"vary": vary}, model), inputs, national.YEAR)
    return _task(model, vary, ground)


def in_municipality(vary: dict[str, Any] = OTHER_COUNT) -> Task:
    """One variant of the demonstration's model, with damping against last year."""
    case = municipality.case()
    ground = lay(grid_from({"vary": vary}, case.model), case.inputs, case.year)
    return _task(case.model, vary, ground)


def _task(model: Model, vary: dict[str, Any], ground: Ground) -> Task:
    def work() -> np.ndarray:
        grid = grid_from({"vary": vary}, model)
        return np.concatenate([block.total for block in evaluate(plan(grid, ground))])

    return Task(work, lambda totals: {"money": totals[1]}, times=51)
