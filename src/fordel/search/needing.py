"""A need step in many variants at once: loads, thresholds, money, limits."""

from __future__ import annotations

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


@dataclass(frozen=True)
class NeedInVariants:
    """A need step ready for its variants.

    ``versions`` are its distinct forms. ``counted``, shape (counts, units), are the loads that
    ``threshold`` says are still to be held against one; ``count`` says per version which row is its
    own, ``weightless`` in which every criterion weighs nothing; ``here`` whom the step concerns.
    """

    versions: tuple[Need, ...]
    counted: Floats
    count: NDArray[np.int64]
    threshold: bool
    here: NDArray[np.bool_]
    weightless: NDArray[np.bool_]


def prepare(versions: tuple[Need, ...], levers: frozenset[str], ground: Ground) -> NeedInVariants:
    """Count what the versions of a step count, each count once.

    Raises
    ------
    StepCannotBeSwept : its count, threshold or money is of a kind that only the engine knows.
    """
    step = versions[0]
    counting = any(name.startswith(COUNTING) for name in levers)
    _check(step, ground, counting=counting, holding=counting or "threshold" in levers)
    keys: dict[str, int] = {}
    count = np.array([keys.setdefault(repr(v.count), len(keys)) for v in versions])
    here, weightless = ground.here(step), _weightless(versions)
    if counting:
        distinct = [versions[int(np.nonzero(count == i)[0][0])] for i in range(len(keys))]
        return NeedInVariants(versions, loads_of(distinct, ground), count, True, here, weightless)
    result = ground.base.step(step.id)
    assert result.load is not None
    if "threshold" not in levers:
        return NeedInVariants(
            versions, floats(result.load)[None, :], count, False, here, weightless
        )
    before = result.columns.get("counted")
    counted = floats(result.load if before is None else before)
    return NeedInVariants(versions, counted[None, :], count, True, here, weightless)


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


def need_money(
    need: NeedInVariants, chosen: NDArray[np.int64], purse: Purse, ground: Ground, refused: Refused
) -> Floats:
    """What a need step gives, shape (rows, units); marks the rows it refuses.

    Parameters
    ----------
    chosen : shape (rows,), each row's version of the step.
    """
    load = need.counted[need.count[chosen]]
    steps = [need.versions[i] for i in chosen]
    pools = isinstance(need.versions[0].money, ByPool)
    mark(refused, need.weightless[chosen], "AllWeightsZero")
    if pools:
        mark(refused, np.asarray(~load.any(axis=1)), "NobodyInNeed")
    if need.threshold:
        load = _above(need, chosen, load, ground)
        if pools:
            mark(refused, np.asarray(~load.any(axis=1)), "NobodyAboveThreshold")
    if pools:
        return _by_pool(steps, load, purse, ground, refused)
    return _by_rate(steps, load, ground, refused)


def _weightless(versions: tuple[Need, ...]) -> NDArray[np.bool_]:
    weights = [getattr(step.count, "weights", {"": 1}) for step in versions]
    return np.array([not any(own.values()) for own in weights], dtype=np.bool_)


def mark(refused: Refused, rows: NDArray[np.bool_], reason: str) -> None:
    """Note a reason for rows that have none yet."""
    refused[rows & (refused == 0)] = REASONS.index(reason)


def _above(need: NeedInVariants, chosen: NDArray[np.int64], load: Floats, ground: Ground) -> Floats:
    kept = load.copy()
    thresholds: dict[str, list[int]] = {}
    by_text: dict[str, Threshold] = {}
    for row, version in enumerate(chosen):
        threshold = need.versions[version].threshold
        if threshold is not None:
            thresholds.setdefault(repr(threshold), []).append(row)
            by_text[repr(threshold)] = threshold
    for text, rows in thresholds.items():
        threshold = by_text[text]
        own = load[rows]
        level = np.where(need.here, _levels(threshold, own, need.here, ground), np.inf)
        above = own > level + np.abs(level) * TIE
        excess = own if threshold.kind == "cliff" else own - np.where(need.here, level, 0.0)
        kept[rows] = np.where(above, excess, 0.0)
    return kept


