"""Results decided on, effects planned and told: kept, cited, refused, and where they lead."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from fordel.evaluation.effects.from_registrations import effects_in
from fordel.evaluation.maturity.criteria import Criterion
from fordel.evaluation.results.verdicts import ResultOutcome
from fordel.interventions.demonstration import demonstration_registrations
from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.models import Role
from fordel.web.audit.actions.writing import System
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.organisation.models import Unit
from fordel.web.programmes.demonstration.in_turn import (
    PROGRAMME_IN_TURN,
    PROJECT_IN_TURN,
    UNITS_IN_TURN,
    programme_in_turn,
)
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import (
    Decision,
    EffectPlan,
    Evidence,
    FactorAnswer,
    Judgement,
    Project,
    Reflection,
    Verdict,
)
from fordel.web.programmes.queries.evaluating import evaluating
from fordel.web.programmes.queries.results import judged_in
from tests.web.conftest import CODE, Town

WHY = "Forældrene fortæller det samme i alle huse."
PERSONAL = ["Ring til 12 34 56 78", "Barnet 010119-1234", "mor@post.example"]
PLAN = {"started": "8", "compared": "4", "before": "2", "after": "3", "green": "0,7",
        "children": "20", "icc": "0,05", "lasting": "0,5", "hoped_for": "10"}  # fmt: skip


def address(name: str, query: str = "", **more: object) -> str:
    named = {"code": CODE, "programme": OWN_PROGRAMME, "project": OWN_PROJECT, **more}
    return reverse(f"programmes:{name}", kwargs=named) + query


def in_turn(name: str, query: str = "", **more: object) -> str:
    more = {"programme": PROGRAMME_IN_TURN, "project": PROJECT_IN_TURN, **more}
    return address(name, query, **more)


def told(answer: object) -> str:
    return answer.content.decode()


@pytest.fixture
def evaluator(town: Town) -> Client:
    return town.client(Role.EVALUATOR)


@pytest.fixture
def manager(town: Town) -> Client:
    return town.client(Role.PROJECT_MANAGER)


@pytest.fixture
def other(town: Town, project: Project) -> Client:
    """A second evaluator."""
    return logged_in("evaluator2@test.example", Role.EVALUATOR, project)


@pytest.fixture
def project(town: Town) -> Project:
    return Project.objects.get(programme__municipality__code=CODE, key=OWN_PROJECT)


@pytest.fixture
def proposed(town: Town) -> ResultOutcome:
    return proposal(town, OWN_PROGRAMME, OWN_PROJECT, "wellbeing")


def proposal(town: Town, programme: str, key: str, indicator: str) -> ResultOutcome:
    one = evaluating(town.standing(Role.EVALUATOR), programme, key)
    found = {judged.proposal.indicator: judged.proposal for judged in judged_in(one)}
    return found[indicator].outcome


def logged_in(mail: str, role: Role, project: Project) -> Client:
    person = create_person(System(code=CODE), mail, mail.split("@", maxsplit=1)[0])
    give_role(System(code=CODE), person, role, project.programme.municipality_id)
    client = Client(raise_request_exception=False)
    client.cookies["language"] = "da"
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def decided(proposed: ResultOutcome, outcome: ResultOutcome, **more: object) -> dict[str, object]:
    return {"shown": proposed.value, "decided": outcome.value, "why": WHY, **more}


# results


def test_each_result_is_proposed_on_with_its_reason(town: Town) -> None:
    for language, words in (("da", "Foreslået efter reglerne"), ("en", "Proposed by rule")):
        page = told(town.client(Role.HEAD, language=language).get(address("result_verdicts")))
        assert words in page
        assert address("result_verdict", indicator="wellbeing") not in page  # the head reads
    assert told(town.client(Role.EVALUATOR).get(address("result_verdicts"))).count("Afgør") > 3


def test_a_result_is_decided_on_with_a_reason_and_what_it_rests_on(
    evaluator: Client, manager: Client, project: Project, proposed: ResultOutcome
) -> None:
    note = {"role_group": "parents", "held_on": "2025-06-10", "source": "Interview 1",
            "text": "Børnene glæder sig."}  # fmt: skip
    factor = {"factor": "Nyt fagsystem", "role": "management", "direction": "negative",
              "strength": "2"}  # fmt: skip
    manager.post(address("evidence_note"), note)
    manager.post(address("evidence_factor"), factor)
    where = address("result_verdict", indicator="wellbeing")
    page = told(evaluator.get(where))
    assert "N1 · " in page
    assert "F1 · Nyt fagsystem" in page
    silent = evaluator.post(where, decided(proposed, ResultOutcome.OTHER_FACTORS, why=" "))
    assert silent.status_code == 422
    assert "begrundelsen mangler" in told(silent)
    wrong = evaluator.post(where, decided(proposed, ResultOutcome.NONE, cited=["N9"]))
    assert wrong.status_code == 422
    assert not Verdict.objects.exists()
    sent = decided(proposed, ResultOutcome.OTHER_FACTORS, cited=["N1", "F1"])
    assert evaluator.post(where, sent).status_code == 302
    row = Verdict.objects.get()
    assert (row.evidence.count(), row.factors.count()) == (1, 1)
    assert row.cited_as == ["N1", "F1"]
    page = told(evaluator.get(address("result_verdicts")))
    assert "Kan ikke vurderes, fordi andre forhold kan ligge bag" in page
    assert "hviler på N1, F1" in page
    report = told(evaluator.get(address("final_report")))
    assert "Hvad der kom ud af det" in report
    assert WHY in report
    assert LogEntry.objects.filter(action="verdict.on_result").count() == 1


def test_evaluators_who_disagree_stand_beside_each_other(
    evaluator: Client, other: Client, proposed: ResultOutcome
) -> None:
    where = address("result_verdict", indicator="wellbeing")
    assert evaluator.post(where, decided(proposed, ResultOutcome.POSITIVE)).status_code == 302
    sent = decided(proposed, ResultOutcome.NEGATIVE, why="Tallene er fra to huse.")
    assert other.post(where, sent).status_code == 302
    page = told(evaluator.get(address("result_verdicts")))
    assert "Evaluatorerne er uenige" in page
    assert WHY in page
    assert "Tallene er fra to huse." in page
    report = told(evaluator.get(address("final_report")))
    assert "evaluatorerne er uenige; begge afgørelser står her" in report
    assert other.post(where, decided(proposed, ResultOutcome.POSITIVE)).status_code == 302
    agreed = told(evaluator.get(address("result_verdicts")))
    assert "Evaluatorerne er uenige" not in agreed
    assert "har afgjort på ny siden" in agreed
    assert Verdict.objects.count() == 3


def test_a_stale_proposal_is_not_decided_on(evaluator: Client, proposed: ResultOutcome) -> None:
    stale = next(one for one in ResultOutcome if one is not proposed)
    where = address("result_verdict", indicator="wellbeing")
    answer = evaluator.post(where, decided(stale, stale))
    assert answer.status_code == 422
    assert "er blevet et andet, mens siden var åben" in told(answer)
    assert evaluator.get(address("result_verdict", indicator="suitcases")).status_code == 404


def test_decisions_on_results_reach_maturity_and_the_final_report(
    town: Town, evaluator: Client
) -> None:
    """Against a probable effect, an evaluator says that other factors lie behind."""
    together = "Tilsammen siger resultaterne: <strong>"
    before = told(evaluator.get(in_turn("result_verdicts")))
    assert f"{together}sandsynliggjort" in before
    assert "siger en sammenligning med enheder, der endnu ikke var begyndt, det samme" in before
    assert "«Virkning ved sammenligning» siger, om indsatsen kan være grunden" in before
    assert "Sandsynliggjort" in results_in_maturity(evaluator)
    assert "Resultaterne samlet: «sandsynliggjort». Det hviler på" in final_report(evaluator)
    for indicator in ("wellbeing", "parents_involved"):
        was = proposal(town, PROGRAMME_IN_TURN, PROJECT_IN_TURN, indicator)
        assert was is ResultOutcome.POSITIVE
        where = in_turn("result_verdict", indicator=indicator)
        sent = decided(was, ResultOutcome.OTHER_FACTORS)
        assert evaluator.post(where, sent).status_code == 302
    assert f"{together}kan ikke siges" in told(evaluator.get(in_turn("result_verdicts")))
    assert "Kan ikke siges" in results_in_maturity(evaluator)
    assert "Resultaterne samlet: «kan ikke siges». 0 af" in final_report(evaluator)


def results_in_maturity(client: Client) -> str:
    """Why the criterion on results is met or not, for the project's first activity."""
    found = client.get(in_turn("maturity")).context["found"]
    proposed = found.activities[0].proposal
    return next(one.why.da for one in proposed.findings if one.criterion is Criterion.RESULTS)


