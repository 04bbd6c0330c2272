"""Fordel's counting expression, on DuckDB and on Spark, from Parquet files."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import ibis
from pyarrow import parquet

from benchmarks.apart import Task
from benchmarks.shapes import CRITERIA
from fordel.profiles.counting import pattern_counts
from fordel.profiles.profile import Basis

MEMORY_GB = 8
"""What either engine may hold when they are beside each other; the rest goes by way of the disk."""


def to_memory(files: str, out: str, times: int = 3) -> Task:
    """DuckDB, from Parquet to an Arrow table in memory."""
    engine = ibis.duckdb.connect()
    counts = pattern_counts(engine.read_parquet(files), CRITERIA, Basis.ENROLLED)
    return Task(counts.to_pyarrow, lambda table: parquet.write_table(table, out) or {}, times)


def to_file(files: str, out: str, times: int = 3) -> Task:
    """DuckDB, from Parquet to Parquet: nothing larger than the engine's own memory is held."""
    engine = ibis.duckdb.connect()
    engine.raw_sql(f"SET memory_limit = '{MEMORY_GB}GB'")
    # What does not fit is put beside the answer, not in the folder the command is called from.
    engine.raw_sql(f"SET temp_directory = '{Path(out).parent / 'spilled'}'")
    counts = pattern_counts(engine.read_parquet(files), CRITERIA, Basis.ENROLLED)
    return Task(lambda: engine.to_parquet(counts, out), times=times)


def on_spark(files: str, out: str, times: int = 3) -> Task:
    """Spark on two cores of this machine, from Parquet to Parquet; its start is told apart."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only who measures Spark starts it

    begun = time.perf_counter()
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", f"{MEMORY_GB}g")
        .config("spark.ui.enabled", "false")
        .config("spark.local.dir", str(Path(out).parent))
        .config("spark.sql.warehouse.dir", str(Path(out).parent / "warehouse"))
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    session.range(1).count()
    starting = (time.perf_counter() - begun) * 1000
    engine = ibis.pyspark.connect(session)
    children = engine.read_parquet(str(Path(files).parent))
    sql = ibis.to_sql(pattern_counts(children, CRITERIA, Basis.ENROLLED), dialect="pyspark")

    def work() -> None:
        shutil.rmtree(out, ignore_errors=True)
        session.sql(sql).write.parquet(out)

    return Task(work, times=times, told=lambda: {"starting_ms": starting})
