"""What a file really is, by its first bytes and not by its name; and whether it is too large."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path
from typing import IO

from fordel.registers.refusals.files import (
    CutFile,
    EmptyFile,
    NoSuchFile,
    NotWhatItsNameSays,
    TooLarge,
    UnknownFormat,
)

MEGABYTE = 1_000_000
LARGEST_TEXT_MB = 400
"""Files read as a whole (CSV, PX, JSON-stat) may not be larger; Parquet is read in columns."""
LARGEST_WORKBOOK_MB = 100
LARGEST_UNPACKED_MB = 1_500
"""What a workbook or a packed CSV may take up when unpacked."""

UNREADABLE_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # a part that needs a password
    NotImplementedError,  # a kind of zip that Python does not know
)
"""What Python raises for a packed file that is not whole."""

TEXT, BINARY = "TXT", "BIN"
"""What is plain text, and what is nothing that is known."""

ENDINGS = {
    ".csv": "CSV",
    ".tsv": "CSV",
    ".txt": "CSV",
    ".csv.gz": "CSV.GZ",
    ".xlsx": "XLSX",
    ".xlsm": "XLSX",
    ".parquet": "Parquet",
    ".px": "PC-Axis",
    ".json": "JSON-stat",
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PAR1", "Parquet"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "XLS (Excel 97-2003)"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)
_TEXT_FORMATS = frozenset({"CSV", "PC-Axis", "JSON-stat"})


def ending_of(path: Path) -> str:
    """The ending that says the format, also a double one as ``.csv.gz``."""
    name = path.name.lower()
    return next((ending for ending in sorted(ENDINGS, key=len)[::-1] if name.endswith(ending)), "")


def stem_of(path: Path) -> str:
    """The name before the ending."""
    return path.name[: len(path.name) - len(ending_of(path))]


def format_of(path: Path) -> str:
    """The format by name, once the content agrees with it and the size allows it.

    Raises
    ------
    NoSuchFile, UnknownFormat, EmptyFile, TooLarge, NotWhatItsNameSays, CutFile
    """
    if path.is_dir():
        return "Parquet"
    if not path.is_file():
        raise NoSuchFile(file=path.name)
    ending = ending_of(path)
    if not ending:
        raise UnknownFormat(file=path.name, ending=path.suffix)
    expected = ENDINGS[ending]
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile(file=path.name)
    _check_size(path, expected, size)
    found = content_of(path)
    allowed = {"CSV.GZ": {"gzip"}}.get(expected, {expected})
    if found == TEXT and expected == "CSV":
        return expected
    if found not in allowed:
        raise NotWhatItsNameSays(file=path.name, expected=expected, found=found)
    return expected


def _check_size(path: Path, expected: str, size: int) -> None:
    limits = {"XLSX": LARGEST_WORKBOOK_MB, "Parquet": None}
    limit = limits.get(expected, LARGEST_TEXT_MB)
    if limit is not None and size > limit * MEGABYTE:
        raise TooLarge(file=path.name, megabytes=size // MEGABYTE, limit=limit)


def content_of(path: Path) -> str:
    """What the first bytes say: a format by name, or ``TXT``."""
    with path.open("rb") as file:
        start = file.read(4096)
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return _content_of_zip(path) if name == "zip" else name
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TEXT
    if b"\x00" in start and not _is_utf16(start):
        return BINARY
    return _kind_of_text(start.removeprefix(b"\xef\xbb\xbf").lstrip())


def _is_utf16(start: bytes) -> bool:
    """Whether zero bytes are those of Latin letters in UTF-16 without a byte order mark."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    return max(even, odd) > len(start) // 4 and min(even, odd) == 0


def _kind_of_text(start: bytes) -> str:
    lowered = start[:1000].lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table")):
        return "HTML"
    if lowered.startswith(b"<?xml"):
        return "HTML" if b"<html" in lowered else "XML"
    if start.startswith((b"{", b"[")):
        return "JSON-stat" if start.startswith(b"{") else "JSON"
    if lowered.startswith((b"charset=", b"axis-version=", b"codepage=", b"matrix=")):
        return "PC-Axis"
    return TEXT


def _content_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise CutFile(file=path.name) from None
    if unpacked > LARGEST_UNPACKED_MB * MEGABYTE:
        raise TooLarge(file=path.name, megabytes=unpacked // MEGABYTE, limit=LARGEST_UNPACKED_MB)
    if any(name.startswith("xl/") for name in names):
        return "XLSX"
    if any(name.startswith("word/") for name in names):
        return "DOCX"
    return "ODS" if "content.xml" in names else "zip"


def check_unpacked(path: Path, limit: int) -> None:
    """Refuse a packed file that would be too large, by what is in it and not by what it says.

    Parameters
    ----------
    limit : megabytes that a workbook or a packed CSV may take up when unpacked.

    Raises
    ------
    TooLarge, CutFile
    """
    with path.open("rb") as file:
        start = file.read(4)
    room = limit * MEGABYTE
    try:
        if start.startswith(b"PK"):
            with zipfile.ZipFile(path) as packed:
                for entry in packed.infolist():
                    with packed.open(entry) as inside:
                        room -= _measure(inside, room)
        elif start.startswith(b"\x1f\x8b"):
            with gzip.open(path) as inside:
                room -= _measure(inside, room)
    except UNREADABLE_ZIP:
        raise CutFile(file=path.name) from None
    if room < 0:
        raise TooLarge(file=path.name, megabytes=limit + 1, limit=limit)


def _measure(inside: IO[bytes] | gzip.GzipFile, room: int) -> int:
    """How many bytes come out; it stops once they are more than there is room for."""
    found = 0
    while found <= room and (piece := inside.read(MEGABYTE)):
        found += len(piece)
    return found
