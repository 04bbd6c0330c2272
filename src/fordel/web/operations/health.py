"""Whether the installation works: a word for those who watch over it, nothing for strangers."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

log = logging.getLogger("fordel.web")

LATE = timedelta(minutes=5)
"""Work that nobody has taken up, or whose worker has been silent, for so long."""
SMALLEST_FREE_BYTES = 1_000_000_000


def health(_request: HttpRequest) -> JsonResponse:
    """Whether the database answers, work is taken up and the disk has room: yes or no, 200 or 503.

    Which of them it is stands in the log. No version, no name, no figure: anybody may ask.
    """
    failing = [name for name, holds in _LOOKED_AT.items() if not _holds(holds)]
    for name in failing:
        log.error("unhealthy", extra={"job": name})
    return JsonResponse(
        {"ok": not failing},
        status=503 if failing else 200,
        headers={"Cache-Control": "no-store"},
    )


def _holds(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except (Error, OSError):
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def late_jobs() -> int:
    """How much work waits in vain: not taken up, or left by a worker that is gone."""
    job = apps.get_model("budgets", "Job")
    before = timezone.now() - LATE
    waiting = Q(state="waiting", made_at__lt=before)
    left = Q(state="running") & (
        Q(heartbeat_at__lt=before) | Q(heartbeat_at=None, made_at__lt=before)
    )
    return int(job.objects.filter(waiting | left).count())


def free_bytes() -> int:
    """The room left where the installation keeps its files."""
    folder = Path(settings.DATA).resolve()
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


_LOOKED_AT: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "worker": lambda: not late_jobs(),
    "disk": lambda: free_bytes() >= SMALLEST_FREE_BYTES,
}
