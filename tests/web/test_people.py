"""The administrator's pages: who is what, from when, and how they come in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fordel.web.access.actions import people as actions
from fordel.web.access.invitations import link_for
from fordel.web.access.models import Person, Role, RoleGrant
from fordel.web.access.policies.standing import standing_of
from fordel.web.access.refusals import LastAdministrator, PersonOfOthersToo, RoleHeldAlready
from fordel.web.audit.models import Entry

PASSWORD = "en lang og god adgangskode 42"


def page(name, **named):
    return reverse(f"access:{name}", kwargs={"code": "999", **named})


@pytest.fixture
def admin(town):
    return town.client(Role.ADMINISTRATOR)


def invite(client, django_capture_on_commit_callbacks, **changed):
    sent = {"name": "Ny Leder", "email": "Ny@test.example", "role": "analyst", **changed}
    with django_capture_on_commit_callbacks(execute=True):
        return client.post(page("invite"), sent)


def newest_link():
    return re.search(r"http://testserver(/konto/vaelg\S+)", mail.outbox[-1].body).group(1)


def test_an_invited_person_chooses_a_password_once_and_logs_in(
    admin, town, django_capture_on_commit_callbacks
):
    unit = town.own_unit
    sent = invite(admin, django_capture_on_commit_callbacks, role="unit_leader", unit=unit.pk)
    assert sent.status_code == 302
    person = Person.objects.get(email="ny@test.example")
    assert standing_of(person, town.code).unit_ids == {unit.pk}
    assert mail.outbox[-1].to == ["ny@test.example"]
    assert "Kære Ny Leder" in mail.outbox[-1].body
    assert "Dear Ny Leder" in mail.outbox[-1].body
    link, guest = newest_link(), town.client(None)
    weak = guest.post(link, {"new_password1": "kort", "new_password2": "kort"})
    assert weak.status_code == 422
    assert "12" in weak.content.decode()
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert guest.post(link, chosen).status_code == 302
    over = guest.post(link, chosen)
    assert over.status_code == 410
    assert "Linket virker ikke længere" in over.content.decode()
    guest.post("/konto/log-ind/", {"login": "ny@test.example", "password": PASSWORD})
    assert guest.get(f"/kommuner/{town.code}/").status_code == 200


def test_a_link_runs_out_and_a_made_up_one_never_worked(town, settings):
    person, guest = town.people[Role.HEAD], town.client(None)
    link = link_for(person)
    assert guest.get(link).status_code == 200
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert guest.get(link).status_code == 410
    for key in ("x", f"{person.pk}-made-up", "99999999999999999999-a-b", "-"):
        assert guest.get(f"/konto/vaelg-adgangskode/{key}/").status_code == 410


def test_a_switched_off_person_cannot_use_an_old_link(town):
    person = town.people[Role.HEAD]
    link = link_for(person)
    actions.switch_off(town.standing(Role.ADMINISTRATOR), person)
    assert town.client(None).get(link).status_code == 410


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"role": "unit_leader"}, "Vælg, hvad de leder"),
        ({"email": "ikke-en-adresse"}, "gyldig"),
        ({"valid_from": "2027-05-01", "valid_to": "2027-05-01"}, "ende, før den begynder"),
    ],
)
def test_a_wrong_invitation_is_told_in_place(
    changed, said, admin, django_capture_on_commit_callbacks
):
    answer = invite(admin, django_capture_on_commit_callbacks, **changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Person.objects.filter(email="ny@test.example").exists()


def test_a_unit_of_another_municipality_cannot_be_given(
    admin, neighbour, django_capture_on_commit_callbacks
):
    wrong = {"role": "unit_leader", "unit": neighbour.own_unit.pk}
    assert invite(admin, django_capture_on_commit_callbacks, **wrong).status_code == 422


def test_a_role_has_dates_and_ends(admin, town):
    person = town.people[Role.POLITICIAN]
    here = page("person", number=person.pk)
    soon = timezone.localdate() + timedelta(days=3)
    admin.post(here, {"step": "give", "role": "auditor", "valid_from": soon.isoformat()})
    assert Role.AUDITOR not in standing_of(person, town.code).roles
    grant = person.grants.get(role="auditor")
    assert grant.valid_from == soon
    admin.post(here, {"step": "end", "grant": grant.pk})
    grant.refresh_from_db()
    assert not RoleGrant.objects.in_force(soon).filter(pk=grant.pk).exists()
    own = person.grants.get(role="politician")
    assert admin.post(here, {"step": "end", "grant": own.pk}).status_code == 302
    assert standing_of(person, town.code) is None
    twice = admin.post(here, {"step": "end", "grant": own.pk})
    assert twice.status_code == 422
    assert "Rollen er allerede endt" in twice.content.decode()
    assert Entry.objects.filter(action="role.ended", object_key=str(person.pk)).count() == 2


def test_the_same_role_is_not_given_twice(town):
    admin, head = town.standing(Role.ADMINISTRATOR), town.people[Role.HEAD]
    with pytest.raises(RoleHeldAlready) as refused:
        actions.give_role(admin, head, Role.HEAD, admin.municipality_id)
    assert "allerede rollen" in refused.value.message("da")


def test_the_last_administrator_cannot_be_taken_away(admin, town):
    person = town.people[Role.ADMINISTRATOR]
    here = page("person", number=person.pk)
    for step in ({"step": "end", "grant": person.grants.get().pk}, {"step": "off"}):
        answer = admin.post(here, step)
        assert answer.status_code == 422
        assert "kommunens sidste administrator" in answer.content.decode()
    standing = town.standing(Role.ADMINISTRATOR)
    soon = timezone.localdate() + timedelta(days=5)
    second = town.people[Role.HEAD]
    municipality = standing.municipality_id
    actions.give_role(standing, second, Role.ADMINISTRATOR, municipality, valid_to=soon)
    with pytest.raises(LastAdministrator):  # the other's ends by itself
        actions.end_role(standing, person.grants.get())
    third = town.people[Role.AUDITOR]
    actions.give_role(standing, third, Role.ADMINISTRATOR, municipality)
    actions.end_role(standing, person.grants.get())
    assert standing_of(person, town.code) is None


def test_who_is_switched_off_is_logged_out_and_the_log_stays(admin, town):
    person = town.people[Role.ANALYST]
    theirs = town.client(Role.ANALYST)
    assert theirs.get(f"/kommuner/{town.code}/").status_code == 200
    before = Entry.objects.filter(person_number=person.pk).count()
    admin.post(page("person", number=person.pk), {"step": "off"})
    assert theirs.get(f"/kommuner/{town.code}/").status_code == 302
    assert Entry.objects.filter(person_number=person.pk).count() == before
    assert "Ikke noget længere" in admin.get(page("people")).content.decode()
    admin.post(page("person", number=person.pk), {"step": "on"})
    person.refresh_from_db()
    assert person.is_active
    assert standing_of(person, town.code) is None


def test_one_municipality_does_not_switch_off_anothers_person(town, neighbour):
    person, admin = town.people[Role.HEAD], town.standing(Role.ADMINISTRATOR)
    other = neighbour.standing(Role.ANALYST).municipality_id
    RoleGrant.objects.create(person=person, role=Role.HEAD, municipality_id=other)
    with pytest.raises(PersonOfOthersToo) as refused:
        actions.forget_second_factor(admin, person)
    assert "også roller i en anden kommune" in refused.value.message("da")
    actions.switch_off(admin, person)
    person.refresh_from_db()
    assert person.is_active
    assert standing_of(person, neighbour.code) is not None
    assert standing_of(person, town.code) is None


def test_a_new_link_is_sent_and_the_old_password_still_holds(
    admin, town, django_capture_on_commit_callbacks
):
    person = town.people[Role.HEAD]
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(page("person", number=person.pk), {"step": "link"})
    assert town.client(None).get(newest_link()).status_code == 200


def test_people_are_found_by_name_and_role(admin, town):
    named = admin.get(page("people"), {"words": "politiker"}).content.decode()
    assert "1 person" in named
    assert "politiker@" in named
    by_role = admin.get(page("people"), {"role": "head"}).content.decode()
    assert "dagtilbudschef@" in by_role
    assert "politiker@" not in by_role


def test_people_of_others_are_not_there(admin, neighbour):
    person = neighbour.people[Role.HEAD]
    assert person.email not in admin.get(page("people")).content.decode()
    assert admin.get(page("person", number=person.pk)).status_code == 404
    for step in ("give", "off", "link", "forget", "on", "end"):
        assert admin.post(page("person", number=person.pk), {"step": step}).status_code == 404


def test_a_grant_of_somebody_else_is_not_ended_through_a_persons_page(admin, town, neighbour):
    person = town.people[Role.HEAD]
    for grant in (
        neighbour.people[Role.HEAD].grants.get().pk,
        town.people[Role.AUDITOR].grants.get().pk,
        "x",
        10**30,
    ):
        sent = {"step": "end", "grant": grant}
        assert admin.post(page("person", number=person.pk), sent).status_code == 404


def test_the_auditor_reads_people_and_changes_nothing(town):
    client = town.client(Role.AUDITOR)
    text = client.get(page("people")).content.decode()
    assert "Inviter en person" not in text
    assert client.get(page("invite")).status_code == 403
    here = page("person", number=town.people[Role.HEAD].pk)
    assert "Afslut i dag" not in client.get(here).content.decode()
    assert client.post(here, {"step": "off"}).status_code == 403


def test_the_access_table_is_told_in_words(town):
    text = town.client(Role.ANALYST).get(page("table")).content.decode()
    assert "En enheds budgetbrev" in text
    assert "budgets:" not in text
    english = town.client(Role.ANALYST, language="en").get(page("table")).content.decode()
    assert "A unit&#x27;s budget letter" in english


def test_brokers_are_set_up_on_their_page(admin, town):
    sent = {
        "kind": "openid_connect",
        "oidc-name": "Kommunen",
        "oidc-key": "ny",
        "oidc-issuer": "https://broker.example",
        "oidc-client_id": "fordel",
    }
    made = admin.post(page("brokers"), sent)
    assert made["Location"] == page("broker", broker="999-ny")
    again = admin.post(page("brokers"), sent)
    assert "allerede en log-ind-udbyder" in again.content.decode()
    assert admin.post(page("brokers"), {"kind": "saml"}).status_code == 422
    line = {"step": "add", "attribute": "groups", "value": "leder", "role": "unit_leader"}
    here = page("broker", broker="999-ny")
    assert admin.post(here, line).status_code == 422
    assert admin.post(here, {**line, "place_attribute": "unit"}).status_code == 302
    assert admin.post(here, {**line, "place_attribute": "unit"}).status_code == 422
    assert "Log ind med Kommunen" in town.client(None).get("/konto/log-ind/").content.decode()
    number = re.search(r'name="line" value="(\d+)"', admin.get(here).content.decode()).group(1)
    assert admin.post(here, {"step": "drop", "line": number}).status_code == 302
    assert admin.post(here, {"step": "drop", "line": number}).status_code == 404
    assert admin.post(here, {"step": "remove"}).status_code == 302
    assert admin.get(here).status_code == 404
    actions_done = set(Entry.objects.values_list("action", flat=True))
    assert {"broker.added", "mapping.added", "mapping.removed", "broker.removed"} <= actions_done


def test_anothers_broker_is_not_there(admin):
    assert admin.get(page("broker", broker="998-test")).status_code == 404
    assert admin.post(page("broker", broker="998-test"), {"step": "remove"}).status_code == 404
