"""Letting in somebody whom a municipality's broker vouches for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from fordel.web.access.models import Person, Role, RoleGrant, RoleMapping
from fordel.web.access.policies.assertions import Mapped, Right, rights, statements
from fordel.web.audit.actions.writing import System, write


@dataclass(frozen=True)
class Asserted:
    """What a broker says of a person."""

    broker: str
    municipality: str
    uid: str
    email: str = ""
    name: str = ""
    cvr: str = ""
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Stranger(Exception):
    """Somebody the broker knows, but who is nothing here."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def enter(asserted: Asserted, known: Person | None) -> Person:
    """Give the person the roles that follow from what is said, and take away those that do not.

    Parameters
    ----------
    known : whom the broker's own number for the person already belongs to.

    Raises
    ------
    Stranger : no role here; or their address belongs to somebody of another municipality, whom
        this broker cannot vouch for. What they had through the broker is taken away all the same.
    """
    following = _following(asserted)
    person = known or _by_address(asserted)
    if person is None and not following:
        raise Stranger("no_role")
    if person is not None and not person.is_active:
        raise Stranger("switched_off")
    with transaction.atomic():
        if person is None:
            person = _newcomer(asserted)
        _settle(asserted, person, following)
    here = RoleGrant.objects.in_force().filter(municipality__code=asserted.municipality)
    if not here.filter(person=person).exists():
        raise Stranger("no_role")
    return person


def _following(asserted: Asserted) -> frozenset[Right]:
    lines = RoleMapping.objects.filter(
        municipality__code=asserted.municipality, provider=asserted.broker
    )
    mapping = [Mapped(m.attribute, m.value, Role(m.role), m.place_attribute) for m in lines]
    return rights(statements(asserted.attributes, asserted.cvr), mapping)


def _by_address(asserted: Asserted) -> Person | None:
    """Somebody who was given a log-in here, and here only, under the address the broker tells."""
    if not asserted.email:
        return None
    person = Person.objects.filter(email__iexact=asserted.email).first()
    if person is None:
        return None
    elsewhere = person.grants.exclude(municipality__code=asserted.municipality)
    if elsewhere.exists() or not person.grants.exists():
        raise Stranger("address_taken")
    return person


def _newcomer(asserted: Asserted) -> Person:
    if not asserted.email:
        raise Stranger("no_address")
    person = Person.objects.create_user(
        asserted.email, name=asserted.name or asserted.email.partition("@")[0]
    )
    system = System(code=asserted.municipality)
    write(system, "person.created", kind="person", key=str(person.pk), details=_by(asserted))
    return person


def _settle(asserted: Asserted, person: Person, following: frozenset[Right]) -> None:
    """The broker's roles, and those alone, become what it says."""
    system, today = System(code=asserted.municipality), timezone.localdate()
    municipality = apps.get_model("organisation", "Municipality").objects.get(
        code=asserted.municipality
    )
    wanted = {
        (right.role.value, *place)
        for right in following
        if (place := _place(municipality.pk, right)) is not None
    }
    held = RoleGrant.objects.in_force().filter(
        person=person, municipality=municipality, from_broker=True
    )
    for grant in held.select_for_update():
        key = (grant.role, grant.area_id, grant.unit_id)
        if key in wanted:
            wanted.discard(key)
            continue
        grant.valid_to = today
        grant.save(update_fields=["valid_to"])
        details = {"role": grant.role, **_by(asserted)}
        write(system, "role.ended", kind="person", key=str(person.pk), details=details)
    for role, area_id, unit_id in sorted(wanted, key=str):
        RoleGrant.objects.create(
            person=person,
            role=role,
            municipality=municipality,
            area_id=area_id,
            unit_id=unit_id,
            from_broker=True,
        )
        details = {"role": role, **_by(asserted)}
        write(system, "role.given", kind="person", key=str(person.pk), details=details)


def _place(municipality_id: int, right: Right) -> tuple[int | None, int | None] | None:
    """The area and the unit a right is for; None where the key is not one of the municipality."""
    if right.role not in {Role.AREA_LEADER, Role.UNIT_LEADER}:
        return (None, None)
    name = "Area" if right.role == Role.AREA_LEADER else "Unit"
    rows = apps.get_model("organisation", name).objects
    found = rows.filter(municipality_id=municipality_id, key=right.place)
    pk = found.values_list("pk", flat=True).first()
    if pk is None:
        return None
    return (pk, None) if name == "Area" else (None, pk)


def _by(asserted: Asserted) -> dict[str, str]:
    return {"broker": asserted.broker}
