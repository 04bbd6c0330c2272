"""The same municipality in a spreadsheet, recalculated by LibreOffice without a screen."""

from __future__ import annotations

from pathlib import Path

from benchmarks.apart import Measured, measure
from benchmarks.peers.spreadsheet import EMPTY, FORMULAS, VALUES, is_here
from benchmarks.section import NOT_HERE, Row, Section, check_same, row, times

PLACES = {
    "a municipality, 60 units, 5,000 children": {"children": 5_000, "units": 60},
    "a large city, 540 units, 36,000 children": {"children": 36_000, "units": 540},
}
LEAST_MS = 1.0
"""A difference of two medians is not known better than this."""

ABOUT = """
The national model without caps for one municipality, written as a workbook: a sheet with a row \
per child (0 or 1 per criterion, and a formula that says whether it counts), a sheet with a row \
per unit (`COUNTIFS` and `SUMIFS` over the children, shares of the pool and of the rest). \
LibreOffice opens it without a screen, recalculates everything and writes the units as CSV; every \
amount must agree with Fordel's to one part in a million.

Recalculating alone is that time less the time for the same workbook with figures where the \
formulas stood; opening and recalculating is less the time for an empty workbook. Beside them \
stand Fordel's exact money with its trace out of the profile, and with counting the children \
first. LibreOffice's memory is not measured.
"""


def answer(_place: Path) -> Section:
    """Two sizes: the formulas look at every child once per unit, so their time grows with both."""
    title = "A municipality in a spreadsheet"
    if not is_here():
        return Section(title, ABOUT, [Row(f"{NOT_HERE}: LibreOffice is not installed", None)])
    rows: list[Row] = []
    headlines: dict[str, float] = {}
    for words, shape in PLACES.items():
        found, ratio = _size(words, shape)
        rows += found
        headlines[f"LibreOffice, {words.split(',')[0]}"] = ratio
    return Section(title, ABOUT, rows, headlines=headlines)


def _size(words: str, shape: dict[str, int]) -> tuple[list[Row], float]:
    exact = measure("ours.alone:exactly", **shape)
    counted = measure("ours.alone:counted_and_exactly", **shape)
    office = {
        kind: measure("peers.spreadsheet:recalculation", **shape, kind=kind, times=7)
        for kind in (FORMULAS, VALUES, EMPTY)
    }
    check_same("LibreOffice", office[FORMULAS].answer["money"], exact.answer["money"])
    recalculating = _more(office[FORMULAS], office[VALUES])
    opening = _more(office[FORMULAS], office[EMPTY])
    return [
        row(f"**Fordel, {words}, out of the profile**", exact),
        Row("LibreOffice, recalculating alone", recalculating,
            beside=times(recalculating / exact.milliseconds)),
        row("**Fordel, counting the children and allocating**", counted),
        Row("LibreOffice, opening and recalculating", opening,
            beside=times(opening / counted.milliseconds)),
        Row("LibreOffice, from start to end", office[FORMULAS].milliseconds),
    ], opening / counted.milliseconds  # fmt: skip


def _more(whole: Measured, less: Measured) -> float:
    return max(LEAST_MS, whole.milliseconds - less.milliseconds)
