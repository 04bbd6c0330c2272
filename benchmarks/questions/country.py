"""A whole country, each municipality with its own model."""

from __future__ import annotations

from pathlib import Path

from benchmarks.apart import measure
from benchmarks.section import Section, row

SHAPE = {"municipalities": 98, "units": 4500, "children": 300_000}

ABOUT = """
The invented country of `fordel demo-data --country`: 98 municipalities, 4,500 units and 300,000 \
children in files, fourteen kinds of models. The time is that of one run of `fordel country` \
without its words: every municipality read, checked, counted, allocated exactly, measured and \
sealed in a bundle, in a process per processor.
"""


def answer(_place: Path) -> Section:
    """One run of the whole country."""
    return Section(
        "A whole country",
        ABOUT,
        [row("98 municipalities, from files to bundles", measure("ours.country:run", **SHAPE))],
    )
