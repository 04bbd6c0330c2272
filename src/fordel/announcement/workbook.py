"""The result workbook: everything an analyst looks up, safe to open.

Counts per criterion stand in it as they are: it is for analysts and auditors. What is published
goes through disclosure control first.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fordel.allocation.change import Change
from fordel.allocation.mixing import Cause
from fordel.allocation.model.steps import Positions
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.announcement.figures import (
    Amount,
    Children,
    Count,
    Share,
    SignedAmount,
    Voice,
)
from fordel.announcement.sheets import Block, Cell, Column, Sheet, WorkbookWriter
from fordel.announcement.telling.changes import shown
from fordel.announcement.telling.subject import Subject
from fordel.announcement.workbook_overview import overview_sheet
from fordel.announcement.workbook_trace import trace_sheets
from fordel.domain.language import Language

MeasureTable = tuple[Sequence[str], Sequence[Sequence[str]]]
"""Headers and rows, as text in the reader's language."""


def write_workbook(
    run: Run,
    path: Path,
    language: Language,
    *,
    change: Change | None = None,
    measures: MeasureTable | None = None,
) -> Path:
    """Write a run as a workbook.

    Parameters
    ----------
    path : where the XLSX file is put; an existing file is replaced.
    change : what happened since last year, for a sheet of its own.
    measures : the measures as a table of texts, for a sheet of its own.

    Returns
    -------
    ``path``. Amounts are numbers, exact to the smallest amount paid out; what somebody has written
    is text, whatever it begins with. The same run gives the same bytes.
    """
    voice = Voice(language, run.allocation.model.currency.currency)
    whole = Subject(run, 0, voice)
    sheets = [overview_sheet(whole), _units(whole)]
    if change is not None:
        sheets.append(_change(whole, change))
    sheets.append(_payments(whole))
    sheets += _positions(whole)
    if measures is not None:
        sheets.append(_measures(whole, measures))
    sheets += trace_sheets(whole)
    title = voice.words("title.run", "workbook", model=run.model.title, year=str(run.year))
    return WorkbookWriter(path, voice, _say(whole, "row.sum")).write(sheets, title, run.year)


def _say(subject: Subject, key: str) -> str:
    return subject.voice.words(key, "workbook")


def _column(subject: Subject, name: str, cells: Sequence[Cell], *, summed: bool = False) -> Column:
    return Column(_say(subject, f"column.{name}"), cells, summed)


def _sheet(subject: Subject, name: str, blocks: Sequence[Block], fixed: int = 2) -> Sheet:
    return Sheet(_say(subject, f"sheet.{name}"), blocks, fixed)


def _units(subject: Subject) -> Sheet:
    """A row per unit: children, load, a column per step, total, last year."""
    allocation = subject.allocation
    each: list[Cell] = [
        Amount(subject.voice.rounded(t / w)) if w else None
        for t, w in zip(allocation.totals, allocation.weighted, strict=True)
    ]
    columns = [
        _column(subject, "unit", list(allocation.ids)),
        _column(subject, "name", [unit.name for unit in allocation.units]),
        _column(subject, "budget_unit", [unit.pays_to for unit in allocation.units]),
        _column(
            subject, "children", [Children(n) for n in allocation.enrolled.totals], summed=True
        ),
        _column(subject, "weighted_children", [Count(n) for n in allocation.weighted], summed=True),
    ]
    if allocation.load is not None and allocation.load_share is not None:
        columns.append(_column(subject, "load", [Count(n) for n in allocation.load], summed=True))
        shares = [Share(n) for n in allocation.load_share]
        columns.append(_column(subject, "load_share", shares, summed=True))
    columns += [
        Column(subject.step_name(step.id), [Amount(a) for a in step.amounts or ()], summed=True)
        for step in allocation.money_steps
    ]
    columns.append(_column(subject, "total", [Amount(a) for a in allocation.totals], summed=True))
    columns.append(_column(subject, "per_weighted_child", each))
    columns += _last_year(subject)
    return _sheet(subject, "units", [Block(_say(subject, "title.units"), columns)])


