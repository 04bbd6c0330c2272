"""The frame: what is to be distributed, and what is set aside from it."""

from __future__ import annotations

from fractions import Fraction

from fordel.allocation.model.money import Pool, PoolAmount, PoolShare
from fordel.allocation.model.steps import DemographicFrame, Frame, SetAside
from fordel.allocation.refusals.sharing import FrameOverspent
from fordel.allocation.refusals.writing import NoFrame
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Situation, StepResult
from fordel.allocation.steps.registry import step_function


@step_function("frame")
def frame(step: Frame, situation: Situation) -> StepResult:
    """The frame as an amount."""
    amount = situation.rounding.amount(exact(step.amount))
    return StepResult(id=step.id, use=step.use, function="frame", facts={"frame": amount})


@step_function("demographic_frame")
def demographic_frame(step: DemographicFrame, situation: Situation) -> StepResult:
    """Last year's frame x price index, moved by more or fewer children x coverage x unit price."""
    before = exact(step.previous_amount) * exact(step.price_index)
    facts: dict[str, Fraction | str] = {"previous_frame": exact(step.previous_amount)}
    moved = ZERO
    for group, move in step.age_groups.items():
        children = exact(move.children_now) - exact(move.children_before)
        part = children * exact(move.coverage) * exact(move.unit_price)
        facts[f"moved_by_{group}"] = part
        moved += part
    amount = situation.rounding.amount(before + moved)
    return StepResult(
        id=step.id, use=step.use, function="demographic_frame", facts={**facts, "frame": amount}
    )


@step_function("set_aside")
def set_aside(step: SetAside, situation: Situation) -> StepResult:
    """Leadership, administration, buildings: parts of the frame that are shown apart."""
    if situation.frame is None:
        raise NoFrame(step=step.id)
    facts: dict[str, Fraction | str] = {}
    for item in step.items:
        if item.share is not None:
            amount = exact(item.share) * situation.frame
        else:
            amount = exact(item.amount) if item.amount is not None else ZERO
        facts[item.id] = situation.rounding.amount(amount)
    whole = sum((part for part in facts.values() if isinstance(part, Fraction)), ZERO)
    left = situation.frame - situation.set_aside
    if whole > left and not situation.lenient:
        raise FrameOverspent(step=step.id, missing=whole - left)
    return StepResult(
        id=step.id, use=step.use, function="set_aside", facts={**facts, "set_aside": whole}
    )


def pool_amount(pool: Pool, situation: Situation, step: str) -> Fraction:
    """What a pool holds, as a multiple of the smallest unit.

    Raises
    ------
    NoFrame : it is a part of a frame that the model does not have.
    FrameOverspent : it is more than is left, by more than rounding the shares before it explains.
    """
    if isinstance(pool, PoolAmount):
        amount = situation.rounding.amount(exact(pool.amount))
    else:
        whole = {
            "frame": situation.frame,
            "decentral": situation.decentral,
            "rest": situation.rest,
        }["rest" if pool == "rest" else pool.of]
        if whole is None:
            raise NoFrame(step=step)
        share = Fraction(1) if pool == "rest" else exact(pool.share)
        amount = whole * share
        amount = (
            situation.rounding.down(amount) if pool == "rest" else situation.rounding.amount(amount)
        )
    if situation.rest is None or amount <= situation.rest or situation.lenient:
        return amount
    if isinstance(pool, PoolShare) and amount - situation.rest <= _roundings(situation):
        return situation.rest
    raise FrameOverspent(step=step, missing=amount - situation.rest)


def _roundings(situation: Situation) -> Fraction:
    """How far shares that fit a frame exactly can pass it when each is rounded."""
    return (situation.rounding.step or ZERO) * len(situation.done)
