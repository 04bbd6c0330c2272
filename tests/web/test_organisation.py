from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fordel.registers import records
from fordel.web.access.models import Role, RoleGrant
from fordel.web.access.queries.people import places_of
from fordel.web.audit.models import Entry
from fordel.web.organisation.actions.units import follow_register, rename_unit
from fordel.web.organisation.models import Area, LineageEvent, Municipality, Unit
from fordel.web.organisation.refusals import ChangedMeanwhile, UnitIsClosed


def page(name, **named):
    return reverse(f"organisation:{name}", kwargs={"code": "999", **named})


NEW = {
    "key": "N1",
    "name": "Nyhuset",
    "kind": "nursery",
    "ownership": "municipal",
    "day": "2027-03-01",
    "reason": "Flere børn i byen.",
}


def happens(town, what, **sent):
    return town.client(Role.ADMINISTRATOR).post(page("happening"), {"what": what, **sent})


def refreshed(unit):
    return Unit.objects.get(pk=unit.pk)


def test_a_unit_opens_with_its_reason_and_a_line_in_the_log(town):
    assert happens(town, "open", **NEW).status_code == 302
    unit = Unit.objects.get(key="N1")
    assert (unit.name, unit.opened_on) == ("Nyhuset", date(2027, 3, 1))
    assert Entry.objects.filter(action="unit.opened", object_key="N1").exists()
    told = town.client(Role.AUDITOR).get(page("unit", unit="N1")).content.decode()
    assert "Flere børn i byen." in told
    assert "Åbnet" in told


def test_a_number_is_never_used_again(town):
    happens(town, "open", **NEW)
    unit = Unit.objects.get(key="N1")
    closed = {"unit": unit.pk, "day": "2027-06-01", "reason": "Lukket igen"}
    assert happens(town, "close", **closed).status_code == 302
    answer = happens(town, "open", **{**NEW, "day": "2028-01-01"})
    assert answer.status_code == 422
    assert "Nummeret N1 er brugt" in answer.content.decode()
    assert Unit.objects.filter(key="N1").count() == 1


def test_merged_units_close_and_become_one_new(town):
    units = [town.own_unit, town.other_unit]
    sent = {**NEW, "units": [u.pk for u in units]}
    assert happens(town, "merge", **sent).status_code == 302
    assert [refreshed(u).closed_on for u in units] == [date(2027, 3, 1)] * 2
    event = LineageEvent.objects.get(kind="merge")
    sides = sorted((p.side, p.unit.key, p.name_then) for p in event.units.all())
    assert ("after", "N1", "Nyhuset") in sides
    assert len(sides) == 3
    told = town.client(Role.ADMINISTRATOR).get(page("overview")).content.decode()
    assert "Lagt sammen" in told or "Sammenlagt" in told
    alone = {**NEW, "key": "N2", "units": [Unit.objects.get(key="N1").pk]}
    assert "Vælg mindst to enheder" in happens(town, "merge", **alone).content.decode()


def test_a_split_unit_becomes_two(town):
    sent = {**NEW, "unit": town.other_unit.pk, "second_key": "N2", "second_name": "Sidehuset"}
    assert happens(town, "split", **sent).status_code == 302
    assert refreshed(town.other_unit).closed_on == date(2027, 3, 1)
    assert {u.name for u in Unit.objects.filter(key__in=("N1", "N2"))} == {"Nyhuset", "Sidehuset"}


def test_a_unit_moves_to_another_area_and_the_history_knows_both(town):
    area = Area.objects.create(
        municipality=Municipality.objects.get(code="999"), key="ny", name="Nyområdet"
    )
    before = town.own_unit.area
    sent = {"unit": town.own_unit.pk, "area": area.pk, "day": "2027-01-01", "reason": "Ny leder"}
    assert happens(town, "move", **sent).status_code == 302
    assert refreshed(town.own_unit).area == area
    parts = {p.side: p.area_then for p in LineageEvent.objects.get(kind="move").units.all()}
    assert parts == {"before": before, "after": area}


