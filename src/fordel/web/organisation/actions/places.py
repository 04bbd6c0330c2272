"""The municipality itself, its areas and its districts."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from fordel.web.access.models import RoleGrant
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.organisation.actions.units import area_called, district_called
from fordel.web.organisation.models import Area, District, Municipality, Unit
from fordel.web.organisation.refusals import AreaInUse, NumberTaken


@transaction.atomic
def change_municipality(standing: Standing, municipality: Municipality) -> None:
    """Keep what a form changed of the municipality."""
    municipality.save()
    write(standing, "municipality.changed", kind="municipality", key=standing.code)


@transaction.atomic
def add_area(standing: Standing, key: str, name: str) -> None:
    """Add an area.

    Raises
    ------
    NumberTaken : an area has, or had, the key.
    """
    if Area.objects.filter(municipality_id=standing.municipality_id, key=key).exists():
        raise NumberTaken(key=key)
    area_called(standing, key, name)


@transaction.atomic
def add_district(standing: Standing, key: str, name: str) -> None:
    """Add a district.

    Raises
    ------
    NumberTaken : a district has the key.
    """
    if District.objects.filter(municipality_id=standing.municipality_id, key=key).exists():
        raise NumberTaken(key=key)
    district_called(standing, key, name)


@transaction.atomic
def rename_place(standing: Standing, place: Area | District, name: str) -> None:
    """Give an area or a district another name; its key, and so its history, stays."""
    place.name = name
    place.save(update_fields=["name"])
    kind = "area" if isinstance(place, Area) else "district"
    write(standing, f"{kind}.renamed", kind=kind, key=place.key)


@transaction.atomic
def close_area(standing: Standing, area: Area) -> None:
    """Close an area that nobody is in any more; its key is never used again.

    Raises
    ------
    AreaInUse : open units are in it, or somebody leads it.
    """
    units = Unit.objects.filter(area=area, closed_on=None).count()
    leaders = RoleGrant.objects.in_force().filter(area_id=area.pk).count()
    if units or leaders:
        raise AreaInUse(name=area.name, units=units, leaders=leaders)
    area.closed_on = timezone.localdate()
    area.save(update_fields=["closed_on"])
    write(standing, "area.closed", kind="area", key=area.key)
