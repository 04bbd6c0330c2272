"""Real servers for the tests of engines: PostgreSQL, and a Spark cluster of one worker.

Both are Debian packages; where they are not on the machine, the tests that need them are skipped
and say so.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

_FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
_ON_PATH = shutil.which("initdb")
POSTGRES = _FOUND[-1].parent if _FOUND else Path(_ON_PATH).parent if _ON_PATH else None
_AS_ROOT = os.geteuid() == 0
_SPARK = find_spec("pyspark")

needs_postgres = pytest.mark.skipif(
    POSTGRES is None or (_AS_ROOT and shutil.which("setpriv") is None),
    reason="NOT TESTED: there is no PostgreSQL server here (Debian: postgresql; make packages)",
)
needs_spark = pytest.mark.skipif(
    _SPARK is None or shutil.which("java") is None,
    reason="NOT TESTED: there is no Spark or no Java here (Debian: default-jre-headless)",
)


@dataclass(frozen=True)
class Postgres:
    """A server of its own, reached by a socket in its folder."""

    folder: Path

    @property
    def url(self) -> str:
        return f"postgresql://fordel:secret@/postgres?host={quote(str(self.folder), safe='')}"

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def kill(self) -> None:
        """End it as a power cut would."""
        _pg(self.folder, "pg_ctl", "-D", str(self.folder / "data"), "stop", "-m", "immediate")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start a server that ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="fordel-pg-"))
    try:
        if _AS_ROOT:
            shutil.chown(folder, "postgres", "postgres")
        data = str(folder / "data")
        _pg(folder, "initdb", "-D", data, "-A", "trust", "-U", "fordel", "--no-sync")
        options = f"-c listen_addresses='' -c fsync=off -k {folder}"
        log = str(folder / "log")
        _pg(folder, "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        server = Postgres(folder)
        try:
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pg(folder: Path, program: str, *words: str) -> None:
    assert POSTGRES is not None
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    call = [*(as_user if _AS_ROOT else []), str(POSTGRES / program), *words]
    subprocess.run(call, check=True, cwd=folder, stdout=subprocess.DEVNULL)


@dataclass
class Cluster:
    """A Spark standalone cluster on this machine."""

    url: str
    folder: Path
    processes: list[subprocess.Popen[bytes]]

    def kill(self) -> None:
        """End master, worker and executors as a power cut would."""
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a master and a worker with two cores; they end with the block."""
    folder = Path(tempfile.mkdtemp(prefix="fordel-spark-"))
    port = _free_port()
    found = Cluster(f"spark://127.0.0.1:{port}", folder, [])
    here = ("--host", "127.0.0.1", "--webui-port", "0")
    try:
        found.processes.append(_spark(folder, "master.Master", *here, "--port", str(port)))
        _wait_for(port)
        work = str(folder / "work")
        words = ("--cores", "2", "--memory", "1g", "--work-dir", work, found.url)
        found.processes.append(_spark(folder, "worker.Worker", *here, *words))
        yield found
    finally:
        found.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _spark(folder: Path, name: str, *words: str) -> subprocess.Popen[bytes]:
    assert _SPARK is not None
    assert _SPARK.origin is not None
    program = Path(_SPARK.origin).parent / "bin" / "spark-class"
    call: Sequence[str] = [str(program), f"org.apache.spark.deploy.{name}", *words]
    environment = {
        **os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
        "SPARK_HOME": str(program.parents[1]),
    }  # fmt: skip
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            call, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the master does not listen")
