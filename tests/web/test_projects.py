"""Projects of a programme: their phases, units and names, and how one is taken out again."""

from __future__ import annotations

import pytest

from fordel.interventions.periods import Phase
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.programmes.actions.projects import set_phases
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Programme, Project
from fordel.web.programmes.refusals.setting_up import (
    ActivityIsThere,
    PhaseGoesBack,
    PhaseHasFigures,
    ProjectHasHistory,
    ProjectIsThere,
)
from tests.web.own_project import of, page, text, the_project


@pytest.fixture
def manager(town):
    return town.client(Role.PROJECT_MANAGER)


@pytest.fixture
def programme(town):
    return Programme.objects.get(municipality__code="999", key=OWN_PROGRAMME)


def test_a_phase_changes_after_hand_in_only_with_a_reason(town, manager):
    project = the_project()
    where = page("project_phases", programme=OWN_PROGRAMME, project=OWN_PROJECT)
    stands = {f"phase_{p.period.no}": p.phase for p in project.phases.all()}
    sent = {"revision": project.revision, **stands, "phase_3": "effect"}
    refused = manager.post(where, sent)
    assert refused.status_code == 422
    assert "som enheder har afleveret for: 3" in text(refused)
    free = {"revision": project.revision, **stands, "phase_5": "ended"}
    assert manager.post(where, free).status_code == 302
    told = {**sent, "revision": the_project().revision, "reason": "Alle var i gang i januar"}
    assert manager.post(where, told).status_code == 302
    assert project.phases.get(period__no=3).phase == "effect"
    assert "Hvorfor: Alle var i gang i januar" in text(manager.get(where))


def test_a_project_goes_back_to_an_earlier_phase_only_with_a_reason(town, manager):
    project = the_project()
    where = page("project_phases", programme=OWN_PROGRAMME, project=OWN_PROJECT)
    stands = {f"phase_{p.period.no}": p.phase for p in project.phases.all()}
    sent = {"revision": project.revision, **stands, "phase_5": "shaping"}
    refused = manager.post(where, sent)
    assert refused.status_code == 422
    assert "går tilbage til en tidligere fase i periode 5" in text(refused)
    assert project.phases.get(period__no=5).phase == "effect"
    told = {**sent, "reason": "Kufferten laves om"}
    assert manager.post(where, told).status_code == 302
    assert "Hvorfor: Kufferten laves om" in text(manager.get(where))
    again = {"revision": the_project().revision, **stands, "phase_5": "shaping"}
    assert manager.post(where, again).status_code == 302
    assert project.phases.get(period__no=5).reason == "Kufferten laves om"


@pytest.mark.parametrize(
    ("refusal", "da", "en"),
    [
        (
            PhaseGoesBack(periods="4"),
            (
                "Projektet går tilbage til en tidligere fase i periode 4. Faserne følger "
                "efter hinanden: konkretisering, udbredelse, virkning, afsluttet. Går et "
                "projekt tilbage, laves indsatsen om, og de tolv måneder i virkning begynder "
                "forfra. Ret fasen, hvis den er valgt ved en fejl. Ellers skriv, hvorfor "
                "projektet går tilbage; det står ved perioden bagefter."
            ),
            (
                "The project goes back to an earlier phase in period 4. Phases follow each "
                "other: shaping, spread, effect, ended. Where a project goes back, its "
                "intervention is made anew, and the twelve months of effect begin anew. "
                "Correct the phase if it was chosen by mistake. Else write why the project "
                "goes back; it stands beside the period afterwards."
            ),
        ),
        (
            ProjectIsThere(name="Sprog"),
            (
                "Programmet har allerede et projekt, der hedder «Sprog». To projekter med "
                "samme navn ville blive forvekslet, når enheder registrerer. Kald det noget "
                "andet, eller åbn det, der er: det står på programmets side."
            ),
            (
                "The programme has a project called “Sprog” already. Two projects of one "
                "name would be mistaken for each other when units register. Call it "
                "something else, or open the one that is there: the programme's page has it."
            ),
        ),
        (
            ActivityIsThere(name="Kuffert"),
            (
                "Projektet har allerede en aktivitet, der hedder «Kuffert». Den ville blive "
                "beskrevet, vurderet og prissat to gange. Ret den aktivitet, der står, eller "
                "kald den nye noget andet."
            ),
            (
                "The project has an activity called “Kuffert” already. It would be "
                "described, judged and priced twice. Change the activity that is there, or "
                "call the new one something else."
            ),
        ),
        (
            ProjectHasHistory(project="Sprog"),
            (
                "Projektet «Sprog» kan ikke fjernes. Der er skrevet en beskrivelse, registreret "
                "eller vurderet noget i det, og det hører til programmets historie. Lad det stå, "
                "og sæt dets fase til afsluttet."
            ),
            (
                "The project “Sprog” cannot be taken out. A description is written in it, or "
                "something is registered or judged, and that belongs to the programme's history. "
                "Let it stand, and set its phase to ended."
            ),
        ),
    ],
)
def test_what_is_refused_says_why_and_what_next(refusal, da, en):
    assert refusal.message("da") == da
    assert refusal.message("en") == en


