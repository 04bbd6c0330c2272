"""Writing a report's files: a page, a PDF, a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from fordel.evaluation.reports.blocks import Report
from fordel.evaluation.reports.book import write_book
from fordel.evaluation.reports.page import document_of
from fordel.evaluation.reports.paper import paper_of

Form = Literal["html", "pdf", "xlsx"]
FORMS: Final[tuple[Form, ...]] = ("html", "pdf", "xlsx")


def write_report(report: Report, folder: Path, name: str, forms: Sequence[Form]) -> list[Path]:
    """Write a report into a folder that is there, a file for each form.

    Parameters
    ----------
    name : of the files, without their endings.

    Raises
    ------
    ReportCannotBePrinted : a text holds a character that no font of the PDF has.
    """
    written = []
    for form in dict.fromkeys(forms):
        path = folder / f"{name}.{form}"
        if form == "html":
            path.write_text(document_of(report), encoding="utf-8")
        elif form == "pdf":
            path.write_bytes(paper_of(report))
        else:
            write_book(report, path)
        written.append(path)
    return written
