"""Setting up a municipality from what its register says."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from fordel.registers import records
from fordel.web.audit.actions.writing import Actor, write
from fordel.web.organisation.models import Area, District, Municipality, Unit
from fordel.web.refusals import MunicipalityExists


@transaction.atomic
def create_municipality(
    actor: Actor, code: str, name: str, *, is_invented: bool = False
) -> Municipality:
    """Set up a municipality without units.

    Raises
    ------
    MunicipalityExists : the number is taken.
    """
    if Municipality.objects.filter(code=code).exists():
        raise MunicipalityExists(code=code)
    municipality = Municipality(code=code, name=name, is_invented=is_invented)
    municipality.full_clean()
    municipality.save()
    write(actor, "municipality.created", kind="municipality", key=code)
    return municipality


@transaction.atomic
def record_units(actor: Actor, municipality: Municipality, units: Sequence[records.Unit]) -> None:
    """Take over units as a register has them: new ones are added, known ones follow the register.

    A unit that the register no longer has stays; it is closed by an event of its own.
    """
    for unit in units:
        values = {
            "name": unit.name or unit.id,
            "kind": unit.kind.value,
            "ownership": unit.ownership.value,
            "has_special_department": unit.special_department,
            "area": _area(municipality, unit.area),
            "district": _district(municipality, unit.district),
            "budget_unit": unit.budget_unit or "",
            "opened_on": unit.opened_on,
            "closed_on": unit.closed_on,
        }
        known = Unit.objects.filter(municipality=municipality, key=unit.id).first()
        if known is not None and all(getattr(known, n) == v for n, v in values.items()):
            continue
        Unit.objects.update_or_create(municipality=municipality, key=unit.id, defaults=values)
        write(actor, "unit.recorded", kind="unit", key=unit.id)


def _area(municipality: Municipality, key: str | None) -> Area | None:
    if key is None:
        return None
    area, _ = Area.objects.get_or_create(municipality=municipality, key=key, defaults={"name": key})
    return area


def _district(municipality: Municipality, key: str | None) -> District | None:
    if key is None:
        return None
    district, _ = District.objects.get_or_create(
        municipality=municipality, key=key, defaults={"name": key}
    )
    return district
