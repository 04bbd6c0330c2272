"""What people said of a project, read from a file: decisions, judgements, notes, other factors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from pydantic import Field, model_validator

from fordel.allocation.model.documents import document_in, fitting
from fordel.allocation.model.values import Figure, Misfit, Part
from fordel.evaluation.effects.from_registrations import effects_in
from fordel.evaluation.evidence.citing import Evidence
from fordel.evaluation.evidence.factors import FactorAnswer, Pull
from fordel.evaluation.evidence.notes import Note, RoleGroup, check_impersonal_text
from fordel.evaluation.implementation.counting import implementation_of
from fordel.evaluation.maturity.criteria import MaturityOutcome, ResultLevel
from fordel.evaluation.maturity.gathering import Beside
from fordel.evaluation.maturity.judging import Judgement
from fordel.evaluation.reports.evaluated import Moved, Said
from fordel.evaluation.reports.refusals import SaidNotFound, SaidNotUnderstood
from fordel.evaluation.results.developing import results_of
from fordel.evaluation.results.verdicts import ResultOutcome, propose_results
from fordel.evaluation.rules import EvaluationRules
from fordel.evaluation.verdicts import Outcome, Verdict
from fordel.interventions.indicators import Theme
from fordel.interventions.programme import Project
from fordel.interventions.registrations import Registrations


class WrittenVerdict(Part):
    """What a person decided of an activity's implementation."""

    activity: str
    decided: Outcome
    by: str
    on: date
    why: str = ""
    evidence: tuple[str, ...] = ()


class WrittenJudgement(Part):
    """What an evaluator judged of the project or of an activity, by its id."""

    of: str
    evaluator: str
    on: date
    outcome: MaturityOutcome
    why: str
    evidence: tuple[str, ...] = ()


class WrittenNote(Part):
    """A note of a group interview; without activities it is about the whole project."""

    id: str
    source: str
    role: RoleGroup
    on: date
    text: str
    activities: tuple[str, ...] = ()


class WrittenFactor(Part):
    """An answer on another factor."""

    id: str
    factor: str
    pull: Pull
    strength: int
    role: RoleGroup


class WrittenResult(Part):
    """What a person decided of a result, by its indicator."""

    indicator: str
    decided: ResultOutcome
    by: str
    on: date
    why: str = ""
    evidence: tuple[str, ...] = ()


class WrittenResults(Part):
    """What was decided of results, and what is cited for it.

    ``level`` is how firmly they are made probable, where it was found outside the registrations;
    else it follows from the decisions, the proposals and the effects.
    """

    level: ResultLevel | None = None
    evidence: tuple[str, ...] = ()
    verdicts: tuple[WrittenResult, ...] = ()


class WrittenMoved(Part):
    """Children who moved to green, followed one by one; the interval is of the share (0-1)."""

    moved: int = Field(ge=0)
    children: int = Field(gt=0)
    interval: tuple[Figure, Figure] | None = None
    source: str

    @model_validator(mode="after")
    def _check_order(self) -> WrittenMoved:
        if self.interval is not None and self.interval[0] > self.interval[1]:
            raise Misfit(
                da="intervallets første tal skal være det laveste",
                en="the first figure of the interval must be the lower",
            )
        return self


class SaidDocument(Part):
    """Everything that people said of a project."""

    described: dict[str, bool] = Field(default_factory=dict)
    verdicts: tuple[WrittenVerdict, ...] = ()
    judgements: tuple[WrittenJudgement, ...] = ()
    notes: tuple[WrittenNote, ...] = ()
    factors: tuple[WrittenFactor, ...] = ()
    results: WrittenResults = WrittenResults()
    moved: WrittenMoved | None = None

    def named(self) -> set[str]:
        """The activities that are named in it; a judgement may be of the project too."""
        noted = {name for note in self.notes for name in note.activities}
        return noted | set(self.described) | {verdict.activity for verdict in self.verdicts}

    def reasons(self) -> Iterator[tuple[str, str]]:
        """Every reason that somebody wrote, with what it is of."""
        for verdict in self.verdicts:
            yield verdict.activity, verdict.why
        for result in self.results.verdicts:
            yield result.indicator, result.why
        for judgement in self.judgements:
            yield judgement.of, judgement.why


