"""Proposals as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import BudgetYear, Comment, Decision, Proposal, SealedRun
from fordel.web.budgets.policies.transitions import State


def proposals_seen_by(standing: Standing, budget_year: BudgetYear) -> QuerySet[Proposal]:
    """A year's proposals, newest first; drafts are for those who make them and for the auditor."""
    proposals = Proposal.objects.filter(
        budget_year=budget_year, budget_year__municipality_id=standing.municipality_id
    ).select_related("run__model_version__model", "budget_year__municipality")
    if standing.is_any(Role.ANALYST, Role.AUDITOR):
        return proposals
    return proposals.exclude(state=State.DRAFT)


def proposal_seen_by(standing: Standing, budget_year: BudgetYear, number: int) -> Proposal:
    """One of them, or a page that says there is none."""
    return get_object_or_404(proposals_seen_by(standing, budget_year), number=number)


def newest_run(budget_year: BudgetYear) -> SealedRun | None:
    """The calculation a new proposal is made of."""
    return SealedRun.objects.filter(budget_year=budget_year).order_by("-made_at", "-pk").first()


@dataclass(frozen=True)
class Event:
    """Something that happened to a proposal: a step, or a comment (``to_state`` None)."""

    at: datetime
    by: str
    to_state: State | None
    text: str


def timeline(standing: Standing, proposal: Proposal) -> list[Event]:
    """All that happened, oldest first. Comments are for those who decide."""
    made_by = proposal.made_by
    made = Event(proposal.made_at, made_by.name if made_by else "", State.DRAFT, proposal.reason)
    events = [
        Event(step.at, step.by_name, State(step.to_state), step.reason)
        for step in Decision.objects.filter(proposal=proposal)
    ]
    if standing.is_any(Role.ANALYST, Role.HEAD, Role.AUDITOR):
        events += [
            Event(said.made_at, said.made_by.name if said.made_by else "", None, said.text)
            for said in Comment.objects.filter(proposal=proposal, withdrawn_at=None).select_related(
                "made_by"
            )
        ]
    else:
        # Reasons between those who decide are not for the reader.
        events = [Event(e.at, e.by, e.to_state, "") for e in events]
    return [made, *sorted(events, key=lambda event: event.at)]
