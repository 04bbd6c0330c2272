"""Sharing many pools within bounds at once: the rounds of ``share_within``, as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def share_many(
    weights: Floats, pools: Floats, least: Floats, most: Floats
) -> tuple[Floats, Floats]:
    """Share each row's pool in proportion to its weights, every amount within its bounds.

    Parameters
    ----------
    weights, least, most : shape (rows, units); ``most`` infinite is no cap; ``least <= most``.
    pools : shape (rows,).

    Returns
    -------
    Amounts, shape (rows, units), and what of each pool could not be placed, shape (rows,): above
    zero where every cap is reached, below zero where the floors need more.

    Notes
    -----
    The same rounds as :func:`fordel.allocation.loads.limits.share_within`, in all rows at once; a
    row that is done leaves the rounds.
    """
    free = np.where(weights > 0, weights, 0.0)  # zero for whoever is set at a bound
    amounts = np.where(free > 0, 0.0, least)
    left = pools - amounts.sum(axis=1)
    rows = np.nonzero(free.any(axis=1))[0]
    while len(rows):
        weight, low, high = free[rows], least[rows], most[rows]
        wanted = weight * (left[rows] / weight.sum(axis=1))[:, None]
        passed, bound = _passed(weight, wanted, low, high)
        done = np.logical_not(passed.any(axis=1))
        set_at = np.where(passed, bound, 0.0)
        amounts[rows] += np.where(done[:, None], wanted, set_at)
        left[rows] = np.where(done, 0.0, left[rows] - set_at.sum(axis=1))
        weight[passed] = 0.0
        free[rows] = weight
        rows = rows[np.logical_not(done) & weight.any(axis=1)]
    return amounts, left


def _passed(
    weight: Floats, wanted: Floats, low: Floats, high: Floats
) -> tuple[NDArray[np.bool_], Floats]:
    """Who passes the bound that is set first in each row, and the bound."""
    above = np.greater(wanted, high)
    if not low.any():
        return np.logical_and(above, weight > 0), high
    above &= weight > 0
    below = np.logical_and(wanted < low, weight > 0)
    over = np.where(above, wanted, 0.0).sum(axis=1) - np.where(above, high, 0.0).sum(axis=1)
    under = np.where(below, low - wanted, 0.0).sum(axis=1)
    capped = np.expand_dims(over >= under, 1)
    return np.where(capped, above, below), np.where(capped, high, low)
