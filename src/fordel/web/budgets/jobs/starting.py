"""Starting background work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.jobs.running import run
from fordel.web.budgets.models import Job


@transaction.atomic
def start_job(
    standing: Standing, kind: str, key: str, payload: Mapping[str, Any] | None = None
) -> Job:
    """Start background work, in the transaction of what asks for it.

    While work of the same kind about the same thing is unfinished, that is given back and nothing
    is started: pressing twice starts once.

    Parameters
    ----------
    kind : as registered by :func:`fordel.web.budgets.jobs.registry.job`.
    key : what it is about, such as ``2027`` or the number of an import.
    payload : keys and numbers only; it is kept as JSON, and holds nothing of a child.
    """
    started, new = Job.objects.get_or_create(
        municipality_id=standing.municipality_id,
        kind=kind,
        key=key,
        state__in=(Job.State.WAITING, Job.State.RUNNING),
        defaults={
            "state": Job.State.WAITING,
            "payload": dict(payload or {}),
            "started_by": standing.person,
        },
    )
    if new:
        run.enqueue(started.pk)
        started.refresh_from_db()
    return started
