"""Budget years as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fordel.allocation.situation import ZERO
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import BudgetYear, Proposal, Publication
from fordel.web.budgets.policies.transitions import ORDER, State
from fordel.web.budgets.queries.runs import Told


@dataclass(frozen=True)
class UnitRow:
    """One unit in the year's table, with figures as they are: for analyst and auditor."""

    key: str
    name: str
    weighted: Fraction
    load: Fraction | None
    base: Fraction
    need: Fraction
    other: Fraction
    total: Fraction
    per_child: Fraction | None
    need_per_child: Fraction | None
    change: Fraction | None


@dataclass(frozen=True)
class Sums:
    """The year in figures."""

    frame: Fraction | None
    total: Fraction
    base: Fraction
    need: Fraction
    other: Fraction
    weighted: Fraction
    children: Fraction
    units: int
    losers: int
    """Units that get over two percent less per weighted child than last year."""

    @property
    def need_share(self) -> Fraction:
        return self.need / self.total if self.total else ZERO


def years_seen_by(standing: Standing) -> QuerySet[BudgetYear]:
    """The municipality's budget years, newest first."""
    return BudgetYear.objects.filter(municipality_id=standing.municipality_id)


def year_seen_by(standing: Standing, year: int) -> BudgetYear:
    """One of them, or a page that says there is none."""
    return get_object_or_404(years_seen_by(standing), year=year)


def proposal_in_force(standing: Standing, budget_year: BudgetYear) -> Proposal | None:
    """What a year's page shows: the newest proposal that the person may see.

    Drafts are for those who make them and for the auditor.
    """
    proposals = (
        Proposal.objects.filter(budget_year=budget_year)
        .exclude(state=State.SUPERSEDED)
        .select_related("run")
        .defer("run__bundle")  # a quarter of a megabyte; read back once and kept in memory
    )
    if not standing.is_any(Role.ANALYST, Role.AUDITOR):
        proposals = proposals.exclude(state=State.DRAFT)
    published = proposals.filter(state=State.PUBLISHED).first()
    return published or proposals.first()


def publication_of(budget_year: BudgetYear) -> Publication | None:
    """What holds for a year, once it is announced."""
    return budget_year.publications.select_related("run").defer("run__bundle").first()


def unit_rows(told: Told, standing: Standing) -> list[UnitRow]:
    """A row per unit, by name, with figures as they are.

    For others than analyst and auditor there are none: they see the protected figures.
    """
    if not standing.is_any(Role.ANALYST, Role.AUDITOR):
        return []
    result = told.run.allocation
    rows = []
    for place, unit in enumerate(result.units):
        weighted, last = result.weighted[place], result.last_year and result.last_year[place]
        total, need = result.totals[place], result.need[place]
        rows.append(
            UnitRow(
                key=unit.id,
                name=unit.name or unit.id,
                weighted=weighted,
                load=result.load[place] if result.load is not None else None,
                base=result.base[place],
                need=need,
                other=total - result.base[place] - need,
                total=total,
                per_child=total / weighted if weighted else None,
                need_per_child=need / weighted if weighted else None,
                change=total - last.amount if last else None,
            )
        )
    return sorted(rows, key=lambda row: (row.name.casefold(), row.key))


def sums(told: Told) -> Sums:
    """The year's sums."""
    result = told.run.allocation
    total = sum(result.totals, ZERO)
    base, need = sum(result.base, ZERO), sum(result.need, ZERO)
    return Sums(
        frame=result.frame,
        total=total,
        base=base,
        need=need,
        other=total - base - need,
        weighted=sum(result.weighted, ZERO),
        children=sum(result.enrolled.totals, ZERO),
        units=len(result.units),
        losers=_losers(told),
    )


_MUCH = Fraction(2, 100)


def _losers(told: Told) -> int:
    result, count = told.run.allocation, 0
    for place, last in enumerate(result.last_year or ()):
        if last is None or not last.weighted_children or not result.weighted[place]:
            continue
        before = last.amount / last.weighted_children
        count += result.totals[place] / result.weighted[place] < before * (1 - _MUCH)
    return count


def steps_of(proposal: Proposal | None) -> list[tuple[State, bool]]:
    """The states a proposal passes, and whether it has come so far."""
    shown = ORDER[:-1]
    reached = shown.index(State(proposal.state)) if proposal is not None else -1
    return [(state, place <= reached) for place, state in enumerate(shown)]
