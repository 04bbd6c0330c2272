"""Commands that hand out registration sheets, and take them back."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fordel.cli.refusals import NotAnXlsxName
from fordel.cli.speaking import Json, Lang, language, say, tell, write, write_json, write_table

if TYPE_CHECKING:
    from fordel.interventions.programme import Programme
    from fordel.interventions.registrations import Registrations
    from fordel.interventions.sheets.checking import Checked
    from fordel.interventions.sheets.reading import ReadSheet

sheet = typer.Typer(
    help=say(
        "Registreringsark: lav dem til enhederne, læs dem tilbage, se efter i dem.",
        "Registration sheets: make them for the units, read them back, check them.",
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help=say("De udfyldte ark (.xlsx).", "The sheets that were filled in (.xlsx)."),
    ),
]
ProgrammeOption = Annotated[
    str,
    typer.Option(
        "--programme",
        metavar="PROGRAMME",
        help=say(
            "Programmet: en YAML-fil, eller navnet på et, der følger med.",
            "The programme: a YAML file, or the name of one that ships.",
        ),
    ),
]
Known = Annotated[
    Path | None,
    typer.Option(
        "--registrations",
        metavar="FILE.csv",
        help=say(
            "Registreringer fra før, som arkene holdes op imod.",
            "Registrations from before, which the sheets are held against.",
        ),
    ),
]
Enrolled = Annotated[
    Path | None,
    typer.Option(
        "--enrolled",
        metavar="FILE.csv",
        help=say(
            "Indskrevne børn: unit, period, children.", "Children enrolled: unit, period, children."
        ),
    ),
]
OnlyProject = Annotated[
    str | None,
    typer.Option(
        "--project",
        metavar="PROJECT",
        help=say("Arkene skal være fra dette projekt.", "The sheets must be of this project."),
    ),
]
OnlyPeriod = Annotated[
    int | None,
    typer.Option(
        "--period",
        metavar="N",
        help=say("Arkene skal gælde denne periode.", "The sheets must be for this period."),
    ),
]


def register(app: typer.Typer) -> None:
    app.add_typer(sheet, name="sheet")


@sheet.command(
    "make",
    help=say(
        "Lav et Excel-ark til en enhed, eller et til hver af projektets enheder.",
        "Make an Excel sheet for a unit, or one for each of the project's units.",
    ),
)
def make(
    programme: Annotated[
        str,
        typer.Argument(
            metavar="PROGRAMME",
            help=say(
                "Programmet: en YAML-fil, eller navnet på et, der følger med.",
                "The programme: a YAML file, or the name of one that ships.",
            ),
        ),
    ],
    project: Annotated[
        str,
        typer.Option("--project", metavar="PROJECT", help=say("Projektet.", "The project.")),
    ],
    period: Annotated[
        int,
        typer.Option("--period", metavar="N", help=say("Dataperioden.", "The data period.")),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FILE.xlsx", help=say("Skriv arket her.", "Write the sheet here.")
        ),
    ],
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help=say(
                "Enheden; kan gentages. Uden: alle, der er med i perioden.",
                "The unit; may be repeated. Without: all that are in the period.",
            ),
        ),
    ] = None,
    registrations: Annotated[
        Path | None,
        typer.Option(
            "--registrations",
            metavar="FILE.csv",
            help=say(
                "Registreringer fra før: sidste periodes tal vises i gråt.",
                "Registrations from before: the last period's figures are shown in grey.",
            ),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.interventions.loading import load_programme
    from fordel.interventions.registrations import Registrations
    from fordel.interventions.sheets.asking import project_of, sheet_for
    from fordel.interventions.sheets.handing_out import sheets_of
    from fordel.interventions.sheets.workbook import write_sheets

    if out.suffix.lower() != ".xlsx":
        raise NotAnXlsxName(out=out.name)
    loaded = load_programme(programme)
    chosen = project_of(loaded, project)
    asked = sheet_for(loaded, chosen, period)
    before = _registrations(registrations, loaded, project)
    known = before.get(project, Registrations(loaded, chosen, {}))
    sheets = sheets_of(asked, known, unit or None)
    content = io.BytesIO()
    write_sheets(sheets, content, language())
    _put(out, content.getvalue())
    if as_json:
        write_json(
            {
                "file": str(out),
                "project": project,
                "period": period,
                "version": asked.version,
                "units": [one.unit for one in sheets],
                "fields": [field.key for field in asked.fields],
            }
        )
        return
    count = len(sheets)
    fields = len(asked.fields)
    write(
        say(
            f"{out}: {count} ark, felter på hvert: {fields}, udgave {asked.version}.",
            f"{out}: sheets: {count}, fields on each: {fields}, version {asked.version}.",
        )
    )


@sheet.command(
    "read",
    help=say(
        "Læs udfyldte ark, og skriv alle registreringer som tabel.",
        "Read filled sheets, and write all registrations as a table.",
    ),
)
def read(
    files: Files,
    programme: ProgrammeOption,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE.csv",
            help=say(
                "Skriv registreringerne her, gerne oven i dem fra før.",
                "Write the registrations here, over those from before if you like.",
            ),
        ),
    ],
    registrations: Known = None,
    enrolled: Enrolled = None,
    project: OnlyProject = None,
    period: OnlyPeriod = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.interventions.loading import load_programme
    from fordel.interventions.sheets.tidy import tidy_csv

    loaded = load_programme(programme)
    before = _registrations(registrations, loaded, project)
    sheets, checked = _checked(files, loaded, before, enrolled, (project, period))
    checked.check_usable()
    _put(out, tidy_csv(checked.registrations.values()).encode())
    if as_json:
        write_json(
            {
                "file": str(out),
                "sheets": [_summary(one) for one in sheets],
                "to_confirm": [remark.to_json() for remark in checked.to_confirm],
            }
        )
        return
    _tell_confirmations(checked)
    write(say(f"{out}: {len(sheets)} ark læst.", f"{out}: sheets read: {len(sheets)}."))


@sheet.command(
    "check",
    help=say(
        "Se efter i udfyldte ark: hvad skal rettes, og hvad skal nogen bekræfte?",
        "Check filled sheets: what must be mended, and what must somebody confirm?",
    ),
)
def check(
    files: Files,
    programme: ProgrammeOption,
    registrations: Known = None,
    enrolled: Enrolled = None,
    project: OnlyProject = None,
    period: OnlyPeriod = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.interventions.loading import load_programme

    loaded = load_programme(programme)
    before = _registrations(registrations, loaded, project)
    sheets, checked = _checked(files, loaded, before, enrolled, (project, period))
    if not as_json:
        _tell_confirmations(checked)
    checked.check_usable()
    if as_json:
        write_json(
            {
                "sheets": [_summary(one) for one in sheets],
                "to_confirm": [remark.to_json() for remark in checked.to_confirm],
            }
        )
        return
    headers = [
        say("Enhed", "Unit"),
        say("Periode", "Period"),
        say("Besvaret", "Answered"),
        say("Felter", "Fields"),
    ]
    rows = [
        [one.unit, str(one.sheet.period.no), str(_answered(one)), str(len(one.sheet.fields))]
        for one in sheets
    ]
    write_table(headers, rows)


def _put(out: Path, content: bytes) -> None:
    """Put a file in place at once: it may replace the one that it was made from."""
    from fordel.budget_year.refusals import CannotWriteFile

    made = out.with_name(f".{out.name}.making")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(content)
        made.replace(out)
    except OSError:
        with suppress(OSError):
            made.unlink()
        raise CannotWriteFile(file=str(out)) from None


def _registrations(
    path: Path | None, programme: Programme, project: str | None
) -> dict[str, Registrations]:
    from fordel.interventions.sheets.tidy import read_tidy

    return {} if path is None else read_tidy(path, programme, project)


def _checked(
    files: list[Path],
    programme: Programme,
    before: Mapping[str, Registrations],
    enrolled: Path | None,
    only: tuple[str | None, int | None],
) -> tuple[list[ReadSheet], Checked]:
    from fordel.interventions.sheets.checking import check_read
    from fordel.interventions.sheets.reading import Expected, check_once_each, read_sheets
    from fordel.interventions.sheets.tidy import read_enrolled

    expected = Expected(*only)
    sheets = [one for file in files for one in read_sheets(file, programme, expected=expected)]
    check_once_each(sheets)
    children = None if enrolled is None else read_enrolled(enrolled)
    return sheets, check_read(sheets, before, children)


def _tell_confirmations(checked: Checked) -> None:
    for remark in checked.to_confirm:
        tell(f"{remark.read.file}, {remark.read.name}: {remark.words.to(language())}")


def _answered(one: ReadSheet) -> int:
    from fordel.interventions.cells import State

    return sum(cell.state is not State.MISSING for cell in one.answers.cells.values())


def _summary(one: ReadSheet) -> dict[str, Any]:
    return {
        "file": one.file,
        "sheet": one.name,
        "project": one.sheet.project.id,
        "unit": one.unit,
        "period": one.sheet.period.no,
        "version": one.sheet.version,
        "answers": {
            key: {"state": cell.state.value, "value": cell.value}
            for key, cell in one.answers.cells.items()
        },
    }
