"""The sheets a project's units get for a period, with what is known already."""

from __future__ import annotations

from collections.abc import Sequence

from fordel.interventions.registrations import Registrations
from fordel.interventions.sheets.asking import Sheet
from fordel.interventions.sheets.beside import beside
from fordel.interventions.sheets.refusals.asking import NobodyAsked
from fordel.interventions.sheets.sources import CountSource, figures
from fordel.interventions.sheets.workbook import UnitSheet


def sheets_of(
    sheet: Sheet,
    registrations: Registrations,
    units: Sequence[str] | None = None,
    source: CountSource | None = None,
) -> tuple[UnitSheet, ...]:
    """A sheet for each unit: its answers so far, what a source counted, the period before in grey.

    Parameters
    ----------
    units : whom to make sheets for; None for every unit that is in the period.

    Raises
    ------
    NobodyAsked : no unit of the project is in the period.
    UnitNotInProject, UnitNotYetIn, UnitHasLeft : one that is named is not asked.
    """
    chosen = sheet.units if units is None else tuple(dict.fromkeys(units))
    if not chosen:
        raise NobodyAsked(project=sheet.project.name, period=sheet.period.no)
    return tuple(_of_unit(sheet, registrations, unit, source) for unit in chosen)


def _of_unit(
    sheet: Sheet, registrations: Registrations, unit: str, source: CountSource | None
) -> UnitSheet:
    no = sheet.period.no
    written = {field.key: registrations.cell(unit, no, field.key) for field in sheet.fields}
    around = beside(registrations, unit, no)
    return UnitSheet(sheet, unit, figures(sheet, unit, written, source), around.before)
