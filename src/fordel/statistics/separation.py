"""When coefficients cannot be found at all: columns that repeat others, outcomes told apart."""

from __future__ import annotations

import numpy as np

from fordel.statistics.regression import Floats, Ints

SMALL = 1e-7
"""Beside a largest value of one, less than this is a rounding."""


def dependent_columns(design: Floats) -> tuple[int, ...]:
    """Columns that add up to one another: the first such set, or none.

    Parameters
    ----------
    design : shape (n, k), with its column of ones if the regression has an intercept.

    Returns
    -------
    The places of the columns of one linear relation with as few columns as the reduction finds.
    """
    scale = np.linalg.norm(design, axis=0)
    scaled = design / np.where(scale > 0, scale, 1)
    kept: list[int] = []
    for place in range(design.shape[1]):
        if not kept:
            kept = [place]
            continue
        basis = scaled[:, kept]
        relation, *_ = np.linalg.lstsq(basis, scaled[:, place], rcond=None)
        if np.linalg.norm(scaled[:, place] - basis @ relation) < SMALL:
            used = np.flatnonzero(np.abs(relation) > SMALL)
            return (*(kept[int(i)] for i in used), place)
        kept.append(place)
    return ()


def separating_direction(moves: Floats) -> Floats:
    """A direction in which a concave likelihood never falls and somewhere rises without end.

    Parameters
    ----------
    moves : shape (m, k). Each row is how the bound that one observation lies within moves with the
        coefficients: for logistic regression the design's row if the outcome is yes, minus it if
        no. Of full column rank.

    Returns
    -------
    shape (k,): zeros where there is no such direction, and the maximum exists and is the only one.

    Notes
    -----
    Linear programme of Konis 2007: maximise the sum of ``moves @ b`` with ``moves @ b >= 0`` and
    ``-1 <= b <= 1``; separated if and only if the maximum is above zero (Albert & Anderson 1984).
    """
    from scipy.optimize import (  # noqa: PLC0415 - half a second
        linprog,
    )

    distinct = np.unique(moves, axis=0)
    found = linprog(
        -distinct.sum(axis=0),
        A_ub=-distinct,
        b_ub=np.zeros(len(distinct)),
        bounds=[(-1, 1)] * distinct.shape[1],
        method="highs",
    )
    direction = np.asarray(found.x, dtype=np.float64)
    if float(-found.fun) < SMALL * len(distinct):
        return np.zeros(distinct.shape[1])
    return np.where(np.abs(direction) > SMALL, direction, 0)


def logistic_moves(design: Floats, successes: Floats, trials: Floats) -> Floats:
    """The rows that :func:`separating_direction` takes, for yes and no or counts of them."""
    return np.vstack((design[successes > 0], -design[successes < trials]))


def ordered_moves(design: Floats, level: Ints, levels: int) -> Floats:
    """The same for ordered levels: coefficients first, then the cuts between levels."""
    rows, own = design.shape
    upper = np.zeros((rows, own + levels - 1))
    upper[:, :own] = -design
    lower = upper.copy()
    has_over, has_under = np.flatnonzero(level < levels - 1), np.flatnonzero(level > 0)
    upper[has_over, own + level[has_over]] = 1
    lower[has_under, own + level[has_under] - 1] = 1
    return np.vstack((upper[has_over], -lower[has_under]))
