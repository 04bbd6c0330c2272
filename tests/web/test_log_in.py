"""Passwords, second factors, sessions."""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import caches
from django.test import TestCase

from fordel.web.access.actions.people import forget_second_factor
from fordel.web.access.models import Role
from fordel.web.audit.models import Entry
from fordel.web.sealing import new_key, seal, unseal

PASSWORD = "den rigtige adgangskode 7"


def totp(secret, at=None):
    """The six digits an app shows. Source: RFC 6238."""
    import base64

    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    count = struct.pack(">Q", int((at or time.time()) // 30))
    digest = hmac.new(key, count, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def test_the_code_is_that_of_the_standard():
    assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59) == "287082"


@pytest.fixture
def analyst(town):
    person = town.people[Role.ANALYST]
    person.set_password(PASSWORD)
    person.save()
    return person


def log_in(town, person, password=PASSWORD):
    client = town.client(None)
    answer = client.post("/konto/log-ind/", {"login": person.email, "password": password})
    return client, answer


def set_up_app(client):
    client.post("/konto/bekraeft/", {"password": PASSWORD})
    text = client.get("/konto/to-trin/totp/activate/").content.decode()
    secret = re.search(r'id="key">(\w+)<', text).group(1)
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/konto/to-trin/totp/activate/", {"code": totp(secret)})
    assert answer.status_code == 302
    return secret


def test_the_app_is_asked_for_and_a_recovery_code_works_once(town, analyst):
    client, _ = log_in(town, analyst)
    secret = set_up_app(client)
    shown = client.get("/konto/to-trin/recovery-codes/").content.decode()
    codes = re.findall(r"<li>(\d{8})</li>", shown)
    assert len(codes) == 10
    client, answer = log_in(town, analyst)
    assert answer["Location"] == "/konto/to-trin/authenticate/"
    assert client.get(f"/kommuner/{town.code}/").status_code == 302
    wrong = client.post("/konto/to-trin/authenticate/", {"code": "000000"})
    assert "Forkert kode" in wrong.content.decode()
    client.post("/konto/to-trin/authenticate/", {"code": totp(secret, time.time() + 30)})
    assert client.get(f"/kommuner/{town.code}/").status_code == 200
    client, _ = log_in(town, analyst)
    client.post("/konto/to-trin/authenticate/", {"code": codes[0]})
    assert client.get(f"/kommuner/{town.code}/").status_code == 200
    client, _ = log_in(town, analyst)
    client.post("/konto/to-trin/authenticate/", {"code": codes[0]})
    assert client.get(f"/kommuner/{town.code}/").status_code == 302
    assert Entry.objects.filter(action="factor.added", person_number=analyst.pk).exists()


def test_wrong_codes_lock_too(town, analyst):
    client, _ = log_in(town, analyst)
    secret = set_up_app(client)
    client, _ = log_in(town, analyst)
    for _ in range(5):
        client.post("/konto/to-trin/authenticate/", {"code": "000000"})
    client.post("/konto/to-trin/authenticate/", {"code": totp(secret)})
    assert client.get(f"/kommuner/{town.code}/").status_code == 302


def test_the_apps_secret_is_sealed_in_the_database(town, analyst):
    client, _ = log_in(town, analyst)
    secret = set_up_app(client)
    kept = Authenticator.objects.get(user=analyst, type="totp").data
    assert secret not in str(kept)


def test_setting_up_asks_again_who_it_is(town, analyst):
    client, _ = log_in(town, analyst)
    answer = client.get("/konto/to-trin/totp/activate/")
    assert answer["Location"].startswith("/konto/bekraeft/")
    assert "Er det dig?" in client.get(answer["Location"]).content.decode()
    wrong = client.post(answer["Location"], {"password": "forkert"})
    assert wrong.status_code == 200
    again = client.post(answer["Location"], {"password": PASSWORD})
    assert again["Location"] == "/konto/to-trin/totp/activate/"


def test_a_role_can_need_a_second_factor(town, analyst, settings):
    settings.SECOND_FACTOR_ROLES = ["analyst"]
    client, _ = log_in(town, analyst)
    answer = client.get(f"/kommuner/{town.code}/")
    assert answer["Location"] == "/konto/to-trin/"
    assert "Din rolle kræver et andet trin" in client.get("/konto/to-trin/").content.decode()
    assert client.post(f"/kommuner/{town.code}/").status_code == 302
    set_up_app(client)
    assert client.get(f"/kommuner/{town.code}/").status_code == 200
    leader = town.client(Role.UNIT_LEADER)
    assert leader.get(f"/kommuner/{town.code}/").status_code == 200
    forget_second_factor(town.standing(Role.ADMINISTRATOR), analyst)
    client, _ = log_in(town, analyst)
    assert client.get(f"/kommuner/{town.code}/")["Location"] == "/konto/to-trin/"


def test_a_lockout_is_kept_where_every_worker_sees_it(town, analyst, settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")
    for _ in range(5):
        log_in(town, analyst, "forkert")
    del caches["default"]  # what this process remembers is gone; a worker beside it knew nothing
    client, answer = log_in(town, analyst)
    assert "for mange" in answer.content.decode()
    assert client.get("/").status_code == 302
    lines = Entry.objects.filter(municipality=town.code, object_key=str(analyst.pk))
    assert lines.filter(action="person.login_failed").count() == 5
    assert lines.filter(action="person.locked_out").count() == 1
    log_in(town, town.people[Role.HEAD], "x")  # nobody else is locked out
    assert not lines.filter(action="person.locked_out").count() > 1


def test_a_whole_town_logs_in_from_one_address(town, analyst):
    for _ in range(40):
        _client, answer = log_in(town, analyst)
        assert answer.status_code == 302


@pytest.mark.parametrize(
    "weak", ["kort7", "passwordpassword", "123456789012", "analytiker@demokommune"]
)
def test_weak_passwords_are_refused(weak, town, analyst):
    client, _ = log_in(town, analyst)
    sent = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post("/konto/adgangskode/", sent).status_code == 200
    analyst.refresh_from_db()
    assert analyst.check_password(PASSWORD)


def test_a_new_password_logs_out_everywhere_else(town, analyst):
    here, _ = log_in(town, analyst)
    there, _ = log_in(town, analyst)
    new = "en helt anden adgangskode 8"
    here.post("/konto/adgangskode/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get(f"/kommuner/{town.code}/").status_code == 200
    assert there.get(f"/kommuner/{town.code}/").status_code == 302
    assert Entry.objects.filter(action="password.changed", person_number=analyst.pk).exists()


def test_a_session_nobody_uses_ends(town, analyst, monkeypatch, settings):
    client, _ = log_in(town, analyst)
    now = time.time()
    monkeypatch.setattr("fordel.web.access.sessions.time.time", lambda: now + 59 * 60)
    assert client.get(f"/kommuner/{town.code}/").status_code == 200
    monkeypatch.setattr("fordel.web.access.sessions.time.time", lambda: now + 118 * 60)
    assert client.get(f"/kommuner/{town.code}/").status_code == 200
    monkeypatch.setattr("fordel.web.access.sessions.time.time", lambda: now + 179 * 60)
    answer = client.get(f"/kommuner/{town.code}/")
    assert answer["Location"].startswith("/konto/log-ind/")
    assert "ikke var sket noget" in client.get("/konto/log-ind/").content.decode()


def test_a_session_ends_after_a_day_at_work_however_busy(town, analyst, monkeypatch, settings):
    client, _ = log_in(town, analyst)
    now = time.time()
    for hour in range(1, 13):
        at = now + hour * 3540
        monkeypatch.setattr("fordel.web.access.sessions.time.time", lambda at=at: at)
        assert client.get(f"/kommuner/{town.code}/").status_code == 200
    at = now + 13 * 3540
    monkeypatch.setattr("fordel.web.access.sessions.time.time", lambda: at)
    assert client.get(f"/kommuner/{town.code}/").status_code == 302


def test_a_part_of_a_page_takes_the_whole_page_to_the_log_in(town):
    answer = town.client(None).get(f"/kommuner/{town.code}/", HTTP_HX_REQUEST="true")
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/konto/log-ind/")


def test_what_is_sealed_opens_with_its_key_and_for_its_purpose_only():
    old, new = new_key(), new_key()
    sealed = seal("hemmeligt", "a", [old])
    assert "hemmeligt" not in sealed
    assert unseal(sealed, "a", [new, old]) == "hemmeligt"
    assert seal("hemmeligt", "a", [old]) != sealed
    with pytest.raises(LookupError):
        unseal(sealed, "a", [new])
    from cryptography.exceptions import InvalidTag

    with pytest.raises(InvalidTag):
        unseal(sealed, "b", [old])


@pytest.mark.parametrize("language", ["da", "en"])
def test_log_in_pages_are_in_the_readers_language(language, town, analyst):
    client, _ = log_in(town, analyst)
    client.cookies["language"] = language
    words = {
        "/konto/to-trin/": ("Nødkoder", "Recovery codes"),
        "/konto/to-trin/webauthn/add/": ("Tilføj en adgangsnøgle", "Add a passkey"),
        "/konto/to-trin/webauthn/": ("Adgangsnøgler", "Passkeys"),
        "/konto/to-trin/recovery-codes/generate/": ("Lav nye koder", "Make new codes"),
        "/konto/to-trin/totp/deactivate/": ("Hold op med", "Stop using the app"),
        "/konto/adgangskode/": ("Skift adgangskode", "Change password"),
        "/konto/bekraeft/": ("Er det dig?", "Is it you?"),
    }
    set_up_app(client)
    for path, (danish, english) in words.items():
        text = client.get(path).content.decode()
        assert (danish if language == "da" else english) in text, path
