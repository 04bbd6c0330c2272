"""A Spark cluster of one worker, for the tests of engines; where it cannot be, tests say so."""

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

import pytest

_SPARK = find_spec("pyspark")

needs_spark = pytest.mark.skipif(
    _SPARK is None or shutil.which("java") is None,
    reason="NOT TESTED: there is no Spark or no Java here (Debian: default-jre-headless)",
)


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
