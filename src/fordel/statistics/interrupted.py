"""Interrupted series: whether a line breaks where something began."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fordel.statistics.answers import LEVEL, SMALL, Estimate, NotEstimable
from fordel.statistics.carrying_over import apart, correlation
from fordel.statistics.regression import Floats, Ints
from fordel.statistics.shapes import as_long, figures

SOURCE = "Wagner et al. 2002; Zellner & Tiao 1964; Penfold & Zhang 2013"
FEWEST_POINTS = 8
"""On either side (Penfold & Zhang 2013)."""
_PARAMETERS = 4
_CORRELATIONS = np.linspace(0, 0.95, 20)
"""Of neighbouring times; each as likely as another before the figures speak."""


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
        Several units are one series: what is common to them at each time, units' levels taken out.
    fewest : times there must be on either side.

    Returns
    -------
    NotEstimable : ``too_few_points_before``, ``too_few_points_after``, ``time_twice`` (one series
    with two rows at one time), ``no_comparison`` (units that share no times), ``no_variation``.

    Raises
    ------
    ValueError : the shapes differ.

    Notes
    -----
    outcome = a + b time + c [time >= start] + d (time - start) [time >= start], by generalised
    least squares with errors whose correlation falls by the distance in time (AR(1)); t with n - 4
    degrees of freedom, n times. How correlated they are cannot be told from so few times, so the
    answer is the mean over 0 to 0.95, each weighed by how well it fits the figures (Zellner & Tiao
    1964, uniform). What strikes all units at once is part of the errors, so more units do not make
    it more certain than the number of times allows. Nothing is compared with: what else began then
    is in it.
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
    units = len(outcome) if groups is None else len(np.unique(groups))
    common = _common(outcome, time, groups)
    if common is None:
        return NotEstimable("no_comparison", units)
    times = np.unique(time)
    since, begun = times - start, (times >= start).astype(np.float64)
    # Times are told from the start, so that the level change is read off there.
    design = np.column_stack((np.ones(len(times)), since, begun, since * begun))
    plain, *_ = np.linalg.lstsq(design, common, rcond=None)
    if np.abs(common - design @ plain).max() <= SMALL * max(float(np.abs(outcome).max()), SMALL):
        return NotEstimable("no_variation", units)
    fits = _fits(common, design, times)
    method = f"segmented regression of {len(times)} times, over all autocorrelations of 0 to 0.95"
    slope, broken, bent = (_mixed(fits, place, units, method, level) for place in (1, 2, 3))
    return Interrupted(broken, bent, slope, before_many, after_many, method)


@dataclass(frozen=True)
class _Fits:
    """A fit for each correlation: ``values`` and ``errors`` shape (r, 4), ``weights`` (r,)."""

    values: Floats
    errors: Floats
    weights: Floats
    freedom: int


def _common(outcome: Floats, time: Floats, groups: Ints | None) -> Floats | None:
    """What units have in common at each time, times rising; None where units share no times."""
    times, at = np.unique(time, return_inverse=True)
    if groups is None:
        return np.asarray(outcome[np.argsort(time)])
    _, who = np.unique(groups, return_inverse=True)
    rows, units = np.arange(len(outcome)), int(who.max()) + 1
    columns = np.zeros((len(outcome), len(times) + units))
    columns[rows, at] = columns[rows, len(times) + who] = 1
    found, _, rank, _ = np.linalg.lstsq(columns, outcome, rcond=None)
    if rank < len(times) + units - 1:
        return None
    return np.asarray(found[: len(times)] + found[len(times) :].mean())


def _fits(outcome: Floats, design: Floats, times: Floats) -> _Fits:
    # Neighbours are as far apart as times mostly are.
    distance = apart(times) / float(np.median(np.diff(times)))
    freedom = len(times) - _PARAMETERS
    values, errors, likelihoods = [], [], []
    for carried_over in _CORRELATIONS:
        root = np.linalg.cholesky(correlation(distance, float(carried_over)))
        rows, seen = np.linalg.solve(root, design), np.linalg.solve(root, outcome)
        curvature = rows.T @ rows
        found = np.linalg.solve(curvature, rows.T @ seen)
        squares = float(((seen - rows @ found) ** 2).sum())
        values.append(found)
        errors.append(np.sqrt(squares / freedom * np.diag(np.linalg.inv(curvature))))
        likelihoods.append(
            -np.log(np.diag(root)).sum()
            - np.linalg.slogdet(curvature)[1] / 2
            - freedom / 2 * np.log(squares)
        )
    weights = np.exp(np.array(likelihoods) - max(likelihoods))
    return _Fits(np.array(values), np.array(errors), weights / weights.sum(), freedom)


def _mixed(fits: _Fits, place: int, n: int, method: str, level: float) -> Estimate:
    """One coefficient over all correlations: a mixture of Student's t."""
    from scipy import optimize, special  # noqa: PLC0415 - a tenth of a second

    values, errors = fits.values[:, place], fits.errors[:, place]

    def below(point: float, share: float = 0.0) -> float:
        return float(fits.weights @ special.stdtr(fits.freedom, (point - values) / errors)) - share

    value = float(fits.weights @ values)
    passing = errors**2 * fits.freedom / (fits.freedom - 2) + (values - value) ** 2
    far = 100 * float(errors.max()) + float(np.ptp(values))
    low, high = (
        float(optimize.brentq(below, value - far, value + far, args=(share,)))
        for share in ((1 - level) / 2, (1 + level) / 2)
    )
    return Estimate(
        value=value,
        error=float(np.sqrt(fits.weights @ passing)),
        low=min(low, value),
        high=max(high, value),
        p=min(1.0, 2 * min(below(0.0), 1 - below(0.0))),
        n=n,
        method=method,
        source=SOURCE,
        level=level,
    )
