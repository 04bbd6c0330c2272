"""What a report is made of: frozen blocks, the same for a page, for paper and for a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from fordel.charts.printing.sheets import Money, Share, Shown
from fordel.charts.result import ChartWithTable
from fordel.domain.language import Language, day, number, percent

Level = Literal[2, 3, 4]


@dataclass(frozen=True)
class Heading:
    """A heading; level 2 is the first below the report's own."""

    text: str
    level: Level = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text. ``lead`` is the sentence that says it all; ``quiet`` is small print."""

    text: str
    manner: Literal["plain", "lead", "quiet"] = "plain"


@dataclass(frozen=True)
class Bullets:
    """Things of one kind, one under the other."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Questions:
    """Questions to talk about, numbered; room for answers is left on paper."""

    questions: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table whose every cell says something: a figure, or in words why there is none.

    Parameters
    ----------
    caption : what the table shows.
    sheet : its name in the workbook.
    headers : shape (columns,).
    rows : shape (rows, columns); the first ``text_columns`` are text, the first names the row.
    notes : what the figures rest on (how many answered, sources).
    """

    caption: str
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    notes: tuple[str, ...]
    text_columns: int = 1

    def __post_init__(self) -> None:
        if not self.notes:
            raise ValueError("a table says what its figures rest on")
        for row in self.rows:
            if len(row) != len(self.headers):
                raise ValueError("a row has a cell for every header")
            if any(_is_empty(cell) for cell in row):
                raise ValueError("a cell says what it is, or why there is nothing")


@dataclass(frozen=True)
class Chart:
    """A chart, and the same as a table, whose first ``text_columns`` are text.

    The table stands right below, or further down in the report where ``table_below`` is False.
    """

    chart: ChartWithTable
    sheet: str
    notes: tuple[str, ...]
    text_columns: int = 1
    table_below: bool = True

    @property
    def table(self) -> Table:
        headers, rows = self.chart.table
        return Table(self.chart.title, self.sheet, headers, rows, self.notes, self.text_columns)


@dataclass(frozen=True)
class Folded:
    """What a page shows when it is asked to, under ``summary``; on paper it stands as it is."""

    summary: str
    blocks: tuple[Plain, ...]


Plain = Heading | Paragraph | Bullets | Questions | Table | Chart
Block = Plain | Folded


@dataclass(frozen=True)
class Report:
    """A report: what it is called, and its blocks in order.

    ``kind`` is what sort of report it is, ``about`` whom and when it is about, ``year`` what the
    workbook is dated by, ``foot`` what stands at the bottom of each page.
    """

    title: str
    kind: str
    about: str
    language: Language
    year: int
    blocks: tuple[Block, ...]
    foot: str = ""
    tables: tuple[Table, ...] = field(init=False)

    @property
    def unfolded(self) -> tuple[Plain, ...]:
        """Every block in order, as paper has them."""
        return tuple(
            inner
            for block in self.blocks
            for inner in (block.blocks if isinstance(block, Folded) else (block,))
        )

    def __post_init__(self) -> None:
        found = [
            block.table if isinstance(block, Chart) else block
            for block in self.unfolded
            if isinstance(block, Table) or (isinstance(block, Chart) and block.table_below)
        ]
        object.__setattr__(self, "tables", tuple(found))


def with_notice(report: Report, text: str) -> Report:
    """A report with something that must be read before anything else, at its top and its foot."""
    foot = f"{text} {report.foot}".strip()
    return replace(report, blocks=(Paragraph(text), *report.blocks), foot=foot)


def cell_text(cell: Shown, language: Language) -> str:
    """A cell as its reader writes it; decimals are those a figure was given with.

    Exact fractions that are not whole get one decimal.
    """
    match cell:
        case Money(amount):
            text = f"{number(_known(amount), language)} kr."
        case Share(share):
            text = percent(_known(share), language, 0)
        case date():
            text = day(cell, language)
        case Decimal():
            text = number(cell, language, max(0, -int(cell.as_tuple().exponent)))
        case Fraction():
            text = number(cell, language, 0 if cell.denominator == 1 else 1)
        case int():
            text = number(cell, language)
        case _:
            text = str(cell)
    return text


def _known(amount: Fraction | None) -> Fraction:
    assert amount is not None  # no table has such a cell
    return amount


def _is_empty(cell: Shown) -> bool:
    inner = cell.amount if isinstance(cell, Money) else cell
    inner = inner.share if isinstance(inner, Share) else inner
    return inner is None or (isinstance(inner, str) and not inner.strip())
