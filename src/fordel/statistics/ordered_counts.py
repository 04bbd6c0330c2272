"""Ordered levels told as counts: a cumulative logit on every child, from a row per unit."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np

from fordel.statistics.answers import LEVEL, Estimate, NotEstimable, by_t
from fordel.statistics.ordinal import NotConverged, fit_ordered
from fordel.statistics.regression import Fit, Floats, Ints, clustered_covariance
from fordel.statistics.separation import dependent_columns, ordered_moves, separating_direction
from fordel.statistics.shapes import as_long, figures

SOURCE = "McCullagh 1980; Liang & Zeger 1986"


@dataclass(frozen=True)
class OrderedEffects:
    """Log odds of a higher level, for one more of each column of the design.

    ``effects`` (k,) have errors by cluster; ``model_errors`` (k,) are those of independent rows.
    ``cuts`` (levels - 1,) lie between the levels; ``counted`` is how many were counted in all.
    """

    effects: tuple[Estimate, ...]
    model_errors: tuple[float, ...]
    cuts: tuple[float, ...]
    log_likelihood: float
    counted: int
    clusters: int
    levels: tuple[int, ...]
    method: str
    source: str = SOURCE

    def odds_ratio(self, place: int) -> tuple[float, float, float]:
        """How many times the odds of a higher level, with the ends of the interval."""
        effect = self.effects[place]
        return exp(effect.value), exp(effect.low), exp(effect.high)


def ordered_effects(  # noqa: PLR0911 - one answer per reason
    design: Floats, counts: Ints, clusters: Ints, *, level: float = LEVEL
) -> OrderedEffects | NotEstimable:
    """Proportional odds from counts, with errors by cluster.

    Parameters
    ----------
    design : shape (rows, k), without a column of ones.
    counts : shape (rows, levels), how many are at each level, lowest first; rows of nobody are
        left out, and so are levels nobody is at.
    clusters : shape (rows,), whom a row belongs to.

    Returns
    -------
    NotEstimable : ``all_missing``, ``no_variation`` (all at one level), ``no_comparison`` (columns
    that add up to one another), ``too_few_units`` (as many parameters as clusters), ``separated``
    (a column tells levels apart without exception), ``not_converged``.

    Raises
    ------
    ValueError : the shapes differ, a figure of the design is missing, or a count is none.

    Notes
    -----
    Each count is a frequency weight: the fit is the one that has every child in a row of its own.
    """
    design, counted = figures("design", design, 2), figures("counts", counts, 2)
    clusters = np.asarray(clusters)
    as_long("design", len(design), "counts", len(counted))
    as_long("clusters", len(clusters), "counts", len(counted))
    counts = counted.astype(np.int64)
    if not np.isfinite(design).all() or (counts != counted).any() or (counts < 0).any():
        raise ValueError("design must be finite, and counts whole and not below zero")
    rows, at = np.nonzero(counts)
    if not len(rows):
        return NotEstimable("all_missing", 0)
    known, levels = np.unique(at, return_inverse=True)
    _, groups = np.unique(clusters[rows], return_inverse=True)
    many = int(groups.max()) + 1
    if len(known) == 1:
        return NotEstimable("no_variation", many)
    own = design[rows].astype(np.float64)
    parameters = own.shape[1] + len(known) - 1
    if many <= parameters:
        return NotEstimable("too_few_units", many, parameters + 1)
    if dependent_columns(np.column_stack((np.ones(len(own)), own))):
        return NotEstimable("no_comparison", many)
    if separating_direction(ordered_moves(own, levels, len(known))).any():
        return NotEstimable("separated", many)
    weights = counts[rows, at].astype(np.float64)
    try:
        fit = fit_ordered(own, levels, len(known), weights)
    except NotConverged:
        return NotEstimable("not_converged", many)
    return _told(fit, groups, int(weights.sum()), tuple(int(one) for one in known), level)


def _told(
    fit: Fit, groups: Ints, counted: int, levels: tuple[int, ...], level: float
) -> OrderedEffects | NotEstimable:
    rows, parameters = fit.scores.shape
    own, many = parameters - len(levels) + 1, int(groups.max()) + 1
    # The factor for few rows is that of a row per child.
    factor = ((counted - 1) / (counted - parameters)) / ((rows - 1) / (rows - parameters))
    errors = np.sqrt(factor * np.diag(clustered_covariance(fit, groups)))
    method = f"cumulative logit on {counted} counted, errors clustered by {many} units"
    effects = []
    for value, error in zip(fit.coefficients[:own], errors[:own], strict=True):
        effect = by_t(
            float(value), float(error),
            n=many, freedom=many - 1, method=method, source=SOURCE, level=level,
        )  # fmt: skip
        if isinstance(effect, NotEstimable):
            return effect
        effects.append(effect)
    return OrderedEffects(
        effects=tuple(effects),
        model_errors=tuple(float(one) for one in np.sqrt(np.diag(fit.model_covariance))[:own]),
        cuts=tuple(float(cut) for cut in fit.coefficients[own:]),
        log_likelihood=fit.log_likelihood,
        counted=counted,
        clusters=many,
        levels=levels,
        method=method,
    )
