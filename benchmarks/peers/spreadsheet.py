"""A spreadsheet: the same municipality as a workbook of formulas, recalculated by LibreOffice."""

from __future__ import annotations

import csv
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import xlsxwriter

from benchmarks import national
from benchmarks.apart import Task, own_folder
from benchmarks.shapes import AGE_WEIGHTS, AGES, CRITERIA, Children

PROGRAM = "soffice"
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode">
<value>0</value></prop></item></oor:items>
"""
"""Recalculate whatever is opened; otherwise LibreOffice would show what the file says."""
FORMULAS, VALUES, EMPTY = "formulas", "values", "empty"


Put = Callable[[Any, str, str], None]
"""Writes a formula, or a figure in its stead, into a sheet's cell."""


def is_here() -> bool:
    return shutil.which(PROGRAM) is not None


def write_workbook(them: Children, path: Path, kind: str = FORMULAS) -> None:
    """The national model for these children, as a careful user of spreadsheets writes it.

    Sheet `units` comes first, so that it is what a CSV of the workbook shows: a row per unit with
    its children, load, base, need and total. Sheet `children` has a row per child with 0 or 1 per
    criterion and whether it counts. Sheet `model` has the figures that a variant changes.

    Parameters
    ----------
    kind : ``formulas``; ``values`` has the same cells with a figure where a formula stood, so that
        opening and recalculating can be told apart; ``empty`` has nothing.
    """
    book = xlsxwriter.Workbook(path)
    units = book.add_worksheet("units")
    if kind != EMPTY:
        model, children = book.add_worksheet("model"), book.add_worksheet("children")
        figures = (
            ("frame", national.frame_of(len(them.unit))),
            ("share", 0.05),
            ("at least", 2),
            ("weight 0-2", AGE_WEIGHTS[0]),
        )
        for row, figure in enumerate(figures):
            model.write_row(row, 0, figure)

        def put(sheet: Any, cell: str, formula: str) -> None:
            if kind == FORMULAS:
                sheet.write_formula(cell, formula)
            else:
                sheet.write_number(cell, 1)

        _write_children(them, children, put)
        _write_units(them, units, put)
    book.close()


def _write_children(them: Children, sheet: Any, put: Put) -> None:
    sheet.write_row(0, 0, ["unit", "age", *CRITERIA, "counts"])
    keys = them.keys
    for i, (unit, age) in enumerate(zip(them.unit.tolist(), them.age.tolist(), strict=True)):
        sheet.write_row(i + 1, 0, [keys[unit], AGES[age], *them.met[i].astype(int).tolist()])
        put(sheet, f"I{i + 2}", f"=IF(SUM(C{i + 2}:H{i + 2})>=model!$B$3,1,0)")


def _write_units(them: Children, sheet: Any, put: Put) -> None:
    sheet.write_row(0, 0, ["unit", "weighted", "load", "base", "need", "total"])
    rows, last = len(them.unit) + 1, them.units + 1
    named = f"children!$A$2:$A${rows}"
    for row, key in enumerate(them.keys, start=2):
        sheet.write_string(f"A{row}", key)
        young, older = (f'COUNTIFS({named},A{row},children!$B$2:$B${rows},"{a}")' for a in AGES)
        put(sheet, f"B{row}", f"=model!$B$4*{young}+{older}")
        put(sheet, f"C{row}", f"=SUMIFS(children!$I$2:$I${rows},{named},A{row})")
        put(sheet, f"D{row}", f"=model!$B$1*(1-model!$B$2)*B{row}/SUM(B$2:B${last})")
        put(sheet, f"E{row}", f"=model!$B$1*model!$B$2*C{row}/SUM(C$2:C${last})")
        put(sheet, f"F{row}", f"=D{row}+E{row}")


class Office:
    """LibreOffice without a screen, with settings of its own so that nobody else's are touched."""

    def __init__(self, place: Path) -> None:
        self._out = place / "out"
        profile = place / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        self._call = [
            PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
            # Full precision: field separator, text delimiter, UTF-8, first line, formats, ...
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1",
            "--outdir", str(self._out),
        ]  # fmt: skip

    def recalculate(self, book: Path) -> Path:
        """Open a workbook, recalculate it, write its first sheet as CSV, and end."""
        subprocess.run([*self._call, str(book)], capture_output=True, check=True, timeout=300)
        [found] = self._out.glob(f"{book.stem}*.csv")
        return found


def recalculation(children: int, units: int, times: int = 5) -> Task:
    """Start, open, recalculate, write; the answer is each unit's money.

    A run opens the three kinds of workbook one after another, so that they are told apart under the
    same conditions; medians of the differences are told in milliseconds.
    """
    place = own_folder()
    them, office = national.children(children, units), Office(place)
    books = {kind: place / f"{kind}.xlsx" for kind in (FORMULAS, VALUES, EMPTY)}
    for kind, book in books.items():
        write_workbook(them, book, kind)
    took: dict[str, list[float]] = {kind: [] for kind in books}

    def work() -> Path:
        found = {}
        for kind, book in books.items():
            begun = time.perf_counter()
            found[kind] = office.recalculate(book)
            took[kind].append((time.perf_counter() - begun) * 1000)
        return found[FORMULAS]

    def more_than(less: str) -> float:
        # The first of several runs warms up.
        pairs = list(zip(took[FORMULAS], took[less], strict=True))[-times:]
        return median(whole - part for whole, part in pairs)

    def told() -> dict[str, float]:
        return {
            "whole_ms": median(took[FORMULAS][-times:]),
            "recalculating_ms": more_than(VALUES),
            "opening_ms": more_than(EMPTY),
        }

    return Task(work, lambda found: {"money": _amounts(found)}, times, told=told)


def _amounts(found: Path) -> np.ndarray:
    with found.open(encoding="utf-8", newline="") as file:
        return np.array([float(row["total"]) for row in csv.DictReader(file)])
