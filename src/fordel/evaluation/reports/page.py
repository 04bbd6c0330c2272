"""A report as a fragment of HTML: headings in order, tables with captions, nothing but text in it.

The fragment has no style and no script, so that it can stand under a strict policy of content.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from fordel.domain.language import Language
from fordel.evaluation.reports.blocks import (
    Block,
    Bullets,
    Chart,
    Heading,
    Paragraph,
    Questions,
    Report,
    Table,
    cell_text,
)

DEEPEST = 6


def page_of(report: Report, *, top: int = 1) -> str:
    """Write a report as HTML.

    Parameters
    ----------
    top : the level of the report's own heading; those below follow on.

    Returns
    -------
    An ``article`` with the report's language. Every text is escaped.
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
        case Table():
            yield from _table(block, language)
        case Chart(chart=chart):
            yield f"<figure>{chart.svg()}"
            yield f"<figcaption>{escape(chart.description)}</figcaption></figure>"
            if block.table_below:
                yield from _table(block.table, language)
            else:
                yield from _notes(block.notes)


def _listed(name: str, items: tuple[str, ...]) -> Iterator[str]:
    yield f"<{name}>"
    yield from (f"<li>{escape(item)}</li>" for item in items)
    yield f"</{name}>"


def _table(table: Table, language: Language) -> Iterator[str]:
    yield f"<table>\n<caption>{escape(table.caption)}</caption>"
    heads = "".join(f'<th scope="col">{escape(header)}</th>' for header in table.headers)
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in table.rows:
        first, *rest = (escape(cell_text(cell, language)) for cell in row)
        cells = "".join(
            f"<td>{text}</td>" if place < table.text_columns else f'<td class="number">{text}</td>'
            for place, text in enumerate(rest, start=1)
        )
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody>\n</table>"
    yield from _notes(table.notes)


def _notes(notes: tuple[str, ...]) -> Iterator[str]:
    yield from (f'<p class="note">{escape(note)}</p>' for note in notes)
