"""Whether units that start differed in their course before they started."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fordel.statistics.answers import SMALL, Estimate, NotEstimable
from fordel.statistics.regression import Floats
from fordel.statistics.staggered import Staggered

SOURCE = "Callaway & Sant'Anna 2021; Hotelling 1931; Roth 2022"


@dataclass(frozen=True)
class JointTest:
    """Are several effects all zero? ``p`` small: they are not.

    ``tested`` effects on ``n`` units; ``largest`` is how far from zero the effects' intervals
    reach: what the test cannot rule out, rejected or not.
    """

    statistic: float
    p: float
    tested: int
    largest: float
    n: int
    method: str
    source: str = SOURCE


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
    return joint_zero(
        np.array([effect.value for _, effect in known]),
        fit.covariance[np.ix_(rows, rows)],
        fit.units,
        largest=max(max(abs(effect.low), abs(effect.high)) for _, effect in known),
    )


def joint_zero(
    values: Floats, covariance: Floats, units: int, *, largest: float
) -> JointTest | NotEstimable:
    """Test that several values are all zero.

    Parameters
    ----------
    values : shape (k,). covariance : shape (k, k), estimated from ``units`` units.

    Notes
    -----
    Hotelling's T² = v' C⁻¹ v, told by F with q and G - q degrees of freedom, q the rank of C: with
    few units the chi-square of the plain Wald test rejects far too often.
    """
    roots, vectors = np.linalg.eigh(covariance)
    kept = roots > SMALL * max(float(roots.max()), SMALL)
    rank = int(kept.sum())
    if not rank:
        return NotEstimable("no_variation", units)
    if units - rank < 1:
        return NotEstimable("too_few_units", units, rank + 1)
    along = vectors[:, kept].T @ values
    squared = float((along**2 / roots[kept]).sum())
    statistic = squared * (units - rank) / (rank * (units - 1))
    from scipy import special  # noqa: PLC0415 - a tenth of a second

    p = float(special.fdtrc(rank, units - rank, statistic))
    return JointTest(
        statistic, p, rank, largest, units, f"joint F({rank}, {units - rank}) of effects before"
    )
