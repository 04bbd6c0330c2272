"""Bringing in data: files, their columns, what is wrong with them, and what was counted."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.actions.importing import accept, give_up, receive, receive_more
from fordel.web.budgets.files.receiving import files_in, receive_sealed
from fordel.web.budgets.files.refusals import DayNotUnderstood, NothingUnderWay
from fordel.web.budgets.models import BudgetYear, DataImport
from fordel.web.budgets.queries.imports import (
    UNFINISHED as UNFINISHED_DELIVERIES,
)
from fordel.web.budgets.queries.imports import (
    columns_of,
    compared,
    models_to_fit,
    newest_counted,
    problem_groups,
    under_way,
)
from fordel.web.budgets.queries.jobs import UNFINISHED
from fordel.web.budgets.queries.years import year_seen_by
from fordel.web.components.language import language_of
from fordel.web.organisation.forms import DayField
from fordel.web.organisation.models import Municipality


@csrf_exempt  # only until the files are known to be sealed: the form's token is checked inside
def data(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The year's data: bring them in, see how far that is, see what came of it."""
    if request.method == "POST":
        receive_sealed(request)
    return _data(request, code, year)


@csrf_protect
def _data(request: HttpRequest, code: str, year: int) -> HttpResponse:
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    if request.method == "POST":
        if under_way(budget_year) is not None and request.POST.get("more"):
            receive_more(standing, budget_year, files_in(request))
        else:
            known = {value for value, _ in models_to_fit(standing, language_of())}
            model = request.POST.get("model", "")
            purpose = request.POST.get("purpose", "")
            receive(
                standing,
                budget_year,
                files_in(request),
                model if model in known else next(iter(sorted(known))),
                purpose if purpose in DataImport.Purpose.values else DataImport.Purpose.BUDGET,
                _day(request.POST.get("count_on", ""), year),
            )
        return redirect("budgets:data", code=code, year=year)
    return render(request, "budgets/data.html", _context(request, budget_year))


def columns(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Which file is which, and which column is which: accept what is proposed, or change it."""
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    delivery = _to_choose_in(budget_year)
    if delivery is None:
        if request.method == "POST":
            raise NothingUnderWay(year=year)
        return render(request, "budgets/data_columns.html", {"year": budget_year})
    sent = request.POST if request.method == "POST" else None
    chosen = columns_of(delivery, language_of(), sent)
    accepting = sent is not None and "accept" in sent and not _other_kind(sent)
    if accepting and not chosen.problems:
        accept(standing, budget_year, chosen.mapping())
        return redirect("budgets:data", code=code, year=year)
    return render(
        request,
        "budgets/data_columns.html",
        {"year": budget_year, "delivery": delivery, "columns": chosen, "sent": accepting},
        status=422 if accepting else 200,
    )


def stop(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Give a delivery up; its files are deleted."""
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    if request.method == "POST":
        give_up(standing, budget_year)
        return redirect("budgets:data", code=code, year=year)
    delivery = _to_choose_in(budget_year)
    return render(request, "budgets/data_stop.html", {"year": budget_year, "delivery": delivery})


def _day(written: str, year: int) -> date | None:
    try:
        day: date | None = DayField(required=False).clean(written)
    except ValidationError:
        raise DayNotUnderstood(year=year) from None
    return day


def _other_kind(sent: dict[str, str]) -> bool:
    """Whether another kind was chosen for a file: then its columns have to be seen first."""
    return any(
        sent.get(name.removesuffix("-was")) != value
        for name, value in sent.items()
        if name.endswith("-was")
    )


def _to_choose_in(budget_year: BudgetYear) -> DataImport | None:
    delivery = under_way(budget_year)
    busy = delivery is None or (delivery.job is not None and delivery.job.state in UNFINISHED)
    return None if busy else delivery


def _context(request: HttpRequest, budget_year: BudgetYear) -> dict[str, object]:
    standing, language = standing_in(request), language_of()
    delivery, counted = under_way(budget_year), newest_counted(budget_year)
    municipality = Municipality.objects.get(pk=standing.municipality_id)
    context: dict[str, object] = {
        "year": budget_year,
        "delivery": delivery,
        "counted": counted,
        "days": municipality.keeps_files_days,
        "earlier": budget_year.imports.exclude(state__in=UNFINISHED_DELIVERIES),
    }
    if delivery is None:
        context["models"] = models_to_fit(standing, language)
        context["purposes"] = DataImport.Purpose.choices
    else:
        context["problems"] = problem_groups(delivery, language)
        context["busy"] = _to_choose_in(budget_year) is None
        context["job"] = delivery.job
    if counted is not None:
        context["compared"] = compared(counted)
        context["notes"] = [note["message"][language] for note in counted.notes]
    return context
