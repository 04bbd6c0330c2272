"""What stands on a sheet of a workbook: headers and rows of text, numbers and money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

Cell = str | int | Fraction | Decimal | date | None


@dataclass(frozen=True)
class Money:
    """An amount, shown as money."""

    amount: Fraction | None


@dataclass(frozen=True)
class Share:
    """A share (0-1), shown in per cent."""

    share: Fraction | None


Shown = Cell | Money | Share


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``sums`` are columns (from 0) that get a sum below; ``notes`` stand last.

    ``is_prose`` : a column of running text, as wide as it is read best.
    """

    name: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    sums: tuple[int, ...] = ()
    frozen_columns: int = 0
    notes: tuple[str, ...] = ()
    is_prose: bool = False
