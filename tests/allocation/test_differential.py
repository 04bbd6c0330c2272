"""The engine and the plain reference must say the same, to the last fraction, on random data."""

from __future__ import annotations

from hypothesis import event, given, settings
from hypothesis import strategies as st

from fordel.allocation.engine import allocate
from fordel.allocation.model.checks import check_model
from fordel.allocation.model.loading import model_from
from fordel.domain.errors import UserError
from tests.allocation import reference
from tests.allocation.building import YEAR, inputs_of
from tests.allocation.generators import Maker
from tests.allocation.reference_counting import Refused


def compare(document, world):
    """Hold the engine against the reference; both may refuse, with the same reason."""
    model = model_from(document, "random")
    check_model(model)
    try:
        expected = reference.allocate(model, world, YEAR)
    except Refused as refused:
        expected = refused.args[0]
    try:
        found = allocate(model, inputs_of(world, model), YEAR)
    except UserError as refused:
        found = type(refused).__name__
    if isinstance(found, str) or isinstance(expected, str):
        event(f"refused: {found}")
        assert found == expected
        return
    event("computed")
    for step, plain in zip(found.steps, expected, strict=True):
        check_step(step, plain, found.ids)


def check_step(step, plain, ids):
    assert step.id == plain.id
    for name in ("exact", "amounts", "load"):
        values, known = getattr(step, name), getattr(plain, name)
        if known is None:
            assert values is None
        else:
            assert dict(zip(ids, values, strict=True)) == known, (step.id, name)
    for fact in ("frame", "set_aside"):
        assert step.facts.get(fact) == plain.facts.get(fact)
    if step.use == "positions":
        shown = zip(step.columns["pedagogues"], step.columns["assistants"], strict=True)
        assert dict(zip(ids, shown, strict=True)) == plain.facts


SEEDS = st.integers(0, 2**32)


@settings(max_examples=1500)
@given(SEEDS)
def test_the_engine_is_the_reference_on_rows_per_child(seed):
    maker = Maker(seed)
    compare(maker.document("rows"), maker.world())


@settings(max_examples=700)
@given(SEEDS)
def test_the_engine_is_the_reference_on_counts_per_unit(seed):
    maker = Maker(seed)
    compare(maker.document("counts"), maker.world(counts=True))
