"""One attempt at a job, as the queue calls it."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from fordel.domain.errors import UserError
from fordel.web.audit.actions.writing import System, write
from fordel.web.budgets.jobs.absence import DATABASE_AWAY
from fordel.web.budgets.jobs.refusals import WorkFailed, as_kept
from fordel.web.budgets.jobs.report import Report, TakenOver
from fordel.web.budgets.models import Job

log = logging.getLogger("fordel.web.jobs")

UNDER_WAY: dict[int, int] = {}
"""The job that this process is doing, and the number of the attempt: for the heartbeat."""


@task()
def run(number: int) -> None:
    """Do a job that waits; one that is done, or that another worker has, is left alone."""
    mine = Job.objects.filter(pk=number, state=Job.State.WAITING)
    if not mine.update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, heartbeat_at=timezone.now()
    ):
        return
    job = Job.objects.select_related("municipality", "started_by").get(pk=number)
    report = Report(job)
    log.info("job started", extra={"view": job.kind})
    UNDER_WAY[job.pk] = job.attempts
    try:
        _work(job, report)
    except TakenOver:
        log.warning("job taken over", extra={"view": job.kind})
    except UserError as refused:
        _fail(job, refused)
    except DATABASE_AWAY:
        # A database that is busy or away for a moment: the reaper tries again, so many times.
        log.warning("job put back", extra={"view": job.kind})
    except Exception as fault:
        log.exception("job failed", extra={"view": job.kind})
        _fail(job, WorkFailed(fault=type(fault).__name__))
    finally:
        UNDER_WAY.pop(job.pk, None)


def _work(job: Job, report: Report) -> None:
    from fordel.web.budgets.jobs.registry import work_of  # noqa: PLC0415 - it imports the kinds

    work_of(job.kind)(job.payload, report)
    if not report.concluded:
        with report.concluding():
            pass


def _fail(job: Job, refused: UserError) -> None:
    failed = Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.RUNNING)
    with transaction.atomic():
        if failed.update(
            state=Job.State.FAILED, refusal=as_kept(refused), finished_at=timezone.now()
        ):
            write(
                System(code=job.municipality.code),
                "job.refused",
                kind="job",
                key=job.kind,
                details={"error": type(refused).__name__},
            )
