"""The command that prices interventions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table


def register(app: typer.Typer) -> None:
    app.command(
        "cost",
        help=say(
            "Regn ud, hvad aktiviteter koster for hvert barn, af timer og løn.",
            "Work out what activities cost per child, from hours and pay.",
        ),
    )(cost)


def cost(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=say(
                "En fil med en række pr. aktivitet: timer, og hvor mange de er for.",
                "A file with a row per activity: hours, and how many they are for.",
            ),
        ),
    ],
    pay: Annotated[
        Path | None,
        typer.Option(
            "--pay",
            metavar="FILE",
            help=say(
                "Kommunens egen løntabel (YAML); ellers de offentliggjorte satser.",
                "The municipality's own pay table (YAML); otherwise the published rates.",
            ),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fractions import Fraction

    from fordel.costing.pay import read_pay, shipped_pay
    from fordel.costing.rows import cost_rows
    from fordel.domain.language import number

    table = shipped_pay() if pay is None else read_pay(pay)
    rows = cost_rows(file, table)
    if as_json:
        write_json([row.to_json(language()) for row in rows])
        return

    def kroner(value: Fraction | int | None) -> str:
        return "–" if value is None else number(Fraction(value), language())

    per_year = any(row.yearly is not None for row in rows)
    headers = [
        say("Kommune", "Municipality"),
        say("Aktivitet", "Activity"),
        say("Beregnet, kr.", "Computed, kr."),
        say("Trykt, kr.", "Printed, kr."),
        say("Forskel", "Difference"),
        *([say("Pr. år, kr.", "Per year, kr.")] if per_year else []),
    ]
    cells = [
        [
            row.municipality or "",
            row.activity,
            kroner(row.kroner),
            kroner(row.printed),
            kroner(row.difference),
            *([kroner(row.yearly)] if per_year else []),
        ]
        for row in rows
    ]
    write_table(headers, cells, text_columns=2)
    for row in rows:
        if row.reason is not None:
            name = ", ".join(part for part in (row.municipality, row.activity) if part)
            write(f"{name}: {row.reason.to(language())}")
    write(
        say(
            f"Pris pr. barn for én afholdelse, i {table.price_year}-priser. Kilde: {table.source}.",
            f"Cost per child for one holding, in prices of {table.price_year}. "
            f"Source: {table.source}.",
        )
    )
