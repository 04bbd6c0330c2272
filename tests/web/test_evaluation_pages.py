"""Evaluation on pages: proposals and decisions, results, effects, reports, what may leave."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.urls import reverse
from django.utils.html import escape

from fordel.evaluation.implementation.counting import implementation_of
from fordel.evaluation.verdicts import Outcome
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Entry, Evidence, Participation, Project, Report, Verdict
from fordel.web.programmes.queries.evaluating import evaluating
from tests.web.conftest import Town

SHIPPED, PLACE = "eva_2018_2022", "vejle"


def address(name: str, *, town: Town, programme: str = OWN_PROGRAMME,
            project: str = OWN_PROJECT, **more: object) -> str:  # fmt: skip
    keys = {"code": town.code, "programme": programme, "project": project, **more}
    return reverse(f"programmes:{name}", kwargs=keys)


def read(town: Town, role: Role, name: str, *, language: str = "da", **more: object) -> str:
    query = str(more.pop("query", ""))
    answer = town.client(role, language=language).get(address(name, town=town, **more) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def decided(**changed: object) -> dict[str, object]:
    return {"shown": "not_assessable_too_few_units", "decided": "to_some_extent",
            "why": "Lederne fortæller om kufferter i alle huse.", **changed}  # fmt: skip


@pytest.fixture
def proposed(town: Town) -> str:
    one = evaluating(town.standing(Role.EVALUATOR), OWN_PROGRAMME, OWN_PROJECT)
    found = implementation_of(one.registrations).activity("sprogkuffert")
    return found.proposal.outcome.value


def test_an_activity_says_what_is_proposed_and_why(town: Town) -> None:
    one = evaluating(town.standing(Role.EVALUATOR), OWN_PROGRAMME, OWN_PROJECT)
    report = implementation_of(one.registrations)
    for language in ("da", "en"):
        page = read(town, Role.HEAD, "implementation", language=language)
        for found in report.activities:
            assert escape(found.proposal.why.to(language)) in page
        deciding = address("verdict", town=town, activity="sprogkuffert")
        assert deciding not in page  # the head reads


def test_an_evaluator_decides_and_what_was_decided_before_stays(town: Town, proposed: str) -> None:
    client = town.client(Role.EVALUATOR)
    where = address("verdict", town=town, activity="sprogkuffert")
    other = next(one for one in Outcome if one.value != proposed)
    silent = client.post(where, decided(shown=proposed, decided=other.value, why=" "))
    assert silent.status_code == 422
    assert "note-error" in silent.content.decode()
    assert not Verdict.objects.exists()
    first = client.post(where, decided(shown=proposed, decided=other.value))
    assert first.status_code == 302
    second = client.post(where, decided(shown=proposed, decided=proposed, why=""))
    assert second.status_code == 302
    newest, oldest = Verdict.objects.order_by("-pk")
    assert (oldest.proposed, oldest.decided) == (proposed, other.value)
    assert oldest.rests_on["why"]["da"]
    assert newest.why == ""
    page = read(town, Role.EVALUATOR, "implementation")
    assert "Tidligere afgørelser" in page
    assert "Lederne fortæller om kufferter i alle huse." in page
    assert LogEntry.objects.filter(action="verdict.decided").count() == 2


def test_a_decision_cites_notes_of_its_own_project_alone(town: Town, proposed: str) -> None:
    row = Project.objects.get(key=OWN_PROJECT)
    note = Evidence.objects.create(
        project=row, number=1, role_group="unit_leaders", held_on="2026-06-01",
        text="Kufferterne bliver brugt.",
    )  # fmt: skip
    client = town.client(Role.EVALUATOR)
    where = address("verdict", town=town, activity="sprogkuffert")
    wrong = client.post(where, decided(shown=proposed, cited=["N7"]))
    assert wrong.status_code == 422
    client.post(where, decided(shown=proposed, cited=["N1"]))
    assert list(Verdict.objects.get().evidence.all()) == [note]
    assert "Hviler på: N1" in read(town, Role.AUDITOR, "implementation")
    assert "Kufferterne bliver brugt." in read(town, Role.HEAD, "final_report")


def test_a_proposal_that_changed_meanwhile_is_not_decided_on(town: Town, proposed: str) -> None:
    stale = next(one.value for one in Outcome if one.value != proposed)
    where = address("verdict", town=town, activity="sprogkuffert")
    answer = town.client(Role.EVALUATOR).post(where, decided(shown=stale))
    assert answer.status_code == 422
    assert "er blevet et andet, mens siden var åben" in answer.content.decode()
    assert not Verdict.objects.exists()


def hidden(page: str) -> dict[str, str]:
    """What the page would send with a decision without anybody writing it."""
    return dict(re.findall(r'<input type="hidden" name="(shown|seen)" value="([^"]*)"', page))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", ["Tallene bag «Sprogkuffert» er blevet rettet", "Se tallene igen her på siden"]),
        ("en", ["The figures behind “Sprogkuffert” were corrected", "Look at the figures again"]),
    ],
)
def test_figures_that_were_corrected_meanwhile_are_looked_at_before_they_are_decided_on(
    town: Town, language: str, words: list[str]
) -> None:
    """The proposal is the same, its figures are not; what was written is kept on the page."""
    client = town.client(Role.EVALUATOR, language=language)
    where = address("verdict", town=town, activity="sprogkuffert")
    seen = hidden(client.get(where).content.decode())
    one = evaluating(town.standing(Role.EVALUATOR), OWN_PROGRAMME, OWN_PROJECT)
    name = implementation_of(one.registrations).activity("sprogkuffert").name
    sent = decided(**seen)
    entry = Entry.objects.filter(
        registration__participation__project=one.row, field="suitcases", value__gt=0
    ).latest("pk")
    entry.pk, entry.value = None, entry.value + 1  # a correction: the newest answer holds
    entry.save()
    answer = client.post(where, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in words:
        assert text.replace("Sprogkuffert", name) in page
    assert "Lederne fortæller om kufferter i alle huse." in page
    assert not Verdict.objects.exists()
    assert client.post(where, {**sent, **hidden(page)}).status_code == 302
    assert Verdict.objects.get().decided == "to_some_extent"


def test_after_a_changed_proposal_the_page_can_be_sent_again(town: Town, proposed: str) -> None:
    stale = next(one.value for one in Outcome if one.value != proposed)
    client = town.client(Role.EVALUATOR)
    where = address("verdict", town=town, activity="sprogkuffert")
    answer = client.post(where, decided(shown=stale))
    assert answer.status_code == 422
    again = client.post(where, decided(**hidden(answer.content.decode())))
    assert again.status_code == 302


@pytest.mark.parametrize("why", ["x", "nej", "ja ja", "1 2 3 4 5 6 7 8 9"])
def test_a_reason_that_says_nothing_is_sent_back(town: Town, proposed: str, why: str) -> None:
    client = town.client(Role.EVALUATOR)
    other = next(one.value for one in Outcome if one.value != proposed)
    where = address("verdict", town=town, activity="sprogkuffert")
    answer = client.post(where, decided(shown=proposed, decided=other, why=why))
    assert answer.status_code == 422
    assert "Skriv hvorfor med et par ord" in answer.content.decode()
    judged = client.post(address("judge", town=town), {"outcome": "matured", "why": why})
    assert "Skriv hvorfor med et par ord" in judged.content.decode()
    assert not Verdict.objects.exists()


def test_nobody_decides_on_an_activity_that_is_not_there(town: Town) -> None:
    where = address("verdict", town=town, activity="findes_ikke")
    assert town.client(Role.EVALUATOR).get(where).status_code == 404


def test_results_are_drawn_with_their_tables_and_gaps(town: Town) -> None:
    page = read(town, Role.PROJECT_MANAGER, "results", query="?vis=wellbeing")
    assert page.count('<figure class="chart"') == 2  # included and left apart
    assert page.count("Det samme som tabel") == 2
    assert "Nyt fagsystem: der blev ikke registreret." in page  # the skipped period's reason
    rating = read(town, Role.PROJECT_MANAGER, "results", query="?vis=parents_daily")
    assert rating.count('<figure class="chart"') == 1
    nothing = read(town, Role.PROJECT_MANAGER, "results", query="?vis=findes_ikke&enhed=x")
    assert nothing.count('<figure class="chart"') == 2


def test_invented_figures_say_so_on_every_page(town: Town) -> None:
    for name in ("evaluation", "implementation", "results", "effects", "final_report"):
        page = read(town, Role.HEAD, name, programme=SHIPPED, project=PLACE)
        assert "Tallene er opdigtede" in page, name


def test_a_leader_chooses_among_own_units_only(town: Town) -> None:
    own = read(town, Role.UNIT_LEADER, "results")
    every = read(town, Role.HEAD, "results")
    names = list(Participation.objects.filter(project__key=OWN_PROJECT))
    keys = {part.unit_key for part in names}
    assert {key for key in keys if f'value="{key}"' in every} == keys
    seen = {key for key in keys if f'value="{key}"' in own}
    assert seen == {town.own_unit.key} & keys
    other = next(iter(keys - seen))
    asked = read(town, Role.UNIT_LEADER, "results", query=f"?enhed={other}")
    assert f'value="{other}"' not in asked


def test_an_effect_that_cannot_be_said_says_why_and_shows_no_figure(town: Town) -> None:
    page = read(town, Role.EVALUATOR, "effects")
    assert '<p class="finding-level">Kan ikke siges</p>' in page
    assert "Kan ikke regnes." in page
    english = read(town, Role.EVALUATOR, "effects", language="en", query="?resultat=language")
    assert "Not estimable." in english
    assert "An effect is never called proved." in english


def test_an_effect_of_many_units_has_its_checks_and_smallest_effect(town: Town) -> None:
    page = read(town, Role.EVALUATOR, "effects", programme=SHIPPED, project="toender")
    assert "Den mindste virkning, der kunne ses" in page
    assert "Er det rimeligt at sammenligne?" in page
    assert "opdigtede" in page


def test_a_data_report_is_read_and_fetched_and_that_is_logged(town: Town) -> None:
    client = town.client(Role.PROJECT_MANAGER)
    page = read(town, Role.PROJECT_MANAGER, "data_report", period=3)
    assert "Tre spørgsmål at tale om" in page
    assert page.count("<h1>") == 1
    assert " style=" not in page
    pdf = client.get(address("data_report_pdf", town=town, period=3))
    assert pdf.content.startswith(b"%PDF")
    sheet = client.get(address("data_report_xlsx", town=town, period=3))
    assert len(openpyxl.load_workbook(io.BytesIO(sheet.content)).sheetnames) > 1
    read_pages = LogEntry.objects.filter(action="page.read")
    kinds = set(read_pages.values_list("object_kind", flat=True))
    assert {f"programmes:data_report{form}" for form in ("", "_pdf", "_xlsx")} <= kinds


def test_a_period_without_figures_says_so(town: Town) -> None:
    assert "Datarapport for periode 4" in read(town, Role.HEAD, "data_report", period=4)
    skipped = read(town, Role.HEAD, "data_report", period=2)
    assert "Nyt fagsystem" in skipped
    missing = town.client(Role.HEAD).get(address("data_report", town=town, period=9))
    assert missing.status_code == 422


def test_politicians_read_the_published_form_and_nothing_before(town: Town) -> None:
    before = read(town, Role.POLITICIAN, "public_report")
    assert "Intet er offentliggjort endnu" in before
    assert "Sprog hjemme og her" not in before
    refused = town.client(Role.POLITICIAN).get(address("final_report", town=town))
    assert refused.status_code == 403
    sent = town.client(Role.HEAD).post(address("final_report_publish", town=town))
    assert sent.status_code == 302
    kept = Report.objects.get(audience=Report.Audience.EVERYBODY)
    assert set(kept.content) == {"da", "en"}
    after = read(town, Role.POLITICIAN, "public_report")
    assert "Slutrapport, offentlig form" in after
    assert "Small counts of children" in read(town, Role.POLITICIAN, "public_report", language="en")
    pdf = town.client(Role.POLITICIAN).get(address("public_report", town=town) + "?form=pdf")
    assert pdf.content.startswith(b"%PDF")
    listed = town.client(Role.POLITICIAN).get(
        reverse("programmes:published_reports", kwargs={"code": town.code})
    )
    assert "Sprog hjemme og her" in listed.content.decode()
    assert LogEntry.objects.filter(action="report.published").count() == 1


def test_what_is_published_stays_when_figures_change(town: Town) -> None:
    head = town.client(Role.HEAD)
    head.post(address("final_report_publish", town=town))
    first = Report.objects.get(audience=Report.Audience.EVERYBODY)
    Project.objects.filter(key=OWN_PROJECT).update(name="Et nyt navn")
    assert "Et nyt navn" not in read(town, Role.POLITICIAN, "public_report")
    assert "Et nyt navn" in read(town, Role.HEAD, "final_report")
    head.post(address("final_report_publish", town=town))
    assert "Et nyt navn" in read(town, Role.POLITICIAN, "public_report")
    assert Report.objects.filter(pk=first.pk).exists()


def test_projects_stand_beside_each_other_with_costs_and_a_caveat(town: Town) -> None:
    where = reverse("programmes:across", kwargs={"code": town.code, "programme": SHIPPED})
    page = town.client(Role.EVALUATOR).get(where).content.decode()
    assert page.count("de siger ikke, hvad der er årsag til hvad") == 1
    for title in (
        "Hvad kan føres videre?",
        "Elementer og resultater",
        "Pris og resultater, projekt for projekt",
        "I alt, periode for periode",
    ):
        assert f"<h2>{title}</h2>" in page
    assert re.search(r"Elementer og pris.*?\d{2,3}–\d", page, re.DOTALL)
    assert "delvist modnet (forslag)" in page
    assert "aktiviteter uden pris)" in page
    for name in ("overview", "programme"):
        keys = {"code": town.code, **({"programme": SHIPPED} if name == "programme" else {})}
        found = town.client(Role.HEAD).get(reverse(f"programmes:{name}", kwargs=keys))
        assert f'href="{where}"' in found.content.decode()
