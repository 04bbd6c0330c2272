"""What happens when the server dies, the database is busy, or somebody sends too much."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from fordel.web.access.models import Role
from fordel.web.budgets.models import Letter, Reading, Understanding
from tests.postgres import needs_postgres, postgres
from tests.web.installed import Installation, copy_of, demonstration, served

SLOW_PUBLICATION = """
import sys
from fordel.web.access.policies.standing import standing_of
from fordel.web.access.models import Role, RoleGrant
from fordel.web.budgets.actions import publishing
from fordel.web.budgets.actions.proposing import make_proposal, move_proposal
from fordel.web.budgets.models import Letter, Proposal, Publication
from fordel.web.budgets.policies.transitions import State
import time
def standing(role):
    grant = RoleGrant.objects.get(role=role)
    return standing_of(grant.person, grant.municipality.code)
analyst, head = standing(Role.ANALYST), standing(Role.HEAD)
old = Proposal.objects.filter(state=State.PUBLISHED).order_by("-budget_year__year").first()
proposal = make_proposal(analyst, old.run, reason="Ny")
move_proposal(analyst, proposal, State.PROPOSED)
move_proposal(head, proposal, State.APPROVED)
proposal.refresh_from_db()
municipality = proposal.budget_year.municipality
municipality.contact_name = "Et andet sted"
municipality.save()
print("before", flush=True)
create, written = Letter.objects.create, []
def slowly(**named):
    made = create(**named)
    written.append(made)
    if len(written) == 3:
        print("inside", flush=True)
        time.sleep(60)
    return made
Letter.objects.create = slowly
publishing.publish(analyst, proposal)
"""
STATE = """
import json
from fordel.web.audit.models import Entry
from fordel.web.budgets.models import Decision, Letter, Proposal, Publication
print(json.dumps({"letters": Letter.objects.count(), "publications": Publication.objects.count(),
    "states": sorted(Proposal.objects.values_list("state", flat=True)),
    "decisions": Decision.objects.count(),
    "published": Entry.objects.filter(action="year.published").count()}))
