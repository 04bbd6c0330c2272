"""A regression coefficient's p-value and interval where clusters are few: wild bootstrap."""

from __future__ import annotations

import warnings
from math import isfinite

import numpy as np

from fordel.statistics.answers import LEVEL, SMALL, Estimate, NotEstimable
from fordel.statistics.regression import Floats, Ints

SOURCE = "Cameron, Gelbach & Miller 2008; Webb 2023"
MOST_IN_ONE = 0.5
"""The part of what a coefficient rests on that one cluster may have."""
FEWEST_CLUSTERS = 5
FEW_CLUSTERS = 10
"""Below this two-point weights give too few different draws (Webb 2023)."""
DRAWS = 9_999


def wild_cluster_bootstrap(  # noqa: PLR0911 - one answer per reason
    design: Floats,
    outcome: Floats,
    clusters: Ints,
    place: int,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    level: float = LEVEL,
) -> Estimate | NotEstimable:
    """One coefficient of a least squares regression, tested with the null imposed.

    Parameters
    ----------
    design : shape (n, k), a column of ones among them if there is an intercept.
    outcome, clusters : shape (n,).
    place : the coefficient's column.

    Returns
    -------
    Estimate with the cluster-robust error (CR1), and p-value and interval of the bootstrap.
    NotEstimable : ``too_few_units`` below five clusters, ``no_comparison`` (columns that add up to
    one another), ``group_of_one`` (one cluster carries the coefficient), ``no_variation``,
    ``interval_unbounded`` (no effect however large would be rejected).

    Notes
    -----
    diff-diff's restricted wild cluster bootstrap; six-point weights below ten clusters
    (Webb 2023), else two points. The interval holds the values that the test does not reject.
    Where one cluster alone has started the bootstrap fails (MacKinnon & Webb 2018).
    """
    from diff_diff.utils import wild_bootstrap_se  # noqa: PLC0415 - seconds

    groups = len(np.unique(clusters))
    if groups < FEWEST_CLUSTERS:
        return NotEstimable("too_few_units", groups, FEWEST_CLUSTERS)
    if np.linalg.matrix_rank(design) < design.shape[1] or len(outcome) <= design.shape[1]:
        return NotEstimable("no_comparison", groups)
    if _rests_on_one(design, clusters, place):
        return NotEstimable("group_of_one", groups)
    coefficients, *_ = np.linalg.lstsq(design, outcome, rcond=None)
    residual = outcome - design @ coefficients
    if float(np.abs(residual).max()) <= SMALL * max(float(np.abs(outcome).max()), SMALL):
        return NotEstimable("no_variation", groups)
    kind = "webb" if groups < FEW_CLUSTERS else "rademacher"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = wild_bootstrap_se(
            design, outcome, residual, clusters, place,
            n_bootstrap=draws, weight_type=kind, alpha=1 - level, seed=seed,
        )  # fmt: skip
    if not (isfinite(found.se) and isfinite(found.p_value)):
        return NotEstimable("no_variation", groups)
    value, low, high = float(coefficients[place]), float(found.ci_lower), float(found.ci_upper)
    if not (isfinite(low) and isfinite(high)):
        return NotEstimable("interval_unbounded", groups)
    return Estimate(
        value=value,
        error=float(found.se),
        low=min(low, value),
        high=max(high, value),
        p=float(found.p_value),
        n=groups,
        method=f"restricted wild cluster bootstrap, {kind} weights, {found.n_bootstrap} draws",
        source=SOURCE,
        level=level,
    )


def _rests_on_one(design: Floats, clusters: Ints, place: int) -> bool:
    """Whether most of what the column has of its own lies in one cluster."""
    others = np.delete(design, place, axis=1)
    fitted, *_ = np.linalg.lstsq(others, design[:, place], rcond=None)
    own = (design[:, place] - others @ fitted) ** 2
    _, places = np.unique(clusters, return_inverse=True)
    parts = np.bincount(places, own)
    return bool(parts.max() > (MOST_IN_ONE + SMALL) * parts.sum())
