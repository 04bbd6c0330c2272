"""The first person of a new installation: let in by a word that only its terminal shows."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, transaction

from fordel.web.access.actions.people import create_person, give_role
from fordel.web.access.models import Person, Role
from fordel.web.audit.actions.writing import System
from fordel.web.organisation.actions.setting_up import create_municipality
from fordel.web.organisation.models import Municipality


@dataclass(frozen=True)
class FirstPerson:
    """Who sets the installation up."""

    name: str
    email: str
    password: str
    is_analyst: bool


def address_of_start(address: str) -> str | None:
    """Where a new installation is set up; None once somebody can log in."""
    try:
        if not is_new():
            return None
    except DatabaseError:
        return None  # no tables yet: `fordel web setup` comes first
    return f"{address}start/?noegle={_token()}"


def is_new() -> bool:
    """Whether nobody can log in yet."""
    return not Person.objects.exists()


def is_token(word: str) -> bool:
    """Whether a word is the one the terminal showed."""
    file = settings.START_TOKEN_FILE
    return file.is_file() and secrets.compare_digest(
        file.read_text(encoding="ascii").encode(), word.encode()
    )


def _token() -> str:
    """The word, made once and readable by the installation's user only."""
    file = settings.START_TOKEN_FILE
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(24))
    return str(file.read_text(encoding="ascii"))


@transaction.atomic
def begin(first: FirstPerson, municipality: Municipality) -> Person:
    """Set up the first municipality, and the log-in of the person who sets it up.

    Raises
    ------
    MunicipalityExists : the number is taken.
    """
    system = System(code=municipality.code)
    made = create_municipality(system, municipality.code, municipality.name)
    made.contact_name = municipality.contact_name
    made.contact_phone = municipality.contact_phone
    made.contact_email = municipality.contact_email
    made.save()
    person = create_person(system, first.email, first.name, first.password)
    give_role(system, person, Role.ADMINISTRATOR, made.pk)
    if first.is_analyst:
        give_role(system, person, Role.ANALYST, made.pk)
    transaction.on_commit(lambda: settings.START_TOKEN_FILE.unlink(missing_ok=True))
    return person
