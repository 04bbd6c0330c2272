"""A ledger as tables and sentences for those who read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fordel.allocation.situation import ZERO
from fordel.domain.language import Language, Words, number, plain
from fordel.ledger.book import Ledger, Move
from fordel.ledger.documents import KIND_WORDS, MONTH_WORDS, statement

_ENTRY = tuple(
    Words(da=da, en=en)
    for da, en in (
        ("Nr.", "No."),
        ("Hvad", "What"),
        ("Fra", "From"),
        ("Begrundelse", "Reason"),
        ("Til enhederne", "To the units"),
        ("Til reserven", "To the reserve"),
    )
)
_UNIT = Words(da="Enhed", en="Unit")
_BEFORE = Words(da="Før", en="Before")
_AFTER = Words(da="Efter", en="After")
_DIFFERENCE = Words(da="Forskel", en="Difference")
_TOGETHER = Words(da="I alt", en="Together")
_AMOUNT = Words(da="Beløb", en="Amount")
_BALANCE = Words(da="Herefter", en="Then has")
_RESERVE = Words(da="Reserve", en="Reserve")
_CHECK = Words(
    da="Enheder {units} + reserve {reserve} + udskilt {set_aside} = ramme {frame} kr.",
    en="Units {units} + reserve {reserve} + set aside {set_aside} = frame {frame} kr.",
)


@dataclass(frozen=True)
class Table:
    """Headers and rows; the first ``text_columns`` are text, the others figures."""

    headers: list[str]
    rows: list[list[str]]
    text_columns: int


def check_line(ledger: Ledger, language: Language) -> str:
    """The sum that always holds, written out."""
    write = _writer(ledger, language)
    units = sum(ledger.balances.values(), ZERO)
    return (
        _CHECK.to(language)
        .format(
            units=write(units),
            reserve=write(ledger.reserve),
            set_aside=write(ledger.set_aside),
            frame=write(ledger.frame),
        )
        .strip()
    )


def entries_table(ledger: Ledger, language: Language) -> Table:
    """Every entry in the order it was entered."""
    write = _writer(ledger, language)
    rows = []
    for entry in ledger.entries:
        to_units = sum((p.amount for p in entry.postings if p.unit is not None), ZERO)
        cells = (str(entry.number), KIND_WORDS[entry.kind].to(language))
        month = MONTH_WORDS[entry.from_month - 1].to(language)
        rows.append([*cells, month, entry.reason, write(to_units), write(entry.to(None))])
    return Table([words.to(language) for words in _ENTRY], rows, 4)


def balances_table(ledger: Ledger, language: Language) -> Table:
    """What every unit was given first, and has now."""
    return moves_table(
        tuple(Move(u, ledger.after(1, u), now) for u, now in ledger.balances.items()),
        language,
        ledger,
    )


def moves_table(moves: tuple[Move, ...], language: Language, ledger: Ledger) -> Table:
    """Units before and after, with their sums."""
    write = _writer(ledger, language)
    before = sum((move.before for move in moves), ZERO)
    after = sum((move.after for move in moves), ZERO)
    rows = [
        [move.unit, write(move.before), write(move.after), _signed(move.difference, write)]
        for move in (*moves, Move(_TOGETHER.to(language), before, after))
    ]
    headers = [words.to(language) for words in (_UNIT, _BEFORE, _AFTER, _DIFFERENCE)]
    return Table(headers, rows, 1)


def statement_table(ledger: Ledger, unit: str, language: Language) -> Table:
    """A unit's year, entry by entry."""
    write = _writer(ledger, language)
    rows = [
        [
            KIND_WORDS[line.entry.kind].to(language),
            MONTH_WORDS[line.entry.from_month - 1].to(language),
            line.entry.reason,
            _signed(line.amount, write),
            write(line.balance),
        ]
        for line in statement(ledger, unit)
    ]
    headers = [words.to(language) for words in (*_ENTRY[1:4], _AMOUNT, _BALANCE)]
    return Table(headers, rows, 3)


def ledger_summary(ledger: Ledger) -> dict[str, Any]:
    """The ledger as a document for other programs; amounts are exact decimals as text."""
    return {
        "year": ledger.year,
        "frame": plain(ledger.frame),
        "set_aside": plain(ledger.set_aside),
        "reserve": plain(ledger.reserve),
        "units": {unit: plain(balance) for unit, balance in ledger.balances.items()},
        "payments": {unit: plain(amount) for unit, amount in ledger.payments.items()},
        "closed": {unit: closing.from_month for unit, closing in ledger.closings.items()},
        "entries": [
            {
                "number": entry.number,
                "kind": entry.kind.value,
                "from_month": entry.from_month,
                "reason": entry.reason,
                "postings": [
                    {"unit": posting.unit, "amount": plain(posting.amount)}
                    for posting in entry.postings
                ],
            }
            for entry in ledger.entries
        ],
    }


def statement_summary(ledger: Ledger, unit: str) -> list[dict[str, Any]]:
    """A unit's statement for other programs."""
    return [
        {
            "number": line.entry.number,
            "kind": line.entry.kind.value,
            "from_month": line.entry.from_month,
            "reason": line.entry.reason,
            "amount": plain(line.amount),
            "balance": plain(line.balance),
        }
        for line in statement(ledger, unit)
    ]


def moves_summary(moves: tuple[Move, ...]) -> list[dict[str, str]]:
    """Units before and after for other programs."""
    return [
        {
            "unit": move.unit,
            "before": plain(move.before),
            "after": plain(move.after),
            "difference": plain(move.difference),
        }
        for move in moves
    ]


def reserve_words(ledger: Ledger, before: Ledger, language: Language) -> str:
    """What an entry leaves in the reserve."""
    write = _writer(ledger, language)
    moved = _signed(ledger.reserve - before.reserve, write)
    return f"{_RESERVE.to(language)}: {write(ledger.reserve)} kr. ({moved})"


def _writer(ledger: Ledger, language: Language) -> Callable[[Fraction], str]:
    """Whole kroner, or as many decimals as the smallest amount posted has."""
    decimals = 0 if ledger.step.denominator == 1 else 2
    return lambda amount: number(amount, language, decimals).replace("-", "\N{MINUS SIGN}")


def _signed(amount: Fraction, write: Callable[[Fraction], str]) -> str:
    return ("+" if amount > 0 else "") + write(amount)
