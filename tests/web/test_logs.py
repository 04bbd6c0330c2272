"""No line of any log repeats what a person typed, or who they are."""

from __future__ import annotations

import io
import json
import logging

import pytest
from django.urls import reverse

from fordel.web.access.models import Role
from fordel.web.budgets.models import Letter
from fordel.web.components.logs import JsonLines

CPR, NAME, SECRET = "010203-1234", "Mathilde Skovgaard", "hemmelig-adgangskode-9"
PERSONAL = (CPR, CPR.replace("-", ""), NAME, "Mathilde", "Skovgaard", SECRET, "203.0.113.7")


@pytest.fixture
def written():
    """Everything that is logged at all, as it stands in the log."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    root, names = logging.getLogger(), ("django", "fordel", "allauth")
    levels = {name: logging.getLogger(name).level for name in names}
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in names:
        logging.getLogger(name).setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_nothing_that_was_typed_comes_into_a_log(town, written, monkeypatch):
    def breaks(*_):
        raise ValueError(f"{NAME} {CPR}")

    client = town.client(Role.UNIT_LEADER)
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    address = {"code": town.code, "year": 2027, "unit": town.own_unit.key}
    confirm = reverse("budgets:letter_confirm", kwargs=address)
    for login in (f"{NAME}@x.example", CPR):
        town.client(None).post("/konto/log-ind/", {"login": login, "password": SECRET})
    client.get(f"/{CPR}/{NAME}/")
    client.get(f"/kommuner/{town.code}/2027/enheder/{CPR}/brev/?q={NAME}")
    client.get(f"/kommuner/{town.code}/log/?who={NAME}")
    client.get("/", headers={"host": f"{NAME.split(maxsplit=1)[0]}.example"})
    client.post(confirm, {"how_much": NAME, "by_what": CPR})
    client.post("/sprog/", {"language": CPR, "next": f"https://{NAME}/"})
    forged = town.client(Role.UNIT_LEADER)
    forged.handler.enforce_csrf_checks = True
    forged.post(confirm, {"how_much": CPR}, headers={"referer": f"https://x/{NAME}"})
    monkeypatch.setattr(Letter, "refresh_from_db", breaks)
    monkeypatch.setattr("fordel.web.budgets.views.letters.open_letter", breaks)
    broken = client.get(reverse("budgets:letter", kwargs=address) + f"?{NAME}")
    assert broken.status_code == 500
    assert CPR not in broken.content.decode()

    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert {"django.request", "django.security.csrf"} <= {line["logger"] for line in lines}
    failed = [line for line in lines if line.get("exception") == "ValueError"]
    assert failed
    assert any("test_logs.py" in place for line in failed for place in line["trace"])
    for line in lines:
        assert set(line) <= {
            "at", "level", "logger", "event", "job", "view", "status", "milliseconds",
            "exception", "trace",
        }  # fmt: skip
    found = [word for word in PERSONAL if word in written.getvalue()]
    person = town.people[Role.UNIT_LEADER]
    found += [word for word in (person.email, person.name) if word in written.getvalue()]
    assert not found


def test_an_event_without_anything_to_fill_in_is_not_repeated():
    record = logging.LogRecord("django.security", logging.ERROR, "", 1, f"Host: {NAME}", (), None)
    assert json.loads(JsonLines().format(record))["event"] == "django.security"