def test_nothing_is_called_the_same_twice(town, manager):
    project = the_project()
    named = {"name": project.name.upper() + " "}
    again = manager.post(page("new_project", programme=OWN_PROGRAMME), named)
    assert again.status_code == 422
    assert "allerede et projekt, der hedder" in text(again)
    activity = project.activities.first()
    where = page("project_activities", programme=OWN_PROGRAMME, project=OWN_PROJECT)
    twice = manager.post(where, {"revision": project.revision, "name": activity.name})
    assert twice.status_code == 422
    assert "allerede en aktivitet, der hedder" in text(twice)
    days = {"first": "2030-01-01", "last": "2030-06-30"}
    begun = manager.post(page("start"), {"name": project.programme.name, **days})
    assert begun.status_code == 422
    assert "er her allerede" in text(begun)
    same = {"revision": project.revision, "name": project.name}
    where = page("project_about", programme=OWN_PROGRAMME, project=OWN_PROJECT)
    assert manager.post(where, same).status_code == 302


def test_a_unit_is_in_the_project_when_its_effect_phase_begins(manager):
    part = the_project().participations.first()
    where = page("project_units", programme=OWN_PROGRAMME, project=OWN_PROJECT)
    at = part.unit_id
    sent = {f"takes_{at}": "on", f"joined_{at}": "3", f"effect_{at}": "1"}
    refused = manager.post(where, {"revision": the_project().revision, **sent})
    assert refused.status_code == 422
    assert "er ikke med i projektet i den periode, hvor dens virkningsfase begynder" in text(
        refused
    )


def test_a_phase_without_a_reason_says_why_one_is_needed(town):
    project = the_project()
    with pytest.raises(PhaseHasFigures) as refused:
        set_phases(
            town.standing(Role.PROJECT_MANAGER), project, project.revision, {3: Phase.EFFECT}
        )
    assert refused.value.parts("da") == (
        "Fasen er ændret i en periode, som enheder har afleveret for: 1, 3.",
        (
            "Resultater læses i virkningsfasen, så en anden fase giver en anden læsning af de "
            "samme tal."
        ),
        "Skriv, hvorfor fasen ændres; det står ved perioden bagefter.",
    )
    assert refused.value.parts("en") == (
        "The phase is changed in a period that units have handed in for: 1, 3.",
        (
            "Results are read in the effect phase, so another phase reads the same figures "
            "differently."
        ),
        "Write why the phase changes; it stands beside the period afterwards.",
    )


def test_a_field_that_cannot_be_changed_says_so(manager, programme):
    page_ = text(manager.get(of("periods") + "?nr=3"))
    assert page_.count("(kan ikke ændres her)") == 4
    assert text(manager.get(of("periods") + "?nr=5")).count("(kan ikke ændres her)") == 0


def test_a_mark_that_is_missing_is_said_beside_it(manager, programme):
    programme.refresh_from_db()
    days = {"first": "2027-07-01", "last": "2027-12-31", "reason": "Flytning"}
    refused = text(manager.post(of("periods"), {"revision": programme.revision, **days}))
    assert 'id="id_is_gap_error"' in refused


def test_a_project_begun_by_mistake_is_taken_out_and_one_with_a_history_stays(town, manager):
    project = the_project()
    kept = manager.post(
        page("project_remove", programme=OWN_PROGRAMME, project=OWN_PROJECT),
        {"revision": project.revision},
    )
    assert kept.status_code == 422
    assert "kan ikke fjernes" in text(kept)
    assert manager.post(page("new_project", programme=OWN_PROGRAMME), {"name": "Fejl"})
    begun = Project.objects.get(name="Fejl")
    where = page("project_remove", programme=OWN_PROGRAMME, project=begun.key)
    assert manager.post(where, {"revision": "7"}).status_code == 422
    gone = manager.post(where, {"revision": begun.revision}, follow=True)
    assert "Projektet er fjernet." in text(gone)
    assert not Project.objects.filter(name="Fejl").exists()
    assert LogEntry.objects.filter(action="project.removed", object_key=begun.key).exists()
    shown = manager.get(page("project", programme=OWN_PROGRAMME, project=OWN_PROJECT))
    assert "Fjern projektet" in text(shown)


def test_a_count_the_project_does_not_ask_says_so_where_it_is_chosen(manager):
    project = the_project()
    where = page("project_activities", programme=OWN_PROGRAMME, project=OWN_PROJECT)
    asked = project.indicators.get(key="suitcases")
    assert f"{asked.label_da} (projektet spørger ikke om det endnu)" not in text(manager.get(where))
    project.indicators.remove(asked)
    assert f"{asked.label_da} (projektet spørger ikke om det endnu)" in text(manager.get(where))


def test_projects_that_were_called_the_same_before_can_still_be_changed(manager):
    project = the_project()
    Project.objects.create(programme=project.programme, key="tvilling", name=project.name, order=9)
    where = page("project_about", programme=OWN_PROGRAMME, project=OWN_PROJECT)
    sent = {"revision": project.revision, "name": project.name, "place": "Byen"}
    assert manager.post(where, sent).status_code == 302
    assert the_project().place == "Byen"
    twin = page("project_about", programme=OWN_PROGRAMME, project="tvilling")
    other = manager.post(twin, {"revision": "0", "name": "Noget andet"})
    assert other.status_code == 302
    back = manager.post(twin, {"revision": "1", "name": project.name})
    assert back.status_code == 422
    assert "allerede et projekt, der hedder" in text(back)