def final_report(client: Client) -> str:
    return told(client.get(in_turn("final_report")))


# texts that point at persons


@pytest.mark.parametrize("text", PERSONAL)
def test_no_reason_or_reflection_may_point_at_a_person(
    evaluator: Client, manager: Client, proposed: ResultOutcome, text: str
) -> None:
    text = f"Det har vi fra {text}"
    result = address("result_verdict", indicator="wellbeing")
    activity = address("verdict", activity="sprogkuffert")
    shown = evaluator.get(activity).context["judged"].found.proposal.outcome.value
    answers = {"recognise": "Ja", "explain": text, "change": "Flere aftener"}
    for client, where, sent in (
        (evaluator, result, decided(proposed, ResultOutcome.NONE, why=text)),
        (evaluator, activity, {"shown": shown, "decided": "mostly", "why": text}),
        (evaluator, address("judge"), {"outcome": "matured", "why": text}),
        (manager, address("round", no=3), {"do": "reflect", **answers}),
    ):
        answer = client.post(where, sent)
        assert answer.status_code == 422, where
        assert "ser ud til at rumme et personnummer" in told(answer), where
    assert not Verdict.objects.exists()
    assert not Judgement.objects.exists()
    assert not Reflection.objects.exists()
    manager.post(address("round", no=3), {"do": "reflect", **answers, "explain": "Nye kufferter"})
    decision = {"do": "decide", "decided": "keep", "why": text}
    assert manager.post(address("round", no=3), decision).status_code == 422
    assert not Decision.objects.exists()


