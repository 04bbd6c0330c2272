"""Between two years: last year's children with this year's rules, and every other mixture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from fordel.allocation.engine import run_steps
from fordel.allocation.model.checks import takes_from_frame
from fordel.allocation.model.document import Model
from fordel.allocation.model.money import ByIndex, ByPercentage
from fordel.allocation.model.steps import (
    FRAME_STEPS,
    MONEY_STEPS,
    Damping,
    Payment,
    Positions,
    Step,
)
from fordel.allocation.resolving import ResolvedModel
from fordel.allocation.retelling import (
    Side,
    coefficient_tables,
    in_numbers,
    side_of,
    told_anew,
)
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO, Population, Rounding, Situation, Vector
from fordel.registers.records import Unit


class Cause(StrEnum):
    """Why a unit gets more or less than last year."""

    CHILDREN = "children"
    NEED = "need"
    POOL = "pool"
    RULES = "rules"
    LIMITS = "limits"
    GRANTS = "grants"
    LINEAGE = "lineage"
    DAMPING = "damping"
    MONTHS = "months"
    ROUNDING = "rounding"


MIXABLE = (Cause.CHILDREN, Cause.NEED, Cause.POOL, Cause.RULES, Cause.LIMITS, Cause.GRANTS)
"""What may be last year's or this year's in a mixture; the others follow from the runs."""

_LIMITS = ("threshold", "cap", "floor", "left_over")
_RULES = ("id", "use", "label", "where", "count", "population", "measure", "opening_hours")
_AFTERWARDS = (Damping, Payment, Positions)
"""Steps that work on what the others gave; their part of a change is seen directly."""


@dataclass(frozen=True)
class Mixer:
    """Two years and every mixture of them, all told in this year's units."""

    units: tuple[Unit, ...]
    before: Side
    after: Side

    def amounts(self, chosen: frozenset[Cause]) -> Vector:
        """What units would get if the chosen causes were this year's and the others last year's.

        Exact, before damping, months and rounding.
        """
        situation = Situation(
            resolved=mixed_model(self.before.resolved, self.after.resolved, chosen),
            units=self.units,
            enrolled=self._enrolled(chosen),
            resident=self._from(Cause.NEED, chosen).resident,
            rounding=Rounding(None),
            grants=self._from(Cause.GRANTS, chosen).grants,
            applications=self._from(Cause.GRANTS, chosen).applications,
            rates=self._from(Cause.POOL, chosen).rates,
        )
        given = [r.amounts for r in run_steps(situation) if r.amounts is not None]
        return tuple(sum((a[i] for a in given), ZERO) for i in range(len(self.units)))

    def _from(self, cause: Cause, chosen: frozenset[Cause]) -> Side:
        return self.after if cause in chosen else self.before

    def _enrolled(self, chosen: frozenset[Cause]) -> Population:
        need, numbers = self._from(Cause.NEED, chosen), self._from(Cause.CHILDREN, chosen)
        return in_numbers(need.need, numbers.children, numbers.full_time)


def mixer(before: Run, after: Run) -> Mixer:
    """Tell last year in this year's units, ready to be mixed with this year."""
    return Mixer(
        units=after.allocation.units,
        before=told_anew(before, after),
        after=side_of(after),
    )


def mixed_model(
    before: ResolvedModel, after: ResolvedModel, chosen: frozenset[Cause]
) -> ResolvedModel:
    """A model with the rules, limits and money of either year, without damping and payment."""
    rules = after if Cause.RULES in chosen else before
    limits = after if Cause.LIMITS in chosen else before
    money = after if Cause.POOL in chosen else before
    steps: list[Step] = []
    for step in rules.model.steps:
        if not isinstance(step, _AFTERWARDS):
            steps.append(_mixed_step(step, limits.model, money.model, steps))
    named = coefficient_tables(rules.model)
    own = {name: table for name, table in rules.model.tables.items() if name in named}
    tables = {**rules.model.tables, **money.model.tables, **own}
    model = rules.model.model_copy(update={"steps": tuple(steps), "tables": tables})
    return replace(rules, model=model, used={step.id: () for step in steps})


def _mixed_step(step: Step, limits: Model, money: Model, earlier: Sequence[Step]) -> Step:
    """A step's rules with the limits and the money of its twins, where they have one."""
    bounded = _twin(step, limits)
    paid = _twin(step, money)
    if not _fits(paid, earlier):
        paid = step
    changes: dict[str, object] = {
        name: getattr(bounded if name in _LIMITS else paid, name)
        for name in type(step).model_fields
        if name not in _RULES
    }
    return step.model_copy(update=changes)


def _twin(step: Step, model: Model) -> Step:
    same = (other for other in model.steps if other.id == step.id and other.use == step.use)
    return next(same, step)


def _fits(step: Step, earlier: Sequence[Step]) -> bool:
    """Whether a step's money can be found after the steps of another year."""
    money = getattr(step, "money", None)
    builds_on = getattr(money, "of", None) if isinstance(money, ByPercentage) else None
    if isinstance(money, ByIndex):
        builds_on = money.on
    if builds_on is not None and builds_on not in {
        s.id for s in earlier if isinstance(s, MONEY_STEPS)
    }:
        return False
    return not takes_from_frame(step) or any(isinstance(s, FRAME_STEPS) for s in earlier)
