"""The worker: takes jobs from the queue, says that it lives, and looks for those who do not.

It runs beside the server as a process of its own; more of them, on other machines too, share the
queue.
"""

from __future__ import annotations

import logging
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.utils import timezone
from django_tasks import DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from fordel.web.budgets.actions.importing import delete_old_files
from fordel.web.budgets.actions.mailing import send_everything
from fordel.web.budgets.jobs.absence import DATABASE_AWAY, Absence, GrowingPauses
from fordel.web.budgets.jobs.forgetting import forget_what_is_over
from fordel.web.budgets.jobs.reaping import reap
from fordel.web.budgets.jobs.running import UNDER_WAY
from fordel.web.budgets.models import Job

log = logging.getLogger("fordel.web.jobs")

_ASKS_EVERY_S = 0.5
_MAILS_EVERY_BEATS = 6


def work(*, until_empty: bool = False, parent: int | None = None) -> None:
    """Work until stopped, also through a database that is restarted.

    Parameters
    ----------
    until_empty : stop when nothing waits.
    parent : stop too when this process is no longer the child of that one.
    """
    worker = _worker(until_empty=until_empty)
    stopped, absence = threading.Event(), Absence()
    beat = threading.Thread(target=_beat, args=(worker, stopped, absence, parent), daemon=True)
    mails = threading.Thread(target=_send_mails, args=(stopped, absence), daemon=True)
    if threading.current_thread() is threading.main_thread():
        worker.configure_signals()
    beat.start()
    mails.start()
    try:
        _work_through(worker, stopped, absence)
    finally:
        stopped.set()
        beat.join(timeout=settings.JOB_BEAT_S)
        mails.join(timeout=settings.JOB_BEAT_S)


def _work_through(worker: Worker, stopped: threading.Event, absence: Absence) -> None:
    """Work; where the database is away, wait for it. What it was doing goes to the reaper."""
    pauses = GrowingPauses()
    while worker.running:
        pauses.begin()
        try:
            _look_after()
            absence.end()
            worker.run()
        except DATABASE_AWAY:
            absence.begin()
            connection.close()
            stopped.wait(pauses.next_s())
        else:
            return


def _worker(*, until_empty: bool) -> Worker:
    return Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=_ASKS_EVERY_S,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=secrets.token_hex(8),
        excluded_queue_names=[],
    )


def _beat(worker: Worker, stopped: threading.Event, absence: Absence, parent: int | None) -> None:
    """Say that this worker's job lives, and look for others whose worker does not."""
    while not stopped.wait(settings.JOB_BEAT_S):
        if parent is not None and os.getppid() != parent:
            worker.running = False  # the server is gone; what is begun is finished first
        try:
            close_old_connections()
            for number, attempt in tuple(UNDER_WAY.items()):
                Job.objects.filter(pk=number, attempts=attempt).update(heartbeat_at=timezone.now())
            _look_after()
            absence.end()
        except Error:
            absence.begin()  # the next beat may get through
    connection.close()


def _send_mails(stopped: threading.Event, absence: Absence) -> None:
    """Try again the notices a mail server did not take: apart from the beat, which may not wait."""
    while not stopped.wait(_MAILS_EVERY_BEATS * settings.JOB_BEAT_S):
        try:
            close_old_connections()
            send_everything()
        except Error:
            absence.begin()  # the next round may get through
    connection.close()


def _look_after() -> None:
    """What has to be done from time to time, with nobody asking for it."""
    reap()
    delete_old_files()
    forget_what_is_over()


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker as a child of this process, started again if it dies, stopped with it."""
    stopped = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stopped,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopped.set()
        keeper.join()


def _keep(stopped: threading.Event) -> None:
    command = [sys.executable, "-m", "fordel.cli", "web", "work", "--parent", str(os.getpid())]
    pauses = GrowingPauses()
    while not stopped.is_set():
        pauses.begin()
        with subprocess.Popen(command) as worker:  # noqa: S603 - this program itself
            while worker.poll() is None and not stopped.wait(_ASKS_EVERY_S):
                pass
            if worker.poll() is None:
                worker.terminate()
        stopped.wait(pauses.next_s())
