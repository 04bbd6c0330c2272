"""Where a figure on a sheet comes from: typed, or counted by another part of the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from fordel.domain.language import Words
from fordel.interventions.cells import Cell, State
from fordel.interventions.sheets.asking import Sheet

BY_THE_UNIT = Words(da="skrevet af enheden", en="written by the unit")


class CountSource(Protocol):
    """Something that counts by itself what a sheet asks for, such as the work with single children.

    Only sums ever pass here: a unit, a period and a field, never a child.
    """

    @property
    def words(self) -> Words:
        """What the sheet calls it: where a figure comes from."""
        ...

    def counts(self, project: str, unit: str, period: int) -> Mapping[str, Cell]:
        """The answers it knows, by key of the field; fields that it does not know are left out."""
        ...


@dataclass(frozen=True)
class Figure:
    """An answer, and where it comes from."""

    cell: Cell
    source: Words = BY_THE_UNIT


def figures(
    sheet: Sheet, unit: str, written: Mapping[str, Cell], source: CountSource | None = None
) -> dict[str, Figure]:
    """The answers of a unit's sheet: what it wrote itself, then what a source has counted.

    What the unit has written, "not applicable" too, is never written over.

    Raises
    ------
    FieldNotAsked : a field was counted, or written, that the sheet does not have.
    UnitNotInProject, UnitNotYetIn, UnitHasLeft : the sheet is not the unit's.
    """
    sheet.check_asks(unit)
    counted = {} if source is None else source.counts(sheet.project.id, unit, sheet.period.no)
    found = (
        {} if source is None else {key: Figure(cell, source.words) for key, cell in counted.items()}
    )
    own = {key: Figure(cell) for key, cell in written.items() if cell.state is not State.MISSING}
    merged = {**found, **own}
    for key in merged:
        sheet.field(key)
    return merged
