"""The linear family: models whose money is a sum of kroner per column of children.

With the pool v_c that reaches units through criterion c, a unit's need money is the sum over c of
v_c times its part of all children who meet c; what is left for the base falls by the sum of v.
Weights and pool are thus one set of unknowns in which every amount is linear.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.loads import WeightedCriteria
from fordel.allocation.model.money import (
    ByIndex,
    ByPercentage,
    ByPool,
    Limit,
    Pool,
    PoolAmount,
    PoolShare,
)
from fordel.allocation.model.steps import (
    BaseByWeightedChildren,
    Damping,
    Need,
    Payment,
    Step,
)
from fordel.allocation.resolving import exact
from fordel.allocation.steps.filtering import concerns
from fordel.domain.language import Words
from fordel.search.finding.space import Row, Space
from fordel.search.ground import Floats, Ground, floats, is_constant_figure, loads_of
from fordel.search.needing import prepare

MOST_COLUMNS = 1500
"""Counts that are chosen among at once; more are tried one by one."""
POOLS = ("pool_share", "pool_amount")


class NotLinear(Exception):
    """The model's money is not linear in its levers; ``words`` say which step is in the way."""

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(da=da, en=en)


@dataclass(frozen=True)
class Rule:
    """``low <= weights . v <= high``; a guard keeps the family linear, any other is the model's."""

    weights: Floats
    low: float
    high: float
    guard: bool = False


@dataclass
class Family:
    """Amounts as ``matrix @ v + constant``, v the kroner through each column.

    Columns are criteria that may be combined (``combined``), or whole counts of which one is
    chosen. ``key`` has shape (units, columns), each column summing to one; ``met`` is how much load
    each column counts in all. ``weights`` are the bounds of each column's weight, and whether it
    may be left out. ``criteria`` is how many criteria a column adds to the ``always`` that every
    model of the family uses. ``whole`` is what a pool share is of; ``pool`` the bounds of the pool.
    """

    step: Need
    combined: bool
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    criteria: tuple[int, ...]
    always: int
    key: Floats
    met: Floats
    weights: tuple[tuple[float, float, bool], ...]
    pool: tuple[float, float]
    whole: float
    total: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    total_constant: Floats = field(default_factory=lambda: np.zeros(0))
    need: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    need_constant: Floats = field(default_factory=lambda: np.zeros(0))
    rules: list[Rule] = field(default_factory=list)

    @property
    def guarded(self) -> bool:
        """Whether limits of the model had to be kept out of reach: then nothing is proven."""
        return any(rule.guard for rule in self.rules)

    def amounts(self, v: Floats) -> tuple[Floats, Floats]:
        """All money and need money per unit, shape (units,), at some kroner per column."""
        return self.total @ v + self.total_constant, self.need @ v + self.need_constant


def family_of(space: Space, ground: Ground) -> Family:
    """Find the linear family of a space.

    Raises
    ------
    NotLinear : there is none; says what is in the way.
    """
    step = _need_step(space, ground)
    names = {axis.name for axis in space.axes}
    if any(name.startswith("weights.") for name in names):
        family = _of_weights(step, space, ground)
    else:
        family = _of_counts(step, space, ground)
    _carry(family, ground)
    return family


def _need_step(space: Space, ground: Ground) -> Need:
    if len(space.steps) != 1:
        raise NotLinear("flere trin har håndtag", "several steps have levers")
    step = next(step for step in ground.model.steps if step.id == space.steps[0])
    if not isinstance(step, Need) or not isinstance(step.money, ByPool):
        raise NotLinear(
            f"pengene i «{step.id}» er ikke en pulje til behov",
            f"the money of “{step.id}” is no pool for need",
        )
    if any(axis.name == "cap" for axis in space.axes):
        axis = next(axis for axis in space.axes if axis.name == "cap")
        if axis.values != (None,):
            raise NotLinear("loftet er et håndtag", "the cap is a lever")
        step = step.model_copy(update={"cap": None})
    return step


