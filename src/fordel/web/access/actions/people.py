"""Giving people log-ins and roles."""

from __future__ import annotations

from django.db import transaction

from fordel.web.access.models import Person, Role, RoleGrant
from fordel.web.audit.actions.writing import Actor, write


@transaction.atomic
def create_person(actor: Actor, email: str, name: str, password: str | None = None) -> Person:
    """Give somebody a log-in, without any role yet."""
    person = Person.objects.create_user(email, password, name=name)
    write(actor, "person.created", kind="person", key=str(person.pk))
    return person


@transaction.atomic
def give_role(
    actor: Actor,
    person: Person,
    role: Role,
    municipality_id: int,
    *,
    area_id: int | None = None,
    unit_id: int | None = None,
) -> RoleGrant:
    """Make somebody something in a municipality, from today."""
    grant = RoleGrant.objects.create(
        person=person,
        role=role,
        municipality_id=municipality_id,
        area_id=area_id,
        unit_id=unit_id,
    )
    write(actor, "role.given", kind="person", key=str(person.pk), details={"role": role.value})
    return grant
