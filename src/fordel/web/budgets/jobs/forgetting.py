"""What is over and has no more use: log-ins that ran out, and the queue's notes of work done."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

QUEUE_KEPT = timedelta(days=7)
"""Long enough to see on a Monday what failed the week before."""


def forget_what_is_over() -> None:
    """Delete sessions that have run out, and tasks that were finished more than a week ago."""
    now = timezone.now()
    for over in (
        Session.objects.filter(expire_date__lt=now),
        DBTaskResult.objects.finished().filter(finished_at__lt=now - QUEUE_KEPT),
    ):
        if over.exists():  # asking takes no lock; deleting nothing would
            over.delete()
