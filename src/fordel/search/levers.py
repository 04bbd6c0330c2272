"""The levers: what of a step can take other values, and the step with one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import (
    CriteriaMet,
    Threshold,
    UniqueChildren,
    WeightedCriteria,
)
from fordel.allocation.model.money import ByPool, ByRate, Limit, PoolAmount, PoolShare
from fordel.allocation.model.steps import Damping, Need, Step
from fordel.domain.language import Words, plain

NONE = "none"
"""How a grid says that a variant has no threshold or cap."""


class Unfit(ValueError):
    """A value that the lever cannot take; ``wanted`` says what it can."""

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.wanted = Words(da=da, en=en)


@dataclass(frozen=True)
class Lever:
    """One thing of a step that a grid can vary.

    ``fits`` says whether a step has it; ``read`` makes a value of what stands in the grid, or
    raises :class:`Unfit`; ``pull`` gives the step with that value.
    """

    fits: Callable[[Step], bool]
    read: Callable[[Any, Step, Model], Any]
    pull: Callable[[Any, Any], Step]


def is_figure(raw: Any) -> bool:
    """Whether something read from YAML is a number."""
    return isinstance(raw, int | Decimal) and not isinstance(raw, bool)


def _figure(raw: Any, step: Step, model: Model) -> Decimal:
    if not is_figure(raw):
        raise Unfit("et tal", "a number")
    return Decimal(raw)


def _whole(raw: Any, step: Step, model: Model) -> int:
    if not is_figure(raw) or raw < 1 or raw != int(raw):
        raise Unfit("et helt tal fra 1 og op", "a whole number from 1 upwards")
    return int(raw)


def _criteria(raw: Any, step: Step, model: Model) -> tuple[str, ...]:
    known = model.criterion_ids
    named = isinstance(raw, list) and raw and all(name in known for name in raw)
    if not named or len(set(raw)) != len(raw):
        shown = ", ".join(known)
        raise Unfit(
            f"en liste af forskellige kriterier blandt {shown}",
            f"a list of different criteria among {shown}",
        )
    return tuple(raw)


def _threshold(raw: Any, step: Step, model: Model) -> Threshold | None:
    if raw == NONE:
        return None
    try:
        threshold = Threshold.model_validate(raw)
    except ValidationError:
        threshold = None
    if threshold is None or not is_figure(threshold.level) or threshold.per != "unit":
        raise Unfit(
            "none eller {kind: cliff/excess, measure: share/percentile/mean_ratio/absolute, "
            "level: tal}",
            "none or {kind: cliff/excess, measure: share/percentile/mean_ratio/absolute, "
            "level: number}",
        )
    return threshold


def _cap(raw: Any, step: Step, model: Model) -> Limit | None:
    if raw == NONE:
        return None
    here = step.cap if isinstance(step, Need) else None
    if is_figure(raw):
        return Limit(amount=Decimal(raw), per="weighted_child" if here is None else here.per)
    try:
        limit = Limit.model_validate(raw)
    except ValidationError:
        limit = None
    if limit is None or not is_figure(limit.amount):
        raise Unfit(
            "none, et beløb eller {amount: tal, per: child/weighted_child}",
            "none, an amount or {amount: number, per: child/weighted_child}",
        )
    return limit


def _count(step: Step) -> Any:
    return step.count if isinstance(step, Need) else None


def _money(step: Step) -> Any:
    return step.money if isinstance(step, Need) else None


def _with_count(step: Need, **changes: Any) -> Need:
    return step.model_copy(update={"count": step.count.model_copy(update=changes)})


def _with_money(step: Need, **changes: Any) -> Need:
    return step.model_copy(update={"money": step.money.model_copy(update=changes)})


def _with_pool(step: Need, name: str, value: Decimal) -> Need:
    assert isinstance(step.money, ByPool)
    return step.model_copy(update={"money": _holding(step.money, name, value)})


@lru_cache(maxsize=1024)
def _holding(money: ByPool, name: str, value: Decimal) -> ByPool:
    """A pool that holds something else; the thousands of variants of a grid share a few of them."""
    assert isinstance(money.pool, PoolAmount | PoolShare)
    return money.model_copy(update={"pool": money.pool.model_copy(update={name: value})})


def _has_pool(step: Step, kind: type[PoolAmount | PoolShare]) -> bool:
    money = _money(step)
    return isinstance(money, ByPool) and isinstance(money.pool, kind)


def _limitable(step: Step) -> bool:
    return isinstance(_money(step), ByPool | ByRate)


_LEVERS: Mapping[str, Lever] = {
    "criteria": Lever(
        lambda step: isinstance(_count(step), UniqueChildren | CriteriaMet),
        _criteria,
        lambda step, value: _with_count(step, criteria=value),
    ),
    "at_least": Lever(
        lambda step: isinstance(_count(step), UniqueChildren),
        _whole,
        lambda step, value: _with_count(step, at_least=value),
    ),
    "pool_share": Lever(
        lambda step: _has_pool(step, PoolShare),
        _figure,
        lambda step, value: _with_pool(step, "share", value),
    ),
    "pool_amount": Lever(
        lambda step: _has_pool(step, PoolAmount),
        _figure,
        lambda step, value: _with_pool(step, "amount", value),
    ),
    "rate": Lever(
        lambda step: isinstance(_money(step), ByRate),
        _figure,
        lambda step, value: _with_money(step, rate=value),
    ),
    "threshold": Lever(
        lambda step: isinstance(step, Need),
        _threshold,
        lambda step, value: step.model_copy(update={"threshold": value}),
    ),
    "cap": Lever(_limitable, _cap, lambda step, value: step.model_copy(update={"cap": value})),
    "max_loss_percent": Lever(
        lambda step: isinstance(step, Damping),
        _figure,
        lambda step, value: step.model_copy(update={"max_loss_percent": value}),
    ),
}
COUNTING = ("criteria", "at_least", "weights.")
"""Levers (or how their names begin) that change who is counted."""


def _weight(criterion: str) -> Lever:
    return Lever(
        lambda step: isinstance(_count(step), WeightedCriteria),
        _figure,
        lambda step, value: _with_count(step, weights={**step.count.weights, criterion: value}),
    )


def levers_of(step: Step) -> dict[str, Lever]:
    """What can be varied in a step, by name; a weight has a lever per criterion."""
    found = {name: lever for name, lever in _LEVERS.items() if lever.fits(step)}
    count = _count(step)
    if isinstance(count, WeightedCriteria):
        found |= {f"weights.{criterion}": _weight(criterion) for criterion in count.weights}
    return found


def shown(value: Any) -> str:
    """A lever's value as one line of text, in a form that the grid understands."""
    if value is None:
        return NONE
    if isinstance(value, tuple):
        return "+".join(value)
    if isinstance(value, Threshold):
        return f"{value.kind} {value.measure} {_plain(value.level)}"
    if isinstance(value, Limit):
        return f"{_plain(value.amount)} per {value.per}".replace("_", " ")
    return _plain(value)


def _plain(value: Any) -> str:
    return plain(value) if is_figure(value) else str(value)
