"""What waits for a person in interventions."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.domain.language import day
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.queries.waiting import Task
from fordel.web.components.language import language_of
from fordel.web.programmes.models import Project, Registration
from fordel.web.programmes.queries.rounds import ReportStands, reports_of
from fordel.web.programmes.queries.sheets import sheets_waiting


def waiting_in_programmes(standing: Standing) -> Iterator[Task]:
    """Everything, by a question or two per role."""
    yield from _to_fill_in(standing)
    yield from _to_take(standing)
    yield from _to_read(standing)
    yield from _to_set_up(standing)
    yield from _without_manager(standing)


def _to_fill_in(standing: Standing) -> Iterator[Task]:
    """A leader's own sheets that are not handed in."""
    if Role.UNIT_LEADER not in standing.roles:
        return
    for part, period in sheets_waiting(standing, timezone.localdate()):
        names = {"unit": part, "project": part.project, "period": period.no}
        why = _("%(project)s, period %(period)s.")
        if period.deadline is not None:
            names["day"] = day(period.deadline, language_of())
            is_late = period.deadline < timezone.localdate()
            why = (
                _("%(project)s, period %(period)s; it was to be handed in by %(day)s.")
                if is_late
                else _("%(project)s, period %(period)s; to be handed in by %(day)s.")
            )
        yield Task(
            _("Fill in the sheet for %(unit)s") % names,
            why % names,
            _address(standing, part.project, "sheet", no=period.no, part=part.unit_key),
            _("Open the sheet"),
        )


def _to_take(standing: Standing) -> Iterator[Task]:
    """Sheets of a project manager's own projects that nobody has taken."""
    if Role.PROJECT_MANAGER not in standing.roles:
        return
    handed_in = Registration.objects.filter(
        state=Registration.State.HANDED_IN,
        participation__project__manager_id=standing.person.pk,
        participation__project__programme__municipality_id=standing.municipality_id,
    ).select_related("participation__project__programme", "period")
    waiting: dict[tuple[int, int], list[Registration]] = {}
    for row in handed_in:
        waiting.setdefault((row.participation.project_id, row.period_id), []).append(row)
    for rows in waiting.values():
        project, period = rows[0].participation.project, rows[0].period
        said = ngettext("%(count)d sheet is handed in", "%(count)d sheets are handed in", len(rows))
        yield Task(
            said % {"count": len(rows)},
            _("%(project)s, period %(period)s.") % {"project": project, "period": period.no},
            _address(standing, project, "sheets_period", no=period.no),
            _("Look at them"),
        )


def _to_read(standing: Standing) -> Iterator[Task]:
    """The newest data report of a project manager's own projects that nobody has read yet."""
    if Role.PROJECT_MANAGER not in standing.roles:
        return
    own = list(_projects(standing).filter(manager=standing.person))
    reports = reports_of(own)
    for project in own:
        stands = reports[project.pk]
        newest = max(stands, default=None)
        if newest is None or stands[newest] is ReportStands.READ:
            continue
        said = _("Read the data report of %(project)s together")
        why = (
            _("Period %(period)s; more is handed in since you read it.")
            if stands[newest] is ReportStands.CHANGED
            else _("Period %(period)s; say when you have discussed it.")
        )
        yield Task(
            said % {"project": project},
            why % {"period": newest},
            _address(standing, project, "data_report", period=newest),
            _("Read the report"),
        )


def _to_set_up(standing: Standing) -> Iterator[Task]:
    """A project manager's own projects that lack units, phases or a description."""
    if Role.PROJECT_MANAGER not in standing.roles:
        return
    lacking = Q(participations=None) | Q(phases=None) | Q(descriptions=None)
    own = _projects(standing).filter(lacking, manager=standing.person).distinct()
    for project in own:
        yield Task(
            _("Go on setting up the project %(project)s") % {"project": project},
            _("Units, phases or the description are missing."),
            _address(standing, project),
            _("Go on"),
        )


def _without_manager(standing: Standing) -> Iterator[Task]:
    """Projects of the municipality's own that nobody answers for."""
    if Role.HEAD not in standing.roles:
        return
    for project in _projects(standing).filter(manager=None, programme__is_demonstration=False):
        yield Task(
            _("Say who manages the project %(project)s") % {"project": project},
            _("Nobody answers for it yet."),
            _address(standing, project),
            _("See the project"),
        )


def _projects(standing: Standing) -> QuerySet[Project]:
    here = Project.objects.filter(programme__municipality_id=standing.municipality_id)
    return here.select_related("programme").order_by("programme", "order")


def _address(standing: Standing, project: Project, page: str = "project", **more: object) -> str:
    named = {"code": standing.code, "programme": project.programme.key, "project": project.key}
    return reverse(f"programmes:{page}", kwargs={**named, **more})
