"""Commands about programmes of interventions: what one says, its elements, its theory of change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table

if TYPE_CHECKING:
    from fordel.interventions.programme import Programme, Project

programme = typer.Typer(
    help=say(
        "Programmer af indsatser: kontrollér, vis, vælg elementer.",
        "Programmes of interventions: check, show, choose elements.",
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
SHIPPED = "eva_2018_2022"
Name = Annotated[
    str,
    typer.Argument(
        metavar="PROGRAMME",
        help=say("Programmets navn eller YAML-fil.", "The programme's name or YAML file."),
    ),
]


def register(app: typer.Typer) -> None:
    app.add_typer(programme, name="programme")


@programme.command(
    "check", help=say("Er programmet rigtig skrevet?", "Is the programme written right?")
)
def check(name: Name = SHIPPED, as_json: Json = False, lang: Lang = "da") -> None:
    from fordel.domain.nouns import INDICATORS, PERIODS, PROJECTS, UNITS
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
    nouns = {"projects": PROJECTS, "units": UNITS, "periods": PERIODS, "indicators": INDICATORS}
    said = ", ".join(noun.of(size[name], language()) for name, noun in nouns.items())
    write(f"{loaded.name}: {said}.")
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
        typer.Option(
            "--project",
            metavar="ID",
            help=say("Ét projekt, ved dets id.", "One project, by its id."),
        ),
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
    rows = [
        [each.id, each.name, each.place, _phases(each), str(len(each.units))]
        for each in loaded.projects
    ]
    headers = ["Id", say("Projekt", "Project"), say("Sted", "Place")]
    headers += [say("Faser og perioder", "Phases and periods"), say("Enheder", "Units")]
    write_table(headers, rows, title=loaded.name, text_columns=4)
    write(say(f"Kilde: {loaded.source}", f"Source: {loaded.source}"))


def _ending(loaded: Programme, project: Project) -> str:
    """How the published evaluation judged a shipped project; empty for anybody's own."""
    from fordel.interventions.elements import ENDING_WORDS, shipped_catalogue

    catalogue = shipped_catalogue()
    if loaded != catalogue.programme:
        return ""
    outcome = catalogue.outcomes[project.id]
    said = ENDING_WORDS[outcome.maturity].to(language())
    doubt = "" if outcome.conflict is None else f" {outcome.conflict.to(language())}"
    return f"{said}.{doubt}"


def _phases(project: Project) -> str:
    """Phases with the periods they lasted: ``udbredelse 4-5, virkning 6-7``."""
    from fordel.interventions.periods import PHASE_WORDS

    spans: list[tuple[str, int, int]] = []
    for no, phase in sorted(project.phases.items()):
        name = PHASE_WORDS[phase].to(language())
        if spans and spans[-1][0] == name:
            spans[-1] = (name, spans[-1][1], no)
        else:
            spans.append((name, no, no))
    return ", ".join(
        f"{name} {first}" if first == last else f"{name} {first}-{last}"
        for name, first, last in spans
    )


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
        (say("Evalueringen", "The evaluation"), _ending(loaded, project)),
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
    "theory",
    help=say(
        "Et projekts forandringsteori, foreslået af det, det gør og måler: tekst og billede.",
        "A project's theory of change, proposed from what it does and measures: text and picture.",
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
            metavar="PROGRAMME",
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
        "Opdigtede registreringer til et program, så det kan prøves.",
        "Invented registrations for a programme, so that it can be tried.",
    ),
)
def demo(
    name: Name = SHIPPED,
    seed: Annotated[
        int,
        typer.Option(
            min=0, metavar="N", help=say("Samme tal, samme svar.", "Same number, same answers.")
        ),
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
    from fordel.cli.programme_words import figure, totals, write_registrations
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
        [loaded.indicator(key).label.to(language()), *(figure(value) for value in by_period)]
        for key, by_period in found.items()
    ]
    headers = [say("I alt", "In all"), *(f"P{period.no}" for period in loaded.periods)]
    write_table(headers, rows, title=loaded.name)
    write(INVENTED.to(language()))
