"""From a data folder and a model to a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from fordel.allocation.bundles.bundle import read_bundle
from fordel.allocation.change import Change, explain_change
from fordel.allocation.inputs import Inputs, needs_of
from fordel.allocation.model.document import Model
from fordel.allocation.resolving import resolve
from fordel.allocation.runs import Run, make_run
from fordel.allocation.situation import LastYear
from fordel.domain.language import Words
from fordel.equity.measures import Measured
from fordel.equity.of_run import measure_run
from fordel.profiles.counting import build_profile
from fordel.profiles.profile import Basis, Profile
from fordel.registers.notes import Note
from fordel.registers.reading import ReadResult, read_register
from fordel.registers.records import Register

Progress = Callable[[Words], None]
"""Told what is being done, before it is."""

READING = Words(da="Læser og kontrollerer data", en="Reading and checking the data")
COUNTING = Words(da="Tæller børn", en="Counting children")
ALLOCATING = Words(da="Fordeler", en="Allocating")


@dataclass(frozen=True)
class Profiles:
    """The children of a data folder, counted where they are enrolled and where they live."""

    enrolled: Profile | None
    resident: Profile | None


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
    progress: Progress = lambda _: None,
) -> Computed:
    """Read a data folder, count its children and allocate.

    Parameters
    ----------
    previous : last year's run (its folder or bundle); without it ``previous.csv`` is used, if the
        folder has one.

    Raises
    ------
    RefusedFiles : every problem in the data at once.
    ModelRefused, InputRefused : the model and the data do not fit.
    VerificationFailed : last year's bundle is not whole.
    """
    gathered = gather(model, folder, year, previous=previous, progress=progress)
    progress(ALLOCATING)
    return Computed(make_run(model, gathered.inputs, year), gathered.notes, gathered.previous)


def gather(
    model: Model,
    folder: Path,
    year: int,
    *,
    previous: Path | None = None,
    progress: Progress = lambda _: None,
) -> Gathered:
    """Read a data folder and count its children once; parameters and errors as :func:`compute`."""
    progress(READING)
    last_run = read_bundle(previous) if previous is not None else None
    read = read_register(folder, needs_of(model, year), year=year)
    progress(COUNTING)
    profiles = count_children(model, read, year)
    if last_run is not None:
        last: Mapping[str, LastYear] | None = last_run.as_last_year(resolve(model, year))
    else:
        last = last_year_from(read.register)
    inputs = Inputs(read.register, profiles.enrolled, profiles.resident, last)
    return Gathered(inputs, read.notes, last_run)


def count_children(model: Model, read: ReadResult, year: int) -> Profiles:
    """Count the children of a data folder into profiles."""
    if read.children is None or model.children.grain == "counts":
        return Profiles(None, None)
    criteria = needs_of(model, year).criteria
    age_groups = [group.id for group in model.age_groups]

    def profile(places: list[str], basis: Basis) -> Profile:
        return build_profile(
            read.children, criteria=criteria, age_groups=age_groups, places=places, basis=basis
        )

    enrolled = profile([unit.id for unit in read.register.units], Basis.ENROLLED)
    districts = [district.id for district in read.register.districts]
    return Profiles(enrolled, profile(districts, Basis.RESIDENT) if districts else None)


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
