"""What would be different if a little were different: two more children who count."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from fordel.allocation.engine import allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.checks import criteria_of
from fordel.allocation.model.loads import CriteriaMet, UniqueChildren, WeightedCriteria
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import exact
from fordel.allocation.runs import Run
from fordel.profiles.profile import Profile

Countable = UniqueChildren | CriteriaMet | WeightedCriteria


def with_more_counted(run: Run, unit: str, children: int = 2) -> Fraction | None:
    """How much more a unit would get if more of its children counted and nothing else changed.

    Parameters
    ----------
    children : how many of its children who do not count now would.

    Returns
    -------
    The difference in the unit's total, or None where the question has no answer: the model's first
    need step does not count children one by one, or the unit has not that many who do not count.

    Raises
    ------
    ModelRefused, InputRefused : the model refuses a year in which they would.
    """
    resolved = run.allocation.model
    step = next((step for step in resolved.steps if isinstance(step, Need)), None)
    profile = run.inputs.enrolled
    if step is None or profile is None or not isinstance(step.count, Countable):
        return None
    moved = _moved(run, step.count, profile, unit, children)
    if moved is None:
        return None
    inputs: Inputs = replace(run.inputs, enrolled=moved)
    changed = allocate(run.model, inputs, run.year)
    place = run.allocation.ids.index(unit)
    return changed.totals[place] - run.allocation.totals[place]


def _counting_criteria(method: Countable, run: Run) -> tuple[str, ...]:
    """The criteria that make a child count; one of weight zero does not."""
    if isinstance(method, WeightedCriteria):
        return tuple(name for name, weight in method.weights.items() if exact(weight))
    return criteria_of(method, run.model)


def _moved(
    run: Run, method: Countable, profile: Profile, unit: str, children: int
) -> Profile | None:
    """The profile with some children of a unit moved to a pattern that counts."""
    criteria = _counting_criteria(method, run)
    needed = method.at_least if isinstance(method, UniqueChildren) else 1
    mask, target = profile.mask(criteria), profile.mask(criteria[:needed])
    counts = np.array([(int(met) & mask).bit_count() >= needed for met in profile.met])
    place = profile.places.index(unit)
    free = np.nonzero((profile.place == place) & ~counts)[0]
    free = free[np.argsort(-profile.children[free], kind="stable")]
    left = profile.children.copy()
    rows: list[int] = []
    for row in free:
        while left[row] and len(rows) < children:
            left[row] -= 1
            rows.append(int(row))
    if len(rows) < children:
        return None
    ones = np.ones(len(rows), dtype=np.int64)
    full_time = profile.full_time[rows] // profile.children[rows]
    kept = profile.full_time.copy()
    np.subtract.at(kept, rows, full_time)
    return replace(
        profile,
        place=np.concatenate([profile.place, profile.place[rows]]),
        age_group=np.concatenate([profile.age_group, profile.age_group[rows]]),
        # What else they meet they go on meeting: other steps may count it.
        met=np.concatenate([profile.met, profile.met[rows] | target]),
        unknown=np.concatenate([profile.unknown, profile.unknown[rows] & ~target]),
        children=np.concatenate([left, ones]),
        full_time=np.concatenate([kept, full_time]),
    )
