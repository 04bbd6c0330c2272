"""The command that tells of effects: from registrations, from a panel, or from a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fordel.cli.evaluating import EnrolledFile
from fordel.cli.refusals import EffectOfWhichProject, EffectsOfTwo, EffectsOfWhat
from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table

if TYPE_CHECKING:
    from fordel.domain.language import Words
    from fordel.evaluation.effects.levels import LanguageRules
    from fordel.evaluation.effects.panel import EffectPanel
    from fordel.evaluation.effects.planning import PlannedEffect
    from fordel.evaluation.effects.results import EffectReport
    from fordel.interventions.registrations import Registrations


def register(app: typer.Typer) -> None:
    app.command(
        "effects",
        help=say(
            "Se, om en indsats har virket, hvor sikkert det kan siges, og hvad der kunne ses.",
            "See whether an intervention had an effect, how surely that can be said, and what "
            "could be seen.",
        ),
    )(effects)


def effects(
    programme: Annotated[
        str | None,
        typer.Argument(
            metavar="[PROGRAMME]",
            help=say(
                "Programmet (YAML), eller navnet på et, der følger med.",
                "The programme (YAML), or the name of one that ships.",
            ),
        ),
    ] = None,
    registrations: Annotated[
        Path | None,
        typer.Option(
            "--registrations",
            metavar="FILE",
            help=say(
                "Registreringerne: en række pr. enhed, periode og felt.",
                "The registrations: a row per unit, period and field.",
            ),
        ),
    ] = None,
    project: Annotated[
        str | None,
        typer.Option("--project", metavar="ID", help=say("Projektet.", "The project.")),
    ] = None,
    indicator: Annotated[
        str | None,
        typer.Option(
            "--indicator",
            metavar="ID",
            help=say(
                "Resultatet: en vurdering eller børn i farver. Uden: alle, kort.",
                "The result: a rating, or children in colours. Without: all of them, in short.",
            ),
        ),
    ] = None,
    enrolled: EnrolledFile = None,
    panel: Annotated[
        Path | None,
        typer.Option(
            "--panel",
            metavar="FILE",
            help=say(
                "I stedet for et program: en tabel med unit, period, value, first_treated.",
                "Instead of a programme: a table with unit, period, value, first_treated.",
            ),
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="FILE",
            help=say(
                "Hvad der var planlagt (YAML); alene: den mindste virkning, planen kan vise.",
                "What was planned (YAML); alone: the smallest effect that the plan could show.",
            ),
        ),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option(
            "--rules",
            metavar="FILE",
            help=say(
                "Egne regler for, hvor stærkt en virkning må omtales (YAML).",
                "Own rules for how strongly an effect may be spoken of (YAML).",
            ),
        ),
    ] = None,
    never_only: Annotated[
        bool,
        typer.Option(
            "--never-only",
            help=say(
                "Sammenlign kun med enheder, der aldrig begynder.",
                "Compare with units that never begin, only.",
            ),
        ),
    ] = False,
    seed: Annotated[
        int,
        typer.Option(
            "--seed",
            metavar="N",
            min=0,
            help=say("Frø for tilfældige træk.", "Seed of the random draws."),
        ),
    ] = 0,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.evaluation.effects.levels import read_rules, shipped_rules
    from fordel.evaluation.effects.planning import read_plan

    if programme is not None and panel is not None:
        raise EffectsOfTwo
    planned = None if plan is None else read_plan(plan)
    by = shipped_rules() if rules is None else read_rules(rules)
    asked = _Asked(by, planned, never_only=never_only, seed=seed)
    if panel is not None:
        _of_panel(panel, asked, as_json=as_json)
    elif programme is not None:
        if registrations is None or project is None:
            raise EffectOfWhichProject
        known = _registrations(programme, registrations, project, enrolled)
        _of_project(known, indicator, asked, as_json=as_json)
    elif planned is not None:
        _of_plan(planned, as_json=as_json)
    else:
        raise EffectsOfWhat


class _Asked:
    """How an effect is to be estimated."""

    def __init__(
        self, rules: LanguageRules, planned: PlannedEffect | None, *, never_only: bool, seed: int
    ) -> None:
        self.rules, self.planned = rules, planned
        self.never_only, self.seed = never_only, seed

    def report(self, panel: EffectPanel, outcome: Words | None = None) -> EffectReport:
        from fordel.evaluation.effects.estimating import THE_OUTCOME, estimate_effects

        planned = self.planned
        return estimate_effects(
            panel,
            outcome=outcome or THE_OUTCOME,
            rules=self.rules,
            plan=None if planned is None else (planned.plan, planned.deviation),
            controls="never_treated" if self.never_only else "not_yet_treated",
            seed=self.seed,
        )


def _registrations(
    programme: str, path: Path, project: str, enrolled: Path | None
) -> Registrations:
    from dataclasses import replace

    from fordel.evaluation.refusals import NothingRegistered
    from fordel.interventions.loading import load_programme
    from fordel.interventions.sheets.asking import project_of
    from fordel.interventions.sheets.tidy import read_enrolled, read_tidy

    loaded = load_programme(programme)
    chosen = project_of(loaded, project)
    found = read_tidy(path, loaded).get(chosen.id)
    if found is None:
        raise NothingRegistered(file=path.name, project=chosen.id)
    return found if enrolled is None else replace(found, enrolled=read_enrolled(enrolled))


def _of_panel(path: Path, asked: _Asked, *, as_json: bool) -> None:
    from fordel.domain.language import Words
    from fordel.evaluation.effects.panel_file import read_panel

    unit = Words(da="tallenes egen enhed", en="the figures' own unit")
    _tell(asked.report(read_panel(path)), unit, as_json=as_json)


def _of_project(
    known: Registrations, indicator: str | None, asked: _Asked, *, as_json: bool
) -> None:
    from fordel.evaluation.effects.documents import effect_document
    from fordel.evaluation.effects.from_registrations import outcome_from, outcomes_in

    if indicator is not None:
        outcome = outcome_from(known, indicator)
        _tell(asked.report(outcome.panel, outcome.words), outcome.unit, as_json=as_json)
        return
    found = []
    for one in outcomes_in(known):
        outcome = outcome_from(known, one.id)
        found.append((one, outcome, asked.report(outcome.panel, outcome.words)))
    if as_json:
        write_json(
            {
                "project": known.project.id,
                "effects": [
                    {"indicator": one.id, **effect_document(report, outcome.unit, language())}
                    for one, outcome, report in found
                ],
            }
        )
        return
    headers = (say("Resultat", "Result"), say("Kan siges", "May be said"), say("Hvad", "What"))
    rows = [
        (
            one.label.to(language()),
            report.language.words.to(language()),
            report.language.sentence.to(language()),
        )
        for one, _, report in found
    ]
    write_table(headers, rows, text_columns=3)


def _of_plan(planned: PlannedEffect, *, as_json: bool) -> None:
    from fordel.evaluation.effects.documents import plan_document
    from fordel.evaluation.effects.planning import answer_plan

    document: dict[str, Any] = plan_document(answer_plan(planned), language())
    if as_json:
        write_json(document)
        return
    for line in document["words"]:
        write(line)


def _tell(report: EffectReport, unit: Words, *, as_json: bool) -> None:
    from fordel.evaluation.effects.documents import effect_document
    from fordel.evaluation.effects.telling import (
        answers_table,
        checks_table,
        course_table,
        smallest_table,
    )

    if as_json:
        write_json(effect_document(report, unit, language()))
        return
    spoken = report.language
    write(f"{spoken.words.to(language()).capitalize()}. {spoken.sentence.to(language())}")
    write(report.design_words.to(language()))
    for left in report.left_out:
        write(f"{left.unit}: {left.reason.to(language())}")
    write()
    every = (
        answers_table(report, unit, language()),
        course_table(report, language()),
        checks_table(report, language()),
        smallest_table(report, language()),
    )
    for part in (one for one in every if one is not None):
        write_table(part.headers, part.rows, title=part.title, text_columns=part.text_columns)
        for line in part.below:
            write(line)
        write()
    marks = {True: say("ja", "yes"), False: say("nej", "no"), None: "–"}
    write_table(
        (say("Regel", "Rule"), say("Opfyldt", "Holds")),
        [(one.words.to(language()), marks[one.holds]) for one in spoken.rules],
        title=say("Hvad der skal til for at sige mere", "What it takes to say more"),
        text_columns=2,
    )
    write(f"{say('Kilde til reglerne', 'Source of the rules')}: {spoken.source.to(language())}")
