"""Parquet, one file or a folder of partitions: a column is read when it is asked for."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from fordel.registers.records import SourceFile
from fordel.registers.refusals.files import CutFile, EmptyFile, FolderInsteadOfFile
from fordel.registers.table import Column, Facts, Table

CHUNK = 1 << 20


def read_parquet(path: Path) -> Table:
    """Open a Parquet file, or a folder of them whose subfolders are ``column=value``.

    Raises
    ------
    CutFile, EmptyFile, FolderInsteadOfFile
    """
    name = path.resolve().name
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not files:
        raise FolderInsteadOfFile(file=name)
    try:
        data = ds.dataset([str(file) for file in files], partitioning=_partitioning(path))
        rows = data.count_rows()
    except (pa.ArrowException, OSError):
        kind = FolderInsteadOfFile if path.is_dir() else CutFile
        raise kind(file=name) from None
    if rows == 0:
        raise EmptyFile(file=name)
    columns = tuple(_column(data, field, name) for field in data.schema)
    source = SourceFile(name, _digest(files, path), rows)
    numbers = np.arange(1, rows + 1, dtype=np.int64)
    return Table(source, columns, numbers, Facts("Parquet"))


def _partitioning(path: Path) -> ds.Partitioning | None:
    """Folder names as text: a code 0101 must not become the number 101."""
    if not path.is_dir():
        return None
    names = dict.fromkeys(
        part.split("=", 1)[0]
        for file in sorted(path.rglob("*.parquet"))
        for part in file.relative_to(path).parts[:-1]
        if "=" in part
    )
    return ds.partitioning(pa.schema([(name, pa.string()) for name in names]), flavor="hive")


def _digest(files: list[Path], path: Path) -> str:
    """SHA-256 of a file; of a folder, over the hashes and names of its files."""
    if files == [path]:
        return _hash(path)
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{_hash(file)}  {file.relative_to(path).as_posix()}\n".encode())
    return whole.hexdigest()


def _hash(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while part := opened.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()


def _column(data: ds.Dataset, field: pa.Field, file: str) -> Column:
    is_text = pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
    coded = pa.types.is_dictionary(field.type)
    is_text = is_text or (coded and pa.types.is_string(field.type.value_type))

    def load() -> pa.Array:
        try:
            cells = data.to_table(columns=[field.name]).column(0)
        except (pa.ArrowException, OSError):
            raise CutFile(file=file) from None
        return as_text(cells)

    return Column(field.name, load, machine=not is_text)


def as_text(cells: pa.ChunkedArray) -> pa.Array:
    """Any column as trimmed text, empty where null; floats in the shortest form that is exact."""
    kind = cells.type
    if pa.types.is_dictionary(kind):
        cells = cells.cast(kind.value_type)
        kind = kind.value_type
    if pa.types.is_floating(kind):
        encoded = cells.combine_chunks().dictionary_encode()
        texts = pa.array([_float(value) for value in encoded.dictionary.to_pylist()], pa.string())
        text = texts.take(encoded.indices)
    elif pa.types.is_timestamp(kind):
        text = cells.cast(pa.timestamp("s"), safe=False).cast(pa.date32()).cast(pa.string())
    else:
        text = cells.cast(pa.string())
    filled = pc.utf8_trim_whitespace(pc.fill_null(text, ""))
    return filled.combine_chunks() if isinstance(filled, pa.ChunkedArray) else filled


def _float(value: float) -> str:
    if value != value:  # noqa: PLR0124 - only NaN differs from itself
        return ""
    return str(int(value)) if value.is_integer() else repr(value)
