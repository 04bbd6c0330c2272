"""Commands that keep an installation alive: backup, restore, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fordel.cli.serving import HERE, Data
from fordel.cli.speaking import Json, Lang, language, progress, say, tell, write, write_json
from fordel.domain.errors import ExitCode

if TYPE_CHECKING:
    from fordel.web.operations.backup import Manifest
    from fordel.web.operations.findings import Finding


def register(app: typer.Typer) -> None:
    app.command(
        "backup",
        help=say(
            "Kopiér hele databasen til én fil, som den er i dette øjeblik. Filen er følsom.",
            "Copy the whole database to one file, as it is at this moment. The file is sensitive.",
        ),
    )(backup)
    app.command(
        "restore",
        help=say(
            "Gendan en sikkerhedskopi i en tom database: alt eller intet.",
            "Restore a backup into an empty database: all of it or nothing.",
        ),
    )(restore)
    app.command(
        "check",
        help=say(
            "Se efter, om en opsætning er klar til rigtige data; slutkode 5, hvis den ikke er.",
            "Look whether a set-up is ready for real data; exit code 5 where it is not.",
        ),
    )(check)


def backup(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=say("Filen, der skrives; den må ikke findes.", "The file to write; a new one."),
        ),
    ],
    data: Data = HERE,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.web.setting_up import use_settings

    use_settings(data)
    from fordel.web.operations.backup import write_backup

    with progress(quiet=as_json) as told:
        manifest = write_backup(file, told)
    _tell(manifest, as_json=as_json)
    if not as_json:
        _tell_keys(manifest)
        write(
            say(
                f"Skrevet til {file}. Filen rummer personoplysninger, men ingen nøgler: "
                "gem den krypteret, og gem nøglerne et andet sted.",
                f"Written to {file}. The file holds personal data but no keys: "
                "keep it encrypted, and keep the keys elsewhere.",
            )
        )


def restore(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=say(
                "En fil, som fordel backup har skrevet.", "A file that fordel backup has written."
            ),
        ),
    ],
    data: Data = HERE,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.web.setting_up import use_settings

    use_settings(data)
    from fordel.web.operations.backup import missing_keys
    from fordel.web.operations.restoring import restore_backup

    with progress(quiet=as_json) as told:
        manifest = restore_backup(file, told)
    _tell(manifest, as_json=as_json)
    if not as_json:
        write(say("Gendannet og sammenlignet.", "Restored and compared."))
    missing = missing_keys(manifest.keys)
    for variable, kind in (("FORDEL_FIELD_KEYS", "fields "), ("FORDEL_FILE_KEY", "files ")):
        names = ", ".join(name.removeprefix(kind) for name in missing if name.startswith(kind))
        if names:
            tell(
                say(
                    f"{variable} mangler nøglen {names}. Det, den har låst, kan først åbnes, når "
                    "den er sat ind.",
                    f"{variable} lacks the key {names}. What it sealed can be opened only when it "
                    "is put in place.",
                )
            )
    if "secret_key" in missing:
        tell(
            say(
                "Nøglen her er en anden end den, kopien er lavet med. Det, der er krypteret med "
                "den gamle, kan først læses, når den er sat ind (FORDEL_SECRET_KEY).",
                "The key here is another than the backup's. What is encrypted with the old one "
                "can be read only when that is put in place (FORDEL_SECRET_KEY).",
            )
        )


def _tell(manifest: Manifest, *, as_json: bool) -> None:
    rows = sum(table.rows for table in manifest.tables)
    if as_json:
        write_json(manifest.to_json())
        return
    write(
        say(
            f"{rows} rækker i {len(manifest.tables)} tabeller · Fordel {manifest.fordel} · "
            f"{manifest.made_at} · segl {manifest.seal[:12]}",
            f"{rows} rows in {len(manifest.tables)} tables · Fordel {manifest.fordel} · "
            f"{manifest.made_at} · seal {manifest.seal[:12]}",
        )
    )


def _tell_keys(manifest: Manifest) -> None:
    """Which keys have to be kept with it, by their names."""
    kinds = (("FORDEL_FIELD_KEYS", "fields "), ("FORDEL_FILE_KEY", "files "))
    said = [
        f"{variable} {name.removeprefix(kind)}"
        for variable, kind in kinds
        for name in manifest.keys
        if name.startswith(kind)
    ]
    if said:
        named = ", ".join(said)
        write(say(f"Hertil hører nøglerne {named}.", f"To it belong the keys {named}."))


def check(data: Data = HERE, as_json: Json = False, lang: Lang = "da") -> None:
    from fordel.web.setting_up import use_settings

    use_settings(data, make_key=False)
    from fordel.web.operations.checking import check_installation
    from fordel.web.operations.findings import Level

    findings = check_installation()
    bad = [finding for finding in findings if finding.level == Level.PROBLEM]
    if as_json:
        write_json(
            {"ready": not bad, "findings": [finding.to_json(language()) for finding in findings]}
        )
    else:
        for finding in findings:
            _show(finding)
        write()
        write(
            say(
                f"Ikke klar: {len(bad)} skal rettes." if bad else "Klar.",
                f"Not ready: {len(bad)} to mend." if bad else "Ready.",
            )
        )
    if bad:
        raise typer.Exit(int(ExitCode.VERIFICATION_FAILED))


def _show(finding: Finding) -> None:
    from fordel.web.operations.findings import Level

    marks = {
        Level.FINE: say("✓ i orden", "✓ fine"),
        Level.WARNING: say("! se på det", "! look at it"),
        Level.PROBLEM: say("✗ skal rettes", "✗ to mend"),
    }
    write(f"{marks[finding.level]:14} {finding.what.to(language())}")
    for words in (finding.why, finding.next):
        if words is not None:
            write(f"{'':14} {words.to(language())}")
