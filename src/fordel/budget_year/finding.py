"""Finding a unit in a run by what a person would call it, and the run of the year before."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from fordel.allocation.bundles.bundle import read_bundle
from fordel.allocation.runs import Run
from fordel.budget_year.refusals import UnitNotFound
from fordel.budget_year.writing import LAST_YEAR


def find_unit(run: Run, called: str, *, left_out_too: bool = False) -> str:
    """The key of a unit, given its key or its name.

    Parameters
    ----------
    left_out_too : whether units outside the model's scope are looked for as well.

    Raises
    ------
    UnitNotFound : there is none, or several have the name; says what comes near.
    """
    units = run.inputs.register.units if left_out_too else run.allocation.units
    if any(unit.id == called for unit in units):
        return called
    wanted = called.casefold()
    named = [unit.id for unit in units if unit.name.casefold() == wanted]
    if len(named) == 1:
        return named[0]
    parts = named or [unit.id for unit in units if wanted and wanted in unit.name.casefold()]
    if len(parts) == 1:
        return parts[0]
    labels = {f"{unit.id} {unit.name}".strip(): unit.id for unit in units}
    near = [label for label, key in labels.items() if key in parts]
    near = near or get_close_matches(called, labels, n=3, cutoff=0.3)
    raise UnitNotFound(unit=called, near=", ".join(near[:5]) or "–")


def last_year_of(run: Path, named: Path | None) -> Run | None:
    """Last year's run: the one named, else the one kept in the run's folder, else None."""
    kept = run / LAST_YEAR
    if named is not None:
        return read_bundle(named)
    return read_bundle(kept) if kept.is_file() else None
