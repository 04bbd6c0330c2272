from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import WHOLE_MUNICIPALITY
from fordel.web.access.policies.table import may, table
from fordel.web.audit.models import Entry
from fordel.web.budgets.models import BudgetYear
from fordel.web.budgets.queries.letters import units_told_to_others
from fordel.web.organisation.models import Unit


def named(patterns, prefix="", kwargs=frozenset()):
    """Every address there is: its name and what stands in it."""
    for pattern in patterns:
        inside = kwargs | set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named(pattern.url_patterns, space, inside)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", inside


ADDRESSES = dict(named(get_resolver().url_patterns))
PLACED = sorted(name for name, rule in table().items() if rule.place not in {"open", "person"})
VALUES = {
    "year": 2027,
    "model": "demokommune",
    "number": 1,
    "broker": "999-test",
    "programme": "egne_indsatser",
    "project": "sprog_hjemme_og_her",
    "no": 4,
    "activity": "sprogkuffert",
    "package": "samtaler_om_overgange",
    "period": 3,
    "indicator": "wellbeing",
}


def address(name, town, unit):
    known = {**VALUES, "code": town.code, "unit": unit.key, "area": unit.area and unit.area.key}
    known["part"] = unit.key
    if name.startswith("access:"):  # there a number is a person's, not a proposal's or a version's
        known["number"] = town.people[Role.UNIT_LEADER].pk
    return reverse(name, kwargs={key: known[key] for key in ADDRESSES[name]})


def test_every_address_has_a_rule_and_every_rule_an_address():
    assert set(ADDRESSES) == set(table())


def test_a_rule_about_a_place_is_about_what_its_address_names():
    for name, rule in table().items():
        inside = ADDRESSES[name]
        assert ("code" in inside) == (rule.place not in {"open", "person"}), name
        assert ("unit" in inside) == (rule.place == "unit"), name
        assert ("area" in inside) == (rule.place == "area"), name


def expected(rule, role, *, own):
    if role not in rule.read:
        return 403
    if rule.place == "unit" and role not in WHOLE_MUNICIPALITY and not own:
        return 403
    return 200


def shown_unit(town):
    """A unit of another area whose amount everybody may see; else its letter is its leader's."""
    year = BudgetYear.objects.get(municipality__code=town.code, year=2027)
    others = Unit.objects.filter(municipality__code=town.code, key__in=units_told_to_others(year))
    return others.exclude(area_id=town.own_unit.area_id).order_by("pk").first()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", PLACED)
def test_a_page_opens_for_those_the_table_names_and_nobody_else(name, role, town):
    rule, client = table()[name], town.client(role)
    own = client.get(address(name, town, town.own_unit))
    assert own.status_code == expected(rule, role, own=True)
    if rule.place == "unit":
        other = client.get(address(name, town, shown_unit(town)))
        assert other.status_code == expected(rule, role, own=False)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", PLACED)
def test_what_is_sent_needs_the_right_to_change(name, role, town):
    rule = table()[name]
    answer = town.client(role).post(address(name, town, town.own_unit))
    assert (answer.status_code == 403) == (role not in rule.change)


@pytest.mark.parametrize("name", PLACED)
def test_another_municipality_is_as_if_it_were_not_there(name, town, neighbour):
    for role in Role:
        answer = neighbour.client(role).get(address(name, town, town.own_unit))
        assert answer.status_code == 404, role


@pytest.mark.parametrize("name", PLACED)
def test_a_unit_of_another_municipality_is_not_found_in_ones_own(name, town, neighbour):
    if table()[name].place != "unit":
        return
    answer = town.client(Role.AUDITOR).get(address(name, town, neighbour.own_unit))
    allowed = Role.AUDITOR in table()[name].read
    assert answer.status_code == (404 if allowed else 403)


@pytest.mark.parametrize("name", sorted(table()))
def test_who_is_not_logged_in_is_asked_to(name, town):
    if table()[name].place == "open" or ADDRESSES[name] - {"code", "unit", "area", "year"}:
        return
    answer = town.client(None).get(address(name, town, town.own_unit))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_person_who_is_switched_off_or_whose_role_has_ended_sees_nothing(town):
    page = reverse("budgets:year", kwargs={"code": town.code, "year": 2027})
    client = town.client(Role.ANALYST)
    person = town.people[Role.ANALYST]
    grant = person.grants.get()
    grant.valid_to = grant.valid_from
    grant.save()
    assert client.get(page).status_code == 404
    person.is_active = False
    person.save()
    assert client.get(page).status_code == 302


def test_a_page_without_a_rule_is_refused(town, monkeypatch):
    rules = {name: rule for name, rule in table().items() if name != "home"}
    monkeypatch.setattr("fordel.web.access.middleware.table", lambda: rules)
    assert town.client(Role.ANALYST).get("/").status_code == 403


def test_a_refusal_is_logged_and_said_in_plain_words(town):
    page = reverse("audit:log", kwargs={"code": town.code})
    answer = town.client(Role.ANALYST).get(page)
    assert "Siden er til andre" in answer.content.decode()
    line = Entry.objects.filter(action="page.refused").first()
    assert line is not None
    assert line.object_kind == "audit:log"
    assert line.person_number == town.people[Role.ANALYST].pk


def test_links_are_shown_to_those_who_may_follow_them():
    assert may(frozenset({Role.AUDITOR}), "audit:log")
    assert not may(frozenset({Role.ANALYST}), "audit:log")
    assert not may(frozenset({Role.ANALYST}), "no:such")


def test_every_page_about_a_municipality_says_in_both_languages_what_it_is():
    silent = [
        name
        for name, rule in table().items()
        if rule.place not in {"open", "person"}
        and not (rule.about and rule.about.da.strip() and rule.about.en.strip())
    ]
    assert silent == []
    told = [rule.about for rule in table().values() if rule.about is not None]
    assert len({words.da for words in told}) == len(told), "no two pages are told alike"
    assert not [words for words in told if words.da == words.en]
