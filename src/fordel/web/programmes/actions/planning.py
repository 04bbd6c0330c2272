"""Keeping what is expected of an effect before it can be seen; nothing of it is changed later."""

from __future__ import annotations

from django.db import transaction

from fordel.evaluation.effects.planning import PlannedEffect
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.programmes.models import EffectPlan, Project
from fordel.web.programmes.policies.owning import check_may_gather


@transaction.atomic
def keep_effect_plan(
    standing: Standing, project: Project, indicator: str, planned: PlannedEffect
) -> EffectPlan:
    """Keep a plan of the effect on one of the project's results; those before it stay.

    Raises
    ------
    ProjectOfAnother : it has another manager, and the person is no evaluator.
    """
    check_may_gather(standing, project)
    row = EffectPlan.objects.create(
        project=project,
        indicator=project.indicators.get(key=indicator),
        document=planned.model_dump(mode="json", exclude_none=True),
        by=standing.person,
        by_name=standing.person.name,
    )
    details = {"programme": project.programme.key}
    write(standing, "effect.planned", kind="project", key=f"{project.key} {indicator}",
          details=details)  # fmt: skip
    return row
