"""What if, scenarios, and what they become."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from django.urls import reverse

from fordel.equity.of_run import measure_run
from fordel.web.access.models import Role
from fordel.web.budgets.models import ModelVersion, Proposal, Scenario
from fordel.web.budgets.queries.modelling import model_of
from fordel.web.budgets.queries.trying import _round_marks, exactly

MOVED = {"need.pool_share": "7,0", "need.at_least": "3"}


def run_gini(run):
    gini = measure_run(run).horizontal.gini
    return None if gini is None else Fraction(gini)


def page(name, **named):
    return reverse(f"budgets:{name}", kwargs={"code": "999", "year": 2027, **named})


def saved(town, name="Mere til behov", share="0.07"):
    version = ModelVersion.objects.get(model__slug="demokommune", number=1)
    levers = {"need": {"pool_share": share, "at_least": "3"}}
    sent = {"model": version.pk, "name": name, "levers": json.dumps(levers)}
    return town.client(Role.ANALYST).post(page("what_if"), sent)


def test_the_model_itself_changes_nothing(town):
    context = town.client(Role.ANALYST).get(page("what_if")).context
    assert {row.change for row in context["answer"].rows} == {0}
    assert (context["answer"].winners, context["answer"].losers) == (0, 0)


def test_a_lever_moves_money_and_the_sum_stays(town):
    client = town.client(Role.ANALYST)
    before = client.get(page("what_if")).context["answer"]
    answer = client.get(page("what_if"), MOVED, headers={"HX-Request": "true"})
    told = answer.context["answer"]
    assert "<html" not in answer.content.decode()
    assert told.winners > 0
    assert told.losers > 0
    assert told.total == before.total
    assert abs(sum(row.change for row in told.rows)) <= len(told.rows)
    assert json.loads(answer.context["stored"]) == {"need": {"pool_share": "0.07", "at_least": "3"}}
    assert 'id="stored"' in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"need.pool_share": "1.740"}, "1.740» er ikke et tal"),
        ({"need.at_least": "4", "need.criteria": ["low_income"]}, "Vælg flere kriterier"),
        ({"need.cap": "1", "need.cap.on": "1"}, "Loftet er så lavt"),
        ({"need.pool_share": "-5"}, "pool"),
    ],
)
def test_values_that_cannot_be_are_told_in_place(asked, words, town):
    answer = town.client(Role.ANALYST).get(page("what_if"), asked)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "answer" not in answer.context


def test_a_scenario_is_saved_exactly_and_its_model_frozen(town):
    assert saved(town)["Location"] == page("scenarios")
    scenario = Scenario.objects.get()
    assert scenario.base.frozen_at is not None
    run = exactly(scenario)
    told = town.client(Role.ANALYST).get(page("scenarios"))
    shown = told.context["shown"][0]
    assert shown.total == sum(run.allocation.totals)
    assert "Andel efter børnenes vilkår: 7 %" in shown.moved
    assert shown.gini == run_gini(run)
    assert all(amount.denominator == 1 for amount in shown.amounts.values())
    assert sum(change for change in shown.changes.values() if change) == shown.total - sum(
        row["proposal"] for row in told.context["rows"]
    )


@pytest.mark.parametrize(
    ("name", "words"), [("", "mangler et navn"), ("Mere til behov", "allerede et scenarie")]
)
def test_a_scenario_needs_a_name_of_its_own(name, words, town):
    saved(town)
    answer = saved(town, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Scenario.objects.count() == 1


def test_levers_that_were_tampered_with_are_refused(town):
    sent = {"model": ModelVersion.objects.first().pk, "name": "x", "levers": '{"nope": {"a": "1"}}'}
    assert town.client(Role.ANALYST).post(page("what_if"), sent).status_code == 422
    sent["levers"] = '{"need": 5}'
    assert town.client(Role.ANALYST).post(page("what_if"), sent).status_code == 422
    assert not Scenario.objects.exists()


def test_a_link_opens_only_what_is_shared_and_only_inside(town, neighbour):
    saved(town)
    scenario = Scenario.objects.get()
    link = page("scenarios") + f"?vis={scenario.token}"
    assert len(scenario.token) >= 20
    head = town.client(Role.HEAD)
    assert head.get(link).status_code == 404
    auditor = town.client(Role.AUDITOR)
    assert auditor.get(page("what_if") + f"?fra={scenario.token}").status_code == 200
    town.client(Role.ANALYST).post(page("scenarios"), {"do": f"share:{scenario.token}"})
    assert "Mere til behov" in head.get(link).content.decode()
    assert neighbour.client(Role.HEAD).get(link).status_code == 404
    assert town.client(Role.POLITICIAN).get(link).status_code == 403
    assert head.post(page("scenarios"), {"do": f"away:{scenario.token}"}).status_code == 403


def test_two_scenarios_stand_side_by_side(town):
    saved(town)
    saved(town, "Mindre til behov", "0.03")
    told = town.client(Role.ANALYST).get(page("scenarios"))
    assert {one.scenario.name for one in told.context["shown"]} == {
        "Mere til behov", "Mindre til behov",
    }  # fmt: skip
    assert all(len(row["cells"]) == 2 for row in told.context["rows"])


def test_one_goes_on_from_a_scenario(town):
    saved(town)
    told = town.client(Role.ANALYST).get(page("what_if"), {"fra": Scenario.objects.get().token})
    written = {lever.control.name: lever.written for lever in told.context["levers"]}
    assert (written["need.pool_share"], written["need.at_least"]) == ("7", "3")


def test_a_scenario_becomes_a_version_of_the_model_once(town):
    saved(town)
    scenario, client = Scenario.objects.get(), town.client(Role.ANALYST)
    for _ in range(2):
        answer = client.post(page("scenarios"), {"do": f"version:{scenario.token}"})
        assert answer["Location"].endswith("/modeller/demokommune/2/")
    made = ModelVersion.objects.get(model__slug="demokommune", number=2)
    assert made.note == "Mere til behov"
    assert model_of(made).steps[2].count.at_least == 3


def test_a_scenario_is_handed_in_with_its_exact_run(town):
    saved(town)
    scenario = Scenario.objects.get()
    town.client(Role.ANALYST).post(
        page("scenarios"), {"do": f"proposal:{scenario.token}", "reason": "Rammen er ændret"}
    )
    proposal = Proposal.objects.get(budget_year__year=2027, state=Proposal.State.DRAFT)
    scenario.refresh_from_db()
    assert proposal.run == scenario.run
    assert proposal.run.previous.budget_year.year == 2026
    assert proposal.run.total_dkk == sum(exactly(scenario).allocation.totals)
    assert proposal.run.model_version.frozen_at is not None


def test_what_is_put_away_is_off_the_page_and_its_name_free(town):
    saved(town)
    token = Scenario.objects.get().token
    town.client(Role.ANALYST).post(page("scenarios"), {"do": f"away:{token}"})
    assert not town.client(Role.ANALYST).get(page("scenarios")).context["shown"]
    assert saved(town).status_code == 302


@pytest.mark.parametrize(
    ("least", "most", "marks"),
    [
        (56_700, 79_900, [55_000, 60_000, 65_000, 70_000, 75_000, 80_000]),
        (0, 0.62, [0, 0.2, 0.4, 0.6, 0.8]),
        (500, 500, [500, 600]),
        (0, 0, [0, 0.2]),
        (-3, 12, [-5, 0, 5, 10, 15]),
    ],
)
def test_the_picture_is_measured_at_round_figures(least, most, marks):
    assert _round_marks(least, most) == pytest.approx(marks)
