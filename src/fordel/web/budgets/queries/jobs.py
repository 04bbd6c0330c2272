"""Background work as a person sees it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import Job

UNFINISHED = (Job.State.WAITING, Job.State.RUNNING)
_SHOWN = 20


def jobs_seen_by(standing: Standing) -> QuerySet[Job]:
    """A person's own work; all of the municipality's for the analyst and the auditor."""
    jobs = Job.objects.filter(municipality_id=standing.municipality_id)
    if standing.is_any(Role.ANALYST, Role.AUDITOR):
        return jobs
    return jobs.filter(Q(started_by=standing.person))


def newest_jobs(standing: Standing) -> list[Job]:
    """The newest of them."""
    return list(jobs_seen_by(standing)[:_SHOWN])
