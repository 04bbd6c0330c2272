"""Every step of a unit's money, for analyst and auditor."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fordel.announcement.explanation import explain_unit
from fordel.announcement.refusals import UnitNotInRun
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.queries.runs import told
from fordel.web.budgets.queries.years import proposal_in_force, year_seen_by
from fordel.web.components.language import language_of


def explanation(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Why a unit gets what it gets, with every figure."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    proposal = proposal_in_force(standing, budget_year)
    if proposal is None:
        raise Http404
    known = told(proposal.run)
    try:
        explained = explain_unit(known.run, unit, language_of(), change=known.change)
    except UnitNotInRun as error:
        raise Http404 from error
    return render(
        request,
        "budgets/explanation.html",
        {
            "year": budget_year,
            "explained": explained,
            "unit": unit,
        },
    )
