"""A sheet per step: what held for all, and what it went by, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fordel.allocation.model.steps import SetAside, Step
from fordel.allocation.situation import StepResult
from fordel.announcement.figures import Amount, Count, Share, SignedAmount, Value
from fordel.announcement.sheets import Block, Cell, Column, Sheet
from fordel.announcement.telling.subject import Subject
from fordel.announcement.texts import templates

_LONGEST_NAME = 31
_MONEY = frozenset(
    {"cap", "floor", "before_limits", "base", "rate", "before", "reference", "least", "most"}
    | {"money", "frame", "previous_frame", "set_aside", "pool", "kroner_per_load", "left_over"}
    | {"pay", "amount", "cost", "not_paid", "mean_pay"}
)
_SHARES = frozenset({"share", "key", "district_share", "pedagogue_share", "mean_share"})


def trace_sheets(subject: Subject) -> list[Sheet]:
    """A sheet per step, in the order of the model."""
    steps = {step.id: step for step in subject.allocation.model.steps}
    return [
        _sheet(number, steps[result.id], result, subject)
        for number, result in enumerate(subject.allocation.steps, start=1)
    ]


def _sheet(number: int, step: Step, result: StepResult, subject: Subject) -> Sheet:
    title = _say(subject, "title.step", step=subject.step_name(step), id=step.id)
    names = [_fact_name(name, step, subject) for name in result.facts]
    values = [_fact(name, value, step, subject) for name, value in result.facts.items()]
    name = f"{number:02d} {step.id}"[:_LONGEST_NAME]
    facts = _named(subject, ("what", names), ("value", values))
    figures = _figures(result, subject)
    if not figures:
        return Sheet(name, [Block(title, facts)], filtered=False)
    blocks = [Block(title, [*_who(subject), *figures])]
    if names:
        blocks.append(Block(_say(subject, "title.facts"), facts))
    return Sheet(name, blocks, fixed_columns=2)


def _say(subject: Subject, key: str, /, **values: Value) -> str:
    return subject.voice.words(key, "workbook", **values)


def _named(subject: Subject, *columns: tuple[str, Sequence[Cell]]) -> list[Column]:
    return [Column(_say(subject, f"column.{name}"), cells) for name, cells in columns]


def _who(subject: Subject) -> list[Column]:
    units = subject.allocation.units
    return _named(
        subject, ("unit", [unit.id for unit in units]), ("name", [unit.name for unit in units])
    )


def _figures(result: StepResult, subject: Subject) -> list[Column]:
    columns = [
        Column(_column_name(name, subject), [_cell(name, value) for value in values])
        for name, values in result.columns.items()
    ]
    if result.amounts is None or result.exact is None:
        return columns
    pairs = list(zip(result.exact, result.amounts, strict=True))
    exact, rounding, amount = (
        _say(subject, f"column.{n}") for n in ("exact", "rounding", "amount")
    )
    return [
        *columns,
        Column(exact, [Amount(e) for e, _ in pairs], summed=True),
        Column(rounding, [SignedAmount(a - e) for e, a in pairs], summed=True),
        Column(amount, [Amount(a) for _, a in pairs], summed=True),
    ]


def _cell(name: str, value: Fraction | None) -> Cell:
    if value is None:
        return None
    if name in _MONEY or name.startswith(("rate_", "moved_by_")):
        return Amount(value)
    return Share(value) if name in _SHARES else Count(value)


def _column_name(name: str, subject: Subject) -> str:
    if name.startswith("criterion_"):
        criterion = subject.criterion(name.removeprefix("criterion_"))
        return _say(subject, "column.criterion", criterion=criterion)
    if name.startswith("children_"):
        age = subject.age_group(name.removeprefix("children_"))
        return _say(subject, "column.children_of", age_group=age)
    return _say(subject, f"column.{name}")


def _fact_name(name: str, step: Step, subject: Subject) -> str:
    if isinstance(step, SetAside):
        labels = {item.id: item.label for item in step.items}
        if name in labels:
            return labels[name].to(subject.voice.language)
    for prefix, key in (("rate_", "fact.rate_of"), ("moved_by_", "fact.moved_by")):
        if name.startswith(prefix):
            return _say(subject, key, age_group=subject.age_group(name.removeprefix(prefix)))
    return _say(subject, f"fact.{name}")


def _fact(name: str, value: Fraction | str, step: Step, subject: Subject) -> Cell:
    if isinstance(value, Fraction):
        money = isinstance(step, SetAside) or (name == "rate")
        return Amount(value) if money else _cell(name, value)
    if name in {"of", "on"}:
        return subject.step_name(value)
    if name == "table" and value in subject.allocation.model.tables:
        return subject.allocation.model.tables[value].label.to(subject.voice.language)
    if name == "paid_by" and value == "frame":
        return _say(subject, "fact.paid_by_frame")
    key = f"fact.{value}"
    return (
        _say(subject, key) if name in {"per", "paid_by"} and key in templates("workbook") else value
    )
