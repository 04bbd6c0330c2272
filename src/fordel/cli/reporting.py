"""The command that tells of a project: the report of a period, and the final report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fordel.cli.evaluating import (
    EnrolledFile,
    OneProject,
    ProgrammeName,
    RegistrationsFile,
    RulesFile,
)
from fordel.cli.refusals import FormNotKnown, NothingToReport, PublishedWithoutFinal
from fordel.cli.speaking import Json, Lang, language, say, write, write_json

if TYPE_CHECKING:
    from fordel.costing.document import PackageDocument
    from fordel.costing.pay import PayTable
    from fordel.evaluation.panels.costing import Followed
    from fordel.evaluation.reports.blocks import Report
    from fordel.evaluation.reports.evaluated import Costs
    from fordel.evaluation.reports.writing import Form
    from fordel.evaluation.rules import EvaluationRules
    from fordel.interventions.programme import Programme
    from fordel.interventions.registrations import Registrations


def register(app: typer.Typer) -> None:
    app.command(
        "report",
        help=say(
            "Lav rapporter om et projekt: en dataperiodes, og slutrapporten.",
            "Make reports of a project: of a data period, and the final report.",
        ),
    )(report)


def report(
    programme: ProgrammeName,
    registrations: RegistrationsFile,
    project: OneProject,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FOLDER", help=say("Skriv hertil.", "Write here.")),
    ],
    period: Annotated[
        int | None,
        typer.Option(
            "--period",
            metavar="N",
            help=say("Lav periodens datarapport.", "Make the period's data report."),
        ),
    ] = None,
    final: Annotated[
        bool,
        typer.Option("--final", help=say("Lav slutrapporten.", "Make the final report.")),
    ] = False,
    published: Annotated[
        bool,
        typer.Option(
            "--published",
            help=say(
                "Slutrapporten i den form, der må komme ud: små tal om børn er skjult.",
                "The final report in the form that may leave: small counts of children hidden.",
            ),
        ),
    ] = False,
    said: Annotated[
        Path | None,
        typer.Option(
            "--said",
            metavar="FILE",
            help=say(
                "Afgørelser, vurderinger, noter og svar om andre forhold (YAML).",
                "Decisions, judgements, notes and answers on other factors (YAML).",
            ),
        ),
    ] = None,
    costs: Annotated[
        Path | None,
        typer.Option(
            "--costs",
            metavar="PACKAGE",
            help=say(
                "Pakken med projektets aktiviteter og timer (YAML).",
                "The package with the project's activities and hours (YAML).",
            ),
        ),
    ] = None,
    pay: Annotated[
        Path | None,
        typer.Option(
            "--pay",
            metavar="FILE",
            help=say("Kommunens egen løntabel (YAML).", "The municipality's own pay table (YAML)."),
        ),
    ] = None,
    panel: Annotated[
        list[str] | None,
        typer.Option(
            "--panel",
            metavar=say("FIL", "FILE"),
            help=say(
                "Børn fulgt med pseudonymer, som til `fordel transitions`; RESULTAT=FIL, hvor "
                "projektet har flere resultater i farver; kan gentages.",
                "Children followed by pseudonym, as for `fordel transitions`; RESULT=FILE where "
                "the project has several results in colours; may be repeated.",
            ),
        ),
    ] = None,
    enrolled: EnrolledFile = None,
    rules: RulesFile = None,
    note: Annotated[
        str,
        typer.Option(
            "--note",
            metavar="TEXT",
            help=say(
                "En bemærkning øverst og nederst, f.eks. at tallene er opfundet.",
                "A remark at the top and the foot, for instance that the figures are invented.",
            ),
        ),
    ] = "",
    forms: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="html,pdf,xlsx",
            help=say("Hvilke filer der skal laves.", "Which files to make."),
        ),
    ] = "html,pdf,xlsx",
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.budget_year.writing import whole_folder
    from fordel.cli.followed import Priced, followed_in
    from fordel.costing.document import read_package
    from fordel.costing.pay import read_pay, shipped_pay
    from fordel.evaluation.reports.blocks import with_notice
    from fordel.evaluation.reports.data_report import data_report
    from fordel.evaluation.reports.writing import write_report
    from fordel.evaluation.rules import read_rules, shipped_rules
    from fordel.interventions.loading import load_programme

    chosen = _forms(forms)
    _check_asked(period, final=final, published=published)
    loaded = load_programme(programme)
    by = shipped_rules() if rules is None else read_rules(rules)
    known = _registrations(registrations, enrolled, loaded, project)
    table = shipped_pay() if pay is None else read_pay(pay)
    package = None if costs is None else read_package(costs)
    priced = None if package is None else Priced(package.made(), table)
    followed = followed_in(panel or (), loaded, known.project, priced)
    made: list[tuple[str, Report]] = []
    if period is not None:
        name = say("datarapport", "data_report")
        told = data_report(known, period, language(), by, followed)
        made.append((f"{name}_{project}_{period}", told))
    if final:
        beside = Beside(_costs(package, table), followed)
        made.append(_final(known, by, said=said, beside=beside, published=published))
    if note:
        made = [(name, with_notice(one, note)) for name, one in made]
    with whole_folder(out) as making:
        files = [
            path.name for name, one in made for path in write_report(one, making, name, chosen)
        ]
    if as_json:
        write_json({"folder": out.name, "files": files})
        return
    for file in files:
        write(str(out / file))


def _forms(text: str) -> tuple[Form, ...]:
    from fordel.evaluation.reports.writing import FORMS

    asked = [part.strip() for part in text.split(",") if part.strip()]
    wrong = next((part for part in asked if part not in FORMS), None)
    if wrong is not None or not asked:
        raise FormNotKnown(form=wrong or text, known=", ".join(FORMS))
    return tuple(form for form in FORMS if form in asked)


def _check_asked(period: int | None, *, final: bool, published: bool) -> None:
    if period is None and not final:
        raise NothingToReport
    if published and not final:
        raise PublishedWithoutFinal


def _registrations(
    path: Path, enrolled: Path | None, programme: Programme, name: str
) -> Registrations:
    """The project's registrations; without a row of its own it has registered nothing."""
    from dataclasses import replace

    from fordel.interventions.refusals import ProjectNotInProgramme
    from fordel.interventions.registrations import Registrations
    from fordel.interventions.sheets.tidy import read_enrolled, read_tidy

    project = programme.project(name)
    if project is None:
        known = ", ".join(one.id for one in programme.projects)
        raise ProjectNotInProgramme(project=name, known=known)
    empty = Registrations(programme, project, {})
    found = read_tidy(path, programme).get(name, empty)
    return found if enrolled is None else replace(found, enrolled=read_enrolled(enrolled))


