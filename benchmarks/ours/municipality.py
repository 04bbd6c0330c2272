"""The demonstration's municipality: reading, counting, allocating exactly, telling why."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.apart import Task, own_folder
from fordel.allocation.bundles.bundle import bundle_bytes
from fordel.allocation.change import explain_change
from fordel.allocation.inputs import Inputs, needs_of
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import load_model
from fordel.allocation.runs import Run, make_run
from fordel.budget_year.computing import compute, count_children
from fordel.demonstration import make_municipality, write
from fordel.registers.reading import ReadResult, read_register

MODEL, YEAR = "demokommune", 2027


@dataclass(frozen=True)
class Case:
    """A municipality read and counted, with the year before as last year."""

    folder: Path
    model: Model
    read: ReadResult
    inputs: Inputs
    before: Run

    @property
    def year(self) -> int:
        return YEAR


def folder(units: int = 75, children: int = 6300) -> Path:
    """The municipality's files: about 60 units in scope and 5,000 children, six criteria."""
    place = own_folder()
    write(make_municipality(1, units=units, children=children), place)
    return place


@cache
def case() -> Case:
    place, model = folder(), load_model(MODEL)
    before = compute(model, place, YEAR - 1).run
    read = read_register(place, needs_of(model, YEAR), year=YEAR)
    profiles = count_children(model, read, YEAR)
    inputs = Inputs(read.register, profiles.enrolled, profiles.resident, before.as_last_year())
    return Case(place, model, read, inputs, before)


def piece(name: str) -> Task:
    """One of the pieces of the main job, see :data:`PIECES`."""
    known = case()
    work = PIECES[name](known)
    run = make_run(known.model, known.inputs, YEAR)
    children = int(sum(run.allocation.enrolled.totals))
    told: dict[str, float] = {"units": len(run.allocation.units), "children": children}
    return Task(work, times=7, told=lambda: told)


def _change(known: Case) -> Callable[[], Any]:
    run = make_run(known.model, known.inputs, YEAR)
    return lambda: explain_change(known.before, run)


PIECES: dict[str, Callable[[Case], Callable[[], Any]]] = {
    "read": lambda c: lambda: read_register(c.folder, needs_of(c.model, YEAR), year=YEAR),
    "count": lambda c: lambda: count_children(c.model, c.read, YEAR),
    "allocate": lambda c: lambda: make_run(c.model, c.inputs, YEAR),
    "bundle": lambda c: lambda: bundle_bytes(make_run(c.model, c.inputs, YEAR)),
    "change": _change,
}


def files_to_bundle(units: int, children: int) -> Task:
    """A folder of files to a bundle."""
    place, model = folder(units, children), load_model(MODEL)
    return Task(lambda: bundle_bytes(compute(model, place, YEAR - 1).run), times=3)


def helping() -> Task:
    """What it takes before a command does anything."""
    call = [sys.executable, "-m", "fordel.cli", "--help"]
    return Task(lambda: subprocess.run(call, capture_output=True, check=True), times=7)
