"""Evidence, the loop, costs and maturity on pages: kept, computed, refused, and by whom."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fordel.costing.pay import shipped_pay
from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.models import Role
from fordel.web.audit.actions.writing import System
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import (
    ActivityCost,
    Decision,
    Evidence,
    FactorAnswer,
    Judgement,
    OwnPay,
    Project,
    Reflection,
)
from fordel.web.programmes.queries.costs import pay_here
from fordel.web.programmes.queries.evidence import citations, gathered
from fordel.web.programmes.queries.rounds import round_of
from tests.web.conftest import CODE, Town

ANSWERS = {"recognise": "Ja", "explain": "Nye kufferter", "change": "Flere aftener"}
REGISTERED, OPEN = 3, 4


def address(name: str, query: str = "", **more: object) -> str:
    named = {"code": CODE, "programme": OWN_PROGRAMME, "project": OWN_PROJECT, **more}
    return reverse(f"programmes:{name}", kwargs=named) + query


@pytest.fixture
def project(town: Town) -> Project:
    return Project.objects.get(programme__municipality__code=CODE, key=OWN_PROJECT)


@pytest.fixture
def manager(town: Town) -> Client:
    return town.client(Role.PROJECT_MANAGER)


def note(**changed: str) -> dict[str, str]:
    return {
        "role_group": "staff", "held_on": "2025-06-10", "source": "Interview 1",
        "text": "Familierne spørger efter kufferten.", **changed,
    }  # fmt: skip


def told(answer: object) -> str:
    return answer.content.decode()


# evidence


def test_an_interview_that_has_not_been_held_is_sent_back(
    manager: Client, project: Project
) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = manager.post(address("evidence_note"), note(held_on=tomorrow))
    assert answer.status_code == 422
    assert "Dagen er ikke kommet endnu." in told(answer)
    assert not project.evidence.exists()
    today = note(held_on=timezone.localdate().isoformat())
    assert manager.post(address("evidence_note"), today).status_code == 302


def test_a_note_is_kept_numbered_and_cited(manager: Client, project: Project) -> None:
    for _ in range(2):
        assert manager.post(address("evidence_note"), note()).status_code == 302
    assert list(project.evidence.values_list("number", flat=True)) == [1, 2]
    page = told(manager.get(address("evidence")))
    assert "N2 · Pædagogisk personale" in page
    assert LogEntry.objects.filter(action="evidence.kept").count() == 2


@pytest.mark.parametrize("text", ["010203-1234", "mor@post.example", "Ring 12 34 56 78"])
def test_a_note_that_points_at_a_person_is_refused(
    manager: Client, project: Project, text: str
) -> None:
    answer = manager.post(address("evidence_note"), note(text=text))
    assert answer.status_code == 422
    assert "Tag oplysningen ud" in told(answer)
    assert not project.evidence.exists()


def test_answers_on_a_factor_are_counted_together(manager: Client, project: Project) -> None:
    given = {"factor": "Nyt fagsystem", "role": "management"}
    for direction, strength in (("negative", "2"), ("both", "4")):
        sent = {**given, "direction": direction, "strength": strength}
        assert manager.post(address("evidence_factor"), sent).status_code == 302
    assert project.factor_answers.count() == 2
    page = told(manager.get(address("evidence")))
    assert "2–4" in page
    assert "F1, F2" in page
    wrong = {**given, "direction": "both", "strength": "6"}
    assert manager.post(address("evidence_factor"), wrong).status_code == 422


def test_another_manager_writes_nothing_down(town: Town, project: Project) -> None:
    system = System(code=CODE)
    person = create_person(system, "anden@test.example", "Anden leder")
    give_role(system, person, Role.PROJECT_MANAGER, project.programme.municipality_id)
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ("evidence_note", "evidence_factor", "establishment"):
        assert client.get(address(name)).status_code == 403 or client.post(
            address(name), note()
        ).status_code in {403, 422}
    assert not Evidence.objects.exists()


# the loop


def test_a_round_goes_from_report_to_a_new_version(manager: Client, project: Project) -> None:
    where = address("round", no=REGISTERED)
    assert manager.post(where, {"do": "reflect", **ANSWERS}).status_code == 302
    decided = {"do": "decide", "decided": "adjust", "why": "Kufferten skal gennemgås først."}
    assert manager.post(where, decided).status_code == 302
    edit = address("description_edit", f"?runde={REGISTERED}")
    page = told(manager.get(edit))
    assert "Denne udgave følger af en beslutning" in page
    sent = {"opened": "2", "reason": "Efter periode 3", "s_target_group": "Børn på 3-4 år"}
    assert manager.post(edit, sent).status_code == 302
    shown = round_of(project, REGISTERED)
    assert shown.found is not None
    assert shown.found.new_version == 3
    assert [reached for _, reached in shown.steps] == [True] * 5
    assert LogEntry.objects.filter(action__startswith="loop.").count() == 2


def test_a_decision_needs_a_reflection_and_a_reason(manager: Client, project: Project) -> None:
    where = address("round", no=REGISTERED)
    decided = {"do": "decide", "decided": "keep", "why": "Det går godt."}
    assert manager.post(where, decided).status_code == 422
    assert manager.post(where, {"do": "reflect", **ANSWERS, "explain": " "}).status_code == 422
    assert not Reflection.objects.filter(project=project).exists()
    manager.post(where, {"do": "reflect", **ANSWERS})
    assert manager.post(where, {**decided, "why": ""}).status_code == 422
    assert manager.post(where, decided).status_code == 302
    assert manager.post(where, {"do": "reflect", **ANSWERS}).status_code == 422
    assert Decision.objects.get(project=project).decided == "keep"
    assert len(round_of(project, REGISTERED).steps) == 4


def test_nothing_is_said_to_a_period_without_sheets(manager: Client, project: Project) -> None:
    answer = manager.post(address("round", no=OPEN), {"do": "reflect", **ANSWERS})
    assert answer.status_code == 422
    assert not Reflection.objects.filter(project=project).exists()
    assert "ingen rapport at tale om" in told(manager.get(address("round", no=OPEN)))
    assert manager.get(address("round", no=2)).status_code == 404


def test_leaders_read_what_was_said_and_write_nothing(town: Town, manager: Client) -> None:
    manager.post(address("round", no=REGISTERED), {"do": "reflect", **ANSWERS})
    leader = town.client(Role.AREA_LEADER)
    assert leader.post(address("round", no=REGISTERED), {"do": "reflect"}).status_code == 403


# costs


def cost(project: Project, **changed: str) -> dict[str, str]:
    return {
        "revision": str(project.revision), "holding": "Udlån", "divisor": "2", "per": "child",
        "holdings_per_year": "4", "groups_per_unit": "1", "role_0": "pedagogue",
        "part_0": "holding", "hours_0": "1,5", "low_0": "1", "high_0": "2", **changed,
    }  # fmt: skip


def test_a_cost_comes_to_what_the_hours_do(manager: Client, project: Project) -> None:
    where = address("cost", activity="sprogkuffert")
    assert manager.post(where, cost(project)).status_code == 302
    kept = ActivityCost.objects.get(activity__project=project)
    assert (kept.divisor, kept.lines.get().hours) == (Decimal(2), Decimal("1.5"))
    page = told(manager.get(address("costs")))
    # 1.5 hours at 339.70 kr., shared by two; four times a year; in three units.
    rate = shipped_pay().hourly("pedagogue")
    assert rate is not None
    for amount in (rate * 3 / 2, rate * 3 / 4, rate * 3, rate * 6, rate * 18):
        assert f"{round(amount):,}".replace(",", ".") in page
    assert "no hours" not in page
    assert "ingen timer er skrevet" in page


def test_without_a_number_of_holdings_a_year_is_not_stated(
    manager: Client, project: Project
) -> None:
    where = address("cost", activity="sprogkuffert")
    manager.post(where, cost(project, holdings_per_year=""))
    page = told(manager.get(address("costs")))
    assert "Antal afholdelser om året er ikke oplyst." in page
    assert "Summen er for lav" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"low_0": "3"}, "low"),
        ({"hours_0": ""}, "både en rolle og dens timer"),
        ({"revision": "77"}, "ændret"),
        ({"divisor": "mange"}, "divisor"),
    ],
)
def test_a_wrong_cost_keeps_nothing(
    manager: Client, project: Project, wrong: dict[str, str], words: str
) -> None:
    answer = manager.post(address("cost", activity="sprogkuffert"), cost(project, **wrong))
    assert answer.status_code == 422
    assert words in told(answer)
    assert not ActivityCost.objects.filter(activity__project=project).exists()


def test_what_it_takes_to_begin_is_counted_once(manager: Client, project: Project) -> None:
    for activity in ("sprogkuffert", "foraeldreaften"):
        project.refresh_from_db()
        manager.post(address("cost", activity=activity), cost(project))
    project.refresh_from_db()
    sent = {"revision": str(project.revision), "name": "Kursus", "amount": "40000", "years": "4",
            "activities": ["sprogkuffert", "foraeldreaften"]}  # fmt: skip
    where = address("establishment")
    assert manager.post(where, sent).status_code == 302
    assert told(manager.get(address("costs"))).count("10.000") == 1
    project.refresh_from_db()
    again = manager.post(where, {**sent, "revision": str(project.revision)})
    assert again.status_code == 422
    assert "«Kursus» står der allerede." in told(again)


def test_another_package_is_thought_of_by_the_address(manager: Client, project: Project) -> None:
    manager.post(address("cost", activity="sprogkuffert"), cost(project))
    page = told(manager.get(address("costs", "?units_sprogkuffert=10&children=20")))
    rate = shipped_pay().hourly("pedagogue")
    assert rate is not None
    assert f"{round(rate * 60):,}".replace(",", ".") in page
    assert manager.get(address("costs", "?units_sprogkuffert=-1")).status_code == 422


def test_own_pay_holds_from_its_day_and_the_older_one_stays(town: Town, manager: Client) -> None:
    where = reverse("programmes:pay", kwargs={"code": CODE})
    sent = {"source": "Lønstatistik 2026", "valid_from": "2026-04-01", "price_year": "2026",
            "hours_per_year": "1600", "overhead": "1,2", "pay_pedagogue": "480000",
            "index": "2022 100\n2026 112,5", "index_source": "Statistik"}  # fmt: skip
    assert manager.post(where, sent).status_code == 302
    assert manager.post(where, {**sent, "pay_pedagogue": "500000"}).status_code == 302
    municipality = Project.objects.get(key=OWN_PROJECT).programme.municipality_id
    pay = pay_here(municipality)
    assert pay.hourly("pedagogue") == 500_000 * Decimal("1.2") / 1600
    assert pay.roles["pedagogue"].dated_pay[0].valid_from == date(2026, 4, 1)
    assert pay.between(2022, 2026) == Decimal("1.125")
    assert OwnPay.objects.count() == 2
    assert manager.post(where, {**sent, "index": "2022"}).status_code == 422
    assert manager.post(where, {**sent, "overhead": "0"}).status_code == 422


# maturity


def judge(client: Client, outcome: str, **more: object) -> object:
    sent = {"outcome": outcome, "why": "Fordi vi har set det.", **more}
    return client.post(address("judge"), sent)


def test_judgements_stand_beside_each_other_with_what_they_rest_on(
    town: Town, manager: Client, project: Project
) -> None:
    manager.post(address("evidence_note"), note())
    manager.post(
        address("evidence_factor"),
        {"factor": "Ferie", "role": "staff", "direction": "both", "strength": "1"},
    )
    evaluator = town.client(Role.EVALUATOR)
    assert judge(evaluator, "matured", cited=["N1", "F1"]).status_code == 302
    page = told(evaluator.get(address("maturity")))
    assert "hviler på N1, F1" in page
    assert "uenige" not in page
    assert judge(town.client(Role.HEAD), "partly_matured").status_code == 302
    assert "uenige" in told(evaluator.get(address("maturity")))
    kept = list(Judgement.objects.filter(project=project).order_by("pk"))
    assert [row.outcome for row in kept] == ["matured", "partly"]
    assert kept[0].criteria["a"]["met"] in {"yes", "no", "unknown"}
    assert citations([project.pk]).judgements == {kept[0].pk: ["N1", "F1"]}
    assert gathered(project).evidence.find("F1") is not None
    assert FactorAnswer.objects.get().judgements.count() == 1


def test_a_judgement_says_why_and_only_an_activity_is_left_out(town: Town) -> None:
    evaluator = town.client(Role.EVALUATOR)
    assert judge(evaluator, "matured", why=" ").status_code == 422
    assert judge(evaluator, "left_out").status_code == 422
    of_one = address("judge", "?aktivitet=sparring")
    sent = {"outcome": "left_out", "why": "Møderne blev aldrig holdt."}
    assert evaluator.post(of_one, sent).status_code == 302
    assert evaluator.get(address("judge", "?aktivitet=ukendt")).status_code == 404
    assert Judgement.objects.get().activity.key == "sparring"


def test_costs_that_are_written_meet_their_criterion(manager: Client, project: Project) -> None:
    def met() -> str:
        found = manager.get(address("maturity")).context["found"].subject("sprogkuffert")
        return next(one.met for one in found.proposal.findings if one.criterion == "d").value

    assert met() == "unknown"
    manager.post(address("cost", activity="sprogkuffert"), cost(project, divisor=""))
    assert met() == "no"
    project.refresh_from_db()
    manager.post(address("cost", activity="sprogkuffert"), cost(project))
    assert met() == "yes"


def test_fifteen_projects_stand_beside_how_they_were_published(town: Town) -> None:
    where = reverse(
        "programmes:maturity_programme", kwargs={"code": CODE, "programme": "eva_2018_2022"}
    )
    answer = town.client(Role.ANALYST).get(where)
    page = told(answer)
    assert len(answer.context["projects"]) == 15
    assert "Registreringerne er opfundne" in page
    assert page.count("afsluttet før tid") >= 1


def test_a_unit_leader_sees_neither_evidence_nor_costs_nor_maturity(town: Town) -> None:
    leader = town.client(Role.UNIT_LEADER)
    for name in ("evidence", "costs", "maturity"):
        assert leader.get(address(name)).status_code == 403
