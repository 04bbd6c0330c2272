"""Interrupted series: whether a line breaks where something began."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from fordel.statistics.answers import LEVEL, Estimate, NotEstimable, by_t
from fordel.statistics.regression import Floats, Ints
from fordel.statistics.shapes import as_long, figures

SOURCE = "Wagner et al. 2002; Newey & West 1987; Penfold & Zhang 2013"
FEWEST_POINTS = 8
"""On either side (Penfold & Zhang 2013)."""
_PARAMETERS = 4


@dataclass(frozen=True)
class Interrupted:
    """What changes where a series is interrupted, in the outcome's unit.

    ``level_change`` at the first time after; ``slope_change`` per unit of time; ``slope_before``
    is the trend that would have gone on.
    """

    level_change: Estimate
    slope_change: Estimate
    slope_before: Estimate
    before: int
    after: int
    method: str
    source: str = SOURCE


def interrupted_series(
    outcome: Floats,
    time: Floats,
    start: float,
    *,
    clusters: Ints | None = None,
    fewest: int = FEWEST_POINTS,
    level: float = LEVEL,
) -> Interrupted | NotEstimable:
    """Segmented regression: a line before, another line after, in one fit.

    Parameters
    ----------
    outcome, time : shape (n,); times may have gaps; rows with NaN are left out.
    start : the first time after.
    clusters : shape (n,), where rows are of several units; without it one series, one row a time.
    fewest : times there must be on either side.

    Returns
    -------
    NotEstimable : ``too_few_points_before``, ``too_few_points_after``, ``time_twice`` (one series
    with two rows at one time), ``too_few_units`` (as many parameters as clusters),
    ``no_variation``.

    Raises
    ------
    ValueError : the shapes differ.

    Notes
    -----
    outcome = a + b time + c [time >= start] + d (time - start) [time >= start]. One series: errors
    of Newey & West with floor(4 (n/100)^(2/9)) lags and n - 4 degrees of freedom; several units:
    each unit has its own a, errors are clustered, G - 1 degrees of freedom. Nothing is compared
    with: what else began then is in it.
    """
    outcome, time = figures("outcome", outcome, 1), figures("time", time, 1)
    as_long("time", len(time), "outcome", len(outcome))
    if clusters is not None:
        clusters = np.asarray(clusters)
        as_long("clusters", len(clusters), "outcome", len(outcome))
    seen = np.isfinite(outcome)
    outcome, time = outcome[seen], time[seen]
    groups = None if clusters is None else clusters[seen]
    after = time >= start
    before_many, after_many = (len(np.unique(time[side])) for side in (~after, after))
    if before_many < fewest:
        return NotEstimable("too_few_points_before", before_many, fewest)
    if after_many < fewest:
        return NotEstimable("too_few_points_after", after_many, fewest)
    if groups is None and len(np.unique(time)) < len(time):
        return NotEstimable("time_twice", len(time))
    if groups is not None and len(np.unique(groups)) <= _PARAMETERS:
        return NotEstimable("too_few_units", len(np.unique(groups)), _PARAMETERS + 1)
    since = time - start
    # Times are told from the start, so that the level change is read off there.
    design = np.column_stack((since, after, since * after)).astype(np.float64)
    fitted = _series(outcome, design, time) if groups is None else _panel(outcome, design, groups)
    units = len(outcome) if groups is None else len(np.unique(groups))
    scale, span = float(np.abs(outcome).max()), float(time.max() - time.min())

    def part(place: int, size: float) -> Estimate | NotEstimable:
        return by_t(
            float(fitted.values[place]), float(fitted.errors[place]),
            n=units, freedom=fitted.freedom, method=fitted.method, source=SOURCE, level=level,
            scale=size,
        )  # fmt: skip

    slope, broken, bent = part(0, scale / span), part(1, scale), part(2, scale / span)
    for answer in (broken, bent, slope):
        if isinstance(answer, NotEstimable):
            return answer
    assert isinstance(broken, Estimate)
    assert isinstance(bent, Estimate)
    assert isinstance(slope, Estimate)
    return Interrupted(broken, bent, slope, before_many, after_many, fitted.method)


@dataclass(frozen=True)
class _Fitted:
    """The three coefficients after the intercept, shape (3,)."""

    values: Floats
    errors: Floats
    freedom: float
    method: str


def _series(outcome: Floats, design: Floats, time: Floats) -> _Fitted:
    order = np.argsort(time)
    lags = int(np.floor(4 * (len(outcome) / 100) ** (2 / 9)))
    whole = np.column_stack((np.ones(len(time)), design))[order]
    values, errors = _least_squares(
        outcome[order], whole, cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}
    )
    method = f"segmented regression, Newey-West errors with {lags} lags"
    return _Fitted(values[1:], errors[1:], len(outcome) - _PARAMETERS, method)


def _panel(outcome: Floats, design: Floats, groups: Ints) -> _Fitted:
    # Means by unit are taken out, so that a unit with gaps does not look like a change.
    _, places = np.unique(groups, return_inverse=True)
    sizes = np.bincount(places)

    def within(column: Floats) -> Floats:
        return np.asarray(column - (np.bincount(places, column) / sizes)[places])

    inside = np.column_stack([within(column) for column in design.T])
    values, errors = _least_squares(
        within(outcome), inside, cov_type="cluster", cov_kwds={"groups": places}
    )
    method = f"segmented regression within units, errors clustered by {len(sizes)} units"
    return _Fitted(values, errors, len(sizes) - 1, method)


def _least_squares(outcome: Floats, design: Floats, **errors: Any) -> tuple[Floats, Floats]:
    from statsmodels.regression import linear_model  # noqa: PLC0415 - seconds

    fitted = linear_model.OLS(outcome, design).fit(**errors)
    # Without any spread a variance is a rounding, on either side of zero.
    variances = np.maximum(np.diag(np.asarray(fitted.cov_params())), 0.0)
    return np.asarray(fitted.params), np.sqrt(variances)
