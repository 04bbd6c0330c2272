"""Starting an announcement from a page: checked at once, done in the background."""

from __future__ import annotations

from django.db import transaction

from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.jobs import start_job
from fordel.web.budgets.models import Job, Proposal
from fordel.web.budgets.policies.transitions import State, check_step
from fordel.web.budgets.refusals import StalePage

PUBLISH = "publish"


@transaction.atomic
def start_announcing(standing: Standing, proposal: Proposal, revision: int) -> Job:
    """Begin to announce an approved proposal.

    Raises
    ------
    StalePage, StepNotPossible, NotYourStep : it is not approved, or not this person's to announce.
    """
    if revision != proposal.revision:
        raise StalePage(state=str(State(proposal.state).label))
    check_step(proposal, State.PUBLISHED, standing, "")
    return start_job(standing, PUBLISH, str(proposal.budget_year), {"proposal": proposal.pk})


def announcing(proposal: Proposal) -> Job | None:
    """The newest work of announcing a proposal, unless it is done."""
    found = Job.objects.filter(
        municipality=proposal.budget_year.municipality,
        kind=PUBLISH,
        payload__proposal=proposal.pk,
    ).first()
    return found if found is not None and found.state != Job.State.DONE else None
