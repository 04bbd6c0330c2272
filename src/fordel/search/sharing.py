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
    free = np.greater(weights, 0.0)
    amounts = np.where(free, 0.0, least)
    left = pools - amounts.sum(axis=1)
    rows = np.nonzero(free.any(axis=1))[0]
    while len(rows):
        open_, weight, low, high = free[rows], weights[rows], least[rows], most[rows]
        whole = np.where(open_, weight, 0.0).sum(axis=1)
        wanted = np.where(open_, weight * (left[rows] / whole)[:, None], 0.0)
        above = np.logical_and(open_, wanted > high)
        below = np.logical_and(open_, wanted < low)
        over = np.where(above, wanted - np.where(above, high, 0.0), 0.0).sum(axis=1)
        under = np.where(below, low - wanted, 0.0).sum(axis=1)
        done = np.logical_not((above | below).any(axis=1))
        capped = np.expand_dims(over >= under, 1)
        passed = np.where(capped, above, below)
        bound = np.where(passed, np.where(capped, high, low), 0.0)
        placed = np.where(done[:, None], wanted, bound)
        amounts[rows] += placed
        left[rows] = np.where(done, 0.0, left[rows] - bound.sum(axis=1))
        free[rows] = open_ & ~passed
        rows = rows[~done]
        rows = rows[free[rows].any(axis=1)]
    return amounts, left