@dataclass(frozen=True)
class Beside:
    """What stands in a final report beside registrations and what people said."""

    costs: Costs | None
    followed: tuple[Followed, ...]


def _costs(package: PackageDocument | None, pay: PayTable) -> Costs | None:
    from fordel.costing.answers import answers_of
    from fordel.evaluation.reports.evaluated import costs_of

    return None if package is None else costs_of(package, answers_of(package.made(), pay), pay)


def _final(
    registrations: Registrations,
    rules: EvaluationRules,
    *,
    said: Path | None,
    beside: Beside,
    published: bool,
) -> tuple[str, Report]:
    from dataclasses import replace

    from fordel.evaluation.reports.evaluated import Said, evaluate
    from fordel.evaluation.reports.final_report import final_report
    from fordel.evaluation.reports.public_report import public_report
    from fordel.evaluation.reports.said import read_said

    project = registrations.project
    told = Said() if said is None else read_said(said, registrations, rules)
    told = replace(told, costs=beside.costs, followed=beside.followed)
    found = evaluate(registrations, told, rules)
    if published:
        name = say("slutrapport_offentlig", "final_report_public")
        return f"{name}_{project.id}", public_report(found, language())
    return f"{say('slutrapport', 'final_report')}_{project.id}", final_report(found, language())
