"""The command that computes many municipalities and puts them side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fordel.cli.options import Folder, ResultFolder, Year
from fordel.cli.speaking import (
    Json,
    Lang,
    language,
    progress,
    say,
    tell,
    write,
    write_json,
    write_table,
)


def register(app: typer.Typer) -> None:
    app.command(
        "country",
        help=say(
            "Regn mange kommuner, hver med sin egen model, og sammenlign dem.",
            "Compute many municipalities, each with its own model, and compare them.",
        ),
    )(country)


def country(
    folder: Folder,
    year: Year,
    out: ResultFolder,
    previous: Annotated[
        Path | None,
        typer.Option(
            "--previous",
            metavar="DIR",
            help=say("Sidste års kørsel af landet.", "Last year's run of the country."),
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            help=say(
                "Processer på én gang; ellers én pr. processor.",
                "Processes at a time; else one per processor.",
            ),
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help=say(
                "Stop ved den første kommune, der afvises.",
                "Stop at the first municipality that is refused.",
            ),
        ),
    ] = False,
    as_json: Json = False,
    lang: Lang = "da",
) -> int:
    from fordel.country.comparing import compare_country
    from fordel.country.running import Asked, run_country
    from fordel.country.telling import country_json, country_table, exit_code_of, run_lines
    from fordel.country.writing import write_country_files

    with progress(as_json) as doing:
        run = run_country(Asked(folder, year, out, previous, workers, strict), doing)
        compared = compare_country(run)
        written = write_country_files(compared, run.refused, out, language())
    if as_json:
        write_json(country_json(compared, run, written))
        return exit_code_of(run.refused)
    table = country_table(compared, language())
    write_table(table.headers, table.rows, title=table.title, text_columns=table.text_columns)
    for line in table.below:
        write(line)
    for line in run_lines(run, language()):
        tell(line)
    for path in written.files.values():
        write(str(path))
    return exit_code_of(run.refused)
