"""The command that makes a table safe to publish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table


def register(app: typer.Typer) -> None:
    app.command(
        "disclose",
        help=say(
            "Gør en tabel klar til at blive vist: skjul små tal, og hvad der ville røbe dem.",
            "Make a table safe to show: hide small counts and what would give them away.",
        ),
    )(disclose)


def disclose(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE",
            help=say(
                "Tabellen: en række pr. enhed, antal i kolonnerne, uden summer.",
                "The table: a row per unit, counts in the columns, no totals.",
            ),
        ),
    ],
    rows: Annotated[
        str | None,
        typer.Option(
            "--rows",
            metavar="COLUMN",
            help=say(
                "Enhedernes kolonne; ellers den første.", "The units' column; else the first."
            ),
        ),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(
            "--area",
            metavar="COLUMN",
            help=say(
                "Områdernes kolonne; de får delsummer.", "The areas' column; they get sub-totals."
            ),
        ),
    ] = None,
    children: Annotated[
        str | None,
        typer.Option(
            "--children",
            metavar="COLUMN",
            help=say(
                "Kolonnen med alle børn, som vises altid; dem, der ikke opfylder, beskyttes så "
                "også.",
                "The column of all children, always shown; those who do not meet a criterion are "
                "then protected too.",
            ),
        ),
    ] = None,
    columns_add_up: Annotated[
        bool,
        typer.Option(
            "--columns-add-up",
            help=say(
                "Hvert barn står i én kolonne, så kolonnerne har en sum.",
                "Each child stands in one column, so that the columns have a total.",
            ),
        ),
    ] = False,
    threshold: Annotated[
        int,
        typer.Option(
            "--threshold",
            min=2,
            help=say("Antal under dette er små.", "Counts below this are small."),
        ),
    ] = 5,
    zeros: Annotated[
        str,
        typer.Option(
            "--zeros",
            metavar="shown|may_be_hidden|unsafe",
            help=say(
                "Nuller vises, må skjules for at beskytte andre, eller er selv usikre.",
                "Zeros are shown, may be hidden to protect others, or are unsafe themselves.",
            ),
        ),
    ] = "shown",
    mark: Annotated[
        str,
        typer.Option(
            "--mark",
            metavar="alike|under",
            help=say(
                "Alle skjulte tal mærkes ens, eller små mærkes »under«.",
                "All hidden figures are marked alike, or small ones are marked “under”.",
            ),
        ),
    ] = "alike",
    base: Annotated[
        int | None,
        typer.Option(
            "--round",
            metavar="BASE",
            help=say(
                "Afrund i stedet for at skjule; summerne passer stadig.",
                "Round instead of hiding; totals still add up.",
            ),
        ),
    ] = None,
    fast: Annotated[
        bool,
        typer.Option(
            "--fast",
            help=say(
                "Led ikke efter det, der skjuler mindst.", "Do not look for what hides least."
            ),
        ),
    ] = False,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds",
            min=0,
            help=say("Så længe ledes der.", "How long to look for it."),
        ),
    ] = 10,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help=say("Skriv tabellen som CSV.", "Write the table as CSV."),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.budget_year import disclosing
    from fordel.disclosure.rules import Mark, Rules, Zeros

    _known("--zeros", zeros, "shown", "may_be_hidden", "unsafe")
    _known("--mark", mark, "alike", "under")
    found = disclosing.disclose(
        disclosing.TableFile(file, rows, area, children, columns_add_up),
        Rules(threshold=threshold, zeros=cast("Zeros", zeros), mark=cast("Mark", mark)),
        asked="fast" if fast else "best",
        seconds=seconds,
        base=base,
    )
    if out is not None:
        found.write(out, language())
    if as_json:
        write_json(found.to_json())
        return
    table = found.table(language())
    write_table(table.headers, table.rows, text_columns=1)
    for line in table.below:
        write(line)


def _known(option: str, value: str, *known: str) -> None:
    if value not in known:
        either = ", ".join(known)
        raise typer.BadParameter(
            say(f"{option}: vælg en af {either}", f"{option}: choose one of {either}")
        )
