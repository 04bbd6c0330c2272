"""A need step in many variants at once: loads, thresholds, money, limits."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.model.loads import Threshold
from fordel.allocation.model.money import ByPool, ByRate, Limit, Pool, PoolAmount
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import exact
from fordel.search.ground import Floats, Ground, loads_of
from fordel.search.levers import COUNTING
from fordel.search.refusals import StepCannotBeSwept
from fordel.search.sharing import share_many

P = TypeVar("P")
T = TypeVar("T")

Refused = NDArray[np.int16]
"""Per row the place in :data:`REASONS` of the first refusal, 0 for none."""

REASONS = (
    "",
    "NobodyInNeed",
    "NobodyAboveThreshold",
    "AllWeightsZero",
    "FloorAboveCap",
    "FloorsAbovePool",
    "PoolCannotBeSpent",
    "FrameOverspent",
    "DampingCannotBePaid",
    "DampingLeavesMoney",
    "NegativeLoad",
)
TIE = 1e-12
"""Loads nearer to a level than this part of it are at the level, hence not above it."""
SPARE = 1e-11
"""Money less than this part of the whole is a rounding of floats, neither missing nor left."""


@dataclass(frozen=True)
class Purse:
    """What is there to share, per row: shape (rows,); NaN where the model has no frame.

    ``refused`` are the rows' refusals, which the steps add to.
    """

    frame: float
    decentral: float
    rest: Floats
    refused: Refused

    def holds(self, pool: Pool, figure: Floats) -> Floats:
        """What a pool holds in each row, from its amount or share there."""
        if isinstance(pool, PoolAmount):
            return figure
        of = pool if pool == "rest" else pool.of
        return np.multiply(
            figure, {"frame": self.frame, "decentral": self.decentral}.get(of, self.rest)
        )


@dataclass(frozen=True)
class Loads:
    """Need that counts, after any threshold: shape (loads, units).

    ``whole``, shape (loads,), is the sum of each; ``refused`` why one cannot be shared, if so.
    """

    load: Floats
    whole: Floats
    refused: Refused


@dataclass(frozen=True)
class Terms:
    """How a step's versions turn a load into money; arrays have shape (versions,).

    ``figure`` is what the money goes by: the pool's amount or share, or the rate; ``per``, shape
    (units,), what a rate is multiplied by, None for the load. ``limit`` says which row of ``least``
    and ``most``, shape (limits, units), holds for a version; they are None where none of them has
    a cap or a floor. ``keep`` says that what a cap leaves is not shared again.
    """

    step: Need
    figure: Floats
    per: Floats | None
    limit: NDArray[np.int64]
    limited: NDArray[np.bool_]
    least: Floats | None
    most: Floats | None
    keep: bool


@dataclass(frozen=True)
class NeedInVariants:
    """A need step ready for its variants: the loads, which is each version's own, and the terms."""

    loads: Loads
    load: NDArray[np.int64]
    terms: Terms


def prepare(versions: tuple[Need, ...], levers: frozenset[str], ground: Ground) -> NeedInVariants:
    """Count what the versions of a step count, each count once, and hold it against thresholds.

    Raises
    ------
    StepCannotBeSwept : its count, threshold or money is of a kind that only the engine knows.
    """
    step = versions[0]
    counting = any(name.startswith(COUNTING) for name in levers)
    holding = counting or "threshold" in levers
    check_terms(step, holding=holding)
    if counting:
        _check_counting(step, ground)
    counts, count = _distinct(_each([version.count for version in versions], repr))
    if counting:
        counted = loads_of([versions[i] for i in counts], ground)
    else:
        counted = _counted_before(step, ground, holding=holding)[None, :]
    held_to = _each([version.threshold for version in versions], repr)
    keys = list(zip(count.tolist(), held_to, strict=True))
    firsts, load = _distinct(keys)
    thresholds = [versions[i].threshold if holding else None for i in firsts]
    loads = held(thresholds, counted[count[firsts]], step, ground)
    weightless = [_is_weightless(versions[i]) for i in firsts]
    loads.refused[weightless] = REASONS.index("AllWeightsZero")
    return NeedInVariants(loads, load, terms_of(versions, ground))


