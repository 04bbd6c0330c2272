"""Counting children from Parquet on DuckDB, beside the same counts written by hand."""

from __future__ import annotations

from pathlib import Path

from benchmarks.apart import Measured, measure
from benchmarks.peers.sameness import mark_of
from benchmarks.section import Row, Section, Target, row, times
from benchmarks.shapes import country_files

SIZES = (1_000_000, 10_000_000)
TARGETED = 10_000_000
NOISE = 1.05
"""Two runs of the same program differ by as much."""
MEMORY_MIB = 2 * 1024
BECAUSE_SLOWER = "the pattern is made of every child's criteria before it is grouped by"
BECAUSE_MEMORY = "the profile of so many units is held in memory as a whole"

PEERS = (
    ("DuckDB, SQL written by hand", "peers.duckdb_sql:to_memory"),
    ("Polars, lazy group-by, streaming", "peers.polars_profile:to_memory"),
)

ABOUT = """
Children in Parquet files of a million each, with text keys, six criteria that may be unknown, and \
units as in Denmark (67 children each; a part is a region with units of its own), counted by unit, \
age group and pattern into a table in memory. A larger country has more units, so that the profile \
grows with it. The rows of each contender must be Fordel's, compared by number and by the sum of \
the hashes of all rows.
"""


def answer(place: Path) -> Section:
    """One and ten million children."""
    rows: list[Row] = []
    for size in SIZES:
        rows += _size(size, place)
    return Section("A profile from Parquet", ABOUT, rows)


def _size(size: int, place: Path) -> list[Row]:
    files = country_files(size, place)
    out = place / "counted.parquet"

    def counted(contender: str) -> tuple[Measured, tuple[int, int, int]]:
        found = measure(contender, files=files, out=str(out), times=5)
        return found, mark_of(out)

    ours, mark = counted("ours.counting:to_memory")
    peers = []
    for what, contender in PEERS:
        peer, own = counted(contender)
        if own != mark:
            raise AssertionError(f"{what} counts something else than Fordel")
        peers.append((what, peer))
    quickest = min(peer.milliseconds for _, peer in peers)
    ratio = ours.milliseconds / quickest
    words = f"{size // 1_000_000} million children"
    slower = memory = None
    if size == TARGETED:
        slower = Target(
            "no slower than the quickest by hand (5 % is noise)", NOISE, because=BECAUSE_SLOWER
        )
        memory = Target("under 2 GB", MEMORY_MIB, because=BECAUSE_MEMORY)
    rows = [
        row(f"**Fordel (Ibis on DuckDB), {words}**", ours, value=ratio, target=slower,
            beside=f"{times(ratio)} the quickest by hand; {mark[0]:,} rows"),
    ]  # fmt: skip
    if memory is not None:
        outcome = memory.outcome(ours.peak_mib)
        rows.append(Row("its peak memory", None, ours.peak_mib, "", memory.words, outcome))
    for what, peer in peers:
        rows.append(row(what, peer, beside=times(peer.milliseconds / ours.milliseconds)))
    return rows
