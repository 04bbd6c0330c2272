"""Whether the time for one, ten and a hundred million children grows as the children do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarks.apart import Measured
from benchmarks.questions.spark import (
    Both,
    on_both,
    rows_of,
    when_a_cluster_pays,
    without_spark,
)
from benchmarks.section import NOT_HERE, Row, Section, Target, times

SIZES = (1_000_000, 10_000_000, 100_000_000)
DISK_GIB = 25
"""What the children, both profiles and what the engines put aside may need."""
LINEAR = 1.5
BECAUSE = (
    "from some size on the profile does not fit in the engine's memory and goes by way of the disk"
)

ABOUT = """
Children drawn in parts of a million, so that no more than one part is in memory, and counted from \
Parquet to Parquet on DuckDB and on Spark (`local[2]`) as above; the hundred million once, without \
warming up. The files are removed afterwards. A hundred million children in 1.5 million units are \
some 300 times Denmark.
"""


def answer(place: Path) -> Section:
    """The three sizes on both engines."""
    title = "A hundred million children"
    if shutil.disk_usage(place).free < DISK_GIB * 2**30:
        return Section(title, ABOUT, [Row(f"{NOT_HERE}: less than {DISK_GIB} GiB of disk", None)])
    if missing := without_spark():
        return Section(title, ABOUT, [Row(f"{NOT_HERE}: {missing}", None)])
    both: list[Both] = []
    rows: list[Row] = []
    for size in SIZES:
        both.append(on_both(size, place, repeat=3 if size < max(SIZES) else 1))
        rows += rows_of(both[-1])
    rows.append(_growth("DuckDB", both, lambda one: one.duckdb))
    rows.append(_growth("Spark", both, lambda one: one.spark))
    starting = both[-1].spark.told["starting_ms"]
    rows.append(Row("starting a Spark session", starting))
    return Section(title, ABOUT, rows, notes=when_a_cluster_pays(both, starting))


def _growth(engine: str, both: list[Both], took: Callable[[Both], Measured]) -> Row:
    """Time per child at the largest size beside that at the middle one."""
    middle, large = both[-2], both[-1]
    ratio = (took(large).milliseconds / large.children) / (
        took(middle).milliseconds / middle.children
    )
    words = f"{large.children // 1_000_000} beside {middle.children // 1_000_000} million"
    target = Target("linear: at most 1.5 × per child", LINEAR, because=BECAUSE)
    outcome = target.outcome(ratio)
    what = f"{engine}, time per child, {words}"
    return Row(what, None, None, times(ratio), target.words, outcome)
