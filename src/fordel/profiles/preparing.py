"""From a source's columns to those a profile is counted from: the same on every engine.

Everything is an expression; nothing runs here. Shares and hours become whole thousandths with
operations that IEEE 754 settles to the last bit, so that no engine rounds a tie its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import ibis

from fordel.domain.ages import OLDEST, YOUNGEST
from fordel.profiles.profile import FULL_TIME_SCALE
from fordel.profiles.refusals.sources import SourceColumnMissing, WrongType
from fordel.profiles.sources import shown_type
from fordel.registers.records import Needs
from fordel.registers.refusals.columns import CountDayMissing
from fordel.registers.refusals.report import Problems

OUTSIDE, UNCOVERED = "?outside", "?uncovered"
"""Age groups of rows whose age no daycare child has, or no group of the model covers."""

_SHARE_STEPS = 10_000_000
"""Shares are taken to seven decimals, hours to four, before they are rounded to thousandths."""
_HOUR_STEPS = 10_000
_WANTED = {
    "text": "text",
    "boolean": "boolean",
    "integer": "integer",
    "number": "integer, decimal, float",
    "date": "date, timestamp without time zone",
    "key": "text, integer, uuid",
}


@dataclass(frozen=True)
class Source:
    """Where children come from: an Ibis table with a name, and how its columns are to be read."""

    table: ibis.Table
    name: str
    needs: Needs
    needed: Sequence[str] = ()
    """Criteria that must be columns; the model's others are not known of anybody if absent."""
    full_time_hours: Decimal | None = None
    """Hours a week of a full-time place, where children have hours."""

    @property
    def dated(self) -> bool:
        return any(name in self.table.columns for name in ("enrolled_from", "enrolled_to"))


def check_columns(source: Source, problems: Problems) -> None:
    """Add every column that is missing or has the wrong type."""
    columns, needs = set(source.table.columns), source.needs
    for name in ("unit", *source.needed):
        if name not in columns:
            problems.add(SourceColumnMissing(file=source.name, needed=name))
    if not columns & {"age_group", "age", "born_on"}:
        problems.add(SourceColumnMissing(file=source.name, needed="age_group / born_on / age"))
    if needs.count_on is None:
        only_born = "born_on" in columns and not columns & {"age_group", "age"}
        for name in ("enrolled_from", "enrolled_to", *(["born_on"] if only_born else [])):
            if name in columns:
                problems.add(CountDayMissing(file=source.name, column=name))
    kinds = {
        "child": "key", "unit": "text", "district": "text", "age_group": "text",
        "born_on": "date", "age": "integer", "enrolled_from": "date", "enrolled_to": "date",
        "full_time": "number", "hours": "number", **dict.fromkeys(needs.criteria, "boolean"),
    }  # fmt: skip
    for name, wanted in kinds.items():
        if name in columns and not _is_a(source.table[name].type(), wanted):
            found = shown_type(source.table[name].type())
            problems.add(
                WrongType(file=source.name, column=name, found=found, wanted=_WANTED[wanted])
            )


def _is_a(kind: Any, wanted: str) -> bool:
    zoned = kind.is_timestamp() and kind.timezone is not None
    kinds: dict[str, bool] = {
        "text": kind.is_string(),
        "boolean": kind.is_boolean(),
        "integer": kind.is_integer(),
        "number": kind.is_numeric() and not kind.is_boolean(),
        "date": kind.is_date() or (kind.is_timestamp() and not zoned),
        "key": kind.is_string() or kind.is_integer() or kind.is_uuid(),
    }
    return kinds[wanted]


def enrolled(source: Source) -> ibis.Table:
    """The rows enrolled on the day of counting: from the first date, to before the last."""
    table, day = source.table, source.needs.count_on
    if day is None:
        return table
    if "enrolled_from" in table.columns:
        start = table.enrolled_from.cast("date")
        table = table.filter(start.isnull() | (start <= ibis.literal(day)))
    if "enrolled_to" in table.columns:
        end = table.enrolled_to.cast("date")
        table = table.filter(end.isnull() | (end > ibis.literal(day)))
    return table


def overview(source: Source) -> ibis.Table:
    """One row about the enrolled rows: how many lack a unit or a share, or have an impossible one.

    It reads two columns without grouping: a hundredth of the time that counting takes.
    """
    rows = enrolled(source)
    given, most, _ = _given(rows, source.full_time_hours)
    absent, wrong = ibis.literal(0), ibis.literal(0)
    if given is not None:
        absent = _ones(given.isnull()).sum().fill_null(0)
        wrong = _ones(given.notnull() & ~_fits(given, most)).sum().fill_null(0)
    return rows.aggregate(
        rows=rows.count().cast("int64"),
        no_unit=_ones(rows.unit.isnull()).sum().fill_null(0).cast("int64"),
        no_full_time=absent.cast("int64"),
        wrong_full_time=wrong.cast("int64"),
    )


