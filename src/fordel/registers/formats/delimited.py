"""CSV in all its dialects: encoding, delimiter and headers are found in the file itself."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa

from fordel.registers.formats.found import LARGEST_UNPACKED_MB, MEGABYTE
from fordel.registers.formats.grid import find_headers
from fordel.registers.records import SourceFile
from fordel.registers.refusals.files import (
    CutFile,
    EmptyFile,
    TooLarge,
    UnclosedQuote,
    UnevenRow,
    UnreadableText,
)
from fordel.registers.refusals.report import NOT_USED, Problems
from fordel.registers.table import Column, Facts, Table
from fordel.registers.words import words

DELIMITERS = (";", ",", "\t", "|")
SAMPLED = 200
"""Records from the top by which the delimiter is chosen."""

Record = tuple[int, list[str]]


def read_delimited(path: Path) -> Table:
    """Read a CSV file.

    Raises
    ------
    CutFile, EmptyFile, NoHeader, TooLarge, UnclosedQuote, UnevenRow, UnreadableText
    """
    content = _content(path)
    text, encoding = decoded(content, path.name)
    if not text.strip():
        raise EmptyFile(file=path.name)
    text, stated = _without_separator_line(text)
    delimiter = stated or find_delimiter(text, path.name)
    records = _records(text, delimiter, path.name, skipped=1 if stated else 0)
    return _table(path, content, records, Facts("CSV", encoding, delimiter))


def _content(path: Path) -> bytes:
    if not path.name.lower().endswith(".gz"):
        return path.read_bytes()
    limit = LARGEST_UNPACKED_MB * MEGABYTE
    try:
        with gzip.open(path) as packed:
            content = packed.read(limit + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise CutFile(file=path.name) from None
    if len(content) > limit:
        raise TooLarge(
            file=path.name, megabytes=len(content) // MEGABYTE, limit=LARGEST_UNPACKED_MB
        )
    return content


def decoded(content: bytes, file: str) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    UTF-8 is tried first, for text in another encoding is hardly ever valid UTF-8 by accident.
    """
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encoding = next((name for mark, name in marks if content.startswith(mark)), None)
    if encoding is None and b"\x00" in content[:4096]:
        encoding = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
    candidates = [encoding] if encoding else ["utf-8", "cp1252"]
    for candidate in candidates:
        try:
            return content.decode(candidate), candidate
        except UnicodeDecodeError as error:
            if candidate != "cp1252" and _cut_inside_a_character(content, error):
                raise CutFile(file=file) from None
    raise UnreadableText(file=file)


def _cut_inside_a_character(content: bytes, error: UnicodeDecodeError) -> bool:
    """Whether only the very last character is incomplete, after others that were not ASCII."""
    if error.reason not in {"unexpected end of data", "truncated data"}:
        return False
    before = content[: error.start]
    return error.encoding.startswith("utf-16") or not before.isascii()


def _without_separator_line(text: str) -> tuple[str, str | None]:
    """Excel's own first line ``sep=;`` states the delimiter."""
    first, _, rest = text.partition("\n")
    key, _, stated = first.strip().partition("=")
    return (rest, stated) if key.lower() == "sep" and stated in DELIMITERS else (text, None)


def find_delimiter(text: str, file: str) -> str:
    """The delimiter that divides the records most evenly, and into the most fields.

    A file of one column has none; the semicolon is then as good as any.
    """
    best, best_score = DELIMITERS[0], (0.0, 0)
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths: Counter[int] = Counter()
        try:
            for _, record in zip(range(SAMPLED), reader, strict=False):
                if record:
                    widths[len(record)] += 1
        except csv.Error:
            continue
        if not widths:
            raise EmptyFile(file=file)
        width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        even = times / widths.total()
        if width > 1 and (round(even, 2), width) > best_score:
            best, best_score = delimiter, (round(even, 2), width)
    return best


def _records(text: str, delimiter: str, file: str, skipped: int) -> list[Record]:
    """The records that are not blank, each with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Record] = []
    line = 0
    try:
        for record in reader:
            start, line = line + 1 + skipped, reader.line_num
            if any(map(str.strip, record)):
                records.append((start, record))
    except csv.Error:
        raise UnclosedQuote(file=file, row=line + 1 + skipped) from None
    return records


def _table(path: Path, content: bytes, records: list[Record], facts: Facts) -> Table:
    file = path.name
    top = find_headers([[cell.strip() for cell in cells] for _, cells in records[:20]], file)
    width = len(records[top.place][1])
    body = _without_footnotes([_fitted(*record, width) for record in records[top.place + 1 :]])
    if not body:
        raise EmptyFile(file=file)
    _check_widths(body, width, file)
    named = len(top.headers)
    by_column = list(zip(*(cells for _, cells in body), strict=True))
    columns = tuple(
        _column(header, cells) for header, cells in zip(top.headers, by_column[:named], strict=True)
    )
    source = SourceFile(file, hashlib.sha256(content).hexdigest(), len(body))
    rows = np.array([line for line, _ in body], dtype=np.int64)
    skipped = records[top.place][0] - 1
    return Table(
        source, columns, rows, Facts("CSV", facts.encoding, facts.delimiter, None, skipped)
    )


def _column(header: str, cells: tuple[str, ...]) -> Column:
    """Blanks around a cell are padding."""
    return Column(header, lambda: pa.array([cell.strip() for cell in cells], pa.string()))


def _fitted(line: int, cells: list[str], width: int) -> Record:
    """A record without empty cells beyond the headers, which say nothing."""
    return (line, cells) if any(cells[width:]) else (line, cells[:width])


def _without_footnotes(records: list[Record]) -> list[Record]:
    end = len(records)
    while end:
        filled = [cell.strip() for cell in records[end - 1][1] if cell.strip()]
        if len(filled) > 1 or not words().is_footnote(filled[0]):
            break
        end -= 1
    return records[:end]


def _check_widths(records: list[Record], width: int, file: str) -> None:
    problems = Problems(NOT_USED)
    last = len(records) - 1
    for place, (line, cells) in enumerate(records):
        if place == last and len(cells) < width:
            problems.add(CutFile(file=file, row=line))
        elif len(cells) != width:
            problems.add(UnevenRow(file=file, row=line, found=len(cells), expected=width))
    problems.raise_any()
