"""Each contender in a process of its own: time by the median of several runs, memory by its peak.

The process is told a function by name, ``module:function``, and its arguments as JSON. The function
prepares what the contender starts from and returns a :class:`Task`; only the task's work is timed.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
MEBI = 2**20


@dataclass(frozen=True)
class Task:
    """Work to be timed.

    ``work`` is called once to warm up, unless it is to be timed once only, and then ``times``
    times; its time is divided by ``each``, the number of things it does. ``answer`` makes arrays of
    what the last call returned, for holding contenders against each other; it is not timed, nor is
    ``told``, which adds figures.
    """

    work: Callable[[], Any]
    answer: Callable[[Any], dict[str, Any]] = lambda _: {}
    times: int = 5
    each: int = 1
    told: Callable[[], dict[str, float]] = dict


@dataclass(frozen=True)
class Measured:
    """What a contender took; ``answer`` holds its arrays, ``told`` further figures."""

    milliseconds: float
    peak_mib: float
    times: int
    answer: dict[str, Any]
    told: dict[str, float]


def measure(contender: str, **arguments: Any) -> Measured:
    """Run a contender in a process of its own and wait for it.

    Parameters
    ----------
    contender : ``module:function`` below ``benchmarks``; the function returns a :class:`Task`.
    arguments : given to the function; what JSON can hold.
    """
    with tempfile.TemporaryDirectory() as place:
        found = Path(place) / "answer.npz"
        call = [sys.executable, "-m", "benchmarks.apart", contender, json.dumps(arguments)]
        done = subprocess.run(
            [*call, str(found)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{contender} did not finish:\n{done.stderr[-4000:]}")
        with np.load(found) as arrays:
            answer = dict(arrays)
    return Measured(answer=answer, **json.loads(done.stdout.splitlines()[-1]))


def own_folder() -> Path:
    """A folder for this process, removed when it ends."""
    place = tempfile.mkdtemp(prefix="fordel-bench-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return Path(place)


def timed(task: Task) -> tuple[float, Any]:
    """The median of a task's runs in milliseconds, after one to warm up, and its last result."""
    result = task.work() if task.times > 1 else None
    taken = []
    for _ in range(task.times):
        begun = time.perf_counter()
        result = task.work()
        taken.append((time.perf_counter() - begun) * 1000 / task.each)
    return median(taken), result


def peak_mib() -> float:
    """The most memory this process and those it has running held, each at its peak, added up.

    From /proc, where the peak is the program's own: what getrusage says of a child begins with the
    size of the process that started it. Programs that have ended are not seen.
    """
    return sum(_peaks(os.getpid())) / MEBI


def _peaks(process: int) -> Iterator[int]:
    place = Path("/proc") / str(process)
    for line in (place / "status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            yield int(line.split()[1]) * 1024
    for thread in (place / "task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from _peaks(int(child))


def main() -> None:
    contender, arguments, found = sys.argv[1:]
    module, function = contender.split(":")
    prepare = getattr(importlib.import_module(f"benchmarks.{module}"), function)
    task: Task = prepare(**json.loads(arguments, parse_float=Decimal))
    milliseconds, result = timed(task)
    peak = peak_mib()
    np.savez(found, **task.answer(result))
    said = {
        "milliseconds": milliseconds, "peak_mib": peak, "times": task.times, "told": task.told(),
    }  # fmt: skip
    sys.stdout.write("\n" + json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
