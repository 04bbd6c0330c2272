"""The people of a municipality, as its administrator sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fordel.web.access.models import Person, Role, RoleGrant
from fordel.web.access.policies.standing import Standing


def grants_of(standing: Standing) -> QuerySet[RoleGrant]:
    """Every role given in the municipality, past ones too."""
    return (
        RoleGrant.objects.filter(municipality_id=standing.municipality_id)
        .select_related("area", "unit", "person")
        .order_by("-valid_from", "role")
    )


def people_of(standing: Standing, words: str = "", role: str = "") -> QuerySet[Person]:
    """Everybody who is or was something in the municipality, by name."""
    people = Person.objects.filter(grants__municipality_id=standing.municipality_id)
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if role:
        held = RoleGrant.objects.in_force().filter(
            municipality_id=standing.municipality_id, role=role
        )
        people = people.filter(pk__in=held.values("person"))
    today = timezone.localdate()
    held_now = grants_of(standing).exclude(valid_to__lte=today)
    return (
        people.distinct()
        .prefetch_related(Prefetch("grants", held_now, to_attr="held"))
        .order_by("name", "email")
    )


def person_of(standing: Standing, number: int) -> Person:
    """One of them; another municipality's person is not found."""
    return get_object_or_404(
        Person.objects.filter(grants__municipality_id=standing.municipality_id).distinct(),
        pk=number,
    )


@dataclass(frozen=True)
class OwnLogin:
    """How a person logs in."""

    has_password: bool
    has_app: bool
    keys: int
    by_broker: bool


def login_of(person: Person) -> OwnLogin:
    """What the administrator may know of it: what there is, never the secret."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return OwnLogin(
        has_password=person.has_usable_password(),
        has_app=Authenticator.Type.TOTP in kinds,
        keys=kinds.count(Authenticator.Type.WEBAUTHN),
        by_broker=SocialAccount.objects.filter(user=person).exists(),
    )


def places_of(standing: Standing) -> dict[Role, list[tuple[int, str]]]:
    """The areas and units of the municipality that a leader's role can be for: open today."""
    here: dict[str, object] = {"municipality_id": standing.municipality_id}
    is_open = Q(closed_on=None) | Q(closed_on__gt=timezone.localdate())
    areas = apps.get_model("organisation", "Area").objects.filter(is_open, **here)
    units = apps.get_model("organisation", "Unit").objects.filter(is_open, **here)
    return {Role.AREA_LEADER: _named(areas), Role.UNIT_LEADER: _named(units)}


def _named(rows: Iterable[object]) -> list[tuple[int, str]]:
    return [(row.pk, f"{row} ({row.key})") for row in rows]  # type: ignore[attr-defined]
