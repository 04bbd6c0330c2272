"""Measures of a file with a row per unit, or of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from fordel.allocation.bundles.bundle import read_bundle
from fordel.budget_year.refusals import BasisNotKnown, SpecialNotYesOrNo
from fordel.equity.measures import Basis, Measured, measure
from fordel.equity.of_run import measure_run
from fordel.equity.units import UnitAmount
from fordel.registers.notes import Note
from fordel.registers.tables import CheckedTable, read_table

_YES = {"1", "ja", "yes", "true", "x", "j", "y", "sand"}
_NO = {"0", "nej", "no", "false", "n", "falsk", None}


@dataclass(frozen=True)
class MeasuredColumns:
    """Which columns of a file hold what; those that are None are not there."""

    children: str
    amount: str
    group: str | None = None
    load: str | None = None
    budget: str | None = None
    special: str | None = None


def measure_folder(run: Path) -> Measured:
    """Measure the need money of a run."""
    return measure_run(read_bundle(run))


@dataclass(frozen=True)
class MeasuredFile:
    """The measures of a file's groups, and what was decided while it was read."""

    groups: tuple[Measured, ...]
    notes: tuple[Note, ...]


def measure_file(file: Path, columns: MeasuredColumns, basis: str) -> MeasuredFile:
    """Measure the amounts of a file, group by group in the order they come.

    Raises
    ------
    RefusedFiles : the file or a column cannot be read.
    BasisNotKnown, SpecialNotYesOrNo : a word that means nothing here.
    """
    if basis not in get_args(Basis):
        raise BasisNotKnown(basis=basis)
    table = read_table(file)
    names = _names(table)
    groups = table.keys(columns.group) if columns.group else [None] * len(table)
    children = table.numbers(columns.children)
    amounts = table.numbers(columns.amount)
    loads = table.numbers(columns.load) if columns.load else [None] * len(table)
    budgets = table.numbers(columns.budget) if columns.budget else [None] * len(table)
    special = _special(table, columns.special)
    gathered: dict[str, list[UnitAmount]] = {}
    for i in range(len(table)):
        unit = UnitAmount(
            unit=names[i],
            children=children[i],
            amount_dkk=amounts[i],
            load=loads[i],
            budget_dkk=budgets[i],
            special=special[i],
        )
        gathered.setdefault(groups[i] or "", []).append(unit)
    measured = tuple(
        measure(units, group=group, basis=cast("Basis", basis)) for group, units in gathered.items()
    )
    return MeasuredFile(measured, tuple(table.notes))


def _names(table: CheckedTable) -> list[str]:
    """What each row's unit is called in a message: its key where keys differ, else its row."""
    keys = table.keys("unit") if "unit" in table else []
    if len(set(keys)) == len(table) and None not in keys:
        return [str(key) for key in keys]
    return [str(row) for row in table.rows]


def _special(table: CheckedTable, column: str | None) -> list[bool]:
    if column is None:
        return [False] * len(table)
    texts = [text.casefold().strip() if text else None for text in table.texts(column)]
    for row, text in zip(table.rows, texts, strict=True):
        if text not in _YES | _NO:
            raise SpecialNotYesOrNo(file=table.file, row=row, column=column)
    return [text in _YES for text in texts]