# plans


def test_a_plan_says_what_it_could_see_before_anybody_kept_one(town: Town) -> None:
    page = told(town.client(Role.HEAD).get(address("effect_plan", "?resultat=language")))
    assert "Ingen har gemt en plan endnu" in page
    assert "kan en ændring på" in page  # all begin together
    assert 'name="started"' not in page  # the head reads
    english = told(town.client(Role.AUDITOR, language="en").get(address("effect_plan")))
    assert "Nobody has kept a plan yet" in english


def test_a_plan_is_kept_answered_and_shown_beside_what_was_found(
    manager: Client, town: Town
) -> None:
    where = in_turn("effect_plan", "?resultat=wellbeing")
    assert manager.post(where, PLAN).status_code == 302
    page = told(manager.get(where))
    assert "Med 8 enheder, der begynder, og 4 at sammenligne med" in page
    assert "27,1 procentpoint" in page
    assert "41 enheder i alt" in page
    in_turn_too = {**PLAN, "begins": "4, 0, 4", "carried_over": "0,5"}
    assert manager.post(where, in_turn_too).status_code == 302
    kept = EffectPlan.objects.order_by("-pk").first()
    assert kept is not None
    assert kept.document["begins"] == [4, 0, 4]
    assert 'value="4, 0, 4"' in told(manager.get(where))
    assert "Det er for lidt til" in page
    assert manager.post(where, {**PLAN, "children": "60"}).status_code == 302
    assert EffectPlan.objects.count() == 3
    assert "Tidligere planer" in told(manager.get(where))
    effect = told(town.client(Role.EVALUATOR).get(in_turn("effects", "?resultat=wellbeing")))
    assert "«Før start» er det, som planen" in effect
    assert LogEntry.objects.filter(action="effect.planned").count() == 3


