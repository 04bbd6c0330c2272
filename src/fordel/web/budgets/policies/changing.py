"""How a change of the year's money moves: the transitions, as data, four eyes included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import YearChange
from fordel.web.budgets.refusals import (
    FourEyesNeeded,
    NotYourStep,
    ReasonMissing,
    StepNotPossible,
)

State = YearChange.State


@dataclass(frozen=True)
class ChangeTransition:
    """One step. ``other_person``: whoever made the change may not take it."""

    from_state: State
    to_state: State
    role: Role
    other_person: bool = False
    needs_reason: bool = False


CHANGE_TRANSITIONS: Sequence[ChangeTransition] = (
    ChangeTransition(State.DRAFT, State.PROPOSED, Role.ANALYST),
    ChangeTransition(State.DRAFT, State.WITHDRAWN, Role.ANALYST),
    ChangeTransition(State.PROPOSED, State.APPROVED, Role.HEAD, other_person=True),
    ChangeTransition(State.PROPOSED, State.DRAFT, Role.HEAD, needs_reason=True),
    ChangeTransition(State.PROPOSED, State.DRAFT, Role.ANALYST, needs_reason=True),
    ChangeTransition(State.APPROVED, State.POSTED, Role.ANALYST),
    ChangeTransition(State.APPROVED, State.DRAFT, Role.ANALYST, needs_reason=True),
    ChangeTransition(State.APPROVED, State.DRAFT, Role.HEAD, needs_reason=True),
)


def check_change_step(
    change: YearChange, to_state: State, standing: Standing, reason: str
) -> ChangeTransition:
    """Raise unless a person may take a step now.

    Raises
    ------
    StepNotPossible : no transition leads there from where the change stands.
    NotYourStep : it belongs to another role.
    FourEyesNeeded : the person made the change.
    ReasonMissing : it needs a reason.
    """
    label = str(State(to_state).label)
    steps = [
        step
        for step in CHANGE_TRANSITIONS
        if (step.from_state, step.to_state) == (change.state, to_state)
    ]
    if not steps:
        raise StepNotPossible(from_state=str(State(change.state).label), to_state=label)
    mine = [step for step in steps if step.role in standing.roles]
    if not mine:
        raise NotYourStep(to_state=label)
    if mine[0].other_person and standing.person.pk == change.made_by_id:
        raise FourEyesNeeded(to_state=label)
    if mine[0].needs_reason and not reason.strip():
        raise ReasonMissing(to_state=label)
    return mine[0]


def change_steps_for(change: YearChange, standing: Standing) -> list[ChangeTransition]:
    """The steps a person may take now, each of them once."""
    steps = {
        step.to_state: step
        for step in CHANGE_TRANSITIONS
        if step.from_state == change.state
        and step.role in standing.roles
        and not (step.other_person and standing.person.pk == change.made_by_id)
    }
    return list(steps.values())
