"""The same municipality in a spreadsheet, recalculated by LibreOffice without a screen."""

from __future__ import annotations

from pathlib import Path

from benchmarks.apart import Measured, measure
from benchmarks.peers.spreadsheet import is_here
from benchmarks.section import NOT_HERE, Row, Section, check_same, row, times

PLACES = {
    "a municipality, 60 units, 5,000 children": {"children": 5_000, "units": 60},
    "a large city, 540 units, 36,000 children": {"children": 36_000, "units": 540},
}
TELLABLE_MS = 20.0
"""Shorter than this, a difference of two programs' runs is no more than their chance."""

ABOUT = """
The national model without caps for one municipality, written as a workbook: a sheet with a row \
per child (0 or 1 per criterion, and a formula that says whether it counts), a sheet with a row \
per unit (`COUNTIFS` and `SUMIFS` over the children, shares of the pool and of the rest). \
LibreOffice opens it without a screen, recalculates everything and writes the units as CSV; every \
amount must agree with Fordel's to one part in a million.

Recalculating alone is that time less the time for the same workbook with figures where the \
formulas stood; opening and recalculating is less the time for an empty workbook; the three are \
opened in turn. Beside them stand Fordel's exact money with its trace out of the profile, and with \
counting the children first. LibreOffice's memory is not measured.
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
    office = measure("peers.spreadsheet:recalculation", **shape)
    check_same("LibreOffice", office.answer["money"], exact.answer["money"])
    recalculating, opening = office.told["recalculating_ms"], office.told["opening_ms"]
    rows = [
        row(f"**Fordel, {words}, out of the profile**", exact),
        _difference("LibreOffice, recalculating alone", recalculating, exact),
        row("**Fordel, counting the children and allocating**", counted),
        _difference("LibreOffice, opening and recalculating", opening, counted),
        Row("LibreOffice, from start to end", office.told["whole_ms"]),
    ]
    return rows, opening / counted.milliseconds


def _difference(what: str, milliseconds: float, ours: Measured) -> Row:
    if milliseconds < TELLABLE_MS:
        return Row(what, None, None, "too short to be told from opening the file")
    return Row(what, milliseconds, None, times(milliseconds / ours.milliseconds))
