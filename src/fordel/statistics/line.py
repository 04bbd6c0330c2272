"""The straight line through weighted points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from fordel.statistics.sample import NotDefined, Number


@dataclass(frozen=True)
class Line:
    """``y = intercept + slope x``, with the weighted means it passes through."""

    slope: float
    intercept: float
    mean_x: float
    mean_y: float

    @property
    def elasticity(self) -> float:
        """Per cent more y for one per cent more x, at the means.

        Raises
        ------
        NotDefined : the mean of y is zero.
        """
        if not self.mean_y:
            raise NotDefined("mean_is_zero")
        return self.slope * self.mean_x / self.mean_y


def fit_line(x: Sequence[Number], y: Sequence[Number], weights: Sequence[Number]) -> Line:
    """Weighted least squares of y on x.

    Parameters
    ----------
    x, y, weights : shape (n,); weights >= 0.

    Raises
    ------
    ValueError : the shapes differ.
    NotDefined : nobody is there, or x is the same for all.

    Notes
    -----
    slope = sum w (x - mean x)(y - mean y) / sum w (x - mean x)^2.
    """
    rows = [(float(a), float(b), float(weight)) for a, b, weight in zip(x, y, weights, strict=True)]
    whole = fsum(weight for *_, weight in rows)
    if not whole:
        raise NotDefined("nobody")
    if len({a for a, _, weight in rows if weight}) == 1:
        raise NotDefined("no_spread")
    mean_x = fsum(weight * a for a, _, weight in rows) / whole
    mean_y = fsum(weight * b for _, b, weight in rows) / whole
    spread = fsum(weight * (a - mean_x) ** 2 for a, _, weight in rows)
    slope = fsum(weight * (a - mean_x) * (b - mean_y) for a, b, weight in rows) / spread
    return Line(slope, mean_y - slope * mean_x, mean_x, mean_y)
