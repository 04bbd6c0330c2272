"""What a need step counts in children drawn again: every method, population and combination."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from fordel.allocation.loads.counting import Counting, count
from fordel.allocation.loads.populations import only
from fordel.allocation.model.checks import methods
from fordel.allocation.model.loads import Combination, Index, Method
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import ResolvedModel, exact
from fordel.allocation.situation import Population
from fordel.registers.records import Unit
from fordel.search.drawing import Floats, Urns, fill_urns
from fordel.search.ground import Ground, floats
from fordel.search.needing import Loads, held, mark
from fordel.search.weighing import ByPattern, goes_by_pattern, weights_of

NOTHING = 1e-12
"""A load nearer to zero than this is zero: weights below zero leave roundings of floats."""


@dataclass(frozen=True)
class Tally:
    """What was drawn in each count, shape (counts, rows, places), among enrolled and residents."""

    rows: int
    enrolled: Floats
    resident: Floats


Count = Callable[[Floats], Floats]
"""From what was drawn in each count, shape (counts, rows, places), to a method's (rows, places)."""


@dataclass(frozen=True)
class Side:
    """A population, and the counts that the steps make of its patterns, each once."""

    population: Population
    resolved: ResolvedModel
    counts: list[ByPattern] = field(default_factory=list)

    def urns(self) -> Urns | None:
        """Its children, of one kind where all counts take them alike; None where none counts any.

        There is nothing to draw from then.
        """
        profile = self.population.profile
        if profile is None or not self.counts:
            return None
        met, pattern = np.unique(profile.met, return_inverse=True)
        weights = np.stack([weights_of(one, profile, met, self.resolved) for one in self.counts])
        return fill_urns(profile, weights[:, pattern])

    def place_of(self, method: ByPattern) -> int:
        """Which of the counts a method is."""
        if method not in self.counts:
            self.counts.append(method)
        return self.counts.index(method)


@dataclass(frozen=True)
class _Counted:
    """A step's need among some places of a population; the others do not matter."""

    step: str
    side: Side
    places: Sequence[int]
    units: Mapping[str, Unit]

    def count(self, method: Method) -> Count:
        """Make a method ready. Rows in which part of a combination counts nobody become NaN."""
        if goes_by_pattern(method):
            place = self.side.place_of(method)
            return lambda drawn: drawn[place]
        if isinstance(method, Combination):
            return self._combined(method)
        population = only(self.side.population, self.places)
        counting = Counting(self.step, self.side.resolved, population, self.units)
        fixed = np.zeros(len(self.side.population.places))
        fixed[self.places] = floats(count(method, counting).totals)
        return lambda _: fixed[None, :]

    def _combined(self, method: Combination) -> Count:
        parts = [(float(exact(part.weight)), self.count(part.count)) for part in method.parts]
        keys = method.of == "keys"

        def combined(drawn: Floats) -> Floats:
            total = np.zeros(1)
            for weight, part in parts:
                counted = part(drawn)
                if keys and weight:
                    whole = counted[:, self.places].sum(axis=1, keepdims=True)
                    counted = counted / np.where(whole == 0, np.nan, whole)
                total = total + weight * counted
            return total

        return combined


def tally_of(
    step: Need, ground: Ground, enrolled: Side, resident: Side | None
) -> Callable[[Tally], Loads]:
    """Make a step's need ready to be counted in redraws, and held against its threshold."""
    here = ground.here(step)
    places = np.nonzero(here)[0].tolist()
    units = {unit.id: unit for unit in ground.base.units}
    weight = float(exact(step.population.enrolled))
    own = _Counted(step.id, enrolled, places, units).count(step.count) if weight else None
    living = None
    if exact(step.population.resident):
        assert resident is not None
        living = _living(step, ground, resident, places)
    signed = any(isinstance(method, Index) for method in methods(step.count))

    def tally(drawn: Tally) -> Loads:
        load = np.zeros((drawn.rows, ground.units))
        if own is not None:
            load += weight * own(drawn.enrolled)
        if living is not None:
            load += living(drawn)
        load *= here
        nobody = np.isnan(load).any(axis=1)
        load[nobody] = 0.0
        if signed:
            load *= np.abs(load) > NOTHING
        loads = held([step.threshold], load, step, ground)
        mark(loads.refused, np.asarray(nobody), "NobodyInNeed")
        mark(loads.refused, np.asarray((loads.load < 0).any(axis=1)), "NegativeLoad")
        return loads

    return tally


def _living(
    step: Need, ground: Ground, resident: Side, places: Sequence[int]
) -> Callable[[Tally], Floats]:
    """A district's share per child times the unit's own children, shape (rows, units)."""
    population, given = resident.population, resident.population.shares
    district = [unit.district or "" for unit in ground.base.units]
    wanted = {district[i] for i in places} - set(given)
    known = [i for i, place in enumerate(population.places) if place in wanted]
    counted = _Counted(step.id, resident, known, {}).count(step.count) if known else None
    children = floats(population.totals)
    fixed = np.array([float(given.get(name, 0)) for name in district])
    at = {population.places[i]: i for i in known}
    drawn_there = np.array([name in at for name in district], dtype=np.bool_)
    column = np.array([at.get(name, 0) for name in district])[drawn_there]
    key = float(exact(step.population.resident)) * _key(step, ground)

    def living(drawn: Tally) -> Floats:
        shares = np.tile(fixed, (drawn.rows, 1))
        if counted is not None:
            load = np.broadcast_to(counted(drawn.resident), (drawn.rows, len(children)))
            shares[:, drawn_there] = load[:, column] / children[column]
        return np.asarray(shares * key)

    return living


def _key(step: Need, ground: Ground) -> Floats:
    """What a district's share per child is multiplied by, shape (units,)."""
    population, kind = ground.base.enrolled, step.population.resident_key
    if kind == "weighted_children":
        return ground.weighted
    alike = (Fraction(1),) * len(population.age_groups)
    return floats(population.weighted(alike, "full_time" if kind == "full_time" else "children"))
