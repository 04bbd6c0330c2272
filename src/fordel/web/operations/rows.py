"""Every row of the database as a line of JSON, and back; the same line from every database."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models
from django.db.migrations.recorder import MigrationRecorder

LEFT_OUT: tuple[type[models.Model], ...] = (Session,)
"""A backup opens no door: who was logged in logs in again."""
MADE_BY_SETTING_UP: tuple[type[models.Model], ...] = (
    apps.get_model("auth", "Permission"),
    ContentType,
)
"""An empty database has these rows; they are replaced. In the order they can be deleted in."""
_ROWS_AT_A_TIME = 200
"""A bundle or a letter may be a megabyte, so few of them are held at once."""


def tables() -> list[type[models.Model]]:
    """The tables a backup holds, by name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model not in LEFT_OUT  # noqa: SLF001 - Django's own name for it
    ]
    return sorted(found, key=table_name)


def table_name(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001 - Django's own name for it


def fields_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields with a column in the model's own table, by name."""
    return sorted(model._meta.local_concrete_fields, key=lambda field: field.attname)  # noqa: SLF001 - as above


def columns_of(model: type[models.Model]) -> list[str]:
    return [field.attname for field in fields_of(model)]


def lines_of(model: type[models.Model]) -> Iterator[bytes]:
    """A table's rows by their key, each a line of JSON."""
    names = [field.attname for field in fields_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)  # noqa: SLF001 - no manager's filter hides a row
    for row in rows.iterator(chunk_size=_ROWS_AT_A_TIME):
        values = [_encoded(value) for value in row]
        yield json.dumps(values, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def row_from(model: type[models.Model], line: bytes) -> models.Model:
    """The row that a line tells of; not in the database yet.

    Raises
    ------
    ValueError : the line is not what :func:`lines_of` writes.
    """
    fields, values = fields_of(model), json.loads(line)
    if not isinstance(values, list):
        raise ValueError(table_name(model))  # noqa: TRY004 - a damaged file, not a wrong call
    pairs = zip(fields, values, strict=True)
    return model(**{field.attname: _decoded(field, value) for field, value in pairs})


def insert(rows: Sequence[models.Model], using: str) -> None:
    """Add rows exactly as they are: no default, no moment, no signal changes or adds anything."""
    model = type(rows[0])
    query = models.sql.InsertQuery(model)
    query.insert_values(fields_of(model), list(rows), raw=True)
    query.get_compiler(using=using).execute_sql()


def applied_migrations() -> list[str]:
    """The schema the database has, as the names of its migrations."""
    rows = MigrationRecorder.Migration.objects.values_list("app", "name")
    return sorted(f"{app}.{name}" for app, name in rows)


def _encoded(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    return value


def _decoded(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return b64decode(value, validate=True)
    return field.to_python(value)
