"""The command that evaluates a project from what its units registered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table

if TYPE_CHECKING:
    from fordel.evaluation.telling import Evaluation


ProgrammeName = Annotated[
    str,
    typer.Argument(
        metavar="PROGRAMME",
        help=say(
            "Programmet (YAML), eller navnet på et, der følger med.",
            "The programme (YAML), or the name of one that ships.",
        ),
    ),
]
RegistrationsFile = Annotated[
    Path,
    typer.Option(
        "--registrations",
        metavar="FILE",
        help=say(
            "Registreringerne: en række pr. enhed, periode og felt.",
            "The registrations: a row per unit, period and field.",
        ),
    ),
]
OneProject = Annotated[
    str,
    typer.Option("--project", metavar="ID", help=say("Projektet.", "The project.")),
]
EnrolledFile = Annotated[
    Path | None,
    typer.Option(
        "--enrolled",
        metavar="FILE",
        help=say(
            "Indskrevne børn: unit, period, children.",
            "Children enrolled: unit, period, children.",
        ),
    ),
]
RulesFile = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="FILE",
        help=say(
            "Egne regler for forslagene (YAML); ellers dem, der følger med.",
            "Own rules for what is proposed (YAML); otherwise those that ship.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    app.command(
        "evaluate",
        help=say(
            "Evaluér et projekt: gennemførelse, resultater og foreslået modenhed.",
            "Evaluate a project: implementation, results and proposed maturity.",
        ),
    )(evaluate)


def evaluate(
    programme: ProgrammeName,
    registrations: RegistrationsFile,
    project: OneProject,
    enrolled: EnrolledFile = None,
    rules: RulesFile = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from dataclasses import replace

    from fordel.evaluation.documents import evaluation_document
    from fordel.evaluation.refusals import NothingRegistered
    from fordel.evaluation.rules import read_rules, shipped_rules
    from fordel.evaluation.telling import evaluate_project
    from fordel.interventions.loading import load_programme
    from fordel.interventions.sheets.asking import project_of
    from fordel.interventions.sheets.tidy import read_enrolled, read_tidy

    by = shipped_rules() if rules is None else read_rules(rules)
    loaded = load_programme(programme)
    chosen = project_of(loaded, project)
    registered = read_tidy(registrations, loaded).get(chosen.id)
    if registered is None:
        raise NothingRegistered(file=registrations.name, project=chosen.id)
    if enrolled is not None:
        registered = replace(registered, enrolled=read_enrolled(enrolled))
    found = evaluate_project(registered, by)
    if as_json:
        write_json(evaluation_document(found, language()))
        return
    _write(found)


def _write(found: Evaluation) -> None:
    for part in found.tables(language()):
        write_table(part.headers, part.rows, title=part.title, text_columns=part.text_columns)
        for line in part.below:
            write(line)
        write()
