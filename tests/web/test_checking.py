"""`fordel check` and the health page."""

from __future__ import annotations

import json
import logging
import os
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.conf import settings as configured
from django.db import DatabaseError
from django.utils import timezone

from fordel.domain.language import Words
from fordel.web.audit.actions.writing import System, write
from fordel.web.budgets.models import BudgetYear, DataImport, Job, UploadedFile
from fordel.web.operations import checking, health
from fordel.web.operations import configured as reading
from fordel.web.operations.findings import Level
from tests.web.installed import Installation


class Free(NamedTuple):
    total: int
    used: int
    free: int


def levels(findings):
    return {finding.name: finding.level for finding in findings}


@pytest.fixture
def ready(settings, monkeypatch, tmp_path):
    """Settings as a production guide would have them."""
    settings.DEMO = False
    settings.HTTPS = settings.BEHIND_PROXY = True
    settings.ALLOWED_HOSTS = ["fordel.kommune.example"]
    settings.DATA = tmp_path
    key = tmp_path / "secret_key"
    key.write_text("k" * 64, "utf-8")
    key.chmod(0o600)
    settings.SECRET_KEY = "k" * 64
    monkeypatch.setattr(
        os,
        "environ",
        {f"FORDEL_{name}_FILE": str(key) for name in ("SECRET_KEY", "FIELD_KEYS", "FILE_KEY")},
    )
    return settings


def test_settings_as_the_guide_has_them_are_fine(ready):
    assert set(levels(reading.check_settings()).values()) == {Level.FINE}


@pytest.mark.parametrize(
    ("name", "change", "level", "words"),
    [
        ("purpose", {"DEMO": True}, Level.PROBLEM, "Fjern FORDEL_DEMO"),
        ("names", {"ALLOWED_HOSTS": ["*"]}, Level.PROBLEM, "svarer på alle navne"),
        ("names", {"ALLOWED_HOSTS": ["localhost"]}, Level.PROBLEM, "kun på denne maskine"),
        ("key", {"SECRET_KEY": "kort"}, Level.PROBLEM, "mangler eller er for kort"),
        ("https", {"HTTPS": False}, Level.PROBLEM, "kan læses på vejen"),
        ("https", {"BEHIND_PROXY": False}, Level.WARNING, "FORDEL_BEHIND_PROXY=1"),
    ],
)
def test_a_setting_that_is_wrong_is_found(name, change, level, words, ready):
    for setting, value in change.items():
        setattr(ready, setting, value)
    found = next(one for one in reading.check_settings() if one.name == name)
    assert found.level == level
    assert words in " ".join(x.da for x in (found.what, found.why, found.next))


def test_a_key_that_others_can_read_is_found(ready, tmp_path):
    (tmp_path / "secret_key").chmod(0o644)
    found = next(one for one in reading.check_settings() if one.name == "key")
    assert found.next == Words("chmod 600 secret_key", "chmod 600 secret_key")


def test_a_misspelt_setting_is_found(ready):
    os.environ["FORDEL_DATABSE_URL"] = "postgresql://a:hemmelig@b/c"
    found = next(one for one in reading.check_settings() if one.name == "settings")
    assert found.what.da == "Ingen læser FORDEL_DATABSE_URL."


def test_work_that_waits_in_vain_is_found(town):
    assert checking.check_worker().level == Level.FINE
    long_ago = timezone.now() - timedelta(minutes=6)
    of = {"municipality": town.own_unit.municipality}
    Job.objects.create(kind="a", **of)
    Job.objects.create(
        kind="b", made_at=long_ago, state="running", heartbeat_at=timezone.now(), **of
    )
    assert checking.check_worker().level == Level.FINE
    Job.objects.create(kind="c", made_at=long_ago, **of)
    Job.objects.create(kind="d", made_at=long_ago, state="running", heartbeat_at=long_ago, **of)
    assert checking.check_worker().what.da == "2 opgaver venter forgæves."


