"""How large an effect must be to be seen, before there are data and after."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt

from fordel.statistics.answers import LEVEL, NotEstimable, t_quantile

SOURCE = "Bloom 1995"
SOURCE_OF_PLAN = "Bloom 1995; Donner & Klar 2000; Hooper et al. 2016"
POWER = 0.8


@dataclass(frozen=True)
class Detectable:
    """The smallest effect that would be seen with a stated chance.

    ``effect`` = ``multiplier`` x ``error``, in the outcome's unit; ``power`` is the chance that
    an effect of this size gives an interval of this level without zero; ``n`` units.
    """

    effect: float
    error: float
    multiplier: float
    n: int
    method: str
    source: str
    level: float = LEVEL
    power: float = POWER


@dataclass(frozen=True)
class Plan:
    """What is to be compared, before anybody has collected it.

    ``started`` and ``compared`` units (none to compare with: before and after in one group);
    ``children`` per unit and period; ``before`` and ``after`` periods (none before: after only).
    ``icc`` (0-1) is the share of the variance between children that lies between units in a
    period; ``lasting`` (0-1) the part of that which a unit keeps from period to period, and which
    a comparison with before takes away.
    """

    started: int
    compared: int
    children: float
    before: int
    after: int
    icc: float
    lasting: float = 0.0


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
    """The standard error a plan will have, from the variance between children.

    Notes
    -----
    A unit's mean in a period has the variance v (icc + (1 - icc)/m), m children: v/m times the
    design effect 1 + (m - 1) icc. Against before, with a periods after and b before, it is
    v (icc (1 - lasting) + (1 - icc)/m) (1/a + 1/b); after only, v (icc (lasting + (1 - lasting)/a)
    + (1 - icc)/(m a)). Divided by the units of each side, and added (Hooper et al. 2016).
    """
    within = (1 - plan.icc) / plan.children
    if plan.before:
        passing = plan.icc * (1 - plan.lasting) + within
        unit = variance * passing * (1 / plan.after + 1 / plan.before)
    else:
        between = plan.icc * (plan.lasting + (1 - plan.lasting) / plan.after)
        unit = variance * (between + within / plan.after)
    sides = 1 / plan.started + (1 / plan.compared if plan.compared else 0)
    return sqrt(unit * sides)


def _planned(plan: Plan, variance: float, level: float, power: float) -> Detectable | NotEstimable:
    units = plan.started + plan.compared
    if not plan.started or not plan.after or plan.children <= 0:
        return NotEstimable("nobody", units)
    if not plan.compared and not plan.before:
        return NotEstimable("no_comparison", units)
    if not (0 <= plan.icc <= 1 and 0 <= plan.lasting <= 1) or not variance > 0:
        return NotEstimable("no_variation", units)
    found = detectable_after(
        planned_error(plan, variance),
        units,
        freedom=units - (2 if plan.compared else 1),
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
