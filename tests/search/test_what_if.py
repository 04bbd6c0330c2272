"""One variant alone is what the engine and a sweep say of it, however often one asks."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from fordel.allocation.engine import allocate
from fordel.search.grid import grid_from
from fordel.search.refusals import LeverNotKnown
from fordel.search.sweeping import sweep
from fordel.search.what_if import WhatIf
from tests import demonstrated
from tests.allocation.building import YEAR, inputs_of, world
from tests.search.test_grid import framed
from tests.search.test_sweeping import KIDS, THREE

ASKED = [
    {"need": {"pool_share": Decimal("0.06")}},
    {"need": {"criteria": ["two", "of these"], "at_least": 1}},
    {"need": {"cap": 12000}, "damping": {"max_loss_percent": 3}},
    {"need": {"threshold": {"kind": "cliff", "measure": "share", "level": Decimal("0.1")}}},
    {"need": {"criteria": ["one"], "at_least": 1, "cap": "none"}},
]


@pytest.fixture(scope="module")
def ready():
    run = demonstrated.next_run()
    return run, WhatIf(run.model, run.inputs, run.year)


@pytest.mark.parametrize("levers", [*ASKED, ASKED[1]])
def test_an_answer_is_what_the_engine_gives_and_its_figures_are_a_sweeps(ready, levers):
    run, what_if = ready
    known = run.model.criterion_ids
    named = levers["need"].get("criteria")
    if named:
        levers = {"need": {**levers["need"], "criteria": list(known[: len(named)])}}
    answer = what_if.answer(levers)
    listed = {step: {name: [value] for name, value in own.items()} for step, own in levers.items()}
    grid = grid_from({"vary": listed}, run.model)
    exact = allocate(grid.model_of(1), run.inputs, run.year, rounded=False)
    assert answer.refused == ""
    assert what_if.units == exact.ids
    assert np.allclose(answer.total, [float(x) for x in exact.totals], rtol=1e-9, atol=1e-4)
    assert np.allclose(answer.need, [float(x) for x in exact.need], rtol=1e-9, atol=1e-4)
    swept = sweep(grid, run.inputs, run.year)
    for name, value in what_if.figures(answer).items():
        assert value == pytest.approx(swept.columns[name][1], rel=1e-9, abs=1e-6, nan_ok=True), name


def test_what_the_model_refuses_is_told_and_gives_no_money():
    small = framed()
    what_if = WhatIf(small, inputs_of(world(units=THREE, children=KIDS), small), YEAR)
    answer = what_if.answer({"need": {"cap": 1}})
    assert answer.refused == "PoolCannotBeSpent"
    assert np.isnan(answer.total).all()
    assert np.isnan(what_if.figures(answer)["gini"])


def test_a_lever_that_is_not_there_is_refused_by_name(ready):
    with pytest.raises(LeverNotKnown):
        ready[1].answer({"need": {"colour": 3}})
