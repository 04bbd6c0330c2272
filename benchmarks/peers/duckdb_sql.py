"""DuckDB: the same counts in hand-written SQL."""

from __future__ import annotations

import duckdb
from pyarrow import parquet

from benchmarks.apart import Task
from benchmarks.shapes import CRITERIA

GROUPED = f"""
    SELECT unit, age_group, {", ".join(CRITERIA)},
           count(*) AS children, sum(full_time) AS full_time
    FROM read_parquet(?) WHERE unit IS NOT NULL GROUP BY ALL
"""
"""As most would write it: grouped by the columns as they stand."""
COUNTED = f"""
    SELECT unit AS place, age_group,
           {" + ".join(f"coalesce({c}, false)::BIGINT * {1 << i}" for i, c in enumerate(CRITERIA))}
               AS met,
           {" + ".join(f"({c} IS NULL)::BIGINT * {1 << i}" for i, c in enumerate(CRITERIA))}
               AS unknown,
           children, full_time::BIGINT AS full_time
    FROM ({GROUPED})
"""


def to_memory(files: str, out: str, times: int = 3) -> Task:
    """From Parquet to an Arrow table in memory."""
    engine = duckdb.connect()
    return Task(
        lambda: engine.sql(COUNTED, params=[files]).to_arrow_table(),
        lambda table: parquet.write_table(table, out) or {},
        times,
    )
