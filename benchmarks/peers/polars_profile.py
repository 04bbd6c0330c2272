"""Polars: the same counts by a lazy group-by on all cores."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from benchmarks.apart import Task
from benchmarks.shapes import CRITERIA


def to_memory(files: str, out: str, times: int = 3) -> Task:
    """From Parquet to a frame in memory."""

    def bits(one: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
        return pl.sum_horizontal(
            pl.when(one(pl.col(name))).then(1 << place).otherwise(0).cast(pl.Int64)
            for place, name in enumerate(CRITERIA)
        )

    grouped = (
        pl.scan_parquet(files)
        .filter(pl.col("unit").is_not_null())
        .group_by("unit", "age_group", *CRITERIA)
        .agg(children=pl.len().cast(pl.Int64), full_time=pl.col("full_time").cast(pl.Int64).sum())
    )
    counts = grouped.select(
        "age_group",
        "children",
        "full_time",
        place="unit",
        met=bits(lambda column: column.fill_null(False)),
        unknown=bits(lambda column: column.is_null()),
    )
    return Task(
        lambda: counts.collect(engine="streaming"),
        lambda frame: frame.write_parquet(out) or {},
        times,
    )
