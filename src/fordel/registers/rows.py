"""Checks of rows against each other and against the file of units."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from fordel.registers.keys import key, key_of_number
from fordel.registers.refusals.base import ValueRefused
from fordel.registers.refusals.relations import UnknownDistrict, UnknownUnit
from fordel.registers.sheet import Sheet


def refuse_repeated(
    sheet: Sheet, name: str, keys: Sequence[Hashable | None], kind: type[ValueRefused]
) -> None:
    """Refuse rows whose key an earlier row has, naming that row."""
    first: dict[Hashable, int] = {}
    for place, own in enumerate(keys):
        if own is None:
            continue
        if own in first:
            shown = " / ".join(filter(None, own)) if isinstance(own, tuple) else str(own)
            details = {"first_row": sheet.row(first[own]), "value": sheet.excerpt(shown)}
            sheet.refuse(kind, place, name, **details)
        first.setdefault(own, place)


def refuse_unknown(sheet: Sheet, keys: Sequence[str | None], units: Collection[str]) -> None:
    """Refuse rows about units that are not in the file of units, if that could be read."""
    if not units:
        return
    for place, own in enumerate(keys):
        if own is not None and own not in units:
            sheet.refuse(UnknownUnit, place, "unit", value=sheet.excerpt(own))


def refuse_unknown_districts(sheet: Sheet, districts: Collection[str]) -> None:
    """Refuse rows that name a district which is not in the file of districts."""
    if "district" in sheet:
        coded = sheet.read("district", key, key_of_number)
        unknown = coded.where(lambda own: own not in districts)
        sheet.refuse_rows(UnknownDistrict, coded, unknown, "district")
