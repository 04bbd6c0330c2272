"""A programme's indicators: who asks each, where it is answered, what may still be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fordel.web.programmes.models import Indicator, Programme, Project, Sheet


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator with the projects that ask it, and the periods it is answered in."""

    row: Indicator
    asked_by: tuple[str, ...]
    answered_in: tuple[int, ...]


def indicators_of(programme: Programme) -> list[ShownIndicator]:
    """Every indicator in order, in four questions."""
    answered = answered_in(programme)
    chosen: dict[str, list[str]] = {}
    through = Project.indicators.through.objects.filter(project__programme=programme)
    for key, name in through.order_by("project__order").values_list(
        "indicator__key", "project__name"
    ):
        chosen.setdefault(key, []).append(name)
    return [
        ShownIndicator(row, tuple(chosen.get(row.key, ())), answered.get(row.key, ()))
        for row in programme.indicators.all()
    ]


def answered_in(programme: Programme) -> Mapping[str, tuple[int, ...]]:
    """The periods in which a sheet that asks an indicator was handed in, by its key.

    A sheet that was sent back counts too: its answers were read.
    """
    found: dict[str, set[int]] = {}
    sheets = Sheet.objects.filter(
        project__programme=programme, registrations__handed_in_at__isnull=False
    ).distinct()
    for asks, no in sheets.values_list("asks", "period__no"):
        for field in asks:
            found.setdefault(field.split(".")[0], set()).add(no)
    return {key: tuple(sorted(numbers)) for key, numbers in found.items()}
