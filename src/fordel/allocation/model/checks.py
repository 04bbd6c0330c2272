"""What a model must be before any data are read: consistent in itself."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

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
from fordel.allocation.model.money import (
    ByIndex,
    ByPercentage,
    ByPool,
    ByRateTable,
    PoolShare,
)
from fordel.allocation.model.steps import (
    FRAME_STEPS,
    MONEY_STEPS,
    Applications,
    BaseByRate,
    BaseByStaffing,
    BaseByWeightedChildren,
    Damping,
    DemographicFrame,
    FixedGrants,
    Need,
    Payment,
    Positions,
    SetAside,
    Step,
)
from fordel.allocation.model.values import references
from fordel.allocation.refusals.fitting import (
    AgeGroupNotInModel,
    AgeGroupWithoutRate,
    IndexFromCounts,
    ParameterNotKnown,
    UniqueFromCounts,
)
from fordel.allocation.refusals.sharing import LimitOnIndex
from fordel.allocation.refusals.writing import (
    AllWeightsZero,
    AtLeastAboveCriteria,
    CriterionNotInModel,
    DuplicateCriterion,
    DuplicateItem,
    DuplicateStep,
    NoFrame,
    OverlappingAgeGroups,
    ReservedName,
    StepNotBefore,
    StepOutOfPlace,
)

RATES_FILE = "rates"
"""The table name that means the file of rates in the data folder."""

RESERVED = frozenset({"total"})
"""Names that columns of the result have already."""
RESERVED_ITEMS = frozenset({"frame", "set_aside"})


def check_model(model: Model) -> None:
    """Raise the first thing that is wrong with a model.

    Raises
    ------
    ModelRefused : a subclass that says which step, what, and what to do.
    """
    _check_names(model)
    _check_order(model.steps)
    _check_items(model.steps)
    for position, step in enumerate(model.steps):
        _check_frame(step, model.steps[:position])
        _check_age_groups(step, model)
        if isinstance(step, Need):
            for method in methods(step.count):
                _check_method(step.id, method, model)
            _check_money(step, model, model.steps[:position])
        if isinstance(step, Positions):
            _check_earlier(step.id, step.of, model.steps[:position])
    for reference in references(model):
        if reference.parameter not in model.parameters:
            raise ParameterNotKnown(parameter=reference.parameter)


def methods(count: Method) -> tuple[SimpleMethod, ...]:
    """The counts inside a count."""
    if isinstance(count, Combination):
        return tuple(part.count for part in count.parts)
    return (count,)


def criteria_of(method: SimpleMethod, model: Model) -> tuple[str, ...]:
    """The criteria a method uses; none named means all of the model's."""
    if isinstance(method, UniqueChildren | CriteriaMet):
        return method.criteria or model.criterion_ids
    if isinstance(method, WeightedCriteria):
        return tuple(method.weights)
    if isinstance(method, SuppliedUniqueCounts):
        return (method.criterion,)
    if isinstance(method, Index):
        return _coefficient_names(method, model)
    return ()


def _coefficient_names(method: Index, model: Model) -> tuple[str, ...]:
    if isinstance(method.coefficients, dict):
        return tuple(method.coefficients)
    if method.coefficients not in model.tables:
        raise ParameterNotKnown(parameter=method.coefficients)
    versions = model.tables[method.coefficients].versions
    return tuple(dict.fromkeys(r.criterion for v in versions for r in v.rows if r.criterion))


def _check_names(model: Model) -> None:
    _check_unique([step.id for step in model.steps], DuplicateStep)
    _check_unique(list(model.criterion_ids), DuplicateCriterion)
    _check_unique([group.id for group in model.age_groups], DuplicateCriterion)
    for step in model.steps:
        if step.id in RESERVED:
            raise ReservedName(name=step.id)
    aged = [
        ages
        for ages, group in zip(model.ages, model.age_groups, strict=True)
        if group.from_age is not None
    ]
    for first, second in itertools.combinations(aged, 2):
        if second.from_age <= first.to_age and first.from_age <= second.to_age:
            raise OverlappingAgeGroups(first=first.id, second=second.id)


def _check_items(steps: Sequence[Step]) -> None:
    """What is set aside is shown by name, so every name may stand once in all the steps."""
    names = [item.id for step in steps if isinstance(step, SetAside) for item in step.items]
    for name in names:
        if name in RESERVED_ITEMS:
            raise ReservedName(name=name)
    _check_unique(names, DuplicateItem)


