"""What all variants share: units, children, patterns, and the model itself, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.engine import Allocation, allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import Unknown
from fordel.allocation.model.steps import Need, Step
from fordel.allocation.refusals.data import CriterionNotInData, CriterionNotKnownOfAll
from fordel.allocation.resolving import exact
from fordel.allocation.steps.filtering import concerns
from fordel.equity.of_run import is_special, load_per_child
from fordel.search.grid import Grid
from fordel.search.weighing import goes_by_pattern, weights_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

CELLS = 40_000_000
"""Patterns x units that are held at once; a wider pattern space is multiplied in parts."""


@dataclass(frozen=True)
class Ground:
    """What every variant of a model is computed from; arrays have shape (units,).

    ``paid`` is the model's own result with rounded money, ``base`` the same without rounding: what
    no lever touches is taken from it.
    """

    paid: Allocation
    base: Allocation

    @property
    def model(self) -> Model:
        """The model with every figure looked up."""
        return self.base.resolved.model

    @property
    def units(self) -> int:
        return len(self.base.units)

    @cached_property
    def children(self) -> Floats:
        return floats(self.base.enrolled.totals)

    @cached_property
    def weighted(self) -> Floats:
        return floats(self.base.weighted)

    @cached_property
    def measured(self) -> NDArray[np.bool_]:
        """The units that measures are taken over."""
        special = np.array([is_special(unit) for unit in self.base.units], dtype=np.bool_)
        return np.asarray(~special & (self.weighted > 0))

    @cached_property
    def quarter(self) -> NDArray[np.bool_] | None:
        """The quarter of the measured units with most load per child in the model itself.

        None where it counts no need.
        """
        return _quarter(self.base, self.measured)

    @cached_property
    def last_year(self) -> Floats:
        """Last year's kroner per weighted child at this year's children; NaN where none was."""
        return _last_year(self.base)

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
    return Ground(paid, base)


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
    counts = [step.count for step in steps]
    resolved = ground.base.resolved
    weights = np.stack(
        [weights_of(c, seen, patterns, resolved) for c in counts if goes_by_pattern(c)]
    )
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


def is_constant_figure(step: Step) -> bool:
    """Whether a step hands out no money to units: frames, what is set aside, positions."""
    return step.use in {"frame", "demographic_frame", "set_aside", "positions"}
