"""The command that estimates an index: coefficients leave, rows do not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fordel.cli.options import ResultFolder
from fordel.cli.speaking import Json, Lang, language, progress, say, write, write_json, write_table


def register(app: typer.Typer) -> None:
    app.command(
        "estimate",
        help=say(
            "Estimér et indeks (koefficienter) fra udfald og kriterier, og prøv det.",
            "Estimate an index (coefficients) from outcomes and criteria, and test it.",
        ),
    )(estimate)


def estimate(
    spec: Annotated[
        Path,
        typer.Argument(
            metavar="SPEC",
            help=say(
                "YAML: udfald, kriterier og form; se docs/how-to/estimate-an-index.md.",
                "YAML: outcome, criteria and form; see docs/how-to/estimate-an-index.md.",
            ),
        ),
    ],
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            metavar="FILE",
            help=say(
                "En fil med en række pr. barn (uden CPR-numre) eller pr. enhed.",
                "A file with a row per child (without CPR numbers) or per unit.",
            ),
        ),
    ],
    out: ResultFolder,
    made_on: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD",
            help=say(
                "Datoen, der skrives i filerne; ellers i dag.",
                "The date written in the files; else today.",
            ),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.budget_year.writing import whole_folder
    from fordel.estimation.estimating import estimate_index
    from fordel.estimation.files import files_of
    from fordel.estimation.provenance import provenance
    from fordel.estimation.telling import coefficient_table, measure_table, said

    day = _day(made_on)
    with progress(as_json) as doing:
        estimated = estimate_index(spec, data, doing)
        files = files_of(estimated, day, language())
    with whole_folder(out) as making:
        for name, text in files.items():
            (making / name).write_text(text, encoding="utf-8", newline="")
    written = {name: str(out / name) for name in files}
    if as_json:
        write_json({**provenance(estimated, day), "files": written})
        return
    for table in (coefficient_table, measure_table):
        shown = table(estimated, language())
        write_table(shown.headers, shown.rows, title=shown.title, text_columns=shown.text_columns)
    for line in said(estimated, language()):
        write(line)
    for path in written.values():
        write(path)


def _day(text: str | None) -> date:
    if text is None:
        return date.today()  # noqa: DTZ011 - the reader's own day
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            say("skriv en dato som 2027-01-31", "write a date like 2027-01-31")
        ) from None
