"""Commands that choose elements: what they are, what they cost here, which suit us."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fordel.cli.costing import Pay
from fordel.cli.programmes import programme
from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table

if TYPE_CHECKING:
    from fordel.costing.pay import PayTable
    from fordel.interventions.elements import ElementCost

AIMS = ("parents", "cross_disciplinary", "wellbeing", "language")


def register(app: typer.Typer) -> None:
    """The commands belong to the group ``programme``, which the application has."""
    programme.command(
        "elements",
        help=say("De ni elementer, eller ét af dem.", "The nine elements, or one of them."),
    )(elements)
    programme.command(
        "guide",
        help=say(
            "Hvilke elementer passer til vores situation, og hvad koster de her?",
            "Which elements suit our situation, and what do they cost here?",
        ),
    )(guide)


def elements(
    number: Annotated[
        int | None,
        typer.Argument(metavar="NUMBER", help=say("Elementets nummer.", "The element's number.")),
    ] = None,
    pay: Pay = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.interventions.elements import GROUP_WORDS, shipped_catalogue
    from fordel.interventions.refusals import ElementUnknown

    catalogue, table = shipped_catalogue(), _pay(pay)
    known = [element.no for element in catalogue.elements]
    if number is not None and number not in known:
        raise ElementUnknown(element=number, known=", ".join(map(str, known)))
    wanted = [each for each in catalogue.elements if number in (None, each.no)]
    if as_json:
        documents = [_element_json(each.no, table) for each in wanted]
        write_json(documents if number is None else documents[0])
    elif number is None:
        rows = [
            [
                str(each.no),
                each.name.to(language()),
                GROUP_WORDS[each.group].to(language()),
                ", ".join(map(str, each.combines)),
                _range_of(catalogue.costs_of(each.no, table)),
            ]
            for each in wanted
        ]
        headers = ["Nr.", "Element", say("Samler", "Brings together")]
        headers += [say("Går godt sammen med", "Combines well with")]
        headers += [say("Én gang, kr. pr. barn", "Once, kr. per child")]
        write_table(headers, rows, text_columns=4)
    else:
        _show_element(number, table)


def _element_json(number: int, table: PayTable) -> dict[str, Any]:
    from fordel.cli.programme_words import kroner_of
    from fordel.interventions.elements import shipped_catalogue

    catalogue = shipped_catalogue()
    element = catalogue.element(number)
    assert element is not None
    return {
        **element.model_dump(mode="json"),
        "used_by": list(catalogue.places(number)),
        "recommended_by": list(catalogue.recommended_by(number)),
        "price_year": table.price_year,
        "costs": [
            {
                "place": cost.project.place,
                "activity": cost.name,
                "per": cost.source.per.value,
                "once_dkk": kroner_of(cost.once),
                "yearly_dkk": kroner_of(cost.yearly),
                "beside": [words.to(language()) for words in cost.beside],
            }
            for cost in catalogue.costs_of(number, table)
        ],
        "evidence": [
            {
                "aim": known.aim.value,
                "certainty": known.certainty.value,
                "told": known.words.to(language()),
            }
            for known in (catalogue.evidence(number, aim) for aim in element.aims)
        ],
    }  # fmt: skip


def _show_element(number: int, table: PayTable) -> None:
    from fordel.cli.programme_words import shown
    from fordel.interventions.elements import CAVEAT, shipped_catalogue

    catalogue = shipped_catalogue()
    element = catalogue.element(number)
    assert element is not None
    tongue = language()
    write(f"{element.no}. {element.name.to(tongue)}")
    write(element.purpose.to(tongue))
    for line in element.content:
        write(f"- {line.to(tongue)}")
    write(f"{say('Kan føre til', 'May lead to')}: {element.results.to(tongue)}")
    write(f"{say('Hvor tit', 'How often')}: {element.cadence.to(tongue)}")
    write(f"{say('Brugt i', 'Used in')}: {', '.join(catalogue.places(number))}.")
    for example in element.examples:
        project = catalogue.programme.project(example.project)
        assert project is not None
        write(f"  {project.place}: {example.told.to(tongue)}")
    others = [catalogue.element(no) for no in element.combines]
    names = ", ".join(f"{each.no} {each.name.to(tongue)}" for each in others if each is not None)
    write(f"{say('Går godt sammen med', 'Combines well with')}: {names}.")
    for aim in element.aims:
        write(catalogue.evidence(number, aim).words.to(tongue))
    write(CAVEAT.to(tongue))
    costs = catalogue.costs_of(number, table)
    rows = [[c.project.place, c.name, shown(c.once), shown(c.yearly)] for c in costs]
    headers = [say("Sted", "Place"), say("Aktivitet", "Activity")]
    headers += [say("Én gang, kr.", "Once, kr."), say("Om året, kr.", "Per year, kr.")]
    write_table(headers, rows, title=say("Pris pr. barn", "Cost per child"), text_columns=2)
    for cost in costs:
        for words in cost.beside:
            write(words.to(tongue))
    write(say(f"Priser i {table.price_year}.", f"Prices of {table.price_year}."))


def guide(
    aims: Annotated[
        list[str],
        typer.Option(
            "--aim",
            metavar="|".join(AIMS),
            help=say("Et mål; kan gives flere gange.", "An aim; may be given more than once."),
        ),
    ],
    children: Annotated[
        int,
        typer.Option(
            metavar="N", help=say("Hvor mange børn det er for.", "How many children it is for.")
        ),
    ],
    units: Annotated[
        int, typer.Option(metavar="N", help=say("I hvor mange enheder.", "In how many units."))
    ],
    youngest: Annotated[
        int,
        typer.Option(
            metavar=say("ÅR", "YEARS"),
            help=say("De yngstes alder, år.", "Age of the youngest, years."),
        ),
    ] = 0,
    oldest: Annotated[
        int,
        typer.Option(
            metavar=say("ÅR", "YEARS"),
            help=say("De ældstes alder, år.", "Age of the oldest, years."),
        ),
    ] = 5,
    in_place: Annotated[
        list[str] | None,
        typer.Option(
            "--in-place",
            metavar="ID",
            help=say(
                "Noget, I allerede har; kan gives flere gange.",
                "Something you already have; may be given more than once.",
            ),
        ),
    ] = None,
    frame: Annotated[
        int | None,
        typer.Option(
            metavar="KRONER", help=say("Rammen i kroner om året.", "The frame in kroner per year.")
        ),
    ] = None,
    pay: Pay = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            metavar=say("ÅR", "YEAR"),
            help=say("Årets priser.", "The year of the prices."),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.interventions.elements import Aim, shipped_catalogue
    from fordel.interventions.guide import Situation, advise

    for aim in aims:
        if aim not in AIMS:
            raise typer.BadParameter(
                say(f"vælg blandt {', '.join(AIMS)}", f"choose among {', '.join(AIMS)}"),
                param_hint="--aim",
            )
    situation = Situation(
        aims=tuple(Aim(aim) for aim in aims),
        children=children,
        units=units,
        youngest=youngest,
        oldest=oldest,
        in_place=tuple(in_place or ()),
        frame=None if frame is None else Fraction(frame),
    )
    from fordel.cli.programme_words import advice_json, write_advice

    advice = advise(situation, shipped_catalogue(), _pay(pay), prices_of=year)
    if as_json:
        write_json(advice_json(advice, language()))
    else:
        write_advice(advice, language())


def _pay(path: Path | None) -> PayTable:
    from fordel.costing.pay import read_pay, shipped_pay

    return shipped_pay() if path is None else read_pay(path)


def _range_of(costs: tuple[ElementCost, ...]) -> str:
    from fordel.cli.programme_words import figure, kroner_of

    known = [amount for cost in costs if (amount := kroner_of(cost.once)) is not None]
    if not known:
        return "–"
    low, high = min(known), max(known)
    return figure(low) if low == high else f"{figure(low)}–{figure(high)}"
