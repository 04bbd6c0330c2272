"""What the values of a workbook do not tell: which are formulas, percentages or errors.

The reader of workbooks gives a formula's last result as if it had been typed, and builds a whole
rectangle in memory however few cells are filled. So the parts are looked through first.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from fordel.interventions.sheets.refusals.files import FarTooMuchInIt, NotAWorkbook
from fordel.registers.formats.found import MEGABYTE, UNREADABLE_ZIP, check_unpacked, format_of
from fordel.registers.formats.places import column_number
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.files import FolderInsteadOfFile, NoSuchFile, TooLarge

LARGEST_MB = 10
LARGEST_UNPACKED_MB = 60
MOST_ROWS, MOST_COLUMNS = 2_000, 60
"""Where a registration sheet ends at the latest."""

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BUILT_IN_PERCENT = {9, 10}
Attributes = dict[str, str]
Place = tuple[int, int]


@dataclass
class Looked:
    """The cells of one sheet that are not plainly typed values; row and column from zero."""

    formulas: set[Place] = field(default_factory=set)
    percents: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)


class _Odd(Exception):
    """A part that is not as programs write it."""


_UNREADABLE = (
    _Odd,
    expat.ExpatError,
    LookupError,  # a part that is not there, or says that it is in an unknown encoding
    ValueError,
    *UNREADABLE_ZIP,
)
"""What Python raises for a file that is not what it should be."""


def look_through(path: Path, name: str) -> dict[str, Looked]:
    """The sheets of a workbook by name, once size, content and extent are as they should be.

    Parameters
    ----------
    name : what the file is called to its reader.

    Raises
    ------
    NoSuchFile, FolderInsteadOfFile, NotAWorkbook, FarTooMuchInIt
    """
    _check_file(path, name)
    try:
        with zipfile.ZipFile(path) as packed:
            parts = [entry.lower() for entry in packed.namelist()]
            if len(parts) != len(set(parts)):
                raise NotAWorkbook(file=name)
            percents = _percent_styles(packed)
            return {
                sheet: _look(packed, part, percents, name, sheet)
                for sheet, part in _sheet_parts(packed).items()
            }
    except _UNREADABLE:
        raise NotAWorkbook(file=name) from None


def _check_file(path: Path, name: str) -> None:
    if path.is_dir():
        raise FolderInsteadOfFile(file=path.resolve().name)
    try:
        form = format_of(path)
        large = path.stat().st_size > LARGEST_MB * MEGABYTE
        if form == "XLSX" and not large:
            check_unpacked(path, LARGEST_UNPACKED_MB)
    except NoSuchFile:
        raise NoSuchFile(file=name) from None
    except TooLarge:
        raise FarTooMuchInIt(file=name) from None
    except (FileRefused, *_UNREADABLE):
        raise NotAWorkbook(file=name) from None
    if form != "XLSX":
        raise NotAWorkbook(file=name)
    if large:
        raise FarTooMuchInIt(file=name)


def _parse(
    packed: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
) -> None:
    """Walk through the elements of a part, by names without their prefix."""

    def refuse(*_: object) -> None:
        raise _Odd

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, given: start(tag.rpartition(":")[2], given)
    if end is not None:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    with packed.open(part) as inside:
        parser.ParseFile(inside)


def _sheet_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, given: Attributes) -> None:
        if tag == "Relationship":
            target = given["Target"]
            targets[given["Id"]] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"

    def sheet(tag: str, given: Attributes) -> None:
        if tag == "sheet":
            key = next(value for name, value in given.items() if name.endswith(":id"))
            sheets[given["name"]] = key

    _parse(packed, "xl/_rels/workbook.xml.rels", relation)
    try:
        _parse(packed, "xl/workbook.xml", sheet)
    except StopIteration:
        raise _Odd from None
    return {name: targets[key] for name, key in sheets.items() if "worksheets/" in targets[key]}


def _percent_styles(packed: zipfile.ZipFile) -> set[int]:
    """The styles of cells that show a number as a percentage, by their place in the list."""
    if "xl/styles.xml" not in packed.namelist():
        return set()
    percents, found = set(_BUILT_IN_PERCENT), set[int]()
    within, count = [""], [0]

    def start(tag: str, given: Attributes) -> None:
        if tag == "numFmt" and "%" in given.get("formatCode", ""):
            percents.add(int(given["numFmtId"]))
        elif tag in {"cellXfs", "cellStyleXfs"}:
            within[0] = tag
        elif tag == "xf" and within[0] == "cellXfs":
            if int(given.get("numFmtId", "0")) in percents:
                found.add(count[0])
            count[0] += 1

    _parse(packed, "xl/styles.xml", start)
    return found


def _look(packed: zipfile.ZipFile, part: str, percents: set[int], file: str, sheet: str) -> Looked:
    looked, here = Looked(), [(0, 0)]

    def start(tag: str, given: Attributes) -> None:
        if tag == "c":
            here[0] = place = _place(given.get("r", ""))
            if int(given.get("s", "0")) in percents:
                looked.percents.add(place)
            if given.get("t") == "e":
                looked.errors.add(place)
        elif tag in {"v", "is", "f"} and _is_far_out(here[0]):
            # An empty cell out there is only a format, which the reader passes over.
            raise FarTooMuchInIt(file=file, sheet=sheet)
        if tag == "f":
            looked.formulas.add(here[0])
            looked.formulas.update(_filled_by(given.get("ref", "")))

    _parse(packed, part, start)
    return looked


def _is_far_out(place: Place) -> bool:
    return place[0] >= MOST_ROWS or place[1] >= MOST_COLUMNS


def _filled_by(reference: str) -> Iterator[Place]:
    """The cells that one formula fills, as a range such as B9:B12 says."""
    first, _, last = reference.partition(":")
    if last:
        (top, left), (bottom, right) = _place(first), _place(last)
        for row in range(top, min(bottom, MOST_ROWS) + 1):
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                yield row, column


def _place(reference: str) -> Place:
    """Row and column, from zero, of a reference such as B9."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        raise _Odd
    letters, digits = match.groups()
    return int(digits) - 1, column_number(letters) - 1
