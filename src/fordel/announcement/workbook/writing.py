"""A run as a workbook: its sheets, written the way every workbook is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fordel.allocation.change import Change
from fordel.allocation.runs import Run
from fordel.announcement.workbook.sheets import sheets_of
from fordel.charts.printing.workbook import write_sheets
from fordel.domain.language import Language


def write_workbook(
    run: Run,
    path: Path,
    language: Language,
    *,
    change: Change | None = None,
    measures: tuple[Sequence[str], Sequence[Sequence[str]]] | None = None,
) -> Path:
    """Write a run as a workbook: overview, units, changes, payments, parameters, every step.

    Parameters
    ----------
    measures : headers and rows of the measures, if they are to stand in it.

    Notes
    -----
    Dates of making are fixed, so that the same run gives the same workbook.
    """
    title = f"{run.model.title.to(language)}, {run.year}"
    sheets = sheets_of(run, language, change, measures)
    decimals = 2 if run.model.currency.smallest < 1 else 0
    return write_sheets(sheets, path, language, title=title, year=run.year, decimals=decimals)
