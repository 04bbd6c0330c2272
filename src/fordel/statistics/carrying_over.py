"""How alike a unit's figures are in two periods: less, the farther apart they lie."""

from __future__ import annotations

import numpy as np

from fordel.statistics.regression import Floats, Ints


def apart(periods: Floats | Ints) -> Floats | Ints:
    """How far each two periods lie from each other, shape (periods, periods)."""
    return np.abs(np.subtract.outer(periods, periods))


def correlation(distance: Floats | Ints, carried_over: float) -> Floats:
    """The correlation of periods so far apart: 1 at none, ``carried_over`` at one."""
    return np.where(distance == 0, 1.0, np.power(float(carried_over), distance))
