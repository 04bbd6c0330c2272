"""Damping: nobody loses or gains more than a percentage per weighted child in one year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fordel.allocation.loads.limits import share_within
from fordel.allocation.model.steps import Damping
from fordel.allocation.refusals.data import NothingToCompareWith, PreviousChildrenMissing
from fordel.allocation.refusals.sharing import DampingCannotBePaid, DampingLeavesMoney
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Note, Situation, StepResult, Vector
from fordel.allocation.steps.filtering import concerns
from fordel.allocation.steps.registry import step_function
from fordel.domain.language import Words

LISTED = 12
"""Units that a note names; the others are told by an ellipsis."""


@dataclass(frozen=True)
class Limits:
    """Per unit: last year's money at this year's children, and the least and most allowed.

    None where the unit had no last year or the step does not concern it.
    """

    reference: tuple[Fraction | None, ...]
    least: Vector
    most: tuple[Fraction | None, ...]


@step_function("damping")
def damping(step: Damping, situation: Situation) -> StepResult:
    """Hold changes per weighted child against last year within limits, and say who pays.

    Raises
    ------
    NothingToCompareWith, PreviousChildrenMissing : last year is not known.
    DampingCannotBePaid, DampingLeavesMoney : the limits leave no solution for the others.
    """
    before = situation.handed_out
    if step.begins is not None and situation.resolved.year < step.begins:
        nothing = tuple(ZERO for _ in before)
        return StepResult(
            id=step.id,
            use=step.use,
            function="damping.not_begun",
            facts={"begins": Fraction(step.begins)},
            exact=nothing,
            amounts=nothing,
        )
    reference = _reference(step, situation)
    wanted = _phased(step, situation, before, reference)
    limits = _limits(step, situation, reference)
    if step.paid_by == "frame":
        target = _paid_by_frame(step, situation, wanted, limits)
        amounts = situation.rounding.each([t - b for t, b in zip(target, before, strict=True)])
        rounds = 1
    else:
        solve = _paid_by_others if step.paid_by == "others" else _paid_by_gains
        target, rounds = solve(step, wanted, limits)
        total = sum(before, ZERO)
        paid = situation.rounding.to_total(target, total, situation.ids)
        amounts = tuple(p - b for p, b in zip(paid, before, strict=True))
    columns: dict[str, tuple[Fraction | None, ...]] = {
        "before": before,
        "reference": limits.reference,
        "least": tuple(
            low if r is not None and step.max_loss_percent is not None else None
            for low, r in zip(limits.least, limits.reference, strict=True)
        ),
        "most": limits.most,
    }
    return StepResult(
        id=step.id,
        use=step.use,
        function=f"damping.{step.paid_by}",
        facts={"cost": _moved(amounts), "rounds": Fraction(rounds), "paid_by": step.paid_by},
        columns=columns,
        exact=tuple(t - b for t, b in zip(target, before, strict=True)),
        amounts=amounts,
        notes=_undamped(step, situation, limits),
    )


def _undamped(step: Damping, situation: Situation, limits: Limits) -> tuple[Note, ...]:
    """Say which of the units concerned have no last year, and so are not damped."""
    without = [
        unit.id
        for unit, value in zip(situation.units, limits.reference, strict=True)
        if value is None and concerns(step.where, unit)
    ]
    if not without:
        return ()
    listed = ", ".join(without[:LISTED]) + (" …" if len(without) > LISTED else "")
    words = Words(
        da=f"Uden et sidste år, og derfor ikke med i overgangsordningen: {listed}.",
        en=f"Without a last year, and therefore not damped: {listed}.",
    )
    return (Note(step.id, words),)


def _moved(amounts: Sequence[Fraction]) -> Fraction:
    return sum((a for a in amounts if a > 0), ZERO)


def _reference(step: Damping, situation: Situation) -> tuple[Fraction | None, ...]:
    """What each unit would get at last year's kroner per (weighted) child."""
    if situation.previous is None:
        raise NothingToCompareWith(step=step.id)
    sizes = situation.weighted if step.per == "weighted_child" else situation.enrolled.totals
    reference: list[Fraction | None] = []
    for unit, size in zip(situation.units, sizes, strict=True):
        last = situation.previous.get(unit.id)
        if last is None or not concerns(step.where, unit):
            reference.append(None)
            continue
        number = last.weighted_children if step.per == "weighted_child" else last.children
        if number is None:
            raise PreviousChildrenMissing(unit=unit.id)
        reference.append(last.yearly / number * size if number else None)
    return tuple(reference)


