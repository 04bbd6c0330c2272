"""The way from a new installation to the first data, step by step."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fordel.web.access.policies.table import may
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.actions.keeping import open_year as open_a_year
from fordel.web.budgets.forms.setting_up import YearForm
from fordel.web.budgets.queries.setting_up import steps_to_data
from fordel.web.budgets.queries.years import years_seen_by


def getting_started(request: HttpRequest, code: str) -> HttpResponse:
    """What is done and what comes next."""
    del code
    steps = steps_to_data(standing_in(request))
    following = next((step for step in steps if step.may and not step.is_done), None)
    return render(request, "budgets/getting_started.html", {"steps": steps, "next": following})


def open_year(request: HttpRequest, code: str) -> HttpResponse:
    """Open a budget year."""
    standing = standing_in(request)
    newest = years_seen_by(standing).first()
    form = YearForm(request.POST or None, newest=newest.year if newest else None)
    if request.method == "POST" and form.is_valid():
        opened = open_a_year(standing, form.cleaned_data["year"])
        if not may(standing.roles, "budgets:data", "GET"):
            messages.success(request, _("The budget analyst brings in its data."))
            return redirect("budgets:getting_started", code=code)
        return redirect("budgets:data", code=code, year=opened.year)
    status = 422 if request.method == "POST" else 200
    return render(request, "budgets/open_year.html", {"form": form}, status=status)