def test_a_renamed_unit_keeps_its_old_name_in_the_history(town):
    old = town.own_unit.name
    sent = {"unit": town.own_unit.pk, "new_name": "Solhuset", "day": "2027-01-01", "reason": "Valg"}
    assert happens(town, "rename", **sent).status_code == 302
    assert refreshed(town.own_unit).name == "Solhuset"
    told = town.client(Role.HEAD).get(page("unit", unit=town.own_unit.key)).content.decode()
    assert old in told


def test_nothing_happens_to_a_unit_that_is_not_there_that_day(town):
    sent = {"unit": town.own_unit.pk, "day": "1900-01-01", "reason": "x"}
    answer = happens(town, "close", **sent)
    assert answer.status_code == 422
    assert "findes ikke på den dag" in answer.content.decode()
    assert refreshed(town.own_unit).closed_on is None


def test_the_second_of_two_editors_is_told(town):
    address = page("unit", unit=town.own_unit.key)
    unit = town.own_unit
    sent = {"kind": "nursery", "ownership": unit.ownership, "revision": unit.revision}
    client = town.client(Role.ADMINISTRATOR)
    assert client.post(address, sent).status_code == 302
    assert refreshed(unit).kind == "nursery"
    second = client.post(address, {**sent, "kind": "special"})
    assert second.status_code == 422
    assert "ændret af en anden" in second.content.decode()
    assert refreshed(unit).kind == "nursery"
    with pytest.raises(ChangedMeanwhile):
        rename_unit(town.standing(Role.ADMINISTRATOR), unit, "A", date(2027, 1, 1), "x")


def test_areas_and_districts_are_added_once(town):
    client = town.client(Role.ADMINISTRATOR)
    sent = {"what": "area", "key": "ost", "name": "Øst"}
    assert client.post(page("places"), sent).status_code == 302
    assert "Nummeret ost er brugt" in client.post(page("places"), sent).content.decode()
    assert client.post(page("places"), {**sent, "what": "district"}).status_code == 302
    told = client.get(page("places") + "?what=district").content.decode()
    assert "Øst" in told
    assert "Distrikter" in told


def test_the_municipality_says_for_how_long_files_are_kept(town):
    client = town.client(Role.ADMINISTRATOR)
    sent = {"name": "Demokommune", "contact_name": "Økonomi", "keeps_files_days": "14"}
    assert client.post(page("municipality"), sent).status_code == 302
    assert Municipality.objects.get(code="999").keeps_files_days == 14
    assert client.post(page("municipality"), {**sent, "keeps_files_days": "-1"}).status_code == 422


FILE = "enhedsnr;navn;område\nF1;Filhuset;Nord\nF2;Filgården;Nord\n".encode()


def from_file(town, name="enheder.csv", content=FILE):
    upload = SimpleUploadedFile(name, content)
    return town.client(Role.ADMINISTRATOR).post(page("units_from_file"), {"file": upload})


def test_units_come_from_a_file_and_a_second_time_changes_nothing(town):
    assert from_file(town).status_code == 302
    assert {u.area.name for u in Unit.objects.filter(key__in=("F1", "F2"))} == {"Nord"}
    lines = Entry.objects.filter(action="unit.recorded").count()
    from_file(town)
    assert Entry.objects.filter(action="unit.recorded").count() == lines


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("enheder.exe", b"MZ", "Gem filen som .csv"),
        ("enheder.csv", b"", "Filen er tom"),
        ("enheder.csv", b"x" * 5_000_001, "grænsen for denne slags fil er 5 MB"),
        ("enheder.xlsx", b"PK\x03\x04 not a book", "skåret over"),
        ("enheder.csv", b"navn;by\nA;B\n", "mangler"),
    ],
)
def test_a_file_that_is_no_file_of_units_is_refused(name, content, words, town):
    answer = from_file(town, name, content)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert "Filen kan ikke bruges, som den er." in shown
    assert f"{name}:" in shown or f"{name}," in shown, "the file's own name, not ours"
    assert 'name="file"' in shown, "the next file can be chosen here"


def test_no_file_at_all_is_said(town):
    answer = town.client(Role.ADMINISTRATOR).post(page("units_from_file"), {})
    assert answer.status_code == 422
    assert "Der er ikke valgt nogen fil" in answer.content.decode()


