"""Regressions whose fits carry what cluster-robust errors need: logistic and linear.

Importing this module is cheap; statsmodels is imported by the first fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, pi

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Fit:
    """A fitted regression with k parameters on n rows.

    ``coefficients`` shape (k,); ``scores`` shape (n, k), each row's part of the gradient of the
    log-likelihood; ``curvature`` shape (k, k), minus its second derivative; ``rows`` n.
    """

    coefficients: Floats
    scores: Floats
    curvature: Floats
    log_likelihood: float

    @property
    def model_covariance(self) -> Floats:
        """The covariance if the model is right and rows are independent, shape (k, k)."""
        return np.asarray(np.linalg.inv(self.curvature))


def fit_logistic(design: Floats, successes: Floats, trials: Floats, weights: Floats) -> Fit:
    """Logistic regression of a yes or no, or of counts of yes among trials.

    Parameters
    ----------
    design : shape (n, k), a column of ones first if there is an intercept; of full rank.
    successes, trials : shape (n,), 0 <= successes <= trials, trials > 0; ones for single rows.
    weights : shape (n,), > 0.

    Notes
    -----
    Iteratively reweighted least squares in statsmodels (McCullagh & Nelder 1989). Data must not be
    separated; see :func:`fordel.statistics.separation.separating_direction`.
    """
    from statsmodels.genmod import (  # noqa: PLC0415 - seconds
        families,
        generalized_linear_model,
    )

    size = trials * weights
    fitted = generalized_linear_model.GLM(
        successes / trials, design, family=families.Binomial(), var_weights=size
    ).fit(tol=1e-12, rtol=1e-13)
    chance = np.asarray(fitted.fittedvalues, dtype=np.float64)
    residual = weights * (successes - trials * chance)
    curved = size * chance * (1 - chance)
    likelihood = weights * (successes * np.log(chance) + (trials - successes) * np.log1p(-chance))
    return Fit(
        coefficients=np.asarray(fitted.params, dtype=np.float64),
        scores=design * residual[:, None],
        curvature=design.T @ (design * curved[:, None]),
        log_likelihood=float(likelihood.sum()),
    )


def fit_linear(design: Floats, outcome: Floats, weights: Floats) -> Fit:
    """Weighted least squares.

    Parameters
    ----------
    design : shape (n, k), a column of ones first if there is an intercept; of full rank.
    outcome, weights : shape (n,); weights > 0.

    Notes
    -----
    ``scores`` and ``curvature`` are those of the normal equations; the residual variance cancels
    in the clustered covariance.
    """
    from statsmodels.regression import (  # noqa: PLC0415 - seconds
        linear_model,
    )

    fitted = linear_model.WLS(outcome, design, weights=weights).fit(method="qr")
    coefficients = np.asarray(fitted.params, dtype=np.float64)
    residual = outcome - design @ coefficients
    variance = float((weights * residual**2).sum() / len(outcome))
    spread = log(2 * pi * variance) + 1 if variance > 0 else float("-inf")
    return Fit(
        coefficients=coefficients,
        scores=design * (weights * residual)[:, None],
        curvature=design.T @ (design * weights[:, None]),
        log_likelihood=float(np.log(weights).sum() - len(outcome) * spread) / 2,
    )


def clustered_covariance(fit: Fit, clusters: Ints) -> Floats:
    """The covariance of the coefficients when rows of one cluster may be alike.

    Parameters
    ----------
    clusters : shape (n,), 0 … G - 1, every one of them there, G >= 2.

    Returns
    -------
    shape (k, k).

    Notes
    -----
    The sandwich of Liang & Zeger 1986 with the factor G/(G-1) · (n-1)/(n-k) (CR1). With a cluster
    per row it is White's HC1. With G clusters its rank is at most G - 1.
    """
    rows, parameters = fit.scores.shape
    groups = int(clusters.max()) + 1
    sums = np.zeros((groups, parameters))
    np.add.at(sums, clusters, fit.scores)
    factor = groups / (groups - 1) * (rows - 1) / (rows - parameters)
    bread = fit.model_covariance
    return np.asarray(factor * bread @ (sums.T @ sums) @ bread)
