"""Changing the year's money: the form, the difference it makes, and who approves it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.domain.errors import UserError
from fordel.ledger.documents import MONTH_WORDS
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.actions.changing import draft_change, move_change
from fordel.web.budgets.forms.changing import FORMS, ChangeForm, Choices
from fordel.web.budgets.models import BudgetYear, YearChange
from fordel.web.budgets.policies.changing import State, change_steps_for
from fordel.web.budgets.queries.midyear import (
    about,
    change_seen_by,
    changes_seen_by,
    events_without_money,
    ledger_of,
    names_of,
    preview_of,
    recounts_of,
    shown_preview,
    suggested,
)
from fordel.web.budgets.queries.seen import sees_as_is
from fordel.web.budgets.queries.years import year_seen_by
from fordel.web.components.language import language_of


def new(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Choose what happened; say it; the draft then shows the difference for every unit."""
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    kind = request.GET.get("slags", "")
    if kind not in FORMS:
        status = 422 if request.method == "POST" else 200
        kinds = YearChange.Kind.choices
        context = {"year": budget_year, "kinds": kinds}
        return render(request, "budgets/midyear_kinds.html", context, status=status)
    form = _form(request, standing, budget_year, kind)
    if request.method == "POST" and form.is_valid():
        try:
            change = draft_change(standing, budget_year, form.wanted())
        except UserError as problem:
            form.add_error(None, problem.message(language_of()))
        else:
            return redirect(_address(code, change))
    context = {"year": budget_year, "form": form, "kind": YearChange.Kind(kind)}
    return render(request, "budgets/midyear_new.html", context, status=422 if form.errors else 200)


def _form(
    request: HttpRequest, standing: Standing, budget_year: BudgetYear, kind: str
) -> ChangeForm:
    wanted = request.GET.get("haendelse", "")
    events = {str(e.pk): e for e in events_without_money(standing, budget_year)}
    event = events.get(wanted)
    ledger = ledger_of(budget_year)
    names = names_of(budget_year)
    choices = Choices(
        names=names,
        open=[unit for unit in ledger.balances if unit not in ledger.closings],
        closed=set(ledger.closings),
        data=recounts_of(standing, budget_year),
        event=event,
    )
    initial = suggested(event) if event is not None else {}
    return FORMS[kind](choices, request.POST or None, initial=initial)


def changes(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """All changes of a year; with a number one of them, its difference, and its next steps."""
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    number = request.GET.get("nr", "")
    if not number.isdecimal():
        context = {"year": budget_year, "changes": changes_seen_by(standing, budget_year)}
        status = 422 if request.method == "POST" else 200
        return render(request, "budgets/midyear_changes.html", context, status=status)
    change = change_seen_by(standing, budget_year, int(number))
    if request.method == "POST":
        return _step(request, standing, change, code)
    return render(request, "budgets/midyear_change.html", _shown(standing, change))


def _step(request: HttpRequest, standing: Standing, change: YearChange, code: str) -> HttpResponse:
    to_state, seen = request.POST.get("to", ""), request.POST.get("seen", "")
    if to_state not in State.values or not seen.isdecimal():
        context = _shown(standing, change)
        return render(request, "budgets/midyear_change.html", context, status=422)
    reason = request.POST.get("reason", "")
    moved = move_change(standing, change, State(to_state), seen=int(seen), reason=reason)
    if moved.state == State.POSTED:
        messages.success(request, _("It is posted, and the units it touches have new letters."))
    return redirect(_address(code, moved))


def _shown(standing: Standing, change: YearChange) -> dict[str, object]:
    preview = preview_of(change)
    names = names_of(change.budget_year)
    shown = shown_preview(standing, change, preview)
    problem = preview.problem
    steps = change_steps_for(change, standing)
    waits_for = {State.PROPOSED: Role.HEAD, State.APPROVED: Role.ANALYST}
    return {
        "year": change.budget_year,
        "change": change,
        "about": about(change),
        "month": MONTH_WORDS[change.from_month - 1],
        "preview": preview,
        "problem": None if problem is None else problem.message(language_of()),
        "moved_on": change.state == State.APPROVED and change.approved_after != preview.number,
        "moves": [(names.get(move.unit, move.unit), move) for move in shown.moves],
        "reserve": shown.reserve,
        "amount": shown.amount,
        "as_is": sees_as_is(standing),
        "forward": [s for s in steps if not s.needs_reason],
        "back": [s for s in steps if s.needs_reason],
        "waits_for": waits_for.get(State(change.state)),
        "taken": change.steps.all(),
    }


def _address(code: str, change: YearChange) -> str:
    named = {"code": code, "year": change.budget_year.year}
    return reverse("budgets:midyear_changes", kwargs=named) + f"?nr={change.number}"
