"""The command that looks for models: many variants of one at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fordel.cli.options import DataFolder, KeptProfile, ModelName, Previous, ResultFolder, Year
from fordel.cli.speaking import Json, Lang, language, progress, say, write, write_json, write_table


def register(app: typer.Typer) -> None:
    app.command(
        "sweep",
        help=say(
            "Regn mange varianter af en model på én gang, og find dem, ingen anden slår.",
            "Compute many variants of a model at once, and find those no other beats.",
        ),
    )(sweep)


def sweep(
    model: ModelName,
    data: DataFolder,
    year: Year,
    grid: Annotated[
        Path,
        typer.Option(
            "--grid",
            metavar="FILE",
            help=say(
                "YAML: hvad der varieres, og hvilke mål der vejes.",
                "YAML: what is varied, and which aims are weighed.",
            ),
        ),
    ],
    out: ResultFolder,
    previous: Previous = None,
    profile: KeptProfile = None,
    exact: Annotated[
        list[int] | None,
        typer.Option(
            "--exact",
            metavar="N",
            help=say(
                "Regn også variant N nøjagtigt; kan gentages.",
                "Compute variant N exactly too; may be repeated.",
            ),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.model.loading import load_model
    from fordel.budget_year.counting import Children
    from fordel.budget_year.sweeping import Asked, sweep_folder
    from fordel.budget_year.telling.sweeps import sweep_json, sweep_table

    with progress(as_json) as doing:
        swept = sweep_folder(
            load_model(model),
            Asked(data, year, grid, previous, tuple(exact or ()), Children(profile=profile)),
            out,
            language(),
            doing,
        )
    if as_json:
        write_json(sweep_json(swept))
        return
    table = sweep_table(swept, language())
    write_table(table.headers, table.rows, title=table.title, text_columns=table.text_columns)
    for line in table.below:
        write(line)
    for path in swept.files.values():
        write(str(path))
