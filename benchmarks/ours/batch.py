"""Fordel: a batch of variants as arrays, from the profile in memory."""

from __future__ import annotations

import time

import numpy as np

from benchmarks import national
from benchmarks.apart import Task
from fordel.search.evaluating import evaluate, plan
from fordel.search.ground import lay


def batch(name: str, children: int, units: int, chosen: list[int], times: int = 9) -> Task:
    """All variants of a batch; the answer is the money of the chosen ones.

    What all variants share is laid before; how long that takes is told apart.
    """
    inputs = national.inputs(national.children(children, units))
    grid = national.grid(name, children)
    begun = time.perf_counter()
    ground = lay(grid, inputs, national.YEAR)
    laying = (time.perf_counter() - begun) * 1000
    wanted = set(chosen)

    def work() -> dict[int, np.ndarray]:
        kept = {}
        for block in evaluate(plan(grid, ground)):
            assert not block.refused.any(), "every variant is to be computed"
            for row, variant in enumerate(block.variants.tolist()):
                if variant in wanted:
                    kept[variant] = block.total[row]
        return kept

    return Task(
        work,
        lambda kept: {"money": np.stack([kept[variant] for variant in chosen])},
        times,
        each=grid.variants,
        told=lambda: {"laying_ms": laying, "variants": grid.variants},
    )
