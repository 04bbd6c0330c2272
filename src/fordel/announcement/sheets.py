"""Tables of figures, and how they are put on the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from fordel.announcement.figures import Amount, Count, Figure, Share, SignedAmount, Voice
from fordel.domain.language import rounded

Cell = Figure | str | None
"""A figure, a text, or nothing: what is missing stands as an empty cell, never as zero."""

_LONGEST_TEXT = 32_767
_NARROWEST, _WIDEST = 9, 48
_DECIMALS = 6
"""How many decimals a figure gets that no decimal writes exactly; the trace file has it whole."""


@dataclass(frozen=True)
class Column:
    """A header and a cell per row; ``summed`` columns have their sum below."""

    header: str
    cells: Sequence[Cell]
    summed: bool = False


@dataclass(frozen=True)
class Block:
    """A heading and the table under it."""

    title: str
    columns: Sequence[Column]

    @property
    def rows(self) -> int:
        return max((len(column.cells) for column in self.columns), default=0)


@dataclass(frozen=True)
class Sheet:
    """A name and blocks from the top down; the first is the one to scroll, sort and filter."""

    name: str
    blocks: Sequence[Block]
    fixed_columns: int = 0
    filtered: bool = True


@dataclass
class WorkbookWriter:
    """Puts sheets into an XLSX file; texts are always texts, never formulas or links."""

    path: Path
    voice: Voice
    sum_label: str
    _formats: dict[str, Any] = field(default_factory=dict)

    def write(self, sheets: Sequence[Sheet], title: str, year: int) -> Path:
        """Write the file; the same sheets give the same bytes."""
        import xlsxwriter  # noqa: PLC0415 - only who writes workbooks pays for it

        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(str(self.path), options) as book:
            # A moment of its own would make every file different.
            moment = datetime(year, 1, 1)  # noqa: DTZ001 - a file property has no time zone
            book.set_properties({"title": title, "created": moment})
            self._formats = self._made_formats(book)
            for sheet in sheets:
                self._write_sheet(book.add_worksheet(sheet.name), sheet)
        return self.path

    def _made_formats(self, book: Any) -> dict[str, Any]:
        money = "#,##0" + ("." + "0" * self.voice.decimals if self.voice.decimals else "")
        shapes = {
            "whole": "#,##0",
            "decimal": "#,##0.00####",
            "short": "#,##0.00",
            "share": "0.00%",
            "money": money,
            "money_exact": "#,##0.00####",
        }
        made = {name: book.add_format({"num_format": shape}) for name, shape in shapes.items()}
        line = {"top": 1, "bold": True}
        made |= {
            f"{name}_sum": book.add_format({"num_format": shape, **line})
            for name, shape in shapes.items()
        }
        made["text"] = book.add_format({"num_format": "@"})
        made["text_sum"] = book.add_format(line)
        made["title"] = book.add_format({"bold": True, "font_size": 14, "font_color": "#1F5F4A"})
        head = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
        made["head"] = book.add_format({**head, "bg_color": "#E8F0EC"})
        made["head_right"] = book.add_format({**head, "bg_color": "#E8F0EC", "align": "right"})
        return made

    def _write_sheet(self, page: Any, sheet: Sheet) -> None:
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&R&P / &N")
        row = 0
        for block in sheet.blocks:
            header = self._write_block(page, block, row)
            last = header + block.rows
            if sheet.filtered and block is sheet.blocks[0] and block.rows:
                page.freeze_panes(header + 1, sheet.fixed_columns)
                page.repeat_rows(header)
                page.autofilter(header, 0, last, len(block.columns) - 1)
            row = last + 4
        self._set_widths(page, sheet)

    def _write_block(self, page: Any, block: Block, row: int) -> int:
        """Write a block; answers where its header stands."""
        page.write_string(row, 0, block.title, self._formats["title"])
        header = row + 1
        for place, column in enumerate(block.columns):
            right = any(isinstance(cell, Figure) for cell in column.cells)
            style = self._formats["head_right" if right else "head"]
            page.write_string(header, place, column.header, style)
            for offset, cell in enumerate(column.cells, start=1):
                self._write_cell(page, header + offset, place, cell)
        if any(column.summed for column in block.columns):
            self._write_sums(page, block, header)
        return header

    def _write_cell(self, page: Any, row: int, place: int, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, str):
            page.write_string(row, place, cell[:_LONGEST_TEXT], self._formats["text"])
        else:
            page.write_number(row, place, as_number(cell.exact), self._formats[self._shape(cell)])

    def _shape(self, cell: Figure) -> str:
        if isinstance(cell, Share):
            return "share"
        if isinstance(cell, Amount | SignedAmount):
            payable = (cell.exact / self.voice.display_step).denominator == 1
            return "money" if payable else "money_exact"
        if isinstance(cell, Count) and cell.decimals is not None:
            return "short"
        return "whole" if cell.exact.denominator == 1 else "decimal"

    def _write_sums(self, page: Any, block: Block, header: int) -> None:
        """A row of live sums, with their values beside them for who does not calculate."""
        from xlsxwriter.utility import xl_range  # noqa: PLC0415 - as above

        row = header + block.rows + 1
        for place, column in enumerate(block.columns):
            if not column.summed:
                text = self.sum_label if place == 0 else ""
                page.write_string(row, place, text, self._formats["text_sum"])
                continue
            figures = [cell for cell in column.cells if isinstance(cell, Figure)]
            whole = sum((cell.exact for cell in figures), Fraction(0))
            money = any(isinstance(cell, Amount | SignedAmount) for cell in figures)
            shape = self._shape(Amount(whole)) if money else _plain_shape(figures, whole)
            reach = xl_range(header + 1, place, header + block.rows, place)
            page.write_formula(
                row, place, f"=SUM({reach})", self._formats[f"{shape}_sum"], as_number(whole)
            )

    def _set_widths(self, page: Any, sheet: Sheet) -> None:
        widths: dict[int, int] = {}
        for block in sheet.blocks:
            for place, column in enumerate(block.columns):
                longest = max((len(self._shown(cell)) for cell in column.cells), default=0)
                words = max((len(word) for word in column.header.split()), default=0)
                widths[place] = max(widths.get(place, _NARROWEST), longest + 2, words + 3)
        for place, width in widths.items():
            page.set_column(place, place, min(width, _WIDEST))

    def _shown(self, cell: Cell) -> str:
        if cell is None or isinstance(cell, str):
            return cell or ""
        return (
            self.voice.figure(cell.exact) if isinstance(cell, Amount) else cell.written(self.voice)
        )


def _plain_shape(figures: Sequence[Figure], whole: Fraction) -> str:
    if any(isinstance(figure, Share) for figure in figures):
        return "share"
    if any(isinstance(figure, Count) and figure.decimals is not None for figure in figures):
        return "short"
    return "whole" if whole.denominator == 1 else "decimal"


def as_number(exact: Fraction) -> int | Decimal:
    """A figure for a cell: whole numbers and short decimals exactly, others to six decimals."""
    if exact.denominator == 1:
        return exact.numerator
    return rounded(exact, _DECIMALS).normalize()
