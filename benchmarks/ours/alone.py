"""One variant by itself, asked of what a slider's page keeps in memory."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.ours import municipality
from fordel.allocation.runs import Run, make_run
from fordel.search.what_if import WhatIf

Levers = dict[str, dict[str, Any]]
"""A value per lever and step."""


def in_country(children: int, units: int, levers: Levers) -> Task:
    """One variant of the national model."""
    inputs = national.inputs(national.children(children, units))
    return _task(WhatIf(national.model(children), inputs, national.YEAR), levers)


def in_municipality(levers: Levers) -> Task:
    """One variant of the demonstration's model, with damping against last year."""
    case = municipality.case()
    return _task(WhatIf(case.model, case.inputs, case.year), levers)


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


def _task(what_if: WhatIf, levers: Levers) -> Task:
    return Task(lambda: what_if.answer(levers), lambda answer: {"money": answer.total}, times=51)
