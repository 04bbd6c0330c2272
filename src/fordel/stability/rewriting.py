"""A model with one thing in its need steps changed; every other figure stays what it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fordel.allocation.model.checks import criteria_of
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import (
    Combination,
    CriteriaMet,
    Index,
    Method,
    SimpleMethod,
    SuppliedUniqueCounts,
    UniqueChildren,
    WeightedCriteria,
)
from fordel.allocation.model.steps import Need
from fordel.allocation.model.values import Reference, Value
from fordel.allocation.resolving import ResolvedModel
from fordel.stability.refusals import EveryChildWouldCount, NothingLeftToCount


@dataclass(frozen=True)
class Place:
    """Where a count stands: a need step, and its part where the step combines several."""

    step: Need
    method: SimpleMethod
    part: int | None = None

    @property
    def id(self) -> str:
        return self.step.id if self.part is None else f"{self.step.id}.{self.part + 1}"


def need_steps(model: Model) -> tuple[Need, ...]:
    return tuple(step for step in model.steps if isinstance(step, Need))


def places(model: Model) -> Iterator[Place]:
    """Every count in a model, those inside combinations one by one."""
    for step in need_steps(model):
        if isinstance(step.count, Combination):
            for part, entry in enumerate(step.count.parts):
                yield Place(step, entry.count, part)
        else:
            yield Place(step, step.count)


def without_criterion(criterion: str, resolved: ResolvedModel) -> Model:
    """The model in which no step counts by a criterion.

    Raises
    ------
    NothingLeftToCount : a step counts by nothing else.
    """
    model = resolved.model
    for step in need_steps(model):
        left = _count_without(step.count, criterion, resolved)
        if left is None:
            raise NothingLeftToCount(step=step.id, criterion=criterion)
        model = with_step(model, step, count=left)
    return model


def with_at_least(k: int, place: Place, model: Model) -> Model:
    """The model in which a child counts when it meets at least ``k`` of a place's criteria.

    Raises
    ------
    EveryChildWouldCount : ``k`` is zero.
    """
    if k < 1:
        raise EveryChildWouldCount(step=place.step.id)
    return with_method(place.method.model_copy(update={"at_least": k}), place, model)


def with_method(method: SimpleMethod, place: Place, model: Model) -> Model:
    """The model with another count in a place."""
    count: Method = method
    if place.part is not None and isinstance(place.step.count, Combination):
        count = with_part(place.step.count, place.part, count=method)
    return with_step(model, place.step, count=count)


def with_part(combination: Combination, position: int, **changes: Any) -> Combination:
    """A combination with one of its parts changed."""
    before, after = combination.parts[:position], combination.parts[position + 1 :]
    changed = combination.parts[position].model_copy(update=changes)
    return combination.model_copy(update={"parts": (*before, changed, *after)})


def with_step(model: Model, step: Need, **changes: Any) -> Model:
    """The model with one of its steps changed."""
    changed = step.model_copy(update=changes)
    steps = tuple(changed if other.id == step.id else other for other in model.steps)
    return model.model_copy(update={"steps": steps})


def weights_of(method: SimpleMethod, resolved: ResolvedModel) -> dict[str, Decimal]:
    """The weight or coefficient of each criterion; empty for methods that have none."""
    if isinstance(method, WeightedCriteria):
        return {name: decimal(weight) for name, weight in method.weights.items()}
    if not isinstance(method, Index):
        return {}
    if isinstance(method.coefficients, dict):
        return {name: decimal(value) for name, value in method.coefficients.items()}
    rows, _, _ = resolved.table(method.coefficients)
    return {row.criterion: row.value for row in rows if row.criterion}


def reweighted(method: SimpleMethod, weights: Mapping[str, Decimal]) -> SimpleMethod:
    """A method with other weights or coefficients."""
    name = "coefficients" if isinstance(method, Index) else "weights"
    return method.model_copy(update={name: dict(weights)})


def decimal(value: Value) -> Decimal:
    """A figure that has been looked up."""
    if isinstance(value, Reference):
        raise TypeError(f"{value.parameter} is not resolved")
    return Decimal(value)


def _count_without(count: Method, criterion: str, resolved: ResolvedModel) -> Method | None:
    if not isinstance(count, Combination):
        return _method_without(count, criterion, resolved)
    parts = tuple(
        part.model_copy(update={"count": left})
        for part in count.parts
        if (left := _method_without(part.count, criterion, resolved)) is not None
    )
    return count.model_copy(update={"parts": parts}) if parts else None


def _method_without(
    method: SimpleMethod, criterion: str, resolved: ResolvedModel
) -> SimpleMethod | None:
    """The method without a criterion; None where nothing is left of it."""
    if isinstance(method, UniqueChildren | CriteriaMet):
        left = tuple(name for name in criteria_of(method, resolved.model) if name != criterion)
        # No criteria named would mean all of the model's.
        return method.model_copy(update={"criteria": left}) if left else None
    if isinstance(method, WeightedCriteria | Index):
        weights = weights_of(method, resolved)
        rest = {name: weight for name, weight in weights.items() if name != criterion}
        return reweighted(method, rest) if rest else None
    if isinstance(method, SuppliedUniqueCounts) and method.criterion == criterion:
        return None
    return method
