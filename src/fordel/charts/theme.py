"""How charts look: paper white, near-black text, one deep green; amber only for less."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from fordel.charts.result import ChartWithTable, Table
from fordel.domain.language import Language, rounded

Exact = int | Decimal | Fraction

PAPER, INK, QUIET, FAINT, TAIL = "#ffffff", "#1b1f1d", "#59625e", "#dfe4e1", "#b4beb9"
GREEN, PALE_GREEN = "#0b5d3b", "#dcebe3"
AMBER = "#b45309"
WIDTH = 640
ROW_HEIGHT = 24
TICKS = 6
KRONER, PERCENT = ",.0f", ".0%"
NAME_AXIS: dict[str, Any] = {"ticks": False, "domain": False, "labelPadding": 8}

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
_NUMBERS: dict[Language, dict[str, Any]] = {
    "da": {
        "decimal": ",",
        "thousands": ".",
        "grouping": [3],
        "currency": ["", "\u00a0kr."],
        "percent": "\u00a0%",
        "minus": "−",
    },
    "en": {
        "decimal": ".",
        "thousands": ",",
        "grouping": [3],
        "currency": ["", "\u00a0kr."],
        "percent": "%",
        "minus": "−",
    },
}


@dataclass(frozen=True)
class Told:
    """What a chart says beside the picture, in the reader's language."""

    title: str
    subtitle: str
    description: str
    table: Table


def finish(chart: Any, told: Told, language: Language) -> ChartWithTable:
    """Give an Altair chart its words, its locale and the house's look."""
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    title = alt.TitleParams(told.title, subtitle=told.subtitle)
    spec = chart.properties(title=title, description=told.description).to_dict()
    spec["config"] = _config(language)
    return ChartWithTable(spec, told.table, told.title, told.description)


def whole(amount: Exact) -> int:
    """Kroner as drawn: a picture needs no øre."""
    return int(rounded(amount))


def _config(language: Language) -> dict[str, Any]:
    return {
        "background": PAPER,
        "font": _FONT,
        "locale": {"number": _NUMBERS[language]},
        "padding": 12,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": INK,
            "fontSize": 16,
            "fontWeight": 600,
            "subtitleColor": QUIET,
            "subtitleFontSize": 13,
            "offset": 16,
        },
        "axis": {
            "labelColor": INK,
            "titleColor": QUIET,
            "titleFontWeight": "normal",
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titlePadding": 10,
            "gridColor": FAINT,
            "domainColor": QUIET,
            "tickColor": FAINT,
            "labelLimit": 240,
        },
        "text": {"color": INK, "fontSize": 12},
    }
