"""A source of children larger than memory: Parquet, or a table on the engine."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import ibis
from ibis.common.exceptions import IbisError, TableNotFound

from fordel.profiles.engines.naming import EngineKind
from fordel.profiles.engines.opening import OpenEngine
from fordel.profiles.refusals.counting import SourceNotForEngine
from fordel.profiles.refusals.sources import SourceMissing, SourceUnreadable, WrongType
from fordel.registers.personal import masked
from fordel.registers.refusals.files import FolderInsteadOfFile

COLUMNS = (
    "child", "unit", "district", "age_group", "born_on", "age", "enrolled_from", "enrolled_to",
    "full_time", "hours",
)  # fmt: skip
"""What a source may have, called as in a file of children; beside it a column per criterion."""

PLAIN = "text, boolean, integer, decimal, float, date, timestamp without time zone"
_SHOWN = 8


def source_name(source: str) -> str:
    """What a source is called in messages: the last part of a path, or the table."""
    return Path(source.rstrip("/")).name if _is_path(source) else source


def open_source(opened: OpenEngine, source: str, criteria: Sequence[str]) -> ibis.Table:
    """The columns of a source that Fordel knows; nothing is read yet.

    Parameters
    ----------
    source : a Parquet file, a folder of them (subfolders ``column=value`` are columns of text), or
        the name of a table: ``schema.table`` on PostgreSQL, whatever Spark's catalog knows on
        Spark.
    criteria : further columns to keep.

    Raises
    ------
    SourceNotForEngine, SourceMissing, SourceUnreadable
    WrongType : a column that is needed has a type that Ibis has no word for.
    """
    names = (*COLUMNS, *criteria)
    kind = opened.engine.kind
    if _is_path(source):
        if kind is EngineKind.POSTGRES:
            raise SourceNotForEngine(
                source=source_name(source), engine=opened.engine.shown, kinds="schema.table"
            )
        files = _files(source, local=not opened.engine.is_spark)
        read = _spark_parquet if opened.engine.is_spark else _duckdb_parquet
        return _read(opened, source, lambda: read(opened.backend, source, files, names))
    if kind is EngineKind.DUCKDB:
        if near := _near(Path(), source):
            raise SourceMissing(file=source, near=near)
        raise SourceNotForEngine(source=source, engine=opened.engine.shown, kinds="Parquet")
    if kind is EngineKind.POSTGRES:
        return _read(opened, source, lambda: _postgres_table(opened.backend, source, names))
    return _read(opened, source, lambda: _spark_table(opened.backend, source, names))


def _is_path(source: str) -> bool:
    return "/" in source or source.endswith((".parquet", ".pq")) or Path(source).exists()


def _files(source: str, *, local: bool) -> list[str]:
    """The Parquet files below a path of this machine."""
    if "://" in source:
        return []
    path = Path(source)
    if not path.exists():
        if not local:
            return []  # the machines of a cluster may see what this one does not
        raise SourceMissing(file=path.name, near=_near(path.parent, path.name) or "–")
    files = [path] if path.is_file() else sorted(path.rglob("*.parquet"))
    if not files:
        raise FolderInsteadOfFile(file=path.resolve().name)
    return [str(file) for file in files]


def _near(folder: Path, name: str) -> str:
    """What a folder has of Parquet, nearest first; empty where it has none."""
    if not folder.is_dir():
        return ""
    there = [p.name for p in sorted(folder.iterdir()) if p.suffix in {".parquet", ".pq"}]
    near = get_close_matches(name, there, n=3, cutoff=0.3)
    return ", ".join([*near, *(n for n in there if n not in near)][:_SHOWN])


def _read(opened: OpenEngine, source: str, read: Any) -> ibis.Table:
    """Open a source; what a driver says of it is kept to the kind of error."""
    name = source_name(source)
    try:
        with opened.watched():  # Spark looks into the files with its executors
            return read()
    except TableNotFound:
        near = get_close_matches(name, _tables(opened, source), n=_SHOWN, cutoff=0.0)
        raise SourceMissing(file=name, near=", ".join(near) or "–") from None
    except IbisError as error:
        raise SourceUnreadable(file=name, kind=type(error).__name__) from None
    except Exception as error:
        _raise_for(error, name)
        with opened.guarded():
            raise
    raise AssertionError  # the guard never swallows


def _raise_for(error: Exception, name: str) -> None:
    """Say of a driver's error what can be known of it; errors of the line are left to the guard."""
    kind = type(error).__name__
    condition = getattr(error, "getCondition", getattr(error, "getErrorClass", lambda: ""))() or ""
    if condition in {"PATH_NOT_FOUND", "TABLE_OR_VIEW_NOT_FOUND", "SCHEMA_NOT_FOUND"}:
        raise SourceMissing(file=name, near="–") from None
    if kind in {"AnalysisException", "ParseException"} or "FAILED_READ_FILE" in condition:
        raise SourceUnreadable(file=name, kind=condition or kind) from None
    if "CANNOT_READ_FILE_FOOTER" in str(error) or type(error).__module__.lstrip("_") == "duckdb":
        raise SourceUnreadable(file=name, kind=kind) from None
    if kind == "InsufficientPrivilege":
        raise SourceUnreadable(file=name, kind=kind) from None


def _tables(opened: OpenEngine, source: str) -> list[str]:
    schema = source.rpartition(".")[0]
    try:
        found = opened.backend.list_tables(database=schema or None)
    except Exception:  # noqa: BLE001 - a schema that is not there has no tables
        return []
    return [f"{schema}.{table}" if schema else table for table in found]


def _kept(table: ibis.Table, names: Sequence[str]) -> ibis.Table:
    return table.select([name for name in table.columns if name in names])


def _duckdb_parquet(
    backend: Any, _source: str, files: Sequence[str], names: Sequence[str]
) -> ibis.Table:
    table = backend.read_parquet(list(files), hive_partitioning=True, hive_types_autocast=False)
    return _kept(table, names)


def _postgres_table(backend: Any, source: str, names: Sequence[str]) -> ibis.Table:
    schema, _, table = source.rpartition(".")
    return _kept(backend.table(table, database=schema or None), names)


def _spark_parquet(
    backend: Any, source: str, files: Sequence[str], names: Sequence[str]
) -> ibis.Table:
    place = str(Path(source).resolve()) if files else source
    return _spark_view(backend, backend._session.read.parquet(place), source, names)  # noqa: SLF001


def _spark_table(backend: Any, source: str, names: Sequence[str]) -> ibis.Table:
    return _spark_view(backend, backend._session.table(source), source, names)  # noqa: SLF001


def _spark_view(backend: Any, frame: Any, source: str, names: Sequence[str]) -> ibis.Table:
    """A view with the columns that are needed: Ibis stops at any column it has no type for."""
    from ibis.backends.pyspark.datatypes import PySparkType  # noqa: PLC0415 - an extra

    kept = [name for name in frame.columns if name in names]
    for name in kept:
        kind = frame.schema[name].dataType
        try:
            PySparkType.to_ibis(kind)
            held = kind.typeName() != "timestamp"  # a moment; its date hangs on a time zone
        except (NotImplementedError, IbisError):
            held = False
        if not held:
            shown = masked(kind.simpleString())
            raise WrongType(file=source_name(source), column=name, found=shown, wanted=PLAIN)
    view = f"fordel_{ibis.util.guid()}"
    frame.select(kept).createOrReplaceTempView(view)
    return backend.table(view)


def shown_type(kind: Any) -> str:
    """A column's type as a message may say it."""
    return masked(str(kind).removeprefix("!"))
