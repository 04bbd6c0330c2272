"""The steps of a model in many variants at once: rows of variants, columns of units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.model.money import ByIndex, ByPercentage, ByPool, PoolShare
from fordel.allocation.model.steps import (
    BaseByWeightedChildren,
    Damping,
    Need,
    Payment,
    Step,
)
from fordel.allocation.resolving import exact
from fordel.search.grid import Grid
from fordel.search.ground import Floats, Ground, is_constant_figure
from fordel.search.needing import (
    SPARE,
    Loads,
    Purse,
    Refused,
    mark,
    need_money,
    pool_figure,
    prepare,
)
from fordel.search.refusals import DampingNotBegun, StepCannotBeSwept
from fordel.search.sharing import share_many

CELLS_AT_ONCE = 120_000
"""Variants x units computed at once: so many that the work is in the arrays, and few enough that
they stay in the processor's own memory."""

Chosen = NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Some variants' (or redraws') money, shape (rows, units); NaN in rows that are refused.

    ``variants`` and ``refused`` have shape (rows,); the latter holds places in ``REASONS``.
    """

    variants: Chosen
    total: Floats
    need: Floats
    refused: Refused


@dataclass(frozen=True)
class Turn:
    """What a step sees when its turn comes.

    ``chosen``, shape (rows,), is each row's version of the step; ``given``, shape (rows, units),
    what the steps before it gave; ``drawn`` the loads of children drawn again, a row each, by step.
    """

    chosen: Chosen
    given: Floats
    purse: Purse
    drawn: Mapping[str, Loads]


Give = Callable[[Turn], Floats]
"""What a step gives, shape (rows, units)."""


@dataclass(frozen=True)
class Plan:
    """A model's money steps in order, each ready for its variants.

    ``version`` has a row per step, shape (variants,): which of the step's versions each takes.
    """

    ground: Ground
    steps: tuple[tuple[Step, Give], ...]
    version: tuple[Chosen, ...]
    variants: int


def plan(grid: Grid, ground: Ground) -> Plan:
    """Make every step of a model ready, or say which cannot be swept.

    Raises
    ------
    StepCannotBeSwept, DampingNotBegun
    """
    moving: set[str] = set()
    ready: list[tuple[Step, Give]] = []
    version: list[Chosen] = []
    chosen = np.array(grid.choices, dtype=np.int64).reshape(len(grid.choices), len(grid.axes))
    for step in ground.model.steps:
        if is_constant_figure(step):
            continue
        levers = frozenset(a.name for a in grid.axes if a.step == step.id)
        versions: tuple[Step, ...] = (step,)
        taken = np.zeros(grid.variants, dtype=np.int64)
        if levers:
            versions, taken = _versions(step, grid, chosen)
        moves = bool(levers) or looks_at_others(step, moving)
        if moves:
            moving.add(step.id)
            ready.append((step, giver(step, ground, versions, levers)))
        else:
            ready.append((step, give_as_engine(step, ground)))
        version.append(taken)
    return Plan(ground, tuple(ready), tuple(version), grid.variants)


def _versions(step: Step, grid: Grid, chosen: Chosen) -> tuple[tuple[Step, ...], Chosen]:
    """A step's distinct versions, the model's own first, and which each variant takes."""
    places = grid.varied[step.id]
    sizes = [len(grid.axes[i].values) for i in places]
    code = np.ravel_multi_index(tuple(chosen[:, i] for i in places), sizes)
    codes, inverse = np.unique(code, return_inverse=True)
    combinations = zip(*(own.tolist() for own in np.unravel_index(codes, sizes)), strict=True)
    return (step, *grid.steps_in(step, combinations)), np.concatenate(
        [[0], inverse.reshape(-1) + 1]
    )


def looks_at_others(step: Step, moving: set[str]) -> bool:
    """Whether a step's money hangs on what steps that move have given."""
    if not moving:
        return False
    if isinstance(step, Damping | Payment):
        return True
    money = step.money if isinstance(step, Need) else None
    if isinstance(money, ByPercentage | ByIndex):
        return (money.of if isinstance(money, ByPercentage) else money.on) in moving
    pool = money.pool if isinstance(money, ByPool) else getattr(step, "pool", None)
    return pool == "rest" or (isinstance(pool, PoolShare) and pool.of == "rest")


def giver(
    step: Step, ground: Ground, versions: tuple[Step, ...], levers: frozenset[str] = frozenset()
) -> Give:
    """Make a step ready to be computed for many variants, or for other steps' money.

    Raises
    ------
    StepCannotBeSwept, DampingNotBegun
    """
    if isinstance(step, Need):
        needs = tuple(version for version in versions if isinstance(version, Need))
        need = prepare(needs, levers, ground)
        return lambda turn: need_money(
            need.loads,
            need.load[turn.chosen],
            need.terms,
            turn.chosen,
            turn.purse,
        )
    if isinstance(step, BaseByWeightedChildren):
        return _base(step, ground)
    if isinstance(step, Damping):
        return _damping(versions, levers, ground)
    assert isinstance(step, Payment)
    months = ground.column(step.id, "months")
    return lambda turn: np.multiply(turn.given, months / 12 - 1)


