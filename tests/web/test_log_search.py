"""The log, for those who look something up in it."""

from __future__ import annotations

import ast
import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.web.access.models import Role
from fordel.web.audit.models import Entry
from fordel.web.audit.queries.details import DETAILS
from tests.shared import ROOT

PAGE = reverse("audit:log", kwargs={"code": "999"})
FILE = reverse("audit:export", kwargs={"code": "999"})
MANY = 100_000
SRC = ROOT / "src"


def line(**said):
    return Entry(
        **{
            "at": datetime(2026, 5, 1, 12, tzinfo=UTC),
            "municipality": "999",
            "person_called": "Prøve <proeve@test.example>",
            "action": "page.read",
            **said,
        }
    )


def fetched(client, **asked):
    answer = client.get(FILE, asked)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return answer, list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def auditor(town):
    return town.client(Role.AUDITOR)


def test_lines_are_found_by_unit_name_and_number(auditor, town):
    unit = town.own_unit
    Entry.objects.bulk_create(
        [
            line(object_kind="letter", object_key=unit.key),
            line(object_kind="budgets:letter", details={"unit": unit.key}),
            line(object_kind="letter", object_key=town.other_unit.key),
        ]
    )
    day = {"first": "2026-05-01", "last": "2026-05-01"}
    for named in (unit.name, unit.key):
        _answer, rows = fetched(auditor, unit=named, **day)
        assert len(rows) == 3, named


def test_both_days_are_included_in_local_time(auditor):
    late = datetime(2026, 5, 1, 21, 59, tzinfo=UTC)  # 23:59 here
    Entry.objects.bulk_create([line(at=late), line(at=late + timedelta(minutes=2))])
    rows = fetched(auditor, first="2026-05-01", last="2026-05-01")[1]
    assert [row[0] for row in rows[1:]] == ["2026-05-01T23:59:00+02:00"]


def test_the_file_is_safe_to_open_and_fetching_it_is_logged(auditor):
    Entry.objects.bulk_create([line(person_called='=HYPERLINK("http://x";"y")')])
    answer, rows = fetched(auditor, first="2026-05-01", last="2026-05-01")
    assert rows[1][2].startswith("'=")
    assert answer["Content-Disposition"] == 'attachment; filename="log-999.csv"'
    newest = Entry.objects.first()
    assert (newest.action, newest.object_kind) == ("page.read", "audit:export")


def test_lines_of_others_are_in_no_file(auditor):
    Entry.objects.bulk_create([line(municipality="998")])
    assert len(fetched(auditor, first="2026-05-01", last="2026-05-01")[1]) == 1


def test_only_the_auditor_fetches_it(town):
    for role in set(Role) - {Role.AUDITOR}:
        assert town.client(role).get(FILE).status_code == 403


def test_a_hundred_thousand_lines_are_searched_paged_and_fetched(auditor):
    start = datetime(2024, 1, 1, tzinfo=UTC)
    Entry.objects.bulk_create(
        (
            line(
                at=start + timedelta(minutes=7 * number),
                object_key=f"{number % 500:06d}",
                person_called=f"Person {number % 50} <p{number % 50}@test.example>",
            )
            for number in range(MANY)
        ),
        batch_size=5_000,
    )
    for asked in (
        {},
        {"page": "2000"},
        {"words": "p17@test 000017"},
        {"unit": "000017", "first": "2024-03-01", "last": "2024-06-30"},
        {"action": "page.read", "page": "999999"},
    ):
        with CaptureQueriesContext(connection) as queries:
            assert auditor.get(PAGE, asked).status_code == 200
        lines = [q["sql"] for q in queries if '"audit_entry"."object_key"' in q["sql"]]
        read = [sql for sql in lines if sql.startswith("SELECT") and "COUNT(" not in sql]
        assert read
        assert all("LIMIT" in sql for sql in read), asked
    found = auditor.get(PAGE, {"words": "p17@test 000017"}).content.decode()
    assert "200 linjer" in found
    rows = fetched(auditor, words="p17@test")[1]
    assert len(rows) == 1 + MANY // 50


def shown(auditor, **asked):
    lines = auditor.get(PAGE, asked).content.decode().split("<tbody>")[1]
    return " ".join(lines.split())


def test_what_stands_beside_an_action_is_told_in_words(auditor, town):
    Entry.objects.bulk_create(
        [
            line(
                action="proposal.moved",
                object_kind="proposal",
                object_key="2027/1",
                details={"from": "draft", "to": "proposed"},
            ),
            line(action="bundle.fetched", object_kind="run", details={"whole": True}),
            line(
                object_kind="budgets:letter",
                object_key=town.own_unit.key,
                details={"year": "2027", "unit": town.own_unit.key},
            ),
            line(
                action="role.given",
                object_kind="person",
                object_key=str(town.people[Role.HEAD].pk),
                details={"role": "head"},
            ),
        ]
    )
    page = shown(auditor, first="2026-05-01", last="2026-05-01")
    assert "fra: Udkast · til: Forslag" in page
    assert "med børnenes tal: ja" in page
    assert f"En enheds budgetbrev {town.own_unit.name} {town.own_unit.key}" in page
    assert f"Person {town.people[Role.HEAD].name}" in page
    assert "rolle: Dagtilbudschef" in page
    for raw in ("whole", "draft", "budgets:letter", "role:"):
        assert raw not in page


def test_every_detail_that_is_written_has_words():
    """Keys in dictionaries called ``details`` and in the addresses of pages."""
    written = set()
    for file in (SRC / "fordel" / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            named = node.arg if isinstance(node, ast.keyword) else None
            if isinstance(node, ast.Assign):
                named = getattr(node.targets[0], "id", None)
            if named == "details" and isinstance(node.value, ast.Dict):
                written |= {key.value for key in node.value.keys if isinstance(key, ast.Constant)}
    addresses = re.compile(r"<\w+:(\w+)>")
    for file in (SRC / "fordel" / "web").rglob("urls.py"):
        written |= set(addresses.findall(file.read_text("utf-8")))
    assert {"role", "hidden", "unit"} <= written
    brokers = {"code", "provider_id", "organization_slug"}  # pages that nothing is written about
    assert written - brokers <= set(DETAILS), "give it words in audit/queries/details.py"
