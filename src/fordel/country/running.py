"""A whole country: every municipality computed with its own model, side by side in processes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from fordel.allocation.results import json_text
from fordel.budget_year.computing import Progress
from fordel.budget_year.refusals import CannotWrite
from fordel.country.manifest import Manifest, Municipality, read_manifest
from fordel.country.refusals import (
    MunicipalityRefused,
    NotACountryRun,
    OutHoldsAnother,
    OutInUse,
    WorkerStopped,
)
from fordel.country.settling import Refused, Settled, Task, settle, unchanged
from fordel.domain.language import Words

MARKER = "country_run.json"
"""Says that a folder holds a country's run, and which."""


@dataclass(frozen=True)
class Asked:
    """What a country is computed from.

    ``previous`` is the folder of last year's run of the country; ``workers`` how many processes
    (None: one per processor); ``strict`` stops at the first municipality that is refused.
    """

    folder: Path
    year: int
    out: Path
    previous: Path | None = None
    workers: int | None = None
    strict: bool = False


@dataclass(frozen=True)
class CountryRun:
    """Every municipality of the list, in its order: computed, or refused with the reason."""

    manifest: Manifest
    year: int
    settled: tuple[Settled, ...]
    refused: tuple[Refused, ...]


def run_country(asked: Asked, progress: Progress = lambda _: None) -> CountryRun:
    """Compute every municipality of a country and keep its bundle.

    Each is read, counted, allocated exactly with its own model, and measured; only its row is
    held, so memory does not grow with the country. A second call uses what has not changed.

    Raises
    ------
    ManifestMissing, ManifestNotUnderstood, MunicipalityTwice : the list.
    OutInUse, OutHoldsAnother, NotACountryRun, CannotWrite : a folder.
    WorkerStopped : a process was stopped from outside; what is done is kept.
    MunicipalityRefused : the first that was refused, when it is to be strict.
    """
    manifest = read_manifest(asked.folder)
    if asked.previous is not None and not (asked.previous / MARKER).is_file():
        raise NotACountryRun(folder=asked.previous.name)
    _take(asked.out, manifest, asked.year)
    tasks = [_task(one, manifest, asked) for one in manifest.municipalities]
    found: dict[str, Settled | Refused] = {}
    for code, outcome in _outcomes(tasks, _workers(asked.workers, len(tasks))):
        found[code] = outcome
        if isinstance(outcome, Refused) and outcome.kind == CannotWrite.__name__:
            # Nothing is wrong with the municipality: the place for all of them is.
            raise CannotWrite(folder=f"{asked.out.name}/{code}")
        progress(
            Words(
                f"Regner kommuner: {len(found)} af {len(tasks)}",
                f"Computing municipalities: {len(found)} of {len(tasks)}",
            )
        )
        if asked.strict and isinstance(outcome, Refused):
            raise MunicipalityRefused(
                code=outcome.code,
                municipality=outcome.municipality,
                reason_da=outcome.message.da,
                reason_en=outcome.message.en,
            )
    ordered = [found[one.code] for one in manifest.municipalities if one.code in found]
    return CountryRun(
        manifest=manifest,
        year=asked.year,
        settled=tuple(one for one in ordered if isinstance(one, Settled)),
        refused=tuple(one for one in ordered if isinstance(one, Refused)),
    )


def _take(out: Path, manifest: Manifest, year: int) -> None:
    """Take a folder for a country's run: an empty one, or one that holds the same run.

    Raises
    ------
    OutInUse, OutHoldsAnother, CannotWrite
    """
    name = out.name or str(out)
    marker = out / MARKER
    if out.exists() and not out.is_dir():
        raise OutInUse(folder=name)
    if marker.is_file():
        try:
            held = json.loads(marker.read_text(encoding="utf-8"))
            country, held_year = str(held["country"]), int(held["year"])
        except (ValueError, KeyError, TypeError) as error:
            raise OutInUse(folder=name) from error
        if (country, held_year) != (manifest.country, year):
            raise OutHoldsAnother(folder=name, country=country, year=held_year)
        return
    try:
        if out.is_dir() and any(out.iterdir()):
            raise OutInUse(folder=name)
        out.mkdir(parents=True, exist_ok=True)
        marker.write_text(
            json_text({"country": manifest.country, "year": year}), encoding="utf-8", newline=""
        )
    except OSError as error:
        raise CannotWrite(folder=name) from error


def _task(one: Municipality, manifest: Manifest, asked: Asked) -> Task:
    previous = one.previous
    if previous is None and asked.previous is not None:
        last = asked.previous / one.code
        previous = last if last.is_dir() else None
    return Task(one, manifest, asked.year, asked.out / one.code, previous)


def _workers(asked: int | None, municipalities: int) -> int:
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(asked or here or 1, municipalities))


def _outcomes(tasks: Sequence[Task], workers: int) -> Iterator[tuple[str, Settled | Refused]]:
    """Each municipality's outcome as it comes: first those unchanged, then the largest first."""
    left: list[Task] = []
    for task in tasks:
        kept = unchanged(task)
        if kept is None:
            left.append(task)
        else:
            yield task.municipality.code, kept
    ordered = sorted(left, key=lambda task: -_size(task))
    workers = min(workers, len(ordered))
    if workers <= 1:
        yield from ((task.municipality.code, settle(task)) for task in ordered)
        return
    done = len(tasks) - len(left)
    # Spawned, not forked: the engines under Ibis hold threads, which a fork does not survive.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(settle, task): task.municipality.code for task in ordered}
        try:
            for future in as_completed(waiting):
                yield waiting[future], future.result()
                done += 1
        except BrokenProcessPool as error:
            raise WorkerStopped(done=done, municipalities=len(tasks)) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _size(task: Task) -> int:
    """Bytes of the files a municipality is read from, so that no large one comes last."""
    by_year = task.municipality.folder / str(task.year)
    folder = by_year if by_year.is_dir() else task.municipality.folder
    if not folder.is_dir():
        return 0
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