def _check_unique(
    names: Sequence[str], error: type[DuplicateStep | DuplicateCriterion | DuplicateItem]
) -> None:
    for position, name in enumerate(names):
        if name in names[:position]:
            raise error(name)


_RANK = {
    "frame": 0,
    "demographic_frame": 0,
    "set_aside": 1,
    "damping": 3,
    "payment": 4,
    "positions": 5,
}


def _check_order(steps: Sequence[Step]) -> None:
    rank = 0
    frames = [step for step in steps if isinstance(step, FRAME_STEPS)]
    if len(frames) > 1:
        raise StepOutOfPlace(step=frames[1].id)
    for step in steps:
        own = _RANK.get(step.use, 2)
        if own < rank:
            raise StepOutOfPlace(step=step.id)
        rank = own
    for single in (Damping, Payment, FixedGrants, Applications):
        several = [step for step in steps if isinstance(step, single)]
        if len(several) > 1:
            raise StepOutOfPlace(step=several[1].id)


def _check_frame(step: Step, earlier: Sequence[Step]) -> None:
    framed = any(isinstance(other, FRAME_STEPS) for other in earlier)
    if takes_from_frame(step) and not framed:
        raise NoFrame(step=step.id)


def takes_from_frame(step: Step) -> bool:
    """Whether a step's money is a part of the frame."""
    pool: Any = None
    if isinstance(step, BaseByWeightedChildren):
        pool = step.pool
    elif isinstance(step, Need) and isinstance(step.money, ByPool):
        pool = step.money.pool
    takes = isinstance(step, SetAside) or pool == "rest" or isinstance(pool, PoolShare)
    return takes or (isinstance(step, Damping) and step.paid_by == "frame")


def _check_age_groups(step: Step, model: Model) -> None:
    named: list[str] = []
    known = [group.id for group in model.age_groups]
    without: list[str] = []
    if isinstance(step, BaseByRate):
        named = [*step.rates, *(g for own in step.by_kind.values() for g in own)]
        without = [group for group in known if group not in step.rates]
    elif isinstance(step, BaseByStaffing):
        named = list(step.children_per_adult)
        without = [group for group in known if group not in named]
    elif isinstance(step, DemographicFrame):
        named = list(step.age_groups)
    for group in named:
        if group not in known:
            raise AgeGroupNotInModel(step=step.id, age_group=group)
    for group in without:
        raise AgeGroupWithoutRate(step=step.id, age_group=group)


def _check_method(step: str, method: SimpleMethod, model: Model) -> None:
    criteria = criteria_of(method, model)
    for criterion in criteria:
        if criterion not in model.criterion_ids:
            raise CriterionNotInModel(step=step, criterion=criterion)
    _check_unique(criteria, DuplicateCriterion)
    if isinstance(method, UniqueChildren):
        if method.at_least > len(criteria):
            raise AtLeastAboveCriteria(step=step, at_least=method.at_least, criteria=len(criteria))
        if model.children.grain == "counts":
            raise UniqueFromCounts(step=step)
    if isinstance(method, SuppliedUniqueCounts) and method.at_least > method.out_of:
        raise AtLeastAboveCriteria(step=step, at_least=method.at_least, criteria=method.out_of)
    weights = method.weights.values() if isinstance(method, WeightedCriteria) else ()
    if weights and all(not isinstance(w, int | str) and _is_zero(w) for w in weights):
        raise AllWeightsZero(step=step)
    if isinstance(method, Index) and method.link == "logistic" and model.children.grain == "counts":
        raise IndexFromCounts(step=step)


def _is_zero(value: Any) -> bool:
    try:
        return Fraction(value) == 0
    except TypeError:
        return False


def _check_money(step: Need, model: Model, earlier: Sequence[Step]) -> None:
    money = step.money
    if isinstance(money, ByPercentage):
        _check_earlier(step.id, (money.of,), earlier)
    if isinstance(money, ByIndex):
        if step.cap is not None or step.floor is not None:
            raise LimitOnIndex(step=step.id)
        _check_earlier(step.id, (money.on,), earlier)
    if isinstance(money, ByRateTable) and money.table not in {*model.tables, RATES_FILE}:
        raise ParameterNotKnown(parameter=money.table)


def _check_earlier(step: str, named: Sequence[str], earlier: Sequence[Step]) -> None:
    before = {other.id for other in earlier if isinstance(other, MONEY_STEPS)}
    for other in named:
        if other not in before:
            raise StepNotBefore(step=step, other=other)
