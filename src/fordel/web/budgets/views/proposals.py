"""Proposals: the list, one proposal with its decisions, and the forms that move it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.actions.announcing import WORK_OF_STEP, start_step, work_on
from fordel.web.budgets.actions.proposing import comment_on, make_proposal, move_proposal
from fordel.web.budgets.models import BudgetYear, Proposal
from fordel.web.budgets.policies.transitions import State, steps_for
from fordel.web.budgets.queries.jobs import UNFINISHED
from fordel.web.budgets.queries.proposals import (
    newest_run,
    proposal_seen_by,
    proposals_seen_by,
    timeline,
)
from fordel.web.budgets.queries.runs import drawn, told
from fordel.web.budgets.queries.seen import SEES_AS_IS, seen_run
from fordel.web.budgets.queries.years import publication_of, sums, unit_rows, year_seen_by
from fordel.web.budgets.refusals import NothingCalculated, ReasonForChangeMissing
from fordel.web.components.language import language_of


class NewProposal(forms.Form):
    """A draft from the newest calculation."""

    title = forms.CharField(max_length=120, required=False, label=gettext_lazy("What to call it"))
    text = forms.CharField(
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=gettext_lazy("What those who decide should know"),
    )
    reason = forms.CharField(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Why the announced budget is changed"),
    )

    def __init__(self, *args: Any, announced: int | None, **kwargs: Any) -> None:
        """``announced`` is the year, where it is announced already."""
        super().__init__(*args, **kwargs)
        if announced is not None:
            reason = self.fields["reason"]
            reason.required = True
            missing = ReasonForChangeMissing(year=announced).message(language_of())
            reason.error_messages["required"] = missing


class Move(forms.Form):
    """One step; ``revision`` is what the page showed."""

    to_state = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(max_length=1000, required=False)


class Said(forms.Form):
    """A comment."""

    text = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Your comment"),
    )


def proposals(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The year's proposals, and for the analyst the way to a new one."""
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    may_propose = Role.ANALYST in standing.roles
    announced = publication_of(budget_year)
    sent = request.POST if request.method == "POST" else None
    form = NewProposal(sent, announced=year if announced else None) if may_propose else None
    run = newest_run(budget_year) if may_propose else None
    if request.method == "POST" and form is not None and form.is_valid():
        if run is None:
            raise NothingCalculated(year=year)
        made = make_proposal(standing, run, **form.cleaned_data)
        return redirect("budgets:proposal", code=code, year=year, number=made.number)
    return render(
        request,
        "budgets/proposals.html",
        {
            "year": budget_year,
            "proposals": proposals_seen_by(standing, budget_year),
            "form": form,
            "run": run,
            "announced": announced,
        },
        status=422 if form is not None and form.errors else 200,
    )


def proposal(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """One proposal: what it says, what was decided, and what the reader may do now."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    found = proposal_seen_by(standing, budget_year, number)
    return _shown(request, standing, budget_year, found, Said())


@require_POST
def move(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """Take a step. What takes time is begun here and done in the background."""
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    found = proposal_seen_by(standing, budget_year, number)
    form = Move(request.POST)
    if not form.is_valid():
        return _shown(request, standing, budget_year, found, Said(), status=422)
    to_state, revision = State(form.cleaned_data["to_state"]), form.cleaned_data["revision"]
    if to_state in WORK_OF_STEP:
        start_step(standing, found, to_state, revision)
    else:
        reason = form.cleaned_data["reason"]
        move_proposal(standing, found, to_state, reason=reason, revision=revision)
        messages.success(request, _("The proposal now stands as: %s.") % to_state.label)
    # Who has sent a proposal back does not see the draft it is again.
    if not proposals_seen_by(standing, budget_year).filter(number=number).exists():
        return redirect("budgets:proposals", code=code, year=year)
    return redirect("budgets:proposal", code=code, year=year, number=number)


@require_POST
def comment(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """Say something of a proposal."""
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    found = proposal_seen_by(standing, budget_year, number)
    form = Said(request.POST)
    if not form.is_valid():
        return _shown(request, standing, budget_year, found, form, status=422)
    comment_on(standing, found, form.cleaned_data["text"])
    messages.success(request, _("Your comment is kept with the proposal."))
    return redirect("budgets:proposal", code=code, year=year, number=number)


def _shown(
    request: HttpRequest,
    standing: Standing,
    budget_year: BudgetYear,
    found: Proposal,
    said: Said,
    status: int = 200,
) -> HttpResponse:
    job = work_on(found) if Role.ANALYST in standing.roles else None
    # While a step is being taken there is no other to take.
    steps = [] if job is not None and job.state in UNFINISHED else steps_for(found, standing)
    known, language = told(found.run), language_of()
    as_is = standing.is_any(*SEES_AS_IS)
    context = {
        "year": budget_year,
        "proposal": found,
        "events": timeline(standing, found),
        "forward": [step for step in steps if not step.needs_reason],
        "back": [step for step in steps if step.needs_reason],
        "own": found.made_by_id == standing.person.pk,
        "comment_form": said,
        "may_comment": standing.is_any(Role.ANALYST, Role.HEAD),
        "job": job,
        "as_is": as_is,
        "sums": sums(known),
        "model": known.run.model,
    }
    if as_is:
        context |= {"rows": unit_rows(known, standing), "chart": drawn(found.run, "bars", language)}
    else:
        seen = seen_run(found.run, language)
        context |= {"seen": seen, "chart": None if seen is None else seen.chart}
    return render(request, "budgets/proposal.html", context, status=status)
