"""What waits for a person in interventions."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.queries.waiting import Task
from fordel.web.programmes.models import Project, Registration
from fordel.web.programmes.queries.sheets import sheets_waiting


def waiting_sheets(standing: Standing) -> Iterator[Task]:
    """A leader's sheets that are not handed in; a manager's that nobody has taken."""
    if Role.UNIT_LEADER in standing.roles:
        for part, period in sheets_waiting(standing, timezone.localdate()):
            names = {"unit": part, "project": part.project, "period": period.no}
            yield Task(
                _("Fill in the sheet for %(unit)s") % names,
                _("%(project)s, period %(period)s.") % names,
                _address(standing, part.project, "sheet", no=period.no, part=part.unit_key),
                _("Open the sheet"),
            )
    if Role.PROJECT_MANAGER in standing.roles:
        yield from _to_take(standing)


def _to_take(standing: Standing) -> Iterator[Task]:
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


def _address(standing: Standing, project: Project, page: str, **more: object) -> str:
    place = {"code": standing.code, "programme": project.programme.key, "project": project.key}
    return reverse(f"programmes:{page}", kwargs={**place, **more})
