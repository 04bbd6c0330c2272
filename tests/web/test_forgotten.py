"""A forgotten password: the same answer to everybody, a link to whoever may have one."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache

from fordel.web.access import forgotten
from fordel.web.access.models import Role, RoleGrant
from fordel.web.audit.models import Entry

FORGOTTEN = "/konto/glemt/"
NEW = "En ny lang adgangskode 7"


@pytest.fixture
def analyst(town):
    cache.clear()
    person = town.people[Role.ANALYST]
    person.set_password("Den gamle lange kode 3")
    person.save()
    return person


def asked(town, email):
    mail.outbox.clear()
    return town.client(None).post(FORGOTTEN, {"email": email})


def test_a_link_chooses_a_new_password_once(town, analyst):
    answer = asked(town, analyst.email.upper())
    assert (answer.status_code, answer["Location"]) == (302, f"{FORGOTTEN}sendt/")
    (message,) = mail.outbox
    assert message.to == [analyst.email]
    assert "har bedt om en ny adgangskode" in message.body
    assert "has asked for a new password" in message.body
    link = re.search(r"http://testserver(/konto/vaelg-adgangskode/\S+)", message.body)[1]
    client = town.client(None)
    sent = {"new_password1": NEW, "new_password2": NEW}
    assert client.post(link, sent).status_code == 302
    analyst.refresh_from_db()
    assert analyst.check_password(NEW)
    assert client.post(link, sent).status_code == 410
    told = set(Entry.objects.values_list("action", flat=True))
    assert {"password.forgotten", "password.chosen"} <= told


def test_the_answer_says_nothing_of_who_is_here(town, analyst):
    known = asked(town, analyst.email)
    strange = asked(town, "ingen@steder.example")
    assert mail.outbox == []
    assert (known.status_code, known["Location"]) == (strange.status_code, strange["Location"])
    done = town.client(None).get(known["Location"]).content.decode()
    assert "Se i din mail" in done
    assert analyst.email not in done


@pytest.mark.parametrize("why", ["off", "broker", "nothing here"])
def test_who_may_not_have_a_password_gets_no_link(why, town, analyst):
    if why == "off":
        analyst.is_active = False
    elif why == "broker":
        analyst.set_unusable_password()
    else:
        RoleGrant.objects.filter(person=analyst).delete()
    analyst.save()
    assert asked(town, analyst.email).status_code == 302
    assert mail.outbox == []


def test_asking_again_and_again_is_stopped_for_known_and_unknown_alike(town, analyst):
    for email in (analyst.email, "ingen@steder.example"):
        answers = [asked(town, email) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
        assert "For mange forsøg" in answers[-1].content.decode()
        assert mail.outbox == []


def test_a_mail_server_that_is_away_shows_nothing(town, analyst, monkeypatch):
    def away(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr(forgotten, "send_mail", away)
    assert asked(town, analyst.email).status_code == 302


def test_the_log_in_page_leads_there_in_both_languages(town):
    for language, words in (("da", "Glemt din adgangskode?"), ("en", "Forgotten your password?")):
        client = town.client(None, language=language)
        assert f'href="{FORGOTTEN}"' in client.get("/konto/log-ind/").content.decode()
        assert words in client.get(FORGOTTEN).content.decode()
        wrong = client.post(FORGOTTEN, {"email": "ikke en adresse"})
        assert wrong.status_code == 200
        assert "note-error" in wrong.content.decode()
