"""Sharing many pools within bounds at once: the solution of ``share_within``, as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PLACED = 1e-13
"""A pool of which less than this part is not placed is shared: the rest is a rounding of floats."""


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
    The amounts are ``clip(rate * weight, least, most)`` with one rate per row, so only the rate is
    looked for. A rate that hands out too little holds for good whoever is at a cap at it; one that
    hands out too much, whoever is at a floor; the next rate shares the rest among the others. These
    are the rounds of :func:`fordel.allocation.loads.limits.share_within`. A row that is done leaves
    them. Selecting by multiplying with a mask is many times faster than ``np.where``.
    """
    weights = np.maximum(weights, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        capped_from, floored_to = most / weights, least / weights
    amounts = np.clip(np.zeros_like(weights), least, most)
    left = pools - amounts.sum(axis=1)
    # Whoever weighs nothing is above every finite rate's floor, and so is never free.
    low, high = np.zeros(len(pools)), np.full(len(pools), np.finfo(np.float64).max)
    rate, whole = _next(weights, amounts, left, np.greater(weights, 0.0))
    rows = np.nonzero(whole)[0]
    while len(rows):
        weight = weights[rows]
        held = np.multiply(weight, rate[rows, None])
        np.maximum(held, least[rows], out=held)
        np.minimum(held, most[rows], out=held)
        gap = pools[rows] - held.sum(axis=1)
        low[rows] = np.where(gap >= 0, rate[rows], low[rows])
        high[rows] = np.where(gap < 0, rate[rows], high[rows])
        free = np.less_equal(low[rows, None], capped_from[rows])
        free &= np.less_equal(floored_to[rows], high[rows, None])
        again, others = _next(weight, held, gap, free)
        amounts[rows], left[rows] = held, gap
        going = (np.abs(gap) > PLACED * np.abs(pools[rows])) & (others > 0)
        going &= others < whole[rows]
        rate[rows], whole[rows] = again, others
        rows = rows[going]
    return amounts, left


def _next(
    weights: Floats, held: Floats, gap: Floats, free: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """The rate at which those who are free take up the gap, and what they weigh."""
    chosen = free.astype(np.float64)
    whole = np.vecdot(weights, chosen)
    share = np.vecdot(held, chosen) + gap
    return np.divide(share, whole, out=np.zeros_like(whole), where=whole > 0), whole
