"""Small data folders for the tests of the registers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from fordel.domain.ages import AgeGroup
from fordel.registers.contract import FILES
from fordel.registers.reading import ReadResult, read_register
from fordel.registers.records import Needs
from fordel.registers.refusals.report import RefusalReport, RefusedFiles

YOUNG, OLD = AgeGroup("0-2", 0, 2), AgeGroup("3-5", 3, 5)
NEEDS = Needs((YOUNG, OLD), count_on=date(2026, 9, 5))

UNITS = "unit;name;children_0-2;children_3-5\n0101;Solsikken;20;40\n0102;Åhuset;0;55,5\n"
PLAIN_UNITS = "unit;name\n0101;Solsikken\n0102;Åhuset\n"


def write(folder: Path, **files: str | bytes) -> Path:
    """Write files into a folder; ``units=…`` becomes ``units.csv``, ``a__px=…`` ``a.px``."""
    for name, content in files.items():
        stem, _, ending = name.partition("__")
        path = folder / f"{stem}.{(ending or 'csv').replace('_', '.')}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def needing(*files: str, criteria: tuple[str, ...] = ()) -> Needs:
    return replace(NEEDS, files=frozenset(files), criteria=criteria)


def read(folder: Path, needs: Needs = NEEDS, **files: str | bytes) -> ReadResult:
    """Read a folder for a model that needs every data file in it."""
    written = {name.partition("__")[0] for name in files} & set(FILES)
    return read_register(write(folder, **files), replace(needs, files=needs.files | written))


def refused(folder: Path, needs: Needs = NEEDS, **files: str | bytes) -> RefusalReport:
    """The report of a folder that must be refused."""
    try:
        read(folder, needs, **files)
    except RefusedFiles as error:
        return error.report
    raise AssertionError("nothing was refused")


def kinds(report: RefusalReport) -> list[str]:
    return [type(problem).__name__ for problem in report.problems]