def _pool(step: Need, space: Space, ground: Ground) -> tuple[float, tuple[float, float]]:
    """What a share is of (1 for an amount), and the least and most kroner of the pool."""
    money = step.money
    assert isinstance(money, ByPool)
    rest = _rest_before(step, ground)
    whole, now = _whole(money.pool, rest, ground)
    axis = next((axis for axis in space.axes if axis.name in POOLS), None)
    if axis is None:
        return whole, (whole * now, whole * now)
    own = space.ranges.get(axis.title)
    values = [float(value) for value in axis.values]
    if own is None and len(values) > 1:
        raise NotLinear("puljen har enkelte værdier", "the pool has single values")
    low, high = (values[0], values[0]) if own is None else (float(own.low), float(own.high))
    return whole, (whole * low, whole * high)


def _whole(pool: Pool, rest: float, ground: Ground) -> tuple[float, float]:
    frame = np.nan if ground.base.frame is None else float(ground.base.frame)
    if isinstance(pool, PoolAmount):
        return 1.0, float(exact(pool.amount))
    if not isinstance(pool, PoolShare):
        return rest, 1.0
    wholes = {"frame": frame, "decentral": frame - float(ground.base.set_aside), "rest": rest}
    return wholes[pool.of], float(exact(pool.share))


def _rest_before(step: Need, ground: Ground) -> float:
    """What is left of the decentral money when a step's turn comes."""
    frame = np.nan if ground.base.frame is None else float(ground.base.frame)
    rest = frame - float(ground.base.set_aside)
    for result in ground.base.steps:
        if result.id == step.id:
            break
        rest -= float(sum(result.exact)) if result.exact is not None else 0.0
    return rest


def _of_weights(step: Need, space: Space, ground: Ground) -> Family:
    count = step.count
    assert isinstance(count, WeightedCriteria)
    if step.threshold is not None or any(axis.name == "threshold" for axis in space.axes):
        raise NotLinear("en tærskel efter vægtene", "a threshold after the weights")
    _countable(step, ground)
    axes = {axis.name.removeprefix("weights."): axis for axis in space.axes}
    bounds: list[tuple[float, float, bool]] = []
    for criterion, weight in count.weights.items():
        axis = axes.get(criterion)
        own = None if axis is None else space.ranges.get(axis.title)
        if axis is not None and own is None and len(axis.values) > 1:
            raise NotLinear("vægte med enkelte værdier", "weights with single values")
        at = exact(weight) if axis is None else axis.values[0]
        low, high = (at, at) if own is None else (own.low, own.high)
        out = low == 0 or (own is not None and own.leave_out)
        bounds.append((float(low), float(high), out))
    alone = [
        step.model_copy(update={"count": count.model_copy(update={"weights": {criterion: 1}})})
        for criterion in count.weights
    ]
    loads = np.concatenate([loads_of([one], ground) for one in alone])
    used = [i for i, load in enumerate(loads) if load.sum() > 0 and bounds[i][1] > 0]
    if not used:
        raise NotLinear("intet barn opfylder et kriterium", "no child meets a criterion")
    met = loads[used].sum(axis=1)
    names = tuple(count.weights)
    others = _of_other_steps(step, ground)
    kept = {names[i] for i, (_, high, out) in enumerate(bounds) if high > 0 and not out}
    whole, pool = _pool(step, space, ground)
    return Family(
        step=step,
        combined=True,
        columns=tuple(names[i] for i in used),
        rows=(),
        criteria=tuple(int(names[i] not in others) for i in used),
        always=len(others | (kept - {names[i] for i in used})),
        key=(loads[used] / met[:, None]).T,
        met=met,
        weights=tuple(bounds[i] for i in used),
        pool=pool,
        whole=whole,
    )


