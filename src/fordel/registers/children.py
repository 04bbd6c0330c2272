"""children.*: a row per child and enrolment, checked in columns; the child's key never leaves.

The key is turned into a keyed hash before anything else is read. The hashes serve to find children
that are enrolled twice on the day of counting, and are then forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa

from fordel.domain.ages import OLDEST, YOUNGEST, age_on
from fordel.domain.money import nearest
from fordel.registers.child_notes import child_note
from fordel.registers.figures import numbers
from fordel.registers.opening import without_totals
from fordel.registers.personal import pseudonym, pseudonym_key
from fordel.registers.records import Needs
from fordel.registers.refusals.cells import AgeOutside, FullTimeOutside, ValueMissing
from fordel.registers.refusals.columns import AgeMissing, CountDayMissing
from fordel.registers.refusals.relations import ChildTwice, DatesReversed, UnknownUnit
from fordel.registers.sheet import Sheet
from fordel.registers.table import Coded, Ints, Mask
from fordel.registers.words import words

FULL = 1000
"""A full-time place, in thousandths."""


@dataclass(frozen=True)
class _Ages:
    """The age group of each row, and which rows have an age at all."""

    column: str
    groups: pa.Array
    outside: Mask
    """Rows whose age no daycare child has."""
    uncovered: Mask
    """Rows whose age is a child's, but in none of the model's groups."""
    missing: Mask


def read_child_rows(sheet: Sheet, needs: Needs, units: Collection[str] | None) -> pa.Table | None:
    """Check the rows and give those that count on the day, without the children's keys.

    Parameters
    ----------
    sheet : the opened file.
    needs : age groups, criteria and the day of counting.
    units : keys of the file of units; None where there is none to compare with.

    Returns
    -------
    A table with ``unit``, ``age_group``, ``district`` (strings), ``full_time`` (int32,
    thousandths) and a nullable truth value per criterion, in the model's order; None if there are
    problems that leave nothing to return.
    """
    sheet, _ = without_totals(sheet, "unit") if "unit" in sheet else (sheet, ())
    children = _pseudonyms(sheet)
    enrolled = _enrolled(sheet, needs.count_on)
    ages = _ages(sheet, needs)
    if children is None or ages is None or "unit" not in sheet:
        return None
    keys = sheet.keys("unit")
    _check_units(sheet, keys, units, enrolled)
    _check_ages(sheet, ages, enrolled)
    _check_twice(sheet, children, enrolled)
    columns: dict[str, Any] = {
        "unit": keys.arrow(pa.string()),
        "age_group": ages.groups,
        "district": _district(sheet),
        "full_time": _full_time(sheet, enrolled),
        **_criteria(sheet, needs, enrolled),
    }
    counted = enrolled & ~ages.uncovered & ~ages.outside & ~ages.missing
    return pa.table(columns).filter(pa.array(counted))


def _pseudonyms(sheet: Sheet) -> Ints | None:
    """A number per row that is the same for the same child; the keys themselves are dropped."""
    if "child" not in sheet:
        return None
    key = pseudonym_key()
    known: dict[bytes, int] = {}
    missing = words().missing

    def parse(text: str) -> int | None:
        if text.casefold() in missing:
            return None
        return known.setdefault(pseudonym(text.removesuffix(".0"), key), len(known))

    coded = sheet.column("child").distinct.read(parse)
    sheet.refuse_rows(ValueMissing, coded, coded.missing, "child")
    numbered = np.array([-1 if value is None else value for value in coded.values], dtype=np.int64)
    return np.asarray(numbered[coded.places])


def _enrolled(sheet: Sheet, day: date | None) -> Mask:
    """Rows, shape (rows,), enrolled on the day: from the first date, to before the last."""
    dated = [name for name in ("enrolled_from", "enrolled_to") if name in sheet]
    enrolled = np.ones(len(sheet), dtype=bool)
    if not dated:
        return enrolled
    if day is None:
        sheet.problems.add(CountDayMissing(file=sheet.file, column=sheet.column(dated[0]).header))
        return enrolled
    coded = {name: sheet.dates(name) for name in dated}
    if "enrolled_from" in coded:
        enrolled &= ~coded["enrolled_from"].where(lambda start: start > day)
    if "enrolled_to" in coded:
        enrolled &= ~coded["enrolled_to"].where(lambda end: end <= day)
    _check_order(sheet, coded)
    left_out = int((~enrolled).sum())
    if left_out:
        sheet.notes.append(child_note("not_enrolled", sheet.file, count=left_out))
    return enrolled


def _check_order(sheet: Sheet, dates: Mapping[str, Coded[date]]) -> None:
    if not {"enrolled_from", "enrolled_to"} <= dates.keys():
        return
    start = _days(dates["enrolled_from"], absent=0)
    end = _days(dates["enrolled_to"], absent=date.max.toordinal())
    for place in np.flatnonzero(start > end):
        sheet.refuse(DatesReversed, int(place), "enrolled_to")


def _days(coded: Coded[date], absent: int) -> Ints:
    numbered = [absent if value is None else value.toordinal() for value in coded.values]
    return np.asarray(np.array(numbered, dtype=np.int64)[coded.places])


def _ages(sheet: Sheet, needs: Needs) -> _Ages | None:
    """Age groups: as given, else by the age on the day of counting, else by the age given."""
    none = np.zeros(len(sheet), dtype=bool)
    if "age_group" in sheet:
        groups = sheet.age_groups("age_group", needs.age_groups)
        return _Ages("age_group", groups.arrow(pa.string()), none, none, groups.missing)
    name = _age_column(sheet, needs)
    if name is None:
        return None
    if name == "born_on" and needs.count_on is not None:
        ages = _ages_on(sheet, needs.count_on)
    else:
        ages = _whole_ages(sheet)
    fitting = [_group_of(age, needs) for age in ages.values]
    groups_of = pa.array(fitting, pa.string()).take(pa.array(ages.places))
    outside = ages.where(lambda age: not YOUNGEST <= age <= OLDEST)
    uncovered = ages.where(lambda age: _group_of(age, needs) is None) & ~outside
    return _Ages(name, groups_of, outside, uncovered, ages.missing)


def _age_column(sheet: Sheet, needs: Needs) -> str | None:
    """The column ages are taken from; a date of birth goes before an age of some other day."""
    if "born_on" in sheet and needs.count_on is not None:
        return "born_on"
    if "age" in sheet:
        return "age"
    if "born_on" in sheet:
        header = sheet.column("born_on").header
        sheet.problems.add(CountDayMissing(file=sheet.file, column=header))
    else:
        sheet.problems.add(AgeMissing(file=sheet.file))
    return None


def _whole_ages(sheet: Sheet) -> Coded[int]:
    """Ages in whole years; an age with decimals is cut down to the birthday it has passed."""
    coded = numbers(sheet, "age")
    return Coded(
        coded.texts,
        [None if age is None else age.__floor__() for age in coded.values],
        coded.places,
        coded.wrong,
    )


def _ages_on(sheet: Sheet, day: date) -> Coded[int]:
    coded = sheet.dates("born_on")
    ages = [None if born is None else age_on(born, day) for born in coded.values]
    return Coded(coded.texts, ages, coded.places, coded.wrong)


def _group_of(age: int | None, needs: Needs) -> str | None:
    if age is None:
        return None
    return next((group.id for group in needs.age_groups if group.holds(age)), None)


def _check_units(
    sheet: Sheet, keys: Coded[str], units: Collection[str] | None, enrolled: Mask
) -> None:
    sheet.refuse_rows(ValueMissing, keys, keys.missing & enrolled, "unit")
    if units is not None:
        unknown = keys.where(lambda own: own not in units) & enrolled
        sheet.refuse_rows(UnknownUnit, keys, unknown, "unit")


def _check_ages(sheet: Sheet, ages: _Ages, enrolled: Mask) -> None:
    name = ages.column
    for place in np.flatnonzero(ages.outside & enrolled):
        sheet.refuse(AgeOutside, int(place), name, youngest=YOUNGEST, oldest=OLDEST)
    for place in np.flatnonzero(ages.missing & enrolled):
        sheet.refuse(ValueMissing, int(place), name)
    uncovered = int((ages.uncovered & enrolled).sum())
    if uncovered:
        sheet.notes.append(child_note("other_ages", sheet.file, count=uncovered))


def _check_twice(sheet: Sheet, children: Ints, enrolled: Mask) -> None:
    """Refuse a child's second row on the day of counting, naming the first."""
    rows = np.flatnonzero(enrolled & (children >= 0))
    _, first, inverse = np.unique(children[rows], return_index=True, return_inverse=True)
    again = np.flatnonzero(first[inverse] != np.arange(len(rows)))
    for place in again:
        first_row = sheet.row(int(rows[first[inverse[place]]]))
        sheet.refuse(ChildTwice, int(rows[place]), "child", first_row=first_row)


