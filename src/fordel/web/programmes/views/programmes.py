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
    change_event,
    change_period,
    change_programme,
    is_registered_in,
    remove_event,
    remove_period,
    start_from_shipped,
    start_programme,
)
from fordel.web.programmes.forms.programmes import (
    AboutProgrammeForm,
    EventForm,
    PeriodForm,
    StartProgrammeForm,
    about_initial,
    event_initial,
    groups_to_need,
    period_initial,
)
from fordel.web.programmes.models import Programme
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
        "differ": len(set(lengths.values())) > 1,
        "periods": [(period, lengths[period.no]) for period in row.periods.all()],
        "events": row.events.all(),
        "projects": document.projects,
        "chart": timeline_of(document, language_of()),
        "invented": INVENTED,
    }
    return render(request, "programmes/programme.html", context)


def about(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """What the programme is called, its source, and what each project asks at least."""
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    form = AboutProgrammeForm(groups_to_need(row), request.POST or None, initial=about_initial(row))
    if request.method == "POST" and kept(
        request, form, lambda: change_programme(standing, row, form.opened_at(), form.wanted())
    ):
        return redirect("programmes:programme", code=code, programme=programme)
    return page_of(request, "programmes/programme_about.html", form, programme=row)


def periods(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """One more period, or one that changes or is taken out."""
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    number = number_in(request.GET.get("nr", ""))
    period = get_object_or_404(row.periods, no=number) if number is not None else None
    is_used = period is not None and is_registered_in(period)
    initial = period_initial(period, row.revision)
    form = PeriodForm(request.POST or None, initial=initial, is_used=is_used)

    def act() -> None:
        if period is None:
            add_period(standing, row, form.wanted())
        elif request.POST.get("do") == "remove":
            remove_period(standing, row, form.opened_at(), period.no)
        else:
            change_period(standing, row, form.opened_at(), period.no, form.wanted())

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:programme", code=code, programme=programme)
    context = {"programme": row, "period": period, "is_used": is_used}
    return page_of(request, "programmes/periods.html", form, **context)


def events(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """Something that happened around the projects: one more, or one to change or take out."""
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    number = number_in(request.GET.get("nr", ""))
    event = get_object_or_404(row.events, pk=number) if number is not None else None
    form = EventForm(request.POST or None, initial=event_initial(event, row.revision))

    def act() -> None:
        if event is None:
            add_event(standing, row, form.wanted())
        elif request.POST.get("do") == "remove":
            remove_event(standing, row, form.opened_at(), event.pk)
        else:
            change_event(standing, row, form.opened_at(), event.pk, form.wanted())

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:programme", code=code, programme=programme)
    return page_of(request, "programmes/event.html", form, programme=row, event=event)
