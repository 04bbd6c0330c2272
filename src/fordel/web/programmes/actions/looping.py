"""The loop: what a project says to its data report, and what it decides."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from fordel.evaluation.evidence.notes import check_impersonal_text
from fordel.evaluation.loop import rounds as library
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.models import Decision, Project, Reading, Reflection
from fordel.web.programmes.policies.owning import check_may_change, check_may_read
from fordel.web.programmes.queries.rounds import ShownRound, round_of
from fordel.web.programmes.refusals.evaluating import NothingToReflectOn


@transaction.atomic
def keep_reading(standing: Standing, project: Project, no: int) -> Reading:
    """Keep that the data report was read and discussed, by the manager or a unit that takes part.

    Raises
    ------
    ProjectOfAnother, NothingToReflectOn, StepNotOpen : see their words.
    """
    check_may_read(standing, project)
    locked, shown, found = _locked(standing, project, no)
    today = timezone.localdate()
    library.read(found, library.Reading(standing.person.name, today, shown.handed_in))
    row = Reading.objects.create(
        project=locked,
        period=shown.period,
        handed_in=shown.handed_in,
        by=standing.person,
        by_name=standing.person.name,
    )
    write(standing, "loop.read", kind="project", key=locked.key, details={"period": no})
    return row


@transaction.atomic
def keep_reflection(
    standing: Standing, project: Project, no: int, answers: Mapping[str, str]
) -> Reflection:
    """Keep answers to the three questions; those before them stay.

    Raises
    ------
    ProjectOfAnother, NothingToReflectOn, StepNotOpen, AnswersMissing, PersonalText : see their
        words.
    """
    locked, shown, found = _opened(standing, project, no)
    check_impersonal_text(locked.name, *answers.values())
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
    ProjectOfAnother, NothingToReflectOn, StepNotOpen, DecisionNotFounded, PersonalText : see
        their words.
    """
    locked, shown, found = _opened(standing, project, no)
    check_impersonal_text(locked.name, why)
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
    check_may_change(standing, project)
    return _locked(standing, project, no)


def _locked(
    standing: Standing, project: Project, no: int
) -> tuple[Project, ShownRound, library.Round]:
    locked = (
        Project.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=project.pk, programme__municipality_id=standing.municipality_id)
    )
    shown = round_of(locked, no)
    if shown.found is None:
        raise NothingToReflectOn(period=no)
    return locked, shown, shown.found
