"""From a data folder and a model to a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from fordel.allocation.bundles.bundle import read_bundle
from fordel.allocation.change import Change, explain_change
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.resolving import resolve
from fordel.allocation.runs import Run, make_run
from fordel.allocation.situation import LastYear
from fordel.budget_year.counting import (
    IN_FOLDER,
    Children,
    Profiles,
    Progress,
    count_children,
    read_and_count,
)
from fordel.domain.language import Words
from fordel.equity.measures import Measured
from fordel.equity.of_run import measure_run
from fordel.registers.notes import Note
from fordel.registers.records import Register

__all__ = [
    "Children", "Computed", "Gathered", "Profiles", "Progress", "compute", "count_children",
    "gather", "last_year_from",
]  # fmt: skip

READING = Words(da="Læser og kontrollerer data", en="Reading and checking the data")
ALLOCATING = Words(da="Fordeler", en="Allocating")


@dataclass(frozen=True)
class Gathered:
    """What an allocation is computed from, how it was read, and last year's run if given."""

    inputs: Inputs
    notes: tuple[Note, ...]
    previous: Run | None


@dataclass(frozen=True)
class Computed:
    """A run, how its data were read, and last year's run where one was given."""

    run: Run
    notes: tuple[Note, ...] = ()
    previous: Run | None = None

    @cached_property
    def change(self) -> Change | None:
        """What happened since last year; None without last year's run."""
        return None if self.previous is None else explain_change(self.previous, self.run)

    @cached_property
    def measured(self) -> Measured:
        """How unevenly the need money is spread."""
        return measure_run(self.run)


def compute(
    model: Model,
    folder: Path,
    year: int,
    *,
    previous: Path | None = None,
    children: Children = IN_FOLDER,
    progress: Progress = lambda _: None,
) -> Computed:
    """Read a data folder, count its children and allocate.

    Parameters
    ----------
    previous : last year's run (its folder or bundle); without it ``previous.csv`` is used, if the
        folder has one.
    children : where the children are, if not in the data folder.

    Raises
    ------
    RefusedFiles : every problem in the data at once.
    ModelRefused, InputRefused : the model and the data do not fit.
    VerificationFailed : last year's bundle is not whole.
    """
    gathered = gather(model, folder, year, previous=previous, children=children, progress=progress)
    progress(ALLOCATING)
    return Computed(make_run(model, gathered.inputs, year), gathered.notes, gathered.previous)


def gather(
    model: Model,
    folder: Path,
    year: int,
    *,
    previous: Path | None = None,
    children: Children = IN_FOLDER,
    progress: Progress = lambda _: None,
    count_on: date | None = None,
) -> Gathered:
    """Read a data folder and count its children once; parameters and errors as :func:`compute`.

    ``count_on`` is the day to count them as of, where it is another than the model's.
    """
    progress(READING)
    last_run = read_bundle(previous) if previous is not None else None
    read, profiles = read_and_count(model, folder, year, children, progress, count_on=count_on)
    if last_run is not None:
        last: Mapping[str, LastYear] | None = last_run.as_last_year(resolve(model, year))
    else:
        last = last_year_from(read.register)
    inputs = Inputs(read.register, profiles.enrolled, profiles.resident, last)
    return Gathered(inputs, read.notes, last_run)


def last_year_from(register: Register) -> dict[str, LastYear] | None:
    """Last year's money where only a list of it is at hand."""
    if not register.previous:
        return None
    return {
        row.unit: LastYear(
            amount=Fraction(row.amount), weighted_children=row.weighted_children, children=None
        )
        for row in register.previous
    }
