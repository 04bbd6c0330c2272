"""The national model and its batches of variants, for Fordel and for those beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.shapes import AGE_WEIGHTS, AGES, CRITERIA, Children, draw, table_of
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import parse_model
from fordel.profiles.counting import build_profile
from fordel.registers.records import Register, Unit
from fordel.search.grid import Grid, grid_from

CHILDREN, UNITS, SEED, YEAR = 300_000, 4_500, 2027, 2027
FRAME_PER_CHILD = 60_000
"""Kroner; national.yaml has it for 300,000 children, and fewer have a smaller frame."""

_COUNTING = {"criteria": {"sizes": [3, 6]}, "at_least": [1, 2, 3]}
BATCHES: dict[str, dict[str, Any]] = {
    "shares": {
        **_COUNTING,
        "pool_share": [Decimal(n) / 100 for n in (1, 2, 3, 4, 5, 6, 8, 10)],
    },
    "caps": {
        **_COUNTING,
        "pool_share": [Decimal(n) / 100 for n in (2, 3, 4, 5)],
        "cap": ["none", 20_000],
    },
}
"""Each 42 sets of criteria x 3 numbers of them that are to be met x 8: with the model, 1,009."""


@dataclass(frozen=True)
class Variant:
    """A variant of the national model as another tool is told it; ``cap`` is per weighted child."""

    criteria: tuple[str, ...]
    at_least: int
    share: float
    cap: float | None

    @property
    def places(self) -> list[int]:
        return [CRITERIA.index(name) for name in self.criteria]


def frame_of(children: int) -> int:
    """The money there is for some number of children."""
    return FRAME_PER_CHILD * children


@cache
def model(children: int = CHILDREN) -> Model:
    text = Path(__file__).with_name("national.yaml").read_text(encoding="utf-8")
    return parse_model(text.replace(str(frame_of(CHILDREN)), str(frame_of(children))), "national")


def grid(batch: str, children: int = CHILDREN) -> Grid:
    return grid_from({"vary": {"need": BATCHES[batch]}}, model(children))


def variants(batch: str) -> list[Variant]:
    """A batch's variants in Fordel's order, the model itself first."""
    asked = grid(batch)
    names = [axis.name for axis in asked.axes]
    found = [Variant(CRITERIA, 2, 0.05, None)]
    for number in range(1, asked.variants):
        values = dict(zip(names, asked.values_of(number) or (), strict=True))
        cap = values.get("cap")
        found.append(
            Variant(
                values["criteria"],
                values["at_least"],
                float(values["pool_share"]),
                None if cap is None else float(cap.amount),
            )
        )
    return found


def some(batch: str, number: int) -> list[int]:
    """Variants spread evenly over a batch, for contenders that take long over each."""
    last = len(variants(batch)) - 1
    return sorted({round(i * last / max(1, number - 1)) for i in range(number)})


def children(count: int = CHILDREN, units: int = UNITS) -> Children:
    return draw(count, units, SEED)


def weighted_children(them: Children) -> NDArray[np.float64]:
    """Weighted children per unit; no variant changes them."""
    weight = np.array(AGE_WEIGHTS, dtype=np.float64)[them.age]
    return np.bincount(them.unit, weights=weight, minlength=them.units).astype(np.float64)


def inputs(them: Children) -> Inputs:
    """What Fordel computes from: the units, and the children counted once."""
    keys = them.keys
    profile = build_profile(table_of(them), criteria=CRITERIA, age_groups=AGES, places=keys)
    return Inputs(Register(units=tuple(Unit(id=key, name=key) for key in keys)), profile)
