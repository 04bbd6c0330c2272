"""A report as a fragment of HTML: headings in order, tables with captions, nothing but text in it.

The fragment has no style and no script, so that it can stand under a strict policy of content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from fordel.domain.language import Language
from fordel.evaluation.reports.blocks import (
    Block,
    Bullets,
    Chart,
    Folded,
    Heading,
    Paragraph,
    Questions,
    Report,
    Table,
    cell_text,
)

DEEPEST = 6
_NUMBER = ' class="number"'
_DAY = re.compile(r"\b(?:\d\d-\d\d-\d{4}|\d{4}-\d\d-\d\d)\b")


def page_of(report: Report, *, top: int = 1) -> str:
    """Write a report as HTML.

    Parameters
    ----------
    top : the level of the report's own heading; those below follow on.

    Returns
    -------
    An ``article`` with the report's language. Every text is escaped. Tables (``table-scroll``) and
    pictures (``chart-picture``) stand in frames of their own, which a page may let scroll.
    """
    lines = [
        f'<article class="report" lang="{report.language}">',
        f'<p class="report-kind">{escape(report.kind)}</p>',
        f"<h{top}>{escape(report.title)}</h{top}>",
        f'<p class="report-about">{escape(report.about)}</p>',
    ]
    for block in report.blocks:
        lines += _block(block, top, report.language)
    if report.foot:
        lines.append(f'<p class="report-foot">{escape(report.foot)}</p>')
    return "\n".join([*lines, "</article>"]) + "\n"


def document_of(report: Report) -> str:
    """The fragment as a whole page, to be opened from a folder."""
    return (
        f'<!doctype html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n</head>\n<body>\n<main>\n"
        f"{page_of(report)}</main>\n</body>\n</html>\n"
    )


def _block(block: Block, top: int, language: Language) -> Iterator[str]:
    match block:
        case Heading(text, level):
            name = f"h{min(DEEPEST, level + top - 1)}"
            yield f"<{name}>{escape(text)}</{name}>"
        case Paragraph(text, manner):
            name = "" if manner == "plain" else f' class="{manner}"'
            yield f"<p{name}>{escape(text)}</p>"
        case Bullets(items):
            yield from _listed("ul", items)
        case Questions(questions):
            yield from _listed("ol", questions)
        case Folded():
            yield from _folded(block, top, language)
        case Table():
            yield from _table(block, language)
        case Chart(chart=chart):
            yield f'<figure><div class="chart-picture" {_scrolls(chart.title)}>{chart.svg()}</div>'
            yield f"<figcaption>{escape(chart.description)}</figcaption></figure>"
            if block.table_below:
                yield from _table(block.table, language)
            else:
                yield from _notes(block.notes)


def _folded(folded: Folded, top: int, language: Language) -> Iterator[str]:
    yield f'<details class="report-fold"><summary>{escape(folded.summary)}</summary>'
    for block in folded.blocks:
        yield from _block(block, top, language)
    yield "</details>"


def _listed(name: str, items: tuple[str, ...]) -> Iterator[str]:
    yield f"<{name}>"
    yield from (f"<li>{escape(item)}</li>" for item in items)
    yield f"</{name}>"


def _table(table: Table, language: Language) -> Iterator[str]:
    yield f'<div class="table-scroll" {_scrolls(table.caption)}>'
    yield f"<table>\n<caption>{escape(table.caption)}</caption>"
    heads = "".join(
        f'<th scope="col"{"" if place < table.text_columns else _NUMBER}>{escape(header)}</th>'
        for place, header in enumerate(table.headers)
    )
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in table.rows:
        first, *rest = (_cell(cell_text(cell, language)) for cell in row)
        cells = "".join(
            f"<td>{text}</td>" if place < table.text_columns else f"<td{_NUMBER}>{text}</td>"
            for place, text in enumerate(rest, start=1)
        )
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody>\n</table></div>"
    yield from _notes(table.notes)


def _cell(text: str) -> str:
    """A day is not broken at its dashes where the column is narrow."""
    return _DAY.sub(lambda day: f'<span class="when">{day.group()}</span>', escape(text))


def _scrolls(name: str) -> str:
    """What is wider than a narrow screen can be moved by keyboard, and says what it is."""
    return f'tabindex="0" role="group" aria-label="{escape(name)}"'


def _notes(notes: tuple[str, ...]) -> Iterator[str]:
    yield from (f'<p class="note">{escape(note)}</p>' for note in notes)
