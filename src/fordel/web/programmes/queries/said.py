"""What people said of a project, as the library has it: decisions, judgements, notes, factors."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from fordel.evaluation.evidence.citing import Evidence as LibraryEvidence
from fordel.evaluation.evidence.factors import FactorAnswer as LibraryAnswer
from fordel.evaluation.evidence.factors import Pull
from fordel.evaluation.evidence.notes import Note, RoleGroup
from fordel.evaluation.maturity.criteria import MaturityOutcome
from fordel.evaluation.maturity.gathering import Beside, ByTemplate
from fordel.evaluation.maturity.judging import Judgement as LibraryJudgement
from fordel.evaluation.reports.evaluated import Said
from fordel.evaluation.verdicts import Outcome
from fordel.evaluation.verdicts import Verdict as LibraryVerdict
from fordel.web.programmes.models import Evidence, FactorAnswer, Judgement, Project, Verdict
from fordel.web.programmes.queries.descriptions import newest_description

_OUTCOMES = {
    Judgement.Outcome.MATURED: MaturityOutcome.MATURED,
    Judgement.Outcome.PARTLY: MaturityOutcome.PARTLY,
    Judgement.Outcome.ENDED: MaturityOutcome.ENDED_EARLY,
    Judgement.Outcome.LEFT_OUT: MaturityOutcome.LEFT_OUT,
}
_PULLS = {
    FactorAnswer.Direction.POSITIVE: Pull.POSITIVE,
    FactorAnswer.Direction.NEGATIVE: Pull.NEGATIVE,
    FactorAnswer.Direction.BOTH: Pull.BOTH,
}


def said_of(row: Project) -> Said:
    """Everything that people said of a project, in some seven questions.

    Answers on other factors without a direction or a strength tell of no pull and are left out.
    """
    description = newest_description(row)
    judgements = row.judgements.select_related("activity").prefetch_related("evidence")
    answers = row.factor_answers.order_by("pk")
    return Said(
        Beside(
            described=None if description is None else ByTemplate(description),
            verdicts=tuple(_verdict(one) for one in decisions_of(row)[::-1]),
        ),
        tuple(_judgement(one, row) for one in judgements.order_by("pk")),
        LibraryEvidence(
            tuple(_notes(row.evidence.select_related("activity").order_by("number"), row)),
            tuple(_answers(answers, row)),
        ),
    )


def decisions_of(row: Project) -> list[Verdict]:
    """What was decided on the implementation of a project's activities, the newest first."""
    kept = row.verdicts.filter(question=Verdict.Question.IMPLEMENTATION, activity__isnull=False)
    return list(kept.select_related("activity").prefetch_related("evidence").order_by("-pk"))


def cited_as(number: int) -> str:
    """What a note is cited by."""
    return f"n{number}"


def _verdict(row: Verdict) -> LibraryVerdict:
    return LibraryVerdict(
        subject="" if row.activity is None else row.activity.key,
        proposed=Outcome(row.proposed),
        decided=Outcome(row.decided),
        by=row.by_name,
        on=timezone.localdate(row.at),
        why=row.why,
        evidence=tuple(cited_as(one.number) for one in row.evidence.all()),
    )


def _judgement(row: Judgement, project: Project) -> LibraryJudgement:
    return LibraryJudgement(
        project.key if row.activity is None else row.activity.key,
        row.by_name,
        timezone.localdate(row.at),
        _OUTCOMES[Judgement.Outcome(row.outcome)],
        row.why,
        tuple(cited_as(one.number) for one in row.evidence.all()),
    )


def _notes(rows: Iterable[Evidence], project: Project) -> Iterable[Note]:
    for row in rows:
        yield Note(
            id=cited_as(row.number),
            project=project.key,
            source=f"{row.get_kind_display()}, {row.role_group}",
            role=_role(row.role_group),
            on=row.held_on,
            text=row.text,
            activities=() if row.activity is None else (row.activity.key,),
        )


def _role(group: str) -> RoleGroup:
    """A group of roles as the library knows it; the management where it is another."""
    known = {one.value for one in RoleGroup}
    return RoleGroup(group) if group in known else RoleGroup.MANAGEMENT


def _answers(rows: Iterable[FactorAnswer], project: Project) -> Iterable[LibraryAnswer]:
    for row in rows:
        pull = _PULLS.get(FactorAnswer.Direction(row.direction))
        if pull is not None and row.strength is not None:
            yield LibraryAnswer(
                f"f{row.pk}", project.key, row.factor, pull, row.strength, RoleGroup.MANAGEMENT
            )
