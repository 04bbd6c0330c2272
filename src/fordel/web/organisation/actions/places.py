"""The municipality itself, its areas and its districts."""

from __future__ import annotations

from django.db import transaction

from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.organisation.actions.units import area_called, district_called
from fordel.web.organisation.models import Area, District, Municipality
from fordel.web.organisation.refusals import NumberTaken


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
