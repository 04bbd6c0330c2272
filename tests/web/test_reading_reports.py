"""A data report is read when somebody says so, or answers its questions; others can see it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fordel.web.access.models import Role
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.programmes.actions.costing import Begins, keep_establishment
from fordel.web.programmes.actions.looping import keep_reading, keep_reflection
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Project, Reading, Registration
from fordel.web.programmes.queries.rounds import ReportStands, reports_of
from fordel.web.programmes.refusals.evaluating import NothingToReflectOn
from fordel.web.programmes.refusals.packages import SumStandsTwice

LATEST = 3
OPEN = 4


def own(name, **named):
    known = {"code": "999", "programme": OWN_PROGRAMME, "project": OWN_PROJECT}
    return reverse(f"programmes:{name}", kwargs={**known, **named})


def text(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def project(town):
    return Project.objects.get(programme__municipality__code="999", key=OWN_PROJECT)


def stands(project):
    return reports_of([project])[project.pk]


def test_a_report_is_read_when_a_reader_says_so_not_when_sheets_are_handed_in(town, project):
    manager, leader = town.client(Role.PROJECT_MANAGER), town.client(Role.UNIT_LEADER)
    front = reverse("budgets:municipality", kwargs={"code": "999"})
    assert stands(project) == {1: ReportStands.READY, LATEST: ReportStands.READY}
    assert "Læs datarapporten for Sprog hjemme og her sammen" in text(manager.get(front))
    assert "klar, ikke læst endnu" in text(manager.get(own("project")))
    assert "datarapport klar" in text(manager.get(own("rounds")))
    assert "Vi har læst og drøftet den" in text(leader.get(own("data_report", period=LATEST)))
    answer = leader.post(own("round_read", no=LATEST), follow=True)
    assert "Det er gemt, at I har læst og drøftet rapporten" in text(answer)
    row = Reading.objects.get()
    assert (row.period.no, row.by_name) == (LATEST, town.people[Role.UNIT_LEADER].name)
    assert LogEntry.objects.filter(action="loop.read", object_key=OWN_PROJECT).exists()
    assert stands(project)[LATEST] is ReportStands.READ
    assert "Læs datarapporten for Sprog hjemme og her" not in text(manager.get(front))
    assert "Vi har læst og drøftet den" not in text(leader.get(own("data_report", period=LATEST)))


def test_a_report_that_changed_since_is_to_be_read_again(town, project):
    manager = town.client(Role.PROJECT_MANAGER)
    manager.post(own("round_read", no=LATEST))
    one = Registration.objects.filter(participation__project=project, period__no=LATEST).first()
    Registration.objects.filter(pk=one.pk).update(state=Registration.State.BEGUN)
    assert stands(project)[LATEST] is ReportStands.CHANGED
    shown = text(manager.get(own("round", no=LATEST)))
    assert "Rapporten hviler på andre skemaer, end da den blev læst" in shown
    manager.post(own("round_read", no=LATEST))
    assert stands(project)[LATEST] is ReportStands.READ


def test_who_answers_the_questions_has_read_it(town, project):
    manager = town.client(Role.PROJECT_MANAGER)
    asked = manager.get(own("round", no=1)).context["reflection"].fields
    standing = town.standing(Role.PROJECT_MANAGER)
    keep_reflection(standing, project, 1, dict.fromkeys(asked, "Ja"))
    assert stands(project)[1] is ReportStands.READ
    late = manager.post(own("round_read", no=1))
    assert late.status_code != 302
    assert "«læst og drøftet» kan ikke følge på «refleksion skrevet»" in text(late)
    assert not Reading.objects.exists()


def test_those_outside_the_project_read_and_say_nothing(town, project):
    evaluator = town.client(Role.EVALUATOR)
    assert "Vi har læst og drøftet den" not in text(evaluator.get(own("round", no=LATEST)))
    assert evaluator.post(own("round_read", no=LATEST)).status_code == 403
    Project.objects.filter(pk=project.pk).update(manager=town.people[Role.HEAD])
    other = town.client(Role.PROJECT_MANAGER)
    refused = other.post(own("round_read", no=LATEST))
    assert "har en anden projektleder" in text(refused)
    assert not Reading.objects.exists()


def test_without_registrations_there_is_nothing_to_read_or_reflect_on(town, project):
    with pytest.raises(NothingToReflectOn) as refused:
        keep_reading(town.standing(Role.PROJECT_MANAGER), project, OPEN)
    assert refused.value.parts("da") == (
        "Ingen enhed har afleveret for periode 4.",
        "Uden registreringer er der ingen datarapport at tale om.",
        "Vent, til enhederne har afleveret, eller send en påmindelse.",
    )
    assert refused.value.parts("en") == (
        "No unit has handed in for period 4.",
        "Without registrations there is no data report to talk about.",
        "Wait until the units have handed in, or send a reminder.",
    )


def test_a_sum_that_stands_already_is_refused(town, project):
    standing = town.standing(Role.PROJECT_MANAGER)
    course = Begins("Kursus", 1000, 1, per_participant=False, participants=None)
    keep_establishment(standing, project, project.revision, course, ["sprogkuffert"])
    project.refresh_from_db()
    with pytest.raises(SumStandsTwice) as refused:
        keep_establishment(standing, project, project.revision, course, ["sparring"])
    assert refused.value.parts("da") == (
        "«Kursus» står der allerede.",
        "To beløb med samme navn kunne blive talt to gange.",
        "Ret det beløb, der står, eller kald det nye noget andet.",
    )
    assert refused.value.parts("en") == (
        "“Kursus” is there already.",
        "Two sums of the same name could be counted twice.",
        "Change the sum that is there, or call the new one something else.",
    )
