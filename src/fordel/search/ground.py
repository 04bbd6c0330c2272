"""What all variants share: units, children, patterns, and the model itself, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.engine import Allocation, allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import UniqueChildren, Unknown, WeightedCriteria
from fordel.allocation.model.steps import Need, Step
from fordel.allocation.refusals.data import CriterionNotInData, CriterionNotKnownOfAll
from fordel.allocation.resolving import exact
from fordel.allocation.steps.filtering import concerns
from fordel.equity.of_run import is_special, load_per_child
from fordel.profiles.profile import Profile
from fordel.search.grid import Grid

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

CELLS = 40_000_000
"""Patterns x units that are held at once; a wider pattern space is multiplied in parts."""


@dataclass(frozen=True)
class Ground:
    """What every variant of a model is computed from; arrays have shape (units,).

    ``paid`` is the model's own result with rounded money, ``base`` the same without rounding: what
    no lever touches is taken from it. ``measured`` are the units that measures are taken over;
    ``quarter`` the quarter of them with most load per child in the model itself, or None where it
    counts no need. ``last_year`` is last year's kroner per weighted child at this year's children,
    NaN where there was none.
    """

    paid: Allocation
    base: Allocation
    children: Floats
    weighted: Floats
    measured: NDArray[np.bool_]
    quarter: NDArray[np.bool_] | None
    last_year: Floats

    @property
    def model(self) -> Model:
        """The model with every figure looked up."""
        return self.base.resolved.model

    @property
    def units(self) -> int:
        return len(self.base.units)

    def here(self, step: Need) -> NDArray[np.bool_]:
        """Which units a step concerns."""
        return np.array([concerns(step.where, unit) for unit in self.base.units], dtype=np.bool_)


def floats(values: Sequence[Fraction | None]) -> Floats:
    """Exact figures as floats; what is not known as NaN."""
    return np.array([np.nan if value is None else float(value) for value in values])


def lay(grid: Grid, inputs: Inputs, year: int) -> Ground:
    """Compute the model itself and make arrays of what its variants share.

    Raises
    ------
    ModelRefused, InputRefused : the model itself cannot be computed with these data.
    CriterionNotInData, CriterionNotKnownOfAll : nor can one of the grid's criteria.
    """
    paid = allocate(grid.model, inputs, year)
    base = allocate(grid.model, inputs, year, rounded=False)
    _check_known(grid, base)
    weighted = floats(base.weighted)
    special = np.array([is_special(unit) for unit in base.units], dtype=np.bool_)
    measured = ~special & (weighted > 0)
    return Ground(
        paid=paid,
        base=base,
        children=floats(base.enrolled.totals),
        weighted=weighted,
        measured=measured,
        quarter=_quarter(base, measured),
        last_year=_last_year(base),
    )


def _quarter(base: Allocation, measured: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    loads = load_per_child(base)
    known = [i for i in np.nonzero(measured)[0].tolist() if loads[i] is not None]
    if not known:
        return None
    order = sorted(known, key=lambda i: (-(loads[i] or 0), base.ids[i]))
    quarter = np.zeros(len(loads), dtype=np.bool_)
    quarter[order[: -(-len(order) // 4)]] = True
    return quarter


def _last_year(base: Allocation) -> Floats:
    if base.last_year is None:
        return np.full(len(base.units), np.nan)
    return floats(
        [
            None
            if last is None or not last.weighted_children
            else last.yearly / last.weighted_children * weighted
            for last, weighted in zip(base.last_year, base.weighted, strict=True)
        ]
    )


def _check_known(grid: Grid, base: Allocation) -> None:
    """Refuse, as the engine does, criteria of the grid that are not known of all children."""
    model, profile = grid.model, base.enrolled.profile
    for axis in grid.axes:
        if axis.name != "criteria":
            continue
        step = next(step for step in model.steps if step.id == axis.step)
        assert isinstance(step, Need)
        here = np.array([concerns(step.where, unit) for unit in base.units], dtype=np.bool_)
        for criterion in dict.fromkeys(name for value in axis.values for name in value):
            if profile is None or criterion not in profile.criteria:
                raise CriterionNotInData(criterion=criterion, step=step.id)
            if model.children.unknown is Unknown.REFUSE:
                unknown = (profile.unknown & profile.mask([criterion])) != 0
                missing = int(profile.children[unknown & here[profile.place]].sum())
                if missing:
                    raise CriterionNotKnownOfAll(criterion=criterion, missing=missing)


def loads_of(steps: Sequence[Need], ground: Ground) -> Floats:
    """The load per unit that each version of a step counts, before any threshold.

    Parameters
    ----------
    steps : versions of one need step that differ in criteria, `at_least` or weights.

    Returns
    -------
    shape (versions, units): the matrix product of the versions' weight per pattern, shape
    (versions, patterns), and the children of each pattern, shape (patterns, units).
    """
    profile = ground.base.enrolled.profile
    assert profile is not None
    first = steps[0]
    model = ground.model
    named = {c for step in steps for m in methods(step.count) for c in criteria_of(m, model)}
    # Patterns that differ only in what no version looks at are one pattern.
    used = tuple(name for name in profile.criteria if name in named)
    seen = profile.with_criteria(used)
    patterns, pattern = np.unique(seen.met, return_inverse=True)
    weights = np.stack([_weights(step, seen, patterns, model) for step in steps])
    loads = np.zeros((len(steps), ground.units))
    width = max(1, CELLS // ground.units)
    here = ground.here(first)[seen.place]
    for begin in range(0, len(patterns), width):
        inside = here & (pattern >= begin) & (pattern < begin + width)
        size = min(width, len(patterns) - begin)
        cells = np.bincount(
            (pattern[inside] - begin) * ground.units + seen.place[inside],
            weights=seen.children[inside],
            minlength=size * ground.units,
        )
        loads += weights[:, begin : begin + size] @ cells.reshape(size, ground.units)
    return loads * float(exact(first.population.enrolled))


def _weights(step: Need, profile: Profile, patterns: Integers, model: Model) -> Floats:
    """What a child of each pattern counts as, shape (patterns,)."""
    method = step.count
    if isinstance(method, WeightedCriteria):
        total = np.zeros(len(patterns))
        for name, weight in method.weights.items():
            total += float(exact(weight)) * ((patterns & profile.mask([name])) != 0)
        return total
    [simple] = methods(method)
    met = np.bitwise_count(patterns & profile.mask(criteria_of(simple, model)))
    if isinstance(method, UniqueChildren):
        return np.where(met >= method.at_least, 1.0, 0.0)
    return np.asarray(met, dtype=np.float64)


def is_constant_figure(step: Step) -> bool:
    """Whether a step hands out no money to units: frames, what is set aside, positions."""
    return step.use in {"frame", "demographic_frame", "set_aside", "positions"}
