"""Registration on pages and in workbooks: kept, handed in, corrected, taken, refused."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.models import Role, RoleGrant
from fordel.web.audit.actions.writing import System
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import DataPeriod, Entry, Participation, Programme, Registration
from tests.web.conftest import CODE, Town

OPEN = 4


@pytest.fixture
def part(town: Town) -> Participation:
    return Participation.objects.filter(project__key=OWN_PROJECT).order_by("pk").first()


@pytest.fixture
def leader(town: Town, part: Participation) -> Client:
    """The leader of the project's first unit."""
    system = System(code=CODE)
    person = create_person(system, "skema@test.example", "Skemaleder")
    give_role(system, person, Role.UNIT_LEADER, part.unit.municipality_id, unit_id=part.unit_id)
    client = Client(raise_request_exception=False)
    client.cookies["language"] = "da"
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(name: str, part: Participation | None = None, no: int = OPEN) -> str:
    more = {} if part is None else {"part": part.unit_key}
    return reverse(
        f"programmes:{name}",
        kwargs={
            "code": CODE, "programme": OWN_PROGRAMME, "project": OWN_PROJECT, "no": no, **more,
        },
    )  # fmt: skip


def whole(**changed: str) -> dict[str, str]:
    """A sheet with an answer to everything."""
    sent = {
        "children": "10", "suitcases": "4", "parent_events": "2", "event_participants": "15",
        "cross_meetings": "3", "parents_daily": "5", "parents_involved": "5",
        "parents_meetings": "4", "support_need": "1", "enrolled": "60",
    }  # fmt: skip
    for indicator in ("wellbeing", "language"):
        for cohort, counts in (("included", ("6", "3", "1")), ("left", ("0", "0", "0"))):
            for colour, count in zip(("green", "yellow", "red"), counts, strict=True):
                sent[f"{indicator}.{cohort}.{colour}"] = count
    return {**sent, **changed}


def confirmed(client: Client, where: str, sent: dict[str, str]) -> object:
    """Send a sheet, say yes to whatever is asked, and send it again."""
    answer = client.post(where, sent)
    if answer.status_code == 422 and answer.context["looked"] is not None:
        codes = list(answer.context["looked"].to_confirm)
        answer = client.post(where, {**sent, "confirmed": codes})
    return answer


def test_a_leader_keeps_a_sheet_and_hands_it_in(leader: Client, part: Participation) -> None:
    where = address("sheet", part)
    assert leader.get(where).status_code == 200
    answer = leader.post(where, {"revision": "0", "do": "keep", "children": "0"})
    assert answer.status_code == 302
    kept = Entry.objects.get(registration__participation=part, registration__period__no=OPEN)
    assert (kept.field, kept.state, kept.value) == ("children", "given", 0)
    answer = confirmed(leader, where, whole(revision="1", do="hand_in"))
    assert answer.status_code == 302
    registration = Registration.objects.get(participation=part, period__no=OPEN)
    assert registration.state == Registration.State.HANDED_IN
    assert registration.enrolled == 60
    assert LogEntry.objects.filter(action="sheet.handed_in", object_key=part.unit_key).count() == 1


