"""A backup back into an empty database, exactly."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from fordel import __version__
from fordel.domain.language import Words
from fordel.web.operations.backup import FORMAT, MANIFEST, Manifest, Progress, Table, member_of
from fordel.web.operations.refusals import (
    BackupDamaged,
    BackupOfAnotherVersion,
    DatabaseNotEmpty,
    NotABackup,
    RestoredDiffers,
)
from fordel.web.operations.rows import (
    LEFT_OUT,
    MADE_BY_SETTING_UP,
    columns_of,
    fields_of,
    insert,
    lines_of,
    row_from,
    table_name,
    tables,
)

_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, RuntimeError)
_MOST_ROWS = 200
_LONGEST_MANIFEST = 10_000_000


def restore_backup(file: Path, progress: Progress = lambda _: None) -> Manifest:
    """Fill an empty database with what a backup holds: all of it, or nothing.

    The file is checked against its hashes before the database is touched, and the restored rows
    are read back and compared with the same hashes before they are kept. A database without
    tables gets them first.

    Raises
    ------
    NotABackup, BackupDamaged, BackupOfAnotherVersion : the file is not one to restore from.
    DatabaseNotEmpty : there are rows already.
    RestoredDiffers : the database did not keep a row as it was.
    """
    with _opened(file) as archive:
        manifest = read_manifest(archive, file.name)
        _check_version(manifest)
        progress(Words(da="Kontrollerer filen", en="Checking the file"))
        for model, table in _paired(manifest):
            if _hash_of(_lines(archive, model, file.name)) != table.sha256:
                raise BackupDamaged(file=file.name, part=table.name)
        progress(Words(da="Gør databasen klar", en="Preparing the database"))
        call_command("migrate", verbosity=0, interactive=False)
        check_empty()
        with transaction.atomic():
            _fill(archive, manifest, file.name, progress)
    return manifest


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _UNREADABLE as error:
        raise NotABackup(file=file.name) from error


def read_manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    """What a backup says it is; its seal is checked.

    Raises
    ------
    NotABackup, BackupDamaged : there is no such thing in it, or it is not as it was written.
    BackupOfAnotherVersion : its form is one that only a later version knows.
    """
    try:
        if archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST:
            raise NotABackup(file=name)
        told = json.loads(archive.read(MANIFEST))
        if told["format"] != FORMAT:
            raise BackupOfAnotherVersion(made_with=str(told["fordel"]), here=__version__)
        manifest = Manifest(**{**told, "tables": [Table(**table) for table in told["tables"]]})
    except (*_UNREADABLE, ValueError, TypeError) as error:
        raise NotABackup(file=name) from error
    if manifest.seal != manifest.sealed():
        raise BackupDamaged(file=name, part=MANIFEST)
    return manifest


def _check_version(manifest: Manifest) -> None:
    """The backup's schema is this version's: the same migrations, the same columns."""
    here = sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)
    same = set(here) == set(manifest.migrations)
    columns = {table.name: table.columns for table in manifest.tables}
    if not same or columns != {table_name(model): columns_of(model) for model in tables()}:
        raise BackupOfAnotherVersion(made_with=manifest.fordel, here=__version__)


def _paired(manifest: Manifest) -> Iterator[tuple[type[models.Model], Table]]:
    told = {table.name: table for table in manifest.tables}
    for model in tables():
        yield model, told[table_name(model)]


def _lines(archive: zipfile.ZipFile, model: type[models.Model], name: str) -> Iterator[bytes]:
    try:
        with archive.open(member_of(model)) as lines:
            yield from lines
    except _UNREADABLE as error:
        raise BackupDamaged(file=name, part=table_name(model)) from error


def _hash_of(lines: Iterator[bytes]) -> str:
    hashed = sha256()
    for line in lines:
        hashed.update(line)
    return hashed.hexdigest()


def check_empty() -> None:
    """Raise where the database has rows that setting up did not make."""
    for model in (*tables(), *LEFT_OUT):
        if model not in MADE_BY_SETTING_UP and model._base_manager.exists():  # noqa: SLF001 - all rows
            raise DatabaseNotEmpty(table=table_name(model))


def _fill(archive: zipfile.ZipFile, manifest: Manifest, name: str, progress: Progress) -> None:
    for model in MADE_BY_SETTING_UP:
        model._base_manager.all().delete()  # noqa: SLF001 - all rows
    for model, table in _paired(manifest):
        progress(Words(da=f"Gendanner {table.name}", en=f"Restoring {table.name}"))
        lines = _lines(archive, model, name)
        while some := list(islice(lines, _rows_at_once(model))):
            insert([row_from(model, line) for line in some], DEFAULT_DB_ALIAS)
    for model, table in _paired(manifest):
        if _hash_of(lines_of(model)) != table.sha256:
            raise RestoredDiffers(table=table.name)
    with connection.cursor() as cursor:
        # The next row of a table gets the next number.
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _rows_at_once(model: type[models.Model]) -> int:
    """As many as the database takes in one statement."""
    fields = fields_of(model)
    most = connection.ops.bulk_batch_size(fields, [None] * _MOST_ROWS)
    return max(1, min(most, _MOST_ROWS))
