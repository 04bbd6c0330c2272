"""A project and the pages that set it up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.interventions.indicators import Kind, Theme
from fordel.web.access.models import Person
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.requests import standing_in
from fordel.web.organisation.queries.units import units_seen_by
from fordel.web.programmes.actions.projects import (
    add_activity,
    appoint,
    change_about,
    change_activity,
    handed_in_periods,
    remove_activity,
    remove_project,
    set_indicators,
    set_phases,
    set_units,
    start_project,
)
from fordel.web.programmes.forms.setting_up import (
    AboutForm,
    ActivityForm,
    IndicatorsForm,
    ManagerForm,
    PhasesForm,
    Revised,
    UnitsForm,
    activity_initial,
    label_of,
)
from fordel.web.programmes.models import Indicator, Project
from fordel.web.programmes.policies.owning import check_may_change, may_change
from fordel.web.programmes.queries.documents import programme_document, project_in
from fordel.web.programmes.queries.project import managers_of, shown
from fordel.web.programmes.queries.seen import programme_seen_by, project_seen_by
from fordel.web.programmes.queries.setting_up import needed_words
from fordel.web.programmes.views.forms import kept, page_of

_HANDED_OVER = ("purpose", "target_group")
"""What the guide may have written already."""
_LONGEST_HANDED_OVER = 500


def new(request: HttpRequest, code: str, programme: str) -> HttpResponse:
    """A new project: what it is; the rest is set up afterwards, in any order."""
    standing = standing_in(request)
    row = programme_seen_by(standing, programme)
    given = {name: request.GET.get(name, "")[:_LONGEST_HANDED_OVER] for name in _HANDED_OVER}
    initial = {"place": standing.municipality_name, **given}
    form = AboutForm(request.POST or None, initial=initial)
    made: list[Project] = []
    if request.method == "POST" and kept(
        request, form, lambda: made.append(start_project(standing, row, form.wanted()))
    ):
        return redirect("programmes:project", code, programme, made[0].key)
    return page_of(request, "programmes/new_project.html", form, programme=row)


def project(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """What a project is, and how far its set-up is."""
    del code
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    context = {"project": row, "mine": may_change(standing, row), "shown": shown(row)}
    return render(request, "programmes/project.html", context)


def about(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Name, purpose, target group, prerequisites, partners."""
    standing, row = _opened(request, programme, project)
    form = AboutForm.of(row, request.POST or None)
    if request.method == "POST" and kept(
        request, form, lambda: change_about(standing, row, form.opened_at(), form.wanted())
    ):
        return redirect("programmes:project", code, programme, project)
    return page_of(request, "programmes/project_about.html", form, project=row)


@require_POST
def remove(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Take a project out that was begun by mistake."""
    standing, row = _opened(request, programme, project)
    form = Revised(request.POST)
    remove_project(standing, row, form.opened_at() if form.is_valid() else -1)
    messages.success(request, _("The project is taken out."))
    return redirect("programmes:programme", code, programme)


def manager(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Who manages the project: said by the head of daycare."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    people = {person.pk: person for person in managers_of(standing)}
    form = ManagerForm(
        [(pk, person.name) for pk, person in people.items()],
        request.POST or None,
        initial={"manager": str(row.manager_id or ""), "revision": row.revision},
    )

    def act() -> None:
        chosen = form.cleaned_data["manager"]
        person: Person | None = people[int(chosen)] if chosen else None
        appoint(standing, row, form.opened_at(), person)

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:project", code, programme, project)
    return page_of(request, "programmes/project_manager.html", form, project=row)


def units(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Which units take part, and when."""
    standing, row = _opened(request, programme, project)
    form = UnitsForm(
        list(units_seen_by(standing).filter(closed_on=None)),
        row.participations.all(),
        list(row.programme.periods.all()),
        request.POST or None,
        initial={"revision": row.revision},
    )
    if request.method == "POST" and kept(
        request, form, lambda: set_units(standing, row, form.opened_at(), form.wanted())
    ):
        return redirect("programmes:project", code, programme, project)
    return page_of(request, "programmes/project_units.html", form, project=row)


def indicators(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """What the project's sheet asks, with what is still needed."""
    standing, row = _opened(request, programme, project)
    known = list(row.programme.indicators.all())
    chosen = list(row.indicators.values_list("key", flat=True))
    form = IndicatorsForm(
        known, request.POST or None, chosen=chosen, initial={"revision": row.revision}
    )

    def act() -> None:
        set_indicators(standing, row, form.opened_at(), form.cleaned_data["indicators"])

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:project", code, programme, project)
    marked = request.POST.getlist("indicators") if request.method == "POST" else chosen
    document = programme_document(row.programme)
    lacking = document.still_needed(project_in(document, row))
    return page_of(
        request,
        "programmes/project_indicators.html",
        form,
        project=row,
        groups=_by_theme(known, marked),
        lacking=[needed_words(group) for group in lacking],
    )


def activities(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """The activities; with a key one of them to change or take out, else one more."""
    standing, row = _opened(request, programme, project)
    key = request.GET.get("aktivitet", "")
    found = get_object_or_404(row.activities, key=key) if key else None
    counts = row.programme.indicators.filter(kind=Kind.COUNT)
    initial = {"revision": row.revision} if found is None else activity_initial(found, row.revision)
    asked = set(row.indicators.values_list("key", flat=True))
    form = ActivityForm(counts, asked, request.POST or None, initial=initial)

    def act() -> None:
        if found is None:
            add_activity(standing, row, form.opened_at(), form.wanted())
        elif request.POST.get("do") == "remove":
            remove_activity(standing, row, form.opened_at(), found.key)
        else:
            change_activity(standing, row, form.opened_at(), found.key, form.wanted())

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:project_activities", code, programme, project)
    known = list(row.activities.all())
    return page_of(
        request, "programmes/project_activities.html", form, project=row, known=known, found=found
    )


def phases(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """Where the project stands in each period."""
    standing, row = _opened(request, programme, project)
    periods = list(row.programme.periods.all())
    numbers = {period.pk: period.no for period in periods}
    form = PhasesForm(
        periods,
        {numbers[phase.period_id]: phase for phase in row.phases.all()},
        handed_in_periods(row),
        request.POST or None,
        initial={"revision": row.revision},
    )
    if request.method == "POST" and kept(
        request,
        form,
        lambda: set_phases(
            standing,
            row,
            form.opened_at(),
            form.wanted(),
            form.cleaned_data["reason"],
        ),
    ):
        return redirect("programmes:project", code, programme, project)
    return page_of(request, "programmes/project_phases.html", form, project=row)


def _opened(request: HttpRequest, programme: str, project: str) -> tuple[Standing, Project]:
    """A project to be changed, by somebody who may."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    check_may_change(standing, row)
    return standing, row


def _by_theme(
    known: list[Indicator], marked: list[str]
) -> list[tuple[str, list[tuple[Indicator, str, bool]]]]:
    """Indicators under their themes, with their label and whether they are chosen."""
    groups = []
    for theme in Theme:
        lines = [(one, label_of(one), one.key in marked) for one in known if one.theme == theme]
        if lines:
            groups.append((lines[0][0].get_theme_display(), lines))
    return groups
