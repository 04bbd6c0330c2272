"""The loop: what a project says to its data report, and what it decides."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from fordel.evaluation.loop import rounds as library
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.models import Decision, Project, Reflection
from fordel.web.programmes.policies.owning import check_may_change
from fordel.web.programmes.queries.rounds import ShownRound, round_of
from fordel.web.programmes.refusals import (
    NothingToReflectOn,
)


@transaction.atomic
def keep_reflection(
    standing: Standing, project: Project, no: int, answers: Mapping[str, str]
) -> Reflection:
    """Keep answers to the three questions; those before them stay.

    Raises
    ------
    ProjectOfAnother, NothingToReflectOn, StepNotOpen, AnswersMissing : see their words.
    """
    locked, shown, found = _opened(standing, project, no)
    told = {name: text.strip() for name, text in answers.items()}
    today = timezone.localdate()
    library.reflect(found, library.Reflection(told, standing.person.name, today))
    row = Reflection.objects.create(
        project=locked,
        period=shown.period,
        report=shown.report,
        answers=told,
        by=standing.person,
        by_name=standing.person.name,
    )
    write(standing, "loop.reflected", kind="project", key=locked.key, details={"period": no})
    return row


@transaction.atomic
def keep_decision(
    standing: Standing, project: Project, no: int, decided: library.Decision, why: str
) -> Decision:
    """Keep what is decided on the newest reflection of a period.

    Raises
    ------
    ProjectOfAnother, NothingToReflectOn, StepNotOpen, DecisionNotFounded : see their words.
    """
    locked, shown, found = _opened(standing, project, no)
    today = timezone.localdate()
    library.decide(found, library.Decided(decided, why, standing.person.name, today))
    row = Decision.objects.create(
        project=locked,
        reflection=shown.reflections[-1],
        text=why.strip(),
        decided=decided.value,
        by=standing.person,
        by_name=standing.person.name,
    )
    details = {"period": no, "decided": decided.value}
    write(standing, "loop.decided", kind="project", key=locked.key, details=details)
    return row


def _opened(
    standing: Standing, project: Project, no: int
) -> tuple[Project, ShownRound, library.Round]:
    locked = (
        Project.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=project.pk, programme__municipality_id=standing.municipality_id)
    )
    check_may_change(standing, locked)
    shown = round_of(locked, no)
    if shown.found is None:
        raise NothingToReflectOn(period=no)
    return locked, shown, shown.found
