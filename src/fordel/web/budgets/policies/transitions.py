"""How a proposal moves: the transitions, as data. What draws the states draws them from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import Proposal
from fordel.web.budgets.refusals import (
    FourEyesNeeded,
    NotYourStep,
    ReasonMissing,
    StepNotPossible,
)

State = Proposal.State


@dataclass(frozen=True)
class Transition:
    """One step; ``role`` None is a step the system takes itself as part of another.

    ``other_person`` says that whoever made the proposal may not take it.
    """

    from_state: State
    to_state: State
    role: Role | None
    other_person: bool = False
    needs_reason: bool = False


TRANSITIONS: Sequence[Transition] = (
    Transition(State.DRAFT, State.PROPOSED, Role.ANALYST),
    Transition(State.PROPOSED, State.DRAFT, Role.HEAD, needs_reason=True),
    Transition(State.PROPOSED, State.DRAFT, Role.ANALYST, needs_reason=True),
    Transition(State.PROPOSED, State.APPROVED, Role.HEAD, other_person=True),
    Transition(State.APPROVED, State.PROPOSED, Role.HEAD, needs_reason=True),
    Transition(State.APPROVED, State.PUBLISHED, Role.ANALYST),
    Transition(State.PUBLISHED, State.SUPERSEDED, None),
)
ORDER = (State.DRAFT, State.PROPOSED, State.APPROVED, State.PUBLISHED, State.SUPERSEDED)


def check_step(
    proposal: Proposal, to_state: State, standing: Standing | None, reason: str
) -> Transition:
    """Raise unless a person may take a step now; ``standing`` None is the system.

    Raises
    ------
    StepNotPossible : no transition leads there from where the proposal stands.
    NotYourStep : it belongs to another role.
    FourEyesNeeded : the person made the proposal.
    ReasonMissing : it needs a reason.
    """
    steps = [
        step
        for step in TRANSITIONS
        if (step.from_state, step.to_state) == (proposal.state, to_state)
    ]
    if not steps:
        said = State(proposal.state).label, State(to_state).label
        raise StepNotPossible(from_state=str(said[0]), to_state=str(said[1]))
    mine = [s for s in steps if (s.role is None if standing is None else _has(standing, s.role))]
    if not mine:
        raise NotYourStep(to_state=str(State(to_state).label))
    step = mine[0]
    if step.other_person and standing is not None and standing.person.pk == proposal.made_by_id:
        raise FourEyesNeeded(to_state=str(State(to_state).label))
    if step.needs_reason and not reason.strip():
        raise ReasonMissing(to_state=str(State(to_state).label))
    return step


def steps_for(proposal: Proposal, standing: Standing) -> list[Transition]:
    """The steps a person may take now."""
    return [
        step
        for step in TRANSITIONS
        if step.from_state == proposal.state
        and _has(standing, step.role)
        and not (step.other_person and standing.person.pk == proposal.made_by_id)
    ]


def _has(standing: Standing, role: Role | None) -> bool:
    return role is not None and role in standing.roles
