"""The files of a stability test: the intervals as a chart and a table."""

from __future__ import annotations

from pathlib import Path

from fordel.allocation.results import csv_text
from fordel.budget_year.charting import MOST_BARS
from fordel.budget_year.writing import whole_folder
from fordel.domain.language import Language
from fordel.stability.assessing import Stability
from fordel.stability.tables import intervals_chart

CHARTS, INTERVALS = "charts", "intervals"


def charts_of_run(run: Path) -> Path | None:
    """The folder where a run's charts lie; None for a bundle by itself."""
    return run / CHARTS if run.is_dir() else None


def write_intervals(found: Stability, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the intervals as a table and, where the units fit in one, as a chart.

    Returns
    -------
    The files written; none where there are no intervals.

    Raises
    ------
    CannotWrite : the folder cannot be written to; nothing in it has changed.
    """
    intervals = found.intervals
    if intervals is None or not any(one.weighted_children for one in intervals.units):
        return ()
    chart = intervals_chart(found, language)
    texts = {f"{INTERVALS}.csv": csv_text(*chart.table)}
    if len(intervals.units) <= MOST_BARS:
        texts[f"{INTERVALS}.svg"] = chart.svg()
    with whole_folder(folder) as making:
        for name, text in texts.items():
            (making / name).write_text(text, encoding="utf-8", newline="")
    return tuple(folder / name for name in texts)
