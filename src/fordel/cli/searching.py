"""The command that searches for models: aims in, models or conflicts out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fordel.cli.options import DataFolder, KeptProfile, ModelName, Previous, ResultFolder, Year
from fordel.cli.speaking import Json, Lang, language, progress, say, write, write_json, write_table


def register(app: typer.Typer) -> None:
    app.command(
        "search",
        help=say(
            "Find modeller, der holder nogle mål, eller de mål, der ikke kan holdes sammen.",
            "Find models that keep some aims, or the aims that cannot hold together.",
        ),
    )(search)


def search(
    model: ModelName,
    data: DataFolder,
    year: Year,
    aims: Annotated[
        Path,
        typer.Option(
            "--aims",
            metavar="FILE",
            help=say(
                "YAML: hvilke mål der skal holdes, og hvad der må ændres.",
                "YAML: which aims are to be kept, and what may be changed.",
            ),
        ),
    ],
    out: ResultFolder,
    previous: Previous = None,
    profile: KeptProfile = None,
    exact: Annotated[
        bool,
        typer.Option(
            "--exact",
            help=say(
                "Skriv også hver fundet models nøjagtige kørsel.",
                "Write the exact run of every model found, too.",
            ),
        ),
    ] = False,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.model.loading import load_model
    from fordel.budget_year.counting import Children
    from fordel.budget_year.model_search import Sought, search_folder
    from fordel.budget_year.telling.searches import search_document, search_table

    with progress(as_json) as doing:
        searched = search_folder(
            load_model(model),
            Sought(data, year, aims, previous, exact, Children(profile=profile)),
            out,
            language(),
            doing,
        )
    if as_json:
        files = {name: str(path) for name, path in searched.files.items()}
        write_json({**search_document(searched.search), "files": files})
        return
    table = search_table(searched.search, language())
    write_table(table.headers, table.rows, title=table.title, text_columns=table.text_columns)
    for line in table.below:
        write(line)
    for path in searched.files.values():
        write(str(path))
