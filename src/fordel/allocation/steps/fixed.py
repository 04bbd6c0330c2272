"""Money that no formula gives: fixed grants and decided applications."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fordel.allocation.model.steps import Applications, FixedGrants
from fordel.allocation.refusals.data import GrantOutsideScope
from fordel.allocation.situation import ZERO, Situation, StepResult
from fordel.allocation.steps.registry import step_function
from fordel.registers.records import Application, Grant


@step_function("fixed_grants")
def fixed_grants(step: FixedGrants, situation: Situation) -> StepResult:
    """The fixed grants of each unit, added up."""
    return _given(step, situation, situation.grants)


@step_function("applications")
def applications(step: Applications, situation: Situation) -> StepResult:
    """The decided applications of each unit, added up, with the decisions they rest on."""
    given = _given(step, situation, situation.applications)
    decisions = ", ".join(sorted({entry.decision for entry in situation.applications}))
    return StepResult(**{**vars(given), "facts": {"decisions": decisions}})


def _given(
    step: FixedGrants | Applications,
    situation: Situation,
    entries: Sequence[Grant | Application],
) -> StepResult:
    position = {unit.id: i for i, unit in enumerate(situation.units)}
    amounts: list[Fraction] = [ZERO] * len(situation.units)
    for entry in entries:
        if entry.unit not in position and situation.lenient:
            continue
        if entry.unit not in position:
            raise GrantOutsideScope(unit=entry.unit, step=step.id)
        amounts[position[entry.unit]] += entry.amount
    return StepResult(
        id=step.id,
        use=step.use,
        function=step.use,
        exact=tuple(amounts),
        amounts=situation.rounding.each(amounts),
    )
