"""The database is restarted while people and workers are at it: a real PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager

import psycopg
import pytest

from fordel.web.budgets.jobs.absence import Absence, GrowingPauses
from tests.postgres import needs_postgres, postgres
from tests.shared import ROOT
from tests.web.installed import COMMAND
from tests.web.test_jobs import SET_UP, WORK, eventually, python

THREADS = 3
"""Of a worker: each may find its connection dead after another one has the database again."""
AWAY = "database does not answer, trying until it does"
BACK = "database answers again"


@pytest.fixture(scope="module")
def server():
    with postgres() as started:
        yield started


@pytest.fixture(scope="module")
def env(server, tmp_path_factory):
    """An installation on that server."""
    folder = tmp_path_factory.mktemp("away")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FORDEL_", "DJANGO_"))}
    made = {
        **kept,
        "FORDEL_WEB_DATA": str(folder / "data"),
        "FORDEL_DATABASE_URL": server.url,
        "FORDEL_JOB_BEAT_S": "0.1",
        "FORDEL_DEMO": "1",
    }
    python(SET_UP, made, str(folder))
    return made


@pytest.fixture(autouse=True)
def job(request, tmp_path):
    """A job of its own for each test, which a worker finds forgotten and takes up."""
    if "env" not in request.fixturenames:
        return
    request.getfixturevalue("env")
    payload = json.dumps({"folder": str(tmp_path)})
    request.getfixturevalue("server").run(
        "UPDATE budgets_job SET state = 'waiting', attempts = 0, refusal = NULL, "
        f"made_at = now() - interval '1 hour', payload = '{payload}'"
    )


def told_of_job(server):
    """Its state and attempts."""
    with psycopg.connect(server.url) as connection:
        return connection.execute("SELECT state, attempts FROM budgets_job").fetchone()


@contextmanager
def working(call, env, log):
    """A worker, or a server with its own; what it says goes into a file."""
    with (
        log.open("w") as told,
        subprocess.Popen(call, env=env, cwd=ROOT, stdout=told, stderr=told) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def events(log):
    return [json.loads(line)["event"] for line in log.read_text().splitlines() if line[:1] == "{"]


@needs_postgres
def test_a_worker_goes_on_with_its_job_when_the_database_is_back(server, env, tmp_path):
    log = tmp_path / "log"
    with working([sys.executable, "-c", WORK], env, log) as worker:
        eventually((tmp_path / "began-1").exists)
        server.kill()
        (tmp_path / "go").touch()
        eventually(lambda: AWAY in events(log))
        server.start()
        eventually(lambda: BACK in events(log))
        eventually(lambda: told_of_job(server)[0] == "done")
        assert worker.poll() is None
    assert told_of_job(server) == ("done", 2)
    assert "Traceback" not in log.read_text()
    away, back = (events(log).count(told) for told in (AWAY, BACK))
    assert 1 <= back <= away <= THREADS


@needs_postgres
def test_a_worker_that_is_started_before_the_database_waits_for_it(server, env, tmp_path):
    log = tmp_path / "log"
    (tmp_path / "go").touch()
    server.kill()
    with working([sys.executable, "-c", WORK], env, log) as worker:
        eventually(lambda: AWAY in events(log))
        server.start()
        eventually(lambda: told_of_job(server)[0] == "done")
        assert worker.poll() is None
    assert "Traceback" not in log.read_text()
    away, back = (events(log).count(told) for told in (AWAY, BACK))
    assert 1 <= back <= away <= THREADS


@needs_postgres
def test_a_worker_beside_the_server_says_it_once_too(server, env, tmp_path):
    log = tmp_path / "log"
    with working([*COMMAND, "web", "serve", "--port", "0"], env, log) as serving:
        eventually(lambda: told_of_job(server)[0] == "failed")  # it knows no such work
        server.kill()
        eventually(lambda: AWAY in events(log))
        server.start()
        eventually(lambda: BACK in events(log))
        assert serving.poll() is None
    assert "Traceback" not in log.read_text()
    away, back = (events(log).count(told) for told in (AWAY, BACK))
    assert 1 <= back <= away <= THREADS


def test_an_absence_is_told_once_by_whoever_notices_first(caplog):
    absence = Absence()
    absence.end()
    for _ in range(3):
        absence.begin()
    absence.end()
    absence.end()
    assert [record.msg for record in caplog.records] == [AWAY, BACK]


def test_pauses_grow_and_are_short_again_after_it_held_for_long(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("fordel.web.budgets.jobs.absence.time.monotonic", lambda: now[0])
    pauses = GrowingPauses()
    assert [pauses.next_s() for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    pauses.begin()
    now[0] = 31
    assert pauses.next_s() == 0.5
