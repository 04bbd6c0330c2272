"""What a project costs: what goes in, what it comes to, and what an hour costs here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from fordel.costing.refusals import IndexYearMissing
from fordel.evaluation.panels.costing import cost_words
from fordel.evaluation.reports.final_costs import beside_results
from fordel.interventions.elements import CostedActivity
from fordel.web.access.queries.requests import standing_in
from fordel.web.components.language import language_of
from fordel.web.programmes.actions.costing import (
    keep_cost,
    keep_establishment,
    keep_pay,
    remove_establishment,
)
from fordel.web.programmes.forms.costs import (
    ChosenForm,
    CostForm,
    EstablishmentForm,
    PayForm,
    cost_initial,
    establishment_initial,
    pay_initial,
)
from fordel.web.programmes.forms.package import package_address
from fordel.web.programmes.models import ActivityCost
from fordel.web.programmes.policies.owning import check_may_change, may_change
from fordel.web.programmes.queries.costs import (
    Chosen,
    costs_of_project,
    ingredients_of,
    newest_pay,
    pay_here,
    published_hours,
    published_prices_in,
    starting_points,
)
from fordel.web.programmes.queries.following import followed_of, panels_of
from fordel.web.programmes.queries.packages import Part
from fordel.web.programmes.queries.seen import project_seen_by
from fordel.web.programmes.views.forms import WRONG, kept, page_of


def costs(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """What everything costs, as it is now or as somebody thinks of it."""
    del code
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    pay = pay_here(standing.municipality_id)
    ingredients = ingredients_of(row)
    units = row.participations.count()
    form = ChosenForm(ingredients.activities, units, request.GET or None)
    chosen = None
    if request.GET and form.is_valid():
        given = form.cleaned_data
        chosen = Chosen(form.units(), given["children"], given["prices_of"])
    try:
        found = costs_of_project(row, ingredients, pay, units, chosen)
    except IndexYearMissing as refused:
        form.add_error("prices_of", refused.message(language_of()))
        chosen = None
        found = costs_of_project(row, ingredients, pay, units)
    context: dict[str, Any] = {
        "project": row,
        "mine": may_change(standing, row),
        "rows": [(known, known.pk in ingredients.lines) for known in ingredients.activities],
        "establishments": [known for known, _ in ingredients.sums],
        "form": form,
        "found": found,
        "pay": pay,
        "units": units,
        "priced_in": published_prices_in(pay),
    }
    if found is not None:
        panels = panels_of([row]).get(row.pk, ())
        followed = followed_of(row, panels, ingredients, pay)
        context["beside"] = [cost_words(one, language_of()) for one in followed] or [
            beside_results(None, found.costs, language_of())
        ]
        thought = chosen or Chosen({})
        asked = {known.key: thought.units.get(known.key, units) for known in ingredients.activities}
        parts = [Part(row.key, key, count) for key, count in asked.items() if count]
        package = package_address(standing.code, programme, parts, thought.children)
        if chosen is not None and request.GET.get("do") == "package":
            return redirect(package)
    status = WRONG if request.GET and not form.is_valid() else 200
    return render(request, "programmes/costs.html", context, status=status)


def activity(
    request: HttpRequest, code: str, programme: str, project: str, activity: str
) -> HttpResponse:
    """What one holding of an activity takes."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    check_may_change(standing, row)
    known = get_object_or_404(row.activities, key=activity)
    pay = pay_here(standing.municipality_id)
    cost = ActivityCost.objects.prefetch_related("lines").filter(activity=known).first()
    start = _start(request)
    initial = {**cost_initial(cost, start), "revision": row.revision}
    lines = sum(name.startswith("role_") for name in initial)
    form = CostForm(pay, lines, request.POST or None, initial=initial)
    if request.method == "POST" and kept(
        request,
        form,
        lambda: keep_cost(standing, row, form.opened_at(), known.key, form.takes(), form.lines()),
    ):
        return redirect("programmes:costs", code, programme, project)
    return page_of(
        request,
        "programmes/cost.html",
        form,
        project=row,
        activity=known,
        start=start,
        starts=starting_points(known, pay),
    )


def establishment(request: HttpRequest, code: str, programme: str, project: str) -> HttpResponse:
    """What it takes to begin; with a number one of the sums to change or take out."""
    standing = standing_in(request)
    row = project_seen_by(standing, programme, project)
    check_may_change(standing, row)
    asked = request.GET.get("nr", "")
    found = get_object_or_404(row.establishments, pk=int(asked)) if asked.isdecimal() else None
    initial = {**establishment_initial(found), "revision": row.revision}
    form = EstablishmentForm(row.activities.all(), request.POST or None, initial=initial)
    number = None if found is None else found.pk

    def act() -> None:
        if number is not None and request.POST.get("do") == "remove":
            remove_establishment(standing, row, form.opened_at(), number)
        else:
            chosen = form.cleaned_data["activities"]
            keep_establishment(standing, row, form.opened_at(), form.wanted(), chosen, number)

    if request.method == "POST" and kept(request, form, act):
        return redirect("programmes:costs", code, programme, project)
    return page_of(request, "programmes/establishment.html", form, project=row, found=found)


def pay(request: HttpRequest, code: str) -> HttpResponse:
    """What an hour costs here, on top of what is published."""
    standing = standing_in(request)
    now = pay_here(standing.municipality_id)
    own = newest_pay(standing.municipality_id)
    initial = pay_initial(None if own is None else own.document, now)
    form = PayForm(now, request.POST or None, initial=initial)
    if request.method == "POST" and kept(
        request, form, lambda: keep_pay(standing, form.document())
    ):
        return redirect("programmes:pay", code)
    rates = [(role, now.hourly(name)) for name, role in now.roles.items()]
    return page_of(
        request,
        "programmes/pay.html",
        form,
        pay=now,
        own=own,
        rates=rates,
        priced_in=published_prices_in(now),
    )


def _start(request: HttpRequest) -> CostedActivity | None:
    """The published activity that somebody wants to begin with."""
    asked = request.GET.get("fra", "")
    if request.method == "POST" or asked.count(".") != 1:
        return None
    return published_hours(*asked.split("."))
