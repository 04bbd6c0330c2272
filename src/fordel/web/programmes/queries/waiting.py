"""What waits for a person in interventions."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.queries.waiting import Task
from fordel.web.programmes.models import Project


def waiting_in_programmes(standing: Standing) -> Iterator[Task]:
    """Everything, by a question or two per role."""
    yield from _to_set_up(standing)
    yield from _without_manager(standing)


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


def _address(standing: Standing, project: Project) -> str:
    named = {"code": standing.code, "programme": project.programme.key, "project": project.key}
    return reverse("programmes:project", kwargs=named)
