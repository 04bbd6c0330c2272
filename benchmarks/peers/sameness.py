"""Whether two profiles on disk are the same: their rows in any order, by number and hash sum."""

from __future__ import annotations

from pathlib import Path

import duckdb

Mark = tuple[int, int, int]


def mark_of(profile: Path) -> Mark:
    """Rows, children and the sum of every row's hash; equal for the same rows in any order.

    Parameters
    ----------
    profile : a Parquet file or a folder of them, with the columns of ``pattern_counts``.
    """
    files = str(profile / "*.parquet") if profile.is_dir() else str(profile)
    found = duckdb.execute(
        """
        SELECT count(*), sum(children)::BIGINT, sum(hash(
            place, age_group, met::BIGINT, unknown::BIGINT, children::BIGINT, full_time::BIGINT
        )::HUGEINT) FROM read_parquet(?)
        """,
        [files],
    ).fetchone()
    assert found is not None
    return found
