"""A budget letter as a workbook: the same lines as the page, amounts as numbers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from fordel.charts.printing.sheets import Money, Sheet, Shown
from fordel.charts.printing.workbook import write_sheets
from fordel.domain.language import Language


def letter_workbook(content: Mapping[str, Any], year: int, language: Language) -> bytes:
    """The letter's content, as :func:`letter_content` gives it, as a workbook.

    Notes
    -----
    Text is never a formula; the same content gives the same figures.
    """
    columns = content["columns"]
    parts = Sheet(
        name=columns["what"],
        title=content["title"],
        headers=(columns["what"], columns["how"], columns["money"]),
        rows=tuple(
            (part["what"], part["how"], Money(Fraction(part["exact"]))) for part in content["parts"]
        ),
        sums=(2,),
    )
    with tempfile.TemporaryDirectory(prefix="fordel-letter-") as folder:
        path = Path(folder) / "letter.xlsx"
        write_sheets(
            [parts, *_sections(content)], path, language, title=content["title"], year=year
        )
        return path.read_bytes()


def _sections(content: Mapping[str, Any]) -> Iterator[Sheet]:
    for section in content["sections"]:
        rows: list[tuple[Shown, ...]] = [(text, None) for text in section["paragraphs"]]
        rows += [(row["what"], _cell(row)) for row in section["rows"]]
        if section["total"]:
            rows.append((section["total"]["what"], section["total"]["amount"]))
        headers = (section["title"], section["columns"].get("money", ""))
        yield Sheet(section["title"], content["title"], headers, tuple(rows))


def _cell(row: Mapping[str, str]) -> Shown:
    return Money(Fraction(row["exact"])) if "exact" in row else row["amount"]
