"""Looking at files that came in, and reading them: whole, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from fordel.budget_year.computing import gather
from fordel.domain.errors import UserError
from fordel.domain.language import LANGUAGES, Words
from fordel.registers.inspection import Inspection, inspect
from fordel.registers.mapping import MAPPING_FILE
from fordel.registers.personal import masked
from fordel.registers.proposing import propose_columns, propose_files
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.report import RefusedFiles
from fordel.web.budgets.actions.importing import let_go
from fordel.web.budgets.actions.keeping import keep_data
from fordel.web.budgets.files.opening import opened_files
from fordel.web.budgets.jobs.registry import job
from fordel.web.budgets.jobs.report import Report
from fordel.web.budgets.models import DataImport
from fordel.web.budgets.queries.imports import needs_for
from fordel.web.organisation.actions.units import follow_register

LOOKING = Words(da="Ser på filerne", en="Looking at the files")
KEEPING = Words(da="Gemmer det, der er talt", en="Keeping what was counted")
_PROBLEMS_KEPT = 200


@job("look_at_delivery", Words(da="Filer til", en="Files for"))
def look(payload: Mapping[str, Any], report: Report) -> None:
    """See what each file is and propose which column is which."""
    delivery = _delivery(payload)
    _, needs = needs_for(delivery)
    report.step(LOOKING, delivery.files.count())
    seen: list[Inspection] = []
    problems: list[dict[str, Any]] = []
    try:
        with opened_files(delivery) as folder:
            for place, file in enumerate(delivery.files.values_list("name", flat=True), start=1):
                try:
                    seen.append(inspect(folder / Path(file).name))
                except (FileRefused, RefusedFiles) as refused:
                    problems += told(refused)
                report.count(place)
    except UserError as refused:
        problems += told(refused)
    chosen = propose_files({found.file: found.fits for found in seen}, needs)
    mapping = {}
    for found in seen:
        stem, headers = chosen.get(found.file, ""), [view.header for view in found.columns]
        mapping[found.file] = {
            "table": stem,
            "columns": propose_columns(headers, stem, needs) if stem else {},
        }
    with report.concluding():
        _write(
            delivery,
            state=DataImport.State.REFUSED if problems else DataImport.State.UPLOADED,
            report={"files": [_seen(found) for found in seen], "problems": problems},
            mapping={**delivery.mapping, "files": mapping},
        )


@job("read_delivery", Words(da="Data til", en="Data for"))
def read(payload: Mapping[str, Any], report: Report) -> None:
    """Read and count a delivery as the chosen columns say."""
    delivery = _delivery(payload)
    year = delivery.budget_year
    model, needs = needs_for(delivery)
    try:
        with opened_files(delivery) as folder:
            _write_mapping(folder, delivery.mapping["files"])
            gathered = gather(
                model, folder, year.year, progress=report.step, count_on=needs.count_on
            )
        report.step(KEEPING)
        with report.concluding():
            standing = report.standing()
            as_of = needs.count_on or date(year.year, 1, 1)
            follow_register(standing, gathered.inputs.register.units, as_of)
            keep_data(
                standing,
                year,
                gathered.inputs,
                data_import=delivery,
                counted_on=needs.count_on,
                notes=[note.to_json() for note in gathered.notes],
            )
            _write(
                delivery,
                state=DataImport.State.COUNTED,
                counted_on=needs.count_on,
                problems=[],
            )
            let_go(delivery)
    except UserError as refused:
        with report.concluding():
            _write(delivery, state=DataImport.State.REFUSED, problems=told(refused))


def told(refused: UserError) -> list[dict[str, Any]]:
    """What is wrong, a problem at a time, with its place; never a value of a child."""
    if isinstance(refused, RefusedFiles):
        found = refused.report.problems
        lines = [_problem(problem) for problem in found[:_PROBLEMS_KEPT]]
        more = len(refused.report) - len(lines)
        return [*lines, *([{"more": more}] if more > 0 else [])]
    return [_problem(refused)]


def _problem(refused: UserError) -> dict[str, Any]:
    place: dict[str, Any] = {"file": "", "row": None, "column": None}
    if isinstance(refused, FileRefused):
        place = {"file": refused.file, "row": refused.row, "column": refused.column}
    return {
        "kind": type(refused).__name__,
        **place,
        **{language: list(refused.parts(language)) for language in LANGUAGES},
    }


def _seen(found: Inspection) -> dict[str, Any]:
    return {
        "name": found.file,
        "rows": found.rows,
        "format": found.facts.format,
        "columns": [
            {"header": masked(view.header), "holds": view.holds.value, "missing": view.missing}
            for view in found.columns
        ],
    }


def _write_mapping(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> None:
    """The chosen columns as the library reads them; files that are nothing are taken away."""
    document: dict[str, Any] = {}
    for name, chosen in files.items():
        if chosen.get("table"):
            document[chosen["table"]] = {
                "file": name,
                "columns": dict(chosen["columns"]),
                "unused": list(chosen.get("unused", ())),
            }
        else:
            (folder / Path(name).name).unlink(missing_ok=True)
    text = yaml.safe_dump(document, allow_unicode=True)
    (folder / MAPPING_FILE).write_text(text, encoding="utf-8")


def _delivery(payload: Mapping[str, Any]) -> DataImport:
    return DataImport.objects.select_related("budget_year__municipality").get(
        pk=payload["delivery"]
    )


def _write(
    delivery: DataImport, *, problems: list[dict[str, Any]] | None = None, **values: Any
) -> None:
    if problems is not None:
        values["report"] = {**delivery.report, "problems": problems}
    DataImport.objects.filter(pk=delivery.pk).update(**values)