def _distinct(keys: Sequence[Hashable]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each distinct key stands first, and which of them every key is."""
    place: dict[Hashable, int] = {}
    which = np.array([place.setdefault(key, len(place)) for key in keys])
    return np.unique(which, return_index=True)[1], which


def _each(parts: Sequence[P], look: Callable[[P], T]) -> list[T]:
    """What is to be known of each part; one that many versions share is looked at once."""
    known: dict[int, T] = {}
    for part in parts:
        if id(part) not in known:
            known[id(part)] = look(part)
    return [known[id(part)] for part in parts]


def _counted_before(step: Need, ground: Ground, *, holding: bool) -> Floats:
    """What the engine counted in the model itself; before a threshold that is to be held anew."""
    if holding and "counted" in ground.base.step(step.id).columns:
        return ground.column(step.id, "counted")
    return ground.load(step.id)


def check_terms(step: Need, *, holding: bool = True) -> None:
    """Whether arrays know a step's money and, where loads are held anew, its threshold.

    Raises
    ------
    StepCannotBeSwept
    """
    if not isinstance(step.money, ByPool | ByRate):
        raise StepCannotBeSwept(
            step=step.id,
            because_da=f"pengene gives efter «{step.money.by}», ikke af en pulje eller en takst",
            because_en=f"its money goes by “{step.money.by}”, not by a pool or a rate",
        )
    if holding and step.threshold is not None and step.threshold.per != "unit":
        raise StepCannotBeSwept(
            step=step.id,
            because_da="tærsklen gælder hver aldersgruppe for sig",
            because_en="its threshold is held against each age group by itself",
        )


def _check_counting(step: Need, ground: Ground) -> None:
    if exact(step.population.resident):
        raise StepCannotBeSwept(
            step=step.id,
            because_da="det tæller også børn, hvor de bor",
            because_en="it also counts children where they live",
        )
    if ground.base.enrolled.profile is None:
        raise StepCannotBeSwept(
            step=step.id,
            because_da="der er kun færdige antal, ikke en række pr. barn",
            because_en="there are finished counts only, no row per child",
        )


def held(
    thresholds: Sequence[Threshold | None], counted: Floats, step: Need, ground: Ground
) -> Loads:
    """Hold counts against thresholds, each row of shape (loads, units) against its own.

    Parameters
    ----------
    thresholds : one per row, or a single one for all.
    """
    here, children = ground.here(step), ground.children
    shared = isinstance(step.money, ByPool)
    refused = np.zeros(len(counted), dtype=np.int16)
    if shared:
        mark(refused, np.logical_not(counted.any(axis=1)), "NobodyInNeed")
    firsts, own = _distinct([repr(threshold) for threshold in thresholds])
    which = np.broadcast_to(own, len(counted))
    load = counted
    for first in firsts.tolist():
        threshold, rows = thresholds[first], np.nonzero(which == which[first])[0]
        if threshold is not None:
            load = counted.copy() if load is counted else load
            load[rows] = _above(threshold, counted[rows], here, children)
    if shared:
        mark(refused, np.logical_not(load.any(axis=1)), "NobodyAboveThreshold")
    return Loads(load, load.sum(axis=1), refused)


def _above(
    threshold: Threshold, counted: Floats, here: NDArray[np.bool_], children: Floats
) -> Floats:
    """What of each load counts; shape (rows, units)."""
    level = _levels(threshold, counted, here, children)
    above = counted > level + np.abs(level) * TIE
    above &= here
    excess = counted if threshold.kind == "cliff" else counted - level
    return np.multiply(excess, above)


def _levels(
    threshold: Threshold, counted: Floats, here: NDArray[np.bool_], children: Floats
) -> Floats:
    """The level as a load, shape (rows, units) or (1, units)."""
    level = float(exact(threshold.level))
    own = np.multiply(children, here)
    if threshold.measure == "absolute":
        return np.full((1, len(own)), level)
    if threshold.measure == "share":
        return np.multiply(level, own)[None, :]
    if threshold.measure == "mean_ratio":
        everybody = own.sum()
        mean = counted.sum(axis=1) / everybody if everybody else np.zeros(len(counted))
        return np.multiply(mean[:, None], level * own, dtype=np.float64)
    some = own > 0
    shares = counted[:, some] / own[some]
    at = np.percentile(shares, level, axis=1) if some.any() else np.zeros(len(counted))
    return np.asarray(at[:, None] * own)


def terms_of(versions: Sequence[Need], ground: Ground) -> Terms:
    """The terms of some versions of a step that is paid by a pool or a rate."""
    step = versions[0]
    caps = _each([version.cap for version in versions], repr)
    floors = _each([version.floor for version in versions], repr)
    firsts, limit = _distinct(list(zip(caps, floors, strict=True)))
    limited = np.array([v.cap is not None or v.floor is not None for v in versions])
    numbers = {"child": ground.children, "weighted_child": ground.weighted}
    least = most = None
    if limited.any():
        least = np.stack([_limit(versions[i].floor, numbers, 0.0) for i in firsts])
        most = np.stack([_limit(versions[i].cap, numbers, np.inf) for i in firsts])
    figure = np.array(_each([version.money for version in versions], _figure))
    per = numbers.get(step.money.per) if isinstance(step.money, ByRate) else None
    return Terms(step, figure, per, limit, limited, least, most, step.left_over == "keep")


def _figure(money: object) -> float:
    if isinstance(money, ByPool):
        return pool_figure(money.pool)
    assert isinstance(money, ByRate)
    return float(exact(money.rate))


def _limit(limit: Limit | None, numbers: dict[str, Floats], without: float) -> Floats:
    if limit is None:
        return np.full_like(numbers["child"], without)
    return float(exact(limit.amount)) * numbers[limit.per]


def need_money(
    loads: Loads,
    row: NDArray[np.int64],
    terms: Terms,
    chosen: NDArray[np.int64],
    purse: Purse,
) -> Floats:
    """What a need step gives, shape (rows, units); marks the rows it refuses.

    Parameters
    ----------
    row : shape (rows,), which of the loads is each row's own.
    chosen : shape (rows,), each row's version of the step.
    """
    mark_all(purse.refused, loads.refused[row])
    load = loads.load[row]
    if isinstance(terms.step.money, ByRate):
        return _by_rate(load, terms, chosen, purse.refused)
    assert isinstance(terms.step.money, ByPool)
    pool = purse.holds(terms.step.money.pool, terms.figure[chosen])
    mark(purse.refused, pool > purse.rest + SPARE * abs(purse.frame), "FrameOverspent")
    whole = loads.whole[row]
    limited = np.nonzero(terms.limited[chosen] & (whole > 0))[0]
    within = _within(load[limited], pool[limited], terms, chosen, limited, purse)
    if len(limited) == len(row):
        return within
    load *= np.divide(pool, whole, out=np.zeros_like(pool), where=whole > 0)[:, None]
    load[limited] = within
    return load


def _within(
    load: Floats,
    pool: Floats,
    terms: Terms,
    chosen: NDArray[np.int64],
    rows: NDArray[np.int64],
    purse: Purse,
) -> Floats:
    """Pools shared by load within caps and floors, shape (limited rows, units)."""
    if not len(rows):
        return load
    least, most = _bounds(load, terms, chosen, rows, purse.refused)
    amounts, left = share_many(load, pool, least, most)
    # A pool of the rest is as exact as the frame it is the rest of.
    spare = SPARE * (np.abs(pool) + np.nan_to_num(abs(purse.frame)))
    short, over = left < -spare, left > spare
    if terms.keep:
        first = np.clip(load * (pool / load.sum(axis=1))[:, None], least, most)
        enough = first.sum(axis=1) <= pool * (1 + SPARE)
        amounts[enough] = first[enough]
        short, over = short & ~enough, over & ~enough
    mark(purse.refused, _at(rows[short], len(chosen)), "FloorsAbovePool")
    mark(purse.refused, _at(rows[over], len(chosen)), "PoolCannotBeSpent")
    return amounts


def _by_rate(load: Floats, terms: Terms, chosen: NDArray[np.int64], refused: Refused) -> Floats:
    numbers = load if terms.per is None else np.multiply(load != 0, terms.per)
    amounts = np.multiply(numbers, terms.figure[chosen][:, None])
    if terms.least is None:
        return amounts
    least, most = _bounds(load, terms, chosen, np.arange(len(chosen)), refused)
    return np.asarray(np.clip(amounts, least, most))


def _bounds(
    load: Floats,
    terms: Terms,
    chosen: NDArray[np.int64],
    rows: NDArray[np.int64],
    refused: Refused,
) -> tuple[Floats, Floats]:
    """The least (of those who have a load) and the most each unit may get, shape (rows, units)."""
    assert terms.least is not None
    assert terms.most is not None
    limit = terms.limit[chosen[rows]]
    least, most = terms.least[limit], terms.most[limit]
    if not least.any():
        return least, most
    least *= load != 0
    crossed = rows[(least > most * (1 + SPARE)).any(axis=1)]
    mark(refused, _at(crossed, len(chosen)), "FloorAboveCap")
    return np.minimum(least, most), most


def _at(places: NDArray[np.int64], rows: int) -> NDArray[np.bool_]:
    found = np.zeros(rows, dtype=np.bool_)
    found[places] = True
    return found


def _is_weightless(step: Need) -> bool:
    """Whether every criterion weighs nothing."""
    weights = getattr(step.count, "weights", None)
    return weights is not None and not any(weights.values())


def mark(refused: Refused, rows: NDArray[np.bool_], reason: str) -> None:
    """Note a reason for rows that have none yet."""
    refused[rows & (refused == 0)] = REASONS.index(reason)


def mark_all(refused: Refused, reasons: Refused) -> None:
    """Note each row's reason, if it has none yet."""
    np.copyto(refused, reasons, where=refused == 0)


def pool_figure(pool: Pool) -> float:
    """A pool's amount, or its share of something; 1 for all of the rest."""
    if isinstance(pool, PoolAmount):
        return float(exact(pool.amount))
    return 1.0 if pool == "rest" else float(exact(pool.share))
