"""Which units a step concerns."""

from __future__ import annotations

from fordel.allocation.model.money import Filter
from fordel.registers.records import Unit


def concerns(where: Filter | None, unit: Unit) -> bool:
    """Whether a unit is among those a filter names; without a filter every unit is."""
    if where is None:
        return True
    tests = (
        (where.ownership, unit.ownership),
        (where.kinds, unit.kind),
        (where.areas, unit.area),
        (where.districts, unit.district),
        (where.units, unit.id),
    )
    named = all(wanted is None or value in wanted for wanted, value in tests)
    return named and where.special_department in {None, unit.special_department}
