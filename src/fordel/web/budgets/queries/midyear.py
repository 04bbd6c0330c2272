"""The year's money as it stands, and what changes on their way into it would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fordel.budget_year.guarding.ledger import SeenLedger, seen_ledger
from fordel.budget_year.guarding.runs import GuardedRun
from fordel.domain.errors import UserError
from fordel.ledger.book import Ledger, Move
from fordel.ledger.documents import read_ledger
from fordel.ledger.posting import admitted, corrected, handed_over, opened, recounted, reframed
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import (
    BudgetYear,
    ChangeStep,
    CountedData,
    DataImport,
    LedgerEntry,
    SealedRun,
    YearChange,
)
from fordel.web.budgets.policies.changing import State
from fordel.web.budgets.queries.protections import guarded
from fordel.web.budgets.queries.runs import told
from fordel.web.budgets.queries.seen import sees_as_is
from fordel.web.budgets.queries.years import publication_of
from fordel.web.budgets.refusals import YearNotAnnounced
from fordel.web.organisation.models import LineageEvent, LineageUnit, Unit

OPENING_REASON = "Budgettet, som det blev meldt ud."
_KEPT_LEDGERS = 8
_MONEY_FOLLOWS = ("open", "close", "merge", "split")
"""The events of units that move money."""


def ledger_of(budget_year: BudgetYear) -> Ledger:
    """The year's ledger; before its first entry what the announced calculation opens it with.

    Raises
    ------
    YearNotAnnounced : there is no money to move yet.
    """
    last = LedgerEntry.objects.filter(budget_year=budget_year).order_by("number").last()
    if last is not None:
        return ledger_at(last)
    publication = publication_of(budget_year)
    if publication is None:
        raise YearNotAnnounced(year=budget_year.year)
    return _opened(publication.run_id, publication.run.seal)


def ledger_at(entry: LedgerEntry) -> Ledger:
    """The ledger as it was after an entry. Rows never change, so neither does this."""
    return _read(entry.document)


@lru_cache(maxsize=_KEPT_LEDGERS)
def _read(document: str) -> Ledger:
    return read_ledger(document)


@lru_cache(maxsize=_KEPT_LEDGERS)
def _opened(number: int, seal: str) -> Ledger:
    return opened(told(SealedRun.objects.get(pk=number, seal=seal)).run, OPENING_REASON)


def seen_of(
    budget_year: BudgetYear, ledger: Ledger, pending: YearChange | None = None
) -> SeenLedger:
    """A year's ledger as others than analyst and auditor may see it.

    Parameters
    ----------
    pending : the change behind the ledger's last entry, where it is not entered yet.
    """
    publication = publication_of(budget_year)
    announced = None if publication is None else guarded(publication.run)
    guards: dict[int, GuardedRun | None] = {ledger.entries[0].number: announced}
    rows = posted(budget_year).filter(year_change__run__isnull=False)
    rows = rows.select_related("year_change__run")
    for row in rows.defer("document", "year_change__run__bundle"):
        guards[row.number] = _guarded_run(row.year_change)
    if pending is not None and pending.run is not None:
        guards[ledger.entries[-1].number] = guarded(pending.run)
    return seen_ledger(ledger, guards)


def _guarded_run(change: YearChange | None) -> GuardedRun | None:
    return None if change is None else guarded(change.run)


def applied(ledger: Ledger, change: YearChange) -> Ledger:
    """The ledger with a change entered in it.

    Raises
    ------
    InputRefused : the ledger cannot carry it; see :mod:`fordel.ledger.posting`.
    """
    values, month, reason = change.values, change.from_month, change.reason
    if change.run is not None:
        return recounted(ledger, told(change.run).run, from_month=month, reason=reason)
    if change.kind == YearChange.Kind.HANDOVER:
        heirs = {unit: Fraction(share) for unit, share in values["heirs"].items()}
        return handed_over(ledger, values["givers"], heirs, from_month=month, reason=reason)
    amount = Fraction(values["amount"])
    if change.kind == YearChange.Kind.FRAME:
        return reframed(ledger, amount, from_month=month, reason=reason)
    if change.kind == YearChange.Kind.ADMISSION:
        return admitted(ledger, values["unit"], amount, from_month=month, reason=reason)
    against = values["against"]
    return corrected(
        ledger, values["unit"], amount, against=against, from_month=month, reason=reason
    )


@dataclass(frozen=True)
class Shown:
    """A unit before and after, as its reader may see it; None is not shown."""

    unit: str
    before: Fraction | None
    after: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True)
class Preview:
    """What a change does, or did; ``problem`` where the ledger does not take it."""

    number: int
    moves: tuple[Move, ...]
    before: Ledger
    after: Ledger
    problem: UserError | None = None

    @property
    def difference(self) -> Fraction:
        return sum((move.difference for move in self.moves), Fraction(0))


def preview_of(change: YearChange) -> Preview:
    """What a change does to every unit it touches; ``number`` is the ledger's last entry."""
    entry = LedgerEntry.objects.filter(year_change=change).first()
    if entry is not None:
        earlier = LedgerEntry.objects.get(
            budget_year_id=change.budget_year_id, number=entry.number - 1
        )
        before, after = ledger_at(earlier), ledger_at(entry)
    else:
        before = ledger_of(change.budget_year)
        try:
            after = applied(before, change)
        except UserError as problem:
            return Preview(len(before.entries), (), before, before, problem)
    number = len(before.entries)
    return Preview(number, after.moved_since(number), before, after)


