"""Programmes: the overview, a new one, its time line, its periods."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from fordel.interventions.demonstration import INVENTED
from fordel.web.access.queries.requests import standing_in
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.programmes import (
    add_event,
    add_period,
    change_period,
    start_from_shipped,
    start_programme,
)
from fordel.web.programmes.forms.programmes import EventForm, PeriodForm, StartProgrammeForm
from fordel.web.programmes.models import DataPeriod, Programme
from fordel.web.programmes.queries.overview import overview as overview_of
from fordel.web.programmes.queries.overview import programme_seen, timeline_of
from fordel.web.programmes.queries.seen import programme_seen_by
from fordel.web.programmes.views.forms import kept, number_in, page_of


def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Programmes and their projects, or how to begin."""
    del code
    blocks = overview_of(standing_in(request))
    return render(request, "programmes/overview.html", {"blocks": blocks})


def start(request: HttpRequest, code: str) -> HttpResponse:
    """A programme of one's own, or the published one to look at."""
    standing = standing_in(request)
    if request.POST.get("do") == "shipped":
        row = start_from_shipped(standing)
        return redirect("programmes:programme", code=code, programme=row.key)
    form = StartProgrammeForm(request.POST or None)
    made: list[Programme] = []
    if request.method == "POST" and kept(
        request,
        form,
        lambda: made.append(start_programme(standing, form.cleaned_data["name"], form.wanted())),
    ):
        return redirect("programmes:programme", code=code, programme=made[0].key)
    return page_of(request, "programmes/start.html", form)


def programme(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """The time line: periods and gaps, what happened around, and the projects' phases."""
    del code
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    document = programme_seen(standing, row)
    lengths = {period.no: period.months for period in document.periods}
    context = {
        "programme": row,
        "periods": [(period, lengths[period.no]) for period in row.periods.all()],
        "events": row.events.all(),
        "projects": document.projects,
        "chart": timeline_of(document, language_of()),
        "invented": INVENTED,
    }
    return render(request, "programmes/programme.html", context)


def periods(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """One more period or one that changes, or something that happened around the projects."""
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    number = number_in(request.GET.get("nr", ""))
    if request.GET.get("hvad") == "haendelse":
        event = EventForm(request.POST or None)
        if request.method == "POST" and kept(
            request, event, lambda: add_event(standing, row, event.wanted())
        ):
            return redirect("programmes:programme", code=code, programme=programme)
        return page_of(request, "programmes/event.html", event, programme=row)
    period = get_object_or_404(row.periods, no=number) if number is not None else None
    form = PeriodForm(request.POST or None, initial=_as_it_stands(period))

    def act() -> None:
        if period is None:
            add_period(standing, row, form.wanted())
        else:
            change_period(standing, row, period.no, form.wanted())

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:programme", code=code, programme=programme)
    return page_of(request, "programmes/periods.html", form, programme=row, period=period)


def _as_it_stands(period: DataPeriod | None) -> dict[str, object]:
    if period is None:
        return {}
    return {
        "first": period.first,
        "last": period.last,
        "deadline": period.deadline,
        "is_gap": not period.collected,
        "reason": period.reason,
    }
