from __future__ import annotations

import json
import os

import pytest

from fordel.web import environment
from fordel.web.access.actions.people import create_person
from fordel.web.audit.actions.writing import System
from fordel.web.demonstration import load_demonstration
from fordel.web.organisation.actions.setting_up import create_municipality, record_units
from fordel.web.organisation.models import Unit
from fordel.web.refusals import DatabaseAddressNotUnderstood, MunicipalityExists
from tests import demonstrated
from tests.cli.calling import Command


def test_sqlite_lets_readers_read_while_somebody_writes():
    settings = environment.database("sqlite:////var/lib/fordel/fordel.sqlite3")
    assert settings["NAME"] == "/var/lib/fordel/fordel.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]


def test_postgresql_is_one_setting():
    settings = environment.database("postgresql://fordel:hem%40lig@db:5433/budget")
    assert (settings["NAME"], settings["USER"], settings["PASSWORD"]) == (
        "budget",
        "fordel",
        "hem@lig",
    )
    assert (settings["HOST"], settings["PORT"]) == ("db", "5433")
    socket = environment.database("postgresql:///budget?host=/run/postgresql")
    assert socket["HOST"] == "/run/postgresql"


@pytest.mark.parametrize("address", ["mysql://a:hemmelig@b/c", "fordel.sqlite3", "postgresql://x"])
def test_another_database_is_refused_without_repeating_a_password(address):
    with pytest.raises(DatabaseAddressNotUnderstood) as refused:
        environment.database(address)
    assert "ikke er en database, Fordel kender" in refused.value.message("da")
    assert "hemmelig" not in refused.value.message("da")


def test_a_secret_comes_from_the_variable_or_a_file(tmp_path, monkeypatch):
    usual = tmp_path / "usual"
    assert environment.secret("TEST_SECRET", usual) == ""
    usual.write_text("fra filen\n", encoding="utf-8")
    assert environment.secret("TEST_SECRET", usual) == "fra filen"
    monkeypatch.setenv("FORDEL_TEST_SECRET", "fra variablen")
    assert environment.secret("TEST_SECRET", usual) == "fra variablen"


def test_a_municipalitys_number_is_used_once(town):
    with pytest.raises(MunicipalityExists) as refused:
        create_municipality(System(), town.code, "En anden")
    assert "findes allerede" in refused.value.message("da")


def test_units_follow_the_register_and_none_disappears(town):
    units = demonstrated.next_run().inputs.register.units
    before = Unit.objects.filter(municipality__code=town.code).count()
    municipality = town.own_unit.municipality
    record_units(System(code=town.code), municipality, units[:1])
    assert Unit.objects.filter(municipality__code=town.code).count() == before


def test_a_person_without_a_password_cannot_log_in_with_one(db):
    person = create_person(System(), "Ny@Kommune.example", "Ny")
    assert person.email == "ny@kommune.example"
    assert not person.has_usable_password()


def test_loading_the_demonstration_again_only_gives_new_passwords(town):
    first = load_demonstration(town.code, "Demokommune", [])
    again = load_demonstration(town.code, "Demokommune", [])
    assert {login.email for login in first} == {login.email for login in again}
    assert {login.password for login in first}.isdisjoint(login.password for login in again)


def test_the_command_line_sets_up_and_shows_a_log_in_for_each_role(
    town, capsys, monkeypatch, tmp_path
):
    monkeypatch.setattr("fordel.web.setting_up.set_up", lambda _: None)
    monkeypatch.setattr(os, "environ", {**os.environ})
    fordel = Command(capsys, monkeypatch)
    shown = fordel("web", "demo", tmp_path, "--data", tmp_path / "data")
    assert shown.code == 0
    assert "Institutionsleder" in shown.out
    assert str(town.own_unit) in shown.out
    answer = fordel("web", "demo", tmp_path, "--data", tmp_path / "data", "--json")
    assert {login["role"] for login in json.loads(answer.out)} >= {"analyst", "unit_leader"}
    ready = fordel("web", "setup", "--data", tmp_path / "data")
    assert "Klar" in ready.out


def test_danish_is_there_in_the_process_that_compiled_it(monkeypatch):
    """As after a fresh clone, or a new version: the process looked for Danish before it was."""
    from django.utils.translation import gettext, override, trans_real

    from fordel.web.setting_up import set_up

    monkeypatch.setattr("django.core.management.call_command", lambda *_, **__: None)
    monkeypatch.setitem(trans_real._translations, "da", trans_real.translation("en"))
    with override("da"):
        assert gettext("Letters") == "Letters"
    set_up()
    with override("da"):
        assert gettext("Letters") == "Breve"
