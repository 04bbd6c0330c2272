"""How large an effect must be to be seen, before there are data and after."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np

from fordel.statistics.answers import LEVEL, NotEstimable, t_quantile
from fordel.statistics.carrying_over import apart, correlation
from fordel.statistics.group_times import NEVER, effect_weights
from fordel.statistics.regression import Floats

SOURCE = "Bloom 1995"
SOURCE_OF_PLAN = "Bloom 1995; Donner & Klar 2000; Hooper et al. 2016; Kasza et al. 2019"
POWER = 0.8


@dataclass(frozen=True)
class Detectable:
    """The smallest effect that would be seen with a stated chance.

    ``effect`` = ``multiplier`` x ``error``, in the outcome's unit; ``power`` is the chance that
    an effect of this size gives an interval of this level without zero; ``n`` units.
    ``taken_as_carried_over`` is the part of what passes that is left a period later, where that is
    taken and not told from figures.
    """

    effect: float
    error: float
    multiplier: float
    n: int
    method: str
    source: str
    level: float = LEVEL
    power: float = POWER
    taken_as_carried_over: float | None = None


@dataclass(frozen=True)
class Plan:
    """What is to be compared, before anybody has collected it.

    ``started`` and ``compared`` units (none to compare with: before and after in one group);
    ``children`` per unit and period; ``before`` and ``after`` periods, before the first start and
    from it on (none before: after only). ``begins`` is how many of those started begin in each
    period from the first start on; empty where all begin together. ``icc`` (0-1) is the share of
    the variance between children that lies between units in a period; ``lasting`` (0-1) the part
    of that which a unit keeps from period to period, and which a comparison with before takes
    away; ``carried_over`` (0-1) the part of the rest that is left a period later.
    """

    started: int
    compared: int
    children: float
    before: int
    after: int
    icc: float
    lasting: float = 0.0
    carried_over: float = 0.0
    begins: tuple[int, ...] = ()

    @property
    def is_compared(self) -> bool:
        """Whether there are units to compare with: not started, or started later."""
        return self.compared > 0 or sum(map(bool, self.begins)) > 1


def multiplier(
    freedom: float | None = None, *, level: float = LEVEL, power: float = POWER
) -> float:
    """How many standard errors the smallest detectable effect is; 2.80 with many units.

    Notes
    -----
    t(1 - (1 - level)/2) + t(power), with the degrees of freedom of the test (Bloom 1995).
    """
    return t_quantile((1 + level) / 2, freedom) + t_quantile(power, freedom)


def detectable_after(
    error: float,
    n: int,
    *,
    freedom: float | None = None,
    level: float = LEVEL,
    power: float = POWER,
) -> Detectable | NotEstimable:
    """From a standard error that is there: about 2.8 of them."""
    if not isfinite(error) or error <= 0:
        return NotEstimable("no_variation", n)
    if freedom is not None and freedom < 1:
        return NotEstimable("too_few_units", n)
    many = multiplier(freedom, level=level, power=power)
    return Detectable(
        effect=many * error,
        error=error,
        multiplier=many,
        n=n,
        method=f"{many:.2f} standard errors",
        source=SOURCE,
        level=level,
        power=power,
    )


def detectable_mean(
    plan: Plan, spread: float, *, level: float = LEVEL, power: float = POWER
) -> Detectable | NotEstimable:
    """For a mean, from the standard deviation between children."""
    return _planned(plan, spread**2, level, power)


def detectable_share(
    plan: Plan, share: float, *, level: float = LEVEL, power: float = POWER
) -> Detectable | NotEstimable:
    """For a share of children, from the share there is before, 0-1.

    Returns
    -------
    NotEstimable ``larger_than_possible`` where no share could move that far.
    """
    found = _planned(plan, share * (1 - share), level, power)
    if isinstance(found, Detectable) and found.effect > max(share, 1 - share):
        return NotEstimable("larger_than_possible", found.n)
    return found


def planned_error(plan: Plan, variance: float) -> float:
    """The standard error a plan will have, from the variance between children; 0 if none can be.

    Notes
    -----
    A unit's mean in a period has the variance v (icc + (1 - icc)/m), m children: v/m times the
    design effect 1 + (m - 1) icc. Between periods h apart, a unit's means share v icc (lasting +
    (1 - lasting) carried_over^h) (Hooper et al. 2016; Kasza et al. 2019). The effect is a sum of
    weights x means, so its variance is the sum over units of weights' C weights. The weights are
    those of the estimator that will be used: against units not started, the change since the last
    period before the start. Without a comparison, the mean after less the mean before.
    """
    periods = plan.before + plan.after
    distance = apart(np.arange(periods))
    shared = plan.lasting + (1 - plan.lasting) * correlation(distance, plan.carried_over)
    covariance = variance * (plan.icc * shared + (1 - plan.icc) / plan.children * (distance == 0))
    weights = _weights(plan)
    return sqrt(max(0.0, float(((weights @ covariance) * weights).sum())))


def _weights(plan: Plan) -> Floats:
    """What each unit's mean in each period weighs in the effect, shape (units, periods)."""
    periods = np.arange(1, plan.before + plan.after + 1)
    units = plan.started + plan.compared
    begins = plan.begins or (plan.started,)
    first = np.repeat(np.arange(len(begins)), begins) + plan.before + 1
    starts = np.concatenate((first, np.full(plan.compared, NEVER))).astype(np.int64)
    if plan.before and plan.is_compared:
        return effect_weights(np.ones((units, len(periods)), dtype=bool), periods, starts)
    after = periods > plan.before
    course = after / plan.after - (~after / plan.before if plan.before else 0.0)
    sides = [np.full(plan.started, 1 / plan.started)]
    if plan.compared:
        sides.append(np.full(plan.compared, -1 / plan.compared))
    return np.outer(np.concatenate(sides), course)


def _planned(plan: Plan, variance: float, level: float, power: float) -> Detectable | NotEstimable:
    units = plan.started + plan.compared
    if not plan.started or not plan.after or plan.children <= 0:
        return NotEstimable("nobody", units)
    parts = (plan.icc, plan.lasting, plan.carried_over)
    if not all(0 <= part <= 1 for part in parts) or not variance > 0:
        return NotEstimable("no_variation", units)
    if not (plan.is_compared or plan.before) or not _weights(plan).any():
        return NotEstimable("no_comparison", units)
    found = detectable_after(
        planned_error(plan, variance),
        units,
        freedom=units - (2 if plan.is_compared else 1),
        level=level,
        power=power,
    )
    if isinstance(found, NotEstimable):
        return found
    return Detectable(
        effect=found.effect,
        error=found.error,
        multiplier=found.multiplier,
        n=units,
        method=f"{found.multiplier:.2f} planned standard errors",
        source=SOURCE_OF_PLAN,
        level=level,
        power=power,
    )
