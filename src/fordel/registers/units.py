"""units.*: the institutions, their place in the organisation and, if given, their children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from fordel.domain.language import Words
from fordel.registers.contract import CHILDREN_OF, FULL_TIME_OF
from fordel.registers.figures import counts
from fordel.registers.notes import note
from fordel.registers.opening import without_totals
from fordel.registers.records import Needs, Ownership, Unit, UnitKind
from fordel.registers.refusals.cells import ValueMissing
from fordel.registers.refusals.columns import ChildCountsMissing
from fordel.registers.refusals.relations import (
    ClosedBeforeOpened,
    DuplicateUnit,
    PredecessorLoop,
)
from fordel.registers.rows import refuse_repeated
from fordel.registers.sheet import Sheet
from fordel.registers.table import Coded

T = TypeVar("T")
ByAge = Mapping[str, Coded[Fraction]]

_SILENT = Words(
    da="enheder uden børnetal, hvilket ikke er det samme som nul børn: {count}.",
    en="units without child counts, which is not the same as no children: {count}.",
)
_DEFAULTED = Words(
    da="enheder uden {column}, som regnes for {value}: {count}.",
    en="units without {column}, which are taken to be {value}: {count}.",
)
KEY_COLUMNS = ("cluster", "area", "budget_unit", "district")


def read_units(sheet: Sheet, needs: Needs, *, with_children: bool) -> tuple[Unit, ...]:
    """Read and check the units, in the order of the file.

    Parameters
    ----------
    sheet : the opened file.
    needs : the model's age groups.
    with_children : whether a file with a row per child is at hand; without it the file has to
        hold the number of children per age group.
    """
    if "unit" not in sheet:
        return ()
    sheet, _ = without_totals(sheet, "unit")
    keys = sheet.keys("unit", needed=True).rows()
    children = _by_age(sheet, needs, CHILDREN_OF)
    full_time = _by_age(sheet, needs, FULL_TIME_OF)
    if not with_children:
        _check_child_counts(sheet, needs, children)
    fields = _fields(sheet, len(keys))
    units = [
        Unit(
            id=own,
            children=_of_row(children, place),
            full_time=_of_row(full_time, place),
            **{name: values[place] for name, values in fields.items()},
        )
        for place, own in enumerate(keys)
        if own is not None
    ]
    refuse_repeated(sheet, "unit", keys, DuplicateUnit)
    _check_dates(sheet, keys, fields["opened_on"], fields["closed_on"])
    _check_predecessors(sheet, keys, fields["predecessors"])
    return tuple(units)


def _fields(sheet: Sheet, rows: int) -> dict[str, list[Any]]:
    """The columns of the contract as the fields of a unit, each with a value per row."""
    empty: list[Any] = [None] * rows
    names = sheet.texts("name").rows() if "name" in sheet else empty
    fields: dict[str, list[Any]] = {"name": [name or "" for name in names]}
    for name in KEY_COLUMNS:
        fields[name] = sheet.keys(name).rows() if name in sheet else empty
    for name in ("opened_on", "closed_on"):
        fields[name] = sheet.dates(name).rows() if name in sheet else empty
    ownership = sheet.choice("ownership").rows() if "ownership" in sheet else empty
    kind = sheet.choice("kind").rows() if "kind" in sheet else empty
    special = sheet.yes_no("special_department").rows() if "special_department" in sheet else empty
    fields["ownership"] = _with_default(sheet, "ownership", ownership, Ownership.MUNICIPAL)
    fields["kind"] = _with_default(sheet, "kind", kind, UnitKind.AGE_INTEGRATED)
    fields["special_department"] = [bool(value) for value in special]
    fields["predecessors"] = _predecessors(sheet, rows)
    fields["opening_hours"] = _hours(sheet, rows)
    return fields


def _with_default(sheet: Sheet, name: str, values: Sequence[str | None], default: T) -> list[T]:
    missing = sum(value is None for value in values)
    if missing and name in sheet:
        details = {"column": name, "count": missing, "value": str(default)}
        sheet.notes.append(note("default", sheet.file, _DEFAULTED, **details))
    kind = type(default)
    return [default if value is None else kind(value) for value in values]  # type: ignore[call-arg]


def _predecessors(sheet: Sheet, rows: int) -> list[tuple[str, ...]]:
    if "predecessors" not in sheet:
        return [()] * rows
    joined = sheet.keys("predecessors").rows()
    return [
        tuple(part.strip() for part in (text or "").split("+") if part.strip()) for text in joined
    ]


def _hours(sheet: Sheet, rows: int) -> list[Decimal | None]:
    if "opening_hours" not in sheet:
        return [None] * rows
    hours = counts(sheet, "opening_hours").rows()
    return [None if h is None else Decimal(h.numerator) / Decimal(h.denominator) for h in hours]


def _by_age(sheet: Sheet, needs: Needs, prefix: str) -> ByAge:
    names = {group.id: prefix + group.id for group in needs.age_groups}
    return {group: counts(sheet, name) for group, name in names.items() if name in sheet}


def _of_row(by_age: ByAge, place: int) -> dict[str, Fraction]:
    values = {group: column.values[column.places[place]] for group, column in by_age.items()}
    return {group: value for group, value in values.items() if value is not None}


def _check_child_counts(sheet: Sheet, needs: Needs, children: ByAge) -> None:
    """Without a file of children a unit has to say how many it has: empty is not none.

    A unit that says nothing at all may be outside the model; it is noted and left to the model.
    """
    absent = [CHILDREN_OF + group.id for group in needs.age_groups if group.id not in children]
    if absent:
        sheet.problems.add(ChildCountsMissing(file=sheet.file, needed=", ".join(absent)))
    if not children:
        return
    missing = {group: column.missing for group, column in children.items()}
    silent = np.all(list(missing.values()), axis=0)
    if silent.any():
        sheet.notes.append(note("no_children", sheet.file, _SILENT, count=int(silent.sum())))
    for group, rows in missing.items():
        for place in np.flatnonzero(rows & ~silent):
            sheet.refuse(ValueMissing, int(place), CHILDREN_OF + group)


def _check_dates(
    sheet: Sheet,
    keys: Sequence[str | None],
    opened: Sequence[date | None],
    closed: Sequence[date | None],
) -> None:
    for place, (own, first, last) in enumerate(zip(keys, opened, closed, strict=True)):
        if first is not None and last is not None and last < first:
            sheet.refuse(ClosedBeforeOpened, place, "closed_on", value=sheet.excerpt(own))


def _check_predecessors(
    sheet: Sheet, keys: Sequence[str | None], predecessors: Sequence[tuple[str, ...]]
) -> None:
    """A unit may not come from itself, be it through others. Each loop is named once."""
    before = {own: names for own, names in zip(keys, predecessors, strict=True) if own is not None}
    places = {own: place for place, own in enumerate(keys)}
    cleared: set[str] = set()
    for own in before:
        loop = _loop_from(own, before, cleared)
        if loop:
            units = " ← ".join(sheet.excerpt(unit) for unit in loop)
            sheet.refuse(PredecessorLoop, places[loop[0]], "predecessors", units=units)
            cleared.update(loop)


def _loop_from(start: str, before: Mapping[str, tuple[str, ...]], cleared: set[str]) -> list[str]:
    """The first loop met when walking back from a unit; units that lead nowhere are cleared."""
    path: list[str] = []
    waiting = [(start, 0)]
    while waiting:
        own, depth = waiting.pop()
        del path[depth:]
        if own in path:
            return [*path[path.index(own) :], own]
        if own in cleared:
            continue
        path.append(own)
        waiting += [(earlier, depth + 1) for earlier in before.get(own, ())]
    cleared.add(start)
    return []
