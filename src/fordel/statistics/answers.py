"""What an estimator answers: a figure with its interval, or that there is none and why."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

LEVEL = 0.95
"""The share of intervals that are to hold what they are of, unless another is asked for."""

SMALL = 1e-9
"""Beside a largest value of one, less than this is a rounding."""


@dataclass(frozen=True)
class NotEstimable:
    """There is no figure. ``reason`` is a word that a room with meaning looks up.

    ``n`` is how many there were (units, points, people: what the reason counts); ``needed`` how
    many it would take, where that is known.
    """

    reason: str
    n: int
    needed: int | None = None


@dataclass(frozen=True)
class Estimate:
    """A figure with standard error, interval and two-sided p-value.

    ``low <= value <= high``, all finite; ``level`` is the interval's, 0-1. ``n`` is how many units
    it rests on, ``method`` how it was made and ``source`` who says so.
    """

    value: float
    error: float
    low: float
    high: float
    p: float
    n: int
    method: str
    source: str
    level: float = LEVEL

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def by_t(  # noqa: PLR0913 - everything an estimate carries
    value: float,
    error: float,
    *,
    n: int,
    freedom: float | None,
    method: str,
    source: str,
    level: float = LEVEL,
    scale: float = 1.0,
) -> Estimate | NotEstimable:
    """An estimate with the interval of Student's t, or of the normal without ``freedom``.

    Parameters
    ----------
    freedom : degrees of freedom, or None for infinitely many.
    scale : the size of what was measured; an error that is a rounding beside it is none.

    Returns
    -------
    NotEstimable ``no_variation`` where the error is not above zero, ``too_few_units`` without a
    degree of freedom.
    """
    if freedom is not None and freedom < 1:
        return NotEstimable("too_few_units", n)
    if not (isfinite(value) and isfinite(error)) or error <= SMALL * max(abs(scale), abs(value)):
        return NotEstimable("no_variation", n)
    half = t_quantile((1 + level) / 2, freedom) * error
    p = min(1.0, 2 * t_share_below(-abs(value) / error, freedom))
    return Estimate(value, error, value - half, value + half, p, n, method, source, level)


def t_quantile(share: float, freedom: float | None) -> float:
    """The value that a share of Student's t lies below; of the normal without ``freedom``."""
    from scipy import special  # noqa: PLC0415 - a tenth of a second

    found = special.ndtri(share) if freedom is None else special.stdtrit(freedom, share)
    return float(found)


def t_share_below(value: float, freedom: float | None) -> float:
    """The share of Student's t that lies below a value; of the normal without ``freedom``."""
    from scipy import special  # noqa: PLC0415 - a tenth of a second

    found = special.ndtr(value) if freedom is None else special.stdtr(freedom, value)
    return float(found)
