"""Finding a unit in a run by what a person would call it."""

from __future__ import annotations

from difflib import get_close_matches

from fordel.allocation.runs import Run
from fordel.budget_year.refusals import UnitNotInRun


def find_unit(run: Run, called: str) -> str:
    """The key of a unit, given its key or its name.

    Raises
    ------
    UnitNotInRun : there is none, or several have the name; says what comes near.
    """
    units = run.allocation.units
    if called in run.allocation.ids:
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
    raise UnitNotInRun(unit=called, near=", ".join(near[:5]) or "–")
