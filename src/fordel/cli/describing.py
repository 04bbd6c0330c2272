"""The command about descriptions of interventions: what one lacks, and what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fordel.cli.programmes import programme
from fordel.cli.speaking import Json, Lang, language, say, write, write_json

if TYPE_CHECKING:
    from fordel.interventions.descriptions.description import Description


def register(app: typer.Typer) -> None:
    """The command belongs to the group ``programme``, which the application has."""
    programme.command(
        "describe",
        help=say(
            "Hvad en indsatsbeskrivelse mangler, og hvad der er ændret.",
            "What a description of an intervention lacks, and what changed.",
        ),
    )(describe)


def describe(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=say("Beskrivelsen (YAML).", "The description (YAML).")),
    ],
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="FILE", help=say("En ældre udgave.", "An older version.")
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.domain.language import percent
    from fordel.interventions.descriptions.completeness import completeness
    from fordel.interventions.descriptions.differences import differences

    newer = _read(file)
    found = completeness(newer)
    changes = () if against is None else differences(_read(against), newer)
    tongue = language()
    if as_json:
        write_json(
            {
                "project": newer.project,
                "number": newer.number,
                "filled": found.filled,
                "parts": found.parts,
                "findings": [
                    {"where": f.where, "missing": f.missing.to(tongue), "why": f.why.to(tongue)}
                    for f in found.findings
                ],
                "changes": [
                    {"told": c.words.to(tongue), "before": c.before, "after": c.after}
                    for c in changes
                ],
            }
        )
        return
    share = percent(found.share, tongue, 0)
    write(
        say(
            f"{newer.project}, udgave {newer.number}: {found.filled} af {found.parts} dele er "
            f"skrevet ({share}).",
            f"{newer.project}, version {newer.number}: {found.filled} of {found.parts} parts are "
            f"written ({share}).",
        )
    )
    for finding in found.findings:
        write(f"- {finding.missing.to(tongue)} {finding.why.to(tongue)}")
    for change in changes:
        write(change.words.to(tongue))


def _read(path: Path) -> Description:
    from fordel.interventions.descriptions.description import read_description

    return read_description(path)
