"""Whose project it is: who may change it, and who says whose it is."""

from __future__ import annotations

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.programmes.models import Project
from fordel.web.programmes.refusals.setting_up import ProjectOfAnother

SEES_ALL = (Role.ANALYST, Role.HEAD, Role.AUDITOR, Role.PROJECT_MANAGER, Role.EVALUATOR)
"""They see every programme of the municipality; leaders see those their units take part in."""


def may_change(standing: Standing, project: Project) -> bool:
    """Its project manager; any project manager, while it has none."""
    if Role.PROJECT_MANAGER not in standing.roles:
        return False
    return project.manager_id in {None, standing.person.pk}


def check_may_change(standing: Standing, project: Project) -> None:
    """Raise unless a person may change a project's set-up and description.

    Raises
    ------
    ProjectOfAnother : it has another manager, or the person is none.
    """
    if not may_change(standing, project):
        raise ProjectOfAnother(project=project.name)


def may_appoint(standing: Standing) -> bool:
    """The head of daycare says who manages a project."""
    return Role.HEAD in standing.roles


def check_may_gather(standing: Standing, project: Project) -> None:
    """Raise unless a person may keep notes and answers of a project: its manager or an evaluator.

    Raises
    ------
    ProjectOfAnother : it has another manager, and the person is no evaluator.
    """
    if not may_gather(standing, project):
        raise ProjectOfAnother(project=project.name)


def may_gather(standing: Standing, project: Project) -> bool:
    """The project's manager, and evaluators."""
    return Role.EVALUATOR in standing.roles or may_change(standing, project)


def may_read(standing: Standing, project: Project) -> bool:
    """Who may say that a data report is read: its manager, and leaders who take part.

    A leader opens only projects that units of theirs take part in.
    """
    leads = standing.is_any(Role.UNIT_LEADER, Role.AREA_LEADER)
    return leads or may_change(standing, project)


def check_may_read(standing: Standing, project: Project) -> None:
    """Raise unless a person may say that a project's data report is read.

    Raises
    ------
    ProjectOfAnother : it has another manager, and the person leads no unit in it.
    """
    if not may_read(standing, project):
        raise ProjectOfAnother(project=project.name)
