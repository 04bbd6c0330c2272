"""Whether units that start differed in their course before they started."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from fordel.statistics.answers import LEVEL, SMALL, Estimate, NotEstimable
from fordel.statistics.regression import Floats
from fordel.statistics.staggered import Staggered

SOURCE = "Callaway & Sant'Anna 2021; Hotelling 1931; Roth 2022"


@dataclass(frozen=True)
class JointTest:
    """Are several effects all zero? ``p`` small: they are not.

    ``tested`` effects on ``n`` units; ``largest`` is how far from zero the effects' intervals
    reach: what the test cannot rule out, rejected or not. ``would_see`` is the chance (0-1) that
    the test finds a straight drift as large as would give the whole effect found; None where it is
    not of an effect.
    """

    statistic: float
    p: float
    tested: int
    largest: float
    n: int
    method: str
    source: str = SOURCE
    would_see: float | None = None


def pretrends(fit: Staggered) -> JointTest | NotEstimable:
    """Test that all effects before the start are zero, together.

    Returns
    -------
    NotEstimable : ``no_periods_before`` (fewer than two periods before every start),
    ``too_few_units``, ``no_variation``.
    """
    places = [i for i, time in enumerate(fit.covariance_times) if time < 0]
    by_time = {event.time: event.effect for event in fit.event_times}
    effects = [by_time[fit.covariance_times[i]] for i in places]
    known = [
        (i, effect)
        for i, effect in zip(places, effects, strict=True)
        if isinstance(effect, Estimate)
    ]
    if not places:
        return NotEstimable("no_periods_before", 0, 2)
    if not known:
        return NotEstimable("no_variation", fit.units)
    rows = [i for i, _ in known]
    drift = _drift(fit)
    return joint_zero(
        np.array([effect.value for _, effect in known]),
        fit.covariance[np.ix_(rows, rows)],
        fit.units,
        largest=max(max(abs(effect.low), abs(effect.high)) for _, effect in known),
        drift=np.array([drift[fit.covariance_times[i]] for i in rows]),
    )


def _drift(fit: Staggered) -> dict[int, float]:
    """What the effects before the start would be, by time, were the whole effect a straight drift.

    Notes
    -----
    A drift of d a period gives d x (period - base) of every group and period; after the start the
    base is the last period before it, before it the period before (varying) or the same (Roth
    2022). Means over groups weigh by units, as the effects do.
    """
    away: dict[int, list[tuple[float, int]]] = {}
    for cell in fit.group_times:
        if cell.mean is None or not cell.started:
            continue
        is_after = cell.period >= cell.start
        until = cell.start if is_after or fit.base == "universal" else cell.period
        earlier = [period for period in fit.periods if period < until]
        if earlier:
            known = away.setdefault(cell.period - cell.start, [])
            known.append((float(cell.period - earlier[-1]), cell.started))
    after = [one for time, cells in away.items() if time >= 0 for one in cells]
    slope = fit.overall.value / _mean(after) if after else 0.0
    return {event.time: slope * _mean(away.get(event.time, [])) for event in fit.event_times}


def _mean(weighted: list[tuple[float, int]]) -> float:
    weight = sum(many for _, many in weighted)
    return sum(value * many for value, many in weighted) / weight if weight else 0.0


def joint_zero(
    values: Floats,
    covariance: Floats,
    units: int,
    *,
    largest: float,
    drift: Floats | None = None,
    rejected: float = 1 - LEVEL,
) -> JointTest | NotEstimable:
    """Test that several values are all zero.

    Parameters
    ----------
    values : shape (k,). covariance : shape (k, k), estimated from ``units`` units.
    drift : shape (k,), values that the test ought to find, and ``rejected`` the p it finds them at.

    Notes
    -----
    Hotelling's T² = v' C⁻¹ v, told by F with q and G - q degrees of freedom, q the rank of C: with
    few units the chi-square of the plain Wald test rejects far too often. The chance of finding
    the drift is that of the F with noncentrality drift' C⁻¹ drift.
    """
    roots, vectors = np.linalg.eigh(covariance)
    kept = roots > SMALL * max(float(roots.max()), SMALL)
    rank = int(kept.sum())
    if not rank:
        return NotEstimable("no_variation", units)
    if units - rank < 1:
        return NotEstimable("too_few_units", units, rank + 1)

    def distance(of: Floats) -> float:
        return float(((vectors[:, kept].T @ of) ** 2 / roots[kept]).sum())

    squared = distance(values)
    statistic = squared * (units - rank) / (rank * (units - 1))
    from scipy import special  # noqa: PLC0415 - a tenth of a second

    p = float(special.fdtrc(rank, units - rank, statistic))
    would_see = None
    if drift is not None:
        limit = special.fdtri(rank, units - rank, 1 - rejected)
        missed = float(special.ncfdtr(rank, units - rank, distance(drift), limit))
        # Of a drift far out the series has no digits left: it is seen.
        would_see = 1 - missed if isfinite(missed) else 1.0
    method = f"joint F({rank}, {units - rank}) of effects before"
    return JointTest(statistic, p, rank, largest, units, method, would_see=would_see)
