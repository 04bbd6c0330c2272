"""Where one lands: what is waiting for me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fordel.web.access.models import Person
from fordel.web.access.policies.standing import Standing, standings_of
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.queries.waiting import waiting_for
from fordel.web.budgets.queries.years import publication_of, years_seen_by
from fordel.web.organisation.models import Municipality


def home(request: HttpRequest) -> HttpResponse:
    """To one's municipality; those with several choose, those with none are told whom to ask."""
    person = request.user
    standings = standings_of(person) if isinstance(person, Person) else []
    if len(standings) == 1:
        return redirect("budgets:municipality", code=standings[0].code)
    codes = [standing.code for standing in standings]
    return render(
        request,
        "budgets/municipalities.html",
        {"municipalities": Municipality.objects.filter(code__in=codes)},
    )


def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """What waits, and the budget years."""
    del code
    standing = standing_in(request)
    return render(
        request,
        "budgets/home.html",
        {
            "tasks": waiting_for(standing),
            "years": _years(standing),
        },
    )


def _years(standing: Standing) -> list[dict[str, object]]:
    return [{"year": year, "publication": publication_of(year)} for year in years_seen_by(standing)]
