"""Whose children count: those enrolled, those living in the district, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from fordel.allocation.loads.counting import Cell, Count, Counting, count
from fordel.allocation.model.loads import PopulationMix
from fordel.allocation.model.steps import Need
from fordel.allocation.refusals import DistrictCannotCount, UnitWithoutDistrict
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Population, Situation, Vector


def count_need(step: Need, situation: Situation) -> tuple[Count, Mapping[str, Vector]]:
    """Count a step's need in every unit, on the population the model names.

    Returns
    -------
    The count per unit, and the columns that explain it: with a resident part, the district's
    share per child.
    """
    mix = step.population
    enrolled, resident = exact(mix.enrolled), exact(mix.resident)
    columns: dict[str, Vector] = {}
    parts: list[Count] = []
    if enrolled:
        parts.append(_on_enrolled(step, situation).times(enrolled))
    if resident:
        counted, shares = _on_residents(step, situation, mix)
        columns["district_share"] = shares
        parts.append(counted.times(resident))
    return _added(parts, len(situation.units)), columns


def _on_enrolled(step: Need, situation: Situation) -> Count:
    counting = Counting(
        step=step.id,
        resolved=situation.resolved,
        population=situation.enrolled,
        units={unit.id: unit for unit in situation.units},
    )
    return count(step.count, counting)


def _on_residents(step: Need, situation: Situation, mix: PopulationMix) -> tuple[Count, Vector]:
    """A district's share per child times the unit's own children."""
    shares = district_shares(step, situation)
    own: list[Fraction] = []
    for unit in situation.units:
        if unit.district is None or unit.district not in shares:
            raise UnitWithoutDistrict(unit=unit.id, district=unit.district or "")
        own.append(shares[unit.district])
    grid = situation.enrolled.children
    if mix.resident_key == "full_time":
        grid = situation.enrolled.full_time
    weights = situation.resolved.weights
    if mix.resident_key != "weighted_children":
        weights = tuple(Fraction(1) for _ in weights)
    cells: dict[Cell, Vector] = {
        (None, age): tuple(
            share * weights[i] * row[i] for share, row in zip(own, grid, strict=True)
        )
        for i, age in enumerate(situation.enrolled.age_groups)
    }
    return Count(cells, len(own)), tuple(own)


def district_shares(step: Need, situation: Situation) -> dict[str, Fraction]:
    """Counted children per child in every district that a unit of the model lies in.

    A district's own ``share`` holds where it is given; otherwise it is counted by the step's
    method from the children who live there.
    """
    population = situation.resident
    wanted = {unit.district for unit in situation.units if unit.district is not None}
    given = dict(population.shares) if population else {}
    uncounted = sorted(wanted - set(given))
    if population is None or not uncounted:
        return given
    known = [i for i, place in enumerate(population.places) if place in uncounted]
    for i in known:
        if not population.totals[i]:
            raise DistrictCannotCount(step=step.id, district=population.places[i])
    counting = Counting(
        step=step.id, resolved=situation.resolved, population=_only(population, known), units={}
    )
    counted = count(step.count, counting).totals
    for i, load in zip(known, counted, strict=True):
        given[population.places[i]] = load / population.totals[i]
    return given


def _only(population: Population, positions: list[int]) -> Population:
    """The same population in some of its places; a profile keeps its places by name."""
    if population.profile is not None and len(positions) == len(population.places):
        return population
    places = tuple(population.places[i] for i in positions)
    profile = population.profile.at(places) if population.profile is not None else None
    return replace(
        population,
        places=places,
        children=tuple(population.children[i] for i in positions),
        full_time=tuple(population.full_time[i] for i in positions),
        profile=profile,
        scale=tuple(population.scale[i] for i in positions) if population.scale else None,
    )


def _added(parts: list[Count], places: int) -> Count:
    cells: dict[Cell, Vector] = {}
    for part in parts:
        for cell, values in part.cells.items():
            before = cells.get(cell, (ZERO,) * places)
            cells[cell] = tuple(a + b for a, b in zip(before, values, strict=True))
    return Count(cells, places)
