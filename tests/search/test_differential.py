"""A sweep and the engine must say the same of every variant, on random models, data and grids."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from fordel.allocation.bundles.bundle import model_yaml
from fordel.allocation.engine import allocate
from fordel.allocation.model.checks import check_model
from fordel.allocation.model.loading import model_from, parse_model
from fordel.domain.errors import UserError
from fordel.search.evaluating import evaluate, plan
from fordel.search.grid import grid_from
from fordel.search.ground import lay
from fordel.search.levers import levers_of
from fordel.search.needing import REASONS
from tests.allocation.building import YEAR, inputs_of
from tests.allocation.generators import CRITERIA, Maker

SEEDS = st.integers(0, 2**32)
THRESHOLDS = [
    "none",
    {"kind": "cliff", "measure": "share", "level": ["0.1", "0.25", "0.5"]},
    {"kind": "excess", "measure": "share", "level": "0.25"},
    {"kind": "cliff", "measure": "mean_ratio", "level": ["0.8", "1"]},
    {"kind": "excess", "measure": "absolute", "level": [0, 1, 2]},
    {"kind": "cliff", "measure": "percentile", "level": [25, 50]},
]


def random_grid(model, random):
    """Some levers of the model's steps with some values each, at most a few hundred variants."""
    some = {
        "criteria": lambda: {"sizes": random.choice([[1, 3], [2, 2]]), "of": list(CRITERIA)},
        "at_least": lambda: [1, 2],
        "pool_share": lambda: ["0", "0.05", "0.333"],
        "pool_amount": lambda: [50, "1234.5"],
        "rate": lambda: [7, "99.5"],
        "threshold": lambda: random.sample(THRESHOLDS, 3),
        "cap": lambda: ["none", 50, {"amount": "333.3", "per": "child"}],
        "max_loss_percent": lambda: [0, 3, 100],
    }
    levers = [(step.id, name) for step in model.steps for name in levers_of(step)]
    vary: dict = {}
    for step, name in random.sample(levers, min(len(levers), random.randint(1, 4))):
        made = ["0", 1, "1.7"] if name.startswith("weights.") else some[name]()
        vary.setdefault(step, {})[name] = made
    return vary


def decimals(value):
    """Figures as YAML is read: exact."""
    if isinstance(value, str) and value[0].isdigit():
        return Decimal(value)
    if isinstance(value, list):
        return [decimals(one) for one in value]
    if isinstance(value, dict):
        return {name: decimals(one) for name, one in value.items()}
    return value


def assert_close(found, expected, size):
    """Equal to a part in a million of the money there is, unit by unit."""
    exact = np.array([float(value) for value in expected])
    assert np.allclose(found, exact, rtol=1e-6, atol=1e-9 * size)


@settings(max_examples=600)
@given(SEEDS)
def test_every_variant_is_what_the_engine_says(seed):
    maker, random = Maker(seed, odd=0.01), Random(seed)
    world = maker.world()
    document = maker.document()
    # So small that rounding hardly ever makes the engine refuse, or spares it from refusing.
    document["currency"] = {"smallest": "0.000001"}
    for step in document["steps"]:
        if step["use"] == "damping":
            step["paid_by"], step["phase_in"] = "others", None
    try:
        model = model_from(document, "random")
        check_model(model)
        vary = decimals(random_grid(model, random))
        inputs = inputs_of(world, model)
        grid = grid_from({"vary": vary}, model)
        ground = lay(grid, inputs, YEAR)
        ready = plan(grid, ground)
    except UserError as refusal:
        event(f"refused: {type(refusal).__name__}")
        return
    blocks = list(evaluate(ready, rows=random.choice([1, 7, 100])))
    total = np.concatenate([block.total for block in blocks])
    need = np.concatenate([block.need for block in blocks])
    refused = np.concatenate([block.refused for block in blocks])
    assert not refused[0]
    size = max(1.0, float(np.abs(total[0]).sum()))
    for variant in {0, *random.sample(range(grid.variants), min(6, grid.variants))}:
        chosen = grid.model_of(variant)
        if refused[variant]:
            reason = REASONS[refused[variant]]
            event(f"variant refused: {reason}")
            try:
                allocate(chosen, inputs, YEAR)
            except UserError as refusal:
                assert type(refusal).__name__ == reason  # noqa: PT017 - which one, not whether
            else:
                raise AssertionError(f"the engine does not refuse: {reason}")
            assert np.isnan(total[variant]).all()
            continue
        event("compared")
        expected = allocate(chosen, inputs, YEAR, rounded=False)
        assert_close(total[variant], expected.totals, size)
        assert_close(need[variant], expected.need, size)
        again = parse_model(model_yaml(chosen), "variant.yaml")
        assert again.steps == chosen.steps
