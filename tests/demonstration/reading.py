"""A plain reader of the written files, independent of what wrote them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

ENCODINGS = {
    "units": "cp1252",
    "children": "utf-8-sig",
    "criteria": "utf-8",
    "districts": "cp1252",
    "scores": "utf-8",
    "grants": "utf-8-sig",
    "applications": "cp1252",
}
YEARS = (2025, 2026, 2027)


def rows(folder: Path, year: int, stem: str) -> list[dict[str, str]]:
    path = folder / str(year) / f"{stem}.csv"
    with path.open(encoding=ENCODINGS[stem], newline="") as file:
        return list(csv.DictReader(file, delimiter=";", strict=True))


def day(text: str) -> date | None:
    return date(*(int(part) for part in reversed(text.split("-")))) if text else None


def whole(text: str) -> int:
    return int(text.replace(" ", ""))


def counted(folder: Path, year: int) -> list[dict[str, str]]:
    """The enrolments that hold on the day of the count."""
    on = date(year - 1, 9, 5)
    return [
        row
        for row in rows(folder, year, "children")
        if day(row["indmeldt"]) <= on and (not row["udmeldt"] or on < day(row["udmeldt"]))
    ]


def age(row: dict[str, str], year: int) -> int:
    born, on = day(row["fødselsdato"]), date(year - 1, 9, 5)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
