"""NumPy: the children row by row, and the bare matrix product that a batch comes down to."""

from __future__ import annotations

import numpy as np

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.peers.sharing import Floats, money
from benchmarks.shapes import CRITERIA


def product(name: str, children: int, units: int, chosen: list[int], times: int = 9) -> Task:
    """(variants, patterns) @ (patterns, units): every variant's load and nothing else."""
    them = national.children(children, units)
    pattern = (them.met << np.arange(len(CRITERIA))).sum(axis=1)
    patterns = 1 << len(CRITERIA)
    cells = np.bincount(pattern * units + them.unit, minlength=patterns * units)
    counts = cells.reshape(patterns, units).astype(np.float64)
    asked = national.variants(name)
    everything = np.arange(patterns)
    weights = np.stack(
        [
            np.bitwise_count(everything & sum(1 << place for place in variant.places))
            >= variant.at_least
            for variant in asked
        ]
    ).astype(np.float64)
    return Task(
        lambda: weights @ counts,
        lambda loads: {"load": loads[chosen]},
        times,
        each=len(asked),
    )


def variants(name: str, children: int, units: int, chosen: list[int], times: int = 3) -> Task:
    """Chosen variants by hand-written array work over the children, on one core."""
    them = national.children(children, units)
    weighted, frame = national.weighted_children(them), national.frame_of(children)
    columns = np.ascontiguousarray(them.met.T)
    asked = national.variants(name)

    def one(variant: national.Variant) -> Floats:
        met = columns[variant.places].sum(axis=0, dtype=np.int8)
        load = np.bincount(them.unit[met >= variant.at_least], minlength=units)
        return money(load.astype(np.float64), weighted, frame, variant.share, variant.cap)

    return Task(
        lambda: [one(asked[number]) for number in chosen],
        lambda found: {"money": np.stack(found)},
        times,
        each=len(chosen),
    )
