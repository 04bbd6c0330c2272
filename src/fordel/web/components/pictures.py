"""Charts as they stand on a page: drawn once on the server, with their table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fordel.charts.result import ChartWithTable

_INNER_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
"""The picture is one image with one sentence; its marks are not read out one by one."""


_DRAWN = re.compile(r"<svg .*?</svg>", re.DOTALL)


@dataclass(frozen=True)
class Picture:
    """A chart and its drawing. Drawing takes a third of a second: keep pictures that stay."""

    chart: ChartWithTable
    svg: str


def picture_of(chart: ChartWithTable) -> Picture:
    """Draw a chart."""
    opening, marks = chart.svg().split(">", 1)
    return Picture(chart, f"{opening}>{_INNER_ROLES.sub('', marks)}")


def with_quiet_pictures(html: str) -> str:
    """A page with drawings in it, each of them one image to whoever has it read out."""

    def quiet(drawn: re.Match[str]) -> str:
        opening, marks = drawn.group().split(">", 1)
        return f"{opening}>{_INNER_ROLES.sub('', marks)}"

    return _DRAWN.sub(quiet, html)
