"""Judging maturity: each judgement is kept beside the others, with what was proposed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from fordel.domain.language import Words
from fordel.evaluation.evidence.notes import check_impersonal_text
from fordel.evaluation.maturity.criteria import MaturityOutcome
from fordel.evaluation.maturity.judging import Judgement as Judged
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.models import Judgement, Project
from fordel.web.programmes.queries.evidence import NOTHING_CITED, Cited
from fordel.web.programmes.queries.maturity import KEPT_AS, Subject


@dataclass(frozen=True)
class Said:
    """What somebody judges, why, and what it rests on beside the figures."""

    outcome: MaturityOutcome
    why: str
    cited: Cited = NOTHING_CITED


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
    PersonalText : the reason seems to point at one person.
    """
    name, today = subject.judged.subject, timezone.localdate()
    check_impersonal_text(name, said.why)
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
    row.evidence.set(said.cited.notes)
    row.factors.set(said.cited.factors)
    details = {"activity": subject.key, "outcome": said.outcome.value}
    write(standing, "maturity.judged", kind="project", key=project.key, details=details)
    return row


def _kept(words: Words) -> dict[str, str]:
    return {"da": words.da, "en": words.en}
