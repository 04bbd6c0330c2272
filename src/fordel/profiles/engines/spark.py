"""Spark: on this machine, on a cluster, or the session that is there already."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from fordel.profiles.engines.naming import Engine, EngineKind
from fordel.profiles.engines.opening import CONNECT_SECONDS, OpenEngine
from fordel.profiles.engines.refusals import (
    EngineNotInstalled,
    EngineUnreachable,
    JavaMissing,
    OtherSessionOpen,
)

PATIENCE_VARIABLE = "FORDEL_SPARK_PATIENCE"
PATIENCE_SECONDS = 300.0
"""How long a cluster may be without a single executor before we give it up."""
LOOK_EVERY_SECONDS = 1.0
LOCAL_PARTS = 16
"""Parts that groups are spread over on one machine; Spark's own 200 are for a cluster."""

_SETTINGS = {
    "spark.app.name": "fordel",
    # No web page with queries beside the count, and no bar over our own.
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    # A unit 017835 that is the name of a folder stays text.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    # A column that Fordel does not look at must not stop a file from being read.
    "spark.sql.legacy.parquet.nanosAsLong": "true",
}


@contextmanager
def open_spark(engine: Engine) -> Iterator[OpenEngine]:
    """Open a Spark session; one that was there already is left open.

    Raises
    ------
    EngineNotInstalled, JavaMissing, EngineUnreachable
    """
    _check_installed(engine)
    from pyspark.sql import SparkSession  # noqa: PLC0415

    found = SparkSession.getActiveSession()
    if found is not None and engine.address:
        master = str(found.sparkContext.master)
        if master != engine.address:
            raise OtherSessionOpen(engine=engine.shown, master=master)
    session = found or _new_session(engine)
    try:
        _set_sql_options(session)
        backend = ibis.pyspark.connect(session)

        def reader(expression: ibis.Table) -> list[pa.RecordBatch]:
            # Straight to Arrow; Ibis would go through pandas, with an object for every text.
            return list(session.sql(backend.compile(expression)).toArrow().to_batches())

        yield OpenEngine(engine, backend, reader, lambda: _watched(session, engine))
    finally:
        if found is None:
            _stop(session)


def _check_installed(engine: Engine) -> None:
    try:
        import pyspark  # noqa: F401, PLC0415 - whether it is there is the question
    except ImportError:
        raise EngineNotInstalled(engine=engine.shown, extra="spark") from None
    home = os.environ.get("JAVA_HOME")
    java = home is not None and (Path(home) / "bin" / "java").exists()
    if not java and shutil.which("java") is None:
        raise JavaMissing(engine=engine.shown)


def _new_session(engine: Engine) -> Any:
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415
    from pyspark.sql import SparkSession  # noqa: PLC0415

    if engine.kind is EngineKind.SPARK_CLUSTER:
        _check_masters(engine)
    builder = SparkSession.builder
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    if engine.kind is EngineKind.SPARK_LOCAL:
        builder = builder.config("spark.sql.shuffle.partitions", LOCAL_PARTS)
    if engine.address:
        builder = builder.master(engine.address)
    try:
        with _quiet_start():
            session = builder.getOrCreate()
    except (PySparkException, Py4JError, OSError, RuntimeError) as error:
        raise EngineUnreachable(engine=engine.shown, reason=type(error).__name__) from None
    session.sparkContext.setLogLevel("OFF")
    return session


@contextmanager
def _quiet_start() -> Iterator[None]:
    """Spark's log goes to the error stream of the process; it would bury our own words there."""
    if os.environ.get("SPARK_CONF_DIR") or os.environ.get("SPARK_HOME"):
        yield  # somebody has settled where Spark logs
        return
    place = Path(__file__).with_name("log4j2.properties")
    before = os.environ.get("PYSPARK_SUBMIT_ARGS")
    option = f'--driver-java-options "-Dlog4j2.configurationFile={place.as_uri()}"'
    os.environ["PYSPARK_SUBMIT_ARGS"] = f"{option} {before or 'pyspark-shell'}"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYSPARK_SUBMIT_ARGS"]
        else:
            os.environ["PYSPARK_SUBMIT_ARGS"] = before


def _check_masters(engine: Engine) -> None:
    """Ask whether a master listens at all: Spark itself would try for minutes."""
    reason = ""
    for place in engine.address.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        try:
            socket.create_connection((host, int(port)), CONNECT_SECONDS).close()
        except (OSError, OverflowError) as error:
            reason = type(error).__name__
        else:
            return
    raise EngineUnreachable(engine=engine.shown, reason=reason)


def _set_sql_options(session: Any) -> None:
    """What a session that we did not make has to be told as well."""
    for name, value in _SETTINGS.items():
        if name.startswith("spark.sql."):
            session.conf.set(name, value)


def patience() -> float:
    """Seconds to wait for executors."""
    given = os.environ.get(PATIENCE_VARIABLE, "")
    return float(given) if given.replace(".", "", 1).isdigit() else PATIENCE_SECONDS


@contextmanager
def _watched(session: Any, engine: Engine) -> Iterator[None]:
    """Stop the work when a cluster has had no executor for too long.

    Spark itself waits for ever: a cluster that is gone looks to it like one that is busy.
    """
    if engine.kind is not EngineKind.SPARK_CLUSTER:
        yield
        return
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(session, done, patience()), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join(CONNECT_SECONDS)


def _watch(session: Any, done: threading.Event, most: float) -> None:
    context = session.sparkContext
    last_seen = time.monotonic()
    while not done.wait(LOOK_EVERY_SECONDS):
        try:
            # The driver counts itself.
            if context._jsc.sc().getExecutorMemoryStatus().size() > 1:  # noqa: SLF001 - no public way
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > most:
                context.cancelAllJobs()
                return
        except Exception:  # noqa: BLE001 - the driver is gone, and the question fails by itself
            return


def _stop(session: Any) -> None:
    """Stop a session of ours; a dead one cannot be asked to."""
    from py4j.protocol import Py4JError  # noqa: PLC0415

    try:
        session.stop()
    except (Py4JError, OSError) as error:
        sys.stderr.write(f"Spark: {type(error).__name__}\n")
