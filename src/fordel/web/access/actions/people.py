"""Giving people log-ins and roles, and taking them away."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from fordel.web.access.models import Person, Role, RoleGrant
from fordel.web.access.policies.standing import Standing
from fordel.web.access.refusals import (
    LastAdministrator,
    PersonOfOthersToo,
    RoleHeldAlready,
    RoleOverAlready,
)
from fordel.web.audit.actions.writing import Actor, System, write


@transaction.atomic
def create_person(actor: Actor, email: str, name: str, password: str | None = None) -> Person:
    """Give somebody a log-in, without any role yet."""
    person = Person.objects.create_user(email, password, name=name)
    write(actor, "person.created", kind="person", key=str(person.pk))
    return person


@transaction.atomic
def give_role(  # noqa: PLR0913 - who, what, where, from when, until when
    actor: Actor,
    person: Person,
    role: Role,
    municipality_id: int,
    *,
    area_id: int | None = None,
    unit_id: int | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleGrant:
    """Make somebody something in a municipality, from today unless told; until a day not included.

    Raises
    ------
    RoleHeldAlready : they are that there already.
    """
    place: dict[str, int | None] = {"area_id": area_id, "unit_id": unit_id}
    same = RoleGrant.objects.in_force(valid_from).filter(
        person=person, role=role, municipality_id=municipality_id, from_broker=False, **place
    )
    if same.exists():
        raise RoleHeldAlready
    grant = RoleGrant.objects.create(
        person=person,
        role=role,
        municipality_id=municipality_id,
        area_id=area_id,
        unit_id=unit_id,
        valid_from=valid_from or timezone.localdate(),
        valid_to=valid_to,
    )
    write(actor, "role.given", kind="person", key=str(person.pk), details={"role": role.value})
    return grant


@transaction.atomic
def invite(standing: Standing, email: str, name: str) -> Person:
    """A person who can choose a password by the link they are sent; they may be there already."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = create_person(standing, email, name)
    elif not person.is_active:
        switch_on(standing, person)
    write(standing, "person.invited", kind="person", key=str(person.pk))
    return person


@transaction.atomic
def end_role(standing: Standing, grant: RoleGrant) -> None:
    """End a role today; what was done with it stays.

    Raises
    ------
    LastAdministrator : nobody could give roles any more.
    RoleOverAlready : it has ended.
    """
    grant = RoleGrant.objects.select_for_update().get(
        pk=grant.pk, municipality_id=standing.municipality_id
    )
    today = timezone.localdate()
    if grant.valid_to is not None and grant.valid_to <= today:
        raise RoleOverAlready
    _leave_an_administrator(standing, [grant])
    _end(standing, grant, today)


@transaction.atomic
def switch_off(standing: Standing, person: Person) -> None:
    """End everything a person is here; who is nothing elsewhere can no longer log in at all.

    Raises
    ------
    LastAdministrator : nobody could give roles any more.
    """
    today = timezone.localdate()
    held = list(
        RoleGrant.objects.select_for_update()
        .filter(person=person, municipality_id=standing.municipality_id)
        .exclude(valid_to__lte=today)
    )
    _leave_an_administrator(standing, held)
    for grant in held:
        _end(standing, grant, today)
    if not _elsewhere(standing, person):
        person.is_active = False
        person.save(update_fields=["is_active"])
    write(standing, "person.switched_off", kind="person", key=str(person.pk))


@transaction.atomic
def switch_on(standing: Standing, person: Person) -> None:
    """Let a person log in again; roles are given anew."""
    if not person.is_active and _elsewhere(standing, person):
        raise PersonOfOthersToo
    person.is_active = True
    person.save(update_fields=["is_active"])
    write(standing, "person.switched_on", kind="person", key=str(person.pk))


@transaction.atomic
def forget_second_factor(standing: Standing, person: Person) -> None:
    """Take away a person's second factors: a lost telephone. They set up new ones at log-in.

    Raises
    ------
    PersonOfOthersToo : their log-in is another municipality's too.
    """
    if _elsewhere(standing, person):
        raise PersonOfOthersToo
    Authenticator.objects.filter(user=person).delete()
    write(standing, "factor.forgotten", kind="person", key=str(person.pk))


@transaction.atomic
def choose_password(person: Person, password: str) -> None:
    """The password a person chose by their link, which thereby is used up."""
    person.set_password(password)
    person.save(update_fields=["password"])
    for code in person.grants.values_list("municipality__code", flat=True).distinct():
        write(System(code=code), "password.chosen", kind="person", key=str(person.pk))


def _end(standing: Standing, grant: RoleGrant, today: date) -> None:
    grant.valid_to = max(today, grant.valid_from)
    grant.save(update_fields=["valid_to"])
    details = {"role": grant.role}
    write(standing, "role.ended", kind="person", key=str(grant.person_id), details=details)


def _elsewhere(standing: Standing, person: Person) -> bool:
    return person.grants.exclude(municipality_id=standing.municipality_id).exists()


def _leave_an_administrator(standing: Standing, ending: list[RoleGrant]) -> None:
    """The rows are locked, so that two administrators cannot end each other at once."""
    if not any(grant.role == Role.ADMINISTRATOR for grant in ending):
        return
    administrators = RoleGrant.objects.in_force().filter(
        municipality_id=standing.municipality_id,
        role=Role.ADMINISTRATOR,
        valid_to=None,
        person__is_active=True,
    )
    left = {grant.pk for grant in administrators.select_for_update(of=("self",))}
    if not left - {grant.pk for grant in ending}:
        raise LastAdministrator
