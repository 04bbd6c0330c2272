"""Handing in and announcing from a page: checked at once, done in the background."""

from __future__ import annotations

from django.db import transaction

from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.jobs import start_job
from fordel.web.budgets.models import Job, Proposal
from fordel.web.budgets.policies.transitions import State, check_step
from fordel.web.budgets.refusals import StalePage

HAND_IN, PUBLISH = "hand_in", "publish"
WORK_OF_STEP = {State.PROPOSED: HAND_IN, State.PUBLISHED: PUBLISH}
"""The steps that protect figures or write letters first, which takes longer than a page may."""


@transaction.atomic
def start_step(standing: Standing, proposal: Proposal, to_state: State, revision: int) -> Job:
    """Begin a step that takes time: to hand a draft in, or to announce what is approved.

    Raises
    ------
    StalePage, StepNotPossible, NotYourStep : it has moved on, or it is not this person's step.
    """
    if revision != proposal.revision:
        raise StalePage(state=str(State(proposal.state).label))
    check_step(proposal, to_state, standing, "")
    year = proposal.budget_year
    key = str(year) if to_state == State.PUBLISHED else f"{year}/{proposal.number}"
    # The work itself has no address: from where it was asked for stands here.
    write(
        standing,
        "proposal.step_begun",
        kind="proposal",
        key=f"{year}/{proposal.number}",
        details={"to": to_state.value},
    )
    payload = {"proposal": proposal.pk, "revision": revision}
    return start_job(standing, WORK_OF_STEP[to_state], key, payload)


def work_on(proposal: Proposal) -> Job | None:
    """The newest work on a proposal's next step, unless it is done."""
    found = Job.objects.filter(
        municipality=proposal.budget_year.municipality,
        kind__in=WORK_OF_STEP.values(),
        payload__proposal=proposal.pk,
    ).first()
    return found if found is not None and found.state != Job.State.DONE else None
