"""How stable the units' order is: coefficients redrawn within their errors, units ranked again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fordel.estimation.fitting import Estimate
from fordel.estimation.sample import Sample
from fordel.statistics.regression import Floats

REDRAWS = 500
LOWEST = 0.05


@dataclass(frozen=True)
class RankStability:
    """Ranks of units by their mean index, when the coefficients are only as sure as they are.

    ``typical`` and ``low``: the median and the 5th percentile of Spearman's correlation with the
    order of the estimate; ``top_quarter_kept``: the mean share of the quarter with most need that
    is still in it. No unit is named.
    """

    typical: float
    low: float
    top_quarter_kept: float


def rank_stability(sample: Sample, found: Estimate) -> RankStability:
    """Redraw the coefficients from their joint normal distribution, seeded.

    Notes
    -----
    The criteria of the units stay as they are: this is the uncertainty of the coefficients alone.
    """
    terms = len(sample.terms)
    slopes, covariance = found.index.slopes, found.covariance[:terms, :terms]
    generator = np.random.default_rng(sample.spec.validation.seed)
    drawn = generator.multivariate_normal(slopes, covariance, REDRAWS, method="eigh")
    means = _unit_means(sample)
    estimated = _ranks((means @ slopes)[None, :])[0]
    redrawn = _ranks((means @ drawn.T).T)
    correlations = _correlations(redrawn, estimated)
    quarter = max(1, sample.units // 4)
    least = np.sort(estimated)[-quarter]
    top = estimated >= least
    kept = (redrawn[:, top] >= np.sort(redrawn, axis=1)[:, [-quarter]]).mean()
    typical, low = np.quantile(correlations, [0.5, LOWEST])
    return RankStability(float(typical), float(low), float(kept))


def _unit_means(sample: Sample) -> Floats:
    """Each unit's share of children who meet each criterion, shape (units, terms)."""
    sizes = np.bincount(sample.unit, sample.children)
    sums = [np.bincount(sample.unit, sample.children * column) for column in sample.criteria.T]
    return np.asarray(np.column_stack(sums) / sizes[:, None])


def _ranks(values: Floats) -> Floats:
    """Ranks along the last axis, ties sharing their mean rank, same shape."""
    from scipy.stats import (  # noqa: PLC0415 - seconds to import
        rankdata,
    )

    return np.asarray(rankdata(np.round(values, 9), axis=-1))


def _correlations(ranks: Floats, other: Floats) -> Floats:
    """Pearson's correlation of each row with one other, shape (redraws,); 0 where a row is flat."""
    own = ranks - ranks.mean(axis=1, keepdims=True)
    beside = other - other.mean()
    sizes = np.sqrt((own**2).sum(axis=1) * (beside**2).sum())
    return np.asarray(np.divide(own @ beside, sizes, out=np.zeros(len(own)), where=sizes > 0))
