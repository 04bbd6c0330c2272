"""Commands about a run: allocate, explain, compare, verify, write letters, test its stability."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fordel.cli.options import (
    ChildrenSource,
    DataFolder,
    EngineName,
    KeptProfile,
    ModelName,
    Previous,
    ResultFolder,
    RunFolder,
    Year,
)
from fordel.cli.speaking import (
    Json,
    Lang,
    language,
    progress,
    say,
    tell,
    write,
    write_json,
    write_table,
)

if TYPE_CHECKING:
    from fordel.allocation.bundles.withholding import VerifiedInPart


def register(app: typer.Typer) -> None:
    app.command("allocate", help=say("Fordel et års budget.", "Allocate a year's budget."))(
        allocate
    )
    app.command(
        "explain",
        help=say(
            "Forklar, hvorfor en enhed får, hvad den får.", "Explain why a unit gets what it gets."
        ),
    )(explain)
    app.command(
        "compare",
        help=say(
            "Sig, hvad der skete mellem to kørsler, og hvorfor.",
            "Say what happened between two runs, and why.",
        ),
    )(compare)
    app.command(
        "verify",
        help=say(
            "Regn en pakke efter, ciffer for ciffer.", "Compute a bundle again, digit by digit."
        ),
    )(verify)
    app.command("letter", help=say("Skriv budgetbreve som PDF.", "Write budget letters as PDF."))(
        letter
    )
    app.command(
        "stability",
        help=say(
            "Sig, hvor meget resultatet afhænger af valg og tilfældigheder.",
            "Say how much the result hangs on choices and chance.",
        ),
    )(stability)


def allocate(
    model: ModelName,
    data: DataFolder,
    year: Year,
    out: ResultFolder,
    previous: Previous = None,
    profile: KeptProfile = None,
    children: ChildrenSource = None,
    engine: EngineName = "duckdb",
    figures_only: Annotated[
        bool,
        typer.Option(
            "--figures-only",
            help=say("Uden regneark, brev og figurer.", "Without workbook, letter and charts."),
        ),
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", help=say("Skriv kun, hvor filerne ligger.", "Only say where the files are.")
        ),
    ] = False,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.model.loading import load_model
    from fordel.budget_year.computing import Children, compute
    from fordel.budget_year.telling.runs import allocation_json, result_table, written_lines
    from fordel.budget_year.writing import write_run

    with progress(quiet or as_json) as doing:
        computed = compute(
            load_model(model),
            data,
            year,
            previous=previous,
            children=Children(source=children, engine=engine, profile=profile),
            progress=doing,
        )
        written = write_run(computed, out, language(), everything=not figures_only, progress=doing)
    if as_json:
        write_json(allocation_json(computed, written))
        return
    if not quiet:
        for table in result_table(computed, language()):
            write_table(
                table.headers, table.rows, title=table.title, text_columns=table.text_columns
            )
            for line in table.below:
                write(line)
        for note in computed.notes:
            tell(note.to(language()))
    for line in written_lines(written, language()):
        write(line)


def explain(
    unit: Annotated[
        str,
        typer.Argument(
            metavar="UNIT", help=say("Enhedens nøgle eller navn.", "The unit's key or name.")
        ),
    ],
    run: RunFolder,
    previous: Previous = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.bundles.bundle import read_bundle
    from fordel.allocation.change import explain_change
    from fordel.announcement.explanation import explain_unit
    from fordel.budget_year.finding import find_unit, last_year_of

    loaded = read_bundle(run)
    key = find_unit(loaded, unit, left_out_too=True)
    before = last_year_of(run, previous)
    change = explain_change(before, loaded) if before is not None else None
    explained = explain_unit(loaded, key, language(), change=change)
    if as_json:
        write_json(explained.to_json())
        return
    write(explained.text())


def compare(
    before: Annotated[
        Path, typer.Argument(metavar="RUN", help=say("Den første kørsel.", "The first run."))
    ],
    after: Annotated[
        Path, typer.Argument(metavar="RUN", help=say("Den anden kørsel.", "The second run."))
    ],
    unit: Annotated[
        str | None, typer.Option("--unit", help=say("Kun én enhed.", "One unit only."))
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.bundles.bundle import read_bundle
    from fordel.allocation.change import explain_change
    from fordel.announcement.explanation import explain_change_sentences
    from fordel.budget_year.finding import find_unit
    from fordel.budget_year.telling.runs import change_json, change_tables

    first, second = read_bundle(before), read_bundle(after)
    change = explain_change(first, second)
    key = None if unit is None else find_unit(second, unit)
    if as_json:
        write_json(change_json(change, key))
        return
    if key is not None:
        for sentence in explain_change_sentences(change, key, language(), run=second):
            write(("– " if sentence.item else "") + sentence.text)
        return
    for table in change_tables(first, second, change, language()):
        write_table(table.headers, table.rows, title=table.title, text_columns=table.text_columns)
        for line in table.below:
            write(line)


def verify(
    bundle: Annotated[
        Path,
        typer.Argument(
            metavar="BUNDLE",
            help=say("Pakken, eller kørslens mappe.", "The bundle, or the run's folder."),
        ),
    ],
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.bundles.withholding import VerifiedInPart
    from fordel.allocation.bundles.withholding import verify as verify_any

    verified = verify_any(bundle)
    if isinstance(verified, VerifiedInPart):
        _verified_in_part(verified, as_json=as_json)
        return
    result = verified.run.allocation
    if as_json:
        write_json(
            {
                "verified": True,
                "model": result.model.model,
                "year": result.year,
                "seal": verified.seal,
                "files": list(verified.files),
            }
        )
        return
    write(
        say(
            f"Pakken holder: {len(verified.files)} dele, regnet efter byte for byte "
            f"({result.model.title.da}, {result.year}).",
            f"The bundle holds: {len(verified.files)} parts, computed again byte by byte "
            f"({result.model.title.en}, {result.year}).",
        )
    )
    write(say(f"Segl: {verified.seal}", f"Seal: {verified.seal}"))


def _verified_in_part(verified: VerifiedInPart, *, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "verified": "in_part",
                "model": verified.model,
                "year": verified.year,
                "seal": verified.seal,
                "files": list(verified.files),
                "withheld": list(verified.withheld),
            }
        )
        return
    there, gone = ", ".join(verified.files), ", ".join(verified.withheld)
    write(
        say(
            f"Det, pakken indeholder, er som forseglet ({verified.model}, {verified.year}): "
            f"{there}.",
            f"What the bundle holds is as it was sealed ({verified.model}, {verified.year}): "
            f"{there}.",
        )
    )
    write(
        say(
            f"Ikke efterprøvet, fordi det er holdt tilbage: {gone}. Resultatet er derfor ikke "
            "regnet efter; det kan analytikeren og revisor gøre med den hele pakke, som har det "
            "samme segl.",
            f"Not verified, because it is withheld: {gone}. So the result was not computed again; "
            "analyst and auditor can do that with the whole bundle, which has the same seal.",
        )
    )
    write(say(f"Segl: {verified.seal}", f"Seal: {verified.seal}"))


def letter(
    run: RunFolder,
    unit: Annotated[
        str | None,
        typer.Option("--unit", help=say("Kun én enhed; ellers alle.", "One unit only; else all.")),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help=say("Mappen til brevene.", "The folder for the letters.")
        ),
    ] = None,
    previous: Previous = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.bundles.bundle import read_bundle
    from fordel.allocation.change import explain_change
    from fordel.budget_year.finding import find_unit, last_year_of
    from fordel.budget_year.letters import write_letters

    loaded = read_bundle(run)
    before = last_year_of(run, previous)
    change = explain_change(before, loaded) if before is not None else None
    units = loaded.allocation.ids if unit is None else (find_unit(loaded, unit),)
    home = run if run.is_dir() else run.parent
    with progress(as_json) as doing:
        paths = write_letters(
            loaded, units, out or home / "letters", language(), change=change, progress=doing
        )
    if as_json:
        write_json({"letters": [str(path) for path in paths]})
        return
    for path in paths:
        write(str(path))


def stability(
    run: RunFolder,
    previous: Previous = None,
    redraws: Annotated[
        int,
        typer.Option("--redraws", min=0, help=say("Omtrækninger af børn.", "Redraws of children.")),
    ] = 1000,
    level: Annotated[
        float,
        typer.Option(
            "--level",
            help=say(
                "Den andel af omtrækningerne, intervallerne rummer.",
                "The share of the redraws that the intervals hold.",
            ),
        ),
    ] = 0.9,
    seed: Annotated[
        int,
        typer.Option(
            "--seed", help=say("Samme tal, samme omtrækninger.", "Same number, same redraws.")
        ),
    ] = 1,
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--pair",
            metavar="UNIT UNIT",
            help=say(
                "Sig, om to enheder kan skelnes pålideligt.",
                "Say whether two units can be told apart reliably.",
            ),
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=say(
                "Mappen til figuren; ellers kørslens egne figurer.",
                "The folder for the chart; else the run's own charts.",
            ),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fractions import Fraction

    from fordel.allocation.bundles.bundle import read_bundle
    from fordel.budget_year.finding import find_unit, last_year_of
    from fordel.budget_year.stability import charts_of_run, write_intervals
    from fordel.budget_year.telling.runs import stability_tables
    from fordel.domain.language import Words
    from fordel.stability.assessing import assess_stability
    from fordel.stability.refusals import PairOfOne

    loaded = read_bundle(run)
    before = last_year_of(run, previous)
    held = None if pair is None else (find_unit(loaded, pair[0]), find_unit(loaded, pair[1]))
    if held is not None and held[0] == held[1]:
        raise PairOfOne(unit=held[0])
    with progress(as_json) as doing:
        found = assess_stability(
            loaded,
            before,
            redraws=redraws,
            level=Fraction(str(level)),
            seed=seed,
            progress=lambda done, of: doing(
                Words(f"Trækker om: {done} af {of}", f"Redrawing: {done} of {of}")
            ),
        )
        folder = out or charts_of_run(run)
        written = () if folder is None else write_intervals(found, folder, language())
    intervals = found.intervals
    told = intervals.difference(*held).words() if held and intervals else None
    if as_json:
        apart = {} if told is None else {"pair": {"da": told.da, "en": told.en}}
        write_json({**found.to_json(), **apart})
        return
    for table in stability_tables(found, language()):
        write_table(table.headers, table.rows, title=table.title, text_columns=table.text_columns)
        for line in table.below:
            write(line)
    if told is not None:
        write(told.to(language()))
    for path in written:
        write(str(path))
