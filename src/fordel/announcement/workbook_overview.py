"""The first sheet: the run, the money, what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fordel.allocation.model.steps import SetAside
from fordel.allocation.resolving import UsedParameter
from fordel.allocation.situation import ZERO
from fordel.announcement.figures import Amount, Children, Count, Value
from fordel.announcement.sheets import Block, Cell, Column, Sheet
from fordel.announcement.telling.closing import measured_in, tables_used
from fordel.announcement.telling.frame import fact
from fordel.announcement.telling.subject import Subject
from fordel.domain.language import day

Row = tuple[str, Cell]


def overview_sheet(subject: Subject) -> Sheet:
    """What one must know before one looks at a figure."""
    blocks = [
        _rows(subject, _title(subject), _run(subject)),
        _rows(subject, _say(subject, "title.money"), _money(subject)),
        _parameters(subject),
        _notes(subject),
        _left_out(subject),
        _files(subject),
    ]
    filled = [block for block in blocks if block.rows]
    return Sheet(_say(subject, "sheet.overview"), filled, filtered=False)


def _say(subject: Subject, key: str, /, **values: Value) -> str:
    return subject.voice.words(key, "workbook", **values)


def _title(subject: Subject) -> str:
    model, year = subject.allocation.model.title, str(subject.run.year)
    return _say(subject, "title.run", model=model, year=year)


def _columns(subject: Subject, *columns: tuple[str, Sequence[Cell]]) -> list[Column]:
    return [Column(_say(subject, f"column.{name}"), cells) for name, cells in columns]


def _rows(subject: Subject, title: str, rows: Sequence[Row]) -> Block:
    names, values = [name for name, _ in rows], [value for _, value in rows]
    return Block(title, _columns(subject, ("what", names), ("value", values)))


def _run(subject: Subject) -> list[Row]:
    allocation, model = subject.allocation, subject.allocation.model
    rows: list[Row] = [
        (_say(subject, "row.model"), model.title.to(subject.voice.language)),
        (_say(subject, "row.version"), str(model.version)),
        (_say(subject, "row.year"), str(subject.run.year)),
    ]
    if model.children.count_on is not None:
        counted_on = day(model.children.count_on.on(subject.run.year), subject.voice.language)
        rows.append((_say(subject, "row.counted_on"), counted_on))
    rows += [
        (_say(subject, "row.figures"), _say(subject, f"row.{model.children.figures}")),
        (_say(subject, "row.units"), Count(Fraction(len(allocation.units)))),
        (_say(subject, "row.children"), Children(sum(allocation.enrolled.totals, ZERO))),
        (_say(subject, "row.weighted"), Count(sum(allocation.weighted, ZERO))),
    ]
    return [*rows, *((_say(subject, "row.source"), source) for source in model.sources)]


def _money(subject: Subject) -> list[Row]:
    allocation = subject.allocation
    rows: list[Row] = []
    if allocation.frame is not None:
        rows.append((_say(subject, "row.frame"), Amount(allocation.frame)))
    for step in allocation.model.steps:
        if isinstance(step, SetAside):
            result = allocation.step(step.id)
            rows += [
                (_say(subject, "row.set_aside", item=item.label), Amount(fact(result, item.id)))
                for item in step.items
            ]
    if allocation.frame is not None:
        decentral = Amount(allocation.frame - allocation.set_aside)
        rows.append((_say(subject, "row.decentral"), decentral))
    rows += [
        (subject.step_name(result.id), Amount(sum(result.amounts or (), ZERO)))
        for result in allocation.money_steps
    ]
    rows.append((_say(subject, "row.total"), Amount(sum(allocation.totals, ZERO))))
    if allocation.unspent is not None:
        rows.append((_say(subject, "row.unspent"), Amount(allocation.unspent)))
    return rows


def _parameters(subject: Subject) -> Block:
    """Every figure that was looked up, with its unit, first day and source."""
    resolved, language = subject.allocation.resolved, subject.voice.language
    used = list(dict.fromkeys(p for group in resolved.used.values() for p in group))
    tables = [(name, *resolved.table(name)[1:]) for name in tables_used(subject)]
    labels = [_label(parameter, subject) for parameter in used]
    labels += [resolved.model.tables[name].label.to(language) for name, _, _ in tables]
    values: list[Cell] = [Count(Fraction(parameter.value)) for parameter in used]
    units = [measured_in(parameter.unit, subject) for parameter in used]
    units += [measured_in(resolved.model.tables[name].unit, subject) for name, _, _ in tables]
    days = [parameter.valid_from for parameter in used] + [begun for _, _, begun in tables]
    sources = [parameter.source for parameter in used] + [source for _, source, _ in tables]
    return Block(
        _say(subject, "title.parameters"),
        _columns(
            subject,
            ("parameter", labels),
            ("value", [*values, *(None for _ in tables)]),
            ("measured_in", units),
            ("valid_from", [day(begun, language) for begun in days]),
            ("source", sources),
        ),
    )


def _label(parameter: UsedParameter, subject: Subject) -> str:
    model = subject.allocation.model
    return model.parameters[parameter.name].label.to(subject.voice.language)


def _notes(subject: Subject) -> Block:
    notes = subject.allocation.notes
    return Block(
        _say(subject, "title.notes"),
        _columns(
            subject,
            ("step", [subject.step_name(note.step) for note in notes]),
            ("note", [note.words.to(subject.voice.language) for note in notes]),
        ),
    )


def _left_out(subject: Subject) -> Block:
    left = subject.allocation.left_out
    return Block(
        _say(subject, "title.left_out"),
        _columns(
            subject,
            ("unit", [out.unit for out in left]),
            ("name", [subject.name_of(out.unit) for out in left]),
            ("reason", [_say(subject, f"left_out.{out.reason}") for out in left]),
        ),
    )


def _files(subject: Subject) -> Block:
    files = subject.run.inputs.register.sources
    return Block(
        _say(subject, "title.files"),
        _columns(
            subject,
            ("file", [file.name for file in files]),
            ("rows", [Count(Fraction(file.rows)) for file in files]),
            ("sha256", [file.sha256 for file in files]),
        ),
    )
