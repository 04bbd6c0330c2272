"""A municipality's children counted into patterns by Fordel, by pandas and by a plain loop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.shapes import AGES, CRITERIA, table_of
from fordel.profiles.counting import build_profile

KEYS = ["unit", "age_group", *CRITERIA]


def with_fordel(children: int, units: int) -> Task:
    """From an Arrow table to a profile, by DuckDB."""
    them = national.children(children, units)
    table, places = table_of(them), them.keys
    return Task(
        lambda: build_profile(table, criteria=CRITERIA, age_groups=AGES, places=places),
        lambda profile: {"counts": _in_order(profile.children)},
    )


def with_pandas(children: int, units: int) -> Task:
    """From a data frame with nullable booleans to counts and full-time sums."""
    frame = table_of(national.children(children, units)).to_pandas(types_mapper=_nullable)

    def work() -> list[int]:
        grouped = frame.groupby(KEYS, dropna=False)["full_time"]
        return list(grouped.agg(["size", "sum"])["size"])

    return Task(work, lambda counts: {"counts": _in_order(counts)})


def _nullable(kind: object) -> object:
    import pandas as pd  # type: ignore[import-untyped] # noqa: PLC0415 - the others do without
    import pyarrow as pa  # noqa: PLC0415

    return pd.BooleanDtype() if kind == pa.bool_() else None


def with_python(children: int, units: int) -> Task:
    """From a list of dictionaries to counts and full-time sums."""
    rows = table_of(national.children(children, units)).to_pylist()

    def work() -> Iterable[int]:
        counts: Counter[tuple[object, ...]] = Counter()
        full_time: Counter[tuple[object, ...]] = Counter()
        for row in rows:
            key = tuple(row[name] for name in KEYS)
            counts[key] += 1
            full_time[key] += row["full_time"]
        return counts.values()

    return Task(work, lambda counts: {"counts": _in_order(counts)}, times=3)


def _in_order(counts: Iterable[int]) -> np.ndarray:
    """Counts whatever their order, so that contenders can be compared."""
    return np.sort(np.array(list(counts), dtype=np.int64))
