"""Opening an engine: a connection that answers with counts, and says in words when it cannot."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow as pa

from fordel.domain.errors import UserError
from fordel.profiles.engines.naming import Engine, EngineKind
from fordel.profiles.engines.refusals import EngineDied, EngineFull, EngineUnreachable

DUCKDB_MEMORY = "1500MB"
"""What DuckDB may hold before it goes on in a temporary folder."""
CONNECT_SECONDS = 10
ROWS_PER_BATCH = 250_000
_FULL = frozenset({"DiskFull", "OutOfMemory", "OutOfMemoryException", "OutOfMemoryError"})
_LIBRARIES = r"(ibis|duckdb|_duckdb|pyspark|pandas)(\.|$)"
_CLOSED_DOORS = (
    "Connection refused",
    "timeout expired",
    "password authentication failed",
    "no password supplied",
    "no pg_hba.conf entry",
    "does not exist",
    "No such file or directory",
    "failed to resolve host",
    "could not translate host name",
    "SSL",
    "too many clients",
    "starting up",
    "shutting down",
)


@dataclass(frozen=True)
class OpenEngine:
    """An engine with a connection; every question to it goes through here."""

    engine: Engine
    backend: Any
    reader: Callable[[ibis.Table], Iterable[pa.RecordBatch]]
    """Runs an expression, and gives its rows as they come."""
    watched: Callable[[], AbstractContextManager[None]] = nullcontext
    """Looks after a cluster while it works, so that a dead one does not keep us waiting."""

    def batches(self, expression: ibis.Table) -> Iterator[pa.RecordBatch]:
        """The rows of an expression, batch by batch.

        Raises
        ------
        EngineDied, EngineFull
        """
        with self.guarded(), self.watched():
            yield from self.reader(expression)

    def row(self, expression: ibis.Table) -> dict[str, Any]:
        """The one row of an expression. Raises as :meth:`batches`."""
        rows = [row for batch in self.batches(expression) for row in batch.to_pylist()]
        return dict(rows[0])

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn whatever a driver raises into a refusal; its own words could quote a row."""
        try:
            yield
        except UserError:
            raise
        except Exception as error:
            if not _from_a_driver(error):
                raise
            if _reason(error) in _FULL or "out of memory" in str(error).casefold():
                raise EngineFull(engine=self.engine.shown) from None
            raise EngineDied(engine=self.engine.shown, reason=_reason(error)) from None


@contextmanager
def open_engine(engine: Engine) -> Iterator[OpenEngine]:
    """Open an engine for as long as the block lasts.

    Raises
    ------
    EngineUnreachable : no server answers, or it does not let us in.
    EngineNotInstalled, JavaMissing : what Spark needs is not on this machine.
    """
    if engine.kind is EngineKind.DUCKDB:
        opening = _duckdb(engine)
    elif engine.kind is EngineKind.POSTGRES:
        opening = _postgres(engine)
    else:
        from fordel.profiles.engines.spark import open_spark  # noqa: PLC0415 - an extra

        opening = open_spark(engine)
    with warnings.catch_warnings():
        # The libraries' use of each other's old names is not ours to mend.
        for kind in (DeprecationWarning, FutureWarning, UserWarning):
            warnings.filterwarnings("ignore", category=kind, module=_LIBRARIES)
        warnings.filterwarnings("ignore", message="unclosed", category=ResourceWarning)
        with opening as opened:
            yield opened


@contextmanager
def _duckdb(engine: Engine) -> Iterator[OpenEngine]:
    """In this process; what does not fit in memory goes to a folder that nobody else can read."""
    with tempfile.TemporaryDirectory(prefix="fordel-") as room:
        backend = ibis.duckdb.connect(
            temp_directory=room,
            memory_limit=DUCKDB_MEMORY,
            preserve_insertion_order=False,
            autoload_known_extensions=False,
            autoinstall_known_extensions=False,
        )
        backend.con.execute("SET enable_progress_bar = false")  # the command has its own

        def reader(expression: ibis.Table) -> pa.RecordBatchReader:
            # Ibis' own way of reading in batches asks DuckDB for a name it has dropped.
            found = backend.con.sql(backend.compile(expression))
            return pa.RecordBatchReader.from_stream(found)

        try:
            yield OpenEngine(engine, backend, reader)
        finally:
            backend.disconnect()


@contextmanager
def _postgres(engine: Engine) -> Iterator[OpenEngine]:
    """A server, read only: a mistake here can change nothing there."""
    import psycopg  # noqa: PLC0415 - only where a server is asked for
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        options = dict(conninfo_to_dict(engine.address))
        options.setdefault("connect_timeout", CONNECT_SECONDS)
        options["options"] = f"{options.get('options') or ''} -c default_transaction_read_only=on"
        backend = ibis.postgres.connect(database=options.pop("dbname", None), **options)
    except psycopg.Error as error:
        raise EngineUnreachable(engine=engine.shown, reason=_why_not(error)) from None

    def reader(expression: ibis.Table) -> pa.RecordBatchReader:
        # A cursor on the server: a million patterns do not arrive at once.
        return backend.to_pyarrow_batches(expression, chunk_size=ROWS_PER_BATCH)

    try:
        yield OpenEngine(engine, backend, reader)
    finally:
        backend.disconnect()


def _from_a_driver(error: BaseException) -> bool:
    """Whether an exception comes from an engine, its driver or the line to it."""
    rooms = {kind.__module__.partition(".")[0] for kind in type(error).__mro__}
    return bool(rooms & {"duckdb", "_duckdb", "psycopg", "pyspark", "py4j", "pyarrow"}) or (
        isinstance(error, OSError)
    )


def _why_not(error: BaseException) -> str:
    """Why a server does not let us in, as far as its words are among those that are known."""
    told = str(error).casefold()
    return next((words for words in _CLOSED_DOORS if words.casefold() in told), _reason(error))


def _reason(error: BaseException) -> str:
    """What kind of failure it was: the name of the error, and nothing it says."""
    return type(error).__name__