def _last_year(subject: Subject) -> list[Column]:
    """Last year and the difference; empty for units that had none."""
    allocation = subject.allocation
    if allocation.last_year is None:
        return []
    last: list[Cell] = [
        None if last is None else Amount(last.amount) for last in allocation.last_year
    ]
    differences: list[Cell] = [
        None if last is None else SignedAmount(total - last.amount)
        for total, last in zip(allocation.totals, allocation.last_year, strict=True)
    ]
    return [
        _column(subject, "last_year", last, summed=True),
        _column(subject, "difference", differences, summed=True),
    ]


def _change(subject: Subject, change: Change) -> Sheet:
    """A row per unit: last year, a column per cause, this year; every row sums as printed."""
    voice = subject.voice
    displays = [shown(unit, voice) for unit in change.units]
    parts = [dict(display.parts) for display in displays]
    columns = [
        _column(subject, "unit", [unit.unit for unit in change.units]),
        _column(subject, "name", [subject.name_of(unit.unit) for unit in change.units]),
        _column(subject, "came_from", ["+".join(unit.came_from) for unit in change.units]),
        _column(subject, "last_year", [Amount(d.before) for d in displays], summed=True),
        *(
            Column(
                _say(subject, f"cause.{cause.value}"),
                [SignedAmount(row.get(cause, ZERO)) for row in parts],
                summed=True,
            )
            for cause in Cause
        ),
        _column(subject, "difference", [SignedAmount(d.difference) for d in displays], summed=True),
        _column(subject, "this_year", [Amount(d.after) for d in displays], summed=True),
    ]
    blocks = [Block(_say(subject, "title.change"), columns)]
    if change.gone:
        gone = [
            _column(subject, "unit", [unit for unit, _ in change.gone]),
            _column(subject, "name", [subject.name_of(unit) for unit, _ in change.gone]),
            _column(subject, "last_year", [Amount(a) for _, a in change.gone], summed=True),
        ]
        blocks.append(Block(_say(subject, "title.gone"), gone))
    return _sheet(subject, "change", blocks)


def _payments(subject: Subject) -> Sheet:
    """A row per budget unit: whose money it holds, and how much."""
    allocation = subject.allocation
    behind: dict[str, list[str]] = {holder: [] for holder in allocation.payments}
    for unit in allocation.units:
        behind[unit.pays_to].append(unit.name or unit.id)
    columns = [
        _column(subject, "budget_unit", list(behind)),
        _column(subject, "units", [", ".join(names) for names in behind.values()]),
        _column(subject, "amount", [Amount(a) for a in allocation.payments.values()], summed=True),
    ]
    return _sheet(subject, "payments", [Block(_say(subject, "title.payments"), columns)], 1)


def _positions(subject: Subject) -> list[Sheet]:
    """A row per unit and a block per way the model turns money into positions."""
    allocation = subject.allocation
    ids = {step.id for step in allocation.model.steps if isinstance(step, Positions)}
    blocks = [
        Block(
            _say(subject, "title.positions"),
            [
                _column(subject, "unit", list(allocation.ids)),
                _column(subject, "name", [unit.name for unit in allocation.units]),
                _column(
                    subject,
                    "money",
                    [Amount(v or ZERO) for v in result.columns["money"]],
                    summed=True,
                ),
                *(
                    _column(
                        subject,
                        name,
                        [Count(v or ZERO, 2) for v in result.columns[name]],
                        summed=True,
                    )
                    for name in ("positions", "pedagogues", "assistants")
                ),
            ],
        )
        for result in allocation.steps
        if result.id in ids
    ]
    return [_sheet(subject, "positions", blocks)] if blocks else []


def _measures(subject: Subject, measures: MeasureTable) -> Sheet:
    headers, rows = measures
    columns = [Column(header, [row[i] for row in rows]) for i, header in enumerate(headers)]
    return _sheet(subject, "measures", [Block(_say(subject, "title.measures"), columns)], 1)
