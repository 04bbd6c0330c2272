"""Ids that are changed, in addresses and in what is sent: every page, every role.

Nothing here names a page: what is tried follows from the addresses there are. A row of another
municipality is as if it were not there; a row of one's own that the role does not reach is refused.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import WHOLE_MUNICIPALITY
from fordel.web.access.policies.table import table
from fordel.web.audit.models import Entry
from tests.web.test_access import ADDRESSES, PLACED, VALUES, address

FORGED = ("0", "-1", "999999999999999999999", "..", "%00", "1 OR 1=1", "<script>", "é", "x" * 300)


def known(town, name="access:"):
    """What stands in an address for a municipality's own things."""
    unit = town.own_unit
    numbered = {"number": town.people[Role.UNIT_LEADER].pk} if name.startswith("access:") else {}
    return {
        **VALUES,
        "code": town.code,
        "unit": unit.key,
        "area": unit.area and unit.area.key,
        **numbered,
        "broker": f"{town.code}-test",
    }


def changed(name, town, **instead):
    kwargs = {**known(town, name), **instead}
    return reverse(name, kwargs={key: kwargs[key] for key in ADDRESSES[name]})


NAMED = [
    (name, key)
    for name in PLACED
    for key in sorted(ADDRESSES[name] - {"code"})
    if key in {"unit", "area", "broker"} or (key == "number" and name.startswith("access:"))
]
"""Every page whose address names a row, and which; proposals and versions count from one anew in
every municipality."""


@pytest.mark.parametrize(("name", "key"), NAMED)
def test_a_row_of_another_municipality_is_not_found_in_ones_own(name, key, town, neighbour):
    theirs = known(neighbour)[key]
    for role in Role:
        client = town.client(role)
        for send in (client.get, client.post):
            rule = table()[name]
            allowed = role in (rule.read if send == client.get else rule.change)
            answer = send(changed(name, town, **{key: theirs}))
            assert answer.status_code == (404 if allowed else 403), (role, send.__name__)
            assert "Naboen" not in answer.content.decode()


@pytest.mark.parametrize("name", [name for name in PLACED if "year" in ADDRESSES[name]])
def test_a_year_that_is_not_there_is_not_found(name, town):
    for role in Role:
        for year in (1, 1999, 2999, 999999999999):
            answer = town.client(role).get(changed(name, town, year=year))
            assert answer.status_code in {403, 404}, (role, year)


@pytest.mark.parametrize("name", PLACED)
def test_every_role_of_the_neighbour_is_told_that_nothing_is_there(name, town, neighbour):
    for role in Role:
        client = neighbour.client(role)
        for send in (client.get, client.post):
            assert send(address(name, town, town.own_unit)).status_code == 404, role


@pytest.mark.parametrize("name", [name for name in PLACED if {"unit", "area"} & ADDRESSES[name]])
def test_a_leader_reaches_their_own_place_only_whatever_is_sent(name, town):
    for role in sorted(set(Role) - WHOLE_MUNICIPALITY):
        client = town.client(role)
        where = address(name, town, town.other_unit)
        sent = {"unit": town.own_unit.key, "area": "test", "code": town.code, "step": "x"}
        assert client.get(where, sent).status_code == 403, role
        assert client.post(where, sent).status_code == 403, role


@pytest.mark.parametrize("name", PLACED)
def test_a_question_cannot_make_one_somebody_else(name, town, neighbour):
    """Neither a query nor a header changes whose page it is."""
    for role in Role:
        rule = table()[name]
        answer = town.client(role).get(
            address(name, town, town.own_unit),
            {"code": neighbour.code, "role": "administrator", "municipality": neighbour.code},
            HTTP_X_USER=neighbour.people[role].email,
            HTTP_X_ORIGINAL_URL="/kommuner/998/",
        )
        assert answer.status_code == (200 if role in rule.read else 403), role
        if answer.status_code == 200 and not answer.streaming:
            assert "Nabokommune" not in answer.content.decode("utf-8", "ignore")


@pytest.mark.parametrize("name", PLACED)
def test_what_is_forged_in_a_form_never_breaks_a_page(name, town):
    """Every field that a page's forms have, with values nobody could choose."""
    rule = table()[name]
    for role in sorted(rule.change):
        client = town.client(role)
        where = address(name, town, town.own_unit)
        page = client.get(where)
        fields = set() if page.status_code != 200 else _fields(page.content.decode())
        for value in FORGED:
            answer = client.post(where, dict.fromkeys(fields, value))
            assert answer.status_code in {200, 302, 403, 404, 409, 422}, (role, value)


def _fields(text):
    import re

    return set(re.findall(r'name="([\w-]+)"', text)) - {"csrfmiddlewaretoken"}


@pytest.mark.parametrize(("name", "key"), NAMED)
def test_ids_that_nobody_could_have_get_a_page(name, key, town):
    for role in Role:
        client = town.client(role)
        for forged in FORGED:
            own = str(known(town)[key])
            where = changed(name, town).replace(f"/{own}/", f"/{forged}/")
            assert client.get(where).status_code in {302, 403, 404}, (role, forged)


def test_a_refusal_names_who_tried_what(town):
    town.client(Role.UNIT_LEADER).get(changed("budgets:letter", town, unit=town.other_unit.key))
    line = Entry.objects.filter(action="page.refused").first()
    assert line.details["unit"] == town.other_unit.key
    assert line.person_number == town.people[Role.UNIT_LEADER].pk
