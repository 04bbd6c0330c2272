"""The year's money as it stands, and one unit's account."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from fordel.allocation.situation import ZERO
from fordel.ledger.book import Ledger, Move
from fordel.ledger.documents import KIND_WORDS, MONTH_WORDS, statement
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.models import BudgetYear, LedgerEntry
from fordel.web.budgets.policies.changing import State
from fordel.web.budgets.queries.midyear import (
    approvers,
    changes_seen_by,
    events_without_money,
    ledger_of,
    names_of,
    posted,
)
from fordel.web.budgets.queries.years import publication_of, year_seen_by
from fordel.web.organisation.queries.units import units_seen_by


def overview(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Frame, reserve, units and entries: what the year's money has become."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    context: dict[str, object] = {"year": budget_year}
    if publication_of(budget_year) is not None:
        context |= _figures(budget_year, ledger_of(budget_year))
        open_changes = changes_seen_by(standing, budget_year)
        context |= {
            "changes": open_changes.exclude(state__in=(State.POSTED, State.WITHDRAWN)),
            "events": events_without_money(standing, budget_year),
        }
    return render(request, "budgets/midyear.html", context)


def _figures(budget_year: BudgetYear, ledger: Ledger) -> dict[str, object]:
    names = names_of(budget_year)
    rows: dict[int, LedgerEntry] = {row.number: row for row in posted(budget_year)}
    approved_by = approvers(budget_year)
    moves = [Move(u, ledger.after(1, u), now) for u, now in ledger.balances.items()]
    return {
        "ledger": ledger,
        "given": sum(ledger.balances.values(), ZERO),
        "sums": ledger.held == ledger.frame,
        "units": sorted(
            ((names.get(m.unit, m.unit), m, ledger.closings.get(m.unit)) for m in moves),
            key=lambda row: (row[0].casefold(), row[1].unit),
        ),
        "entries": [
            {
                "entry": entry,
                "kind": KIND_WORDS[entry.kind],
                "month": MONTH_WORDS[entry.from_month - 1],
                "to_units": sum((p.amount for p in entry.postings if p.unit), ZERO),
                "to_reserve": entry.to(None),
                "touched": sum(1 for p in entry.postings if p.unit),
                "row": rows.get(entry.number),
                "approved_by": approved_by.get(entry.number),
            }
            for entry in reversed(ledger.entries)
        ],
    }


def account(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """One unit's year, entry by entry, for its leader."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    found = get_object_or_404(units_seen_by(standing), key=unit)
    if publication_of(budget_year) is None:
        raise Http404
    ledger = ledger_of(budget_year)
    if unit not in ledger.balances:
        raise Http404
    rows = {row.number: row for row in posted(budget_year)}
    lines = [
        {
            "line": line,
            "kind": KIND_WORDS[line.entry.kind],
            "month": MONTH_WORDS[line.entry.from_month - 1],
            "row": rows.get(line.entry.number),
        }
        for line in statement(ledger, unit)
    ]
    return render(
        request,
        "budgets/account.html",
        {
            "year": budget_year,
            "unit": found,
            "lines": lines,
            "balance": ledger.balances[unit],
            "closing": ledger.closings.get(unit),
        },
    )
