"""The space that is searched: levers with their values, and ranges between two figures."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import prod
from typing import Any

from pydantic import ValidationError

from fordel.allocation.model.checks import criteria_of
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import UniqueChildren, WeightedCriteria
from fordel.allocation.model.steps import Need, Step
from fordel.allocation.model.values import Text
from fordel.search.finding.document import Range
from fordel.search.finding.refusals import (
    NothingToVary,
    RangeImpossible,
    StepNotInAims,
)
from fordel.search.grid import Axis, Grid, grid_from
from fordel.search.levers import levers_of, shown

FINE, FINE_WEIGHTS, FINEST = 20, 10, 1000
"""Into how many parts a range is cut where its values must be tried, without `by`; with it, into
no more than FINEST."""
MOST_OF_ONE = 20_000
"""Values of one lever; subsets of many criteria pass it first."""
TOGETHER = ("criteria", "at_least")

Row = tuple[int, ...]
Values = Mapping[str, Any]
"""What each lever is set to, by the title of its axis."""


@dataclass(frozen=True)
class Space:
    """A model and its levers.

    ``axes`` hold the values that are tried, ``ranges`` by an axis' title what lies between them.
    """

    model: Model
    axes: tuple[Axis, ...]
    ranges: Mapping[str, Range]

    @property
    def size(self) -> int:
        """How many combinations of values there are, models or not."""
        return prod(len(axis.values) for axis in self.axes)

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The steps that have levers."""
        return tuple(dict.fromkeys(axis.step for axis in self.axes))

    def rows(self) -> Iterator[Row]:
        """Every combination that is a model, by the place of each axis' value."""
        every = itertools.product(*(range(len(axis.values)) for axis in self.axes))
        return (row for row in every if self.possible(row))

    def possible(self, row: Sequence[int]) -> bool:
        """Whether nobody is asked to meet more criteria than there are."""
        return all(
            self._least(step, row) <= self._number(step, row)
            for step in self.model.steps
            if step.id in self.steps
            and isinstance(step, Need)
            and isinstance(step.count, UniqueChildren)
        )

    def _least(self, step: Need, row: Sequence[int]) -> int:
        assert isinstance(step.count, UniqueChildren)
        return int(self._value(step, "at_least", row, step.count.at_least))

    def _number(self, step: Need, row: Sequence[int]) -> int:
        assert isinstance(step.count, UniqueChildren)
        return len(self._value(step, "criteria", row, criteria_of(step.count, self.model)))

    def _value(self, step: Step, name: str, row: Sequence[int], otherwise: Any) -> Any:
        places = (i for i, a in enumerate(self.axes) if a.step == step.id and a.name == name)
        at = next(places, None)
        return otherwise if at is None else self.axes[at].values[row[at]]

    def grid(self, rows: Sequence[Row]) -> Grid:
        """Some combinations as a sweep's grid, after the model itself."""
        return Grid(self.model, self.axes, tuple(rows), 0, (), None)

    def values_of(self, row: Sequence[int]) -> Values:
        """What a combination sets each lever to."""
        return {axis.title: axis.values[at] for axis, at in zip(self.axes, row, strict=True)}

    def model_of(self, values: Values, number: int) -> Model:
        """The model with its levers set, under a title of its own."""
        steps = []
        for step in self.model.steps:
            for axis in self.axes:
                if axis.step == step.id:
                    step = axis.lever.pull(step, values[axis.title])  # noqa: PLW2901 - lever by lever
            steps.append(step)
        title = self.model.title
        named = Text(da=f"{title.da} (fundet {number})", en=f"{title.en} (found {number})")
        return self.model.model_copy(update={"steps": tuple(steps), "title": named})

    def cells(self, values: Values) -> list[str]:
        """What each lever is set to, as text a grid understands."""
        return [shown(values[axis.title]) for axis in self.axes]

    def told(self, values: Values) -> str:
        """What is set, as one line."""
        several = len(self.steps) > 1
        return "; ".join(
            f"{axis.title if several else axis.name} {shown(values[axis.title])}"
            for axis in self.axes
        )


