"""Which units a person sees."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from fordel.web.access.policies.standing import Standing
from fordel.web.organisation.models import Unit


def units_seen_by(standing: Standing) -> QuerySet[Unit]:
    """The municipality's units; for leaders those of their areas and their own."""
    units = Unit.objects.filter(municipality_id=standing.municipality_id).select_related("area")
    if standing.everywhere:
        return units
    return units.filter(Q(area_id__in=standing.area_ids) | Q(pk__in=standing.unit_ids))
