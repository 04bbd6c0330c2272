"""Small panels in words: a child's course is a mark per period."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from fordel.evaluation.panels.rows import Panel, Sighting
from fordel.evaluation.panels.states import COLOURS

HEADERS = ("child", "unit", "period", "state", "group")
MARKS = {"g": "green", "y": "yellow", "r": "red", "?": ""}
PLACES = {"g": 0, "y": 1, "r": 2, "?": None}
Row = tuple[object, ...]


def rows_of(courses: Mapping[str, Iterable[str]]) -> list[Row]:
    """Rows of a file from unit → courses: g, y, r, - away, ? not assessed; capitals have left."""
    return [
        (f"{unit}-{number:02}", unit, period, MARKS[mark.lower()],
         "left" if mark.isupper() else "included")
        for unit, own in courses.items()
        for number, course in enumerate(own)
        for period, mark in enumerate(course, start=1)
        if mark != "-"
    ]  # fmt: skip


def panel_of(courses: Mapping[str, Iterable[str]]) -> Panel:
    """The same as sightings."""
    names = {name: at for at, name in enumerate(dict.fromkeys(row[0] for row in rows_of(courses)))}
    marks = {word: mark for mark, word in MARKS.items()}
    return Panel(
        tuple(
            Sighting(names[child], str(unit), int(str(period)), PLACES[marks[str(state)]],
                     is_leaving=group == "left")
            for child, unit, period, state, group in rows_of(courses)
        ),
        COLOURS,
    )  # fmt: skip


def write_panel(path: Path, rows: Iterable[Row], headers: Row = HEADERS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, delimiter=";")
        table.writerow(headers)
        table.writerows(rows)
    return path
