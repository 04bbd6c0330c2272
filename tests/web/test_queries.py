"""How often a page asks the database: never once per unit, per letter or per year."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fordel.web.access.models import Role
from fordel.web.access.policies.table import table
from fordel.web.budgets.models import Letter, Proposal
from fordel.web.budgets.queries.letters import letter_list
from fordel.web.budgets.queries.years import proposal_in_force, year_seen_by
from fordel.web.operations.warming import warm
from tests.web.test_access import PLACED, address

MOST = 20
"""With more units than this a page that asks for each of them is found."""
WHOLE = 25
GATHERS = {"programmes:final_report", "programmes:final_report_pdf", "programmes:final_report_xlsx",
           "programmes:judge", "programmes:across"}  # fmt: skip
"""They gather everything that is known of projects: more tables, each asked once."""


@pytest.mark.parametrize("name", [name for name in PLACED if table()[name].read])
def test_a_page_asks_the_database_a_few_times(name, town):
    role = next(role for role in Role if role in table()[name].read)
    client, where = town.client(role), address(name, town, town.own_unit)
    client.get(where)  # what is read back once is not what is counted
    with CaptureQueriesContext(connection) as asked:
        client.get(where)
    most = WHOLE if name in GATHERS else MOST
    assert len(asked) <= most, [query["sql"][:100] for query in asked]


def test_what_is_heavy_is_not_fetched_for_a_page(town):
    standing = town.standing(Role.ANALYST)
    year = year_seen_by(standing, 2027)
    with CaptureQueriesContext(connection) as asked:
        proposal = proposal_in_force(standing, year)
        list(letter_list(standing, year))
    assert proposal is not None
    said = " ".join(query["sql"] for query in asked)
    assert '"bundle"' not in said
    assert '"content"' not in said


def test_warming_reads_what_is_shown(town, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "fordel.web.operations.warming.drawn", lambda run, *what: drawn.append((run.pk, *what))
    )
    shown = set(Proposal.objects.values_list("run", flat=True))
    assert warm() == len(shown) == 2
    assert {number for number, _, _ in drawn} == shown
    assert {(name, language) for _, name, language in drawn} == {
        (name, language) for name in ("bars", "load_against_kroner") for language in ("da", "en")
    }
    assert Letter.objects.exists()