def _phased(
    step: Damping,
    situation: Situation,
    before: Vector,
    reference: tuple[Fraction | None, ...],
) -> Vector:
    """Let only this year's part of the change through; what is shared stays the same.

    Last year's amounts were phased themselves, so equal parts of the whole change are a 1/n of
    what is left of it in the first year, 1/(n-1) in the second, and all of it in the last.
    """
    if step.phase_in is None:
        return before
    year = situation.resolved.year - step.phase_in.first_year + 1
    left = max(1, step.phase_in.years - year + 1)
    part = Fraction(1, left) if year >= 1 else ZERO
    known = [i for i, value in enumerate(reference) if value]
    now = sum((before[i] for i in known), ZERO)
    then = sum((reference[i] or ZERO for i in known), ZERO)
    phased = list(before)
    for i in known:
        level = (reference[i] or ZERO) * now / then
        phased[i] = level + part * (before[i] - level)
    return tuple(phased)


def _limits(step: Damping, situation: Situation, reference: tuple[Fraction | None, ...]) -> Limits:
    rounding = situation.rounding
    least: list[Fraction] = []
    most: list[Fraction | None] = []
    for value in reference:
        low, high = ZERO, None
        if value is not None and step.max_loss_percent is not None:
            low = rounding.up(value * (1 - exact(step.max_loss_percent) / 100))
        if value is not None and step.max_gain_percent is not None:
            high = rounding.down(value * (1 + exact(step.max_gain_percent) / 100))
            high = max(high, low)
        least.append(low)
        most.append(high)
    return Limits(reference, tuple(least), tuple(most))


def _paid_by_frame(step: Damping, situation: Situation, wanted: Vector, limits: Limits) -> Vector:
    target = tuple(
        max(low, w if high is None else min(w, high))
        for w, low, high in zip(wanted, limits.least, limits.most, strict=True)
    )
    cost = sum(target, ZERO) - sum(situation.handed_out, ZERO)
    if situation.rest is not None and cost > situation.rest:
        raise DampingCannotBePaid(step=step.id, missing=cost - situation.rest)
    return target


def _paid_by_others(step: Damping, wanted: Vector, limits: Limits) -> tuple[Vector, int]:
    """All who are within the limits give or get in proportion to what they have.

    Units without a last year are held at what the model gives them.
    """
    total = sum(wanted, ZERO)
    least = [
        w if r is None else low
        for w, low, r in zip(wanted, limits.least, limits.reference, strict=True)
    ]
    most = [
        w if r is None else high
        for w, high, r in zip(wanted, limits.most, limits.reference, strict=True)
    ]
    shared = share_within(wanted, total, least, most)
    if shared.left > 0:
        raise DampingLeavesMoney(step=step.id, left=shared.left)
    if shared.left < 0:
        raise DampingCannotBePaid(step=step.id, missing=-shared.left)
    return shared.amounts, shared.rounds


def _paid_by_gains(step: Damping, wanted: Vector, limits: Limits) -> tuple[Vector, int]:
    """Those who gain give the same part of their gain (above the allowed gain, if one is set)."""
    target = list(wanted)
    gains: dict[int, Fraction] = {}
    cost = ZERO
    for i, (want, value) in enumerate(zip(wanted, limits.reference, strict=True)):
        if value is None:
            continue
        if want < limits.least[i]:
            target[i] = limits.least[i]
            cost += target[i] - want
            continue
        high = limits.most[i]
        free = value if high is None else high
        if want > free:
            gains[i] = want - max(free, limits.least[i])
    if cost > sum(gains.values(), ZERO):
        missing = cost - sum(gains.values(), ZERO)
        raise DampingCannotBePaid(step=step.id, missing=missing)
    if cost:
        part = cost / sum(gains.values(), ZERO)
        for i, gain in gains.items():
            target[i] -= part * gain
    return tuple(target), 1
