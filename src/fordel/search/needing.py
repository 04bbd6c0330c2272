"""A need step in many variants at once: loads, thresholds, money, limits."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.model.loads import Threshold
from fordel.allocation.model.money import ByPool, ByRate, Limit, Pool, PoolAmount
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import exact
from fordel.search.ground import Floats, Ground, floats, loads_of
from fordel.search.levers import COUNTING
from fordel.search.refusals import StepCannotBeSwept
from fordel.search.sharing import share_many

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
)
TIE = 1e-12
"""Loads nearer to a level than this part of it are at the level, hence not above it."""
SPARE = 1e-11
"""Money less than this part of the whole is a rounding of floats, neither missing nor left."""


@dataclass(frozen=True)
class Purse:
    """What is there to share, per row: shape (rows,); NaN where the model has no frame."""

    frame: float
    decentral: float
    rest: Floats

    def holds(self, pool: Pool, figure: Floats) -> Floats:
        """What a pool holds in each row, from its amount or share there."""
        if isinstance(pool, PoolAmount):
            return figure
        of = pool if pool == "rest" else pool.of
        return np.multiply(figure, {"frame": self.frame, "decentral": self.decentral}.get(of, self.rest))


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

    ``figure`` is what the money goes by: the pool's amount or share, or the rate. ``limit`` says
    which row of ``least`` and ``most``, shape (limits, units), holds for a version; they are None
    where none of them has a cap or a floor. ``keep`` says what happens to what a cap leaves.
    """

    step: Need
    figure: Floats
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
    _check(step, ground, counting=counting, holding=holding)
    counts, count = _distinct([repr(version.count) for version in versions])
    if counting:
        counted = loads_of([versions[i] for i in counts], ground)
    else:
        counted = _counted_before(step, ground, holding=holding)[None, :]
    keys = [(own, repr(v.threshold)) for own, v in zip(count.tolist(), versions, strict=True)]
    firsts, load = _distinct(keys)
    loads = held(
        [versions[i].threshold if holding else None for i in firsts],
        counted[count[firsts]],
        step,
        ground,
    )
    weightless = [_is_weightless(versions[i]) for i in firsts]
    loads.refused[weightless] = REASONS.index("AllWeightsZero")
    return NeedInVariants(loads, load, terms_of(versions, ground))


