"""Judging maturity: each judgement is kept beside the others, with what was proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from fordel.domain.language import Words
from fordel.evaluation.maturity.criteria import MaturityOutcome
from fordel.evaluation.maturity.judging import Judgement as Judged
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.models import Evidence, FactorAnswer, Judgement, Project
from fordel.web.programmes.queries.maturity import KEPT_AS, Subject


@dataclass(frozen=True)
class Said:
    """What somebody judges, why, and what it rests on beside the figures."""

    outcome: MaturityOutcome
    why: str
    notes: Sequence[Evidence] = ()
    factors: Sequence[FactorAnswer] = ()


@transaction.atomic
def keep_judgement(
    standing: Standing,
    project: Project,
    subject: Subject,
    said: Said,
) -> Judgement:
    """Keep what somebody judges of a project or an activity; those before it stay.

    Raises
    ------
    JudgementWithoutWhy : nothing is said of why.
    """
    name, today = subject.judged.subject, timezone.localdate()
    Judged(
        subject=name, evaluator=standing.person.name, on=today, outcome=said.outcome, why=said.why
    )
    row = Judgement.objects.create(
        project=project,
        activity=project.activities.get(key=subject.key) if subject.key else None,
        criteria={
            found.criterion.value: {"met": found.met.value, "why": _kept(found.why)}
            for found in subject.proposal.findings
        },
        proposed=KEPT_AS[subject.proposal.outcome],
        outcome=KEPT_AS[said.outcome],
        why=said.why.strip(),
        by=standing.person,
        by_name=standing.person.name,
    )
    row.evidence.set(said.notes)
    row.factors.set(said.factors)
    details = {"activity": subject.key, "outcome": said.outcome.value}
    write(standing, "maturity.judged", kind="project", key=project.key, details=details)
    return row


def _kept(words: Words) -> dict[str, str]:
    return {"da": words.da, "en": words.en}
