"""Arguments and options that several commands have, with the words that explain them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fordel.cli.speaking import say

ModelName = Annotated[
    str,
    typer.Argument(
        metavar="MODEL",
        help=say("Modellens navn eller YAML-fil.", "The model's name or YAML file."),
    ),
]
Folder = Annotated[Path, typer.Argument(help=say("Mappen.", "The folder."), metavar="DIR")]
Year = Annotated[
    int, typer.Option("--year", min=1990, max=2200, help=say("Budgetåret.", "The budget year."))
]
DataFolder = Annotated[
    Path, typer.Option("--data", metavar="DIR", help=say("Mappen med data.", "The data folder."))
]

ChildrenSource = Annotated[
    str | None,
    typer.Option(
        "--children",
        metavar="SOURCE",
        help=say(
            "Børnene, når de ikke er i mappen: en Parquet-fil, en mappe af dem, eller en tabel.",
            "The children, if not in the folder: a Parquet file, a folder of them, or a table.",
        ),
    ),
]
KeptProfile = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar="FILE",
        help=say(
            "Børnene, talt i forvejen med `fordel profile … --out`.",
            "The children, counted before with `fordel profile … --out`.",
        ),
    ),
]
EngineName = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        help=say(
            "Hvor der tælles: duckdb, postgresql://…, spark://…, spark-local, spark-session.",
            "Where to count: duckdb, postgresql://…, spark://…, spark-local, spark-session.",
        ),
    ),
]
RunFolder = Annotated[
    Path,
    typer.Option(
        "--run",
        metavar="RUN",
        help=say("Kørslens mappe eller pakke.", "The run's folder or bundle."),
    ),
]
Previous = Annotated[
    Path | None,
    typer.Option("--previous", metavar="RUN", help=say("Sidste års kørsel.", "Last year's run.")),
]
ResultFolder = Annotated[
    Path,
    typer.Option(
        "--out", metavar="DIR", help=say("Mappen til resultatet.", "The folder for the result.")
    ),
]
