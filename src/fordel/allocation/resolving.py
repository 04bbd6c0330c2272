"""Figures for a date: every reference in a model replaced by the value that holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import Correction, Index, Threshold
from fordel.allocation.model.money import Band, ByIndex, PoolShare
from fordel.allocation.model.steps import (
    BaseByStaffing,
    Damping,
    OpeningHours,
    Payment,
    Positions,
    SetAsideItem,
    Step,
)
from fordel.allocation.model.values import Part, Reference, TableRow, Value
from fordel.allocation.refusals.fitting import ParameterMissingOn, ParameterNotKnown
from fordel.allocation.refusals.writing import (
    FigureNotAboveZero,
    NegativeFigure,
    PercentOutOfRange,
    RoundingTooFine,
    ShareOutOfRange,
)
from fordel.domain.language import plain

P = TypeVar("P", bound=Part)


@dataclass(frozen=True)
class UsedParameter:
    """A parameter a step used, and where its value comes from."""

    name: str
    value: Decimal
    unit: str
    valid_from: date
    source: str


@dataclass(frozen=True)
class ResolvedModel:
    """A model in which every figure stands; ``used`` says per step which were looked up."""

    model: Model
    year: int
    used: Mapping[str, tuple[UsedParameter, ...]]
    weights: tuple[Fraction, ...]
    """How many kindergarten children a child of each age group counts as."""

    def table(self, name: str) -> tuple[tuple[TableRow, ...], str, date]:
        """The rows of a table that hold in the budget year, their source and first day.

        Raises
        ------
        ParameterNotKnown, ParameterMissingOn : there is none, or none for the date.
        """
        if name not in self.model.tables:
            raise ParameterNotKnown(parameter=name)
        day = self.model.parameters_on(self.year)
        version = self.model.tables[name].on(day)
        if version is None:
            raise ParameterMissingOn(parameter=name, day=day)
        return version.rows, version.source, version.valid_from


def exact(value: Value) -> Fraction:
    """The exact figure of a resolved value."""
    if isinstance(value, Reference):
        raise TypeError(f"{value.parameter} is not resolved")
    return Fraction(value)


def resolve(model: Model, year: int) -> ResolvedModel:
    """Look up every parameter for the budget year.

    Raises
    ------
    ParameterNotKnown, ParameterMissingOn : a figure that nobody has given, or not for the date.
    NegativeFigure, FigureNotAboveZero, ShareOutOfRange, PercentOutOfRange : it cannot be.
    RoundingTooFine : payments that the smallest unit does not divide.
    """
    used: dict[str, tuple[UsedParameter, ...]] = {}
    steps: list[Step] = []
    for step in model.steps:
        looked_up: list[UsedParameter] = []
        resolved = _replaced(step, model, year, looked_up)
        check_figures(step.id, resolved)
        _check_rounding(resolved, model)
        steps.append(resolved)
        used[step.id] = tuple(dict.fromkeys(looked_up))
    groups: list[UsedParameter] = []
    age_groups = tuple(_replaced(group, model, year, groups) for group in model.age_groups)
    for group in age_groups:
        check_figures("age_groups", group)
    used["age_groups"] = tuple(dict.fromkeys(groups))
    whole = model.model_copy(update={"steps": tuple(steps), "age_groups": age_groups})
    weights = tuple(exact(group.weight) for group in age_groups)
    return ResolvedModel(model=whole, year=year, used=used, weights=weights)


def _replaced(part: P, model: Model, year: int, used: list[UsedParameter]) -> P:
    changes = {
        name: _value(getattr(part, name), model, year, used) for name in type(part).model_fields
    }
    return part.model_copy(update=changes)


def _value(value: Any, model: Model, year: int, used: list[UsedParameter]) -> Any:
    if isinstance(value, Reference):
        found = look_up(model, value.parameter, model.parameters_on(year))
        used.append(found)
        return found.value
    if isinstance(value, Part):
        return _replaced(value, model, year, used)
    if isinstance(value, dict):
        return {key: _value(entry, model, year, used) for key, entry in value.items()}
    if isinstance(value, tuple):
        return tuple(_value(entry, model, year, used) for entry in value)
    return value


def look_up(model: Model, name: str, day: date) -> UsedParameter:
    """The value of a parameter on a day; a missing one raises, and none is ever taken as zero."""
    if name not in model.parameters:
        raise ParameterNotKnown(parameter=name)
    parameter = model.parameters[name]
    found = parameter.on(day)
    if found is None:
        raise ParameterMissingOn(parameter=name, day=day)
    return UsedParameter(
        name=name,
        value=found.value,
        unit=parameter.unit,
        valid_from=found.valid_from,
        source=found.source,
    )


HUNDRED = 100

_MAY_BE_NEGATIVE = {
    (Index, "coefficients"),
    (Index, "intercept"),
    (Band, "at_least"),
    (ByIndex, "strength"),
    (Correction, "by"),
    (Threshold, "level"),
}
_SHARES = {
    (SetAsideItem, "share"),
    (PoolShare, "share"),
    (Positions, "pedagogue_share"),
}
_PERCENTS = {(Damping, "max_loss_percent")}
_DIVISORS = {
    (BaseByStaffing, "children_per_adult"),
    (OpeningHours, "standard"),
    (Positions, "pedagogue_pay"),
    (Positions, "assistant_pay"),
}


def check_figures(step: str, part: Part) -> None:
    """Refuse figures that cannot be: negative amounts, shares above one."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(part, Threshold) and name == "level" and part.measure == "percentile":
            _check_percent(step, name, value)
        if (type(part), name) in _MAY_BE_NEGATIVE:
            continue
        _check_one(step, part, name, value)


def _check_percent(step: str, name: str, value: Any) -> None:
    if not 0 <= value <= HUNDRED:
        raise PercentOutOfRange(step=step, field=name, value=plain(value))


def _check_rounding(step: Step, model: Model) -> None:
    smallest = Fraction(model.currency.smallest)
    if isinstance(step, Payment) and step.round_to is not None:
        size = exact(step.round_to)
        if size % smallest:
            raise RoundingTooFine(step=step.id, size=plain(size), smallest=plain(smallest))


def _check_one(step: str, part: Part, name: str, value: Any) -> None:
    if isinstance(value, Decimal):
        if value < 0:
            raise NegativeFigure(step=step, field=name)
        if value == 0 and (type(part), name) in _DIVISORS:
            raise FigureNotAboveZero(step=step, field=name)
        if value > 1 and (type(part), name) in _SHARES:
            raise ShareOutOfRange(step=step, field=name, value=plain(value))
        if (type(part), name) in _PERCENTS:
            _check_percent(step, name, value)
    elif isinstance(value, Part):
        check_figures(step, value)
    elif isinstance(value, tuple | dict):
        for entry in value.values() if isinstance(value, dict) else value:
            _check_one(step, part, name, entry)
