"""The ledger and its entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from fordel.allocation.situation import ZERO
from fordel.ledger.plans import Plan


class Kind(StrEnum):
    """What an entry is the consequence of."""

    OPENING = "opening"
    RECOUNT = "recount"
    HANDOVER = "handover"
    ADMISSION = "admission"
    CORRECTION = "correction"
    FRAME = "frame"


@dataclass(frozen=True)
class Posting:
    """Money to a unit's account, or from it where negative; ``unit`` None is the reserve."""

    unit: str | None
    amount: Fraction


@dataclass(frozen=True)
class Entry:
    """Postings that belong together.

    They sum to zero, or, for the opening and a change of the frame, to what the frame grows by.
    ``from_month`` (1-12) is the first month that is paid in the new way. A handover says whose
    money moved (``givers``) and what part each heir took; a giver that is no heir is closed.
    """

    number: int
    kind: Kind
    from_month: int
    reason: str
    postings: tuple[Posting, ...]
    givers: tuple[str, ...] = ()
    heirs: Mapping[str, Fraction] = field(default_factory=dict)

    def to(self, unit: str | None) -> Fraction:
        """What the entry gives a unit, or the reserve."""
        return sum((p.amount for p in self.postings if p.unit == unit), ZERO)


@dataclass(frozen=True)
class Move:
    """What a unit had, and has now."""

    unit: str
    before: Fraction
    after: Fraction

    @property
    def difference(self) -> Fraction:
        return self.after - self.before


@dataclass(frozen=True)
class Closing:
    """From which month a unit is paid no more, and who is paid in its place."""

    from_month: int
    heirs: Mapping[str, Fraction]


@dataclass(frozen=True)
class Ledger:
    """A budget year's money.

    Parameters
    ----------
    frame : what is distributed this year, including ``set_aside``; kroner.
    step : the smallest amount posted; kroner.
    plans : exact kroner per month and unit, as the latest count says; corrections are not in them.
    pays_to : the budget unit that a unit's money is paid to; a unit that is not here holds its own.
    entries : the opening first.
    """

    year: int
    frame: Fraction
    set_aside: Fraction
    step: Fraction
    plans: Mapping[str, Plan]
    pays_to: Mapping[str, str]
    entries: tuple[Entry, ...]

    @cached_property
    def balances(self) -> dict[str, Fraction]:
        """What each unit has for the year, in the order the units came in."""
        balances: dict[str, Fraction] = {}
        for entry in self.entries:
            for posting in entry.postings:
                if posting.unit is not None:
                    balances[posting.unit] = balances.get(posting.unit, ZERO) + posting.amount
        return balances

    @cached_property
    def reserve(self) -> Fraction:
        """What of the frame nobody has been given."""
        return sum((entry.to(None) for entry in self.entries), ZERO)

    @cached_property
    def payments(self) -> dict[str, Fraction]:
        """What each budget unit has for the year."""
        paid: dict[str, Fraction] = {}
        for unit, balance in self.balances.items():
            holder = self.pays_to.get(unit, unit)
            paid[holder] = paid.get(holder, ZERO) + balance
        return paid

    @cached_property
    def closings(self) -> dict[str, Closing]:
        """The units whose money was handed over whole."""
        return {
            giver: Closing(entry.from_month, entry.heirs)
            for entry in self.entries
            for giver in entry.givers
            if giver not in entry.heirs
        }

    @property
    def held(self) -> Fraction:
        """Units, reserve and what is set aside together: always the frame."""
        return sum(self.balances.values(), ZERO) + self.reserve + self.set_aside

    def after(self, number: int, unit: str) -> Fraction:
        """A unit's balance after an entry."""
        return sum((entry.to(unit) for entry in self.entries if entry.number <= number), ZERO)

    def entries_of(self, unit: str) -> tuple[Entry, ...]:
        """The entries that touch a unit."""
        return tuple(e for e in self.entries if any(p.unit == unit for p in e.postings))

    def moved_since(self, number: int) -> tuple[Move, ...]:
        """The units that have another amount than after an entry: those who need a new letter."""
        moves = (Move(u, self.after(number, u), now) for u, now in self.balances.items())
        return tuple(move for move in moves if move.difference)
