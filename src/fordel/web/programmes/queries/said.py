"""What people said of a project, as the library has it: decisions, judgements, evidence, costs."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from fordel.evaluation.maturity.criteria import MaturityOutcome
from fordel.evaluation.maturity.gathering import Beside, ByTemplate
from fordel.evaluation.maturity.judging import Judgement as LibraryJudgement
from fordel.evaluation.reports.evaluated import Said
from fordel.evaluation.verdicts import Outcome
from fordel.evaluation.verdicts import Verdict as LibraryVerdict
from fordel.web.programmes.models import Judgement, Project, Verdict
from fordel.web.programmes.queries.costs import costs_of_project, ingredients_of, pay_here
from fordel.web.programmes.queries.descriptions import newest_description
from fordel.web.programmes.queries.evidence import Citations, citations, gathered
from fordel.web.programmes.queries.following import followed_of, panels_of
from fordel.web.programmes.queries.results import decisions_on_results, result_verdict_of

OUTCOMES = {
    Judgement.Outcome.MATURED: MaturityOutcome.MATURED,
    Judgement.Outcome.PARTLY: MaturityOutcome.PARTLY,
    Judgement.Outcome.ENDED: MaturityOutcome.ENDED_EARLY,
    Judgement.Outcome.LEFT_OUT: MaturityOutcome.LEFT_OUT,
}
"""A kept outcome as the library names it."""


def said_of(row: Project) -> Said:
    """Everything that people said of a project, in some twelve questions."""
    description = newest_description(row)
    judgements = list(row.judgements.select_related("activity").order_by("pk"))
    verdicts, results = list(_decisions(row)), list(decisions_on_results([row]))
    cited = citations([row.pk]) if judgements or verdicts or results else Citations()
    units = row.participations.count()
    ingredients, pay = ingredients_of(row), pay_here(row.programme.municipality_id)
    costs = costs_of_project(row, ingredients, pay, units)
    return Said(
        Beside(
            described=None if description is None else ByTemplate(description),
            verdicts=tuple(verdict_of(one, cited) for one in verdicts[::-1]),
        ),
        results=tuple(result_verdict_of(one, cited) for one in results),
        judgements=tuple(
            judgement_of(one, row.key if one.activity is None else one.activity.key, cited)
            for one in judgements
        ),
        evidence=gathered(row).evidence,
        costs=None if costs is None else costs.costs,
        followed=followed_of(row, panels_of([row]).get(row.pk, ()), ingredients, pay),
    )


def decisions_of(row: Project) -> list[Verdict]:
    """What was decided on the implementation of a project's activities, the newest first."""
    return list(_decisions(row))


def verdict_of(row: Verdict, cited: Citations) -> LibraryVerdict[Outcome]:
    """A decision on an activity, by its key."""
    return LibraryVerdict(
        subject="" if row.activity is None else row.activity.key,
        proposed=Outcome(row.proposed),
        decided=Outcome(row.decided),
        by=row.by_name,
        on=timezone.localdate(row.at),
        why=row.why,
        evidence=tuple(cited.verdicts.get(row.pk, ())),
    )


def judgement_of(row: Judgement, subject: str, cited: Citations) -> LibraryJudgement:
    """What an evaluator judged."""
    return LibraryJudgement(
        subject=subject,
        evaluator=row.by_name,
        on=timezone.localdate(row.at),
        outcome=OUTCOMES[Judgement.Outcome(row.outcome)],
        why=row.why,
        evidence=tuple(cited.judgements.get(row.pk, ())),
    )


def _decisions(row: Project) -> QuerySet[Verdict]:
    kept = row.verdicts.filter(question=Verdict.Question.IMPLEMENTATION, activity__isnull=False)
    return kept.select_related("activity").order_by("-pk")
