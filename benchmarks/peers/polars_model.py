"""Polars: lazy and on all cores, each variant a group-by over the children."""

from __future__ import annotations

import numpy as np
import polars as pl

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.peers.sharing import Floats, money
from benchmarks.shapes import CRITERIA


def variants(name: str, children: int, units: int, chosen: list[int], times: int = 3) -> Task:
    """Chosen variants, each from a frame in memory: an enum of units, a boolean per criterion."""
    them = national.children(children, units)
    columns = dict(zip(CRITERIA, np.ascontiguousarray(them.met.T), strict=True))
    keys = pl.Series(them.keys).gather(them.unit).cast(pl.Enum(them.keys))
    rows = pl.DataFrame({"unit": keys, **columns})
    weighted, frame = national.weighted_children(them), national.frame_of(children)
    asked = national.variants(name)

    def one(variant: national.Variant) -> Floats:
        counted = pl.sum_horizontal(variant.criteria) >= variant.at_least
        sums = rows.lazy().group_by("unit").agg(load=counted.sum()).collect()
        load = np.zeros(units)
        load[sums["unit"].to_physical().to_numpy()] = sums["load"].to_numpy()
        return money(load, weighted, frame, variant.share, variant.cap)

    return Task(
        lambda: [one(asked[number]) for number in chosen],
        lambda found: {"money": np.stack(found)},
        times,
        each=len(chosen),
    )
