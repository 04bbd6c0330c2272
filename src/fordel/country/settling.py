"""One municipality from its data to its bundle and its row; it may run in a process of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from fordel import __version__
from fordel.allocation.bundles.bundle import BUNDLE_NAME, write_bundle
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import load_model
from fordel.allocation.results import json_text
from fordel.budget_year.computing import compute
from fordel.budget_year.writing import whole_folder
from fordel.country.columns import Row
from fordel.country.figures import Figures, figures_of
from fordel.country.manifest import Manifest, Municipality
from fordel.country.refusals import DataFolderMissing, YearNotInData
from fordel.domain.errors import UserError
from fordel.domain.language import Words

RECORD = "municipality.json"
"""A municipality's row, beside its bundle, and what it was computed from."""
_UNITS = "units"


@dataclass(frozen=True)
class Task:
    """What one municipality is computed from, and where its files go."""

    municipality: Municipality
    manifest: Manifest
    year: int
    home: Path
    previous: Path | None


@dataclass(frozen=True)
class Refused:
    """A municipality that could not be computed, and why."""

    code: str
    municipality: str
    kind: str
    exit_code: int
    message: Words


@dataclass(frozen=True)
class Settled:
    """A municipality that was computed; ``reused`` says that an earlier run's still held."""

    figures: Figures
    reused: bool


def unchanged(task: Task) -> Settled | None:
    """What an earlier run left of a municipality, if all it came from is as it was, else None."""
    if not (task.home / RECORD).is_file():
        return None
    try:
        _check_data(task.municipality.folder, task.year)
        kept = _kept(task.home, _mark(task, load_model(task.municipality.model)))
    except UserError:
        return None
    return None if kept is None else Settled(kept, reused=True)


def settle(task: Task) -> Settled | Refused:
    """Compute one municipality.

    Its bundle and record are written whole into ``task.home``. One that is refused leaves none
    there: an older result must not be taken for this one.
    """
    one = task.municipality
    try:
        return _settled(task)
    except UserError as error:
        with suppress(OSError):
            for name in (BUNDLE_NAME, RECORD):
                (task.home / name).unlink(missing_ok=True)
            task.home.rmdir()
        return Refused(
            code=one.code,
            municipality=one.name,
            kind=type(error).__name__,
            exit_code=int(error.exit_code),
            message=Words(error.message("da"), error.message("en")),
        )


def _settled(task: Task) -> Settled:
    one = task.municipality
    _check_data(one.folder, task.year)
    model = load_model(one.model)
    run = compute(model, one.folder, task.year, previous=task.previous).run
    figures = figures_of(run, one.code, one.name, task.manifest)
    with whole_folder(task.home) as making:
        bundle = write_bundle(run, making)
        record = {"mark": _mark(task, model), "bundle": _digest(bundle), **_figures_json(figures)}
        (making / RECORD).write_text(json_text(record), encoding="utf-8", newline="")
    return Settled(figures, reused=False)


def _check_data(folder: Path, year: int) -> None:
    """The folder is there, and so is the year, where it holds a folder per year.

    Raises
    ------
    DataFolderMissing, YearNotInData
    """
    if not folder.is_dir():
        raise DataFolderMissing(folder=folder.name)
    entries = list(folder.iterdir())
    years = sorted(entry.name for entry in entries if entry.is_dir() and entry.name.isdigit())
    flat = any(entry.name.lower().split(".")[0] == _UNITS for entry in entries)
    if years and not flat and str(year) not in years:
        raise YearNotInData(folder=folder.name, year=year, years=", ".join(years))


def _mark(task: Task, model: Model) -> str:
    """A hash of everything a municipality's row comes from: equal marks, equal rows."""
    own, country = task.municipality, task.manifest
    by_year = own.folder / str(task.year)
    settings = [
        __version__,
        own.code,
        own.name,
        str(task.year),
        str(country.useful_amount),
        str(sorted((country.weights or {}).items())),
        model.model_dump_json(by_alias=True, exclude_unset=True),
    ]
    whole = hashlib.sha256(json.dumps(settings).encode())
    homes = [own.folder, by_year] if by_year.is_dir() else [own.folder]
    files = [*_files(homes[0], deep=len(homes) == 1), *(_files(homes[-1], deep=True))]
    for file in dict.fromkeys(files):
        whole.update(f"{file.relative_to(own.folder).as_posix()} {_digest(file)}\n".encode())
    if task.previous is not None:
        last = task.previous / BUNDLE_NAME if task.previous.is_dir() else task.previous
        whole.update(_digest(last).encode() if last.is_file() else b"none")
    return whole.hexdigest()


def _files(folder: Path, *, deep: bool) -> Iterable[Path]:
    return sorted(path for path in (folder.rglob("*") if deep else folder.iterdir())
                  if path.is_file())  # fmt: skip


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _kept(home: Path, mark: str) -> Figures | None:
    """An earlier run's figures, if its mark is the same and its bundle is whole."""
    record, bundle = home / RECORD, home / BUNDLE_NAME
    if not (record.is_file() and bundle.is_file()):
        return None
    try:
        document = json.loads(record.read_text(encoding="utf-8"))
        if document["mark"] == mark and document["bundle"] == _digest(bundle):
            return _figures_from(document)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return None


def _figures_json(figures: Figures) -> dict[str, Any]:
    return {
        "row": {
            name: {"exact": str(value)} if isinstance(value, Fraction) else value
            for name, value in figures.row.items()
        },
        "counted": figures.counted,
        "labels": {name: {"da": w.da, "en": w.en} for name, w in figures.labels.items()},
        "basis": figures.basis,
        "separable": figures.separable,
    }


def _figures_from(document: Mapping[str, Any]) -> Figures:
    row: Row = {
        name: Fraction(value["exact"]) if isinstance(value, dict) else value
        for name, value in document["row"].items()
    }
    return Figures(
        row=row,
        counted=document["counted"],
        labels={name: Words(**words) for name, words in document["labels"].items()},
        basis=document["basis"],
        separable=document["separable"],
    )
