from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fordel.domain.errors import InputRefused
from fordel.domain.language import Words
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry
from fordel.web.budgets.jobs import registry, start_job
from fordel.web.budgets.jobs.reaping import reap
from fordel.web.budgets.jobs.report import Report, TakenOver
from fordel.web.budgets.jobs.running import run
from fordel.web.budgets.models import Job
from tests.shared import ROOT


@dataclass(eq=False)
class TooGreen(InputRefused):
    shade: str

    what = Words(da="For grøn: {shade}.", en="Too green: {shade}.")
    why = Words(da="Det må den ikke.", en="It must not be.")
    next = Words(da="Mal om.", en="Paint again.")


@pytest.fixture
def kinds(monkeypatch):
    """Kinds of work for one test."""
    own = {}
    monkeypatch.setattr(registry, "_REGISTERED", own)
    monkeypatch.setattr(registry, "_import_kinds", lambda: None)
    return own


def waiting(town, kind="k", **values):
    return Job.objects.create(
        municipality_id=town.standing(Role.ANALYST).municipality_id,
        kind=kind,
        key="1",
        started_by=town.people[Role.ANALYST],
        **values,
    )


def page(town, role, job=None, **headers):
    address = reverse("budgets:jobs", kwargs={"code": town.code})
    return town.client(role).get(address + (f"?nr={job.pk}" if job else ""), headers=headers)


def test_work_is_done_with_its_payload_and_tells_how_far_it_is(town, kinds):
    seen = []

    def add(payload, report):
        report.step(Words(da="Lægger sammen", en="Adding"), 2)
        report.count(1)
        seen.append((payload, Job.objects.get(pk=report.job.pk).done_count, report.standing()))

    kinds["k"] = add
    job = start_job(town.standing(Role.ANALYST), "k", "2027", {"a": 1})
    assert job.state == Job.State.DONE
    assert (job.step_da, job.step_en, job.total_count) == ("Lægger sammen", "Adding", 2)
    payload, done, standing = seen[0]
    assert (payload, done) == ({"a": 1}, 1)
    assert standing.is_any(Role.ANALYST)


def test_a_refusal_is_kept_in_both_languages_and_shown(town, kinds):
    def refuse(payload, report):
        raise TooGreen(shade="<b>lime</b>")

    kinds["k"] = refuse
    job = start_job(town.standing(Role.ANALYST), "k", "2027")
    assert job.state == Job.State.FAILED
    assert job.refusal["da"] == ["For grøn: <b>lime</b>.", "Det må den ikke.", "Mal om."]
    assert job.refusal["en"][0] == "Too green: <b>lime</b>."
    shown = page(town, Role.ANALYST, job).content.decode()
    assert "For grøn: &lt;b&gt;lime&lt;/b&gt;." in shown
    assert Entry.objects.filter(action="job.refused").exists()


def test_a_fault_ends_the_work_without_repeating_its_words(town, kinds, caplog):
    def fail(payload, report):
        raise ValueError("a secret cell")

    kinds["k"] = fail
    job = start_job(town.standing(Role.ANALYST), "k", "2027")
    assert job.refusal["da"][0] == "Der skete en fejl i Fordel (ValueError)."
    assert "a secret cell" not in str(job.refusal)


def test_what_was_kept_before_a_refusal_inside_the_conclusion_is_not_kept(town, kinds):
    def half(payload, report):
        with report.concluding():
            Job.objects.filter(pk=report.job.pk).update(step_da="halvt")
            raise TooGreen(shade="x")

    kinds["k"] = half
    job = start_job(town.standing(Role.ANALYST), "k", "2027")
    assert job.state == Job.State.FAILED
    assert job.step_da == ""


def test_pressing_twice_starts_once(town, kinds, monkeypatch):
    job = waiting(town)
    again = start_job(town.standing(Role.ANALYST), "k", "1")
    assert again.pk == job.pk
    assert Job.objects.filter(kind="k").count() == 1


def test_who_has_left_starts_nothing_more(town, kinds):
    job = waiting(town)
    kinds["k"] = lambda _, report: report.standing()
    town.people[Role.ANALYST].grants.update(valid_to=timezone.localdate())
    run.call(job.pk)
    job.refresh_from_db()
    assert job.refusal["da"][0] == (
        "Den, der satte arbejdet i gang, har ikke længere en rolle i Demokommune."
    )


