"""`fordel backup` and `fordel restore`: every row comes back, on both databases and across."""

from __future__ import annotations

import json
import sqlite3
import stat
import zipfile
from base64 import b64decode
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from fordel.web.operations.backup import Manifest, fingerprint
from fordel.web.operations.refusals import DatabaseNotSetUp, RestoredDiffers
from fordel.web.sealing import key_name
from tests.postgres import needs_postgres, postgres
from tests.web.installed import Installation, copy_of, demonstration

UPLOAD = """
from fordel.web.budgets.models import BudgetYear, DataImport, UploadedFile
from django.contrib.sessions.models import Session
from django.utils import timezone
delivery = DataImport.objects.create(budget_year=BudgetYear.objects.first(), report={"b": [1, None], "a": "æ"})
UploadedFile.objects.create(data_import=delivery, name="børn.csv", size_bytes=3, sha256="0" * 64,
    content=bytes(range(256)), key_id="k1")
from allauth.mfa.models import Authenticator
from fordel.web.access.adapter import SealedFactors
from fordel.web.access.models import Person
secret = {"secret": SealedFactors().encrypt("ABCDEFGH")}
Authenticator.objects.get_or_create(user=Person.objects.first(), type="totp", defaults={"data": secret})
Session.objects.create(session_key="s" * 32, session_data="x", expire_date=timezone.now())
"""  # noqa: E501 - a script


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Installation:
    made = copy_of(demonstration(), tmp_path_factory.mktemp("source") / "data")
    made.python(UPLOAD)
    return made


@pytest.fixture(scope="module")
def kept(source, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("kept") / "fordel.backup"
    done = source.fordel("backup", file, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["database"] == "sqlite"
    return file


@pytest.fixture(scope="module")
def server():
    with postgres() as started:
        yield started


def field_key(made: Installation) -> str:
    """What the key is called that the installation's secrets are sealed with."""
    return key_name((made.folder / "field_keys").read_text("utf-8").split()[0])


def empty(folder: Path, database: str | None = None) -> Installation:
    return Installation(folder, database, {})


def manifest_of(file: Path) -> dict:
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))


def rows_of_sqlite(made: Installation) -> dict[str, list]:
    """Every row there is, as the database itself tells it, without Fordel in between."""
    with closing(sqlite3.connect(made.folder / "fordel.sqlite3")) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [n for (n,) in found if not n.startswith(("sqlite_", "django_session"))]
        rows = {n: database.execute(f'SELECT * FROM "{n}"').fetchall() for n in names}
    rows["django_migrations"] = sorted(row[1:3] for row in rows["django_migrations"])
    return {name: sorted(map(meant, found), key=repr) for name, found in rows.items()}


def meant(row: tuple) -> tuple:
    """JSON without the order of its keys, which PostgreSQL does not keep either."""
    return tuple(
        json.dumps(json.loads(value), sort_keys=True)
        if isinstance(value, str) and value[:1] in {"{", "["}
        else value
        for value in row
    )


def counts_of_postgres(url: str) -> dict[str, int]:
    with psycopg.connect(url) as database:
        names = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in names.fetchall()
        }


def test_every_row_comes_back(source, kept, tmp_path):
    target = empty(tmp_path / "data")
    done = target.fordel("restore", kept)
    assert done.returncode == 0, done.stderr
    assert "Gendannet og sammenlignet" in done.stdout
    assert "Nøglen her er en anden" in done.stderr
    assert "FORDEL_FILE_KEY mangler nøglen k1" in done.stderr
    assert f"FORDEL_FIELD_KEYS mangler nøglen {field_key(source)}" in done.stderr
    before, after = rows_of_sqlite(source), rows_of_sqlite(target)
    assert set(before) == set(after)
    assert sum(map(len, before.values())) > 300
    for name, rows in before.items():
        assert after[name] == rows, name


@needs_postgres
def test_every_row_comes_back_across_databases(source, kept, server, tmp_path):
    server.run("CREATE DATABASE restored")
    there = empty(tmp_path / "pg", server.url_of("restored"))
    done = there.fordel("restore", kept)
    assert done.returncode == 0, done.stderr
    counts = counts_of_postgres(there.database)
    before = rows_of_sqlite(source)
    assert {name: len(rows) for name, rows in before.items()} == {
        name: count for name, count in counts.items() if name != "django_session"
    }
    # And from there once more, into SQLite: the rows are those of the beginning.
    again = tmp_path / "again.backup"
    assert there.fordel("backup", again).returncode == 0
    assert manifest_of(again)["tables"] == manifest_of(kept)["tables"]
    assert manifest_of(again)["database"] == "postgresql"
    back = empty(tmp_path / "back")
    assert back.fordel("restore", again).returncode == 0
    assert rows_of_sqlite(back) == before
    # Others write while it is copied, and what they write is not in it.
    assert there.python(f"FILE = {str(tmp_path / 'one')!r}{LATE}").split() == ["0", "1"]
    # The next row gets the next number, and the log still takes no change.
    there.python(UPLOAD)
    with psycopg.connect(there.database) as database, pytest.raises(psycopg.Error, match="append"):
        database.execute("UPDATE audit_entry SET action = 'x'")
    refused = there.fordel("restore", kept)
    assert refused.returncode == 2
    assert "Databasen er ikke tom" in refused.stderr


