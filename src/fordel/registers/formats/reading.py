"""Any file as a table: the format is found, then its reader is called."""

from __future__ import annotations

from pathlib import Path

from fordel.registers.formats.delimited import read_delimited
from fordel.registers.formats.found import format_of
from fordel.registers.formats.jsonstat import read_jsonstat
from fordel.registers.formats.parquet import read_parquet
from fordel.registers.formats.pcaxis import read_pcaxis
from fordel.registers.formats.workbook import read_workbook
from fordel.registers.table import Table

READERS = {
    "CSV": read_delimited,
    "CSV.GZ": read_delimited,
    "Parquet": read_parquet,
    "PC-Axis": read_pcaxis,
    "JSON-stat": read_jsonstat,
}


def read_file(path: Path, sheet: str | None = None) -> Table:
    """Read a file of any known format; ``sheet`` names one of a workbook's.

    Raises
    ------
    FileRefused, RefusedFiles : it cannot be read; see :mod:`fordel.registers.refusals.files`.
    """
    form = format_of(path)
    return read_workbook(path, sheet) if form == "XLSX" else READERS[form](path)
