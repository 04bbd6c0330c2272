"""A report as a workbook: the text on the first sheet, then every table on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fordel.charts.printing.sheets import Sheet
from fordel.charts.printing.workbook import write_sheets
from fordel.domain.language import Words
from fordel.evaluation.reports.blocks import Bullets, Heading, Paragraph, Questions, Report

_TEXT = Words(da="Tekst", en="Text")
_READ = Words(da="Rapporten", en="The report")


def write_book(report: Report, path: Path) -> Path:
    """Write a report as a workbook; figures are numbers, and text is never a formula."""
    return write_sheets(
        (_words(report), *_tables(report)),
        path,
        report.language,
        title=report.title,
        year=report.year,
    )


def _words(report: Report) -> Sheet:
    name = _READ.to(report.language)
    rows = tuple((line,) for line in (report.kind, report.about, *_lines(report)))
    return Sheet(name, report.title, (_TEXT.to(report.language),), rows, is_prose=True)


def _lines(report: Report) -> Iterator[str]:
    for block in report.unfolded:
        match block:
            case Heading(text) | Paragraph(text):
                yield text
            case Bullets(items):
                yield from items
            case Questions(questions):
                yield from (f"{no}. {text}" for no, text in enumerate(questions, start=1))
    if report.foot:
        yield report.foot


def _tables(report: Report) -> Iterator[Sheet]:
    for table in report.tables:
        yield Sheet(
            table.sheet, table.caption, table.headers, table.rows,
            frozen_columns=1, notes=table.notes,
        )  # fmt: skip
