"""What an estimator was handed, held against the shapes it asks for."""

from __future__ import annotations

from typing import Any

import numpy as np

from fordel.statistics.group_times import NEVER
from fordel.statistics.regression import Floats, Ints


def figures(name: str, given: Any, dimensions: int) -> Floats:
    """An array of figures of any library, as one of NumPy's.

    Raises
    ------
    ValueError : it has another number of dimensions, or something in it is no number.
    """
    array = np.asarray(given, dtype=np.float64)
    if array.ndim != dimensions:
        raise ValueError(f"{name} must have {dimensions} dimensions, not {array.ndim}")
    return array


def beginnings(given: Any) -> Ints:
    """The period each unit starts in; NaN and infinity are ``NEVER``, as others write it."""
    starts = figures("starts", given, 1)
    return np.where(np.isfinite(starts), starts, NEVER).astype(np.int64)


def as_long(name: str, found: int, other: str, expected: int) -> None:
    """Raise ``ValueError`` where one thing is not as long as another that goes with it."""
    if found != expected:
        raise ValueError(f"{name} has {found} entries, but {other} has {expected}")
