"""From what counts to money, told: pool, rate, rate table, percentage, index, bands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import singledispatch

from fordel.allocation.loads.counting import Cell, Counting, count
from fordel.allocation.model.checks import RATES_FILE
from fordel.allocation.model.money import (
    ByBands,
    ByIndex,
    ByPercentage,
    ByPool,
    ByRate,
    ByRateTable,
    Money,
)
from fordel.allocation.model.steps import Need
from fordel.allocation.model.values import TableRow
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, StepResult
from fordel.announcement.figures import Amount, Children, Count, Sentence, Share, Value
from fordel.announcement.telling.frame import fact, pool_sentence
from fordel.announcement.telling.methods import noun_of
from fordel.announcement.telling.subject import Subject
from fordel.registers.records import RateRow

_TOLD_APART = ("criterion", "age_group")
"""The keys of a rate that are not the same for all of a unit's children."""


@singledispatch
def tell_money(money: Money, step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    """Tell how a load became money, before caps and floors."""
    raise TypeError(type(money).__name__)


def _product(result: StepResult, subject: Subject) -> Amount:
    """What the rate gave, before limits and rounding."""
    before = subject.column(result, "before_limits")
    return Amount(subject.exact(result) if before is None else before)


@tell_money.register
def _(money: ByPool, step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    return [
        pool_sentence(money.pool, result, voice),
        voice.say(
            "money.pool",
            noun=voice.words(noun_of(step)),
            load=Count(subject.own(result.load or ())),
            all_load=Count(fact(result, "all_load")),
            key=Share(subject.column(result, "key") or ZERO),
        ),
    ]


@tell_money.register
def _(money: ByRate, step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    values: dict[str, Value] = {
        "rate": Amount(exact(money.rate)),
        "product": _product(result, subject),
    }
    if money.per == "counted":
        values["load"] = Count(subject.own(result.load or ()))
        values["noun"] = voice.words(noun_of(step))
    elif money.per == "child":
        values["children"] = Children(subject.children)
    else:
        values["weighted"] = Count(subject.weighted)
    return [voice.say(f"money.rate_{money.per}", **values)]


@tell_money.register
def _(money: ByRateTable, step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    voice, model = subject.voice, subject.allocation.model
    table = (
        model.tables[money.table].label.to(voice.language)
        if money.table in model.tables
        else voice.words("money.rate_file")
    )
    keys = voice.joined([voice.words(f"key.{key}") for key in money.keys])
    told = [voice.say("money.rate_table", table=table, keys=keys)]
    rates = _rates(money, subject)
    whole = exact(step.population.enrolled) == 1 and not exact(step.population.resident)
    cells = _cells(step, subject) if whole else {}
    if step.threshold is None and cells:
        return [*told, *_cell_items(money, cells, rates, subject)]
    criteria = {name.removeprefix("criterion_") for name in result.columns}
    return [*told, *_rate_items(money, rates, criteria, subject)]


def _cells(step: Need, subject: Subject) -> dict[Cell, Fraction]:
    """What counts of the unit's enrolled children, per criterion and age group."""
    allocation = subject.allocation
    counting = Counting(
        step=step.id,
        resolved=allocation.resolved,
        population=allocation.enrolled,
        units={unit.id: unit for unit in allocation.units},
    )
    cells = count(step.count, counting).cells
    return {cell: values[subject.place] for cell, values in cells.items() if values[subject.place]}


def _rates(money: ByRateTable, subject: Subject) -> dict[tuple[str | None, ...], Fraction]:
    """The rates that hold in the budget year; of rates for the same, the latest."""
    resolved = subject.allocation.resolved
    rows: Sequence[RateRow | TableRow]
    if money.table == RATES_FILE and RATES_FILE not in resolved.model.tables:
        day = resolved.model.parameters_on(resolved.year)
        held = [r for r in subject.run.inputs.register.rates if r.holds_on(day)]
        held.sort(key=lambda row: row.valid_from or date.min)
        rows = held
    else:
        rows = resolved.table(money.table)[0]
    return {tuple(getattr(r, key) for key in money.keys): Fraction(r.value) for r in rows}


def _looked_up_by(subject: Subject, cell: Cell) -> dict[str, str | None]:
    unit = subject.unit
    return {
        "district": unit.district,
        "area": unit.area,
        "unit": unit.id,
        "kind": unit.kind.value,
        "criterion": cell[0],
        "age_group": cell[1],
    }


def _what(named: dict[str, str | None], subject: Subject) -> str:
    """A cell in words: the criterion and the age group, if the count tells them apart."""
    parts: list[str] = []
    if named["criterion"] is not None:
        parts.append(subject.criterion(named["criterion"]))
    known = {group.id for group in subject.allocation.model.age_groups}
    if named["age_group"] is not None:
        age = named["age_group"]
        parts.append(subject.age_group(age) if age in known else age)
    return ", ".join(parts) or subject.voice.words("money.all_that_counts")


def _cell_items(
    money: ByRateTable,
    cells: dict[Cell, Fraction],
    rates: dict[tuple[str | None, ...], Fraction],
    subject: Subject,
) -> list[Sentence]:
    """A line per rate; cells that share one are added up."""
    lines: dict[tuple[str, Fraction], Fraction] = {}
    for cell, number in cells.items():
        named = _looked_up_by(subject, cell)
        rate = rates[tuple(named[key] for key in money.keys)]
        told_apart = {n: v if n in money.keys else None for n, v in named.items()}
        line = (_what(told_apart, subject), rate)
        lines[line] = lines.get(line, ZERO) + number
    return [
        subject.voice.item(
            "money.rate_table_cell", what=what, count=Count(number), rate=Amount(rate)
        )
        for (what, rate), number in lines.items()
    ]


def _rate_items(
    money: ByRateTable,
    rates: dict[tuple[str | None, ...], Fraction],
    criteria: set[str],
    subject: Subject,
) -> list[Sentence]:
    """The rates that concern the unit, where the counts behind them are not at hand."""
    own = _looked_up_by(subject, (None, None))
    items: list[Sentence] = []
    for key, rate in rates.items():
        named: dict[str, str | None] = dict(zip(money.keys, key, strict=True))
        same_place = all(
            value == own[name] for name, value in named.items() if name not in _TOLD_APART
        )
        if same_place and named.get("criterion") in {None, *criteria}:
            what = _what({**dict.fromkeys(_TOLD_APART), **named}, subject)
            items.append(subject.voice.item("money.rate_table_rate", what=what, rate=Amount(rate)))
    return items


@tell_money.register
def _(money: ByPercentage, step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    return [
        subject.voice.say(
            "money.percentage",
            percent=Share(exact(money.percent) / 100),
            step=subject.step_name(money.of),
            base=Amount(subject.column(result, "base") or ZERO),
            share=Share(subject.column(result, "share") or ZERO),
            product=_product(result, subject),
        )
    ]


@tell_money.register
def _(money: ByIndex, step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    told = [
        voice.say(
            "money.index",
            step=subject.step_name(money.on),
            base=Amount(subject.column(result, "base") or ZERO),
            factor=Count(subject.column(result, "index_factor") or ZERO),
            share=Count(subject.column(result, "share") or ZERO),
            mean_share=Count(fact(result, "mean_share")),
            strength=Count(exact(money.strength)),
        )
    ]
    return [*told, voice.say("money.index_kept")] if money.total == "kept" else told


@tell_money.register
def _(money: ByBands, step: Need, result: StepResult, subject: Subject) -> list[Sentence]:
    voice = subject.voice
    number = {
        "child": subject.children,
        "weighted_child": subject.weighted,
        "unit": Fraction(1),
    }[money.per]
    told = [voice.say("money.bands_list")]
    told += [
        voice.item("money.band", at_least=Count(exact(b.at_least)), rate=Amount(exact(b.rate)))
        for b in sorted(money.bands, key=lambda band: exact(band.at_least))
    ]
    told.append(
        voice.say(
            f"money.bands_{money.of}",
            score=Count(subject.column(result, "score") or ZERO),
            rate=Amount(subject.column(result, "rate") or ZERO),
            per=voice.words(f"per.{money.per}"),
            number=Count(number),
            product=_product(result, subject),
        )
    )
    return told
