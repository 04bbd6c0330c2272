"""Commands that measure: differentiation in a file or a run, and the scenario calculator."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fordel.cli.speaking import Json, Lang, language, say, tell, write, write_json, write_table


def register(app: typer.Typer) -> None:
    app.command(
        "measure",
        help=say(
            "Mål, hvor ulige penge er fordelt: i en fil eller en kørsel.",
            "Measure how unevenly money is spread: in a file or a run.",
        ),
    )(measure)
    app.command(
        "calculator",
        help=say(
            "Regn ud, hvad andel og differentiering betyder.",
            "Work out what share and differentiation mean.",
        ),
    )(calculator)


def measure(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=say(
                "En fil med en række pr. enhed, eller en kørsel.",
                "A file with a row per unit, or a run.",
            ),
        ),
    ],
    children_column: Annotated[
        str,
        typer.Option(
            "--children-column",
            help=say("Kolonnen med (vægtede) børn.", "The column of (weighted) children."),
        ),
    ] = "weighted_children",
    amount_column: Annotated[
        str,
        typer.Option("--amount-column", help=say("Kolonnen med beløb.", "The column of amounts.")),
    ] = "amount",
    group_column: Annotated[
        str | None,
        typer.Option(
            "--group-column", help=say("Kolonnen med kommuner.", "The column of municipalities.")
        ),
    ] = None,
    load_column: Annotated[
        str | None,
        typer.Option(
            "--load-column",
            help=say("Kolonnen med belastning pr. barn.", "The column of load per child."),
        ),
    ] = None,
    budget_column: Annotated[
        str | None,
        typer.Option(
            "--budget-column",
            help=say(
                "Kolonnen med enhedens hele budget.", "The column of the unit's whole budget."
            ),
        ),
    ] = None,
    special_column: Annotated[
        str | None,
        typer.Option(
            "--special-column",
            help=say(
                "Kolonnen, der siger specialenhed ja/nej.",
                "The column that says special unit yes/no.",
            ),
        ),
    ] = None,
    basis: Annotated[
        str,
        typer.Option(
            "--basis",
            help=say(
                "Børnetallene er budgeted, actual eller not_stated.",
                "Child counts are budgeted, actual or not_stated.",
            ),
        ),
    ] = "not_stated",
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.budget_year.measuring import MeasuredColumns, measure_file, measure_folder
    from fordel.equity.tables import compare, measure_table

    if file.is_dir() or file.suffix == ".fordel":
        measured = [measure_folder(file)]
    else:
        columns = MeasuredColumns(
            children=children_column,
            amount=amount_column,
            group=group_column,
            load=load_column,
            budget=budget_column,
            special=special_column,
        )
        found = measure_file(file, columns, basis)
        measured = list(found.groups)
        for note in found.notes:
            tell(note.to(language()))
    if as_json:
        by_group = {one.group: one.to_json() for one in measured}
        write_json(by_group if group_column else measured[0].to_json())
        return
    for one in measured:
        headers, rows = measure_table(one, language())
        write_table(headers, rows, title=one.group, text_columns=len(headers))
        for caveat in one.caveats():
            write("– " + caveat.to(language()))
        write()
    if len(measured) > 1:
        headers, rows = compare(measured).table(language())
        write_table(headers, rows, text_columns=1)


def calculator(
    budget: Annotated[
        str,
        typer.Option(
            "--budget", help=say("Hele budgettet i kroner.", "The whole budget in kroner.")
        ),
    ],
    units: Annotated[
        int,
        typer.Option(
            "--units", help=say("Antal lige store enheder.", "How many units, all alike.")
        ),
    ],
    weighted_children: Annotated[
        str,
        typer.Option(
            "--weighted-children",
            help=say("Vægtede børn i hver enhed.", "Weighted children in each unit."),
        ),
    ],
    share: Annotated[
        str,
        typer.Option("--share", help=say("Andelen efter behov, 0–1.", "The share by need, 0–1.")),
    ],
    factor: Annotated[
        str,
        typer.Option(
            "--factor",
            help=say(
                "Hvor mange gange mere den øverste får end den nederste.",
                "How many times more the highest gets than the lowest.",
            ),
        ),
    ],
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.budget_year.calculating import calculator_table, scenario

    worked_out = scenario(budget, units, weighted_children, share, factor)
    if as_json:
        write_json(worked_out.to_json())
        return
    headers, rows, sentence = calculator_table(worked_out, language())
    write_table(headers, rows)
    write(sentence)