def test_a_backup_is_for_its_owner_and_holds_no_key(source, kept):
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    key = (source.folder / "secret_key").read_text("utf-8").strip()
    with zipfile.ZipFile(kept) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert key.encode() not in whole
    assert b"ssssssss" not in whole, "who was logged in is not kept"
    manifest = manifest_of(kept)
    sealed = field_key(source)
    assert manifest["keys"] == {
        "secret_key": fingerprint(key), "files k1": "k1", f"fields {sealed}": sealed,
    }  # fmt: skip
    assert "budgets.0001_initial" in manifest["migrations"]
    with zipfile.ZipFile(kept) as archive:
        row = json.loads(archive.read("tables/budgets_uploadedfile.jsonl"))
    assert bytes(range(256)) in [b64decode(x) for x in row if isinstance(x, str) and len(x) > 300]


LATE = """
import subprocess, sys
from pathlib import Path
from fordel.web.operations import backup
from fordel.web.organisation.models import Area
late = '''
from fordel.web.setting_up import use_settings; use_settings()
from fordel.web.organisation.models import Area, Municipality
Area.objects.create(municipality=Municipality.objects.first(), key="late")
'''
read = backup.lines_of
def lines_of(model):
    if model is Area:
        subprocess.run([sys.executable, "-c", late], check=True)
    return read(model)
backup.lines_of = lines_of
before = Area.objects.count()
found = backup.write_backup(Path(FILE))
kept = next(table.rows for table in found.tables if table.name == "organisation_area")
print(kept - before, Area.objects.count() - before)
"""


def test_a_row_written_while_the_copy_is_made_is_not_in_it(tmp_path):
    made = copy_of(demonstration(), tmp_path / "data")
    assert made.python(f"FILE = {str(tmp_path / 'one')!r}{LATE}").split() == ["0", "1"]


@pytest.fixture
def altered(kept, tmp_path):
    """The backup with one part changed, or taken out."""

    def alter(name: str, change) -> Path:
        with zipfile.ZipFile(kept) as old, zipfile.ZipFile(tmp_path / "bad", "w") as new:
            for entry in old.namelist():
                content = old.read(entry)
                content = change(content) if entry == name else content
                if content is not None:
                    new.writestr(entry, content)
        return tmp_path / "bad"

    return alter


@pytest.mark.parametrize(
    ("name", "change", "code", "words"),
    [
        ("tables/access_person.jsonl", lambda c: c.replace(b"leder", b"redel"), 5, "access_person"),
        ("tables/budgets_letter.jsonl", lambda c: c[:-200], 5, "budgets_letter er ikke"),
        ("tables/budgets_letter.jsonl", lambda _: None, 5, "budgets_letter er ikke"),
        ("manifest.json", lambda c: c.replace(b'"sqlite"', b'"other"'), 5, "manifest.json er"),
        ("manifest.json", lambda _: b"[]", 3, "ikke en sikkerhedskopi"),
        ("manifest.json", lambda _: None, 3, "ikke en sikkerhedskopi"),
        ("manifest.json", lambda c: c.replace(b'"format": 1', b'"format": 2'), 3, "er lavet med"),
    ],
)
def test_a_damaged_file_changes_nothing(name, change, code, words, altered, refusing):
    refusing(altered(name, change), code, words)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"PK\x03\x04 no zip"])
def test_another_file_is_refused(content, refusing, tmp_path):
    (tmp_path / "other").write_bytes(content)
    refusing(tmp_path / "other", 3, "ikke en sikkerhedskopi")
    refusing(tmp_path / "none", 3, "ikke en sikkerhedskopi")


def test_a_backup_of_another_version_is_refused(altered, refusing):
    def older(content):
        told = json.loads(content)
        told["migrations"].remove("budgets.0001_initial")
        told["fordel"] = "0.0.9"
        made = Manifest(**told)
        return json.dumps({**told, "seal": made.sealed()}).encode()

    refusing(
        altered("manifest.json", older), 3, "Installér udgave 0.0.9, gendan, og opgradér bagefter"
    )


@pytest.fixture
def refusing(fordel, db):
    """Restoring in this process, with the words of the refusal."""

    def check(file: Path, code: int, words: str) -> None:
        answer = fordel("restore", file)
        assert answer.code == code, answer.err
        assert words in answer.err

    return check


def test_nothing_is_written_over_or_where_there_is_no_folder(fordel, db, tmp_path):
    (tmp_path / "old").write_text("the only one", "utf-8")
    answer = fordel("backup", tmp_path / "old")
    assert answer.code == 2
    assert "Filen old findes allerede" in answer.err
    assert (tmp_path / "old").read_text("utf-8") == "the only one"
    answer = fordel("backup", tmp_path / "none" / "new", "--lang", "en")
    assert answer.code == 2
    assert "The folder none cannot be written to" in answer.err


def test_a_database_without_its_tables_is_not_copied(tmp_path):
    answer = empty(tmp_path / "data").fordel("backup", tmp_path / "x")
    assert answer.returncode == 2
    assert DatabaseNotSetUp().message("da") in answer.stderr
    assert not (tmp_path / "x").exists()


def test_a_row_that_does_not_become_the_same_rolls_everything_back(kept, tmp_path):
    told = empty(tmp_path / "data").python(
        "from pathlib import Path\n"
        "from fordel.web.operations import restoring\n"
        "from fordel.web.access.models import Person\n"
        "real = restoring.row_from\n"
        "def wrong(model, line):\n"
        "    row = real(model, line)\n"
        "    if model is Person: row.name = 'x'\n"
        "    return row\n"
        "restoring.row_from = wrong\n"
        "try:\n"
        f"    restoring.restore_backup(Path({str(kept)!r}))\n"
        "except Exception as error:\n"
        "    print(str(error))\n"
        "print(Person.objects.count())\n"
    )
    assert told.splitlines() == [RestoredDiffers(table="access_person").message("en"), "0"]