def give_as_engine(step: Step, ground: Ground) -> Give:
    """Give what the engine gives by the model itself: nothing that varies touches the step."""
    amounts = ground.given(step.id)
    return lambda turn: np.broadcast_to(amounts, turn.given.shape)


def _base(step: BaseByWeightedChildren, ground: Ground) -> Give:
    result = ground.base.step(step.id)
    column = "weight" if "weight" in result.columns else "weighted_children"
    # Units that a filter leaves out have weighted children, and no part of the pool.
    weights = np.where(ground.here(step), ground.column(step.id, column), 0.0)
    key = weights / weights.sum()

    def give(turn: Turn) -> Floats:
        purse = turn.purse
        pools = purse.holds(step.pool, np.full(len(turn.chosen), pool_figure(step.pool)))
        mark(purse.refused, pools > purse.rest + SPARE * abs(purse.frame), "FrameOverspent")
        return np.asarray(pools[:, None] * key)

    return give


def _damping(versions: tuple[Step, ...], levers: frozenset[str], ground: Ground) -> Give:
    dampings = [version for version in versions if isinstance(version, Damping)]
    step = dampings[0]
    result = ground.base.step(step.id)
    if result.function == "damping.not_begun":
        if levers:
            raise DampingNotBegun(step=step.id, year=str(ground.base.year))
        return lambda turn: np.zeros_like(turn.given)
    if step.paid_by != "others" or step.phase_in is not None:
        raise StepCannotBeSwept(
            step=step.id,
            because_da="kun dæmpning, som de andre enheder betaler i samme år, kan gennemregnes",
            because_en="only damping that the other units pay in the same year can be swept",
        )
    reference = ground.column(step.id, "reference")
    known = ~np.isnan(reference)
    least = np.array([_least(version, reference) for version in dampings])
    gain = step.max_gain_percent
    high = np.inf if gain is None else reference * (1 + float(exact(gain)) / 100)
    most = np.maximum(np.where(known, high, np.inf), least)

    def give(turn: Turn) -> Floats:
        given, refused = turn.given, turn.purse.refused
        low = np.where(known, least[turn.chosen], given)
        top = np.where(known, most[turn.chosen], given)
        whole = given.sum(axis=1)
        target, left = share_many(np.maximum(given, 0.0), whole, low, top)
        mark(refused, left > SPARE * np.abs(whole), "DampingLeavesMoney")
        mark(refused, left < -SPARE * np.abs(whole), "DampingCannotBePaid")
        return np.subtract(target, given)

    return give


def _least(step: Damping, reference: Floats) -> Floats:
    if step.max_loss_percent is None:
        return np.zeros_like(reference)
    return np.nan_to_num(reference * (1 - float(exact(step.max_loss_percent)) / 100))


def evaluate(plan: Plan, *, rows: int | None = None) -> Iterator[Block]:
    """Compute every variant, some rows at a time.

    Yields
    ------
    Blocks in the order of the variants; floats, not rounded: for searching, never for paying.
    """
    size = rows or rows_at_once(plan.ground)
    for begin in range(0, plan.variants, size):
        variants = np.arange(begin, min(begin + size, plan.variants))
        chosen = [version[variants] for version in plan.version]
        yield hand_out(plan.ground, plan.steps, variants, chosen)


def rows_at_once(ground: Ground) -> int:
    """How many rows a block has: at least one."""
    return max(1, CELLS_AT_ONCE // ground.units)


def hand_out(
    ground: Ground,
    steps: Sequence[tuple[Step, Give]],
    variants: Chosen,
    chosen: Sequence[Chosen],
    drawn: Mapping[str, Loads] | None = None,
) -> Block:
    """Run the steps for some variants, each seeing what those before it gave.

    Parameters
    ----------
    variants : shape (rows,), what the rows are called.
    chosen : per step, shape (rows,), which of its versions each row takes.
    drawn : loads that hold for these rows alone, by step, where children are drawn again.
    """
    frame = np.nan if ground.base.frame is None else float(ground.base.frame)
    decentral = frame - float(ground.base.set_aside)
    nothing = np.broadcast_to(0.0, (len(variants), ground.units))
    given = need = nothing
    handed = np.zeros(len(variants))
    refused = np.zeros(len(variants), dtype=np.int16)
    for (step, give), own in zip(steps, chosen, strict=True):
        purse = Purse(frame, decentral, decentral - handed, refused)
        amounts = give(Turn(own, given, purse, drawn or {}))
        # A pass over all cells is what costs here, so nothing is added to nothing.
        given = amounts if given is nothing else given + amounts
        if isinstance(step, Need):
            need = amounts if need is nothing else need + amounts
        handed += amounts.sum(axis=1)
        mark(refused, handed - decentral > SPARE * abs(frame), "FrameOverspent")
    if refused.any():
        stands = (refused == 0)[:, None]
        given, need = np.where(stands, given, np.nan), np.where(stands, need, np.nan)
    return Block(variants, given, need, refused)
