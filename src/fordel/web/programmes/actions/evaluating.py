"""Deciding on implementation, and letting a final report out: both are kept and logged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from fordel.evaluation.implementation.figures import ActivityImplementation
from fordel.evaluation.verdicts import Outcome
from fordel.evaluation.verdicts import Verdict as LibraryVerdict
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.jobs import start_job
from fordel.web.budgets.models import Job
from fordel.web.programmes.models import Evidence, Project, Report, Verdict
from fordel.web.programmes.queries.reporting import PUBLISH_REPORT, publishing_key
from fordel.web.programmes.refusals import (
    ProposalChanged,
)


@transaction.atomic
def decide(  # noqa: PLR0917 - everything a decision is made of
    standing: Standing,
    project: Project,
    proposed: ActivityImplementation,
    shown: Outcome,
    decided: Outcome,
    why: str,
    evidence: Sequence[Evidence],
) -> Verdict:
    """Keep what an evaluator decided of an activity; what was decided before stays beside it.

    Parameters
    ----------
    proposed : what the rules propose now.
    shown : what they proposed on the page that was sent.
    evidence : notes of the project that the decision rests on.

    Raises
    ------
    ProposalChanged : the figures have changed since the page was opened.
    DecisionWithoutWhy : it differs from the proposal, and nothing is said of why.
    """
    if shown is not proposed.proposal.outcome:
        raise ProposalChanged(activity=proposed.name)
    LibraryVerdict(
        subject=proposed.name,
        proposed=proposed.proposal.outcome,
        decided=decided,
        by=standing.person.name,
        on=timezone.localdate(),
        why=why,
    )
    reason = proposed.proposal.why
    row = Verdict.objects.create(
        project=project,
        activity=project.activities.get(key=proposed.activity),
        question=Verdict.Question.IMPLEMENTATION,
        proposed=shown.value,
        decided=decided.value,
        why=why.strip(),
        rests_on={
            "window": proposed.judged_from.value,
            "why": {"da": reason.da, "en": reason.en},
            "evidence": [note.number for note in evidence],
        },
        by=standing.person,
        by_name=standing.person.name,
    )
    row.evidence.set(evidence)
    key = f"{project.key} {proposed.activity}"
    details = {"programme": project.programme.key, "proposed": shown.value, "decided": row.decided}
    write(standing, "verdict.decided", kind="project", key=key, details=details)
    return row


def start_publishing(standing: Standing, project: Project) -> Job:
    """Let the published form of the final report be made, in the background."""
    payload = {"programme": project.programme.key, "project": project.key}
    return start_job(standing, PUBLISH_REPORT, publishing_key(project), payload)


@transaction.atomic
def keep_published(
    standing: Standing, project: Project, content: Mapping[str, Mapping[str, str]]
) -> Report:
    """Keep the published form, in every language, as everybody will read it from now on.

    Parameters
    ----------
    content : language → what :func:`fordel.web.programmes.queries.reporting.kept_form` gives.
    """
    row = Report.objects.create(
        programme=project.programme,
        project=project,
        kind=Report.Kind.FINAL,
        audience=Report.Audience.EVERYBODY,
        content=content,
        by=standing.person,
        by_name=standing.person.name,
    )
    details = {"programme": project.programme.key}
    write(standing, "report.published", kind="project", key=project.key, details=details)
    return row
