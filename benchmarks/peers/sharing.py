"""What the tools beside Fordel do when they know each unit's load: a few rounds over the units.

They all use it, so that what is compared is how each of them comes from children to loads.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def money(load: Floats, weighted: Floats, frame: float, share: float, cap: float | None) -> Floats:
    """Need by load within a cap per weighted child, the rest by weighted children.

    Parameters
    ----------
    load, weighted : shape (units,).

    Returns
    -------
    All money per unit, shape (units,).
    """
    pool = share * frame
    base = (frame - pool) * weighted / weighted.sum()
    return np.asarray(base + capped(load, weighted, pool, cap))


def capped(load: Floats, weighted: Floats, pool: float, cap: float | None) -> Floats:
    """A pool by load; what somebody's cap leaves over is shared among the others."""
    most = np.inf if cap is None else cap * weighted
    amounts: Floats = load * (pool / load.sum())
    full = np.zeros(len(load), dtype=np.bool_)
    while (passed := (amounts > most) & ~full).any():
        full |= passed
        left = pool - np.where(full, most, 0.0).sum()
        free = np.where(full, 0.0, load)
        amounts = np.where(full, most, free * (left / free.sum()))
    return amounts