def test_a_rating_is_planned_in_points(manager: Client) -> None:
    where = address("effect_plan", "?resultat=parents_daily")
    sent = {"started": "6", "compared": "6", "before": "2", "after": "2", "spread": "0,8",
            "lasting": "0,5"}  # fmt: skip
    assert manager.post(where, sent).status_code == 302
    assert " point eller mere ses." in told(manager.get(where))


@pytest.mark.parametrize(
    "wrong",
    [{"started": "-1"}, {"started": "0"}, {"green": "1,4"}, {"children": "0"}, {"icc": "x"},
     {"after": ""},
     {"before": "999"}, {"begins": "4, 3"}, {"begins": "0, 8"}, {"begins": "4, x"},
     {"begins": "2,2,2,2"}, {"begins": "8", "after": ""}, {"carried_over": "1,5"}],
)  # fmt: skip
def test_a_plan_that_cannot_be_is_not_kept(manager: Client, wrong: dict[str, str]) -> None:
    answer = manager.post(address("effect_plan", "?resultat=wellbeing"), {**PLAN, **wrong})
    assert answer.status_code == 422
    assert "form-error" in told(answer) or "note-error" in told(answer)
    assert not EffectPlan.objects.exists()


def test_what_a_share_may_be_is_said_in_the_readers_figures(manager: Client) -> None:
    answer = manager.post(address("effect_plan", "?resultat=wellbeing"), {**PLAN, "green": "1,5"})
    assert "Skriv en andel mellem 0 og 1, ingen af dem med." in told(answer)
    assert "0.999" not in told(answer)


def test_another_manager_plans_nothing(project: Project) -> None:
    stranger = logged_in("anden@test.example", Role.PROJECT_MANAGER, project)
    where = address("effect_plan", "?resultat=wellbeing")
    assert 'name="started"' not in told(stranger.get(where))
    assert stranger.post(where, PLAN).status_code in {403, 422}
    assert not EffectPlan.objects.exists()


def test_a_project_without_results_has_nothing_to_plan(project: Project, manager: Client) -> None:
    project.indicators.set(project.programme.indicators.filter(key="children"))
    assert "Intet at planlægge" in told(manager.get(address("effect_plan")))
    assert "Ingen resultater endnu" in told(manager.get(address("result_verdicts")))


# the demonstration


def test_units_that_began_in_turn_show_an_effect_with_its_checks(evaluator: Client) -> None:
    page = told(evaluator.get(in_turn("effects", "?resultat=parents_involved")))
    assert '<p class="finding-level">Sandsynliggjort</p>' in page
    assert "sammenlignes med dem, der ikke er begyndt endnu" in page
    assert "Ens forløb før start" in page
    assert "Før start skal forskellene ligge omkring nul" in page
    assert "2 før start" in page
    assert "bevist" in page  # never called proved
    other = told(evaluator.get(in_turn("effects", "?resultat=parents_daily")))
    assert '<p class="finding-level">Kan ikke siges</p>' in other
    assert "Intervallet indeholder nul." in other


def test_with_the_units_of_the_shipped_demonstration_two_results_are_made_probable() -> None:
    """Drawn as for eighteen units; the daily contact does not move, and that is said."""
    units = [Unit(key=f"{100001 + order}", name=f"E{order}") for order in range(UNITS_IN_TURN)]
    programme = programme_in_turn("Demokommune", units)
    drawn, again = (demonstration_registrations(programme)[PROJECT_IN_TURN] for _ in "ab")
    assert drawn.answers == again.answers
    levels = {name: report.language.level for name, report in effects_in(drawn).items()}
    assert levels == {
        "parents_daily": "cannot_be_said",
        "parents_involved": "made_probable",
        "wellbeing": "made_probable",
    }


def test_the_published_projects_began_together_and_cannot_be_said(evaluator: Client) -> None:
    page = told(evaluator.get(address("effects", programme="eva_2018_2022", project="vejle")))
    assert '<p class="finding-level">Kan ikke siges</p>' in page
    assert "Alle enheder begyndte samtidig" in page


def test_nothing_of_the_demonstration_is_signed_by_somebody(town: Town) -> None:
    assert town.people
    assert not Evidence.objects.exists()
    assert not FactorAnswer.objects.exists()
    assert not Verdict.objects.exists()
