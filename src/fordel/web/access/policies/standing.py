"""Who a person is in one municipality, today."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.web.access.models import Person, Role, RoleGrant

WHOLE_MUNICIPALITY = frozenset(Role) - {Role.AREA_LEADER, Role.UNIT_LEADER}
"""Roles that are not tied to an area or a unit."""


@dataclass(frozen=True)
class Standing:
    """A person and the roles they hold in a municipality, with the areas and units they lead.

    Queries and actions take it; so nobody can be forgotten to be asked for.
    """

    person: Person
    municipality_id: int
    municipality_name: str
    code: str
    roles: frozenset[Role]
    area_ids: frozenset[int]
    unit_ids: frozenset[int]

    @property
    def person_number(self) -> int:
        return self.person.pk

    @property
    def called(self) -> str:
        return f"{self.person.name} <{self.person.email}>"

    @property
    def role_names(self) -> str:
        return ", ".join(sorted(self.roles))

    @property
    def everywhere(self) -> bool:
        """Whether some role reaches the whole municipality."""
        return bool(self.roles & WHOLE_MUNICIPALITY)

    def is_any(self, *roles: Role) -> bool:
        return bool(self.roles.intersection(roles))

    def reaches(self, roles: frozenset[Role], *, area_id: int | None, unit_id: int | None) -> bool:
        """Whether one of some roles reaches an area, or a unit in it."""
        held = self.roles & roles
        if held & WHOLE_MUNICIPALITY:
            return True
        if Role.AREA_LEADER in held and area_id in self.area_ids:
            return True
        return Role.UNIT_LEADER in held and unit_id is not None and unit_id in self.unit_ids


def standing_of(person: Person, code: str) -> Standing | None:
    """What a person is in a municipality; None where they are nothing there."""
    grants = list(
        RoleGrant.objects.in_force()
        .filter(person=person, municipality__code=code)
        .select_related("municipality")
    )
    if not grants or not person.is_active or person.limited_to not in {None, code}:
        return None
    return Standing(
        person=person,
        municipality_id=grants[0].municipality_id,
        municipality_name=grants[0].municipality.name,
        code=code,
        roles=frozenset(Role(grant.role) for grant in grants),
        area_ids=frozenset(g.area_id for g in grants if g.area_id is not None),
        unit_ids=frozenset(g.unit_id for g in grants if g.unit_id is not None),
    )


def standings_of(person: Person) -> list[Standing]:
    """What a person is in each municipality, by its number."""
    codes = (
        RoleGrant.objects.in_force()
        .filter(person=person)
        .order_by("municipality__code")
        .values_list("municipality__code", flat=True)
        .distinct()
    )
    found = [standing_of(person, code) for code in codes]
    return [standing for standing in found if standing is not None]
