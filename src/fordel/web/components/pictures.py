"""Charts as they stand on a page: drawn once on the server, with their table."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.charts.result import ChartWithTable


@dataclass(frozen=True)
class Picture:
    """A chart and its drawing. Drawing takes a third of a second: keep pictures that stay."""

    chart: ChartWithTable
    svg: str


def picture_of(chart: ChartWithTable) -> Picture:
    """Draw a chart."""
    return Picture(chart, chart.svg())
