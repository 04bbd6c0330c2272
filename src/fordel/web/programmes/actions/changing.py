"""One change of a set-up: whose it is, at what it was opened, that it fits, the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pydantic import ValidationError

from fordel.allocation.model.loading import misfit_of
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.models import Programme, Project
from fordel.web.programmes.policies.owning import check_may_change, may_appoint
from fordel.web.programmes.queries.documents import programme_document
from fordel.web.programmes.refusals.setting_up import (
    ProgrammeChangedMeanwhile,
    ProgrammeDoesNotFit,
    ProjectChangedMeanwhile,
)


@contextmanager
def changing(
    standing: Standing, project: Project, revision: int, part: str, *, appoints: bool = False
) -> Iterator[Project]:
    """A project, locked, to be changed in the block; afterwards everything fits or nothing is kept.

    Parameters
    ----------
    revision : what the page was opened at.
    part : which part of the set-up, for the log.
    appoints : whether the head of daycare may do it, too.

    Raises
    ------
    ProjectOfAnother, ProjectChangedMeanwhile, ProgrammeDoesNotFit : see their words.
    """
    with transaction.atomic():
        locked = Project.objects.select_for_update().get(
            pk=project.pk, programme__municipality_id=standing.municipality_id
        )
        if not (appoints and may_appoint(standing)):
            check_may_change(standing, locked)
        if locked.revision != revision:
            raise ProjectChangedMeanwhile(project=locked.name)
        yield locked
        locked.revision += 1
        locked.save()
        check_fits(locked.programme_id)
        details = {"programme": locked.programme.key, "part": part}
        write(standing, "project.changed", kind="project", key=locked.key, details=details)


@contextmanager
def changing_programme(
    standing: Standing, programme: Programme, revision: int | None, part: str
) -> Iterator[Programme]:
    """The same for a programme's own part: its name, time line or indicators.

    Parameters
    ----------
    revision : what the page was opened at; None where something is only added.

    Raises
    ------
    ProgrammeChangedMeanwhile, ProgrammeDoesNotFit : see their words.
    """
    with transaction.atomic():
        locked = Programme.objects.select_for_update().get(
            pk=programme.pk, municipality_id=standing.municipality_id
        )
        if revision is not None and locked.revision != revision:
            raise ProgrammeChangedMeanwhile(programme=locked.name)
        yield locked
        locked.revision += 1
        locked.save()
        check_fits(locked.pk)
        details = {"part": part}
        write(standing, "programme.changed", kind="programme", key=locked.key, details=details)


def check_fits(programme_id: int) -> None:
    """Raise unless a programme's rows make a programme.

    Raises
    ------
    ProgrammeDoesNotFit : says what does not.
    """
    try:
        programme_document(Programme.objects.get(pk=programme_id))
    except ValidationError as error:
        raise does_not_fit(error) from error


def does_not_fit(error: ValidationError) -> ProgrammeDoesNotFit:
    """The first thing that does not fit, in words."""
    _, words = misfit_of(error, {})
    return ProgrammeDoesNotFit(problem_da=words.da, problem_en=words.en)