def test_an_empty_field_is_missing_and_a_marked_one_not_applicable(
    leader: Client, part: Participation
) -> None:
    sent = {"revision": "0", "do": "keep", "suitcases": "", "na:children": "on", "children": ""}
    assert leader.post(address("sheet", part), sent).status_code == 302
    entries = Entry.objects.filter(registration__participation=part, registration__period__no=OPEN)
    assert [(entry.field, entry.state) for entry in entries] == [("children", "not_applicable")]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"children": "12 %"}, "Skriv antallet, ikke procent"),
        ({"children": "-1"}, "kan ikke være under nul"),
        ({"parents_daily": "9"}, "fra 1 til 7"),
        ({"children": "7", "na:children": "on"}, "både et svar og «ikke relevant»"),
        ({"enrolled": "mange"}, "skriv et helt tal"),
    ],
)
def test_a_wrong_answer_keeps_nothing_and_is_still_there(
    leader: Client, part: Participation, wrong: dict[str, str], words: str
) -> None:
    answer = leader.post(
        address("sheet", part), {"revision": "0", "do": "keep", "suitcases": "3", **wrong}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert 'value="3"' in page
    assert not Entry.objects.filter(
        registration__participation=part, registration__period__no=OPEN
    ).exists()


def test_what_contradicts_itself_is_kept_but_not_handed_in(
    leader: Client, part: Participation
) -> None:
    where = address("sheet", part)
    sent = whole(children="5", enrolled="3")
    answer = confirmed(leader, where, {**sent, "revision": "0", "do": "hand_in"})
    assert answer.status_code == 422
    assert "modsiger" in answer.content.decode()
    assert leader.post(where, {**sent, "revision": "0", "do": "keep"}).status_code == 302


def test_the_second_of_two_is_told_and_loses_nothing(leader: Client, part: Participation) -> None:
    where = address("sheet", part)
    leader.post(where, {"revision": "0", "do": "keep", "children": "4"})
    answer = leader.post(where, {"revision": "0", "do": "keep", "children": "9"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nogen har skrevet i arket" in page
    assert 'value="9"' in page


def test_a_correction_says_why_and_keeps_what_stood(
    leader: Client, town: Town, part: Participation
) -> None:
    where = address("sheet", part)
    confirmed(leader, where, whole(revision="0", do="hand_in"))
    changed = whole(revision="1", do="keep", suitcases="5")
    answer = confirmed(leader, where, {**changed, "reason": "Talt forkert"})
    assert answer.status_code == 302
    values = Entry.objects.filter(registration__participation=part, field="suitcases")
    assert [entry.value for entry in values.filter(registration__period__no=OPEN)] == [4, 5]
    page = leader.get(where).content.decode()
    assert "Talt forkert" in page


def test_a_correction_without_a_reason_is_refused(leader: Client, part: Participation) -> None:
    where = address("sheet", part)
    confirmed(leader, where, whole(revision="0", do="hand_in"))
    answer = confirmed(leader, where, whole(revision="1", do="keep", suitcases="5"))
    assert answer.status_code == 422
    assert "Intet er gemt" in answer.content.decode()


def test_the_manager_takes_a_sheet_or_sends_it_back(
    leader: Client, town: Town, part: Participation
) -> None:
    confirmed(leader, address("sheet", part), whole(revision="0", do="hand_in"))
    manager = town.client(Role.PROJECT_MANAGER)
    take = address("sheet_take", part)
    assert manager.post(take, {"do": "accept"}).status_code == 302
    registration = Registration.objects.get(participation=part, period__no=OPEN)
    assert registration.state == Registration.State.ACCEPTED
    assert manager.post(take, {"do": "accept"}).status_code == 422
    assert leader.post(take, {"do": "accept"}).status_code == 403
    assert manager.post(take, {"do": "send_back"}).status_code == 302
    registration.refresh_from_db()
    assert registration.state == Registration.State.BEGUN


def test_units_that_wait_are_reminded_by_mail_without_figures(
    leader: Client, town: Town, part: Participation, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = town.client(Role.PROJECT_MANAGER).post(address("sheets_remind"))
    assert answer.status_code == 302
    sent = [message for message in mail.outbox if message.to == ["skema@test.example"]]
    assert len(sent) == 1
    assert f"periode {OPEN}" in sent[0].subject


def test_a_workbook_comes_back_and_waits_to_be_handed_in(
    leader: Client, part: Participation
) -> None:
    fetched = leader.get(address("sheet_workbook", part))
    assert fetched["Content-Type"].endswith("sheet")
    book = openpyxl.load_workbook(io.BytesIO(fetched.content))
    page = book.worksheets[0]
    filled = {"children": 10, "suitcases": 4}
    rows = {row[5].value: row[1] for row in page.iter_rows()}
    for key, value in filled.items():
        rows[f"field:{key}"].value = value
    out = io.BytesIO()
    book.save(out)
    upload = SimpleUploadedFile("skema.xlsx", out.getvalue())
    answer = leader.post(address("sheet_upload", part), {"files": upload})
    assert answer.status_code == 302, answer.content.decode()
    entries = Entry.objects.filter(registration__participation=part, registration__period__no=OPEN)
    assert {(entry.field, entry.value) for entry in entries} == set(filled.items())
    assert {entry.source for entry in entries} == {"workbook"}
    registration = Registration.objects.get(participation=part, period__no=OPEN)
    assert registration.state == Registration.State.BEGUN


def test_the_wrong_workbook_is_refused_in_words(
    leader: Client, town: Town, part: Participation
) -> None:
    other = Participation.objects.filter(project=part.project).exclude(pk=part.pk).first()
    wrong = town.client(Role.PROJECT_MANAGER).get(address("sheet_workbook", other)).content
    where = address("sheet_upload", part)
    for content, name, words in (
        (wrong, "skema.xlsx", "Arket gælder enheden"),
        (b"not a workbook", "skema.xlsx", "regneark"),
        (b"", "skema.xlsx", "regneark"),
    ):
        answer = leader.post(where, {"files": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422, name
        assert words in answer.content.decode()
    assert leader.post(where, {}).status_code == 422
    kept = Entry.objects.filter(registration__participation=part, registration__period__no=OPEN)
    assert not kept.exists()


def test_another_units_sheet_is_not_there_for_a_leader(leader: Client, part: Participation) -> None:
    other = Participation.objects.filter(project=part.project).exclude(pk=part.pk).first()
    assert leader.get(address("sheet", other)).status_code == 404
    assert leader.post(address("sheet", other), whole(revision="0")).status_code == 404


def test_while_typing_the_page_says_what_cannot_be_right(
    leader: Client, part: Participation
) -> None:
    answer = leader.post(address("sheet_check", part), {"children": "0,4"}, HTTP_HX_REQUEST="true")
    assert "ikke procent eller en andel" in answer.content.decode()
    assert not Registration.objects.filter(participation=part, period__no=OPEN).exists()


def test_children_are_held_against_the_enrolled_that_stand_on_the_page(
    leader: Client, part: Participation
) -> None:
    where = address("sheet", part)
    few = leader.post(address("sheet_check", part), {"children": "10", "enrolled": "8"})
    assert "10 er flere end de 8 børn, der er indskrevet" in few.content.decode()
    leader.post(where, {"revision": "0", "do": "keep", "children": "10", "enrolled": "8"})
    mended = leader.post(address("sheet_check", part), {"children": "10", "enrolled": "60"})
    assert "indskrevet" not in mended.content.decode()
    answer = leader.post(where, whole(revision="1", do="hand_in"))
    assert "børn, der er indskrevet" not in answer.content.decode()


def test_a_sheet_that_somebody_comes_back_to_says_what_contradicts_itself(
    leader: Client, part: Participation
) -> None:
    where = address("sheet", part)
    assert "modsiger" not in leader.get(where).content.decode()
    leader.post(where, {**whole(children="5"), "revision": "0", "do": "keep"})
    assert "modsiger" in leader.get(where).content.decode()


def test_a_unit_that_is_late_is_marked_so(town: Town, leader: Client, part: Participation) -> None:
    DataPeriod.objects.filter(programme__key=OWN_PROGRAMME, no=OPEN).update(deadline="2026-01-15")
    for client in (leader, town.client(Role.PROJECT_MANAGER)):
        page = client.get(address("sheets_period"))
        assert page.status_code == 200
        assert "for sent" in page.content.decode()


def test_who_could_not_be_reminded_is_said(town: Town, leader: Client, part: Participation) -> None:
    manager = town.client(Role.PROJECT_MANAGER)
    others = Participation.objects.filter(project=part.project).exclude(pk=part.pk)
    page = manager.post(address("sheets_remind"), follow=True).content.decode()
    assert "påmindelse" in page
    assert "Ingen leder af de her enheder kan logge ind" in page
    assert all(str(other) in page.split("Personer.")[0] for other in others)
    RoleGrant.objects.filter(role=Role.UNIT_LEADER).update(valid_from="2099-01-01")
    nobody = manager.post(address("sheets_remind"), follow=True).content.decode()
    assert "påmindelser er sendt" not in nobody
    assert str(part) in nobody.split("Personer.")[0]


def test_a_sheet_sent_back_says_whether_anybody_was_told(town: Town, part: Participation) -> None:
    manager = town.client(Role.PROJECT_MANAGER)
    RoleGrant.objects.filter(role=Role.UNIT_LEADER).update(valid_from="2099-01-01")
    confirmed(manager, address("sheet", part), whole(revision="0", do="hand_in"))
    answer = manager.post(address("sheet_take", part), {"do": "send_back"}, follow=True)
    page = answer.content.decode()
    assert "Arket er åbent igen." in page
    assert "lederen har fået besked" not in page
    assert f"ingen har fået besked: {part}" in page


def test_what_is_refused_is_called_by_its_name(
    leader: Client, town: Town, part: Participation
) -> None:
    where = address("sheet", part)
    confirmed(leader, where, whole(revision="0", do="hand_in"))
    changed = confirmed(leader, where, whole(revision="1", do="keep", suitcases="5"))
    assert f"Arket for {part}, periode 4, er afleveret; skriv, hvorfor «Udleverede" in (
        changed.content.decode()
    )
    manager = town.client(Role.PROJECT_MANAGER)
    nowhere = manager.get(address("sheets_period", no=99)).content.decode()
    assert f"Programmet {part.project.programme} har ingen periode 99." in nowhere


def test_a_sheet_of_another_programme_or_unit_is_named(
    town: Town, leader: Client, part: Participation
) -> None:
    manager = town.client(Role.PROJECT_MANAGER)
    other = Participation.objects.filter(project=part.project).exclude(pk=part.pk).first()
    content = manager.get(address("sheet_workbook", other)).content
    upload = SimpleUploadedFile("skema.xlsx", content)
    page = manager.post(address("sheet_upload", part), {"files": upload}).content.decode()
    assert f"Arket gælder enheden {other}, ikke {part}." in page
    assert "skema.xlsx, arket «" in page
    Programme.objects.filter(key=OWN_PROGRAMME).update(key="et_andet")
    moved = address("sheet_upload", part).replace(OWN_PROGRAMME, "et_andet")
    upload = SimpleUploadedFile("skema.xlsx", content)
    page = manager.post(moved, {"files": upload}).content.decode()
    assert f"Arket er fra programmet {OWN_PROGRAMME}, ikke {part.project.programme}." in page


def test_a_sheet_that_waits_says_its_deadline_and_one_that_asks_nothing_does_not_wait(
    leader: Client, part: Participation
) -> None:
    period = DataPeriod.objects.get(programme__key=OWN_PROGRAMME, no=OPEN)
    front = reverse("budgets:municipality", kwargs={"code": CODE})
    for last, deadline, told in (
        ("2026-01-02", "2026-02-01", "skulle være afleveret 01-02-2026"),
        ("2026-01-02", "2099-02-01", "afleveres senest 01-02-2099"),
    ):
        days = {"first": "2026-01-01", "last": last, "deadline": deadline}
        DataPeriod.objects.filter(pk=period.pk).update(**days)
        assert told in leader.get(front).content.decode()
    part.project.indicators.clear()
    assert "Udfyld arket" not in leader.get(front).content.decode()
