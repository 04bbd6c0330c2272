"""The year's money as it stands, and one unit's account."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from fordel.allocation.situation import ZERO
from fordel.budget_year.guarding.ledger import SeenLedger
from fordel.ledger.book import Entry, Ledger
from fordel.ledger.documents import KIND_WORDS, MONTH_WORDS, statement
from fordel.web.access.policies.standing import Standing
from fordel.web.access.queries.requests import standing_in
from fordel.web.budgets.models import BudgetYear, LedgerEntry
from fordel.web.budgets.policies.changing import State
from fordel.web.budgets.queries.midyear import (
    Shown,
    approvers,
    changes_seen_by,
    events_without_money,
    ledger_of,
    names_of,
    posted,
    seen_of,
)
from fordel.web.budgets.queries.seen import sees_as_is
from fordel.web.budgets.queries.years import publication_of, year_seen_by
from fordel.web.organisation.queries.units import units_seen_by


def overview(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Frame, reserve, units and entries: what the year's money has become."""
    del code
    standing = standing_in(request)
    budget_year = year_seen_by(standing, year)
    context: dict[str, object] = {"year": budget_year}
    if publication_of(budget_year) is not None:
        context |= _figures(standing, budget_year, ledger_of(budget_year))
        open_changes = changes_seen_by(standing, budget_year)
        context |= {
            "changes": open_changes.exclude(state__in=(State.POSTED, State.WITHDRAWN)),
            "events": events_without_money(standing, budget_year),
        }
    return render(request, "budgets/midyear.html", context)


def _figures(standing: Standing, budget_year: BudgetYear, ledger: Ledger) -> dict[str, object]:
    names = names_of(budget_year)
    rows: dict[int, LedgerEntry] = {row.number: row for row in posted(budget_year)}
    approved_by = approvers(budget_year)
    seen = None if sees_as_is(standing) else seen_of(budget_year, ledger)
    moves = [_move(unit, ledger, seen) for unit in ledger.balances]
    hides_sums = seen is not None and seen.reserve
    return {
        "ledger": ledger,
        "given": None if hides_sums else sum(ledger.balances.values(), ZERO),
        "reserve": None if hides_sums else ledger.reserve,
        "hidden": 0 if seen is None else len(seen.hidden),
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
                **_amounts(entry, seen),
                "row": rows.get(entry.number),
                "approved_by": approved_by.get(entry.number),
            }
            for entry in reversed(ledger.entries)
        ],
    }


def _move(unit: str, ledger: Ledger, seen: SeenLedger | None) -> Shown:
    if seen is None:
        return Shown(unit, ledger.after(1, unit), ledger.balances[unit])
    return Shown(unit, seen.opening(unit), seen.balance(unit))


def _amounts(entry: Entry, seen: SeenLedger | None) -> dict[str, object]:
    """An entry's sums. How many units it touched is not told where one of them is hidden."""
    hides_sums = seen is not None and seen.entries[entry.number].reserve
    hides_some = seen is not None and seen.hides_any(entry.number)
    to_units = sum((p.amount for p in entry.postings if p.unit), ZERO)
    return {
        "to_units": None if hides_sums else to_units,
        "to_reserve": None if hides_sums else entry.to(None),
        "touched": None if hides_some else sum(1 for p in entry.postings if p.unit),
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
    shown = sees_as_is(standing, found) or unit not in seen_of(budget_year, ledger).hidden
    lines = [
        {
            "line": line,
            "amount": line.amount if shown else None,
            "balance": line.balance if shown else None,
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
            "shown": shown,
            "balance": ledger.balances[unit] if shown else None,
            "closing": ledger.closings.get(unit),
        },
    )
