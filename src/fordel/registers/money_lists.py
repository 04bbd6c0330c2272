"""previous.*, grants.*, applications.*: amounts per unit from outside the model."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from fordel.registers.figures import counts
from fordel.registers.opening import without_totals
from fordel.registers.records import Application, Grant, PreviousYear
from fordel.registers.refusals.cells import ValueMissing
from fordel.registers.refusals.relations import UnitTwice
from fordel.registers.rows import refuse_repeated, refuse_unknown
from fordel.registers.sheet import Sheet

Known = Collection[str]


def read_previous(sheet: Sheet, units: Known) -> tuple[PreviousYear, ...]:
    """What units had last year; units that have closed since may be among them."""
    if not {"unit", "amount"} <= sheet.found.places.keys():
        return ()
    sheet, _ = without_totals(sheet, "unit", units)
    keys = sheet.keys("unit", needed=True).rows()
    refuse_repeated(sheet, "unit", keys, UnitTwice)
    amounts = counts(sheet, "amount", needed=True).rows()
    absent: list[Fraction | None] = [None] * len(sheet)
    given = "weighted_children" in sheet
    weighted = counts(sheet, "weighted_children").rows() if given else absent
    rows = zip(keys, amounts, weighted, strict=True)
    return tuple(
        PreviousYear(own, amount, children)
        for own, amount, children in rows
        if own is not None and amount is not None
    )


def read_grants(sheet: Sheet, units: Known) -> tuple[Grant, ...]:
    """Fixed grants, a row each; a unit may have several."""
    rows = _amounts(sheet, units)
    return tuple(Grant(unit, amount, purpose) for unit, amount, purpose, _ in rows)


def read_applications(sheet: Sheet, units: Known) -> tuple[Application, ...]:
    """Applications that were granted, each with the reference of its decision."""
    if "decision" not in sheet:
        return ()
    rows = _amounts(sheet, units)
    return tuple(Application(unit, amount, ref, purpose) for unit, amount, purpose, ref in rows)


def _amounts(sheet: Sheet, units: Known) -> list[tuple[str, Fraction, str, str]]:
    """Unit, amount, purpose and decision of every row."""
    if not {"unit", "amount"} <= sheet.found.places.keys():
        return []
    sheet, _ = without_totals(sheet, "unit", units)
    keys = sheet.keys("unit", needed=True).rows()
    refuse_unknown(sheet, keys, units)
    amounts = counts(sheet, "amount", needed=True).rows()
    texts = {}
    for name in ("purpose", "decision"):
        texts[name] = sheet.texts(name).rows() if name in sheet else [None] * len(sheet)
    if "decision" in sheet:
        coded = sheet.texts("decision")
        sheet.refuse_rows(ValueMissing, coded, coded.missing, "decision")
    rows = zip(keys, amounts, texts["purpose"], texts["decision"], strict=True)
    return [
        (own, amount, purpose or "", decision or "")
        for own, amount, purpose, decision in rows
        if own is not None and amount is not None
    ]