"""
FINISH = """
from fordel.web.access.policies.standing import standing_of
from fordel.web.access.models import Role, RoleGrant
from fordel.web.budgets.actions.publishing import publish
from fordel.web.budgets.models import Proposal
grant = RoleGrant.objects.get(role=Role.ANALYST)
publish(standing_of(grant.person, grant.municipality.code), Proposal.objects.get(state="approved"))
"""


def killed_in_the_middle(made: Installation) -> None:
    """kill -9 while a publication has written some letters; then do it again."""
    begin = "from fordel.web.setting_up import use_settings; use_settings()\n"
    with subprocess.Popen(
        [sys.executable, "-c", begin + SLOW_PUBLICATION],
        env=made.environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "before\n"
        before = json.loads(made.python(STATE))
        assert process.stdout.readline() == "inside\n"
        process.kill()
    assert json.loads(made.python(STATE)) == before
    assert "approved" in before["states"]
    assert made.fordel("check", "--json").stdout  # the database answers
    made.python(FINISH)
    after = json.loads(made.python(STATE))
    assert after["publications"] == before["publications"] + 1
    assert after["letters"] > before["letters"] + 3
    assert after["states"].count("published") == before["states"].count("published")


def test_a_publication_that_is_killed_is_not_half_done(tmp_path):
    killed_in_the_middle(copy_of(demonstration(), tmp_path / "data"))


@needs_postgres
def test_a_publication_that_is_killed_is_not_half_done_on_postgresql(tmp_path):
    kept = tmp_path / "kept.backup"
    assert demonstration().fordel("backup", kept).returncode == 0
    with postgres() as server:
        made = Installation(tmp_path / "data", server.url, {})
        assert made.fordel("restore", kept).returncode == 0
        killed_in_the_middle(made)


class Browser:
    """A person at a real server, without pictures."""

    def __init__(self, address: str) -> None:
        self.host = address.removeprefix("http://")
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str):
        connection = HTTPConnection(self.host, timeout=60)
        try:
            cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
            form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            token = {"X-CSRFToken": self.cookies.get("csrftoken", "")}
            connection.request(method, path, body, {"Cookie": cookies, **form, **token, **headers})
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies |= {k: v.value for k, v in SimpleCookie(value).items()}
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def log_in(self, login: dict[str, str]) -> None:
        self.send("GET", "/konto/log-ind/")
        form = urlencode({"login": login["email"], "password": login["password"]}).encode()
        assert self.send("POST", "/konto/log-ind/", form)[0] == 302


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    return copy_of(demonstration(), tmp_path_factory.mktemp("faults") / "data")


@pytest.mark.enable_socket
def test_a_server_that_is_killed_while_it_answers_keeps_nothing_half(installed):
    """Answers are sent while another holds the database; the server dies before it can write."""
    login = installed.logins["unit_leader"]
    with served(installed) as (address, server):
        browser = Browser(address)
        browser.log_in(login)
        _, page = browser.send("GET", "/kommuner/999/2027/breve/")
        letter = page.split("/brev/")[0].rsplit('"', 1)[1] + "/brev/laest/"
        form = urlencode({"how_much": 0, "by_what": 0, "what_for": 0}).encode()
        file = installed.folder / "fordel.sqlite3"
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            failed: list[Exception] = []

            def answer() -> None:
                try:
                    browser.send("POST", letter, form)
                except (OSError, HTTPException) as error:
                    failed.append(error)

            sending = threading.Thread(target=answer)
            sending.start()
            time.sleep(1)
            server.kill()
            sending.join()
            other.execute("ROLLBACK")
        assert failed
    found = installed.python(
        "from fordel.web.budgets.models import Reading, Understanding\n"
        "print(Understanding.objects.count(), Reading.objects.filter("
        "confirmed_at__isnull=False).count())"
    )
    assert found.split() == ["0", "0"]
    with served(installed) as (address, _):
        browser = Browser(address)
        browser.log_in(login)
        assert browser.send("POST", letter, form)[0] == 302
        assert "svar" in browser.send("GET", letter)[1]


@pytest.mark.enable_socket
def test_who_writes_while_another_writes_waits_and_gets_through(installed):
    with served(installed) as (address, _):
        browser = Browser(address)
        browser.log_in(installed.logins["auditor"])
        file = installed.folder / "fordel.sqlite3"
        with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
            other.execute("BEGIN IMMEDIATE")
            released = threading.Event()

            def release():
                released.set()
                other.execute("ROLLBACK")

            threading.Timer(1.5, release).start()
            status, _ = browser.send("GET", "/kommuner/999/log/")  # reading it is written down
            assert status == 200
            assert released.is_set(), "it waited for the other"


@pytest.mark.enable_socket
def test_who_stands_behind_a_proxy_is_believed_and_nobody_else(installed):
    https = {"FORDEL_HTTPS": "1", "FORDEL_ALLOWED_HOSTS": "fordel.example"}
    said = {"X-Forwarded-Proto": "https", "Host": "fordel.example"}
    with served(installed, **https, FORDEL_BEHIND_PROXY="1") as (address, _):
        browser = Browser(address)
        assert browser.send("GET", "/konto/log-ind/", **said)[0] == 200
        assert browser.send("GET", "/konto/log-ind/", Host="fordel.example")[0] == 301
        assert browser.send("GET", "/konto/log-ind/", **{**said, "Host": "x.example"})[0] == 400
    with served(installed, **https) as (address, _):
        assert Browser(address).send("GET", "/konto/log-ind/", **said)[0] == 301


@pytest.mark.enable_socket
def test_too_much_is_refused_with_a_page_and_the_server_goes_on(installed):
    with served(installed) as (address, _):
        browser = Browser(address)
        browser.log_in(installed.logins["unit_leader"])
        status, page = browser.send("POST", "/sprog/", b"language=en&x=" + b"a" * 3_000_000)
        assert status in {400, 413}
        assert "Traceback" not in page
        assert browser.send("GET", "/" + "a" * 40_000)[0] in {414, 431}
        assert browser.send("GET", "/sundhed/")[0] == 200


def test_too_many_fields_are_refused_in_words(town):
    answer = town.client(Role.UNIT_LEADER).post(
        "/sprog/", urlencode([("x", "1")] * 2_001), content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert "Det sendte er for stort" in answer.content.decode()
    assert "Intet er gemt" in answer.content.decode()


def test_two_answers_to_the_same_letter_count_once(town):
    """A form that is sent again, from a second tab or by going back, changes nothing."""
    letter = Letter.objects.get(unit=town.own_unit, budget_year__year=2027)
    where = reverse(
        "budgets:letter_confirm", kwargs={"code": town.code, "year": 2027, "unit": letter.unit.key}
    )
    answers = {q["id"]: q["right"] for q in letter.questions}
    first, second = town.client(Role.UNIT_LEADER), town.client(Role.UNIT_LEADER)
    assert first.post(where, answers).status_code == 302
    confirmed = Reading.objects.get(letter=letter).confirmed_at
    assert second.post(where, dict.fromkeys(answers, 2)).status_code == 302
    assert Reading.objects.get(letter=letter).confirmed_at == confirmed
    assert Understanding.objects.filter(letter=letter, is_right=True).count() == len(answers)