def test_a_key_that_kept_files_need_is_missed(town, settings):
    settings.FILE_KEYS = {"1": b"x"}
    year = BudgetYear.objects.first()
    delivery = DataImport.objects.create(budget_year=year)
    file = {"data_import": delivery, "name": "b.csv", "size_bytes": 1, "sha256": "0" * 64}
    UploadedFile.objects.create(content=b"x", key_id="1", **file)
    UploadedFile.objects.create(content=None, key_id="0", **file)
    assert checking.check_file_keys().level == Level.FINE
    UploadedFile.objects.create(content=b"x", key_id="2", **file)
    assert checking.check_file_keys().what.da == "Nøglen 2 til gemte filer mangler."


def test_a_clock_that_was_set_back_is_found(town, monkeypatch):
    assert checking.check_clock().level == Level.FINE
    write(System(), "year.opened")
    earlier = timezone.now() - timedelta(hours=1)
    monkeypatch.setattr(checking.timezone, "now", lambda: earlier)
    assert checking.check_clock().level == Level.PROBLEM


def test_a_database_that_does_not_answer_is_said_and_what_is_in_it_not_looked_at(monkeypatch, town):
    def silent(_):
        raise DatabaseError("hemmelig")

    monkeypatch.setattr(checking, "MigrationExecutor", silent)
    found = levels(checking.check_installation())
    assert found["database"] == Level.PROBLEM
    assert not {"worker", "clock"} & set(found)


def test_tables_that_are_behind_are_found(monkeypatch, town):
    monkeypatch.setattr(checking.MigrationExecutor, "migration_plan", lambda *_: [1, 2])
    found = {one.name: one for one in checking.check_database()}["tables"]
    assert found.what.en == "2 changes to the tables are missing."
    assert found.next.da == "Kør fordel web setup."


def test_files_that_are_not_gathered_are_found(town):
    assert checking.check_static_files().level == Level.PROBLEM


def test_mail_that_goes_nowhere_is_found(settings, monkeypatch):
    assert checking.check_mail().level == Level.WARNING
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    def connect(*_, **__):
        raise ConnectionRefusedError

    monkeypatch.setattr("smtplib.SMTP.connect", connect)
    assert checking.check_mail().what.en == "The mail server does not answer."
    monkeypatch.setattr("smtplib.SMTP.__init__", lambda *_, **__: None)
    monkeypatch.setattr("smtplib.SMTP.quit", lambda _: None)
    assert checking.check_mail().level == Level.FINE


@pytest.mark.parametrize(
    ("free", "level"), [(10**8, Level.PROBLEM), (2 * 10**9, Level.WARNING), (10**11, Level.FINE)]
)
def test_a_full_disk_is_found(free, level, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: Free(0, 0, free))
    assert checking.check_disk().level == level


def test_the_command_tells_everything_and_says_whether_it_is_ready(fordel, town):
    shown = fordel("check")
    assert shown.code == 5
    assert "✗ skal rettes  Opsætningen er en demonstration." in shown.out
    assert "Fjern FORDEL_DEMO." in shown.out
    assert "Ikke klar:" in shown.out
    told = fordel("check", "--json", "--lang", "en").json()
    assert told["ready"] is False
    purpose = next(one for one in told["findings"] if one["name"] == "purpose")
    assert purpose["next"] == "Remove FORDEL_DEMO."
    for one in told["findings"]:
        assert one["level"] == "fine" or (one["why"] and one["next"])


def test_an_installation_that_is_set_up_is_ready(tmp_path):
    """The commands of the guide, on SQLite, end in an installation with warnings at most."""
    made = Installation(tmp_path / "data", None, {})
    more = {
        "FORDEL_DEMO": "0", "FORDEL_ALLOWED_HOSTS": "fordel.example", "FORDEL_BEHIND_PROXY": "1",
    }  # fmt: skip
    assert made.fordel("check", **more).returncode == 5
    assert not (tmp_path / "data").exists(), "looking makes nothing"
    assert made.fordel("web", "setup", **more).returncode == 0
    done = made.fordel("check", "--json", **more)
    found = json.loads(done.stdout)
    assert done.returncode == 0, found
    assert {one["name"] for one in found["findings"] if one["level"] == "warning"} == {
        "database", "field-keys", "file-key", "mail",
    }  # fmt: skip


