"""The commands that price interventions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table

if TYPE_CHECKING:
    from fordel.costing.answers import Cost, PackageAnswers
    from fordel.costing.document import PackageDocument

Pay = Annotated[
    Path | None,
    typer.Option(
        "--pay",
        metavar="FILE",
        help=say(
            "Kommunens egen løntabel (YAML); ellers de offentliggjorte satser.",
            "The municipality's own pay table (YAML); otherwise the published rates.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    app.command(
        "cost",
        help=say(
            "Regn ud, hvad aktiviteter koster for hvert barn, af timer og løn.",
            "Work out what activities cost per child, from hours and pay.",
        ),
    )(cost)
    app.command(
        "cost-package",
        help=say(
            "Regn ud, hvad en pakke af aktiviteter koster om året i kommunen.",
            "Work out what a package of activities costs a year in the municipality.",
        ),
    )(cost_package)


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
    pay: Pay = None,
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

    per_year = any(row.asks_year for row in rows)
    not_stated = say("ikke oplyst", "not stated")
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
            *([not_stated if row.yearly is None else kroner(row.yearly)] if per_year else []),
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
            f"Pris pr. barn for én afholdelse, i {table.price_year}-priser. "
            f"Kilde: {table.source_words.da}.",
            f"Cost per child for one holding, in prices of {table.price_year}. "
            f"Source: {table.source_words.en}.",
        )
    )
    if not per_year:
        write(
            say(
                "Pris pr. barn og år er ikke oplyst: filen har ingen kolonne `holdings_per_year`.",
                "Cost per child and year is not stated: the file has no `holdings_per_year`.",
            )
        )


def cost_package(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="PACKAGE",
            help=say(
                "Pakken (YAML): aktiviteter med timer, hvor tit og i hvor mange enheder.",
                "The package (YAML): activities with hours, how often and in how many units.",
            ),
        ),
    ],
    pay: Pay = None,
    prices_of: Annotated[
        int | None,
        typer.Option(
            "--prices-of",
            metavar=say("ÅR", "YEAR"),
            help=say(
                "Svar i dette års priser; løntabellen skal have et indeks.",
                "Answer in this year's prices; the pay table must have an index.",
            ),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.costing.answers import answers_document, answers_of
    from fordel.costing.document import read_package
    from fordel.costing.pay import read_pay, shipped_pay

    table = shipped_pay() if pay is None else read_pay(pay)
    document = read_package(file)
    answers = answers_of(document.made(), table, prices_of)
    if as_json:
        told = answers_document(answers, language())
        write_json({"package": document.package, "place": document.place, **told})
        return
    _write_activities(document, answers)
    _write_establishment(document, answers)
    _write_total(answers)
    write(
        say(
            f"Alt er i {answers.price_year}-priser. Løn: {table.source_words.da}.",
            f"All in prices of {answers.price_year}. Pay: {table.source_words.en}.",
        )
    )


def _write_activities(document: PackageDocument, answers: PackageAnswers) -> None:
    from fordel.costing.wording import PER_WORDS

    headers = [
        say("Aktivitet", "Activity"),
        say("For hver", "For each"),
        say("Enheder", "Units"),
        say("Én afholdelse", "One holding"),
        say("Pr. barn m.m., én gang", "Per child etc., once"),
        say("Pr. barn m.m. og år", "Per child etc. and year"),
        say("Pr. enhed og år", "Per unit and year"),
        say("I alt om året", "In all per year"),
        say("Én enhed mere", "One unit more"),
        say("Halvt så tit", "Half as often"),
    ]
    rows = [
        [
            one.name,
            PER_WORDS[one.per].to(language()),
            str(one.units),
            *(_kroner(cost) for cost in (one.held, one.once, one.per_year, one.unit_year)),
            *(_kroner(cost) for cost in (one.in_all, one.one_unit_more, one.half_as_often)),
        ]
        for one in answers.activities
    ]
    title = ", ".join(part for part in (document.package, document.place) if part)
    write_table(headers, rows, title=title, text_columns=2)


def _write_establishment(document: PackageDocument, answers: PackageAnswers) -> None:
    from fordel.domain.language import number

    if not document.establishment:
        return
    names = {activity.id: activity.name for activity in document.activities}
    per_year = dict(answers.cost.establishment)
    headers = [
        say("Etablering, talt én gang", "Establishment, counted once"),
        say("Deles af", "Shared by"),
        say("Fordelt på år", "Spread over years"),
        say("Pr. år", "Per year"),
    ]
    rows = []
    for sum_ in document.establishment:
        part = per_year[sum_.name]
        shared = ", ".join(names[name] for name in sum_.activities)
        shown = _not_stated() if part is None else number(part, language())
        rows.append([sum_.name, shared, str(sum_.years), shown])
    write_table(headers, rows, text_columns=2)


def _write_total(answers: PackageAnswers) -> None:
    names = {one.id: one.name for one in answers.activities}
    left_out = answers.cost.left_out
    total = _kroner(answers.cost.total)
    if left_out:
        write(say(f"I alt om året, uden det nedenfor: {total} kr.",
                  f"In all per year, without what stands below: {total} kr."))  # fmt: skip
    else:
        write(say(f"I alt om året: {total} kr.", f"In all per year: {total} kr."))
    for name, why in left_out:
        write(f"{names.get(name, name)}: {why.words.to(language())}")
    per_child = answers.per_child
    shown = _kroner(per_child)
    reason = getattr(per_child, "words", None)
    write(
        say("Pr. barn i pakken og år: ", "Per child in the package and year: ")
        + (f"{shown} kr." if reason is None else f"{shown}. {reason.to(language())}")
    )


def _kroner(cost: Cost) -> str:
    """An amount, with what the lowest and highest hours give where they are stated."""
    from fordel.costing.computing import NotComputed
    from fordel.domain.language import number

    if isinstance(cost, NotComputed):
        return _not_stated()
    shown = number(cost.amount, language())
    if cost.low == cost.high:
        return shown
    return f"{shown} ({number(cost.low, language())}–{number(cost.high, language())})"


def _not_stated() -> str:
    return say("ikke oplyst", "not stated")