def dates_row(source: Source) -> ibis.Table:
    """One row: ``rows`` in the source, and how many of them end before they begin."""
    table = source.table
    reversed_rows = ibis.literal(0)
    if {"enrolled_from", "enrolled_to"} <= set(table.columns):
        wrong = table.enrolled_from.cast("date") > table.enrolled_to.cast("date")
        reversed_rows = _ones(wrong).sum()
    return table.aggregate(
        rows=table.count().cast("int64"),
        reversed_rows=reversed_rows.fill_null(0).cast("int64"),
    )


def keys_row(source: Source) -> ibis.Table:
    """One row: enrolled rows without a key, and keys that stand in more than one of them."""
    rows = enrolled(source)
    by_child = rows.group_by(child=rows.child).aggregate(times=rows.count())
    return by_child.aggregate(
        missing=by_child.child.isnull().ifelse(by_child.times, 0).sum().fill_null(0).cast("int64"),
        twice=_ones(by_child.child.notnull() & (by_child.times > 1))
        .sum()
        .fill_null(0)
        .cast("int64"),
    )


def ready(source: Source) -> ibis.Table:
    """The rows as :func:`fordel.profiles.counting.pattern_counts` wants them.

    Returns
    -------
    ``unit``, ``district``, ``age_group`` (text; an impossible age as a mark), ``full_time`` (int64
    thousandths; a full-time place where nothing usable is said), and a nullable truth value per
    criterion of the model.
    """
    rows = enrolled(source)
    criteria = {
        name: rows[name] if name in rows.columns else ibis.null("boolean")
        for name in source.needs.criteria
    }
    district = rows.district if "district" in rows.columns else ibis.null("string")
    return rows.select(
        unit=rows.unit,
        district=district,
        age_group=_age_group(rows, source.needs),
        full_time=_full_time(rows, source.full_time_hours),
        **criteria,
    )


def _age_group(rows: ibis.Table, needs: Needs) -> Any:
    """Age groups: as given, else by the age on the day of counting, else by the age given."""
    if "age_group" in rows.columns:
        return rows.age_group
    if "born_on" in rows.columns and needs.count_on is not None:
        age = _age_on(rows.born_on.cast("date"), needs.count_on)
    else:
        age = rows.age
    groups = [(age.between(group.from_age, group.to_age), group.id) for group in needs.age_groups]
    return ibis.cases(
        (age.isnull(), ibis.null("string")),
        ((age < YOUNGEST) | (age > OLDEST), OUTSIDE),
        *groups,
        else_=UNCOVERED,
    )


def _age_on(born: Any, day: date) -> Any:
    """Whole years, as :func:`fordel.domain.ages.age_on` counts them."""
    birthday = born.month() * 100 + born.day()
    return day.year - born.year() - _ones(birthday > day.month * 100 + day.day)


def _given(rows: ibis.Table, hours: Decimal | None) -> tuple[Any, Fraction, int]:
    """The column that full-time places are told in, a whole place in it, and steps of one."""
    if "full_time" in rows.columns:
        return rows.full_time, Fraction(1), _SHARE_STEPS
    if "hours" in rows.columns and hours is not None:
        return rows.hours, Fraction(hours), _HOUR_STEPS
    return None, Fraction(1), _SHARE_STEPS


def _fits(given: Any, most: Fraction) -> Any:
    """Whether a share or a number of hours can be; one that is not a number (NaN) cannot."""
    value = given.cast("float64")
    return (value >= 0.0) & (value <= most.numerator / most.denominator)


def _full_time(rows: ibis.Table, hours: Decimal | None) -> Any:
    """Thousandths of a full-time place, half rounded up."""
    given, most, steps = _given(rows, hours)
    if given is None:
        return ibis.literal(FULL_TIME_SCALE).cast("int64")
    full = most.numerator / most.denominator
    usable = _fits(given, most).ifelse(given.cast("float64"), full)  # what is not known is not so
    whole_steps = (usable * float(steps) + 0.5).floor()
    # nearest(s / steps / most, 1/1000) = floor((2·1000·s·den + steps·num) / (2·steps·num)), where
    # every product is a whole number far below 2^53.
    doubled = whole_steps * float(2 * FULL_TIME_SCALE * most.denominator)
    half, divisor = steps * most.numerator, 2 * steps * most.numerator
    return ((doubled + float(half)) / float(divisor)).floor().cast("int64")


def _ones(truth: Any) -> Any:
    """1 where it is true, 0 where it is not or is not known."""
    return truth.fill_null(False).ifelse(1, 0).cast("int64")
