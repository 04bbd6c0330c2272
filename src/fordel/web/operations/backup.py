"""The whole database in one file, as it was at one moment."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from fordel import __version__
from fordel.domain.language import Words
from fordel.web.operations.refusals import DatabaseNotSetUp, FileInTheWay, NoPlaceForBackup
from fordel.web.operations.rows import (
    applied_migrations,
    columns_of,
    lines_of,
    table_name,
    tables,
)
from fordel.web.sealing import key_name, name_in

Progress = Callable[[Words], None]

FORMAT = 1
MANIFEST = "manifest.json"
_FINGERPRINT_LENGTH = 16
_SEALED_FACTORS = ("totp", "recovery_codes")
_SEALED_FIELDS = ("secret", "seed")


@dataclass(frozen=True)
class Table:
    """One table of a backup; ``sha256`` is of its lines."""

    name: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup is: when, of which version and schema, its tables, its keys' fingerprints.

    ``seal`` is the hash of all the rest.
    """

    format: int
    made_at: str
    fordel: str
    database: str
    migrations: list[str]
    keys: dict[str, str]
    tables: list[Table]
    seal: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def sealed(self) -> str:
        """The hash of everything but the seal."""
        told = {**self.to_json(), "seal": ""}
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def write_backup(file: Path, progress: Progress = lambda _: None) -> Manifest:
    """Write the whole database to a file that only its owner may read.

    The rows are those of one moment, however long it takes; others go on working. The file holds
    personal data but no key. It stands there when it is whole, or not at all.

    Raises
    ------
    FileInTheWay, NoPlaceForBackup : there is something, or no folder to write to.
    DatabaseNotSetUp : the database's tables are not this version's.
    """
    if file.exists():
        raise FileInTheWay(file=file.name)
    check_set_up()
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise NoPlaceForBackup(folder=file.parent.name or ".") from error
    try:
        with os.fdopen(handle, "wb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive, one_moment():
                manifest = _write(archive, progress)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write(archive: zipfile.ZipFile, progress: Progress) -> Manifest:
    written = []
    for model in tables():
        progress(Words(da=f"Kopierer {table_name(model)}", en=f"Copying {table_name(model)}"))
        hashed, rows = sha256(), 0
        with archive.open(member_of(model), "w", force_zip64=True) as out:
            for line in lines_of(model):
                hashed.update(line)
                out.write(line)
                rows += 1
        written.append(Table(table_name(model), columns_of(model), rows, hashed.hexdigest()))
    manifest = Manifest(
        format=FORMAT,
        made_at=timezone.now().isoformat(timespec="seconds"),
        fordel=__version__,
        database=connection.vendor,
        migrations=applied_migrations(),
        keys=fingerprints(),
        tables=written,
    )
    manifest = Manifest(**{**vars(manifest), "seal": manifest.sealed()})
    archive.writestr(MANIFEST, json.dumps(manifest.to_json(), ensure_ascii=False, indent=1))
    return manifest


def member_of(model: type[models.Model]) -> str:
    """Where a table lies in the file."""
    return f"tables/{table_name(model)}.jsonl"


def check_set_up() -> None:
    """Raise unless the database has exactly this version's tables."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise DatabaseNotSetUp


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything inside as it is now, while others write."""
    if connection.vendor == "sqlite":
        # The settings begin by taking the writers' lock, which a reader of a log does not need.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def fingerprints() -> dict[str, str]:
    """Which keys belong to the rows, without anything that opens them."""
    found = {"secret_key": fingerprint(settings.SECRET_KEY)}
    found |= {f"fields {key}": key for key in sorted(fields_keys())}
    return found | {f"files {key}": key for key in sorted(files_keys())}


def missing_keys(keys: Mapping[str, str]) -> list[str]:
    """Of a backup's keys those that are not in place here, as their fingerprints name them."""
    here = {"secret_key": fingerprint(settings.SECRET_KEY)}
    here |= {f"fields {name}": name for name in map(key_name, settings.FIELD_KEYS)}
    here |= {f"files {name}": name for name in map(str, settings.FILE_KEYS)}
    return [name for name, key in keys.items() if here.get(name) != key]


def fields_keys() -> set[str]:
    """The names of the keys that secrets in the database are sealed with."""
    factors = apps.get_model("mfa", "Authenticator").objects.filter(type__in=_SEALED_FACTORS)
    found = {
        value
        for data in factors.values_list("data", flat=True)
        for name, value in data.items()
        if name in _SEALED_FIELDS and isinstance(value, str)
    }
    brokers = apps.get_model("socialaccount", "SocialApp").objects
    found |= {
        described["sealed_secret"]
        for described in brokers.values_list("settings", flat=True)
        if described.get("sealed_secret")
    }
    return {name_in(sealed) for sealed in found}


def files_keys() -> set[str]:
    """The names of the keys that kept files are encrypted with."""
    kept = apps.get_model("budgets", "UploadedFile").objects.exclude(key_id="")
    return set(kept.filter(content__isnull=False).values_list("key_id", flat=True))


def fingerprint(key: str) -> str:
    """A name for a key that does not give it away."""
    return sha256(b"fordel key fingerprint:" + key.encode()).hexdigest()[:_FINGERPRINT_LENGTH]
