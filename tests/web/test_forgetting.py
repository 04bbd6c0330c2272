"""What is over is deleted by the worker; what is still in use stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from fordel.web.budgets.jobs.forgetting import QUEUE_KEPT, forget_what_is_over

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_a_log_in_that_ran_out_is_forgotten_and_an_open_one_stays():
    now = timezone.now()
    Session.objects.create(session_key="over", session_data="", expire_date=now - MINUTE)
    Session.objects.create(session_key="open", session_data="", expire_date=now + MINUTE)
    forget_what_is_over()
    assert set(Session.objects.values_list("session_key", flat=True)) == {"open"}


def test_work_done_long_ago_is_forgotten_and_what_waits_stays():
    long_ago = timezone.now() - QUEUE_KEPT - MINUTE

    def noted(path, status, finished):
        return DBTaskResult.objects.create(
            task_path=path,
            status=status,
            finished_at=finished,
            args_kwargs={"args": [], "kwargs": {}},
            backend_name="default",
            run_after=long_ago,
        )

    noted("done", TaskResultStatus.SUCCESSFUL, long_ago)
    noted("failed", TaskResultStatus.FAILED, long_ago)
    noted("just done", TaskResultStatus.SUCCESSFUL, timezone.now())
    noted("waits", TaskResultStatus.READY, None)
    forget_what_is_over()
    assert set(DBTaskResult.objects.values_list("task_path", flat=True)) == {"just done", "waits"}
