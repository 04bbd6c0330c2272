"""Reading the file an estimate is made from: through the registers' own reader and refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import numpy as np

from fordel.estimation.criteria import Bands, Categories, Criterion
from fordel.estimation.refusals import (
    ChildTwice,
    ColumnNotInData,
    LevelNotInSpec,
    MoreThanChildren,
    NotAboveZero,
    OutcomeOutsideScale,
    TooMuchMissing,
    UnitTwice,
)
from fordel.estimation.sample import LeftOut, Sample
from fordel.estimation.spec import (
    NumberOutcome,
    OrderedOutcome,
    Spec,
    YesNoOutcome,
)
from fordel.registers.figures import counts, numbers
from fordel.registers.formats.reading import read_file
from fordel.registers.headers import Resolved, simplified
from fordel.registers.mapping import FileMapping
from fordel.registers.opening import check_personal
from fordel.registers.refusals.base import FileRefused
from fordel.registers.refusals.columns import HeaderTwice
from fordel.registers.refusals.report import NOT_USED, Problems
from fordel.registers.sheet import Sheet
from fordel.registers.table import Coded, Mask, Table
from fordel.registers.words import plain_words, words
from fordel.statistics.regression import Floats

T = TypeVar("T")
UNIT, CHILD, OUTCOME = "=unit", "=child", "=outcome"
CHILDREN, WEIGHTS = "=children", "=weights"
"""Names of columns that no criterion can have."""


def read_sample(path: Path, spec: Spec) -> Sample:
    """Read the file; rows that lack a value are left out and counted.

    Raises
    ------
    RefusedFiles : everything that is wrong with the file at once, with column and row.
    FileRefused : it cannot be read at all.
    """
    problems = Problems(NOT_USED)
    table = read_file(path, spec.file.sheet)
    sheet = _sheet(table, spec, problems)
    check_personal(sheet, set())
    problems.raise_any()
    sample = _sample(sheet, spec)
    problems.raise_any()
    return sample


def _wanted(spec: Spec) -> Iterator[tuple[str, str]]:
    """Names and headers of the columns the specification asks for."""
    yield UNIT, spec.unit
    yield OUTCOME, spec.outcome.column
    if spec.children is not None:
        yield CHILDREN, spec.children
    if spec.weights is not None:
        yield WEIGHTS, spec.weights
    if spec.child is not None:
        yield CHILD, spec.child
    for criterion in spec.criteria:
        yield criterion.stands_in, criterion.stands_in


def _sheet(table: Table, spec: Spec, problems: Problems) -> Sheet:
    places: dict[str, int] = {}
    headers = ", ".join(table.headers)
    for name, header in _wanted(spec):
        own = simplified(header)
        found = [i for i, one in enumerate(table.headers) if simplified(one) == own]
        if not found:
            problems.add(ColumnNotInData(file=table.file, column=header, headers=headers))
        elif len(found) > 1:
            both = ", ".join(table.headers[i] for i in found)
            problems.add(HeaderTwice(file=table.file, meant=header, headers=both))
        else:
            places[name] = found[0]
    mapping = FileMapping(decimal=spec.file.decimal)
    return Sheet(table, Resolved(places), mapping, problems, [], private=True)


def _sample(sheet: Sheet, spec: Spec) -> Sample:
    units = sheet.keys(UNIT, needed=True)
    if spec.grain == "unit":
        _refuse_repeats(sheet, UNIT, units, UnitTwice)
    elif CHILD in sheet:
        _refuse_repeats(sheet, CHILD, sheet.texts(CHILD), ChildTwice)
    children = _above_zero(sheet, CHILDREN) if CHILDREN in sheet else np.ones(len(sheet))
    weights = _above_zero(sheet, WEIGHTS) if WEIGHTS in sheet else np.ones(len(sheet))
    outcome = _outcome(sheet, spec, children)
    columns = [part for one in spec.criteria for part in _terms(sheet, spec, one, children)]
    criteria = np.column_stack(columns)
    keep = _complete(sheet, spec, outcome, criteria)
    _, codes = np.unique(units.places[keep], return_inverse=True)
    return Sample(
        spec=spec,
        terms=tuple(name for name, _ in spec.terms),
        criteria=criteria[keep],
        outcome=outcome[keep],
        children=children[keep],
        weights=weights[keep],
        unit=codes.astype(np.int64),
        source=sheet.table.source,
        left_out=_left_out(spec, outcome, criteria),
    )


def _floats(coded: Coded[T], value: Callable[[T], float]) -> Floats:
    """A column as numbers, missing as NaN, shape (rows,)."""
    distinct = [float("nan") if one is None else value(one) for one in coded.values]
    return np.array([*distinct, float("nan")], dtype=np.float64)[coded.places]


def _refuse(sheet: Sheet, kind: type[FileRefused], rows: Mask, name: str, **more: str) -> None:
    for place in np.flatnonzero(rows):
        sheet.refuse(kind, int(place), name, **more)


def _refuse_repeats(sheet: Sheet, name: str, keys: Coded[str], kind: type[FileRefused]) -> None:
    seen: set[str] = set()
    for place, key in enumerate(keys.rows()):
        if key is not None and key in seen:
            sheet.refuse(kind, place, name)
        elif key is not None:
            seen.add(key)


def _above_zero(sheet: Sheet, name: str) -> Floats:
    coded = counts(sheet, name, needed=True)
    _refuse(sheet, NotAboveZero, coded.where(lambda value: value == 0), name)
    found = _floats(coded, float)
    return np.where(found > 0, found, np.nan)


def _outcome(sheet: Sheet, spec: Spec, children: Floats) -> Floats:
    outcome = spec.outcome
    if isinstance(outcome, YesNoOutcome):
        if spec.grain == "unit":
            have = _part_of_children(sheet, OUTCOME, children)
        else:
            have = _floats(sheet.yes_no(OUTCOME), float)
        return have if outcome.need == "yes" else children - have
    if isinstance(outcome, NumberOutcome):
        return _scaled(sheet, outcome)
    return _levels(sheet, outcome)


def _scaled(sheet: Sheet, outcome: NumberOutcome) -> Floats:
    low, high = Fraction(outcome.lowest), Fraction(outcome.highest)
    coded = numbers(sheet, OUTCOME)
    outside = coded.where(lambda value: not low <= value <= high)
    scale = f"{outcome.lowest}–{outcome.highest}"
    _refuse(sheet, OutcomeOutsideScale, outside, OUTCOME, scale=scale)
    return _floats(coded, float) * (1 if outcome.need == "high" else -1)


def _levels(sheet: Sheet, outcome: OrderedOutcome) -> Floats:
    order = {plain_words(level): i for i, level in enumerate(outcome.toward_need)}
    coded = sheet.read(OUTCOME, lambda text: _looked_up(order, text))
    rows = coded.wrong[coded.places]
    _refuse(sheet, OutcomeOutsideScale, rows, OUTCOME, scale=", ".join(outcome.levels))
    return _floats(coded, float)


def _looked_up(known: dict[str, int], text: str) -> int | None:
    word = plain_words(text)
    for form in (word, word.removesuffix(".0")):
        if form in known:
            return known[form]
    if word in words().missing:
        return None
    raise ValueError(text)


def _part_of_children(sheet: Sheet, name: str, children: Floats) -> Floats:
    """A number of a unit's children: not below zero, and not above all of them."""
    found = _floats(counts(sheet, name), float)
    _refuse(sheet, MoreThanChildren, found > children, name)
    return found


