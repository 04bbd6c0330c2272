"""A report on paper: an accessible PDF, tagged, with a title and a language."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from fordel.charts.printing.typesetting import Form, NoGlyph, typeset
from fordel.domain.language import Language, Words
from fordel.evaluation.reports.blocks import (
    Bullets,
    Chart,
    Heading,
    Paragraph,
    Plain,
    Questions,
    Report,
    Table,
    cell_text,
)
from fordel.evaluation.reports.refusals import ReportCannotBePrinted

_NARROWEST, _WIDEST = 7, 45
_PAGE = Words(da="side", en="page")


def paper_of(report: Report, form: Form = "pdf") -> bytes:
    """Set a report as a PDF (PDF/UA-1), or its first page as a picture.

    Returns
    -------
    The same bytes for the same report.

    Raises
    ------
    ReportCannotBePrinted : a text holds a character that no font has.
    """
    template = files("fordel.evaluation.reports").joinpath("templates", "report.typ").read_bytes()
    content = {
        "title": report.title,
        "kind": report.kind,
        "about": report.about,
        "language": report.language,
        "foot": report.foot,
        "page": _PAGE.to(report.language),
        "blocks": [_block(block, report.language) for block in report.unfolded],
    }
    try:
        return typeset(template, content, "report", form)
    except NoGlyph as error:
        raise ReportCannotBePrinted(title=report.title, character=error.character) from error


def _block(block: Plain, language: Language) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(text, manner):
            return {"kind": "paragraph", "text": text, "manner": manner}
        case Bullets(items):
            return {"kind": "bullets", "items": items}
        case Questions(questions):
            return {"kind": "questions", "items": questions}
        case Table():
            return _table(block, language)
        case Chart(chart=chart):
            drawn = {"svg": chart.svg(), "alt": chart.description, "notes": block.notes}
            table = _table(block.table, language) if block.table_below else None
            return {"kind": "chart", **drawn, "table": table}


def _table(table: Table, language: Language) -> dict[str, Any]:
    rows = [[cell_text(cell, language) for cell in row] for row in table.rows]
    return {
        "kind": "table",
        "widths": _widths(table.headers, rows),
        "caption": table.caption,
        "headers": table.headers,
        "rows": rows,
        "notes": table.notes,
        "text_columns": table.text_columns,
    }


def _widths(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column is beside the others: by its longest text, within limits."""
    found = []
    for place, header in enumerate(headers):
        longest = max((len(row[place]) for row in rows), default=0)
        word = max(len(part) for part in header.split())
        found.append(max(_NARROWEST, word, min(_WIDEST, longest)))
    return found
