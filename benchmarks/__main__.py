"""Measure the main job and print medians, and ratios against named peers in the same run."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from fordel.allocation.bundles.bundle import bundle_bytes
from fordel.allocation.change import explain_change
from fordel.allocation.inputs import Inputs, needs_of
from fordel.allocation.model.loading import load_model
from fordel.allocation.runs import make_run
from fordel.budget_year.computing import compute, count_children
from fordel.demonstration import make_municipality, write
from fordel.registers.reading import read_register

TIMES = 7
MODEL = "demokommune"


def timed(work: Callable[[], Any], times: int = TIMES) -> float:
    """The median of several runs, in milliseconds; one run before warms up."""
    work()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def main() -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, DuckDB {version('duckdb')}")
    print(f"medians of {TIMES} runs after one to warm up\n")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(make_municipality(1, units=75, children=6300), folder / "one")
        write(make_municipality(1, units=500, children=100_000), folder / "large")
        municipality(folder / "one")
        large(folder / "large")
        counting(folder / "large")
    starting()


def row(what: str, milliseconds: float, beside: str = "") -> None:
    print(f"{what:<64}{milliseconds:>10,.1f} ms  {beside}")


def municipality(folder: Path) -> None:
    """A municipality: about 60 units in scope and 5,000 children, six criteria."""
    model = load_model(MODEL)
    before = compute(model, folder, 2026).run
    read = read_register(folder, needs_of(model, 2027), year=2027)
    profiles = count_children(model, read, 2027)
    inputs = Inputs(read.register, profiles.enrolled, profiles.resident, before.as_last_year())
    run = make_run(model, inputs, 2027)
    children = int(sum(run.allocation.enrolled.totals))
    print(f"A municipality: {len(run.allocation.units)} units, {children:,} children, 6 criteria")
    row(
        "read and check the files",
        timed(lambda: read_register(folder, needs_of(model, 2027), year=2027)),
    )
    row("count the children into a profile", timed(lambda: count_children(model, read, 2027)))
    row("allocate, exact, with trace", timed(lambda: make_run(model, inputs, 2027)))
    row(
        "allocate, write trace and bundle",
        timed(lambda: bundle_bytes(make_run(model, inputs, 2027))),
        "(to reach: under 1,000)",
    )
    row("take the change since last year apart", timed(lambda: explain_change(before, run)))
    print()


def large(folder: Path) -> None:
    """100,000 children in one folder, from files to bundle."""
    model = load_model(MODEL)
    print("100,000 children, 500 units")
    row(
        "files to bundle",
        timed(lambda: bundle_bytes(compute(model, folder, 2026).run), 3),
        "(to reach: under 3,000)",
    )
    print()


def counting(folder: Path) -> None:
    """The profile beside the same counts in pandas and in a plain Python loop."""
    model = load_model(MODEL)
    read = read_register(folder, needs_of(model, 2026), year=2026)
    assert read.children is not None
    criteria = list(model.criterion_ids)
    ours = count_children(model, read, 2026).enrolled
    assert ours is not None

    def with_pandas() -> int:
        frame = read.children.to_pandas()
        keys = ["unit", "age_group", *criteria]
        return len(
            frame.groupby(keys, dropna=False).agg(n=("full_time", "size"), f=("full_time", "sum"))
        )

    def with_python() -> int:
        rows = read.children.to_pylist()
        return len(Counter((r["unit"], r["age_group"], *(r[c] for c in criteria)) for r in rows))

    assert with_pandas() == with_python() == len(ours.children), "the peers must agree first"
    own = timed(lambda: count_children(model, read, 2026))
    print("Counting 100,000 children by unit, age group and pattern (both bases for Fordel)")
    row("Fordel (Ibis on DuckDB)", own)
    for name, peer in (("pandas group-by", with_pandas), ("plain Python loop", with_python)):
        taken = timed(peer, 3)
        row(name, taken, f"{taken / own:.1f} x Fordel's time")
    print()


def starting() -> None:
    """What it takes before a command does anything."""
    call = [sys.executable, "-m", "fordel.cli", "--help"]
    print("Starting")
    row(
        "fordel --help",
        timed(lambda: subprocess.run(call, capture_output=True, check=True)),
        "(to reach: under 400)",
    )


if __name__ == "__main__":
    main()
