"""Interrupted series: does a line break where something began?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from fordel.statistics.answers import LEVEL, Estimate, NotEstimable, by_t
from fordel.statistics.regression import Floats, Ints

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
    with two rows at one time), ``too_few_units`` (as many parameters as clusters), ``no_variation``.

    Notes
    -----
    outcome = a + b time + c [time >= start] + d (time - start) [time >= start]. One series: errors
    of Newey & West with floor(4 (n/100)^(2/9)) lags and n - 4 degrees of freedom; several units:
    clustered, G - 1 degrees of freedom. Nothing is compared with: whatever else began then is in it.
    """
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
    fitted, freedom, method = _fit(outcome, time, after, start, groups)
    units = len(outcome) if groups is None else len(np.unique(groups))
    scale = float(np.abs(outcome).max())

    def part(place: int, size: float) -> Estimate | NotEstimable:
        return by_t(
            float(fitted.params[place]), float(fitted.bse[place]),
            n=units, freedom=freedom, method=method, source=SOURCE, level=level, scale=size,
        )  # fmt: skip

    span = float(time.max() - time.min())
    slope, broken, bent = part(1, scale / span), part(2, scale), part(3, scale / span)
    for answer in (broken, bent, slope):
        if isinstance(answer, NotEstimable):
            return answer
    assert isinstance(broken, Estimate)
    assert isinstance(bent, Estimate)
    assert isinstance(slope, Estimate)
    return Interrupted(broken, bent, slope, before_many, after_many, method)


def _fit(
    outcome: Floats, time: Floats, after: Any, start: float, groups: Ints | None
) -> tuple[Any, float, str]:
    from statsmodels.regression import linear_model  # noqa: PLC0415 - seconds

    # Times are told from the start, so that the level change is read off there.
    since = time - start
    design = np.column_stack((np.ones(len(time)), since, after, since * after)).astype(np.float64)
    model = linear_model.OLS(outcome, design)
    if groups is not None:
        many = len(np.unique(groups))
        fitted = model.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
        return fitted, many - 1, f"segmented regression, errors clustered by {many} units"
    lags = int(np.floor(4 * (len(outcome) / 100) ** (2 / 9)))
    order = np.argsort(time)
    fitted = linear_model.OLS(outcome[order], design[order]).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True
    )
    method = f"segmented regression, Newey-West errors with {lags} lags"
    return fitted, len(outcome) - _PARAMETERS, method
