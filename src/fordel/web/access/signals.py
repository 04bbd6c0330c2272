"""Log-ins and log-outs, written to the log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from fordel.web.access.middleware import came_from
from fordel.web.access.models import Person
from fordel.web.access.policies.standing import standings_of
from fordel.web.audit.actions.writing import FROM, System, write


@receiver(user_logged_in)
def logged_in(request: HttpRequest, user: Person, **_: Any) -> None:
    """A line in every municipality where the person is something."""
    _for_each("person.logged_in", request, user)


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: Person | None, **_: Any) -> None:
    """The same when they leave."""
    if user is not None:
        _for_each("person.logged_out", request, user)


@receiver(user_login_failed)
def login_failed(request: HttpRequest | None = None, **_: Any) -> None:
    """What was typed is not kept: it may be a password in the wrong field."""
    token = FROM.set(came_from(request) if request is not None else None)
    write(System(), "person.login_failed")
    FROM.reset(token)


def _for_each(action: str, request: HttpRequest, user: Person) -> None:
    token = FROM.set(came_from(request) if request is not None else None)
    for standing in standings_of(user):
        write(standing, action)
    FROM.reset(token)
