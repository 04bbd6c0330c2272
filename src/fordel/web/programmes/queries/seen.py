"""Programmes and projects as a person sees them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.programmes.models import Participation, Programme, Project, Report
from fordel.web.programmes.policies.owning import SEES_ALL


def projects_seen_by(standing: Standing) -> QuerySet[Project]:
    """The municipality's projects; for leaders those that units of theirs take part in."""
    projects = Project.objects.filter(programme__municipality_id=standing.municipality_id)
    if standing.is_any(*SEES_ALL):
        return projects
    return projects.filter(pk__in=participations_seen_by(standing).values("project"))


def participations_seen_by(standing: Standing) -> QuerySet[Participation]:
    """Units in projects; for leaders those of their areas and their own."""
    parts = Participation.objects.filter(
        project__programme__municipality_id=standing.municipality_id
    )
    if standing.is_any(*SEES_ALL):
        return parts
    mine = Q(unit__area_id__in=standing.area_ids) | Q(unit_id__in=standing.unit_ids)
    return parts.filter(mine)


def programmes_seen_by(standing: Standing) -> QuerySet[Programme]:
    """Programmes: all, those of one's own units, or for politicians those that were published."""
    programmes = Programme.objects.filter(municipality_id=standing.municipality_id)
    if standing.is_any(*SEES_ALL):
        return programmes
    published = Report.objects.filter(audience=Report.Audience.EVERYBODY).values("programme")
    seen = Q(pk__in=projects_seen_by(standing).values("programme"))
    if Role.POLITICIAN in standing.roles:
        seen |= Q(pk__in=published)
    return programmes.filter(seen)


def programme_seen_by(standing: Standing, key: str) -> Programme:
    """One of them, or a page that says there is none."""
    return get_object_or_404(programmes_seen_by(standing), key=key)


def project_seen_by(standing: Standing, programme: str, project: str) -> Project:
    """A project by its programme's key and its own, or a page that says there is none."""
    rows = projects_seen_by(standing).select_related("programme", "manager")
    return get_object_or_404(rows, programme__key=programme, key=project)
