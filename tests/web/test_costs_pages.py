"""What a project costs, as somebody types it: thoughts, prices of a year, own pay."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from fordel.web.access.models import Role
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Project
from tests.web.conftest import CODE, Town

HOURS = {
    "per": "child", "divisor": "1", "holdings_per_year": "2", "groups_per_unit": "1",
    "role_0": "pedagogue", "part_0": "whole", "hours_0": "1,5",
    **{f"part_{number}": "whole" for number in range(1, 5)},
}  # fmt: skip
PAY = {
    "source": "Lønstatistik", "valid_from": "2026-01-01", "price_year": "2026",
    "hours_per_year": "1.600", "overhead": "1,2", "pay_pedagogue": "480.000",
}  # fmt: skip


@pytest.fixture
def manager(town: Town) -> Client:
    return town.client(Role.PROJECT_MANAGER)


@pytest.fixture
def costs(manager: Client) -> str:
    """The address of a project's costs, with the hours of one activity."""
    project = Project.objects.get(key=OWN_PROJECT)
    activity = project.activities.first()
    named = {"code": CODE, "programme": OWN_PROGRAMME, "project": OWN_PROJECT}
    where = reverse("programmes:cost", kwargs={**named, "activity": activity.key})
    assert manager.post(where, {**HOURS, "revision": project.revision}).status_code == 302
    return reverse("programmes:costs", kwargs=named)


def test_what_is_thought_of_is_what_is_kept_as_a_package(manager: Client, costs: str) -> None:
    activity = Project.objects.get(key=OWN_PROJECT).activities.first()
    thought = {"children": "1.060", f"units_{activity.key}": "7", "do": "package"}
    answer = manager.get(costs, thought)
    assert answer.status_code == 302
    asked = manager.get(answer["Location"]).content.decode()
    assert 'value="1060"' in asked
    assert 'value="7"' in asked
    wrong = manager.get(costs, {**thought, "children": "mange"})
    assert wrong.status_code == 422
    assert "Skriv et helt tal" in wrong.content.decode()


def test_prices_of_a_year_without_an_index_are_refused_on_the_page(
    manager: Client, costs: str
) -> None:
    answer = manager.get(costs, {"prices_of": "2026"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Løntabellen har intet prisindeks for 2022." in page
    assert "Tænk på en anden pakke" in page


def test_published_costs_of_an_hour_are_not_passed_off_as_this_years(
    manager: Client, costs: str
) -> None:
    told = "i 2022-priser, ikke i 2026-priser"
    where = reverse("programmes:pay", kwargs={"code": CODE})
    assert told not in manager.get(costs).content.decode()
    assert manager.post(where, PAY).status_code == 302
    page = manager.get(where).content.decode()
    assert told in page
    assert "360,00" in page  # 480,000 over 1,600 hours, with a fifth on top
    assert told in manager.get(costs).content.decode()
    thought = manager.get(costs, {"do": "package", "children": "20"})
    asked = manager.get(thought["Location"]).context["form"]
    sent = {field.html_name: field.value() or "" for field in asked}
    kept = manager.post(thought["Location"], {**sent, "name": "Som nu"}, follow=True)
    assert told in kept.content.decode()
