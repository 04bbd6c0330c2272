"""Finding work whose worker died, and giving it to another."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from fordel.web.budgets.jobs.refusals import WorkInterrupted, as_kept
from fordel.web.budgets.jobs.running import run
from fordel.web.budgets.models import Job


def reap() -> int:
    """Put jobs whose worker is silent back in the queue; after the last attempt they fail.

    Returns
    -------
    How many were put back or failed.
    """
    now = timezone.now()
    old = now - timedelta(seconds=settings.JOB_LOST_AFTER_S)
    lost = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=old)
    forgotten = Job.objects.filter(state=Job.State.WAITING, made_at__lt=old)
    return sum(map(_again, lost)) + sum(map(_queue, forgotten))


@transaction.atomic
def _again(job: Job) -> bool:
    """Back to waiting, or failed; not if its worker has been heard of, or another reaper came."""
    same = Job.objects.filter(
        pk=job.pk,
        state=Job.State.RUNNING,
        attempts=job.attempts,
        heartbeat_at=job.heartbeat_at,
    )
    if job.attempts >= settings.JOB_ATTEMPTS:
        refusal = as_kept(WorkInterrupted(attempts=job.attempts))
        return bool(
            same.update(state=Job.State.FAILED, refusal=refusal, finished_at=timezone.now())
        )
    if not same.update(state=Job.State.WAITING):
        return False
    run.enqueue(job.pk)
    return True


@transaction.atomic
def _queue(job: Job) -> bool:
    """In the queue again, where a worker took it from there and died before it began."""
    waiting = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=run.module_path, args_kwargs__args=[job.pk]
    )
    if waiting.exists():
        return False
    run.enqueue(job.pk)
    return True
