"""A small municipality with two announced years, set up once; each test rolls back what it does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from allauth.socialaccount.models import SocialApp
from django.core.cache import cache
from django.test import Client

from fordel.budget_year.computing import Computed
from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.models import Person, Role, RoleGrant, RoleMapping
from fordel.web.access.policies.standing import Standing, standing_of
from fordel.web.audit.actions.writing import System
from fordel.web.demonstration import load_demonstration
from fordel.web.organisation.actions.setting_up import create_municipality
from fordel.web.organisation.models import Area, Municipality, Unit
from tests import demonstrated
from tests.cli.calling import Command
from tests.web.browsing import browser, site, visit

__all__ = ["browser", "site", "visit"]

CODE = "999"
OTHER = "998"


@dataclass(frozen=True)
class Town:
    """The municipality, its people by role, and a unit that is nobody's in these tests."""

    code: str
    people: dict[Role, Person]
    own_unit: Unit
    other_unit: Unit

    def standing(self, role: Role) -> Standing:
        standing = standing_of(self.people[role], self.code)
        assert standing is not None
        return standing

    def client(self, role: Role | None, *, language: str = "da") -> Client:
        client = Client(raise_request_exception=False)
        client.cookies["language"] = language
        if role is not None:
            client.force_login(
                self.people[role],
                backend="allauth.account.auth_backends.AuthenticationBackend",
            )
        return client


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Beside the tables: the demonstration, and a neighbour with the same roles."""
    with django_db_blocker.unblock():
        years = [
            Computed(demonstrated.run()),
            Computed(demonstrated.next_run(), (), demonstrated.run()),
        ]
        load_demonstration("0" + CODE, "Demokommune", years)
        _area_leader()
        _neighbour()
        for code in (CODE, OTHER):
            _broker(code)


def _area_leader() -> None:
    """An area of its own for the leader's unit: a small municipality may have none."""
    town = Municipality.objects.get(code=CODE)
    area = Area.objects.create(municipality=town, key="test", name="Område")
    Unit.objects.filter(pk=RoleGrant.objects.get(role=Role.UNIT_LEADER).unit_id).update(area=area)
    RoleGrant.objects.filter(role=Role.AREA_LEADER).delete()
    system = System(code=CODE)
    person = create_person(system, "omraade@test.example", "Områdeleder")
    give_role(system, person, Role.AREA_LEADER, town.pk, area_id=area.pk)


def _neighbour() -> None:
    system = System(code=OTHER)
    other = create_municipality(system, OTHER, "Nabokommune", is_invented=True)
    area = Area.objects.create(municipality=other, key="1", name="Nord")
    unit = Unit.objects.create(municipality=other, key="000001", name="Naboen", area=area)
    for role in Role:
        person = create_person(system, f"{role.value}@nabo.example", role.value)
        give_role(
            system,
            person,
            role,
            other.pk,
            area_id=area.pk if role == Role.AREA_LEADER else None,
            unit_id=unit.pk if role == Role.UNIT_LEADER else None,
        )


def _broker(code: str) -> None:
    """A log-in of the municipality's own, with one line."""
    broker = SocialApp.objects.create(
        provider="openid_connect",
        provider_id=f"{code}-test",
        name="Test",
        client_id=f"fordel-{code}",
        settings={"municipality": code, "issuer": "https://broker.example", "server_url": "-"},
    )
    RoleMapping.objects.create(
        municipality=Municipality.objects.get(code=code),
        provider=broker.provider_id,
        attribute="groups",
        value="budget",
        role=Role.ANALYST,
    )


def _town(code: str) -> Town:
    grants = RoleGrant.objects.filter(municipality__code=code).select_related("person", "unit")
    people = {Role(grant.role): grant.person for grant in grants}
    own = next(grant.unit for grant in grants if grant.unit is not None)
    lead = next((g.area_id for g in grants if g.area_id is not None), None)
    letters = Municipality.objects.get(code=code).units.filter(letters__isnull=False)
    free = letters.exclude(pk=own.pk).exclude(area_id=lead).first() or own
    return Town(code, people, own, free)


@pytest.fixture
def town(db) -> Town:
    cache.clear()
    return _town(CODE)


@pytest.fixture
def neighbour(db) -> Town:
    return _town(OTHER)


@pytest.fixture
def fordel(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line, in this process and on the tests' database."""
    monkeypatch.delenv("FORDEL_LANG", raising=False)
    return Command(capsys, monkeypatch)
