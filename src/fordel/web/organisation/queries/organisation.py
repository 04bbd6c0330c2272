"""The organisation as it stands, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fordel.web.access.policies.standing import Standing
from fordel.web.organisation.models import Area, District, LineageEvent, Municipality, Unit
from fordel.web.organisation.queries.units import units_seen_by


@dataclass(frozen=True)
class Told:
    """An event as it is read: what it was, the units before and after, why, and by whom."""

    kind: str
    day: date
    before: Sequence[tuple[str, str]]
    after: Sequence[tuple[str, str]]
    area: str
    reason: str
    by: str


def municipality_of(standing: Standing) -> Municipality:
    """The person's municipality."""
    return Municipality.objects.get(pk=standing.municipality_id)


def unit_seen_by(standing: Standing, key: str) -> Unit:
    """One unit, or a page that says there is none."""
    return get_object_or_404(units_seen_by(standing), key=key)


def areas_of(standing: Standing) -> QuerySet[Area]:
    """The municipality's areas."""
    return Area.objects.filter(municipality_id=standing.municipality_id)


def districts_of(standing: Standing) -> QuerySet[District]:
    """The municipality's districts."""
    return District.objects.filter(municipality_id=standing.municipality_id)


def history(standing: Standing, unit: Unit | None = None) -> list[Told]:
    """What happened to units, or to one of them, newest first."""
    events = LineageEvent.objects.filter(municipality_id=standing.municipality_id)
    if unit is not None:
        events = events.filter(units__unit=unit).distinct()
    events = events.select_related("recorded_by").prefetch_related(
        "units__unit", "units__area_then"
    )
    return [_told(event) for event in events.order_by("-happened_on", "-pk")]


def _told(event: LineageEvent) -> Told:
    sides: dict[str, list[tuple[str, str]]] = {"before": [], "after": []}
    area = ""
    for part in event.units.all():
        sides[part.side].append((part.unit.key, part.name_then or str(part.unit)))
        if part.side == "after" and event.kind == LineageEvent.Kind.MOVE and part.area_then:
            area = part.area_then.name
    return Told(
        kind=event.get_kind_display(),
        day=event.happened_on,
        before=sides["before"],
        after=sides["after"],
        area=area,
        reason=event.reason,
        by=event.recorded_by.name if event.recorded_by is not None else "",
    )
