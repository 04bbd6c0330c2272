"""Interventions as rows and as pages: the round trip, whose project it is, what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.interventions.cells import State
from fordel.interventions.demonstration import INVENTED, demonstration_registrations
from fordel.interventions.loading import shipped_programme
from fordel.interventions.periods import Phase
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.budgets.refusals import KeptAsItWas
from fordel.web.programmes.actions.bringing_in import BroughtIn, bring_in
from fordel.web.programmes.actions.programmes import Period, change_period
from fordel.web.programmes.actions.projects import About, start_project
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import (
    Entry,
    Programme,
    Project,
    Registration,
    Report,
)
from fordel.web.programmes.queries.documents import (
    programme_document,
    project_in,
    registrations_document,
    registrations_documents,
)
from fordel.web.programmes.refusals.setting_up import PeriodIsUsed, ProgrammeIsThere

METHOD = "eva_2018_2022"


def page(name, **named):
    return reverse(f"programmes:{name}", kwargs={"code": "999", **named})


def own(name, **named):
    return page(name, programme=OWN_PROGRAMME, project=OWN_PROJECT, **named)


@pytest.fixture
def manager(town):
    return town.client(Role.PROJECT_MANAGER)


def the_project():
    return Project.objects.get(programme__municipality__code="999", key=OWN_PROJECT)


def the_programme(key=METHOD):
    return Programme.objects.get(municipality__code="999", key=key)


def text(answer):
    return answer.content.decode()


# rows and the library


def test_a_programme_comes_back_from_its_rows_as_it_was(town):
    assert programme_document(the_programme()) == shipped_programme()


def test_reading_a_programme_back_takes_as_many_questions_for_fifteen_projects_as_for_one(town):
    for key, projects in ((METHOD, 15), (OWN_PROGRAMME, 1)):
        row = the_programme(key)
        with CaptureQueriesContext(connection) as asked:
            assert len(programme_document(row).projects) == projects
        assert len(asked) == 8


def test_what_was_registered_comes_back_cell_by_cell(town):
    document = programme_document(the_programme())
    rows = list(the_programme().projects.all())
    with CaptureQueriesContext(connection) as asked:
        found = registrations_documents(document, rows)
    assert len(asked) <= 3
    invented = demonstration_registrations(shipped_programme())
    assert found.keys() == invented.keys()
    for key, registered in found.items():
        assert registered.answers == invented[key].answers, key


def test_the_newest_entry_of_a_field_holds_and_the_older_one_stays(town):
    project = the_project()
    registration = Registration.objects.filter(participation__project=project).first()
    entry = registration.entries.filter(state="given", field="suitcases").first()
    Entry.objects.create(
        registration=registration, field="suitcases", state="not_applicable", reason="Ingen kuffert"
    )
    document = programme_document(project.programme)
    part, period = registration.participation.unit_key, registration.period.no
    found = registrations_document(document, project)
    assert found.cell(part, period, "suitcases").state is State.NOT_APPLICABLE
    assert Entry.objects.get(pk=entry.pk).value == entry.value
    with pytest.raises(KeptAsItWas):
        entry.save()


def test_what_is_only_begun_is_not_data(town):
    project = the_project()
    Registration.objects.filter(participation__project=project).update(state="begun")
    document = programme_document(project.programme)
    assert not registrations_document(document, project).answers
    begun = registrations_document(document, project, [Registration.State.BEGUN])
    assert begun.answers


def test_a_programme_is_brought_in_once(town):
    standing = town.standing(Role.PROJECT_MANAGER)
    with pytest.raises(ProgrammeIsThere, match="is here"):
        bring_in(standing, shipped_programme(), BroughtIn())


def test_the_demonstration_has_units_that_are_the_municipalitys_own(town):
    parts = list(the_project().participations.order_by("pk"))
    assert parts[0].unit == town.own_unit
    assert all(part.unit_id is not None for part in parts)
    assert the_project().manager == town.people[Role.PROJECT_MANAGER]


def test_another_municipalitys_programme_is_not_found_in_ones_own(town, neighbour):
    theirs = shipped_programme().model_copy(update={"id": "naboens"})
    row = bring_in(neighbour.standing(Role.PROJECT_MANAGER), theirs, BroughtIn())
    project = row.projects.first().key
    for role in Role:
        client = town.client(role)
        for name in ("programme", "periods", "new_project"):
            for send in (client.get, client.post):
                answer = send(page(name, programme="naboens"))
                assert answer.status_code in {403, 404}, (role, name)
        for name in ("project", "project_about", "project_manager", "description", "theory"):
            for send in (client.get, client.post):
                answer = send(page(name, programme="naboens", project=project))
                assert answer.status_code in {403, 404}, (role, name)
        assert "/naboens/" not in text(client.get(page("overview")))


# pages


def test_an_empty_municipality_is_told_how_to_begin(neighbour):
    overview = reverse("programmes:overview", kwargs={"code": "998"})
    begin = text(neighbour.client(Role.HEAD).get(overview))
    assert "Intet program endnu" in begin
    assert "Begynd et program" in begin
    others = text(neighbour.client(Role.UNIT_LEADER).get(overview))
    assert "Begynd et program" not in others


def test_the_published_programme_is_brought_in_by_a_press(neighbour):
    client = neighbour.client(Role.PROJECT_MANAGER)
    answer = client.post(
        reverse("programmes:start", kwargs={"code": "998"}), {"do": "shipped"}, follow=True
    )
    assert "Forældre og sundhedspleje" in text(answer)
    row = Programme.objects.get(municipality__code="998")
    assert row.is_demonstration
    assert not Registration.objects.filter(period__programme=row).exists()
    again = client.post(reverse("programmes:start", kwargs={"code": "998"}), {"do": "shipped"})
    assert again.status_code == 422
    assert "er her allerede" in text(again)


def test_a_programme_of_ones_own_has_a_period_and_the_methods_indicators(manager, town):
    sent = {"name": "Æblegrød & øre", "first": "2027-01-01", "last": "2027-06-30"}
    answer = manager.post(page("start"), sent, follow=True)
    assert answer.redirect_chain[0][0] == page("programme", programme="aeblegroed_oere")
    row = the_programme("aeblegroed_oere")
    assert row.periods.get().no == 1
    assert row.indicators.count() == len(shipped_programme().indicators)
    assert LogEntry.objects.filter(action="programme.started", object_key=row.key).exists()
    wrong = manager.post(page("start"), {**sent, "last": "2026-06-30"})
    assert wrong.status_code == 422
    assert "slutter, før den begynder" in text(wrong)


def test_a_leader_sees_the_projects_of_their_own_units_only(town):
    leader = town.client(Role.UNIT_LEADER)
    seen = text(leader.get(page("overview")))
    assert "Sprog hjemme og her" in seen
    assert "Frederikshavn" not in seen
    assert leader.get(page("programme", programme=METHOD)).status_code == 404
    hidden = leader.get(page("project", programme=METHOD, project="frederikshavn"))
    assert hidden.status_code == 404


def test_a_politician_sees_a_programme_when_something_of_it_is_published(town):
    politician = town.client(Role.POLITICIAN)
    assert "Sprog hjemme og her" not in text(politician.get(page("overview")))
    row = the_programme(OWN_PROGRAMME)
    Report.objects.create(programme=row, kind="final", audience="own")
    assert row.name not in text(politician.get(page("overview")))
    Report.objects.create(programme=row, kind="final", audience="everybody")
    seen = text(politician.get(page("overview")))
    assert row.name in seen
    assert "Sprog hjemme og her" not in seen


def test_the_time_line_shows_gaps_with_their_reason_and_what_happened(town):
    shown = text(town.client(Role.EVALUATOR).get(page("programme", programme=METHOD)))
    assert "Pandemi (covid-19)" in shown
    assert "der blev hverken indsamlet eller registreret" in shown
    assert 'role="img"' in shown
    assert INVENTED.da in shown


def test_a_new_period_must_follow_the_last_one(manager, town):
    where = page("periods", programme=OWN_PROGRAMME)
    before = the_programme(OWN_PROGRAMME).periods.count()
    wrong = manager.post(where, {"first": "2027-06-01", "last": "2027-12-31"})
    assert wrong.status_code == 422
    assert "periode 6 begynder, før periode 5 er slut" in text(wrong)
    gap = manager.post(where, {"first": "2027-07-01", "last": "2027-12-31", "is_gap": "on"})
    assert gap.status_code == 422
    assert "hvorfor der ikke indsamles" in text(gap)
    days = {"first": "2027-07-01", "last": "2027-12-31"}
    early = manager.post(where, {**days, "deadline": "2027-12-30"})
    assert early.status_code == 422
    assert "Fristen ligger, før perioden er slut" in text(early)
    unmarked = manager.post(where, {**days, "reason": "Flytning"})
    assert unmarked.status_code == 422
    assert "Sæt mærke ved, at der ikke indsamles, eller slet grunden" in text(unmarked)
    assert the_programme(OWN_PROGRAMME).periods.count() == before
    sent = {"first": "2027-07-01", "last": "2027-12-31", "is_gap": "on", "reason": "Flytning"}
    assert manager.post(where, sent).status_code == 302
    assert the_programme(OWN_PROGRAMME).periods.get(no=6).reason == "Flytning"


def test_a_period_with_answers_keeps_its_days(manager, town):
    standing, row = town.standing(Role.PROJECT_MANAGER), the_programme(OWN_PROGRAMME)
    period = row.periods.get(no=1)
    with pytest.raises(PeriodIsUsed, match="period 1"):
        change_period(standing, row, row.revision, 1, Period(date(2025, 1, 1), period.last))
    row.refresh_from_db()
    change_period(
        standing, row, row.revision, 1, Period(period.first, period.last, deadline=date(2025, 8, 9))
    )
    assert row.periods.get(no=1).deadline == date(2025, 8, 9)


def test_an_event_is_added(manager, town):
    where = page("events", programme=OWN_PROGRAMME)
    sent = {"name": "Strejke", "first": "2026-05-01", "last": "2026-05-20", "about": "Lukket"}
    assert manager.post(where, sent).status_code == 302
    assert "Strejke" in text(manager.get(page("programme", programme=OWN_PROGRAMME)))


def test_what_waits_stands_on_the_front_page(town):
    front = reverse("budgets:municipality", kwargs={"code": "999"})
    manager, head = town.client(Role.PROJECT_MANAGER), town.client(Role.HEAD)
    assert "Gå videre med opsætningen af projektet" not in text(manager.get(front))
    assert "Budgetår" not in text(manager.get(front))
    row = the_programme(OWN_PROGRAMME)
    start_project(town.standing(Role.PROJECT_MANAGER), row, About("Læsevenner"))
    assert "Gå videre med opsætningen af projektet Læsevenner" in text(manager.get(front))
    assert "Læsevenner" not in text(head.get(front))
    Project.objects.filter(key="laesevenner").update(manager=None)
    assert "Sig, hvem der leder projektet Læsevenner" in text(head.get(front))
    assert "Læsevenner" not in text(town.client(Role.EVALUATOR).get(front))


# setting a project up


def revision():
    return the_project().revision


def test_a_project_is_set_up_page_by_page(manager, town):
    new = page("new_project", programme=OWN_PROGRAMME)
    about = {
        "name": "Læsevenner",
        "purpose": "Mere læsning",
        "target_group": "Alle",
        "prerequisites": "Bøger\n\n Frivillige ",
    }
    answer = manager.post(new, about)
    named = {"programme": OWN_PROGRAMME, "project": "laesevenner"}
    assert answer["Location"] == page("project", **named)
    row = Project.objects.get(key="laesevenner")
    assert row.prerequisites == ["Bøger", "Frivillige"]
    assert row.manager == town.people[Role.PROJECT_MANAGER]
    shown = text(manager.get(page("project", **named)))
    assert "Mangler endnu: forældresamarbejde eller primær samarbejdspart" in shown
    unit = town.own_unit
    units = {"revision": 0, f"takes_{unit.pk}": "on", f"joined_{unit.pk}": "3"}
    assert manager.post(page("project_units", **named), units).status_code == 302
    asked = {"revision": 1, "indicators": ["children", "parents_daily", "wellbeing"]}
    assert manager.post(page("project_indicators", **named), asked).status_code == 302
    does = {
        "revision": 2,
        "name": "Læseaften",
        "elements": ["2", "4"],
        "counted_by": ["parent_events"],
        "times": "1,5",
        "per": "unit",
        "months": "12",
    }
    assert manager.post(page("project_activities", **named), does).status_code == 302
    phases = {"revision": 3, "phase_4": "shaping", "phase_5": "spread"}
    assert manager.post(page("project_phases", **named), phases).status_code == 302
    whole = programme_document(the_programme(OWN_PROGRAMME))
    project = project_in(whole, Project.objects.get(key="laesevenner"))
    assert project.participation(unit.key).joined == 3
    assert not whole.still_needed(project)
    assert str(project.activities[0].intended.times) == "1.50"
    assert project.activities[0].elements == (2, 4)
    assert project.phases == {4: Phase.SHAPING, 5: Phase.SPREAD}
    shown = text(manager.get(page("project", **named)))
    assert "1,5 gange pr. enhed på 12 måneder" in shown


def test_the_second_of_two_editors_is_told(manager, town):
    before = revision()
    sent = {"revision": before, "name": "Sprog hjemme og her", "purpose": "Ny"}
    assert manager.post(own("project_about"), sent).status_code == 302
    late = manager.post(own("project_about"), {**sent, "purpose": "For sent"})
    assert late.status_code == 422
    assert "mens siden var åben" in text(late)
    assert the_project().purpose == "Ny"


def test_a_project_of_another_manager_is_read_and_not_changed(manager, town):
    Project.objects.filter(pk=the_project().pk).update(manager=town.people[Role.HEAD])
    assert "Ret" not in text(manager.get(own("project"))).split("Opsætning")[1].split("<h2>")[0]
    for name in ("project_about", "project_units", "project_phases", "description_edit"):
        assert "har en anden projektleder" in text(manager.get(own(name))), name
    sent = {"revision": revision(), "name": "Kapret"}
    assert manager.post(own("project_about"), sent).status_code == 422
    assert the_project().name != "Kapret"


def test_the_head_gives_a_project_to_a_manager(town):
    Project.objects.filter(pk=the_project().pk).update(manager=None)
    head, person = town.client(Role.HEAD), town.people[Role.PROJECT_MANAGER]
    sent = {"manager": person.pk, "revision": revision()}
    assert head.post(own("project_manager"), sent).status_code == 302
    assert the_project().manager == person
    unknown = {"manager": town.people[Role.POLITICIAN].pk, "revision": revision()}
    assert head.post(own("project_manager"), unknown).status_code == 422


def test_a_unit_that_has_registered_stays(manager, town):
    unit = town.own_unit
    gone = manager.post(own("project_units"), {"revision": revision()})
    assert gone.status_code == 422
    assert "kan ikke tages ud" in text(gone)
    sent = {f"takes_{unit.pk}": "on", f"joined_{unit.pk}": "4", f"left_{unit.pk}": "2"}
    wrong = manager.post(own("project_units"), {"revision": revision(), **sent})
    assert "før den kommer med" in text(wrong)


def test_an_activity_is_changed_and_taken_out_unless_somebody_rests_on_it(manager, town):
    where = own("project_activities") + "?aktivitet=sprogkuffert"
    sent = {"revision": revision(), "name": "Sprogkuffert med bøger", "times": "2"}
    half = manager.post(where, sent)
    assert half.status_code == 422
    assert "Skriv, hvor mange gange" in text(half)
    assert manager.post(where, {**sent, "times": ""}).status_code == 302
    activity = the_project().activities.get(key="sprogkuffert")
    assert activity.name == "Sprogkuffert med bøger"
    assert activity.intended_times is None
    verdict = {"question": "implementation", "decided": "well", "why": "Set i tallene"}
    the_project().verdicts.create(activity=activity, **verdict)
    removing = {"revision": revision(), "name": activity.name, "do": "remove"}
    kept = manager.post(where, removing)
    assert "kan ikke fjernes" in text(kept)
    where = own("project_activities") + "?aktivitet=sparring"
    assert manager.post(where, removing).status_code == 302
    assert not the_project().activities.filter(key="sparring").exists()


def test_indicators_say_what_is_still_needed(manager, town):
    sent = {"revision": revision(), "indicators": ["children"]}
    assert manager.post(own("project_indicators"), sent).status_code == 302
    shown = text(manager.get(own("project_indicators")))
    assert "mindst én af trivsel eller sprog" in shown
    unknown = {"revision": revision(), "indicators": ["invented"]}
    assert manager.post(own("project_indicators"), unknown).status_code == 422


def test_two_projects_of_one_name_have_different_keys(town):
    standing, row = town.standing(Role.PROJECT_MANAGER), the_programme(OWN_PROGRAMME)
    keys = [start_project(standing, row, About(name)).key for name in ("2 æbler!", "2 æbler?")]
    assert keys == ["aebler", "aebler_2"]
    assert start_project(standing, row, About("12")).key == "projekt"


# catalogue and guide


def test_an_element_tells_who_used_it_what_it_costs_and_how_sure_one_can_be(town):
    shown = text(town.client(Role.POLITICIAN).get(page("element", number=1)))
    assert "Hjemmet som samarbejdsramme" in shown
    assert "Frederikshavn" in shown
    assert "kr." in shown
    assert "kan ikke tilskrives det enkelte element" in shown
    assert town.client(Role.ANALYST).get(page("element", number=10)).status_code == 404


def test_the_guide_answers_with_its_rules_and_keeps_nothing(town):
    client = town.client(Role.HEAD)
    asked = {"aims": ["language"], "children": 40, "units": 4, "youngest": 3, "oldest": 5}
    shown = text(client.get(page("guide"), {**asked, "frame": 200000}))
    assert "Elementer, der er værd at se på" in shown
    assert "Sådan er de ordnet" in shown
    wrong = client.get(page("guide"), {**asked, "youngest": 5, "oldest": 3})
    assert wrong.status_code == 422
    assert "den yngste er ældre end den ældste" in text(wrong)
