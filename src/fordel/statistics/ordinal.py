"""Ordered logistic regression: a few ordered levels, one set of coefficients, cuts between."""

from __future__ import annotations

import numpy as np

from fordel.statistics.regression import Fit, Floats, Ints

MOST_STEPS = 60
LAST_STEP = 1e-6
"""The longest step, in any coefficient, that is the last: after it Newton has all digits."""
SHORTEST = 1e-10
"""A step halved below this part of itself leads nowhere."""


class NotConverged(ArithmeticError):
    """Newton's method did not settle: the data do not determine the coefficients."""


def level_chances(linear: Floats, cuts: Floats) -> Floats:
    """The chance of each level, shape (n, levels), from linear predictors and rising cuts.

    P(level <= j) = 1 / (1 + exp(linear - cuts[j])).
    """
    below = _logistic(cuts[None, :] - linear[:, None])
    edges = np.zeros((len(linear), 1)), np.ones((len(linear), 1))
    return np.diff(np.hstack((edges[0], below, edges[1])), axis=1)


def fit_ordered(design: Floats, level: Ints, levels: int, weights: Floats) -> Fit:
    """Proportional odds (McCullagh 1980) by Newton's method with exact derivatives.

    Parameters
    ----------
    design : shape (n, k), without a column of ones; of full rank together with one.
    level : shape (n,), 0 … levels - 1, each of them there.
    levels : at least 2.
    weights : shape (n,), > 0.

    Returns
    -------
    Fit with k coefficients, then ``levels - 1`` rising cuts.

    Raises
    ------
    NotConverged : the data are separated, or nearly.

    Notes
    -----
    The log-likelihood is concave (Pratt 1981), so the halved Newton step finds its only top.
    statsmodels' ``OrderedModel`` has neither weights nor the derivatives that clustered errors
    need; a test holds this against it and against R's ``polr``.
    """
    shares = np.cumsum(np.bincount(level, weights, levels))[:-1] / weights.sum()
    parameters = np.concatenate((np.zeros(design.shape[1]), np.log(shares / (1 - shares))))
    current, scores, curvature = _derivatives(parameters, design, level, weights)
    for _ in range(MOST_STEPS):
        step = _newton_step(curvature, scores.sum(axis=0))
        if float(np.abs(step).max()) <= LAST_STEP:
            # The last step is taken too: Newton doubles the right digits.
            parameters = parameters + step
            likelihood, scores, curvature = _derivatives(parameters, design, level, weights)
            return Fit(parameters, scores, curvature, likelihood)
        share = 1.0
        while True:
            moved = parameters + share * step
            likelihood, scores, curvature = _derivatives(moved, design, level, weights)
            if likelihood > current:
                parameters, current = moved, likelihood
                break
            share /= 2
            if share < SHORTEST:
                raise NotConverged
    raise NotConverged


def _newton_step(curvature: Floats, gradient: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(curvature, gradient))
    except np.linalg.LinAlgError as error:
        raise NotConverged from error


def _derivatives(
    parameters: Floats, design: Floats, level: Ints, weights: Floats
) -> tuple[float, Floats, Floats]:
    """Log-likelihood, scores (n, p) and curvature (p, p) at some parameters."""
    rows, own = design.shape
    cuts = np.concatenate(([-np.inf], parameters[own:], [np.inf]))
    if (np.diff(cuts) <= 0).any():
        return float("-inf"), np.empty((rows, 0)), np.empty((0, 0))
    linear = design @ parameters[:own]
    over, under = cuts[level + 1] - linear, cuts[level] - linear
    above, below = _logistic(over), _logistic(under)
    # Far out in the upper tail the difference is taken from the other side, where digits are left.
    chance = np.where(under > 0, _logistic(-under) - _logistic(-over), above - below)
    if (chance <= 0).any():
        return float("-inf"), np.empty((rows, 0)), np.empty((0, 0))
    slope_over, slope_under = above * (1 - above), below * (1 - below)
    toward, away = _jacobians(design, level, len(parameters))
    first, second = slope_over / chance, -slope_under / chance
    scores = weights[:, None] * (toward * first[:, None] + away * second[:, None])
    bent_over = slope_over * (1 - 2 * above) / chance - first**2
    bent_under = -slope_under * (1 - 2 * below) / chance - second**2
    mixed = toward.T @ (away * (weights * first * second)[:, None])
    curvature = (
        mixed
        + mixed.T
        - toward.T @ (toward * (weights * bent_over)[:, None])
        - away.T @ (away * (weights * bent_under)[:, None])
    )
    return float(weights @ np.log(chance)), scores, curvature


def _jacobians(design: Floats, level: Ints, parameters: int) -> tuple[Floats, Floats]:
    """How each row's upper and lower bound move with the parameters, shape (n, p) each."""
    rows, own = design.shape
    toward, away = np.zeros((rows, parameters)), np.zeros((rows, parameters))
    toward[:, :own] = away[:, :own] = -design
    last = parameters - own
    has_over, has_under = np.flatnonzero(level < last), np.flatnonzero(level > 0)
    toward[has_over, own + level[has_over]] = 1
    away[has_under, own + level[has_under] - 1] = 1
    # A bound at infinity does not move; its slope is zero too.
    toward[level == last] = 0
    away[level == 0] = 0
    return toward, away


def _logistic(x: Floats) -> Floats:
    small = np.exp(-np.abs(x))
    return np.asarray(np.where(x >= 0, 1, small) / (1 + small))
