"""Children followed by pseudonym on pages: brought in, counted, not kept, told, and by whom."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fordel.evaluation.panels.documents import counts_from
from fordel.evaluation.panels.figures import figures_of
from fordel.evaluation.panels.refusals import NoColoursAsked
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.programmes.actions.following import Said, keep_panel
from fordel.web.programmes.demonstration.followed import FOLLOWED_PROGRAMME, FOLLOWED_PROJECT
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Panel, Participation, Project
from fordel.web.programmes.refusals.evaluating import (
    PanelFileMissing,
    PanelFileTooLarge,
    PanelReplacedWithoutWhy,
)
from tests.web.conftest import CODE, OTHER, Town

COURSES = ["yg"] * 9 + ["gg"] * 12 + ["gy"] + ["yy"] * 6 + ["ry"] * 3
WORDS = {"g": "grøn", "y": "gul", "r": "rød"}
PERIODS = (1, 3)


def address(name: str, *, project: str = OWN_PROJECT, programme: str = OWN_PROGRAMME,
            query: str = "", code: str = CODE, **more: object) -> str:  # fmt: skip
    keys = {"code": code, "programme": programme, "project": project, **more}
    return reverse(f"programmes:{name}", kwargs=keys) + query


def followed(name: str, **more: object) -> str:
    return address(name, project=FOLLOWED_PROJECT, programme=FOLLOWED_PROGRAMME, **more)


def units() -> list[str]:
    parts = Participation.objects.filter(project__key=OWN_PROJECT, joined=1)
    return [part.unit_key for part in parts.order_by("pk")]


def rows(courses: list[str] = COURSES, prefix: str = "hemmelig") -> list[list[object]]:
    place = units()
    return [
        [f"{prefix}{at:03}", place[at % len(place)], period, WORDS[mark]]
        for at, course in enumerate(courses)
        for period, mark in zip(PERIODS, course, strict=True)
    ]


def file_of(lines: list[list[object]], name: str = "boern-i-solsikken.csv") -> SimpleUploadedFile:
    out = io.StringIO()
    table = csv.writer(out, delimiter=";")
    table.writerows([["barn", "enhed", "periode", "farve"], *lines])
    return SimpleUploadedFile(name, out.getvalue().encode())


def send(client: Client, lines: list[list[object]] | None = None, **changed: object):
    sent = {"indicator": "language", "source": "fagsystemet, juni 2026", "reason": "", **changed}
    upload = file_of(rows() if lines is None else lines)
    return client.post(address("panel"), {"files": upload, **sent})


def told(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def manager(town: Town) -> Client:
    return town.client(Role.PROJECT_MANAGER)


def test_a_panel_is_counted_and_the_file_is_not_kept(manager: Client) -> None:
    before = told(manager.get(address("results", query="?vis=language")))
    assert "Ingen er fulgt i dette resultat." in before
    assert "Filen læses og gemmes ikke" in told(manager.get(address("panel")))
    answer = send(manager)
    assert answer.status_code == 302
    assert answer["Location"].endswith("?vis=language#followed")
    row = Panel.objects.get(project__key=OWN_PROJECT)
    assert (row.children, row.indicator.key, row.source) == (
        31,
        "language",
        "fagsystemet, juni 2026",
    )
    moved = figures_of(counts_from(row.counts)).moved
    assert moved is not None
    assert (moved.toward, moved.away) == (9, 1)
    kept = serializers.serialize("json", [row, *LogEntry.objects.all()])
    assert "hemmelig" not in kept
    assert "solsikken.csv" not in kept
    entry = LogEntry.objects.get(action="panel.brought_in", object_key=OWN_PROJECT)
    assert entry.details == {"indicator": "language", "periods": "1, 3"}


def test_what_is_counted_stands_on_the_results_page(manager: Client, town: Town) -> None:
    send(manager)
    page = told(manager.get(address("results", query="?vis=language")))
    for said in (
        "De samme børn over tid",
        "gik 9 af 31 børn til grøn, og 1 gik fra grøn",
        "Sprog: hvor børnene gik hen",
        "Hvem der kom, og hvem der gik",
        "Ikke indsamlet: periode 2.",
        "Til projektets egne folk.",
        "fagsystemet, juni 2026",
        "Pseudonymer gemmes ikke.",
    ):
        assert said in page, said
    assert "hemmelig" not in page
    english = town.client(Role.EVALUATOR, language="en")
    page = told(english.get(address("results", query="?vis=language")))
    assert "The same children over time" in page
    assert "9 of 31 children to green" not in page.replace("went to", "")
    assert "9 of 31 children went to green" in page
    other = told(manager.get(address("results", query="?vis=wellbeing")))
    assert "gik 9 af 31" not in other


def test_a_unit_has_its_own_children_unless_they_are_too_few(manager: Client) -> None:
    one, other = units()[:2]
    few = [row if row[0] == "k000" else [row[0], other, *row[2:]] for row in rows(prefix="k")]
    few = [[row[0], one, *row[2:]] if row[0] == "k000" else row for row in few]
    send(manager, few)
    page = told(manager.get(address("results", query=f"?vis=language&enhed={one}")))
    assert "Færre end fem børn i enheden er fulgt" in page
    assert "chart-followed" not in page
    page = told(manager.get(address("results", query=f"?vis=language&enhed={other}")))
    assert "gik 8 af 30 børn til grøn" in page


def test_a_corrected_panel_takes_the_place_of_the_old_which_stays(manager: Client) -> None:
    send(manager)
    silent = send(manager, rows(["yg"] * 12 + ["gg"] * 8))
    assert silent.status_code == 422
    assert "Den nye fil afløser den gamle" in told(silent)
    assert Panel.objects.filter(project__key=OWN_PROJECT).count() == 1
    answer = send(manager, rows(["yg"] * 12 + ["gg"] * 8), reason="To børn var byttet om")
    assert answer.status_code == 302
    assert Panel.objects.filter(project__key=OWN_PROJECT).count() == 2
    page = told(manager.get(address("results", query="?vis=language")))
    assert "gik 12 af 20 børn til grøn" in page
    assert "gik 9 af 31" not in page
    history = told(manager.get(address("panel")))
    assert "To børn var byttet om" in history
    assert history.count("fagsystemet, juni 2026") == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda lines: lines[0].__setitem__(0, "0101151234"), "ligner personnumre"),
        (lambda lines: lines.append(list(lines[0])), "allerede en række i periode 1"),
        (lambda lines: lines[0].__setitem__(3, "40 %"), "et tal eller en procent"),
        (lambda lines: lines[0].__setitem__(1, "Naboen"), "Enheden er ikke med i projektet."),
        (lambda lines: lines[0].__setitem__(2, 2), "Periode 2 blev ikke indsamlet"),
        (lambda lines: lines.__delitem__(slice(2, None)), "følger kun ét barn"),
    ],
)
def test_a_panel_that_cannot_be_used_keeps_nothing(manager: Client, change, words: str) -> None:
    lines = rows()
    change(lines)
    answer = send(manager, lines)
    assert answer.status_code == 422
    page = told(answer)
    assert words in page
    assert "0101151234" not in page
    assert "hemmelig" not in page
    assert "solsikken" not in page
    assert not Panel.objects.filter(project__key=OWN_PROJECT).exists()


def test_what_is_said_of_a_panel_names_nobody(manager: Client) -> None:
    answer = send(manager, source="ring til 12345678")
    assert answer.status_code == 422
    assert "et telefonnummer" in told(answer)
    assert not Panel.objects.filter(project__key=OWN_PROJECT).exists()


def test_the_page_says_which_units_and_periods_a_file_may_hold(manager: Client) -> None:
    page = manager.get(address("panel")).content.decode()
    for unit in units():
        assert f"<code>{unit}</code>" in page
    assert "Perioder, der indsamles: 1, 3" in page
    assert "Fælles vurderinger gives for en enhed" in page


def test_a_file_has_to_come_and_be_small_enough(manager: Client, monkeypatch) -> None:
    sent = {"indicator": "language", "source": "x"}
    missing = manager.post(address("panel"), sent)
    assert missing.status_code == 422
    assert "Der er ikke valgt nogen fil." in told(missing)
    monkeypatch.setattr("fordel.web.programmes.actions.following.LARGEST_MB", 0)
    large = send(manager)
    assert large.status_code == 422
    assert "Filen er større end 0 MB." in told(large)
    unknown = send(manager, indicator="children")
    assert unknown.status_code == 422


def test_no_file_stays_open_on_the_machine(manager: Client, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr("fordel.web.budgets.files.opening._IN_MEMORY", tmp_path)
    send(manager)
    lines = rows()
    lines[0][3] = "lilla"
    send(manager, lines, reason="igen")
    assert list(tmp_path.iterdir()) == []


def test_only_who_gathers_evidence_brings_children_in(town: Town) -> None:
    for role in Role:
        status = town.client(role).get(address("panel")).status_code
        may = role in {Role.PROJECT_MANAGER, Role.EVALUATOR}
        assert status == (200 if may else 403), role
    Project.objects.filter(key=OWN_PROJECT).update(manager=town.people[Role.ANALYST])
    another = send(town.client(Role.PROJECT_MANAGER))
    assert another.status_code == 422
    assert "har en anden projektleder" in told(another)
    assert send(town.client(Role.EVALUATOR)).status_code == 302
    assert town.client(Role.EVALUATOR).get(address("panel", code=OTHER)).status_code == 404


def test_the_link_stands_only_for_who_may(town: Town) -> None:
    where = address("panel")
    for role, stands in ((Role.EVALUATOR, True), (Role.HEAD, False), (Role.UNIT_LEADER, False)):
        page = told(town.client(role).get(address("results", query="?vis=language")))
        assert (where in page) == stands, role


def test_the_demonstration_says_what_a_child_moved_cost(town: Town) -> None:
    page = told(town.client(Role.HEAD).get(followed("costs")))
    assert "kr. pr. barn netto rykket til grøn" in page
    assert "I 23 måneder" in page
    english = told(town.client(Role.HEAD, language="en").get(followed("costs")))
    assert "per child net moved to green" in english
    row = Panel.objects.get(project__key=FOLLOWED_PROJECT)
    counts = counts_from(row.counts)
    assert counts.periods == (1, 3, 4)
    assert counts.paths


def test_reports_tell_of_children_followed(town: Town) -> None:
    head = town.client(Role.HEAD)
    data = told(head.get(followed("data_report", period=3)))
    assert "de samme børn fra periode 1 til 3" in data
    assert "fra periode 3 til 4" not in data
    final = told(head.get(followed("final_report")))
    assert "Børn, der er fulgt" in final
    assert "kr. pr. barn netto rykket til grøn" in final
    where = reverse("programmes:across", kwargs={"code": CODE, "programme": FOLLOWED_PROGRAMME})
    across = told(head.get(where))
    assert "Kr. pr. barn netto rykket til grøn" in across
    assert "Trivsel: " in across


def test_what_is_published_is_protected(town: Town) -> None:
    town.client(Role.HEAD).post(followed("final_report_publish"))
    page = told(town.client(Role.POLITICIAN).get(followed("public_report")))
    assert "de samme børn fra første til sidste vurdering" in page
    assert "beskyttet mod genkendelse" in page
    row = Panel.objects.get(project__key=FOLLOWED_PROJECT)
    figures = figures_of(counts_from(row.counts))
    small = [n for n in figures.first_to_last.values() if 0 < n < 5]
    assert small, "there is something to hide"
    table = page.split("de samme børn fra første til sidste vurdering")[-1].split("</table>")[0]
    assert "–" in table
    assert "Trivsel: hvor børnene gik hen" not in page


def test_without_costs_it_is_said_that_they_are_not_worked_out(manager: Client) -> None:
    send(manager)
    final = told(manager.get(address("final_report")))
    assert "9 af 31 børn til grøn" in final


def test_an_indicator_without_colours_has_no_children_to_follow(town: Town) -> None:
    standing = town.standing(Role.PROJECT_MANAGER)
    project = Project.objects.get(key=OWN_PROJECT)
    counts = counts_from(Panel.objects.get(project__key=FOLLOWED_PROJECT).counts)
    with pytest.raises(NoColoursAsked) as refused:
        keep_panel(standing, project, "children", counts, Said("x"))
    assert "ikke om børn i tre farver" in refused.value.message("da")
    assert "children in three colours" in refused.value.message("en")
    assert json.dumps(refused.value.values())


@pytest.mark.parametrize(
    ("refusal", "da", "en"),
    [
        (PanelFileMissing(), "Der er ikke valgt nogen fil.", "No file was chosen."),
        (PanelFileTooLarge(limit=20), "større end 20 MB", "larger than 20 MB"),
        (PanelReplacedWithoutWhy(project="Leg"), "projektet «Leg»", "the project “Leg” already"),
    ],
)  # fmt: skip
def test_refusals_are_said_in_both_languages(refusal, da: str, en: str) -> None:
    assert da in refusal.message("da")
    assert en in refusal.message("en")
