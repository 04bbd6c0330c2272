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
    weights, least, most : shape (rows, units); weights and ``least`` are not below zero; ``most``
        infinite is no cap; ``least <= most``.
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
    them. Choosing by multiplying with a mask is many times faster than ``np.where``.
    """
    amounts, left = least.copy(), pools - least.sum(axis=1)
    rate, free_weight = _next(weights, least, left, weights > 0)
    rows = np.nonzero(free_weight)[0]
    low, high = np.zeros(len(pools)), np.full(len(pools), np.finfo(np.float64).max)
    with np.errstate(divide="ignore", invalid="ignore"):
        capped_from, floored_to = most / weights, least / weights
    here: tuple[Floats, ...] = (
        weights,
        pools,
        least,
        most,
        capped_from,
        floored_to,
        low,
        high,
        rate,
        free_weight,
    )
    if len(rows) < len(pools):
        here = tuple(array[rows] for array in here)
    while len(rows):
        weight, pool, floor, cap, capped_from, floored_to, low, high, rate, before = here
        held = weight * rate[:, None]
        np.maximum(held, floor, out=held)
        np.minimum(held, cap, out=held)
        gap = pool - held.sum(axis=1)
        low, high = np.where(gap >= 0, rate, low), np.where(gap < 0, rate, high)
        # Whoever weighs nothing is below every rate's floor: zero or not, it is never free.
        free = capped_from >= low[:, None]
        free &= floored_to <= high[:, None]
        rate, free_weight = _next(weight, held, gap, free)
        going = (np.abs(gap) > PLACED * np.abs(pool)) & (free_weight > 0) & (free_weight < before)
        here = (weight, pool, floor, cap, capped_from, floored_to, low, high, rate, free_weight)
        if not going.all():
            done = np.logical_not(going)
            amounts[rows[done]], left[rows[done]] = held[done], gap[done]
            rows, here = rows[going], tuple(array[going] for array in here)
    return amounts, left


def _next(
    weights: Floats, held: Floats, gap: Floats, free: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """The rate at which those who are free take up the gap, and what they weigh."""
    chosen = free.astype(np.float64)
    whole = np.vecdot(weights, chosen)
    share = np.vecdot(held, chosen) + gap
    return np.divide(share, whole, out=np.zeros_like(whole), where=whole > 0), whole
