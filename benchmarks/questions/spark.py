"""Spark beside DuckDB on one machine, and from what size a cluster pays."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.apart import Measured, measure
from benchmarks.peers.sameness import mark_of
from benchmarks.section import NOT_HERE, Row, Section, row, span, times
from benchmarks.shapes import country_files

SIZES = (1_000_000, 10_000_000)
MACHINES = (4, 16)

ABOUT = """
The same expression on both engines, from Parquet to Parquet, so that neither has to bring the \
whole profile into one program. Spark runs as `local[2]` on this machine's two cores; starting its \
session is told apart, and so is not part of the times. Either may hold 8 GB. Both profiles must \
have the same rows.
"""

MEASURED = """
Measured: a million children more take DuckDB {DuckDB} and Spark {Spark} on the same two cores, \
{ratio} as long.
""".strip()
REASONED = """
Reasoned, not measured: assume that n machines like this one share Spark's work evenly, that \
reading and shuffling between them costs no more than between processes on one, and that a session \
still takes {starting} to start. All three favour the cluster. N million children then take it \
{starting} + N × {Spark} / n, and DuckDB on one machine N × {DuckDB}.
""".strip()
BEYOND = """
A cluster pays for other reasons before that: the children lie there already and may not leave it, \
or the profile itself is larger than one machine's disk. Denmark's 300,000 children take DuckDB a \
fraction of a second.
""".strip()


@dataclass(frozen=True)
class Both:
    """What both engines took for so many children."""

    children: int
    duckdb: Measured
    spark: Measured


def answer(place: Path) -> Section:
    """One and ten million children on both engines, and what follows for a cluster."""
    title = "Spark beside DuckDB"
    if missing := without_spark():
        return Section(title, ABOUT, [Row(f"{NOT_HERE}: {missing}", None)])
    rows: list[Row] = []
    both: list[Both] = []
    for size in SIZES:
        both.append(on_both(size, place, repeat=3))
        rows += rows_of(both[-1])
    starting = both[-1].spark.told["starting_ms"]
    rows.append(Row("starting a Spark session", starting))
    return Section(title, ABOUT, rows, notes=when_a_cluster_pays(both, starting))


def without_spark() -> str:
    """What Spark lacks here; empty where it can run."""
    if shutil.which("java") is None:
        return "Java is not installed"
    return "" if find_spec("pyspark") else "PySpark is not installed"


def on_both(size: int, place: Path, *, repeat: int) -> Both:
    """Both engines on the same children; their profiles must be the same."""
    files = country_files(size, place)
    out = {name: place / f"{name}.parquet" for name in ("duckdb", "spark")}
    duckdb = measure("ours.counting:to_file", files=files, out=str(out["duckdb"]), times=repeat)
    spark = measure("ours.counting:on_spark", files=files, out=str(out["spark"]), times=repeat)
    if mark_of(out["duckdb"]) != mark_of(out["spark"]):
        raise AssertionError("Spark counts something else than DuckDB")
    return Both(size, duckdb, spark)


def rows_of(both: Both) -> list[Row]:
    """Both engines' rows."""
    words = f"{both.children // 1_000_000} million children"
    ratio = times(both.spark.milliseconds / both.duckdb.milliseconds)
    return [
        row(f"DuckDB, {words}", both.duckdb),
        row(f"Spark, {words}", both.spark, beside=ratio),
    ]


def _slope(both: Sequence[Both], took: Callable[[Both], Measured]) -> float:
    """Milliseconds per million children more, between the smallest and the largest size."""
    small, large = both[0], both[-1]
    more = took(large).milliseconds - took(small).milliseconds
    return more / (large.children - small.children) * 1_000_000


def when_a_cluster_pays(both: Sequence[Both], starting: float) -> list[str]:
    """Reasoned from the measured slopes; the assumptions stand in the words."""
    duckdb, spark = _slope(both, lambda one: one.duckdb), _slope(both, lambda one: one.spark)
    more = {"DuckDB": span(duckdb), "Spark": span(spark)}
    told = [MEASURED.format(**more, ratio=times(spark / duckdb)),
            REASONED.format(**more, starting=span(starting))]  # fmt: skip
    for machines in MACHINES:
        gain = duckdb - spark / machines
        if gain <= 0:
            told.append(f"- {machines} machines: never quicker than DuckDB on one.")
        else:
            size = starting / gain
            told.append(f"- {machines} machines: quicker from {size:,.0f} million children on.")
    return [*told, BEYOND]
