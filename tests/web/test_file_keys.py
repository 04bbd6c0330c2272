from __future__ import annotations

import base64

import pytest

from fordel.web import environment
from fordel.web.refusals import FileKeyNotUnderstood

KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
OLD = base64.urlsafe_b64encode(b"o" * 32).decode()


def test_the_newest_key_stands_first_and_older_ones_stay(tmp_path, monkeypatch):
    monkeypatch.delenv("FORDEL_FILE_KEY")
    file = tmp_path / "file_key"
    assert environment.file_keys(file) == {}
    file.write_text(f"2027:{KEY}\n2026:{OLD}\n")
    assert list(environment.file_keys(file).items()) == [("2027", b"k" * 32), ("2026", b"o" * 32)]


@pytest.mark.parametrize("written", ["2027", f":{KEY}", "2027:c2hvcnQ=", f"2027:{KEY[:-2]}"])
def test_what_is_no_key_is_refused_without_repeating_it(written, tmp_path, monkeypatch):
    monkeypatch.setenv("FORDEL_FILE_KEY", f"1:{OLD} {written}")
    with pytest.raises(FileKeyNotUnderstood) as refused:
        environment.file_keys(tmp_path / "none")
    told = refused.value.message("da")
    assert "Nøgle nummer 2 i FORDEL_FILE_KEY er ikke en nøgle" in told
    assert KEY[:10] not in told


def test_both_keys_are_made_once_and_for_their_owner_only(tmp_path, monkeypatch):
    from fordel.web import setting_up

    monkeypatch.setattr("django.setup", lambda: None)
    for name in ("SECRET_KEY", "FILE_KEY"):
        monkeypatch.delenv(f"FORDEL_{name}", raising=False)
    monkeypatch.setenv("FORDEL_WEB_DATA", str(tmp_path))
    setting_up.use_settings()
    made = {name: (tmp_path / name).read_text() for name in ("secret_key", "file_key")}
    assert made["secret_key"] != made["file_key"]
    assert all((tmp_path / name).stat().st_mode & 0o077 == 0 for name in made)
    assert list(environment.file_keys(tmp_path / "file_key")) == ["1"]
    setting_up.use_settings()
    assert (tmp_path / "file_key").read_text() == made["file_key"]
