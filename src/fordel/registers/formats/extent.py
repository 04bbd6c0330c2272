"""How far out a workbook's cells lie, before a reader makes room for all that lies between."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from fordel.registers.formats.found import UNREADABLE_ZIP
from fordel.registers.formats.places import column_number
from fordel.registers.refusals.files import CellFarOut, CutFile

MOST_CELLS = 60_000_000
"""Room for a million rows of sixty columns; what a reader holds grows with it."""

_PIECE = 4_000_000
_LONGEST = 200
"""A tag that names a cell or a row is shorter; so much of a piece is looked at again."""
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})[0-9]')
_ROW = re.compile(rb'<(?:\w+:)?(?:c|row) [^>]*?r="[A-Z]{0,3}([0-9]{1,9})"')


def check_extent(path: Path) -> None:
    """Refuse a workbook whose one far-out cell would make room for a whole empty sheet.

    Raises
    ------
    CellFarOut : a sheet reaches over more cells than a reader can hold.
    CutFile : it is not whole.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            sheets = [name for name in packed.namelist() if "worksheets/" in name.lower()]
            for name in sheets:
                row, column = _reach(packed, name)
                if row * column_number(column) > MOST_CELLS:
                    raise CellFarOut(file=path.name, cell=f"{column}{row}")
    except UNREADABLE_ZIP:
        raise CutFile(file=path.name) from None


def _reach(packed: zipfile.ZipFile, name: str) -> tuple[int, str]:
    """The last row and the last column that are named in a sheet."""
    row, column, rest = 0, "A", b""
    with packed.open(name) as inside:
        while piece := inside.read(_PIECE):
            text = rest + piece
            rows = set(_ROW.findall(text))
            row = max([row, *map(int, rows)])
            named = {letters.decode() for letters in set(_CELL.findall(text))}
            column = max([column, *named], key=column_number)
            rest = text[-_LONGEST:]
    return row, column
