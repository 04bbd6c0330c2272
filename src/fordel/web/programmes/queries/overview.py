"""Programmes and projects at a glance, and a programme's time line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from django.db.models import Prefetch
from django.utils import timezone

from fordel.domain.language import Language
from fordel.interventions import programme as library
from fordel.interventions.timeline import timeline
from fordel.web.access.policies.standing import Standing
from fordel.web.components.pictures import Picture, picture_of
from fordel.web.programmes.models import DataPeriod, Programme, Project
from fordel.web.programmes.queries.documents import programme_document
from fordel.web.programmes.queries.seen import programmes_seen_by, projects_seen_by

_KEPT_PICTURES = 32
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class ProjectLine:
    """A project in the overview; ``phase`` is the one it is in now, or was in last."""

    project: Project
    units: int
    phase: str


@dataclass(frozen=True)
class ProgrammeBlock:
    """A programme with the projects that the person sees."""

    programme: Programme
    period: DataPeriod | None
    """The one that is now, or the last one."""
    projects: Sequence[ProjectLine]


def overview(standing: Standing) -> list[ProgrammeBlock]:
    """Everything a person sees, by a handful of questions; the municipality's own first."""
    projects = projects_seen_by(standing).select_related("manager")
    rows = programmes_seen_by(standing).prefetch_related(
        "periods", Prefetch("projects", projects.prefetch_related("participations", "phases"))
    )
    return [_block(row) for row in rows.order_by("is_demonstration", "name")]


def _block(row: Programme) -> ProgrammeBlock:
    today = timezone.localdate()
    begun = [period for period in row.periods.all() if period.first <= today]
    now = begun[-1] if begun else None
    numbers = {period.pk: period.no for period in begun}
    return ProgrammeBlock(row, now, [_line(project, numbers) for project in row.projects.all()])


def _line(project: Project, numbers: dict[int, int]) -> ProjectLine:
    phases = sorted(
        (phase for phase in project.phases.all() if phase.period_id in numbers),
        key=lambda phase: numbers[phase.period_id],
    )
    said = phases[-1].get_phase_display() if phases else ""
    return ProjectLine(project, len(project.participations.all()), said)


def programme_seen(standing: Standing, row: Programme) -> library.Programme:
    """A programme with the projects that the person sees, as the library has it."""
    document = programme_document(row)
    seen = set(projects_seen_by(standing).filter(programme=row).values_list("key", flat=True))
    kept = tuple(project for project in document.projects if project.id in seen)
    return document.model_copy(update={"projects": kept})


def timeline_of(document: library.Programme, language: Language) -> Picture | None:
    """A programme's time line, drawn once for as long as nothing in it changes."""
    if not document.projects:
        return None
    with _ONE_AT_A_TIME:
        return _drawn(document.model_dump_json(by_alias=True), language)


@lru_cache(maxsize=_KEPT_PICTURES)
def _drawn(document: str, language: Language) -> Picture:
    return picture_of(timeline(library.Programme.model_validate_json(document), language))
