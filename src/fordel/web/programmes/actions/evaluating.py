"""Deciding on activities and results, and letting a final report out: all is kept and logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.utils import timezone

from fordel.domain.language import Words
from fordel.evaluation.evidence.notes import check_impersonal_text
from fordel.evaluation.implementation.figures import ActivityImplementation
from fordel.evaluation.results.verdicts import ResultOutcome, ResultProposal
from fordel.evaluation.verdicts import Outcome
from fordel.evaluation.verdicts import Verdict as LibraryVerdict
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.jobs import start_job
from fordel.web.budgets.models import Job
from fordel.web.components.language import language_of
from fordel.web.programmes.models import Project, Report, Verdict
from fordel.web.programmes.queries.evidence import NOTHING_CITED, Cited
from fordel.web.programmes.queries.reporting import PUBLISH_REPORT, publishing_key
from fordel.web.programmes.refusals.evaluating import ProposalChanged

Chosen = TypeVar("Chosen", Outcome, ResultOutcome)


@dataclass(frozen=True)
class Decided(Generic[Chosen]):
    """What an evaluator decides: what the page showed as proposed, what holds, why, on what."""

    shown: Chosen
    outcome: Chosen
    why: str
    cited: Cited = NOTHING_CITED


@transaction.atomic
def decide(
    standing: Standing,
    project: Project,
    proposed: ActivityImplementation,
    said: Decided[Outcome],
) -> Verdict:
    """Keep what an evaluator decided of an activity; what was decided before stays beside it.

    Parameters
    ----------
    proposed : what the rules propose now.

    Raises
    ------
    ProposalChanged : the figures have changed since the page was opened.
    DecisionWithoutWhy : it differs from the proposal, and nothing is said of why.
    PersonalText : the reason seems to point at one person.
    """
    proposal = proposed.proposal
    _check(standing, proposed.name, proposal.outcome, said)
    row = _kept(
        standing,
        project,
        said,
        question=Verdict.Question.IMPLEMENTATION,
        activity=project.activities.get(key=proposed.activity),
        rests_on={"window": proposed.judged_from.value, "why": _both(proposal.why)},
    )
    _log(standing, project, "verdict.decided", proposed.activity, row)
    return row


@transaction.atomic
def decide_result(
    standing: Standing,
    project: Project,
    proposal: ResultProposal,
    said: Decided[ResultOutcome],
) -> Verdict:
    """Keep what an evaluator decided of a result; every decision stays beside the others.

    Parameters
    ----------
    proposal : what the rules propose now.

    Raises
    ------
    ProposalChanged : the figures have changed since the page was opened.
    DecisionWithoutWhy : it differs from the proposal, and nothing is said of why.
    PersonalText : the reason seems to point at one person.
    """
    name = proposal.label.to(language_of())
    _check(standing, name, proposal.outcome, said)
    row = _kept(
        standing,
        project,
        said,
        question=Verdict.Question.RESULTS,
        indicator=project.indicators.get(key=proposal.indicator),
        rests_on={"level": proposal.level.value, "why": _both(proposal.why)},
    )
    _log(standing, project, "verdict.on_result", proposal.indicator, row)
    return row


def _check(
    standing: Standing,
    name: str,
    proposed: Chosen,
    said: Decided[Chosen],
) -> None:
    """Refuse what rests on another proposal, points at one person, or is no verdict."""
    if said.shown is not proposed:
        raise ProposalChanged(activity=name)
    check_impersonal_text(name, said.why)
    LibraryVerdict(
        subject=name,
        proposed=proposed,
        decided=said.outcome,
        by=standing.person.name,
        on=timezone.localdate(),
        why=said.why,
    )


def _kept(
    standing: Standing,
    project: Project,
    said: Decided[Any],
    *,
    rests_on: dict[str, Any],
    **of: Any,
) -> Verdict:
    row = Verdict.objects.create(
        project=project,
        proposed=said.shown.value,
        decided=said.outcome.value,
        why=said.why.strip(),
        rests_on={**rests_on, "cited": list(said.cited.names)},
        by=standing.person,
        by_name=standing.person.name,
        **of,
    )
    row.evidence.set(said.cited.notes)
    row.factors.set(said.cited.factors)
    return row


def _log(standing: Standing, project: Project, action: str, subject: str, row: Verdict) -> None:
    details = {
        "programme": project.programme.key,
        "proposed": row.proposed,
        "decided": row.decided,
    }
    write(standing, action, kind="project", key=f"{project.key} {subject}", details=details)


def _both(words: Words) -> dict[str, str]:
    return {"da": words.da, "en": words.en}


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