def _district(sheet: Sheet) -> pa.Array:
    if "district" not in sheet:
        return pa.nulls(len(sheet), pa.string())
    return sheet.keys("district").arrow(pa.string())


def _full_time(sheet: Sheet, enrolled: Mask) -> pa.Array:
    """Full-time shares in thousandths, int32; a full-time place where nothing is said."""
    hours = sheet.mapping.full_time_hours
    if "full_time" in sheet:
        name, divisor = "full_time", Fraction(1)
    elif "hours" in sheet and hours is not None:
        name, divisor = "hours", Fraction(hours)
    else:
        if "hours" in sheet:
            sheet.notes.append(child_note("hours", sheet.file))
        return pa.array(np.full(len(sheet), FULL, dtype=np.int32))
    coded = numbers(sheet, name)
    outside = coded.where(lambda value: not 0 <= value / divisor <= 1)
    sheet.refuse_rows(FullTimeOutside, coded, outside & enrolled, name)
    missing = int((coded.missing & enrolled).sum())
    if missing:
        sheet.notes.append(child_note("no_full_time", sheet.file, count=missing))
    step = Fraction(1, FULL)
    thousandths = [
        FULL if v is None or not 0 <= v / divisor <= 1 else int(nearest(v / divisor, step) * FULL)
        for v in coded.values
    ]
    return pa.array(np.array(thousandths, dtype=np.int32)[coded.places])


def _criteria(sheet: Sheet, needs: Needs, enrolled: Mask) -> dict[str, pa.Array]:
    columns = {}
    for criterion in needs.criteria:
        if criterion not in sheet:
            columns[criterion] = pa.nulls(len(sheet), pa.bool_())
            continue
        coded = sheet.yes_no(criterion)
        unknown = int((coded.missing & enrolled).sum())
        if unknown:
            values = {"criterion": needs.called(criterion), "count": unknown}
            sheet.notes.append(child_note("unknown_criterion", sheet.file, **values))
        columns[criterion] = coded.arrow(pa.bool_())
    return columns
