"""Commands about data: make a demonstration, inspect a file, count children."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fordel.cli.options import ChildrenSource, DataFolder, EngineName, Folder, Year
from fordel.cli.speaking import (
    Json,
    Lang,
    language,
    progress,
    say,
    write,
    write_json,
    write_table,
)
from fordel.domain.language import number


def register(app: typer.Typer) -> None:
    app.command(
        "demo-data",
        help=say(
            "Skriv en opdigtet kommunes eller et helt lands filer for tre år.",
            "Write the files of an invented municipality, or a whole country, for three years.",
        ),
    )(demo_data)
    app.command(
        "inspect",
        help=say(
            "Se, hvad en fil indeholder, og foreslå en kolonneliste.",
            "See what a file holds, and propose a column mapping.",
        ),
    )(inspect)
    app.command(
        "profile",
        help=say(
            "Tæl børn i hver enhed, som en model vil se dem.",
            "Count children in each unit, as a model will see them.",
        ),
    )(profile)


def demo_data(
    folder: Folder,
    seed: Annotated[
        int, typer.Option(help=say("Samme tal, samme kommune.", "Same number, same municipality."))
    ] = 2027,
    units: Annotated[
        int | None, typer.Option(min=5, help=say("Antal enheder.", "How many units."))
    ] = None,
    children: Annotated[
        int | None, typer.Option(min=100, help=say("Antal børn.", "How many children."))
    ] = None,
    country: Annotated[
        bool,
        typer.Option(
            "--country",
            help=say(
                "Et helt land: mange kommuner, hver med sin egen model.",
                "A whole country: many municipalities, each with its own model.",
            ),
        ),
    ] = False,
    municipalities: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=9999,
            help=say("Antal kommuner i landet; ellers 98.", "How many municipalities; else 98."),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.cli.refusals import MunicipalitiesWithoutCountry

    if municipalities is not None and not country:
        raise MunicipalitiesWithoutCountry
    if country:
        _demo_country(folder, seed, municipalities, units, children, as_json)
    else:
        _demo_municipality(folder, seed, units, children, as_json)


def _demo_municipality(
    folder: Path, seed: int, units: int | None, children: int | None, as_json: bool
) -> None:
    from fordel.budget_year.refusals import CannotWrite
    from fordel.demonstration import make_municipality
    from fordel.demonstration import write as write_files

    municipality = make_municipality(seed, units=units, children=children)
    try:
        files = write_files(municipality, folder)
    except OSError as error:
        raise CannotWrite(folder=str(folder)) from error
    if as_json:
        write_json(
            {"municipality": municipality.name, "seed": seed, "files": [str(f) for f in files]}
        )
        return
    write(
        say(
            f"{municipality.name}: {len(files)} filer i {folder} (opdigtet, tal {seed}).",
            f"{municipality.name}: {len(files)} files in {folder} (invented, seed {seed}).",
        )
    )
    if units is not None or children is not None:
        write(
            say(
                "Modellen demokommune har en ramme til omkring 4.000 børn; kopiér den, og sæt "
                "rammen efter antallet.",
                "The model demokommune has a frame for about 4,000 children; copy it and set the "
                "frame by the number.",
            )
        )


def _demo_country(
    folder: Path,
    seed: int,
    municipalities: int | None,
    units: int | None,
    children: int | None,
    as_json: bool,
) -> None:
    from fordel.budget_year.refusals import CannotWrite
    from fordel.demonstration.country import MANIFEST, plan_country, write_country

    country = plan_country(seed, municipalities=municipalities, units=units, children=children)
    try:
        with progress(as_json) as doing:
            made = write_country(country, folder, doing)
            files = 1 + sum(len(written) for _, written in made)  # the manifest is one too
    except OSError as error:
        raise CannotWrite(folder=str(folder)) from error
    there = len(country.municipalities)
    if as_json:
        write_json(
            {
                "country": country.name,
                "seed": seed,
                "municipalities": [one.folder for one in country.municipalities],
                "units": sum(one.units for one in country.municipalities),
                "children": sum(one.children for one in country.municipalities),
                "manifest": str(folder / MANIFEST),
            }
        )
        return
    write(
        say(
            f"{country.name} (kommuner: {there}): {files} filer i {folder} (opdigtet, tal {seed}).",
            f"{country.name} (municipalities: {there}): {files} files in {folder} (invented, seed "
            f"{seed}).",
        )
    )
    write(
        say(
            f"Regn dem alle: fordel country {folder} --year 2027 --out MAPPE",
            f"Compute them all: fordel country {folder} --year 2027 --out FOLDER",
        )
    )


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("Filen.", "The file."))],
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.registers.inspection import inspect as inspect_file

    found = inspect_file(file)
    if as_json:
        write_json(found.to_json())
        return
    for line in found.sentences(language()):
        write(line)
    write()
    write(
        say(
            "Forslag til mapping.yaml i datamappen; ret det, der er gættet forkert:",
            "A proposal for mapping.yaml in the data folder; mend what was guessed wrong:",
        )
    )
    write(found.to_yaml(language()).rstrip())


def profile(
    model: Annotated[str, typer.Argument(metavar="MODEL", help=say("Modellen.", "The model."))],
    data: DataFolder,
    year: Year,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help=say(
                "Skriv profilen, .csv eller .parquet, til --profile. Den er persondata: et mønster "
                "kan være ét barn.",
                "Write the profile, .csv or .parquet, for --profile. It is personal data: a "
                "pattern may be one child.",
            ),
        ),
    ] = None,
    children: ChildrenSource = None,
    engine: EngineName = "duckdb",
    quiet: Annotated[
        bool, typer.Option("--quiet", help=say("Uden tabellen.", "Without the table."))
    ] = False,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.inputs import needs_of
    from fordel.allocation.model.loading import load_model
    from fordel.budget_year.counting import Children, check_place, keep_profiles, read_and_count
    from fordel.budget_year.counts import counts_of
    from fordel.profiles.refusals.counting import NoChildRows

    loaded = load_model(model)
    if out is not None:
        check_place(out)
        if loaded.children.grain == "counts":
            raise NoChildRows(model=loaded.model)
    where = Children(source=children, engine=engine)
    with progress(as_json or quiet) as doing:
        read, profiles = read_and_count(loaded, data, year, where, doing)
    counted = counts_of(loaded, read, profiles)
    if out is not None:
        keep_profiles(profiles, needs_of(loaded, year), out)
    if as_json:
        write_json(counted.to_json())
        return
    for note in read.notes:
        write(note.to(language()))
    headers, rows = counted.table(language())
    if not quiet:
        write_table(headers, rows, text_columns=2)
    write(
        say(
            f"{number(counted.children, 'da')} børn i {len(rows)} enheder.",
            f"{number(counted.children, 'en')} children in {len(rows)} units.",
        )
    )
    if out is not None:
        write(say(f"Profil: {out} (persondata)", f"Profile: {out} (personal data)"))
