"""Children drawn again a thousand times: intervals for every unit."""

from __future__ import annotations

from pathlib import Path

from benchmarks import national
from benchmarks.apart import measure
from benchmarks.section import Row, Section, row, times

REDRAWS, ONE_BY_ONE = 1000, 20

ABOUT = f"""
The children of every unit are drawn again, and the money is computed anew: {REDRAWS:,} \
redraws, from a finished run to an interval for every unit, as arrays. Beside it the engine, which \
allocates each redraw in exact money by itself; its time is that of {ONE_BY_ONE} redraws, told \
per {REDRAWS:,}.
"""


def answer(_place: Path) -> Section:
    """A municipality and a country."""
    ours = measure("ours.redraws:in_municipality", redraws=REDRAWS)
    engine = measure("ours.redraws:one_by_one", redraws=ONE_BY_ONE)
    whole = engine.milliseconds * REDRAWS
    shape = {"children": national.CHILDREN, "units": national.UNITS}
    country = measure("ours.redraws:in_country", **shape, redraws=REDRAWS)
    rows = [
        row("a municipality, as arrays", ours),
        Row("a municipality, by the engine one by one", whole,
            beside=times(whole / ours.milliseconds)),
        row("a country, as arrays", country),
    ]  # fmt: skip
    return Section(f"{REDRAWS:,} redraws", ABOUT, rows)