def _distinct(keys: Sequence[Hashable]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each distinct key stands first, and which of them every key is."""
    place: dict[Hashable, int] = {}
    which = np.array([place.setdefault(key, len(place)) for key in keys])
    return np.unique(which, return_index=True)[1], which


def _counted_before(step: Need, ground: Ground, *, holding: bool) -> Floats:
    """What the engine counted in the model itself; before its threshold, where that is held anew."""
    result = ground.base.step(step.id)
    assert result.load is not None
    before = result.columns.get("counted") if holding else None
    return floats(result.load if before is None else before)


def _check(step: Need, ground: Ground, *, counting: bool, holding: bool) -> None:
    if not isinstance(step.money, ByPool | ByRate):
        raise StepCannotBeSwept(
            step=step.id,
            because_da=f"pengene gives efter «{step.money.by}», ikke af en pulje eller en takst",
            because_en=f"its money goes by “{step.money.by}”, not by a pool or a rate",
        )
    if counting and exact(step.population.resident):
        raise StepCannotBeSwept(
            step=step.id,
            because_da="det tæller også børn, hvor de bor",
            because_en="it also counts children where they live",
        )
    if counting and ground.base.enrolled.profile is None:
        raise StepCannotBeSwept(
            step=step.id,
            because_da="der er kun færdige antal, ikke en række pr. barn",
            because_en="there are finished counts only, no row per child",
        )
    if holding and step.threshold is not None and step.threshold.per != "unit":
        raise StepCannotBeSwept(
            step=step.id,
            because_da="tærsklen gælder hver aldersgruppe for sig",
            because_en="its threshold is held against each age group by itself",
        )


def held(
    thresholds: Sequence[Threshold | None], counted: Floats, step: Need, ground: Ground
) -> Loads:
    """Hold counts against thresholds, each row of shape (loads, units) against its own."""
    here, children = ground.here(step), ground.children
    shared = isinstance(step.money, ByPool)
    refused = np.zeros(len(counted), dtype=np.int16)
    if shared:
        mark(refused, np.logical_not(counted.any(axis=1)), "NobodyInNeed")
    texts = np.array([repr(threshold) for threshold in thresholds])
    load = counted
    for text in np.unique(texts):
        rows = np.nonzero(texts == text)[0]
        threshold = thresholds[int(rows[0])]
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
    firsts, limit = _distinct([repr((version.cap, version.floor)) for version in versions])
    limited = np.array([v.cap is not None or v.floor is not None for v in versions])
    least = most = None
    if limited.any():
        numbers = {"child": ground.children, "weighted_child": ground.weighted}
        least = np.stack([_limit(versions[i].floor, numbers, 0.0) for i in firsts])
        most = np.stack([_limit(versions[i].cap, numbers, np.inf) for i in firsts])
    figure = np.array([_figure(version) for version in versions])
    return Terms(step, figure, limit, limited, least, most, step.left_over == "keep")


def _figure(step: Need) -> float:
    if isinstance(step.money, ByPool):
        return pool_figure(step.money.pool)
    assert isinstance(step.money, ByRate)
    return float(exact(step.money.rate))


def _limit(limit: Limit | None, numbers: dict[str, Floats], without: float) -> Floats:
    if limit is None:
        return np.full_like(numbers["child"], without)
    return float(exact(limit.amount)) * numbers[limit.per]


def need_money(
    loads: Loads,
    row: NDArray[np.int64],
    terms: Terms,
    chosen: NDArray[np.int64],
    ground: Ground,
    purse: Purse,
    refused: Refused,
) -> Floats:
    """What a need step gives, shape (rows, units); marks the rows it refuses.

    Parameters
    ----------
    row : shape (rows,), which of the loads is each row's own.
    chosen : shape (rows,), each row's version of the step.
    """
    mark_all(refused, loads.refused[row])
    money = terms.step.money
    if isinstance(money, ByRate):
        return _by_rate(money, loads.load[row], terms, chosen, ground, refused)
    assert isinstance(money, ByPool)
    pool = purse.holds(money.pool, terms.figure[chosen])
    mark(refused, pool > purse.rest + SPARE * abs(purse.frame), "FrameOverspent")
    whole = loads.whole[row]
    amounts = loads.load[row]
    limited = np.nonzero(terms.limited[chosen] & (whole > 0))[0]
    if len(limited) < len(row):
        amounts *= np.divide(pool, whole, out=np.zeros_like(pool), where=whole > 0)[:, None]
    if len(limited):
        own = loads.load[row[limited]]
        amounts[limited] = _within(own, pool[limited], terms, chosen, limited, purse, refused)
    return amounts


def _within(
    load: Floats,
    pool: Floats,
    terms: Terms,
    chosen: NDArray[np.int64],
    rows: NDArray[np.int64],
    purse: Purse,
    refused: Refused,
) -> Floats:
    """Pools shared by load within caps and floors."""
    least, most = _bounds(terms, load, chosen, rows, refused)
    amounts, left = share_many(load, pool, least, most)
    # A pool of the rest is as exact as the frame it is the rest of.
    spare = SPARE * (np.abs(pool) + np.nan_to_num(abs(purse.frame)))
    short, over = left < -spare, left > spare
    if terms.keep:
        first = np.clip(load * (pool / load.sum(axis=1))[:, None], least, most)
        enough = first.sum(axis=1) <= pool * (1 + SPARE)
        amounts[enough] = first[enough]
        short, over = short & ~enough, over & ~enough
    for wrong, reason in ((short, "FloorsAbovePool"), (over, "PoolCannotBeSpent")):
        at = np.zeros(len(refused), dtype=np.bool_)
        at[rows[wrong]] = True
        mark(refused, at, reason)
    return amounts


def _by_rate(
    money: ByRate,
    load: Floats,
    terms: Terms,
    chosen: NDArray[np.int64],
    ground: Ground,
    refused: Refused,
) -> Floats:
    per = {"child": ground.children, "weighted_child": ground.weighted}.get(money.per)
    numbers = load if per is None else np.multiply(load != 0, per)
    amounts = np.multiply(numbers, terms.figure[chosen][:, None])
    if terms.least is None:
        return amounts
    least, most = _bounds(terms, load, chosen, np.arange(len(chosen)), refused)
    return np.asarray(np.clip(amounts, least, most))


def _bounds(
    terms: Terms,
    load: Floats,
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
    at = np.zeros(len(refused), dtype=np.bool_)
    at[rows[(least > most * (1 + SPARE)).any(axis=1)]] = True
    mark(refused, at, "FloorAboveCap")
    return np.minimum(least, most), most


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