def test_a_worker_that_was_thought_dead_keeps_nothing(town):
    job = waiting(town, state=Job.State.RUNNING, attempts=1)
    report = Report(job)
    Job.objects.filter(pk=job.pk).update(attempts=2)
    with pytest.raises(TakenOver):
        report.step(Words(da="a", en="a"))
    with pytest.raises(TakenOver), report.concluding():
        raise AssertionError("nothing is kept here")


def test_a_silent_worker_loses_its_job_and_after_three_it_fails(town, kinds):
    done = []
    kinds["k"] = lambda _, report: done.append(report.job.attempts)
    old = timezone.now() - timedelta(hours=1)
    job = waiting(town, state=Job.State.RUNNING, attempts=1, heartbeat_at=old)
    assert reap() == 1
    assert done == [2]
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, attempts=3, heartbeat_at=old, finished_at=None
    )
    assert reap() == 1
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.refusal["da"][0] == "Arbejdet blev afbrudt hver gang. Forsøg: 3."
    assert reap() == 0


def test_a_job_that_the_queue_forgot_is_queued_again(town, kinds):
    kinds["k"] = lambda *_: None
    job = waiting(town, made_at=timezone.now() - timedelta(hours=1))
    assert reap() == 1
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_a_worker_that_is_heard_of_keeps_its_job(town):
    waiting(town, state=Job.State.RUNNING, attempts=1, heartbeat_at=timezone.now())
    assert reap() == 0


def test_the_page_asks_again_until_the_work_is_finished(town):
    job = waiting(town, state=Job.State.RUNNING, step_da="Tæller", total_count=1200, done_count=300)
    part = page(town, Role.ANALYST, job, hx_request="true")
    told = part.content.decode()
    assert 'hx-trigger="every 1s"' in told
    assert "300 af 1.200" in told
    assert 'value="300" max="1200"' in told
    assert "HX-Refresh" not in part
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, finished_at=timezone.now())
    finished = page(town, Role.ANALYST, job, hx_request="true")
    assert finished["HX-Refresh"] == "true"
    assert "hx-get" not in finished.content.decode()


def test_others_work_is_seen_by_analyst_and_auditor_only(town):
    job = waiting(town)
    assert page(town, Role.AUDITOR, job).status_code == 200
    assert page(town, Role.HEAD, job).status_code == 404
    assert "Intet er i gang" in page(town, Role.HEAD).content.decode()


SET_UP = """
from fordel.web.setting_up import use_settings
use_settings()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from fordel.web.access.models import Role
from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.policies.standing import standing_of
from fordel.web.audit.actions.writing import System
from fordel.web.organisation.actions.setting_up import create_municipality
from fordel.web.budgets.jobs import start_job
import sys
system = System(code="999")
town = create_municipality(system, "999", "By")
person = create_person(system, "a@by.example", "A")
give_role(system, person, Role.ANALYST, town.pk)
start_job(standing_of(person, "999"), "slow", "1", {"folder": sys.argv[1]})
"""
WORK = """
from fordel.web.setting_up import use_settings
use_settings()
import runpy
runpy.run_module("tests.web.slow_work", run_name="__main__")
"""
TELL = """
from fordel.web.setting_up import use_settings
use_settings()
from fordel.web.budgets.models import Job
from fordel.web.audit.models import Entry
job = Job.objects.get()
print(job.state, job.attempts, Entry.objects.filter(object_key="slow").count())
"""


def python(code, env, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=env,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def eventually(true, seconds=30):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def test_a_worker_killed_in_the_middle_is_followed_by_another_and_the_effect_is_there_once(
    tmp_path,
):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FORDEL_", "DJANGO_"))}
    env = {
        **kept,
        "FORDEL_WEB_DATA": str(tmp_path / "data"),
        "FORDEL_DATABASE_URL": os.environ.get(
            "FORDEL_KILL_DATABASE_URL", f"sqlite:///{tmp_path}/work.sqlite3"
        ),
        "FORDEL_JOB_BEAT_S": "0.1",
        "FORDEL_DEMO": "1",
    }
    python(SET_UP, env, str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", WORK], env=env, cwd=ROOT) as first:
        eventually((tmp_path / "began-1").exists)
        first.kill()
    time.sleep(1.5)  # longer than a worker may be silent
    assert python(TELL, env).split() == ["running", "1", "0"]
    with subprocess.Popen([sys.executable, "-c", WORK], env=env, cwd=ROOT) as second:
        eventually((tmp_path / "began-2").exists)
        (tmp_path / "go").touch()
        eventually(lambda: python(TELL, env).split()[0] == "done")
        second.terminate()
    assert python(TELL, env).split() == ["done", "2", "1"]
