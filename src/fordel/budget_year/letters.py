"""Budget letters of a run, one file per unit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fordel.allocation.change import Change
from fordel.allocation.runs import Run
from fordel.announcement.letter import write_letter
from fordel.budget_year.computing import Progress
from fordel.budget_year.refusals import CannotWrite
from fordel.budget_year.writing import letter_name
from fordel.domain.language import Language, Words


def write_letters(
    run: Run,
    units: Sequence[str],
    folder: Path,
    language: Language,
    *,
    change: Change | None = None,
    progress: Progress = lambda _: None,
) -> list[Path]:
    """Write a letter per unit.

    Raises
    ------
    CannotWrite : the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder=folder.name) from error
    paths: list[Path] = []
    for done, unit in enumerate(units, start=1):
        progress(
            Words(
                da=f"Skriver brev {done} af {len(units)}",
                en=f"Writing letter {done} of {len(units)}",
            )
        )
        paths.append(write_letter(run, unit, folder / letter_name(unit), language, change))
    return paths
