from __future__ import annotations

import json
import logging
import re
import sys

import pytest
from babel.messages.pofile import read_po
from django.urls import reverse

from fordel.web.access.models import Role
from fordel.web.budgets.models import Letter, Reading, Understanding
from fordel.web.components.logs import JsonLines
from fordel.web.components.middleware import POLICY
from fordel.web.translations import DANISH, PACKAGE, messages


def page(name, **named):
    return reverse(f"budgets:{name}", kwargs={"code": "999", **named})


def unit_page(name, town):
    return page(name, year=2027, unit=town.own_unit.key)


@pytest.mark.parametrize("path", ["/konto/log-ind/", "/findes-ikke/", "/sundhed/"])
def test_every_answer_has_the_strict_headers(path, town):
    answer = town.client(None).get(path)
    assert answer["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_what_a_logged_in_person_sees_is_kept_nowhere(town):
    assert town.client(Role.ANALYST).get(page("year", year=2027))["Cache-Control"] == (
        "no-store, private"
    )


@pytest.mark.parametrize(
    ("language", "title", "amount"),
    [("da", "Budget 2027", "52.700.000\xa0kr."), ("en", "The budget 2027", "52,700,000\xa0kr.")],
)
def test_the_year_is_told_in_the_readers_language(language, title, amount, town):
    text = town.client(Role.ANALYST, language=language).get(page("year", year=2027))
    told = text.content.decode()
    assert f'<html lang="{language}">' in told
    assert title in told
    assert amount in told
    assert "style=" not in told
    assert "<svg" in told


def test_the_browsers_own_language_decides_nothing(town):
    client = town.client(None)
    client.cookies.clear()
    told = client.get("/konto/log-ind/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Adgangskode" in told


def test_a_politician_sees_the_money_but_no_counts(town):
    told = town.client(Role.POLITICIAN).get(page("year", year=2027)).content.decode()
    assert "Efter vilkår" in told
    assert "Belastning" not in told
    assert "forklaring" not in told


def test_the_units_sum_to_what_is_shown_together(town):
    context = town.client(Role.ANALYST).get(page("year", year=2027)).context
    assert sum(row.total for row in context["rows"]) == context["sums"].total


def test_what_waits_depends_on_who_asks(town):
    leader = town.client(Role.UNIT_LEADER).get(page("municipality")).content.decode()
    assert f"Læs budgetbrevet for {town.own_unit}" in leader
    politician = town.client(Role.POLITICIAN).get(page("municipality")).content.decode()
    assert "Intet venter på dig" in politician


def test_the_front_page_leads_to_ones_municipality(town):
    assert town.client(Role.ANALYST).get("/")["Location"] == page("municipality")


def test_a_unit_leader_finds_only_their_own_letter(town):
    context = town.client(Role.UNIT_LEADER).get(page("letters", year=2027)).context
    assert [letter.unit_id for letter, _ in context["letters"]] == [town.own_unit.pk]


def test_a_letter_is_read_fetched_confirmed_and_understood(town):
    client = town.client(Role.UNIT_LEADER)
    told = client.get(unit_page("letter", town)).content.decode()
    assert "I får " in told
    assert Reading.objects.get().confirmed_at is None
    letter = Letter.objects.get(unit=town.own_unit, budget_year__year=2027)
    answers = {q["id"]: q["right"] for q in letter.questions}
    missing = client.post(unit_page("letter_confirm", town), {"how_much": answers["how_much"]})
    assert missing.status_code == 422
    assert "Intet er sendt" in missing.content.decode()
    assert not Understanding.objects.exists()
    answers["what_for"] = (answers["what_for"] + 1) % 3
    done = client.post(unit_page("letter_confirm", town), answers, follow=True).content.decode()
    assert "Tak – du har læst brevet" in done
    assert "Det er et andet svar" in done
    assert Reading.objects.get().confirmed_at is not None
    again = dict.fromkeys(answers, 0)
    client.post(unit_page("letter_confirm", town), again)
    assert Understanding.objects.get(question="what_for").is_right is False
    assert Understanding.objects.filter(is_right=True).count() == 2


def test_the_municipality_sees_only_the_share_that_understood(town):
    year = Letter.objects.filter(budget_year__year=2027)
    few = town.client(Role.ANALYST).get(page("readings", year=2027))
    assert few.context["how_read"].understood_share is None
    assert "for få til at sige det" in few.content.decode()
    leader = town.people[Role.UNIT_LEADER]
    for place, letter in enumerate(year[:5]):
        Reading.objects.create(letter=letter, person=leader, confirmed_at="2027-01-02T00:00Z")
        Understanding.objects.create(letter=letter, question="how_much", is_right=place > 0)
    told = town.client(Role.ANALYST).get(page("readings", year=2027)).content.decode()
    assert "80 %" in told
    for letter in year:
        assert str(letter.unit) not in told


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_pdf_is_the_same_bytes_every_time(language, town):
    client = town.client(Role.UNIT_LEADER, language=language)
    first = client.get(unit_page("letter_pdf", town))
    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    assert client.get(unit_page("letter_pdf", town)).content == first.content


def test_an_explanation_of_a_unit_that_is_not_in_the_year_is_not_found(town, neighbour):
    answer = town.client(Role.ANALYST).get(page("explanation", year=2027, unit="none"))
    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.content.decode()
    assert town.client(Role.ANALYST).get(page("year", year=1999)).status_code == 404


def test_a_stale_form_is_told_what_to_do(town):
    client = town.client(Role.UNIT_LEADER)
    client.handler.enforce_csrf_checks = True
    answer = client.post(unit_page("letter_confirm", town), {})
    assert answer.status_code == 403
    assert "åben for længe" in answer.content.decode()


def test_five_wrong_passwords_lock_the_log_in(town):
    person = town.people[Role.ANALYST]
    person.set_password("den rigtige adgangskode 7")
    person.save()
    client = town.client(None)

    def attempt(password):
        return client.post("/konto/log-ind/", {"login": person.email, "password": password})

    for _ in range(5):
        assert attempt("forkert").status_code == 200
    assert attempt("den rigtige adgangskode 7").status_code == 200
    assert client.get("/").status_code == 302


def test_a_right_password_opens(town):
    person = town.people[Role.ANALYST]
    person.set_password("den rigtige adgangskode 7")
    person.save()
    answer = town.client(None).post(
        "/konto/log-ind/", {"login": person.email, "password": "den rigtige adgangskode 7"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_nobody_signs_up(town):
    assert town.client(None).get("/konto/signup/").status_code == 404


def test_every_text_of_the_pages_has_its_danish():
    with DANISH.open("rb") as file:
        catalogue = read_po(file, locale="da")
    danish = {message.id: message.string for message in catalogue if message.id}
    said = {text for _, text, _ in messages()}
    assert len(said) > 200
    assert said == set(danish), "run `make messages`"
    empty = [
        text
        for text, words in danish.items()
        if not (all(words) if isinstance(words, tuple) else words)
    ]
    assert not empty
    assert not [message.id for message in catalogue if message.id and message.fuzzy]


def test_templates_hold_no_words_outside_the_translations():
    """A text between tags with two letters or more is either translated or a figure's unit."""
    allowed = {"Fordel", "kr"}
    for path in PACKAGE.rglob("*.html"):
        if path.name == "500.html":  # both languages stand on it; nothing may fail there
            continue
        text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", path.read_text("utf-8"))
        text = re.sub(
            r"{%.*?%}|{{.*?}}|{#.*?#}|<!doctype html>|<[^>]*>", " ", text, flags=re.DOTALL
        )
        if "comment" in path.read_text("utf-8"):
            continue
        words = set(re.findall(r"[A-Za-zÆØÅæøå]{2,}", text)) - allowed
        assert not words, path.name


def test_logs_tell_what_failed_without_what_was_typed():
    try:
        int("010203-1234")
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "%s: %s", ("/x", "y"), sys.exc_info()
        )
    line = json.loads(JsonLines().format(record))
    assert line["exception"] == "ValueError"
    assert "010203" not in json.dumps(line)
    assert any("test_pages.py" in place for place in line["trace"])
