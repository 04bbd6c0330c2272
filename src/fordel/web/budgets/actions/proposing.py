"""Putting a calculation forward, and moving it on."""

from __future__ import annotations

from django.db import transaction

from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.actions.protecting import protect_run
from fordel.web.budgets.models import Comment, Decision, Proposal, SealedRun
from fordel.web.budgets.policies.transitions import State, check_step
from fordel.web.budgets.refusals import ReasonForChangeMissing, StalePage, StepNotPossible


@transaction.atomic
def make_proposal(
    standing: Standing, run: SealedRun, *, title: str = "", text: str = "", reason: str = ""
) -> Proposal:
    """A draft of a proposal from a sealed calculation; ``reason`` where a year is changed.

    Raises
    ------
    ReasonForChangeMissing : the year is announced, and nobody says why it is changed.
    """
    last = Proposal.objects.filter(budget_year=run.budget_year).first()
    announced = Proposal.objects.filter(budget_year=run.budget_year, state=State.PUBLISHED)
    if announced.exists() and not reason.strip():
        raise ReasonForChangeMissing(year=run.budget_year.year)
    proposal = Proposal.objects.create(
        budget_year=run.budget_year,
        number=1 if last is None else last.number + 1,
        title=title,
        text=text,
        reason=reason,
        run=run,
        made_by=standing.person,
    )
    write(standing, "proposal.made", kind="proposal", key=_key(proposal))
    return proposal


@transaction.atomic
def move_proposal(
    standing: Standing,
    proposal: Proposal,
    to_state: State,
    *,
    reason: str = "",
    revision: int | None = None,
) -> Proposal:
    """Take one step; the row is locked, so that of two who click at once one is told.

    Raises
    ------
    StepNotPossible, NotYourStep, FourEyesNeeded, ReasonMissing : see ``check_step``.
    StalePage : the page showed an earlier state (``revision``).
    CannotBeProtected, Leaks, TooSlowToAudit : what others would read tells of a child.
    """
    locked = Proposal.objects.select_for_update().get(
        pk=proposal.pk, budget_year__municipality_id=standing.municipality_id
    )
    if revision is not None and revision != locked.revision:
        raise StalePage(state=str(State(locked.state).label))
    check_step(locked, to_state, standing, reason)
    if to_state == State.PROPOSED:
        protect_run(standing, locked.run)  # from here on others read it
    _move(standing, locked, to_state, reason)
    return locked


@transaction.atomic
def comment_on(standing: Standing, proposal: Proposal, text: str) -> Comment:
    """Say something of a proposal; it stays with it."""
    comment = Comment.objects.create(proposal=proposal, text=text, made_by=standing.person)
    write(standing, "proposal.commented", kind="proposal", key=_key(proposal))
    return comment


def supersede(proposal: Proposal, standing: Standing) -> None:
    """What a newer publication does to the one before; inside its transaction."""
    check_step(proposal, State.SUPERSEDED, None, "")
    _move(standing, proposal, State.SUPERSEDED, "")


def _move(standing: Standing, proposal: Proposal, to_state: State, reason: str) -> None:
    from_state = State(proposal.state)
    moved = Proposal.objects.filter(pk=proposal.pk, revision=proposal.revision).update(
        state=to_state, revision=proposal.revision + 1
    )
    if not moved:
        raise StepNotPossible(from_state=str(from_state.label), to_state=str(to_state.label))
    proposal.state, proposal.revision = to_state, proposal.revision + 1
    Decision.objects.create(
        proposal=proposal,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        by=standing.person,
        by_name=standing.person.name,
    )
    write(
        standing,
        "proposal.moved",
        kind="proposal",
        key=_key(proposal),
        details={"from": from_state.value, "to": to_state.value},
    )


def _key(proposal: Proposal) -> str:
    return f"{proposal.budget_year.year}/{proposal.number}"
