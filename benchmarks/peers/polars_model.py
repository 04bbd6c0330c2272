"""Polars: lazy and on all cores, each variant a group-by over the children."""

from __future__ import annotations

import numpy as np
import polars as pl

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.peers.sharing import Floats, money
from benchmarks.shapes import CRITERIA


def variants(name: str, children: int, units: int, chosen: list[int], times: int = 3) -> Task:
    """Chosen variants, each from a frame in memory: integer unit, a boolean per criterion."""
    them = national.children(children, units)
    frame = pl.DataFrame(
        {"unit": them.unit, **dict(zip(CRITERIA, np.ascontiguousarray(them.met.T), strict=True))}
    )
    weighted = national.weighted_children(them)
    asked = national.variants(name)

    def one(variant: national.Variant) -> Floats:
        counted = pl.sum_horizontal(variant.criteria) >= variant.at_least
        sums = frame.lazy().group_by("unit").agg(load=counted.sum()).collect()
        load = np.zeros(units)
        load[sums["unit"].to_numpy()] = sums["load"].to_numpy()
        return money(load, weighted, national.FRAME, variant.share, variant.cap)

    return Task(
        lambda: [one(asked[number]) for number in chosen],
        lambda found: {"money": np.stack(found)},
        times,
        each=len(chosen),
    )
