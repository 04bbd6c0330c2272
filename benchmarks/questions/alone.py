"""One variant alone, and exact money with the whole trace."""

from __future__ import annotations

from pathlib import Path

from benchmarks import national
from benchmarks.apart import measure
from benchmarks.section import Row, Section, Target, row

LIMIT_MS, EXACT_MS = 1.0, 100.0
BECAUSE_READY = "another count gathers the patterns of all units anew"
BECAUSE_EXACT = "fractions are added up one by one"
SHARE = {"need": {"pool_share": 0.06}}
COUNT = {"need": {"at_least": 3}}

ABOUT = f"""
The analyst drags a slider: what all variants share is in memory, and one variant is asked for. \
The time is from the levers' values to every unit's money. The country is that of the batches \
({national.CHILDREN:,} children, {national.UNITS:,} units); the municipality is the \
demonstration's, with damping against last year. Exact money is the engine's: fractions, rounded \
by largest remainder, with the trace of every unit and step.
"""


def answer(_place: Path) -> Section:
    """Country and municipality, quick and exact."""
    shape = {"children": national.CHILDREN, "units": national.UNITS}
    quick = Target("under 1 ms", LIMIT_MS, because=BECAUSE_READY)
    exact = Target("under 100 ms", EXACT_MS, because=BECAUSE_EXACT)
    rows: list[Row] = []
    for words, levers in (("another share", SHARE), ("another number of criteria to meet", COUNT)):
        country = measure("ours.alone:in_country", **shape, levers=levers)
        rows.append(row(f"a country, {words}", country, target=quick))
        municipality = measure("ours.alone:in_municipality", levers=levers)
        rows.append(row(f"a municipality, {words}", municipality, target=quick))
    allocated = measure("ours.municipality:piece", name="allocate")
    rows.append(row("a municipality, exact money and full trace", allocated, target=exact))
    country = measure("ours.alone:exactly", **shape)
    rows.append(row("a country, exact money and full trace", country))
    return Section("One variant alone", ABOUT, rows)
