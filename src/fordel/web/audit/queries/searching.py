"""Looking things up in the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from fordel.web.audit.models import Entry


@dataclass(frozen=True)
class Asked:
    """What an auditor looks for; what is empty limits nothing."""

    words: str = ""
    action: str = ""
    first: date | None = None
    last: date | None = None


def entries(code: str, asked: Asked) -> QuerySet[Entry]:
    """The lines of one municipality, newest first."""
    found = Entry.objects.filter(municipality=code)
    if asked.action:
        found = found.filter(action=asked.action)
    if asked.first:
        found = found.filter(at__date__gte=asked.first)
    if asked.last:
        found = found.filter(at__date__lte=asked.last)
    for word in asked.words.split():
        found = found.filter(
            Q(person_called__icontains=word)
            | Q(object_key__icontains=word)
            | Q(object_kind__icontains=word)
            | Q(action__icontains=word)
        )
    return found