def test_health_is_a_yes_or_no_and_nothing_else(town, caplog, monkeypatch):
    answer = town.client(None).get("/sundhed/")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert answer["Cache-Control"] == "no-store"
    caplog.set_level(logging.ERROR, "fordel.web")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: Free(0, 0, 10))
    answer = town.client(None).get("/sundhed/")
    assert (answer.status_code, answer.json()) == (503, {"ok": False})
    assert [(r.msg, r.job) for r in caplog.records if r.name == "fordel.web"] == [
        ("unhealthy", "disk")
    ]
    assert configured.DATA.name not in answer.content.decode()


def test_health_says_no_where_the_database_is_away(town, monkeypatch):
    def away():
        raise DatabaseError("hemmelig")

    monkeypatch.setitem(health._LOOKED_AT, "database", away)
    answer = town.client(None).get("/sundhed/")
    assert (answer.status_code, answer.json()) == (503, {"ok": False})


@pytest.mark.parametrize(
    ("name", "variable", "setting", "gone"),
    [
        ("field-keys", "FIELD_KEYS", "FIELD_KEYS", []),
        ("file-key", "FILE_KEY", "FILE_KEYS", {}),
    ],
)
def test_a_key_that_is_missing_or_lies_beside_the_database_is_found(
    name, variable, setting, gone, ready
):
    del os.environ[f"FORDEL_{variable}_FILE"]
    found = next(one for one in reading.check_settings() if one.name == name)
    assert found.level == Level.WARNING
    assert f"FORDEL_{variable} ligger kun i installationens egen mappe" in found.what.da
    assert "En sikkerhedskopi rummer den ikke" in found.why.da
    setattr(ready, setting, gone)
    found = next(one for one in reading.check_settings() if one.name == name)
    assert found.level == Level.PROBLEM
    assert found.what.en == f"FORDEL_{variable} is missing."


def sealed_factor(town):
    from allauth.mfa.models import Authenticator

    from fordel.web.access.adapter import SealedFactors
    from fordel.web.access.models import Role

    secret = SealedFactors().encrypt("ABCDEFGH")
    person = town.people[Role.ANALYST]
    return Authenticator.objects.create(user=person, type="totp", data={"secret": secret})


def test_secrets_whose_key_is_gone_are_found(town, settings):
    from fordel.web.sealing import key_name, new_key

    assert checking.check_field_keys().level == Level.FINE
    sealed_factor(town)
    assert checking.check_field_keys().level == Level.FINE
    old = key_name(settings.FIELD_KEYS[0])
    settings.FIELD_KEYS = [new_key()]
    found = checking.check_field_keys()
    assert found.level == Level.PROBLEM
    assert found.what.da == f"Nøglen {old} i FORDEL_FIELD_KEYS mangler."


def test_a_backup_names_its_keys_and_a_restored_one_those_that_are_missing(town, settings):
    from fordel.web.operations.backup import fingerprints, missing_keys
    from fordel.web.sealing import key_name, new_key

    sealed_factor(town)
    keys = fingerprints()
    used = key_name(settings.FIELD_KEYS[0])
    assert keys[f"fields {used}"] == used
    assert settings.FIELD_KEYS[0] not in json.dumps(keys)
    assert missing_keys(keys) == []
    settings.FIELD_KEYS = [new_key()]
    assert missing_keys(keys) == [f"fields {used}"]
    assert missing_keys({**keys, "files k7": "k7"}) == [f"fields {used}", "files k7"]
