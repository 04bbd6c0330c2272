"""A ledger as one JSON document, and back; and a unit's statement."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from fordel.allocation.results import json_text
from fordel.allocation.situation import ZERO
from fordel.allocation.steps.payment import MONTHS
from fordel.domain.language import Language, Words, number
from fordel.ledger.book import Entry, Kind, Ledger
from fordel.ledger.refusals import LedgerDamaged, LedgerUnbalanced, UnitNotInLedger

KIND_WORDS = {
    Kind.OPENING: Words(da="Vedtaget budget", en="Approved budget"),
    Kind.RECOUNT: Words(da="Omtælling", en="Recount"),
    Kind.HANDOVER: Words(da="Overdragelse", en="Handover"),
    Kind.ADMISSION: Words(da="Ny enhed", en="New unit"),
    Kind.CORRECTION: Words(da="Korrektion", en="Correction"),
    Kind.FRAME: Words(da="Ændret ramme", en="Changed frame"),
}
MONTH_WORDS = (
    Words(da="januar", en="January"),
    Words(da="februar", en="February"),
    Words(da="marts", en="March"),
    Words(da="april", en="April"),
    Words(da="maj", en="May"),
    Words(da="juni", en="June"),
    Words(da="juli", en="July"),
    Words(da="august", en="August"),
    Words(da="september", en="September"),
    Words(da="oktober", en="October"),
    Words(da="november", en="November"),
    Words(da="december", en="December"),
)


@dataclass(frozen=True)
class Line:
    """One line of a unit's statement, in kroner, with what the unit has after it."""

    entry: Entry
    amount: Fraction
    balance: Fraction

    def words(self) -> Words:
        """What happened, from when and why."""
        return Words(da=self._said("da"), en=self._said("en"))

    def _said(self, language: Language) -> str:
        kind = KIND_WORDS[self.entry.kind].to(language)
        month = MONTH_WORDS[self.entry.from_month - 1].to(language)
        since = {"da": f"fra {month}", "en": f"from {month}"}[language]
        amount = number(self.amount, language)
        sign = "+" if self.amount > 0 else ""
        return f"{kind} {since}: {sign}{amount} kr. {self.entry.reason}"


def statement(ledger: Ledger, unit: str) -> tuple[Line, ...]:
    """A unit's year, entry by entry; the last line's balance is what it has.

    Raises
    ------
    UnitNotInLedger : nothing was ever given to it.
    """
    balance = ZERO
    lines = []
    if unit not in ledger.balances:
        raise UnitNotInLedger(unit=unit)
    for entry in ledger.entries_of(unit):
        balance += entry.to(unit)
        lines.append(Line(entry, entry.to(unit), balance))
    return tuple(lines)


def ledger_json(ledger: Ledger) -> str:
    """The whole ledger, amounts as exact fractions; the same ledger gives the same text."""
    return json_text(_adapter().dump_python(ledger, mode="json"))


def read_ledger(text: str) -> Ledger:
    """A ledger from its document.

    Raises
    ------
    LedgerDamaged : the document is not a ledger.
    LedgerUnbalanced : its entries do not sum to its frame.
    """
    try:
        ledger = _adapter().validate_json(text)
    except ValidationError as problem:
        first = problem.errors()[0]["loc"]
        raise LedgerDamaged(where=".".join(str(part) for part in first) or "JSON") from None
    _check_whole(ledger)
    return ledger


def _check_whole(ledger: Ledger) -> None:
    """Whether a document that reads as a ledger was written by one."""
    if any(len(plan) != MONTHS for plan in ledger.plans.values()):
        raise LedgerDamaged(where="plans")
    for place, entry in enumerate(ledger.entries, start=1):
        opens = entry.kind == Kind.OPENING
        growing = opens or entry.kind == Kind.FRAME
        moved = sum((posting.amount for posting in entry.postings), ZERO)
        if entry.number != place or opens != (place == 1) or (moved and not growing):
            raise LedgerDamaged(where=f"entries.{place}")
    if not ledger.entries:
        raise LedgerDamaged(where="entries")
    if ledger.held != ledger.frame:
        raise LedgerUnbalanced(held=ledger.held, frame=ledger.frame)


def write_ledger_file(ledger: Ledger, path: Path) -> None:
    """Put a ledger in a file, whole or not at all; one that is there is replaced."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=path.name, suffix=".new", delete=False
    ) as making:
        making.write(ledger_json(ledger))
    Path(making.name).replace(path)


def read_ledger_file(path: Path) -> Ledger:
    """A ledger from its file; see :func:`read_ledger`."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise LedgerDamaged(where="UTF-8") from None
    return read_ledger(text)


@cache
def _adapter() -> TypeAdapter[Ledger]:
    return TypeAdapter(Ledger)
