"""The overall effect of a staggered start, for one order of starts or for many at once.

The same figure as :func:`fordel.statistics.staggered.staggered_effects` gives, without errors: as
plain array sums, so that thousands of orders of the same starts are computed together.
"""

from __future__ import annotations

import numpy as np

from fordel.statistics.regression import Bools, Floats, Ints

NEVER = 2**31 - 1
"""The start of a unit that never starts: later than any period."""


def overall_effects(
    outcome: Floats, periods: Ints, starts: Ints, *, never_only: bool = False
) -> Floats:
    """The mean effect after the start, for each order of starts.

    Parameters
    ----------
    outcome : shape (units, periods), NaN where nothing was collected.
    periods : shape (periods,), rising.
    starts : shape (draws, units), the period each unit starts in, or ``NEVER``; every draw has
        the same starts, in another order.
    never_only : compare with units that never start only, not with those that start later, too.

    Returns
    -------
    shape (draws,), NaN where no comparison is possible.

    Notes
    -----
    A group is all units with one start. For each group and period from its start on: the mean
    change since the last period before the start, in the group less in the units not started;
    weighted by the units of the group (Callaway & Sant'Anna 2021, without covariates; "simple").
    """
    # A period that nobody collected is a gap: the one before it is the last.
    collected = np.isfinite(outcome).any(axis=0)
    outcome, periods = outcome[:, collected], periods[collected]
    draws = starts.shape[0]
    total, weight = np.zeros(draws), np.zeros(draws)
    for start in np.unique(starts[starts != NEVER]):
        before = np.flatnonzero(periods < start)
        if not len(before):
            continue
        own = (starts == start).astype(np.float64)
        size = own.sum(axis=1)
        for place in np.flatnonzero(periods >= start):
            others = starts == NEVER if never_only else starts > periods[place]
            effect = _difference(
                outcome[:, place] - outcome[:, before[-1]], own, others.astype(np.float64)
            )
            known = np.isfinite(effect)
            total[known] += (size * effect)[known]
            weight[known] += size[known]
    effects = np.full(draws, np.nan)
    np.divide(total, weight, out=effects, where=weight > 0)
    return effects


def _difference(change: Floats, own: Floats, others: Floats) -> Floats:
    """The mean change in a group less that of others, by draw; NaN where either is nobody."""
    seen = np.isfinite(change).astype(np.float64)
    filled = np.where(seen > 0, change, 0.0)
    means = []
    for members in (own, others):
        many = members @ seen
        mean = np.full(len(many), np.nan)
        np.divide(members @ filled, many, out=mean, where=many > 0)
        means.append(mean)
    return np.asarray(means[0] - means[1])


def effect_weights(seen: Bools, periods: Ints, starts: Ints, *, never_only: bool = False) -> Floats:
    """What each figure weighs in the overall effect: the effect is the sum of weight x outcome.

    Parameters
    ----------
    seen : shape (units, periods), whether a figure is there.
    periods : shape (periods,), rising.
    starts : shape (units,), the period each unit starts in, or ``NEVER``.
    never_only : as :func:`overall_effects` has it.

    Returns
    -------
    shape (units, periods); each unit's weights add up to zero. Zeros throughout where no
    comparison is possible.
    """
    collected = np.flatnonzero(seen.any(axis=0))
    weights, total = np.zeros(seen.shape), 0.0
    for start in np.unique(starts[starts != NEVER]):
        before = collected[periods[collected] < start]
        if not len(before):
            continue
        base, size = before[-1], float((starts == start).sum())
        for place in collected[periods[collected] >= start]:
            both = seen[:, place] & seen[:, base]
            own = both & (starts == start)
            others = both & (starts == NEVER if never_only else starts > periods[place])
            if not (own.any() and others.any()):
                continue
            change = size * (own / own.sum() - others / others.sum())
            weights[:, place] += change
            weights[:, base] -= change
            total += size
    return weights / total if total else weights
