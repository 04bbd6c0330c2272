"""A small municipality whose money can be reckoned by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fordel.search.finding.document import aims_from
from fordel.search.finding.searching import search_models
from tests.allocation.building import YEAR, children, inputs_of, model, unit, world

FRAME = 1_000_000
UNITS = [unit("k1"), unit("k2"), unit("k3"), unit("k4")]
KIDS = [
    *children("k1", 6, met="ab"), *children("k1", 4),
    *children("k2", 2, met="bc"), *children("k2", 8),
    *children("k3", 1, met="c"), *children("k3", 9),
    *children("k4", 10),
]  # fmt: skip
"""Ten children each; by at least one criterion the loads are 6, 2, 1 and 0."""


def shared(count=None, *, more=(), share="0.1", **rest):
    """A tenth by need, the rest by children."""
    need = {
        "id": "need",
        "use": "need",
        "count": count or {"method": "unique_children", "at_least": 1},
        "money": {"by": "pool", "pool": {"share": share, "of": "frame"}},
        **rest,
    }
    return model([
        {"id": "frame", "use": "frame", "amount": FRAME},
        need,
        {"id": "base", "use": "base_by_weighted_children", "pool": "rest"},
        *more,
    ])  # fmt: skip


def weighted(**weights):
    return shared({"method": "weighted_criteria", "weights": weights})


def between(low, high, **rest):
    return {"from": Decimal(str(low)), "to": Decimal(str(high)), **rest}


def searched(aims, levers, of=None, *, kids=KIDS, previous=None, **rest: Any):
    of = of or shared()
    inputs = inputs_of(world(units=UNITS, children=kids, previous=previous), of)
    document = {"aims": aims, "levers": levers, **rest}
    return search_models(of, aims_from(document), inputs, YEAR)
