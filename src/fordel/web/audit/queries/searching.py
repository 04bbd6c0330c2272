"""Looking things up in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from fordel.domain.cells import safe_cell
from fordel.web.audit.models import Entry
from fordel.web.audit.queries.words import ACTIONS, ROLES, THINGS

_ROWS_AT_ONCE = 2_000
_MOST_NAMED = 200


@dataclass(frozen=True)
class Asked:
    """What an auditor looks for; what is empty limits nothing. Both days are included."""

    words: str = ""
    action: str = ""
    unit: str = ""
    first: date | None = None
    last: date | None = None


def entries(code: str, asked: Asked) -> QuerySet[Entry]:
    """The lines of one municipality, newest first."""
    found = Entry.objects.filter(municipality=code)
    if asked.action:
        found = found.filter(action=asked.action)
    if asked.first:
        found = found.filter(at__gte=_midnight(asked.first))
    if asked.last:
        found = found.filter(at__lt=_midnight(asked.last + timedelta(days=1)))
    if asked.unit:
        keys = _keys_of(code, asked.unit)
        found = found.filter(Q(object_key__in=keys) | Q(details__unit__in=keys))
    for word in asked.words.split():
        found = found.filter(
            Q(person_called__icontains=word)
            | Q(object_key__icontains=word)
            | Q(object_kind__icontains=word)
            | Q(action__icontains=word)
        )
    return found


def rows(found: QuerySet[Entry]) -> Iterator[list[str]]:
    """The lines as they stand in a file, the heading first; every cell safe to open."""
    yield [str(word) for word in _HEADS]
    for line in found.iterator(chunk_size=_ROWS_AT_ONCE):
        roles = ", ".join(str(ROLES.get(role, role)) for role in line.role_list)
        details = "; ".join(f"{key}={value}" for key, value in line.details.items())
        yield [
            safe_cell(text)
            for text in (
                timezone.localtime(line.at).isoformat(timespec="seconds"),
                str(line.person_number or ""),
                line.person_called,
                roles,
                line.action,
                str(ACTIONS.get(line.action, line.action)),
                str(THINGS.get(line.object_kind, line.object_kind)),
                line.object_key,
                details,
                line.address or "",
            )
        ]


_HEADS = ("at", "person", "called", "roles", "action", "words", "kind", "key", "details", "from")
"""The columns' names stay the same in every language, so that programs find them."""


def _midnight(day: date) -> datetime:
    """When a day began here: compared as a moment, so that the index is used."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _keys_of(code: str, named: str) -> list[str]:
    """The keys of the units that are called so, and the text itself, which may be a key."""
    units = apps.get_model("organisation", "Unit").objects
    called = units.filter(municipality__code=code, name__icontains=named)
    return [named.strip(), *called.values_list("key", flat=True)[:_MOST_NAMED]]
