"""Children drawn again, as arrays, and by the engine one redraw after the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.ours import municipality
from fordel.allocation.engine import allocate
from fordel.allocation.runs import Run, make_run
from fordel.search.redrawing import ready_to_redraw
from fordel.stability.intervals import draw_intervals


def in_municipality(redraws: int) -> Task:
    """Intervals for the demonstration's units."""
    case = municipality.case()
    return _intervals(make_run(case.model, case.inputs, case.year), redraws)


def in_country(children: int, units: int, redraws: int) -> Task:
    """Intervals for the units of the national model."""
    inputs = national.inputs(national.children(children, units))
    return _intervals(make_run(national.model(children), inputs, national.YEAR), redraws)


def one_by_one(redraws: int) -> Task:
    """The same urns, and each draw allocated by the engine."""
    case = municipality.case()
    run = make_run(case.model, case.inputs, case.year)
    lots = ready_to_redraw(run).lots

    def work() -> list[Any]:
        draws = lots.draw(np.random.default_rng(1), redraws)
        return [allocate(run.model, lots.inputs_of(draws, row), run.year) for row in range(redraws)]

    return Task(work, times=1, each=redraws)


def _intervals(run: Run, redraws: int) -> Task:
    return Task(lambda: draw_intervals(run, redraws=redraws), times=3)
