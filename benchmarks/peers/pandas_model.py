"""pandas: the children in a data frame, each variant a group-by over them."""

from __future__ import annotations

import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.peers.sharing import Floats, money
from benchmarks.shapes import CRITERIA


def variants(name: str, children: int, units: int, chosen: list[int], times: int = 3) -> Task:
    """Chosen variants, each from a frame in memory: a categorical unit, a boolean per criterion.

    What is not known stands as not met, as the model says; weighted children are summed before.
    """
    them = national.children(children, units)
    rows = pd.DataFrame(dict(zip(CRITERIA, them.met.T, strict=True)))
    rows.insert(0, "unit", pd.Categorical.from_codes(them.unit, them.keys))
    weighted, frame = national.weighted_children(them), national.frame_of(children)
    asked = national.variants(name)

    def one(variant: national.Variant) -> Floats:
        counted = rows[list(variant.criteria)].sum(axis=1) >= variant.at_least
        load = counted.groupby(rows["unit"], observed=False).sum()  # every unit, in order
        return money(load.to_numpy(np.float64), weighted, frame, variant.share, variant.cap)

    return Task(
        lambda: [one(asked[number]) for number in chosen],
        lambda found: {"money": np.stack(found)},
        times,
        each=len(chosen),
    )


def from_profile(name: str, children: int, units: int, chosen: list[int], times: int = 3) -> Task:
    """The same, by somebody who has counted the children into patterns first, as Fordel does."""
    them = national.children(children, units)
    pattern = (them.met << np.arange(len(CRITERIA))).sum(axis=1)
    rows = pd.DataFrame({"unit": them.unit, "pattern": pattern})
    profile = rows.groupby(["unit", "pattern"], as_index=False).size()
    weighted, frame = national.weighted_children(them), national.frame_of(children)
    asked = national.variants(name)

    def one(variant: national.Variant) -> Floats:
        mask = sum(1 << place for place in variant.places)
        met = np.bitwise_count(profile["pattern"].to_numpy() & mask)
        counted = profile["size"].where(met >= variant.at_least, 0)
        load = counted.groupby(profile["unit"]).sum().reindex(range(units), fill_value=0)
        return money(load.to_numpy(np.float64), weighted, frame, variant.share, variant.cap)

    return Task(
        lambda: [one(asked[number]) for number in chosen],
        lambda found: {"money": np.stack(found)},
        times,
        each=len(chosen),
    )