class _Described:
    """Whether descriptions are complete, as it was written."""

    def __init__(self, known: dict[str, bool]) -> None:
        self._known = known

    def is_complete(self, activity: str) -> bool | None:
        return self._known.get(activity)


def read_said(path: Path, registrations: Registrations, rules: EvaluationRules) -> Said:
    """Read what people said of a project.

    Parameters
    ----------
    registrations, rules : what the proposals were made from that people decided on.

    Raises
    ------
    SaidNotFound, SaidNotUnderstood : the file, or something in it, is not right.
    DecisionWithoutWhy, JudgementWithoutWhy, PersonalNote, PersonalText, StrengthOutside,
    EvidenceTwice.
    """
    refuse = partial(SaidNotUnderstood, path.name)
    said = fitting(SaidDocument, document_in(path, SaidNotFound, refuse), refuse)
    _check_known(said, registrations.project, path.name)
    _check_results(said, registrations, path.name)
    for whose, text in said.reasons():
        check_impersonal_text(whose, text)
    return _made(said, registrations, rules)


def _check_known(said: SaidDocument, project: Project, file: str) -> None:
    activities = {one.id for one in project.activities}
    judged = {one.of for one in said.judgements} - {project.id}
    for name in sorted((said.named() | judged) - activities):
        raise SaidNotUnderstood(
            file=file,
            where=name,
            problem_da="projektet har ingen aktivitet med det id",
            problem_en="the project has no activity of that id",
        )


def _check_results(said: SaidDocument, registrations: Registrations, file: str) -> None:
    asked = registrations.project.indicators
    known = {
        one.id
        for one in registrations.programme.indicators
        if one.id in asked and one.theme is not Theme.ACTIVITIES
    }
    for result in said.results.verdicts:
        if result.indicator not in known:
            raise SaidNotUnderstood(
                file=file,
                where=result.indicator,
                problem_da="projektet registrerer ikke det resultat",
                problem_en="the project does not register that result",
            )


def _made(said: SaidDocument, registrations: Registrations, rules: EvaluationRules) -> Said:
    project = registrations.project
    notes = tuple(
        Note(one.id, project.id, one.source, one.role, one.on, one.text, one.activities)
        for one in said.notes
    )
    answers = tuple(
        FactorAnswer(one.id, project.id, one.factor, one.pull, one.strength, one.role)
        for one in said.factors
    )
    judgements = tuple(
        Judgement(one.of, one.evaluator, one.on, one.outcome, one.why, one.evidence)
        for one in said.judgements
    )
    return Said(
        Beside(
            described=_Described(said.described),
            verdicts=_verdicts(said, registrations, rules),
            level=said.results.level,
            results_by=said.results.evidence,
        ),
        judgements=judgements,
        results=_results(said, registrations, rules),
        evidence=Evidence(notes, answers),
        moved=_moved(said.moved),
    )


def _verdicts(
    said: SaidDocument, registrations: Registrations, rules: EvaluationRules
) -> tuple[Verdict[Outcome], ...]:
    """Each decision beside what the rules propose."""
    if not said.verdicts:
        return ()
    proposed = implementation_of(registrations, rules.implementation)
    return tuple(
        Verdict(
            subject=one.activity,
            proposed=proposed.activity(one.activity).proposal.outcome,
            decided=one.decided,
            by=one.by,
            on=one.on,
            why=one.why,
            evidence=one.evidence,
        )
        for one in said.verdicts
    )


def _results(
    said: SaidDocument, registrations: Registrations, rules: EvaluationRules
) -> tuple[Verdict[ResultOutcome], ...]:
    """Each decision on a result beside what the rules propose."""
    if not said.results.verdicts:
        return ()
    found = results_of(registrations, rules)
    proposed = {
        one.indicator: one.outcome
        for one in propose_results(found, effects_in(registrations, rules), rules.results)
    }
    return tuple(
        Verdict(
            subject=one.indicator,
            proposed=proposed[one.indicator],
            decided=one.decided,
            by=one.by,
            on=one.on,
            why=one.why,
            evidence=one.evidence,
        )
        for one in said.results.verdicts
    )


def _moved(one: WrittenMoved | None) -> Moved | None:
    if one is None:
        return None
    interval = None if one.interval is None else (float(one.interval[0]), float(one.interval[1]))
    return Moved(one.moved, one.children, interval, one.source)
