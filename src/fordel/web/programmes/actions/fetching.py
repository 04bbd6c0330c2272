"""Registration sheets as workbooks: handed out with what is known, and brought back in."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from fordel.domain.language import Language
from fordel.interventions.sheets.asking import sheet_for
from fordel.interventions.sheets.beside import beside
from fordel.interventions.sheets.checking import check_read
from fordel.interventions.sheets.handing_out import sheets_of
from fordel.interventions.sheets.reading import Expected, ReadSheet, read_sheets
from fordel.interventions.sheets.refusals.files import OfAnotherProgramme
from fordel.interventions.sheets.workbook import write_sheets
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.files.receiving import SealedUpload
from fordel.web.budgets.files.sealing import opened
from fordel.web.programmes.actions.registering import Written, keep_sheet
from fordel.web.programmes.models import Entry, Programme
from fordel.web.programmes.policies.registering import check_may_register
from fordel.web.programmes.queries.sheets import Opened, one_sheet
from fordel.web.programmes.refusals.registering import (
    SheetFileMissing,
    SheetFileTooLarge,
    SheetIsHandedIn,
)

LARGEST_MB = 5
_MEGABYTE = 1_000_000


def workbook_of(opened_: Opened, period: int, units: Sequence[str], language: Language) -> bytes:
    """A workbook with a sheet for each of some units.

    Raises
    ------
    PeriodNotThere, PeriodNotCollected, NothingAsked, NobodyAsked, UnitNotYetIn, UnitHasLeft
    """
    sheet = sheet_for(opened_.programme, opened_.project, period)
    content = io.BytesIO()
    write_sheets(sheets_of(sheet, opened_.registrations, units), content, language)
    return content.getvalue()


@transaction.atomic
def bring_in_workbook(
    standing: Standing,
    opened_: Opened,
    period: int,
    uploads: Sequence[SealedUpload],
    unit: str | None = None,
) -> list[str]:
    """Keep the answers of every sheet in a workbook, or of none.

    Parameters
    ----------
    unit : whose sheet it must be; None for any of the project's.

    Returns
    -------
    The units whose sheets were kept. They are not handed in: somebody looks at them first.

    Raises
    ------
    SheetRefused : the file is not the sheet it should be, or its answers cannot be taken.
    SheetIsHandedIn, NotYoursToRegister : see their words.
    """
    if not uploads:
        raise SheetFileMissing
    read = _read(opened_, period, uploads[0], unit)
    before = {opened_.project.id: opened_.registrations}
    check_read(read, before).check_usable()
    for sheet in read:
        one = one_sheet(standing, opened_, period, sheet.unit)
        check_may_register(standing, one.part)
        if one.is_handed_in:
            raise SheetIsHandedIn(unit=str(one.part))
        enrolled = None if one.registration is None else one.registration.enrolled
        written = Written(
            sheet.answers, one.revision, enrolled=enrolled, source=Entry.Source.WORKBOOK
        )
        keep_sheet(standing, one, written)
    details = {"sheets": len(read), "period": period}
    write(standing, "sheet.brought_in", kind="project", key=opened_.row.key, details=details)
    return [sheet.unit for sheet in read]


def _read(
    opened_: Opened, period: int, upload: SealedUpload, unit: str | None
) -> tuple[ReadSheet, ...]:
    """What stands in a file that came; it is open only while it is read."""
    if upload.sealed.size_bytes > LARGEST_MB * _MEGABYTE:
        raise SheetFileTooLarge(limit=LARGEST_MB)
    name = Path(upload.name or "").name or "–"
    with tempfile.TemporaryDirectory(prefix="fordel-sheet-") as folder:
        path = Path(folder) / f"sheet{Path(name).suffix.lower()}"
        with path.open("wb") as out:
            out.writelines(opened(upload.sealed.content, upload.sealed.key_id, settings.FILE_KEYS))
        try:
            return read_sheets(
                path,
                opened_.programme,
                expected=Expected(opened_.project.id, period, unit),
                around=lambda _, known, no: beside(opened_.registrations, known, no),
                file=name,
            )
        except OfAnotherProgramme as refused:
            raise replace(refused, found=_called(opened_, refused.found)) from refused


def _called(opened_: Opened, programme: str) -> str:
    """What the municipality calls a programme that a sheet says it is of."""
    here = Programme.objects.filter(municipality=opened_.row.programme.municipality_id)
    return here.filter(key=programme).values_list("name", flat=True).first() or programme