def _of_counts(step: Need, space: Space, ground: Ground) -> Family:
    counting = [axis for axis in space.axes if axis.name not in {*POOLS, "cap"}]
    places = [range(len(a.values)) if a in counting else (0,) for a in space.axes]
    size = int(np.prod([len(place) for place in places]))
    if size > MOST_COLUMNS:
        raise NotLinear(f"{size} måder at tælle på", f"{size} ways to count")
    rows = [row for row in itertools.product(*places) if space.possible(row)]
    versions: list[Need] = []
    for row in rows:
        version: Any = step
        for axis, at in zip(space.axes, row, strict=True):
            if axis in counting:
                version = axis.lever.pull(version, axis.values[at])
        versions.append(version)
    loads = _loads(versions, frozenset(axis.name for axis in counting), ground)
    used = [i for i, load in enumerate(loads) if load.sum() > 0]
    if not used:
        raise NotLinear("ingen børn tælles", "no children are counted")
    met = loads[used].sum(axis=1)
    others = _of_other_steps(step, ground)
    whole, pool = _pool(step, space, ground)
    return Family(
        step=step,
        combined=False,
        columns=tuple(str(i) for i in used),
        rows=tuple(rows[i] for i in used),
        criteria=tuple(len(_criteria(versions[i], ground) - others) for i in used),
        always=len(others),
        key=(loads[used] / met[:, None]).T,
        met=met,
        weights=((1.0, 1.0, True),) * len(used),
        pool=pool,
        whole=whole,
    )


def _criteria(step: Need, ground: Ground) -> set[str]:
    return {c for method in methods(step.count) for c in criteria_of(method, ground.model)}


def _of_other_steps(step: Need, ground: Ground) -> set[str]:
    """The criteria that the model uses whatever this step counts."""
    others = (s for s in ground.model.steps if isinstance(s, Need) and s.id != step.id)
    return {criterion for other in others for criterion in _criteria(other, ground)}


def _countable(step: Need, ground: Ground) -> None:
    if ground.base.enrolled.profile is None or exact(step.population.resident):
        raise NotLinear(
            "børnene er ikke talt række for række, hvor de er indskrevet",
            "the children are not counted row by row where they are enrolled",
        )


def _loads(versions: Sequence[Need], levers: frozenset[str], ground: Ground) -> Floats:
    """Each unit's part of a version's load after its threshold, shape (versions, units)."""
    plain = [v.model_copy(update={"cap": None, "floor": None}) for v in versions]
    need = prepare(tuple(plain), levers, ground)
    row, loads = need.load, need.loads
    whole = loads.whole[row]
    counted = (whole > 0) & (loads.refused[row] == 0)
    scale = np.divide(1.0, whole, out=np.zeros_like(whole), where=counted)
    return np.asarray(loads.load[row] * scale[:, None])


def _carry(family: Family, ground: Ground) -> None:
    """Follow the money through the steps, as a matrix and a constant."""
    units, width = family.key.shape
    given, constant = np.zeros((units, width)), np.zeros(units)
    need, need_constant = np.zeros((units, width)), np.zeros(units)
    begun = False
    for step in ground.model.steps:
        if is_constant_figure(step):
            continue
        if step.id == family.step.id:
            begun = True
            matrix, fixed = family.key, np.zeros(units)
            _limit(family, step, ground)
        elif begun:
            matrix, fixed = _after(step, family, (given, constant), ground)
        else:
            matrix, fixed = np.zeros((units, width)), _own(step, ground)
        given, constant = given + matrix, constant + fixed
        if isinstance(step, Need):
            need, need_constant = need + matrix, need_constant + fixed
        _within_frame(family, given, constant, ground)
    family.total, family.total_constant = given, constant
    family.need, family.need_constant = need, need_constant


def _within_frame(family: Family, given: Floats, constant: Floats, ground: Ground) -> None:
    if ground.base.frame is not None:
        decentral = float(ground.base.frame - ground.base.set_aside)
        family.rules.append(Rule(given.sum(axis=0), -np.inf, decentral - constant.sum()))


