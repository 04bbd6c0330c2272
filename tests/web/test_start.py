from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.models import Person, Role, RoleGrant
from fordel.web.access.policies.standing import standing_of
from fordel.web.audit.actions.writing import System
from fordel.web.budgets.models import BudgetYear
from fordel.web.budgets.queries.setting_up import steps_to_data
from fordel.web.organisation.actions import starting
from fordel.web.organisation.models import Municipality

GIVEN = {
    "code": "771",
    "name": "Prøvekommune",
    "contact_name": "Økonomi",
    "person_name": "Ad Ministrator",
    "email": "ad@prove.example",
    "password": "fire ord om en bil",
    "is_analyst": "on",
}


@pytest.fixture
def new(db, monkeypatch, settings, tmp_path):
    """As if nobody could log in yet: the tests' own people are there all the time."""
    settings.START_TOKEN_FILE = tmp_path / "start_token"
    own = list(Person.objects.values_list("pk", flat=True))
    only_new = lambda: not Person.objects.exclude(pk__in=own).exists()  # noqa: E731
    monkeypatch.setattr(starting, "is_new", only_new)
    monkeypatch.setattr("fordel.web.organisation.views.start.is_new", only_new)
    return settings.START_TOKEN_FILE


def let_in(new):
    client = Client()
    address = starting.address_of_start("http://testserver/")
    assert client.get(address)["Location"] == "/start/"
    return client


def test_the_first_page_opens_with_the_terminals_word_only(new):
    address = starting.address_of_start("http://testserver/")
    assert new.stat().st_mode & 0o077 == 0
    assert starting.address_of_start("http://testserver/") == address
    stranger = Client()
    told = stranger.get("/start/").content.decode()
    assert "terminalen en adresse med et hemmeligt ord" in told
    assert "<form method" not in told.split("<main")[1]
    assert "er ikke det, terminalen viser" in stranger.get("/start/?noegle=x").content.decode()
    stranger.post("/start/", GIVEN)
    assert not Municipality.objects.filter(code="771").exists()


def test_the_first_person_sets_up_the_municipality_and_is_logged_in(
    new, django_capture_on_commit_callbacks
):
    client = let_in(new)
    assert "Velkommen til Fordel" in client.get("/start/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/start/", GIVEN)
    assert answer["Location"] == "/kommuner/771/kom-i-gang/"
    roles = set(RoleGrant.objects.filter(municipality__code="771").values_list("role", flat=True))
    assert roles == {Role.ADMINISTRATOR, Role.ANALYST}
    assert not new.exists()
    told = client.get("/kommuner/771/kom-i-gang/").content.decode()
    assert "Kom i gang" in told
    assert client.get("/start/").status_code == 404
    assert starting.address_of_start("http://testserver/") is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "77"}, "Skriv nummerets tre cifre"),
        ({"password": "kort"}, "12"),
        ({"email": "nej"}, "e-mail"),
        ({"code": "999"}, "En kommune har allerede det nummer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(new, change, words):
    answer = let_in(new).post("/start/", {**GIVEN, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Person.objects.filter(email=GIVEN["email"]).exists()


def test_a_new_installation_greets_whoever_comes(db, monkeypatch):
    monkeypatch.setattr(Person.objects, "exists", lambda: False)
    assert Client().get("/")["Location"] == "/start/"


def test_the_steps_follow_what_is_there(new):
    client = let_in(new)
    client.post("/start/", GIVEN)
    person = Person.objects.get(email=GIVEN["email"])

    def done():
        return [step.is_done for step in steps_to_data(standing_of(person, "771"))]

    assert done() == [True, False, False, False, False, False]
    places = reverse("organisation:places", kwargs={"code": "771"})
    client.post(places, {"what": "area", "key": "n", "name": "Nord"})
    assert done() == [True, True, False, False, False, False]
    year = reverse("budgets:open_year", kwargs={"code": "771"})
    assert client.post(year, {"year": "1"}).status_code == 422
    assert client.post(year, {"year": "2027"})["Location"] == "/kommuner/771/2027/data/"
    assert BudgetYear.objects.filter(municipality__code="771", year=2027).exists()
    assert done() == [True, True, False, False, True, False]
    home = client.get("/kommuner/771/").content.decode()
    assert "Fortsæt med at oprette kommunen" in home
    assert "Læg data ind til 2027" in home
    system, town = System(code="771"), Municipality.objects.get(code="771")
    give_role(system, person, Role.HEAD, town.pk)
    assert not done()[3], "nobody approves their own"
    head = create_person(system, "chef@prove.example", "Chef")
    give_role(system, head, Role.HEAD, town.pk)
    assert done() == [True, True, False, True, True, False]


def test_a_step_is_offered_to_those_who_may_take_it(town):
    steps = steps_to_data(town.standing(Role.ANALYST))
    assert not steps[0].may
    assert steps[-1].may


def test_an_administrator_who_opens_a_year_is_not_sent_where_they_may_not_go(town):
    client = town.client(Role.ADMINISTRATOR)
    address = reverse("budgets:open_year", kwargs={"code": town.code})
    proposed = town.client(Role.ANALYST).get(address).content.decode()
    assert 'value="2028"' in proposed, "the year after the newest"
    answer = client.post(address, {"year": "2029"}, follow=True)
    assert answer.status_code == 200
    assert "Budgetanalytikeren lægger" in answer.content.decode()
