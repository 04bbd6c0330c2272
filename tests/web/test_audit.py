from __future__ import annotations

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from fordel.web.access.models import Role
from fordel.web.audit.models import Entry
from fordel.web.audit.queries.words import ACTIONS
from fordel.web.audit.refusals import AuditIsAppendOnly
from tests.shared import ROOT


@pytest.fixture
def line(town):
    found = Entry.objects.first()
    assert found is not None
    return found


def test_a_line_cannot_be_changed_or_deleted_from_the_code(line):
    with pytest.raises(AuditIsAppendOnly) as refused:
        line.save()
    assert "kan ikke ændres eller slettes" in refused.value.message("da")
    for change in (
        line.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(action="x"),
        lambda: Entry.objects.bulk_update([line], ["action"]),
    ):
        with pytest.raises(AuditIsAppendOnly):
            change()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"]
)
def test_nor_behind_its_back(line, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.filter(pk=line.pk, action=line.action).exists()


def test_a_line_outlives_the_person(town):
    person = town.people[Role.POLITICIAN]
    number, name = person.pk, person.name
    town.client(Role.POLITICIAN)
    person.delete()
    line = Entry.objects.filter(person_number=number, action="person.logged_in").first()
    assert line is not None
    assert name in line.person_called


def test_reading_a_letter_leaves_who_what_when_and_from_where(town):
    unit = town.own_unit
    page = reverse("budgets:letter", kwargs={"code": "999", "year": 2027, "unit": unit.key})
    town.client(Role.UNIT_LEADER).get(page, REMOTE_ADDR="192.0.2.7")
    line = Entry.objects.filter(action="page.read").first()
    assert line is not None
    assert (line.person_number, line.object_key) == (town.people[Role.UNIT_LEADER].pk, unit.key)
    assert (line.address, line.municipality) == ("192.0.2.7", "999")


def test_a_proxys_word_counts_only_where_one_is_known(town, settings):
    page = reverse("audit:log", kwargs={"code": "999"})
    client = town.client(Role.AUDITOR)
    client.get(page, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.5")
    assert Entry.objects.filter(action="page.read").first().address == "192.0.2.1"
    settings.BEHIND_PROXY = True
    client.get(page, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.5")
    assert Entry.objects.filter(action="page.read").first().address == "203.0.113.5"


def test_the_auditor_searches_the_log(town):
    client = town.client(Role.AUDITOR)
    page = reverse("audit:log", kwargs={"code": "999"})
    found = client.get(page, {"action": "year.published"}).content.decode()
    assert "Meldte budgettet ud" in found
    assert "2 linjer, nyeste først" in found
    nothing = client.get(page, {"words": "findes-ikke"}).content.decode()
    assert "Ingen linjer passer" in nothing
    later = client.get(page, {"first": "2999-01-01"}).content.decode()
    assert "Ingen linjer passer" in later


def test_every_action_that_is_written_has_its_words():
    written = set()
    for path in (ROOT / "src" / "fordel" / "web").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        written |= set(re.findall(r'(?:write|_for_each)\(\s*(?:[\w()]+,\s*)?"(\w+\.\w+)"', text))
    assert "letter.confirmed" in written
    assert written <= set(ACTIONS)
