"""Redraws as arrays and the engine must say the same of the same children, on random models."""

from __future__ import annotations

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from fordel.allocation.engine import allocate
from fordel.allocation.model.checks import check_model
from fordel.allocation.model.loading import model_from
from fordel.allocation.runs import make_run
from fordel.domain.errors import UserError
from fordel.search.needing import REASONS
from fordel.search.redrawing import ready_to_redraw
from fordel.search.refusals import StepCannotBeRedrawn
from tests.allocation.building import YEAR, inputs_of
from tests.allocation.generators import Maker
from tests.search.test_differential import assert_close

ROWS = 5


def random_run(seed):
    """A run of a random model on a random municipality, or None where it is refused."""
    maker = Maker(seed, odd=0.01)
    world, document = maker.world(), maker.document()
    # So small that rounding hardly ever makes the engine refuse, or spares it from refusing.
    document["currency"] = {"smallest": "0.000001"}
    try:
        model = model_from(document, "random")
        check_model(model)
        return make_run(model, inputs_of(world, model), YEAR)
    except UserError as refusal:
        event(f"refused: {type(refusal).__name__}")
        return None


@settings(max_examples=700)
@given(st.integers(0, 2**32))
def test_every_redraw_is_what_the_engine_says_of_the_same_children(seed):
    run = random_run(seed)
    if run is None:
        return
    try:
        redrawing = ready_to_redraw(run)
    except StepCannotBeRedrawn as refusal:
        event(f"only the engine: {refusal.because_en}")
        return
    draws = redrawing.lots.draw(np.random.default_rng(seed), ROWS)
    block = redrawing.compute(draws)
    for row in range(ROWS):
        inputs = redrawing.lots.inputs_of(draws, row)
        if block.refused[row]:
            reason = REASONS[block.refused[row]]
            event(f"redraw refused: {reason}")
            try:
                allocate(run.model, inputs, YEAR)
            except UserError as refusal:
                assert type(refusal).__name__ == reason  # noqa: PT017 - which one, not whether
            else:
                raise AssertionError(f"the engine does not refuse: {reason}")
            continue
        event("compared")
        expected = allocate(run.model, inputs, YEAR, rounded=False)
        size = max(1.0, sum(abs(float(x)) for x in expected.totals))
        assert_close(block.total[row], expected.totals, size)
        assert_close(block.need[row], expected.need, size)
        try:
            allocate(run.model, inputs, YEAR)
        except UserError as refusal:
            raise AssertionError(f"the arrays do not refuse: {type(refusal).__name__}") from refusal
