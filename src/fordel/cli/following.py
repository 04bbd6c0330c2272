"""The command that follows single children by pseudonym, and tells of them as groups only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fordel.cli.costing import Pay
from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table

if TYPE_CHECKING:
    from fractions import Fraction

    from fordel.costing.computing import NotComputed, Range
    from fordel.evaluation.panels.costing import Followed
    from fordel.evaluation.panels.figures import PanelFigures
    from fordel.evaluation.panels.reading import Expected
    from fordel.evaluation.panels.states import OrderedState
    from fordel.interventions.periods import DataPeriod

PanelFile = Annotated[
    Path,
    typer.Argument(
        metavar="PANEL",
        help=say(
            "Panelet (CSV, XLSX eller Parquet): en række pr. barn og periode med pseudonym, "
            "enhed, periode og farve.",
            "The panel (CSV, XLSX or Parquet): a row per child and period with pseudonym, unit, "
            "period and colour.",
        ),
    ),
]
ProgrammeOfPanel = Annotated[
    str | None,
    typer.Option(
        "--programme",
        metavar="PROGRAMME",
        help=say(
            "Programmet (YAML eller navnet på et, der følger med): kender enheder og perioder.",
            "The programme (YAML, or the name of one that ships): knows units and periods.",
        ),
    ),
]
ProjectOfPanel = Annotated[
    str | None,
    typer.Option("--project", metavar="ID", help=say("Projektet i programmet.", "Its project.")),
]
States = Annotated[
    str | None,
    typer.Option(
        "--states",
        metavar=say("BEDSTE,…", "BEST,…"),
        help=say(
            "Andre tilstande end grøn, gul og rød, med den bedste først.",
            "Other states than green, yellow and red, with the best first.",
        ),
    ),
]
Skipped = Annotated[
    list[int] | None,
    typer.Option(
        "--skipped",
        metavar=say("PERIODE", "PERIOD"),
        help=say(
            "En periode, der ikke blev indsamlet; kan gentages.",
            "A period that was not collected; may be repeated.",
        ),
    ),
]
CostFile = Annotated[
    Path | None,
    typer.Option(
        "--cost",
        metavar="PACKAGE",
        help=say(
            "Pakken (YAML) som til `fordel cost-package`, i panelets enheder: giver prisen pr. "
            "barn rykket til grøn.",
            "The package (YAML) as for `fordel cost-package`, in the panel's units: gives the "
            "cost per child moved to green.",
        ),
    ),
]
Months = Annotated[
    int | None,
    typer.Option(
        "--months",
        metavar="N",
        min=1,
        help=say(
            "Hvor mange måneder børnene er fulgt, når programmet ikke er nævnt.",
            "How many months the children were followed, where no programme is named.",
        ),
    ),
]


def register(app: typer.Typer) -> None:
    app.command(
        "transitions",
        help=say(
            "Følg børn med pseudonymer: hvor mange gik fra gul til grøn, og hvad kostede det?",
            "Follow children by pseudonym: how many went from yellow to green, at what cost?",
        ),
    )(transitions)


def transitions(
    file: PanelFile,
    programme: ProgrammeOfPanel = None,
    project: ProjectOfPanel = None,
    states: States = None,
    skipped: Skipped = None,
    cost: CostFile = None,
    pay: Pay = None,
    months: Months = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.evaluation.panels.counting import count_panel
    from fordel.evaluation.panels.figures import figures_of
    from fordel.evaluation.panels.reading import read_panel
    from fordel.evaluation.panels.states import COLOURS, states_named

    chosen = COLOURS if states is None else states_named(states.split(","))
    expected, known = _expected(programme, project, chosen, skipped or [])
    counts = count_panel(read_panel(file, expected))
    figures = figures_of(counts)
    followed = None
    if cost is not None:
        length = _months(cost, [one for one in known if one.no in counts.periods], months)
        followed = _followed(figures, length, _price(cost, pay, length), file.name)
    if as_json:
        write_json(_document(figures, followed))
        return
    _write(figures, followed)


def _expected(
    programme: str | None,
    project: str | None,
    states: tuple[OrderedState, ...],
    skipped: list[int],
) -> tuple[Expected, tuple[DataPeriod, ...]]:
    """What the panel may hold, and the periods of the programme where one is named."""
    from fordel.evaluation.panels.reading import Expected, expected_of
    from fordel.evaluation.panels.refusals import ProjectNotSaid
    from fordel.interventions.loading import load_programme
    from fordel.interventions.sheets.asking import project_of

    if programme is None:
        return Expected(states=states, skipped=frozenset(skipped)), ()
    if project is None:
        raise ProjectNotSaid(programme=programme)
    loaded = load_programme(programme)
    return expected_of(loaded, project_of(loaded, project), states), loaded.periods


def _months(cost: Path, periods: list[DataPeriod], months: int | None) -> Fraction:
    from fractions import Fraction

    from fordel.evaluation.panels.costing import months_followed
    from fordel.evaluation.panels.refusals import MonthsNotSaid

    if months is not None:
        return Fraction(months)
    if not periods:
        raise MonthsNotSaid(file=cost.name)
    return months_followed(periods)


def _price(cost: Path, pay: Path | None, months: Fraction) -> Range | NotComputed:
    from fordel.costing.answers import answers_of
    from fordel.costing.document import read_package
    from fordel.costing.pay import read_pay, shipped_pay
    from fordel.evaluation.panels.costing import cost_of_months

    table = shipped_pay() if pay is None else read_pay(pay)
    answers = answers_of(read_package(cost).made(), table)
    return cost_of_months(answers.cost.total, months, len(answers.cost.left_out))


def _followed(
    figures: PanelFigures, months: Fraction, cost: Range | NotComputed, source: str
) -> Followed:
    from fordel.domain.language import Words
    from fordel.evaluation.panels.costing import Followed

    label = Words(da="Panelet", en="The panel")
    return Followed("panel", label, figures, months, cost, source)


def _document(figures: PanelFigures, followed: Followed | None) -> dict[str, Any]:
    from fordel.costing.answers import cost_document, whole_kroner
    from fordel.costing.computing import NotComputed
    from fordel.evaluation.panels.documents import figures_document
    from fordel.evaluation.panels.telling import FOR_WHOM

    document = figures_document(figures, language())
    document["for_whom"] = FOR_WHOM.to(language())
    if followed is not None:
        told = followed.per_child
        document["cost_per_child_moved"] = (
            {"amount_dkk": None, "code": told.code, "reason": told.words.to(language())}
            if isinstance(told, NotComputed)
            else {
                "amount_dkk": whole_kroner(told.amount),
                "low_dkk": whole_kroner(told.low),
                "high_dkk": whole_kroner(told.high),
                "months": float(followed.months),
                "cost": cost_document(followed.cost, language()),
            }
        )
    return document


def _write(figures: PanelFigures, followed: Followed | None) -> None:
    from fordel.evaluation.panels.costing import cost_words
    from fordel.evaluation.panels.telling import tables_of

    for table in tables_of(figures, language()):
        write_table(table.headers, table.rows, title=table.title, text_columns=table.text_columns)
        for line in table.below:
            write(line)
        write()
    if followed is not None:
        write(cost_words(followed, language()))
