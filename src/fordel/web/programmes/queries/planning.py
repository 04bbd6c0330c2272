"""What was expected of an effect before it could be seen: kept, or set up from the project."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fordel.evaluation.effects.plan_from import plan_from
from fordel.evaluation.effects.planning import PlanAnswer, PlannedEffect, answer_plan, plan_of
from fordel.evaluation.effects.results import EffectReport
from fordel.web.programmes.models import EffectPlan, Project
from fordel.web.programmes.queries.evaluating import Evaluating


@dataclass(frozen=True)
class ShownPlan:
    """A plan with its answer; ``kept`` are all that were, the newest first.

    ``guessed`` are the figures that no registration stands behind, where nobody kept a plan yet.
    """

    answer: PlanAnswer
    kept: tuple[EffectPlan, ...]
    guessed: frozenset[str]


def plan_shown(one: Evaluating, indicator: str) -> ShownPlan:
    """The newest plan of a result; without, one from the project as it stands.

    Raises
    ------
    NoOutcome : it is none of the project's results.
    """
    first = plan_from(one.registrations, indicator)
    kept = kept_plans(one.row, indicator)
    if not kept:
        return ShownPlan(answer_plan(first.planned), (), first.guessed)
    return ShownPlan(answer_plan(planned_in(kept[0])), kept, frozenset())


def kept_plans(row: Project, indicator: str) -> tuple[EffectPlan, ...]:
    """Plans that somebody kept, the newest first."""
    return tuple(row.effect_plans.filter(indicator__key=indicator))


def planned_in(row: EffectPlan) -> PlannedEffect:
    """A kept plan as the library has it."""
    return plan_of(row.document, str(row))


def beside_plan(report: EffectReport, kept: tuple[EffectPlan, ...]) -> EffectReport:
    """The report with the smallest effect that was planned for, where somebody planned."""
    if not kept:
        return report
    return replace(report, detectable_before=answer_plan(planned_in(kept[0])).smallest)
