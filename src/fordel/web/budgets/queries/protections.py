"""Sealed calculations as others may see them: protected once, audited before they are shown."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256

from fordel.budget_year.guarding.figures import Earlier
from fordel.budget_year.guarding.runs import GuardedRun, guarded_again
from fordel.disclosure.rules import Rules
from fordel.web.budgets.models import (
    BudgetYear,
    LedgerEntry,
    Protection,
    Publication,
    SealedRun,
)
from fordel.web.budgets.queries.runs import told
from fordel.web.organisation.models import Municipality

AUDIT_SECONDS = 120.0
_KEPT = 24


def rules_of(municipality: Municipality) -> Rules:
    """What a municipality asks of its tables."""
    return Rules(
        threshold=municipality.smallest_count,
        zeros="unsafe" if municipality.hides_zero else "shown",
    )


def guarded(sealed: SealedRun | None) -> GuardedRun | None:
    """A calculation as others may see it; None where it has not been protected.

    Raises
    ------
    Leaks, ProtectionDoesNotFit : it must not be shown.
    """
    if sealed is None:
        return None
    kept = Protection.objects.filter(run=sealed).first()
    if kept is None:
        return None
    text = json.dumps([kept.content, kept.earlier], sort_keys=True)
    return _guarded(sealed.pk, sealed.seal, sha256(text.encode()).hexdigest())


def announced_before(sealed: SealedRun) -> list[SealedRun]:
    """What others know already beside a calculation, oldest first.

    Last year as it was announced last, then the versions of this year; of both the recounts whose
    amounts were posted.
    """
    year = sealed.budget_year
    years = BudgetYear.objects.filter(municipality=year.municipality)
    last = years.filter(year=year.year - 1).first()
    runs = [] if last is None else [*_announced(last)[-1:], *_posted(last)]
    runs += [*_announced(year), *_posted(year)]
    return [run for run in dict.fromkeys(runs) if run.pk != sealed.pk]


def _announced(year: BudgetYear) -> list[SealedRun]:
    versions = Publication.objects.filter(budget_year=year).select_related("run")
    return [publication.run for publication in versions.order_by("version")]


def _posted(year: BudgetYear) -> list[SealedRun]:
    """The recounts that letters in the middle of a year told of."""
    entries = LedgerEntry.objects.filter(budget_year=year, year_change__run__isnull=False)
    return [
        entry.year_change.run
        for entry in entries.select_related("year_change__run").order_by("number")
        if entry.year_change is not None and entry.year_change.run is not None
    ]


def is_beside_everything(sealed: SealedRun) -> bool:
    """Whether a protected calculation was protected beside all that is announced today.

    What was announced itself stands there already: later ones were protected beside it.
    """
    kept = Protection.objects.get(run=sealed)
    if sealed in _announced(sealed.budget_year) or sealed in _posted(sealed.budget_year):
        return True
    return {run.pk for run in announced_before(sealed)} <= set(kept.earlier)


def earlier_of(runs: list[SealedRun]) -> list[Earlier]:
    """Calculations that were announced, with what was hidden of each."""
    found = ((run, guarded(run)) for run in runs)
    return [
        Earlier(told(run).run, seen.hidden, seen.within) for run, seen in found if seen is not None
    ]


@lru_cache(maxsize=_KEPT)
def _guarded(number: int, seal: str, _hashed: str) -> GuardedRun:
    """Read once per process and content; the audit is part of reading."""
    kept = Protection.objects.select_related("run").get(run_id=number, run__seal=seal)
    runs = {run.pk: run for run in SealedRun.objects.filter(pk__in=kept.earlier)}
    earlier = earlier_of([runs[pk] for pk in kept.earlier])
    seen = guarded_again(told(kept.run).run, kept.content, earlier)
    seen.audit(AUDIT_SECONDS)
    return seen
