"""A run's folder: every file is made beside it and put there whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fordel.allocation.bundles.bundle import (
    BUNDLE_NAME,
    bundle_bytes,
    model_yaml,
    result_files,
    write_bundle,
)
from fordel.allocation.change import Change
from fordel.allocation.mixing import Cause
from fordel.allocation.results import csv_text, json_text
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.announcement.figures import Voice
from fordel.announcement.letter import write_letter
from fordel.announcement.telling.changes import shown
from fordel.announcement.workbook import write_workbook
from fordel.budget_year.charting import charts_of
from fordel.budget_year.computing import Computed, Progress
from fordel.budget_year.refusals import CannotWrite
from fordel.domain.language import Language, Words, plain
from fordel.equity.tables import measure_table

LAST_YEAR = "last_year.fordel"
"""The bundle of last year's run, in a run's folder."""
WORKBOOK = Words(da="resultat.xlsx", en="result.xlsx")
_NOT_ALWAYS = ("change.csv", LAST_YEAR, WORKBOOK.da, WORKBOOK.en, "letters", "charts")
"""What a run has by its options or its language: nothing of it may be left of an earlier run."""
TELLING = Words(da="Skriver regneark, brev og figurer", en="Writing workbook, letter and charts")


@dataclass(frozen=True)
class Written:
    """Where the files of a run lie, by what they are."""

    folder: Path
    files: dict[str, Path]


def write_run(
    computed: Computed,
    folder: Path,
    language: Language,
    *,
    everything: bool = True,
    progress: Progress = lambda _: None,
) -> Written:
    """Write a run's files into a folder; what of an earlier run lies there is replaced.

    Last year's bundle is kept beside this year's, so that the run can be explained from its folder.

    Parameters
    ----------
    everything : also the workbook, one budget letter and the charts, which take a few seconds.

    Raises
    ------
    CannotWrite : the folder cannot be written to; nothing in it has changed.
    """
    run = computed.run
    with whole_folder(folder, ours=_NOT_ALWAYS) as making:
        for name, text in result_files(run).items():
            _put(making / name, text)
        _put(making / "model.yaml", model_yaml(run.model))
        _put(making / "measures.json", json_text(computed.measured.to_json()))
        write_bundle(run, making)
        if computed.change is not None and computed.previous is not None:
            _put(making / "change.csv", change_csv(computed.change, run))
            (making / LAST_YEAR).write_bytes(bundle_bytes(computed.previous))
        if everything:
            progress(TELLING)
            _write_telling(computed, making, language)
    return Written(folder, _found(folder, language))


def _write_telling(computed: Computed, making: Path, language: Language) -> None:
    """The files for people: workbook, a letter, charts with their tables."""
    run, change = computed.run, computed.change
    write_workbook(
        run,
        making / WORKBOOK.to(language),
        language,
        change=change,
        measures=measure_table(computed.measured, language),
    )
    unit = most_in_need(run)
    (making / "letters").mkdir()
    write_letter(run, unit, making / "letters" / letter_name(unit), language, change)
    (making / "charts").mkdir()
    for name, chart in charts_of(run, computed.measured, language, change).items():
        _put(making / "charts" / f"{name}.svg", chart.svg())
        _put(making / "charts" / f"{name}.csv", csv_text(*chart.table))


def letter_name(unit: str) -> str:
    """A file name for a unit's letter: its key, without anything a file system minds."""
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in unit) + ".pdf"


def most_in_need(run: Run) -> str:
    """The unit with the most need money per weighted child: its letter has most to explain."""
    result = run.allocation
    sizes = result.weighted
    order = sorted(
        range(len(result.units)),
        key=lambda i: (-(result.need[i] / sizes[i]) if sizes[i] else 0, result.ids[i]),
    )
    return result.ids[order[0]]


def change_csv(change: Change, run: Run) -> str:
    """A row per unit: before, after and the parts of the difference, as they are paid and sum."""
    voice = Voice("en", run.model.currency.currency)
    causes = list(Cause)
    header = ["unit", "came_from", "before", "after", "difference", *causes]
    rows = []
    for unit in change.units:
        told = shown(unit, voice)
        parts = dict(told.parts)
        amounts = (told.before, told.after, told.difference)
        cells = [plain(value) for value in (*amounts, *(parts.get(c, ZERO) for c in causes))]
        rows.append([unit.unit, "+".join(unit.came_from), *cells])
    return csv_text(header, rows)


@contextmanager
def whole_folder(folder: Path, *, ours: Collection[str] = ()) -> Iterator[Path]:
    """A place to make files in; they move to the folder when all of them are there.

    What is called as in ``ours`` and was not made now is an earlier result, and is taken away: it
    would be read as a part of this one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    except OSError as error:
        raise CannotWrite(folder=folder.name) from error
    try:
        yield making
        made = sorted(making.iterdir())
        for name in set(ours) - {entry.name for entry in made}:
            _remove(folder / name)
        for entry in made:
            target = folder / entry.name
            if target.is_dir():
                shutil.rmtree(target)
            entry.replace(target)
    except OSError as error:
        raise CannotWrite(folder=folder.name) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
        if not any(folder.iterdir()):
            folder.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _found(folder: Path, language: Language) -> dict[str, Path]:
    candidates = {
        "table": folder / "allocation.csv",
        "payments": folder / "payments.csv",
        "summary": folder / "summary.json",
        "trace": folder / "trace.json",
        "measures": folder / "measures.json",
        "change": folder / "change.csv",
        "model": folder / "model.yaml",
        "bundle": folder / BUNDLE_NAME,
        "workbook": folder / WORKBOOK.to(language),
        "charts": folder / "charts",
    }
    letters = sorted((folder / "letters").glob("*.pdf")) if (folder / "letters").is_dir() else []
    found = {name: path for name, path in candidates.items() if path.exists()}
    return {**found, **({"letter": letters[0]} if letters else {})}