def changes_seen_by(standing: Standing, budget_year: BudgetYear) -> QuerySet[YearChange]:
    """A year's changes, newest first."""
    return YearChange.objects.filter(
        budget_year=budget_year, budget_year__municipality_id=standing.municipality_id
    ).select_related("made_by", "run", "budget_year__municipality", "event")


def change_seen_by(standing: Standing, budget_year: BudgetYear, number: int) -> YearChange:
    """One of them, or a page that says there is none."""
    return get_object_or_404(changes_seen_by(standing, budget_year), number=number)


def posted(budget_year: BudgetYear) -> QuerySet[LedgerEntry]:
    """What was entered, in the order it was."""
    return LedgerEntry.objects.filter(budget_year=budget_year).select_related("year_change")


def recounts_of(standing: Standing, budget_year: BudgetYear) -> QuerySet[CountedData]:
    """Counted data that were brought in for a recount."""
    return CountedData.objects.filter(
        budget_year=budget_year,
        budget_year__municipality_id=standing.municipality_id,
        data_import__purpose=DataImport.Purpose.RECOUNT,
    )


def events_without_money(standing: Standing, budget_year: BudgetYear) -> list[LineageEvent]:
    """What happened to units this year without any change of the money for it."""
    started = YearChange.objects.filter(budget_year=budget_year, event__isnull=False)
    known = started.exclude(state=State.WITHDRAWN).values("event")
    year = budget_year.year
    events = LineageEvent.objects.filter(
        municipality_id=standing.municipality_id,
        kind__in=_MONEY_FOLLOWS,
        happened_on__range=(date(year, 1, 1), date(year, 12, 31)),
    )
    return list(events.exclude(pk__in=known).prefetch_related("units__unit"))


def suggested(event: LineageEvent) -> dict[str, object]:
    """What an event says of the money: the form's first answers, for the analyst to change."""
    sides: dict[str, list[str]] = {"before": [], "after": []}
    for part in event.units.select_related("unit"):
        sides[part.side].append(part.unit.key)
    heirs = [key for key in sides[LineageUnit.Side.AFTER] if event.kind != "close"]
    givers = sides[LineageUnit.Side.BEFORE]
    if event.kind == LineageEvent.Kind.MERGE:
        givers = [key for key in givers if key not in heirs]
    return {
        **{f"giver_{place}": key for place, key in enumerate(givers, 1)},
        **{f"heir_{place}": key for place, key in enumerate(heirs, 1)},
        "unit": heirs[0] if heirs else "",
        "from_month": event.happened_on.month,
        "reason": event.reason,
    }


def approvers(budget_year: BudgetYear) -> dict[int, str]:
    """Who approved what was posted, by the number of the entry."""
    steps = ChangeStep.objects.filter(
        year_change__budget_year=budget_year,
        to_state=State.APPROVED,
        year_change__entry__isnull=False,
    )
    return dict(steps.values_list("year_change__entry__number", "by_name"))


@dataclass(frozen=True)
class About:
    """What a change is about, in names: who gives, who takes over with what part, how much."""

    givers: tuple[str, ...]
    heirs: tuple[tuple[str, Fraction], ...]
    unit: str
    against: str
    amount: Fraction | None


def about(change: YearChange) -> About:
    """A change's values as people read them."""
    names, values = names_of(change.budget_year), change.values
    amount = values.get("amount")
    return About(
        givers=tuple(names.get(key, key) for key in values.get("givers", ())),
        heirs=tuple(
            (names.get(key, key), Fraction(share)) for key, share in values.get("heirs", {}).items()
        ),
        unit=names.get(values.get("unit"), ""),
        against=names.get(values.get("against"), ""),
        amount=None if amount is None else Fraction(amount),
    )


def names_of(budget_year: BudgetYear) -> dict[str, str]:
    """Units' names by their keys."""
    units = Unit.objects.filter(municipality_id=budget_year.municipality_id)
    return {unit.key: str(unit) for unit in units}


@dataclass(frozen=True)
class ShownPreview:
    """What a change does, as its reader may see it."""

    moves: tuple[Shown, ...]
    reserve: Shown
    amount: Fraction | None
    """What a person entered, where it may be seen."""


def shown_preview(standing: Standing, change: YearChange, preview: Preview) -> ShownPreview:
    """A change's differences: as they are for analyst and auditor, protected for others."""
    amount, ledger = about(change).amount, preview.after
    moves = tuple(Shown(move.unit, move.before, move.after) for move in preview.moves)
    reserve = Shown("", preview.before.reserve, ledger.reserve)
    if sees_as_is(standing):
        return ShownPreview(moves, reserve, amount)
    if preview.problem is not None:
        return ShownPreview((), Shown("", None, None), None)
    was = seen_of(change.budget_year, preview.before)
    seen = seen_of(change.budget_year, ledger, change)
    entry = seen.entries[ledger.entries[-1].number]
    return ShownPreview(
        tuple(
            Shown(
                move.unit,
                None if move.unit in was.hidden else move.before,
                None if move.unit in seen.hidden else move.after,
            )
            for move in moves
        ),
        Shown(
            "",
            None if was.reserve else reserve.before,
            None if seen.reserve else reserve.after,
        ),
        None if entry.units or entry.reserve else amount,
    )
