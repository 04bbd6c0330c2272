"""Commands about programmes of interventions: what one says, its elements, its theory of change."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table

if TYPE_CHECKING:
    from fordel.costing.computing import NotComputed, Range
    from fordel.costing.pay import PayTable
    from fordel.interventions.elements import ElementCost
    from fordel.interventions.programme import Programme, Project

programme = typer.Typer(
    help=say(
        "Programmer af indsatser: kontrollér, vis, vælg elementer.",
        "Programmes of interventions: check, show, choose elements.",
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
AIMS = ("parents", "cross_disciplinary", "wellbeing", "language")
SHIPPED = "eva_2018_2022"
Name = Annotated[
    str,
    typer.Argument(
        metavar="PROGRAMME",
        help=say("Programmets navn eller YAML-fil.", "The programme's name or YAML file."),
    ),
]
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
    app.add_typer(programme, name="programme")


@programme.command(
    "check", help=say("Er programmet rigtig skrevet?", "Is the programme written right?")
)
def check(name: Name = SHIPPED, as_json: Json = False, lang: Lang = "da") -> None:
    from fordel.interventions.loading import load_programme

    loaded = load_programme(name)
    lacking = {
        project.id: [[theme.value for theme in group] for group in loaded.still_needed(project)]
        for project in loaded.projects
        if loaded.still_needed(project)
    }
    if as_json:
        write_json({**_size(loaded), "still_needed": lacking})
        return
    size = _size(loaded)
    write(
        say(
            f"{loaded.name}: {size['projects']} projekter, {size['units']} enheder, "
            f"{size['periods']} perioder, {size['indicators']} indikatorer.",
            f"{loaded.name}: {size['projects']} projects, {size['units']} units, "
            f"{size['periods']} periods, {size['indicators']} indicators.",
        )
    )
    for period in loaded.periods:
        if not period.collected:
            said = say("ikke indsamlet", "not collected")
            write(f"{say('Periode', 'Period')} {period.no}: {said}. {period.reason}")
    for project_id, groups in lacking.items():
        wanted = "; ".join(_themes(group) for group in groups)
        write(say(f"{project_id} mangler: {wanted}.", f"{project_id} lacks: {wanted}."))


def _size(loaded: Programme) -> dict[str, Any]:
    return {
        "programme": loaded.id,
        "name": loaded.name,
        "projects": len(loaded.projects),
        "units": sum(len(project.units) for project in loaded.projects),
        "periods": len(loaded.periods),
        "indicators": len(loaded.indicators),
    }


def _themes(group: list[str]) -> str:
    from fordel.interventions.indicators import THEME_WORDS, Theme

    return say(" eller ", " or ").join(THEME_WORDS[Theme(theme)].to(language()) for theme in group)


@programme.command(
    "show",
    help=say(
        "Projekterne i et program, eller ét af dem.", "The projects of a programme, or one of them."
    ),
)
def show(
    name: Name = SHIPPED,
    project: Annotated[
        str | None,
        typer.Option("--project", help=say("Ét projekt, ved dets id.", "One project, by its id.")),
    ] = None,
    yaml: Annotated[
        bool,
        typer.Option(
            "--yaml", help=say("Hele programmet som YAML.", "The whole programme as YAML.")
        ),
    ] = False,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.interventions.loading import load_programme, programme_yaml

    loaded = load_programme(name)
    if project is not None:
        _show_project(loaded, find_project(loaded, project), as_json)
    elif as_json:
        write_json(loaded.model_dump(mode="json", by_alias=True))
    elif yaml:
        write(programme_yaml(loaded).rstrip())
    else:
        _show_programme(loaded)


def find_project(loaded: Programme, name: str) -> Project:
    """A project of a programme, or a refusal that names those there are."""
    from fordel.interventions.refusals import ProjectNotInProgramme

    found = loaded.project(name)
    if found is None:
        known = ", ".join(project.id for project in loaded.projects)
        raise ProjectNotInProgramme(project=name, known=known)
    return found


def _show_programme(loaded: Programme) -> None:
    from fordel.interventions.periods import PHASE_WORDS

    rows = [
        [
            each.id,
            each.name,
            each.place,
            *(
                PHASE_WORDS[each.phases[period.no]].to(language())
                if period.no in each.phases
                else "–"
                for period in loaded.periods
            ),
            str(len(each.units)),
        ]
        for each in loaded.projects
    ]
    headers = ["Id", say("Projekt", "Project"), say("Sted", "Place")]
    headers += [f"P{period.no}" for period in loaded.periods]
    headers.append(say("Enheder", "Units"))
    write_table(headers, rows, title=loaded.name, text_columns=3 + len(loaded.periods))
    write(say(f"Kilde: {loaded.source}", f"Source: {loaded.source}"))


def _show_project(loaded: Programme, project: Project, as_json: bool) -> None:
    if as_json:
        write_json(project.model_dump(mode="json", by_alias=True))
        return
    write(f"{project.name}, {project.place}")
    for label, text in (
        (say("Formål", "Purpose"), project.purpose),
        (say("Målgruppe", "Target group"), project.target_group),
        (say("Samarbejdsparter", "Partners"), ", ".join(project.partners)),
        (say("Forudsætninger", "Prerequisites"), " ".join(project.prerequisites)),
        (say("Bemærk", "Note"), project.remark),
    ):
        if text:
            write(f"{label}: {text}")
    rows = []
    for activity in project.activities:
        labels = [loaded.indicator(known).label.to(language()) for known in activity.counted_by]
        elements = ", ".join(map(str, activity.elements)) or "–"
        rows.append([activity.name, elements, ", ".join(labels) or "–"])
    headers = [
        say("Aktivitet", "Activity"), say("Elementer", "Elements"), say("Ses i", "Seen in")
    ]  # fmt: skip
    write_table(headers, rows, text_columns=3)


@programme.command(
    "elements", help=say("De ni elementer, eller ét af dem.", "The nine elements, or one of them.")
)
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
        headers += [say("Går godt med", "Combines well with")]
        headers += [say("Kr. pr. barn, én gang", "Kr. per child, once")]
        write_table(headers, rows, text_columns=4)
    else:
        _show_element(number, table)


def _element_json(number: int, table: PayTable) -> dict[str, Any]:
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
                "once_dkk": _kroner(cost.once),
                "yearly_dkk": _kroner(cost.yearly),
            }
            for cost in catalogue.costs_of(number, table)
        ],
        "evidence": [
            {"aim": aim.value, "certainty": found.certainty.value, "told": found.words.to(language())}
            for aim in element.aims
            for found in [catalogue.evidence(number, aim)]
        ],
    }  # fmt: skip


def _show_element(number: int, table: PayTable) -> None:
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
    write(f"{say('Går godt med', 'Combines well with')}: {names}.")
    for aim in element.aims:
        write(catalogue.evidence(number, aim).words.to(tongue))
    write(CAVEAT.to(tongue))
    costs = catalogue.costs_of(number, table)
    rows = [[c.project.place, c.name, _shown(c.once), _shown(c.yearly)] for c in costs]
    headers = [say("Sted", "Place"), say("Aktivitet", "Activity")]
    headers += [say("Kr. pr. barn, én gang", "Kr. per child, once")]
    headers += [say("Kr. pr. barn og år", "Kr. per child and year")]
    write_table(headers, rows, text_columns=2)


@programme.command(
    "guide",
    help=say(
        "Hvilke elementer passer til vores situation, og hvad koster de her?",
        "Which elements suit our situation, and what do they cost here?",
    ),
)
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
        int, typer.Option(help=say("Hvor mange børn det er for.", "How many children it is for."))
    ],
    units: Annotated[int, typer.Option(help=say("I hvor mange enheder.", "In how many units."))],
    youngest: Annotated[
        int, typer.Option(help=say("De yngstes alder, år.", "Age of the youngest, years."))
    ] = 0,
    oldest: Annotated[
        int, typer.Option(help=say("De ældstes alder, år.", "Age of the oldest, years."))
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
        typer.Option(help=say("Rammen i kroner om året.", "The frame in kroner per year.")),
    ] = None,
    pay: Pay = None,
    year: Annotated[
        int | None, typer.Option("--year", help=say("Årets priser.", "The year of the prices."))
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


@programme.command(
    "theory",
    help=say(
        "Et projekts forandringsteori som tekst og billede, foreslået af det, det gør og måler.",
        "A project's theory of change as text and picture, proposed from what it does and measures.",
    ),
)
def theory(
    project: Annotated[
        str, typer.Argument(metavar="PROJECT", help=say("Projektets id.", "The project's id."))
    ],
    name: Annotated[
        str,
        typer.Option(
            "--programme",
            help=say("Programmets navn eller YAML-fil.", "The programme's name or YAML file."),
        ),
    ] = SHIPPED,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help=say("Billedet (SVG).", "The picture (SVG).")),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.budget_year.refusals import CannotWriteFile
    from fordel.interventions.descriptions.drawing import theory_svg
    from fordel.interventions.descriptions.theory import proposed_theory, theory_sentences
    from fordel.interventions.loading import load_programme

    loaded = load_programme(name)
    found = find_project(loaded, project)
    drawn = proposed_theory(loaded, found, language=language())
    if out is not None:
        picture = theory_svg(drawn, language(), title=found.name)
        try:
            out.write_text(picture, encoding="utf-8")
        except OSError as error:
            raise CannotWriteFile(file=str(out)) from error
    sentences = theory_sentences(drawn, language())
    if as_json:
        write_json({**drawn.model_dump(mode="json", by_alias=True), "sentences": list(sentences)})
        return
    for sentence in sentences:
        write(sentence)


@programme.command(
    "demo",
    help=say(
        "Opfundne registreringer til et program, så det kan prøves.",
        "Invented registrations for a programme, so that it can be tried.",
    ),
)
def demo(
    name: Name = SHIPPED,
    seed: Annotated[
        int, typer.Option(min=0, help=say("Samme tal, samme svar.", "Same number, same answers."))
    ] = 2018,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=say("Mappe: en CSV-fil pr. projekt.", "Folder: one CSV file per project."),
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.cli.programme_words import totals, write_registrations
    from fordel.interventions.demonstration import INVENTED, demonstration_registrations
    from fordel.interventions.loading import load_programme

    loaded = load_programme(name)
    registered = demonstration_registrations(loaded, seed)
    if out is not None:
        write_registrations(out, registered)
    found = totals(loaded, registered)
    if as_json:
        write_json({"invented": INVENTED.to(language()), "seed": seed, "totals": found})
        return
    rows = [
        [loaded.indicator(key).label.to(language()), *(_figure(value) for value in by_period)]
        for key, by_period in found.items()
    ]
    headers = [say("I alt", "In all"), *(f"P{period.no}" for period in loaded.periods)]
    write_table(headers, rows, title=loaded.name)
    write(INVENTED.to(language()))


def _pay(path: Path | None) -> PayTable:
    from fordel.costing.pay import read_pay, shipped_pay

    return shipped_pay() if path is None else read_pay(path)


def _figure(value: int | None) -> str:
    from fordel.domain.language import number

    return "–" if value is None else number(value, language())


def _kroner(cost: Range | NotComputed) -> int | None:
    from fordel.costing.computing import Range
    from fordel.domain.money import nearest

    return int(nearest(cost.amount, Fraction(1))) if isinstance(cost, Range) else None


def _shown(cost: Range | NotComputed) -> str:
    return _figure(_kroner(cost))


def _range_of(costs: tuple[ElementCost, ...]) -> str:
    known = [kroner for cost in costs if (kroner := _kroner(cost.once)) is not None]
    if not known:
        return "–"
    low, high = min(known), max(known)
    return _figure(low) if low == high else f"{_figure(low)}–{_figure(high)}"
