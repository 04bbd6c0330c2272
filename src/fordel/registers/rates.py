"""rates.*: dated rates, looked up by district, criterion, age group or whatever the rows name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fordel.registers.counts import criterion_named
from fordel.registers.figures import counts
from fordel.registers.opening import without_totals
from fordel.registers.records import Needs, RateRow
from fordel.registers.refusals.relations import DuplicateRate
from fordel.registers.sheet import Sheet

KEYS = ("district", "area", "unit")


def read_rates(sheet: Sheet, needs: Needs) -> tuple[RateRow, ...]:
    """Rates, a row each. The same keys and first day twice are refused."""
    if "rate" not in sheet:
        return ()
    labels = [name for name in KEYS if name in sheet]
    if labels:
        sheet, _ = without_totals(sheet, labels[0], by_sums=False)
    rates = counts(sheet, "rate", needed=True).rows()
    columns: dict[str, Sequence[Any]] = {name: sheet.keys(name).rows() for name in labels}
    if "kind" in sheet:
        columns["kind"] = sheet.choice("kind").rows()
    if "criterion" in sheet:
        named = sheet.keys("criterion").rows()
        columns["criterion"] = [name and criterion_named(name, needs) for name in named]
    if "age_group" in sheet:
        columns["age_group"] = sheet.age_groups("age_group", needs.age_groups).rows()
    for name in ("valid_from", "valid_to"):
        if name in sheet:
            columns[name] = sheet.dates(name).rows()
    rows = [
        (place, RateRow(value=rate, **{name: values[place] for name, values in columns.items()}))
        for place, rate in enumerate(rates)
        if rate is not None
    ]
    _refuse_repeated(sheet, rows)
    return tuple(row for _, row in rows)


def _refuse_repeated(sheet: Sheet, rows: Sequence[tuple[int, RateRow]]) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for place, row in rows:
        keys = (row.district, row.area, row.unit, row.kind, row.criterion, row.age_group)
        if (*keys, row.valid_from) in seen:
            first = sheet.row(seen[*keys, row.valid_from])
            sheet.refuse(DuplicateRate, place, "rate", value="", first_row=first)
        seen.setdefault((*keys, row.valid_from), place)
