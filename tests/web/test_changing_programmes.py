"""A programme's indicators and time line, changed after they were made; and what is kept."""

from __future__ import annotations

from datetime import date

import pytest

from fordel.interventions.cells import State
from fordel.interventions.sheets.asking import sheet_for
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry as LogEntry
from fordel.web.programmes.actions.indicators import change_indicator, new_version, remove_indicator
from fordel.web.programmes.actions.programmes import Period, change_period, remove_period
from fordel.web.programmes.demonstration.loading import OWN_PROGRAMME, OWN_PROJECT
from fordel.web.programmes.models import Programme
from fordel.web.programmes.queries.documents import programme_document, registrations_document
from fordel.web.programmes.refusals.setting_up import (
    IndicatorIsAnswered,
    IndicatorIsUsed,
    PeriodNotRemovable,
    ProgrammeChangedMeanwhile,
    VersionTooEarly,
)
from tests.web.own_project import of, page, text, the_project

LAST_ANSWERED = 3
RATING = {
    "label_da": "Hvor tit taler I om sprog?",
    "label_en": "How often do you talk about language?",
    "kind": "rating",
    "theme": "language",
    "lowest": "1",
    "highest": "5",
    "children": "",
    "participants_of": "",
    "help_da": "Fra aldrig til hver dag",
    "help_en": "",
}
ASKS = {
    "kind": "count",
    "theme": "activities",
    "label": {"da": "Udlånte kufferter", "en": "Suitcases lent"},
    "lowest": 1,
    "highest": 7,
}


@pytest.fixture
def manager(town):
    return town.client(Role.PROJECT_MANAGER)


@pytest.fixture
def programme(town):
    return Programme.objects.get(municipality__code="999", key=OWN_PROGRAMME)


# indicators


def test_an_indicator_of_ones_own_is_made_chosen_asked_and_changed(manager, programme):
    assert manager.post(of("indicator_new"), RATING).status_code == 302
    made = programme.indicators.get(key="hvor_tit_taler_i_om_sprog")
    assert (made.lowest, made.highest, made.help_en) == (1, 5, "Fra aldrig til hver dag")
    assert LogEntry.objects.filter(action="indicator.kept", object_key=programme.key).exists()
    keys = [*the_project().indicators.values_list("key", flat=True), made.key]
    sent = {"revision": the_project().revision, "indicators": keys}
    where = page("project_indicators", programme=OWN_PROGRAMME, project=OWN_PROJECT)
    assert manager.post(where, sent).status_code == 302
    sheet = page(
        "sheet",
        programme=OWN_PROGRAMME,
        project=OWN_PROJECT,
        no=4,
        part=the_project().participations.first().unit_key,
    )
    assert "Hvor tit taler I om sprog?" in text(manager.get(sheet))
    programme.refresh_from_db()
    again = {**RATING, "revision": programme.revision, "highest": "4"}
    assert manager.post(of("indicator", indicator=made.key), again).status_code == 302
    made.refresh_from_db()
    assert made.highest == 4


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"highest": "1"}, "Skalaen skal slutte over det"),
        ({"label_da": ""}, "Spørgsmålet på dansk"),
        ({"children": "attached"}, "Kun et antal har det"),
        ({"participants_of": "ukendt", "kind": "count"}, "Tæller dem, der kom til"),
    ],
)
def test_a_wrong_indicator_keeps_nothing(manager, programme, wrong, said):
    before = programme.indicators.count()
    answer = manager.post(of("indicator_new"), {**RATING, **wrong})
    assert answer.status_code == 422
    assert said in text(answer)
    assert programme.indicators.count() == before


def test_what_is_answered_keeps_its_meaning_and_may_be_helped(town, manager, programme):
    shown = text(manager.get(of("indicator", indicator="suitcases")))
    assert "Enheder har svaret på det her" in shown
    assert "Lav en ny udgave fra en senere periode" in shown
    before = programme.indicators.get(key="suitcases")
    sent = {"revision": programme.revision, "label_da": "Andet", "help_da": "Tæl hver for sig"}
    assert manager.post(of("indicator", indicator="suitcases"), sent).status_code == 302
    after = programme.indicators.get(key="suitcases")
    assert (after.label_da, after.help_da) == (before.label_da, "Tæl hver for sig")
    standing = town.standing(Role.PROJECT_MANAGER)
    programme.refresh_from_db()
    with pytest.raises(IndicatorIsAnswered) as refused:
        change_indicator(standing, programme, programme.revision, "suitcases", ASKS)
    assert refused.value.parts("da")[0] == (
        f"«{before.label_da}» er besvaret i skemaer, der er afleveret, så dette kan ikke ændres: "
        f"{refused.value.changed_da}."
    )
    assert "spørgsmålets ord" in refused.value.changed_da
    assert "the words of the question" in refused.value.changed_en
    assert refused.value.parts("da")[1:] == (
        "De gamle svar ville komme til at betyde noget andet, end enhederne svarede.",
        (
            "Lav en ny udgave fra en senere periode: de gamle svar beholder deres spørgsmål. "
            "Hjælpeteksten kan rettes her."
        ),
    )
    assert refused.value.parts("en")[1:] == (
        "The old answers would come to mean something else than units answered.",
        (
            "Make a new version from a later period: the old answers keep their question. "
            "The help text can be changed here."
        ),
    )


