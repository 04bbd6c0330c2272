"""The main job for one municipality, a large folder of files, and starting."""

from __future__ import annotations

from pathlib import Path

from benchmarks.apart import measure
from benchmarks.section import Row, Section, Target, row, times

PIECES = (
    ("read", "read and check the files", None),
    ("count", "count the children into profiles, enrolled and resident", None),
    ("allocate", "allocate, exact, with trace", None),
    ("bundle", "allocate, write trace and bundle", Target("under 1 s", 1000)),
    ("change", "take the change since last year apart", None),
)
COUNTING = (
    ("pandas group-by", "peers.plain_counting:with_pandas"),
    ("a plain Python loop", "peers.plain_counting:with_python"),
)

ABOUT = """
The demonstration's municipality from its files on: {units} units in scope, {children:,} children, \
six criteria. Then 100,000 children in 500 units in one folder, and what a command takes before it \
does anything.
"""


def answer(_place: Path) -> Section:
    """The pieces of the main job."""
    rows: list[Row] = []
    told: dict[str, float] = {}
    for name, words, target in PIECES:
        found = measure("ours.municipality:piece", name=name)
        told = found.told
        rows.append(row(words, found, target=target))
    large = measure("ours.municipality:files_to_bundle", units=500, children=100_000)
    rows.append(row("100,000 children, files to bundle", large, target=Target("under 3 s", 3000)))
    rows += _counting()
    helping = measure("ours.municipality:helping")
    quick = Target("under 400 ms", 400)
    outcome = quick.outcome(helping.milliseconds)
    rows.append(Row("`fordel --help`", helping.milliseconds, None, "", quick.words, outcome))
    about = ABOUT.format(units=int(told["units"]), children=int(told["children"]))
    return Section("The main job", about, rows)


def _counting() -> list[Row]:
    """100,000 children by unit, age group and pattern, one basis for all."""
    shape = {"units": 500, "children": 100_000}
    ours = measure("peers.plain_counting:with_fordel", **shape)
    rows = [row("**Fordel, 100,000 children counted into a profile**", ours)]
    for what, contender in COUNTING:
        peer = measure(contender, **shape)
        if not (peer.answer["counts"] == ours.answer["counts"]).all():
            raise AssertionError(f"{what} counts something else than Fordel")
        rows.append(row(what, peer, beside=times(peer.milliseconds / ours.milliseconds)))
    return rows
