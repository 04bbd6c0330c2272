"""A run's folder: every file is made beside it and put there whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fordel.allocation.bundles.bundle import BUNDLE_NAME, bundle_bytes, model_yaml, result_files
from fordel.allocation.change import Change
from fordel.allocation.results import csv_text, json_text
from fordel.allocation.runs import Run
from fordel.announcement.letter import write_letter
from fordel.announcement.workbook import write_workbook
from fordel.budget_year.computing import Progress
from fordel.budget_year.refusals import CannotWrite
from fordel.charts.bars import Bar, bars
from fordel.charts.dots import Dot, Place, load_against_kroner
from fordel.charts.lorenz import lorenz
from fordel.charts.result import ChartWithTable
from fordel.domain.language import Language, Words, plain
from fordel.equity.measures import Measured
from fordel.equity.tables import measure_table

WORKBOOK = Words(da="resultat.xlsx", en="result.xlsx")
TELLING = Words(da="Skriver regneark, brev og figurer", en="Writing workbook, letter and charts")


@dataclass(frozen=True)
class Written:
    """Where the files of a run lie, by what they are."""

    folder: Path
    files: dict[str, Path]


def write_run(
    run: Run,
    measured: Measured,
    folder: Path,
    language: Language,
    *,
    change: Change | None = None,
    everything: bool = True,
    progress: Progress = lambda _: None,
) -> Written:
    """Write a run's files into a folder; what of an earlier run lies there is replaced.

    Parameters
    ----------
    everything : also the workbook, one budget letter and the charts, which take a few seconds.

    Raises
    ------
    CannotWrite : the folder cannot be written to; nothing in it has changed.
    """
    with _whole(folder) as making:
        for name, text in result_files(run).items():
            _put(making / name, text)
        _put(making / "model.yaml", model_yaml(run.model))
        _put(making / "measures.json", json_text(measured.to_json()))
        if change is not None:
            _put(making / "change.csv", change_csv(change))
        (making / BUNDLE_NAME).write_bytes(bundle_bytes(run))
        if everything:
            progress(TELLING)
            write_workbook(
                run,
                making / WORKBOOK.to(language),
                language,
                change=change,
                measures=measure_table(measured, language),
            )
            letter_unit = most_in_need(run)
            (making / "letters").mkdir()
            write_letter(
                run, letter_unit, making / "letters" / letter_name(letter_unit), language, change
            )
            (making / "charts").mkdir()
            for name, chart in charts_of(run, measured, language).items():
                _put(making / "charts" / f"{name}.svg", chart.svg())
    return Written(folder, _found(folder, language))


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


def change_csv(change: Change) -> str:
    """A row per unit: before, after and the parts of the difference, exact."""
    causes = list(change.units[0].parts) if change.units else []
    header = ["unit", "came_from", "before", "after", "difference", *causes]
    rows = [
        [
            unit.unit,
            "+".join(unit.came_from),
            *(plain(value) for value in (unit.before, unit.after, unit.difference)),
            *(plain(unit.parts[cause]) for cause in causes),
        ]
        for unit in change.units
    ]
    return csv_text(header, rows)


def charts_of(run: Run, measured: Measured, language: Language) -> dict[str, ChartWithTable]:
    """The charts of one run: who gets how much, and how that follows need."""
    result = run.allocation
    sizes = [float(size) for size in result.weighted]
    per_child = [
        float(a / w) if w else None for a, w in zip(result.need, result.weighted, strict=True)
    ]
    names = _distinct_names(run)
    drawn = {
        "bars": bars(
            [Bar(name, value) for name, value in zip(names, per_child, strict=True)],
            float(sum(result.need)) / sum(sizes),
            language,
        )
    }
    gini = measured.horizontal.gini
    if gini is not None:
        drawn["lorenz"] = lorenz(sizes, [float(a) for a in result.need], gini, language)
    if result.load is not None:
        drawn["load_against_kroner"] = load_against_kroner(
            [
                Dot(name, Place(float(load / n), value), previous=None)
                for name, load, n, value in zip(
                    names, result.load, result.enrolled.totals, per_child, strict=True
                )
                if n and value is not None
            ],
            language,
        )
    return drawn


def _distinct_names(run: Run) -> list[str]:
    names = [unit.name or unit.id for unit in run.allocation.units]
    return [
        f"{name} ({unit.id})" if names.count(name) > 1 else name
        for name, unit in zip(names, run.allocation.units, strict=True)
    ]


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A place to make files in; they move to the folder when all of them are there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    except OSError as error:
        raise CannotWrite(folder=folder.name) from error
    try:
        yield making
        for entry in sorted(making.iterdir()):
            target = folder / entry.name
            if target.is_dir():
                shutil.rmtree(target)
            entry.replace(target)
    except OSError as error:
        raise CannotWrite(folder=folder.name) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


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