def test_a_register_does_not_bring_a_closed_unit_back(town):
    standing = town.standing(Role.ADMINISTRATOR)
    Unit.objects.filter(pk=town.own_unit.pk).update(closed_on=date(2027, 1, 1), name="Gammel")
    entry = records.Unit(town.own_unit.key, "Ny")
    with pytest.raises(UnitIsClosed) as refused:
        follow_register(standing, [entry], date(2027, 9, 5))
    assert "er lukket, men filen har den som åben" in refused.value.message("da")
    follow_register(standing, [entry], date(2026, 9, 5))
    assert refreshed(town.own_unit).name == "Gammel"


def test_names_with_scripts_are_shown_as_text(town):
    happens(town, "open", **{**NEW, "name": "<script>alert(1)</script>"})
    told = town.client(Role.ADMINISTRATOR).get(page("overview")).content.decode()
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert" in told


def place_step(town, **sent):
    return town.client(Role.ANALYST).post(page("places"), sent)


def test_an_area_is_renamed_and_keeps_its_key(town):
    area = Area.objects.get(municipality__code=town.code, key="test")
    sent = {"what": "area", "place": "test", "do": "rename", "new_name": "Nord <b>og</b> Øst"}
    assert place_step(town, **sent).status_code == 302
    area.refresh_from_db()
    assert (area.key, area.name) == ("test", "Nord <b>og</b> Øst")
    told = town.client(Role.ANALYST).get(page("places")).content.decode()
    assert "Nord &lt;b&gt;og&lt;/b&gt; Øst" in told
    empty = place_step(town, **sent | {"new_name": " "})
    assert empty.status_code == 422
    assert "mangler eller er over 120 tegn" in empty.content.decode()
    assert Entry.objects.filter(action="area.renamed", object_key="test").exists()


def test_a_district_is_renamed(town):
    place_step(town, what="district", key="d1", name="Havnen")
    sent = {"what": "district", "place": "d1", "do": "rename", "new_name": "Ved havnen"}
    assert place_step(town, **sent).status_code == 302
    assert (
        "Ved havnen"
        in town.client(Role.ANALYST).get(page("places") + "?what=district").content.decode()
    )


def test_an_area_closes_once_nobody_is_in_it(town):
    sent = {"what": "area", "place": "test", "do": "close"}
    refused = place_step(town, **sent)
    assert refused.status_code == 422
    assert "kan ikke lukkes: 1 åbne enheder og 1 ledere" in refused.content.decode()
    area = Area.objects.get(municipality__code=town.code, key="test")
    Unit.objects.filter(area=area).update(area=None)
    RoleGrant.objects.filter(area=area).delete()
    assert place_step(town, **sent).status_code == 302
    area.refresh_from_db()
    assert area.closed_on is not None
    assert place_step(town, **sent).status_code == 404, "it is closed already"
    again = place_step(town, what="area", key="test", name="Et andet")
    assert "Nummeret test er brugt" in again.content.decode()


def test_an_area_of_another_municipality_is_not_found(town, neighbour):
    sent = {"what": "area", "place": "1", "do": "rename", "new_name": "Vores"}
    Area.objects.filter(municipality__code=town.code, key="1").delete()
    assert place_step(town, **sent).status_code == 404
    assert Area.objects.get(municipality__code=neighbour.code, key="1").name == "Nord"


def test_a_unit_that_will_close_is_open_until_then_and_can_get_a_leader(town):
    today = timezone.localdate()
    unit = town.other_unit
    for day, heading, may_be_led in (
        (today + timedelta(days=30), "Enheder", True),
        (today, "Lukkede enheder", False),
    ):
        Unit.objects.filter(pk=unit.pk).update(closed_on=day)
        told = town.client(Role.ADMINISTRATOR).get(page("overview")).content.decode()
        before = told.split(f"/enheder/{unit.key}/")[0]
        assert before.rsplit("<h2>", 1)[1].startswith(heading)
        assert ("· lukker" in told) == may_be_led
        places = places_of(town.standing(Role.ADMINISTRATOR))[Role.UNIT_LEADER]
        assert (unit.pk in dict(places)) == may_be_led