def _terms(sheet: Sheet, spec: Spec, criterion: Criterion, children: Floats) -> list[Floats]:
    """A criterion's columns, shape (rows,) each, NaN where missing."""
    name = criterion.stands_in
    if isinstance(criterion, Categories):
        return _categories(sheet, criterion, name)
    if isinstance(criterion, Bands):
        return _bands(sheet, criterion, name)
    if spec.grain == "unit":
        return [_part_of_children(sheet, name, children) / children]
    return [_floats(sheet.yes_no(name), float)]


def _categories(sheet: Sheet, criterion: Categories, name: str) -> list[Floats]:
    values = [criterion.reference, *(level.value or level.id for level in criterion.levels)]
    order = {plain_words(value): i for i, value in enumerate(values)}
    coded = sheet.read(name, lambda text: _looked_up(order, text))
    rows = coded.wrong[coded.places]
    _refuse(sheet, LevelNotInSpec, rows, name, levels=", ".join(values))
    place = _floats(coded, float)
    return [_marked(place == i, place) for i in range(1, len(values))]


def _bands(sheet: Sheet, criterion: Bands, name: str) -> list[Floats]:
    value = _floats(numbers(sheet, name), float)
    low = [-np.inf if b.lowest is None else float(b.lowest) for b in criterion.bands]
    high = [np.inf if b.below is None else float(b.below) for b in criterion.bands]
    return [
        _marked((value >= start) & (value < end), value)
        for start, end in zip(low, high, strict=True)
    ]


def _marked(rows: Mask, value: Floats) -> Floats:
    return np.where(np.isnan(value), np.nan, rows.astype(np.float64))


def _complete(sheet: Sheet, spec: Spec, outcome: Floats, criteria: Floats) -> Mask:
    """Rows with everything; too many without is refused at the column that lacks most."""
    keep: Mask = ~(np.isnan(outcome) | np.isnan(criteria).any(axis=1))
    lacking, most = int((~keep).sum()), int(spec.missing.at_most * len(keep))
    if lacking > most and not sheet.problems:
        worst = max(_left_out(spec, outcome, criteria), key=lambda one: one.rows)
        sheet.problems.add(
            TooMuchMissing(
                file=sheet.file, column=worst.column, missing=lacking, rows=len(keep), at_most=most
            )
        )
    return keep


def _left_out(spec: Spec, outcome: Floats, criteria: Floats) -> tuple[LeftOut, ...]:
    found = {spec.outcome.column: int(np.isnan(outcome).sum())}
    place = 0
    for criterion in spec.criteria:
        found[criterion.stands_in] = int(np.isnan(criteria[:, place]).sum())
        place += len(criterion.terms)
    return tuple(LeftOut(column, rows) for column, rows in found.items() if rows)
