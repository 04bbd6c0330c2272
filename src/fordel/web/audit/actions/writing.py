"""Adding a line to the log."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from django.utils import timezone

from fordel.web.audit.models import Entry
from fordel.web.audit.models.entry import LONGEST_KEY


class Actor(Protocol):
    """Somebody who does something: a person's standing, as the audit sees it."""

    @property
    def person_number(self) -> int | None: ...

    @property
    def called(self) -> str: ...

    @property
    def role_names(self) -> str: ...

    @property
    def code(self) -> str: ...


@dataclass(frozen=True)
class System:
    """What the installation does by itself: set-up, a job taken up again."""

    code: str = ""
    person_number: int | None = None
    called: str = "fordel"
    role_names: str = ""


FROM: ContextVar[str | None] = ContextVar("from_address", default=None)
"""The address the present request came from."""


def write(
    actor: Actor,
    action: str,
    *,
    kind: str = "",
    key: str = "",
    details: Mapping[str, str | int | bool | None] | None = None,
) -> Entry:
    """Add a line, in the transaction of what it tells of: both are kept, or neither.

    Parameters
    ----------
    action : ``noun.verb``, listed in :data:`fordel.web.audit.queries.words.ACTIONS`.
    kind, key : what it was done to, by a key that people know it by.
    details : keys and states only; nothing of a child, no text that somebody typed.
    """
    return Entry.objects.create(
        at=timezone.now(),
        person_number=actor.person_number,
        person_called=actor.called,
        roles=actor.role_names,
        municipality=actor.code,
        action=action,
        object_kind=kind,
        object_key=key[:LONGEST_KEY],  # somebody may have tried an address of any length
        details=dict(details or {}),
        address=FROM.get(),
    )