def _own(step: Step, ground: Ground) -> Floats:
    amounts = ground.base.step(step.id).exact
    return np.zeros(ground.units) if amounts is None else floats(amounts)


def _after(
    step: Step, family: Family, before: tuple[Floats, Floats], ground: Ground
) -> tuple[Floats, Floats]:
    """What a step after the moving one gives: matrix and constant."""
    given, constant = before
    nothing = np.zeros_like(given)
    if isinstance(step, Payment):
        factor = floats(ground.base.step(step.id).columns["months"]) / 12 - 1
        return given * factor[:, None], constant * factor
    if isinstance(step, Damping):
        _guard_damping(step, family, before, ground)
        return nothing, np.zeros(len(constant))
    money = step.money if isinstance(step, Need) else None
    if isinstance(money, ByPercentage | ByIndex):
        raise NotLinear(
            f"«{step.id}» regner på et andet trins beløb", f"“{step.id}” goes by another's amounts"
        )
    pool = money.pool if isinstance(money, ByPool) else getattr(step, "pool", None)
    of_rest = isinstance(pool, PoolShare) and pool.of == "rest"
    if pool != "rest" and not of_rest:
        return nothing, _own(step, ground)
    share = float(exact(pool.share)) if isinstance(pool, PoolShare) else 1.0
    assert ground.base.frame is not None
    decentral = float(ground.base.frame - ground.base.set_aside)
    key = _key(step, ground)
    rest = -share * given.sum(axis=0)
    return np.outer(key, rest), key * share * (decentral - constant.sum())


def _key(step: Step, ground: Ground) -> Floats:
    """How a step shares the rest, its own way in the model itself; summing to one."""
    if isinstance(step, BaseByWeightedChildren):
        columns = ground.base.step(step.id).columns
        name = "weight" if "weight" in columns else "weighted_children"
        inside = [concerns(step.where, unit) for unit in ground.base.units]
        weights = np.where(inside, floats(columns[name]), 0.0)
        return np.asarray(weights / weights.sum())
    if isinstance(step, Need) and step.cap is None and step.floor is None:
        load = ground.base.step(step.id).load
        if load is not None and any(load):
            return floats(load) / float(sum(load))
    raise NotLinear(f"«{step.id}» deler resten med grænser", f"“{step.id}” shares within limits")


def _limit(family: Family, step: Step, ground: Ground) -> None:
    """Keep a cap and a floor out of reach: within them a pool is shared in proportion."""
    assert isinstance(step, Need)
    numbers: Mapping[str, Floats] = {"child": ground.children, "weighted_child": ground.weighted}

    def per(limit: Limit) -> Floats:
        return float(exact(limit.amount)) * numbers[limit.per]

    if family.step.cap is not None:
        for row, most in zip(family.key, per(family.step.cap), strict=True):
            family.rules.append(Rule(row, -np.inf, float(most), guard=True))
    if family.step.floor is not None:
        for row, least in zip(family.key, per(family.step.floor), strict=True):
            if row.any():
                family.rules.append(Rule(row, float(least), np.inf, guard=True))


def _guard_damping(
    step: Damping, family: Family, before: tuple[Floats, Floats], ground: Ground
) -> None:
    """Keep every unit within what damping allows before it: it then moves nothing."""
    result = ground.base.step(step.id)
    if result.function == "damping.not_begun":
        return
    if step.phase_in is not None:
        raise NotLinear("dæmpningen indfases", "the damping is phased in")
    reference = floats(result.columns["reference"])
    for row, constant, was in zip(*before, reference, strict=True):
        if np.isnan(was):
            continue
        low = -np.inf if step.max_loss_percent is None else (
            was * (1 - float(exact(step.max_loss_percent)) / 100))  # fmt: skip
        high = np.inf if step.max_gain_percent is None else (
            was * (1 + float(exact(step.max_gain_percent)) / 100))  # fmt: skip
        family.rules.append(Rule(row, low - constant, high - constant, guard=True))
