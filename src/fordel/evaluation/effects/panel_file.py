"""A panel from a tidy file: a row per unit and period, with its figure and when the unit begins."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from fordel.evaluation.effects.panel import COLOURS, EffectPanel
from fordel.evaluation.effects.refusals import EffectColumnMissing, MonthsDiffer, NotAWholeNumber
from fordel.registers.figures import counts, numbers
from fordel.registers.formats.reading import read_file
from fordel.registers.headers import Resolved, simplified
from fordel.registers.mapping import NO_MAPPING
from fordel.registers.opening import check_personal
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.cells import ValueMissing
from fordel.registers.refusals.report import NOT_USED, Problems, RefusedFiles
from fordel.registers.sheet import Sheet
from fordel.registers.table import Coded, Table

_ALSO = {
    "unit": "enhed",
    "period": "periode",
    "first_treated": "begynder",
    "value": "værdi",
    "children": "børn",
    "green": "grønne",
    "yellow": "gule",
    "red": "røde",
    "left": "gået ud",
    "months": "måneder",
}
"""The columns, each with its header in Danish."""
_NEEDED = ("unit", "period", "first_treated")
_PERCENT = 100
_MISSING = float("nan")


def read_panel(path: Path) -> EffectPanel:
    """Read a panel from a file of any format that registers are read from.

    The columns are ``unit``, ``period`` (whole numbers), ``value`` and ``first_treated`` (the
    period the unit begins in, empty where it never does); an empty value was not collected.
    ``children``, the counts ``green``, ``yellow`` and ``red``, ``left`` and ``months`` (how long
    the period lasts) may stand beside them. With all three colours ``value`` may be left out: it
    is then the green in per cent.

    Raises
    ------
    RefusedFiles : the file cannot be read, holds personal numbers, lacks a column, or is wrong in
        the rows it names.
    """
    problems = Problems(NOT_USED)
    try:
        table = read_file(path)
    except (FileRefused, RefusedFiles) as refused:
        problems.take(refused)
        problems.raise_any()
        raise
    # Nothing of it is repeated in a refusal: who stands in it is not known here.
    sheet = Sheet(table, Resolved(_places(table)), NO_MAPPING, problems, [], private=True)
    check_personal(sheet, set())
    _check_columns(sheet)
    problems.raise_any()
    return _panel(sheet)


def _places(table: Table) -> dict[str, int]:
    own = [simplified(header) for header in table.headers]
    found = {}
    for name, danish in _ALSO.items():
        place = next((own.index(simplified(one)) for one in (name, danish)
                      if simplified(one) in own), None)  # fmt: skip
        if place is not None:
            found[name] = place
    return found


def _check_columns(sheet: Sheet) -> None:
    lacking = [name for name in _NEEDED if name not in sheet]
    if "value" not in sheet and not all(colour in sheet for colour in COLOURS):
        lacking.append("value")
    for name in lacking:
        headers = ", ".join(sheet.table.headers)
        sheet.problems.add(EffectColumnMissing(file=sheet.file, column=name, headers=headers))


def _panel(sheet: Sheet) -> EffectPanel:
    units = sheet.keys("unit", needed=True).rows()
    periods = _whole(sheet, "period", needed=True)
    counted = {name: _whole(sheet, name) for name in ("children", *COLOURS, "left")
               if name in sheet}  # fmt: skip
    starts = _whole(sheet, "first_treated")
    outcome = _outcome(sheet, counted)
    months = _months(sheet, periods)
    sheet.problems.raise_any()
    return EffectPanel(
        unit=[unit for unit in units if unit is not None],
        period=[period for period in periods if period is not None],
        start=starts,
        outcome=outcome,
        children=counted.get("children", [None] * len(units)),
        green=counted.get("green"),
        yellow=counted.get("yellow"),
        red=counted.get("red"),
        left=counted.get("left"),
        months=months,
    )


def _whole(sheet: Sheet, name: str, *, needed: bool = False) -> list[int | None]:
    """A column of whole numbers that are not below zero."""
    coded = counts(sheet, name)
    if needed:
        sheet.refuse_rows(ValueMissing, coded, coded.missing, name)
    broken = coded.where(lambda value: value.denominator != 1)
    sheet.refuse_rows(NotAWholeNumber, coded, broken, name)
    return [None if value is None else int(value) for value in coded.rows()]


def _outcome(sheet: Sheet, counted: dict[str, list[int | None]]) -> list[float]:
    if "value" in sheet:
        coded: Coded[Fraction] = numbers(sheet, "value")
        return [_MISSING if value is None else float(value) for value in coded.rows()]
    rows = zip(*(counted[colour] for colour in COLOURS), strict=True)
    return [_green(row) for row in rows]


def _green(row: Sequence[int | None]) -> float:
    """The green, which stand last, in per cent; missing where a colour is, or where nobody is."""
    known = [count for count in row if count is not None]
    every = sum(known)
    return _PERCENT * known[-1] / every if len(known) == len(row) and every else _MISSING


def _months(sheet: Sheet, periods: Sequence[int | None]) -> dict[int, float] | None:
    """How long each period lasts; None where the file does not say it of every period."""
    if "months" not in sheet:
        return None
    found: dict[int, Fraction] = {}
    for place, (period, months) in enumerate(
        zip(periods, counts(sheet, "months").rows(), strict=True)
    ):
        if period is None or months is None:
            continue
        if found.setdefault(period, months) != months:
            sheet.refuse(MonthsDiffer, place, "months", period=period)
    return {period: float(months) for period, months in found.items()}
