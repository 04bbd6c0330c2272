"""The budget year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fordel.budget_year.announcing import measured_for_others
from fordel.budget_year.telling.runs import ScreenTable, measures_table
from fordel.domain.language import Language
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.models import BudgetYear, Proposal
from fordel.web.budgets.queries.letters import how_read
from fordel.web.budgets.queries.runs import Told, drawn, told
from fordel.web.budgets.queries.seen import SEES_AS_IS, SeenRun, seen_run
from fordel.web.budgets.queries.years import (
    proposal_in_force,
    steps_of,
    sums,
    unit_rows,
    year_seen_by,
)
from fordel.web.components.language import language_of


def year(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The year on one page: how far it is, the money, the units, the measures."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    proposal = proposal_in_force(standing, budget_year)
    context: dict[str, object] = {
        "year": budget_year,
        "proposal": proposal,
        "steps": steps_of(proposal),
        "how_read": how_read(standing, budget_year),
    }
    if proposal is not None:
        context |= _figures(request, budget_year, proposal)
    return render(request, "budgets/year.html", context)


def _figures(
    request: HttpRequest, budget_year: BudgetYear, proposal: Proposal
) -> dict[str, object]:
    standing, language = standing_in(request), language_of()
    known = told(proposal.run)
    counts = standing.is_any(*SEES_AS_IS)
    seen = None if counts else seen_run(proposal.run, language)
    chart = drawn(proposal.run, "load_against_kroner", language) if counts else None
    return {
        "seen": seen,
        "sums": sums(known),
        "rows": unit_rows(known, standing) if counts else [],
        "sees_counts": counts,
        "measures": _measures(known, seen, language, as_is=counts),
        "chart": chart or (seen.chart if seen is not None else None),
        "model": known.run.model,
        "last_year": budget_year.year - 1,
    }


def _measures(
    known: Told, seen: SeenRun | None, language: Language, *, as_is: bool
) -> ScreenTable | None:
    """The measures; for others over the units they see, since a measure tells of all in it."""
    if as_is:
        return measures_table(known.measured, language)
    return None if seen is None else measures_table(measured_for_others(seen.guarded), language)
