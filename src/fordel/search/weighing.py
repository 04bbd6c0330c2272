"""What a child counts as, by its pattern of criteria."""

from __future__ import annotations

from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.loads.counting import coefficients_of
from fordel.allocation.model.checks import criteria_of
from fordel.allocation.model.loads import (
    CriteriaMet,
    Index,
    Method,
    UniqueChildren,
    WeightedCriteria,
)
from fordel.allocation.resolving import ResolvedModel, exact
from fordel.profiles.profile import Profile

ByPattern = UniqueChildren | CriteriaMet | WeightedCriteria | Index


def goes_by_pattern(method: Method) -> TypeGuard[ByPattern]:
    """Whether a method adds up a weight per child that its pattern alone decides."""
    return isinstance(method, UniqueChildren | CriteriaMet | WeightedCriteria | Index)


def weights_of(
    method: ByPattern, profile: Profile, met: NDArray[np.int64], resolved: ResolvedModel
) -> NDArray[np.float64]:
    """What a child of each pattern counts as, shape (patterns,).

    Parameters
    ----------
    met : shape (patterns,), a bit per criterion of the profile.
    """
    if isinstance(method, UniqueChildren | CriteriaMet):
        number = np.bitwise_count(met & profile.mask(criteria_of(method, resolved.model)))
        if isinstance(method, UniqueChildren):
            return np.where(number >= method.at_least, 1.0, 0.0)
        return np.asarray(number, dtype=np.float64)
    if isinstance(method, WeightedCriteria):
        return _added({name: float(exact(w)) for name, w in method.weights.items()}, profile, met)
    coefficients = coefficients_of(method, resolved)
    linear = _added({name: float(c) for name, c in coefficients.items()}, profile, met)
    linear += float(exact(method.intercept))
    return 1 / (1 + np.exp(-linear)) if method.link == "logistic" else linear


def _added(
    weights: dict[str, float], profile: Profile, met: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The weights of the criteria that each pattern meets, added up."""
    total = np.zeros(len(met))
    for name, weight in weights.items():
        total += weight * ((met & profile.mask([name])) != 0)
    return total
