"""Keeping what was told beside the figures; nothing of it is changed afterwards."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.models import Evidence, FactorAnswer, Project
from fordel.web.programmes.policies.owning import check_may_gather
from fordel.web.programmes.queries.evidence import answer_id, answer_of, note_id, note_of


@transaction.atomic
def keep_note(standing: Standing, project: Project, note: Evidence) -> Evidence:
    """Keep a note, numbered as the next of the project.

    Raises
    ------
    ProjectOfAnother, PersonalNote : see their words.
    """
    locked = _locked(standing, project)
    last = locked.evidence.aggregate(last=Max("number"))["last"] or 0
    note.project, note.number = locked, last + 1
    note.by, note.by_name = standing.person, standing.person.name
    name = note_id(note.number)
    note_of(name, note, locked.key)
    note.save()
    write(standing, "evidence.kept", kind="project", key=locked.key, details={"note": name})
    return note


@transaction.atomic
def keep_factor(standing: Standing, project: Project, answer: FactorAnswer) -> FactorAnswer:
    """Keep an answer on what else may lie behind the figures.

    Raises
    ------
    ProjectOfAnother, StrengthOutside, PersonalNote : see their words.
    """
    locked = _locked(standing, project)
    name = answer_id(locked.factor_answers.count() + 1)
    answer.project = locked
    answer.by, answer.by_name = standing.person, standing.person.name
    answer_of(name, answer, locked.key)
    answer.save()
    write(standing, "evidence.kept", kind="project", key=locked.key, details={"answer": name})
    return answer


def _locked(standing: Standing, project: Project) -> Project:
    locked = Project.objects.select_for_update().get(
        pk=project.pk, programme__municipality_id=standing.municipality_id
    )
    check_may_gather(standing, locked)
    return locked
