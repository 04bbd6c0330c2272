"""What came of a project's results: what the rules propose, and every decision of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from fordel.evaluation.results.verdicts import (
    JudgedResult,
    ResultOutcome,
    judged_results,
    propose_results,
)
from fordel.evaluation.verdicts import Verdict as LibraryVerdict
from fordel.interventions.registrations import Registrations
from fordel.web.programmes.models import Project, Verdict
from fordel.web.programmes.queries.evaluating import (
    Evaluating,
    effects_of_registrations,
    results_of_registrations,
)
from fordel.web.programmes.queries.evidence import Citations, citations


def judged_in(one: Evaluating) -> tuple[JudgedResult, ...]:
    """Every result of a project with what is proposed and what was decided."""
    rows = list(decisions_on_results([one.row]))
    cited = citations([one.row.pk]) if rows else Citations()
    return judged_of(one.registrations, rows, cited)


def judged_of(
    registrations: Registrations, rows: Sequence[Verdict], cited: Citations
) -> tuple[JudgedResult, ...]:
    """The same of rows that are there already, in the order they were made."""
    proposals = propose_results(
        results_of_registrations(registrations), effects_of_registrations(registrations)
    )
    return judged_results(proposals, [result_verdict_of(row, cited) for row in rows])


def decisions_on_results(projects: Iterable[Project]) -> QuerySet[Verdict]:
    """What was decided of results, in the order it was."""
    rows = Verdict.objects.filter(project__in=projects, question=Verdict.Question.RESULTS)
    return rows.select_related("indicator").order_by("pk")


def result_verdict_of(row: Verdict, cited: Citations) -> LibraryVerdict[ResultOutcome]:
    """A decision on a result, by its indicator's key."""
    return LibraryVerdict(
        subject="" if row.indicator is None else row.indicator.key,
        proposed=ResultOutcome(row.proposed),
        decided=ResultOutcome(row.decided),
        by=row.by_name,
        on=timezone.localdate(row.at),
        why=row.why,
        evidence=tuple(cited.verdicts.get(row.pk, ())),
    )
