"""What all variants share: units, children, patterns, and the model itself, as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from fordel.allocation.engine import Allocation, allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import Unknown
from fordel.allocation.model.steps import BaseByWeightedChildren, Need, Step
from fordel.allocation.refusals.data import CriterionNotInData, CriterionNotKnownOfAll
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO
from fordel.allocation.steps.filtering import concerns
from fordel.equity.of_run import is_special, load_per_child
from fordel.profiles.profile import Profile
from fordel.search.grid import Grid
from fordel.search.weighing import goes_by_pattern, weights_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
T = TypeVar("T")

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
    kept: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """What is made of the model itself alone, made once: a slider asks again and again."""
        if key not in self.kept:
            self.kept[key] = make()
        made: T = self.kept[key]
        return made

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

    def here(self, step: Need | BaseByWeightedChildren) -> NDArray[np.bool_]:
        """Which units a step concerns."""
        return self.once(
            ("here", repr(step.where)),
            lambda: np.array([concerns(step.where, unit) for unit in self.base.units], np.bool_),
        )

    def column(self, step: str, name: str) -> Floats:
        """A column of a step's result in the model itself."""
        return self.once(("column", step, name), lambda: floats(self.base.step(step).columns[name]))

    def given(self, step: str) -> Floats:
        """What a step gives in the model itself, before rounding."""
        none = (ZERO,) * self.units
        return self.once(("given", step), lambda: floats(self.base.step(step).exact or none))

    def load(self, step: str) -> Floats:
        """What a need step counts in the model itself, after its threshold."""
        none = (ZERO,) * self.units
        return self.once(("load", step), lambda: floats(self.base.step(step).load or none))


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
    first, resolved = steps[0], ground.base.resolved
    named = {c for s in steps for m in methods(s.count) for c in criteria_of(m, resolved.model)}
    patterns = _patterns(named, first, ground)
    counts = [step.count for step in steps if goes_by_pattern(step.count)]
    weights = np.stack([weights_of(c, patterns.seen, patterns.met, resolved) for c in counts])
    loads = np.zeros((len(steps), ground.units))
    for begin, cells in patterns.cells():
        loads += weights[:, begin : begin + len(cells)] @ cells
    return loads * float(exact(first.population.enrolled))


@dataclass(frozen=True)
class _Patterns:
    """The patterns of some criteria, ``met`` of shape (patterns,), and the children who have them.

    ``which``, shape (entries,), says which pattern an entry of ``seen`` has; ``here`` whether it
    counts. ``whole`` are the children of each pattern in each unit, where they fit in memory.
    """

    seen: Profile
    met: Integers
    which: Integers
    here: NDArray[np.bool_]

    def cells(self) -> Iterator[tuple[int, Floats]]:
        """Children of some patterns, shape (some patterns, units), and the first of these."""
        units = len(self.seen.places)
        width = max(1, CELLS // units)
        if len(self.met) <= width:
            yield 0, self.whole
            return
        for begin in range(0, len(self.met), width):
            yield begin, self._part(begin, min(width, len(self.met) - begin))

    @cached_property
    def whole(self) -> Floats:
        return self._part(0, len(self.met))

    def _part(self, begin: int, size: int) -> Floats:
        units = len(self.seen.places)
        inside = self.here & (self.which >= begin) & (self.which < begin + size)
        cells = np.bincount(
            (self.which[inside] - begin) * units + self.seen.place[inside],
            weights=self.seen.children[inside],
            minlength=size * units,
        )
        return np.asarray(cells, dtype=np.float64).reshape(size, units)


def _patterns(named: set[str], step: Need, ground: Ground) -> _Patterns:
    """The patterns of some criteria; those made last are used again where they hold them all."""
    profile = ground.base.enrolled.profile
    assert profile is not None
    key = ("patterns", repr(step.where))
    kept: _Patterns | None = ground.kept.get(key)
    if kept is None or not named <= set(kept.seen.criteria):
        # Patterns that differ only in what no version looks at are one pattern.
        seen = profile.with_criteria(tuple(name for name in profile.criteria if name in named))
        met, which = np.unique(seen.met, return_inverse=True)
        kept = _Patterns(seen, met, which, ground.here(step)[seen.place])
        ground.kept[key] = kept
    return kept


def is_constant_figure(step: Step) -> bool:
    """Whether a step hands out no money to units: frames, what is set aside, positions."""
    return step.use in {"frame", "demographic_frame", "set_aside", "positions"}
