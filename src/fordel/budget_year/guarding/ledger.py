"""The year's ledger as others than analyst, auditor and the unit's own leader may see it.

What a unit has after an entry tells how many children its money is made of, as the announced
amount did. So an amount is shown where every count behind it may be known, and what others could
compute it from is hidden with it. Nothing is decided anew for amounts that follow from a count:
the announced run and each recount were protected beside one another, and what was hidden of one
of them stays hidden in all that is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from fordel.allocation.situation import ZERO
from fordel.budget_year.guarding.runs import GuardedRun
from fordel.ledger.book import Entry, Kind, Ledger


@dataclass(frozen=True)
class SeenEntry:
    """What is hidden of one entry: units' amounts, and whether the reserve's is."""

    units: frozenset[str]
    reserve: bool


@dataclass(frozen=True)
class SeenLedger:
    """A ledger for others.

    ``hidden`` are the units whose amount is not shown once all is entered. ``reserve`` says whether
    the reserve is hidden, and with it the sum of all units. ``entries`` are by number.
    """

    ledger: Ledger
    hidden: frozenset[str]
    reserve: bool
    entries: Mapping[int, SeenEntry]

    def balance(self, unit: str) -> Fraction | None:
        """What a unit has; None where it is not shown."""
        return None if unit in self.hidden else self.ledger.balances.get(unit)

    def opening(self, unit: str) -> Fraction | None:
        """What a unit was announced; None where that is not shown."""
        first = self.ledger.entries[0].number
        return None if unit in self.entries[first].units else self.ledger.after(first, unit)

    def hides_any(self, number: int) -> bool:
        """Whether something of an entry is not shown."""
        return bool(self.entries[number].units) or self.entries[number].reserve


@dataclass
class _Known:
    """What is hidden so far, while the entries are gone through."""

    hidden: set[str] = field(default_factory=set)
    reserve: bool = False


def seen_ledger(ledger: Ledger, guards: Mapping[int, GuardedRun | None]) -> SeenLedger:
    """Decide what others may see of a ledger.

    Parameters
    ----------
    guards : the protected run behind an entry, by the entry's number: the announced one for the
        opening, the recount for a recount. None where it is not protected: nothing of it is shown.

    Notes
    -----
    An opening or a recount hides the units its run hides. A handover gives away what its givers
    have: where a giver is hidden, so are its heirs. A correction is decided by people, but may be
    so much for each of a few children: below the threshold times what a child can make of the
    unit's money it is hidden, and with it what stands against it. All is hidden for good, since
    later amounts hold the earlier ones.
    """
    known, entries = _Known(), {}
    guard: GuardedRun | None = None
    for entry in ledger.entries:
        if entry.kind in {Kind.OPENING, Kind.RECOUNT}:
            guard = guards.get(entry.number)
            _by_run(known, entry, guard, ledger)
        elif entry.kind is Kind.HANDOVER and known.hidden.intersection(entry.givers):
            known.hidden.update(entry.heirs)
        hides_reserve = entry.kind is Kind.CORRECTION and _is_small(entry, guard)
        if hides_reserve:
            touched = {posting.unit for posting in entry.postings}
            known.hidden.update(unit for unit in touched if unit is not None)
            hides_reserve = None in touched
            known.reserve |= hides_reserve
        moved = {posting.unit for posting in entry.postings if posting.unit is not None}
        entries[entry.number] = SeenEntry(frozenset(moved & known.hidden), hides_reserve)
    return SeenLedger(ledger, frozenset(known.hidden), known.reserve, entries)


def _by_run(known: _Known, entry: Entry, guard: GuardedRun | None, ledger: Ledger) -> None:
    if guard is None:
        known.hidden.update(p.unit for p in entry.postings if p.unit is not None)
        return
    known.hidden.update(unit for unit in guard.run.allocation.ids if not guard.shows_money(unit))
    # The months of a unit that was handed over are paid to its heirs, and to theirs.
    for unit, closing in ledger.closings.items():
        if unit in known.hidden:
            known.hidden.update(closing.heirs)


def _is_small(entry: Entry, guard: GuardedRun | None) -> bool:
    """Whether a correction may be about so few children that they could be known."""
    if guard is None:
        return True
    every = guard.dearest
    most = max(every.values(), default=ZERO)
    limit = guard.guarded.rules.threshold
    return any(
        0 < abs(posting.amount) < limit * every.get(posting.unit, most)
        for posting in entry.postings
        if posting.unit is not None
    )