def test_a_new_version_is_asked_from_its_period_and_old_answers_keep_their_question(
    manager, programme
):
    before = registrations_document(programme_document(programme), the_project())
    sent = {
        "revision": programme.revision,
        "asked_from": "4",
        "label_da": "Udlånte kufferter, hver familie én gang",
        "kind": "count",
        "theme": "activities",
        "lowest": "1",
        "highest": "7",
    }
    where = of("indicator_version", indicator="suitcases")
    assert 'value="3"' not in text(manager.get(where)).split("asked_from")[1].split("select>")[0]
    assert manager.post(where, sent).status_code == 302
    document = programme_document(Programme.objects.get(pk=programme.pk))
    project = document.project(OWN_PROJECT)
    asked = {no: {f.key for f in sheet_for(document, project, no).fields} for no in (3, 4)}
    assert "suitcases" in asked[3]
    assert "suitcases_2" not in asked[3]
    assert "suitcases_2" in asked[4]
    assert "suitcases" not in asked[4]
    after = registrations_document(document, the_project())
    unit = project.units[0].unit
    assert after.cell(unit, 3, "suitcases") == before.cell(unit, 3, "suitcases")
    assert after.cell(unit, 4, "suitcases").state is State.NOT_COLLECTED
    assert after.cell(unit, 3, "suitcases_2").state is State.NOT_COLLECTED
    assert project.activities[0].counted_by == ("suitcases", "suitcases_2")
    listed = text(manager.get(of("indicators")))
    assert "til og med periode 3" in listed
    assert "fra periode 4" in listed


def test_a_version_from_a_period_that_is_answered_is_refused(town, programme):
    standing = town.standing(Role.PROJECT_MANAGER)
    label = programme.indicators.get(key="suitcases").label_da
    with pytest.raises(VersionTooEarly) as refused:
        new_version(standing, programme, programme.revision, "suitcases", ASKS, LAST_ANSWERED)
    assert refused.value.parts("da") == (
        f"En ny udgave af «{label}» kan ikke gælde fra periode 3.",
        "Der er afleveret skemaer med den gamle i den periode eller senere.",
        "Vælg periode 4 eller en senere; mangler den, så tilføj den først.",
    )
    assert refused.value.parts("en")[1:] == (
        "Sheets with the old one are handed in for that period or a later one.",
        "Choose period 4 or a later one; if it is not there, add it first.",
    )
    with pytest.raises(VersionTooEarly):
        new_version(standing, programme, programme.revision, "suitcases", ASKS, 99)


def test_an_indicator_that_nobody_uses_is_taken_out_and_others_stay(town, manager, programme):
    assert manager.post(of("indicator_new"), RATING).status_code == 302
    programme.refresh_from_db()
    key = "hvor_tit_taler_i_om_sprog"
    sent = {**RATING, "revision": programme.revision, "do": "remove"}
    assert manager.post(of("indicator", indicator=key), sent).status_code == 302
    assert not programme.indicators.filter(key=key).exists()
    programme.refresh_from_db()
    standing = town.standing(Role.PROJECT_MANAGER)
    for used in ("suitcases", "parent_events"):
        with pytest.raises(IndicatorIsUsed) as refused:
            remove_indicator(standing, programme, programme.revision, used)
    label = programme.indicators.get(key="parent_events")
    assert refused.value.parts("da") == (
        f"«{label.label_da}» kan ikke tages ud af programmet.",
        "Et projekt spørger om den, en aktivitet tælles af den, eller den er besvaret.",
        "Lad den stå. Projekter, der ikke vil spørge om den, vælger den fra på deres egen side.",
    )
    assert refused.value.parts("en")[1:] == (
        "A project asks it, an activity is counted by it, or units have answered it.",
        "Let it stand. Projects that do not want to ask it leave it out on their own page.",
    )