def _levels(threshold: Threshold, load: Floats, here: NDArray[np.bool_], ground: Ground) -> Floats:
    level = float(exact(threshold.level))
    children = np.where(here, ground.children, 0.0)
    if threshold.measure == "absolute":
        return np.full(load.shape, level)
    if threshold.measure == "share":
        return np.asarray(np.broadcast_to(level * children, load.shape))
    if threshold.measure == "mean_ratio":
        everybody = children.sum()
        mean = load.sum(axis=1) / everybody if everybody else np.zeros(len(load))
        return np.multiply(mean[:, None], level * children, dtype=np.float64)
    some = children > 0
    shares = load[:, some] / children[some]
    at = np.percentile(shares, level, axis=1) if some.any() else np.zeros(len(load))
    return np.asarray(at[:, None] * children)


def _by_pool(
    steps: list[Need], load: Floats, purse: Purse, ground: Ground, refused: Refused
) -> Floats:
    pool = np.array([_pool(step, purse, row) for row, step in enumerate(steps)])
    whole = load.sum(axis=1)
    mark(refused, pool > purse.rest + SPARE * abs(purse.frame), "FrameOverspent")
    share = np.divide(pool, whole, out=np.zeros_like(pool), where=whole > 0)
    amounts: Floats = load * share[:, None]
    limited = np.array([s.cap is not None or s.floor is not None for s in steps]) & (whole > 0)
    if not limited.any():
        return amounts
    rows = np.nonzero(limited)[0]
    least, most = _bounds([steps[i] for i in rows], load[rows], ground, refused, rows)
    # Where nobody passes a bound in the first round, the amounts stand.
    passed = ((amounts[rows] < least) | (amounts[rows] > most)).any(axis=1)
    rows, least, most = rows[passed], least[passed], most[passed]
    if not len(rows):
        return amounts
    clamped = np.clip(amounts[rows], least, most)
    keep = np.array([steps[i].left_over == "keep" for i in rows])
    enough = keep & (clamped.sum(axis=1) <= pool[rows] * (1 + SPARE))
    shared, left = share_many(load[rows], pool[rows], least, most)
    # A pool of the rest is as exact as the frame it is the rest of.
    spare = SPARE * (np.abs(pool[rows]) + np.nan_to_num(abs(purse.frame)))
    for wrong, reason in (
        (left < -spare, "FloorsAbovePool"),
        (left > spare, "PoolCannotBeSpent"),
    ):
        at = np.zeros(len(refused), dtype=np.bool_)
        at[rows[wrong & ~enough]] = True
        mark(refused, at, reason)
    amounts[rows] = np.where(enough[:, None], clamped, shared)
    return amounts


def _pool(step: Need, purse: Purse, row: int) -> float:
    assert isinstance(step.money, ByPool)
    return pool_of(step.money.pool, purse, row)


def pool_of(pool: Pool, purse: Purse, row: int) -> float:
    """What a pool holds in one row."""
    if isinstance(pool, PoolAmount):
        return float(exact(pool.amount))
    if pool == "rest":
        return float(purse.rest[row])
    whole = {"frame": purse.frame, "decentral": purse.decentral, "rest": float(purse.rest[row])}
    return whole[pool.of] * float(exact(pool.share))


def _by_rate(steps: list[Need], load: Floats, ground: Ground, refused: Refused) -> Floats:
    money = steps[0].money
    assert isinstance(money, ByRate)
    rates = np.array([float(exact(s.money.rate)) for s in steps if isinstance(s.money, ByRate)])
    per = {"child": ground.children, "weighted_child": ground.weighted}.get(money.per)
    numbers = load if per is None else np.where(load != 0, per, 0.0)
    amounts = np.asarray(rates[:, None] * numbers)
    if all(step.cap is None and step.floor is None for step in steps):
        return amounts
    least, most = _bounds(steps, load, ground, refused, np.arange(len(steps)))
    return np.asarray(np.clip(amounts, least, most))


def _bounds(
    steps: list[Need], load: Floats, ground: Ground, refused: Refused, rows: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """The least and most each unit may get, shape (rows, units)."""
    numbers = {"child": ground.children, "weighted_child": ground.weighted}

    def per(limits: list[Limit | None], without: float) -> Floats:
        out = np.full(load.shape, without)
        for row, limit in enumerate(limits):
            if limit is not None:
                out[row] = float(exact(limit.amount)) * numbers[limit.per]
        return out

    most = per([step.cap for step in steps], np.inf)
    least = np.where(load != 0, per([step.floor for step in steps], 0.0), 0.0)
    at = np.zeros(len(refused), dtype=np.bool_)
    at[rows[(least > most * (1 + SPARE)).any(axis=1)]] = True
    mark(refused, at, "FloorAboveCap")
    return np.minimum(least, most), most
