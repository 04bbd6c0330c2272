"""Log-ins and log-outs, written to the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from fordel.web.access.middleware import came_from
from fordel.web.access.models import Person
from fordel.web.access.policies.standing import standings_of
from fordel.web.access.sessions import begin
from fordel.web.audit.actions.writing import FROM, System, write


@receiver(user_logged_in)
def logged_in(request: HttpRequest, user: Person, **_: Any) -> None:
    """A line in every municipality where the person is something."""
    begin(request)
    _for_each("person.logged_in", request, user)


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: Person | None, **_: Any) -> None:
    """The same when they leave."""
    if user is not None:
        _for_each("person.logged_out", request, user)


@receiver(user_login_failed)
def login_failed(
    credentials: Mapping[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    """What was typed is not kept: it may be a password in the wrong field.

    Where it is somebody's address, their municipalities' auditors see that it was tried.
    """
    _tried("person.login_failed", request, str(credentials.get("email") or ""))


def locked_out(request: HttpRequest | None, email: str) -> None:
    """So many wrong passwords that the next is not looked at."""
    _tried("person.locked_out", request, email)


@receiver(password_changed)
def changed_password(request: HttpRequest, user: Person, **_: Any) -> None:
    """Every other session of theirs has ended."""
    _for_each("password.changed", request, user)


@receiver(authenticator_added)
def added_factor(request: HttpRequest, user: Person, authenticator: Any, **_: Any) -> None:
    """A second factor set up."""
    _for_each("factor.added", request, user, {"type": authenticator.type})


@receiver(authenticator_removed)
def removed_factor(request: HttpRequest, user: Person, authenticator: Any, **_: Any) -> None:
    """A second factor taken away."""
    _for_each("factor.removed", request, user, {"type": authenticator.type})


def _tried(action: str, request: HttpRequest | None, email: str) -> None:
    token = FROM.set(came_from(request) if request is not None else None)
    person = Person.objects.filter(email__iexact=email).first() if email else None
    standings = standings_of(person) if person is not None else []
    for standing in standings:
        write(System(code=standing.code), action, kind="person", key=str(standing.person_number))
    if not standings:
        write(System(), action)
    FROM.reset(token)


def _for_each(
    action: str, request: HttpRequest, user: Person, details: Mapping[str, str] | None = None
) -> None:
    token = FROM.set(came_from(request) if request is not None else None)
    for standing in standings_of(user):
        write(standing, action, details=details)
    FROM.reset(token)
