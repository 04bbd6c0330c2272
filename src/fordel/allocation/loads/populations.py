"""Whose children count: those enrolled, those living in the district, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from fordel.allocation.loads.counting import Cell, Count, Counting, count
from fordel.allocation.model.checks import methods
from fordel.allocation.model.loads import Designated, GivenKey, Score
from fordel.allocation.model.steps import Need
from fordel.allocation.refusals.data import DistrictCannotCount, UnitWithoutDistrict
from fordel.allocation.refusals.fitting import CannotCountResidents
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Population, Situation, Vector
from fordel.registers.records import Unit


def count_need(
    step: Need, situation: Situation, places: Sequence[int]
) -> tuple[Count, Mapping[str, Vector]]:
    """Count a step's need in the units it concerns, on the population the model names.

    Parameters
    ----------
    places : the positions of those units; what is not known of the others does not matter.

    Returns
    -------
    The count per concerned unit, and the columns that explain it: with a resident part, the
    district's share per child.
    """
    mix = step.population
    enrolled, resident = exact(mix.enrolled), exact(mix.resident)
    own = only(situation.enrolled, places)
    units = [situation.units[i] for i in places]
    columns: dict[str, Vector] = {}
    parts: list[Count] = []
    if enrolled:
        parts.append(_on_enrolled(step, situation, own, units).times(enrolled))
    if resident:
        counted, shares = _on_residents(step, situation, own, units)
        columns["district_share"] = shares
        parts.append(counted.times(resident))
    return _added(parts, len(units)), columns


def _on_enrolled(step: Need, situation: Situation, own: Population, units: Sequence[Unit]) -> Count:
    counting = Counting(
        step=step.id,
        resolved=situation.resolved,
        population=own,
        units={unit.id: unit for unit in units},
        lenient=situation.lenient,
    )
    return count(step.count, counting)


def _on_residents(
    step: Need, situation: Situation, own: Population, units: Sequence[Unit]
) -> tuple[Count, Vector]:
    """A district's share per child times the unit's own children."""
    known = district_shares(step, situation, units)
    for unit in units:
        if unit.district not in known and not situation.lenient:
            raise UnitWithoutDistrict(unit=unit.id, district=unit.district or "–")
    shares = tuple(known.get(unit.district or "", ZERO) for unit in units)
    key = step.population.resident_key
    grid = own.full_time if key == "full_time" else own.children
    weights = situation.resolved.weights
    if key != "weighted_children":
        weights = tuple(Fraction(1) for _ in weights)
    cells: dict[Cell, Vector] = {
        (None, age): tuple(
            share * weights[i] * row[i] for share, row in zip(shares, grid, strict=True)
        )
        for i, age in enumerate(own.age_groups)
    }
    return Count(cells, len(units)), shares


def district_shares(step: Need, situation: Situation, units: Sequence[Unit]) -> dict[str, Fraction]:
    """Counted children per child in every district that one of the units lies in.

    A district's own ``share`` holds where it is given; otherwise it is counted by the step's
    method from the children who live there.

    Raises
    ------
    CannotCountResidents : the method looks at units, not at children.
    DistrictCannotCount : a district has no children to count.
    """
    population = situation.resident
    wanted = {unit.district for unit in units if unit.district is not None}
    given = dict(population.shares) if population else {}
    uncounted = wanted - set(given)
    if population is None or not uncounted:
        return given
    known = [i for i, place in enumerate(population.places) if place in uncounted]
    if not known:
        return given
    for method in methods(step.count) if not situation.lenient else ():
        if isinstance(method, Score | GivenKey | Designated):
            raise CannotCountResidents(step=step.id, method=method.method)
    for i in known:
        if not population.totals[i] and not situation.lenient:
            raise DistrictCannotCount(step=step.id, district=population.places[i])
    counting = Counting(
        step=step.id,
        resolved=situation.resolved,
        population=only(population, known),
        units={},
        lenient=situation.lenient,
    )
    counted = count(step.count, counting).totals
    for i, load in zip(known, counted, strict=True):
        children = population.totals[i]
        given[population.places[i]] = load / children if children else ZERO
    return given


def only(population: Population, positions: Sequence[int]) -> Population:
    """The same population in some of its places."""
    if len(positions) == len(population.places):
        return population
    places = tuple(population.places[i] for i in positions)
    scale = population.scale
    return replace(
        population,
        places=places,
        children=tuple(population.children[i] for i in positions),
        full_time=tuple(population.full_time[i] for i in positions),
        profile=population.profile.at(places) if population.profile is not None else None,
        scale=None if scale is None else tuple(scale[i] for i in positions),
        scale_of_all=() if scale is None else tuple(population.scale_of_all[i] for i in positions),
    )


def _added(parts: list[Count], places: int) -> Count:
    cells: dict[Cell, Vector] = {}
    for part in parts:
        for cell, values in part.cells.items():
            before = cells.get(cell, (ZERO,) * places)
            cells[cell] = tuple(a + b for a, b in zip(before, values, strict=True))
    return Count(cells, places)
