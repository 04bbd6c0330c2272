"""Writing the next version of an intervention description; versions before it stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from fordel.interventions import programme as library
from fordel.interventions.descriptions.description import (
    DescribedActivity,
    Description,
    begun_description,
)
from fordel.interventions.descriptions.differences import differences
from fordel.interventions.descriptions.theory import Theory
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.actions.changing import does_not_fit
from fordel.web.programmes.models import Decision, DescriptionVersion, Project
from fordel.web.programmes.policies.owning import check_may_change
from fordel.web.programmes.queries.descriptions import newest_description
from fordel.web.programmes.refusals.setting_up import (
    NothingNewInDescription,
    ProjectChangedMeanwhile,
)

_AUTHOR = Role.PROJECT_MANAGER.value


@transaction.atomic
def write_description(
    standing: Standing,
    project: Project,
    opened_at: int,
    wanted: Description,
    decision: Decision | None = None,
) -> DescriptionVersion:
    """Keep a version of the description.

    Parameters
    ----------
    opened_at : the number of the newest version when the page was opened; 0 for none.
    wanted : from :func:`described`.

    Raises
    ------
    ProjectOfAnother, ProjectChangedMeanwhile, NothingNewInDescription : see their words.
    """
    locked = Project.objects.select_for_update().get(
        pk=project.pk, programme__municipality_id=standing.municipality_id
    )
    check_may_change(standing, locked)
    newest = newest_description(locked)
    if opened_at != (0 if newest is None else newest.number):
        raise ProjectChangedMeanwhile(project=locked.name)
    if newest is not None and not differences(newest, wanted):
        raise NothingNewInDescription(number=newest.number)
    version = DescriptionVersion.objects.create(
        project=locked,
        number=wanted.number,
        document=wanted.model_dump(mode="json", by_alias=True),
        reason=wanted.reason,
        decision=decision,
        by=standing.person,
        by_name=standing.person.name,
    )
    key = f"{locked.key} {version.number}"
    write(standing, "description.written", kind="description", key=key)
    return version


def described(
    project: library.Project,
    newest: Description | None,
    reason: str,
    sections: Mapping[str, str],
    parts: Mapping[str, Mapping[str, str]],
) -> Description:
    """The next version: texts as given, activities as the project has them, the same theory.

    Parameters
    ----------
    parts : activity → part of the template → text.

    Raises
    ------
    ProgrammeDoesNotFit : a reason is missing.
    """
    activities = tuple(
        DescribedActivity(
            id=known.id,
            name=known.name,
            parts=_written(parts.get(known.id, {})),
            intended=known.intended,
        )
        for known in project.activities
    )
    return _next(project, newest, reason, sections=_written(sections), activities=activities)


def with_theory(
    project: library.Project, newest: Description | None, reason: str, theory: Theory
) -> Description:
    """The next version: as the newest, but for the theory of change.

    Raises
    ------
    ProgrammeDoesNotFit : a reason is missing.
    """
    return _next(project, newest, reason, theory=theory)


def begun(project: library.Project) -> Description:
    """A first version, with what the project already says."""
    return begun_description(project, written_on=timezone.localdate(), author_role=_AUTHOR)


def _next(
    project: library.Project, newest: Description | None, reason: str, **changes: object
) -> Description:
    today = timezone.localdate()
    try:
        if newest is None:
            first = begun(project)
            document = {name: getattr(first, name) for name in Description.model_fields}
            return Description.model_validate({**document, "reason": reason, **changes})
        return newest.revised(written_on=today, reason=reason, author_role=_AUTHOR, **changes)
    except ValidationError as error:
        raise does_not_fit(error) from error


def _written(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in texts.items() if text.strip()}
