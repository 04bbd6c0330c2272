"""Municipality, areas, districts, units, and what became of units."""

from __future__ import annotations

from fordel.web.organisation.models.area import Area
from fordel.web.organisation.models.district import District
from fordel.web.organisation.models.lineage import LineageEvent, LineageUnit
from fordel.web.organisation.models.municipality import Municipality
from fordel.web.organisation.models.unit import Unit

__all__ = ["Area", "District", "LineageEvent", "LineageUnit", "Municipality", "Unit"]