def test_those_who_only_read_see_the_indicators_and_no_way_to_change_them(town):
    shown = text(town.client(Role.EVALUATOR).get(of("indicators")))
    assert "Ny indikator" not in shown
    assert "afleveret: betydningen ligger fast" in shown
    assert town.client(Role.UNIT_LEADER).get(of("indicators")).status_code == 403


# the programme


def test_a_programme_is_called_something_else_and_asks_for_less(manager, programme):
    sent = {"revision": programme.revision, "name": "Fælles om sprog", "source": "Egen"}
    needed = ["language+wellbeing", "wellbeing+language"]
    groups = ["+".join(group) for group in programme.needed]
    kept = next(group for group in groups if group in needed)
    answer = manager.post(of("programme_about"), {**sent, "needed": [kept]})
    assert answer.status_code == 302
    row = Programme.objects.get(pk=programme.pk)
    assert (row.name, row.source, row.key) == ("Fælles om sprog", "Egen", OWN_PROGRAMME)
    assert row.needed == [kept.split("+")]
    shown = text(manager.get(of("programme_about")))
    assert "primær samarbejdspart" in shown  # what was left out may be chosen again
    late = manager.post(of("programme_about"), sent)
    assert late.status_code == 422
    assert "mens siden var åben" in text(late)


def test_a_change_of_a_programme_by_two_is_told_to_the_second(town, programme):
    standing, period = town.standing(Role.HEAD), programme.periods.get(no=5)
    stands = Period(period.first, period.last)
    with pytest.raises(ProgrammeChangedMeanwhile) as refused:
        change_period(standing, programme, programme.revision + 1, 5, stands)
    assert refused.value.parts("da") == (
        f"Nogen har ændret programmet «{programme.name}», mens siden var åben.",
        "Deres ændring ville gå tabt, hvis din blev gemt oven i.",
        "Åbn siden igen, se ændringen, og skriv din.",
    )
    assert refused.value.parts("en") == (
        f"Somebody changed the programme “{programme.name}” while the page was open.",
        "Their change would be lost if yours were kept on top of it.",
        "Open the page again, look at the change, and write yours.",
    )


def test_a_period_with_answers_changes_its_deadline_only(manager, programme):
    where = of("periods") + "?nr=3"
    assert "Enheder har registreret i denne periode" in text(manager.get(where))
    days = {"first": "2025-12-01", "last": "2026-06-30", "deadline": "2026-08-01"}
    assert manager.post(where, {"revision": programme.revision, **days}).status_code == 302
    period = programme.periods.get(no=3)
    assert (period.first, period.deadline) == (date(2026, 1, 1), date(2026, 8, 1))


def test_a_period_is_taken_out_unless_something_rests_on_it(town, manager, programme):
    where = of("periods") + "?nr=5"
    sent = {"first": "2027-01-01", "last": "2027-06-30", "do": "remove"}
    assert manager.post(where, {"revision": programme.revision, **sent}).status_code == 302
    assert not programme.periods.filter(no=5).exists()
    assert not the_project().phases.filter(period__no=5).exists()
    programme.refresh_from_db()
    with pytest.raises(PeriodNotRemovable) as refused:
        remove_period(town.standing(Role.HEAD), programme, programme.revision, 3)
    assert refused.value.parts("da") == (
        "Periode 3 kan ikke tages ud.",
        "Der er registreret eller talt om den, og tallene hører til programmets historie.",
        (
            "Lad den stå. Bliver der ikke indsamlet i en periode uden svar, så gør den til et hul "
            "med en grund."
        ),
    )
    assert refused.value.parts("en") == (
        "Period 3 cannot be taken out.",
        "Something is registered or said of it, and that belongs to the programme's history.",
        (
            "Let it stand. If nothing is collected in a period without answers, make it a gap with "
            "a reason."
        ),
    )


def test_an_event_is_changed_and_taken_out(manager, programme):
    event = programme.events.get()
    where = of("events") + f"?nr={event.pk}"
    assert "Nyt fagsystem" in text(manager.get(where))
    sent = {"name": "Nyt it-system", "first": "2025-08-15", "about": "Møder blev udskudt"}
    assert manager.post(where, {"revision": programme.revision, **sent}).status_code == 302
    event.refresh_from_db()
    assert (event.name, event.last) == ("Nyt it-system", None)
    programme.refresh_from_db()
    removing = {"revision": programme.revision, **sent, "do": "remove"}
    assert manager.post(where, removing).status_code == 302
    assert not programme.events.exists()
    assert manager.get(where).status_code == 404