def space_from(levers: Mapping[str, Mapping[str, Any]], model: Model) -> Space:
    """Check what may be moved against the model.

    Parameters
    ----------
    levers : step -> lever -> values as in a sweep's grid, or a range ``{from, to, by}``.

    Raises
    ------
    StepNotInAims, RangeImpossible, NothingToVary : see their words.
    WrongUse, ModelRefused : what a grid refuses of a lever or a value.
    """
    known = {step.id: step for step in model.steps}
    axes: list[Axis] = []
    ranges: dict[str, Range] = {}
    for name, own in levers.items():
        if name not in known:
            raise StepNotInAims(step=name, known=", ".join(known))
        raw = _listed(known[name], own, ranges)
        # `criteria` and `at_least` limit each other; all others stand alone.
        together = {lever: values for lever, values in raw.items() if lever in TOGETHER}
        alone = [
            {lever: part}
            for lever, values in raw.items()
            if lever not in TOGETHER
            for part in _parts(lever, values)
        ]
        for part in ([together] if together else []) + alone:
            axes += grid_from({"vary": {name: part}}, model, most=MOST_OF_ONE).axes
    space = Space(model, tuple(axes), ranges)
    if space.size <= 1:
        raise NothingToVary(levers=", ".join(axis.title for axis in axes))
    return space


def _parts(lever: str, values: Any) -> list[Any]:
    """Weights one criterion at a time: a grid of all of them would be all their combinations."""
    if lever == "weights" and isinstance(values, dict):
        return [{criterion: own} for criterion, own in values.items()]
    return [values]


def _listed(step: Step, levers: Mapping[str, Any], ranges: dict[str, Range]) -> dict[str, Any]:
    """The levers with every range written out as values, and the ranges noted."""
    listed: dict[str, Any] = {}
    for lever, raw in levers.items():
        if lever == "weights" and isinstance(raw, dict):
            listed["weights"] = {
                criterion: _values(step, f"weights.{criterion}", own, ranges)
                for criterion, own in _per_criterion(step, raw).items()
            }
        else:
            listed[lever] = _values(step, lever, raw, ranges)
    return listed


def _per_criterion(step: Step, raw: dict[str, Any]) -> dict[str, Any]:
    """One range for every criterion, or what stands under each."""
    count = step.count if isinstance(step, Need) else None
    if "from" in raw and isinstance(count, WeightedCriteria):
        return dict.fromkeys(count.weights, raw)
    return raw


def _values(step: Step, lever: str, raw: Any, ranges: dict[str, Range]) -> Any:
    if not (isinstance(raw, dict) and "from" in raw):
        return raw

    def impossible(da: str, en: str) -> RangeImpossible:
        return RangeImpossible(step=step.id, lever=lever, problem_da=da, problem_en=en)

    try:
        own = Range.model_validate(raw)
    except ValidationError as error:
        raise impossible("intervallet kan ikke læses", "the range cannot be read") from error
    if lever not in levers_of(step) or lever in {"criteria", "threshold", "at_least"}:
        raise impossible("det kan ikke være et interval", "it cannot be a range")
    if own.low > own.high:
        raise impossible("`from` er over `to`", "`from` is above `to`")
    weight = lever.startswith("weights.")
    if own.leave_out and not weight:
        raise impossible("kun en vægt kan udelades", "only a weight can be left out")
    parts = FINE_WEIGHTS if weight else FINE
    by = own.by or (own.high - own.low) / parts
    if by and (own.high - own.low) / by > FINEST:
        raise impossible("`by` er for lille til intervallet", "`by` is too small for the range")
    ranges[f"{step.id}.{lever}"] = own
    count = int((own.high - own.low) / by) if by else 0
    steps = [own.low + by * n for n in range(count + 1)]
    zero = [Decimal(0)] if own.leave_out else []
    return list(dict.fromkeys([*zero, *steps, own.high]))
