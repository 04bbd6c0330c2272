"""Thresholds: who is above the level, and what of the load counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fordel.allocation.loads.counting import Count
from fordel.allocation.model.loads import Threshold
from fordel.allocation.refusals.fitting import AgeGroupsNotKnown
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO, Population, Vector


@dataclass(frozen=True)
class Passed:
    """A count after its threshold, and the level each unit was held against (as a load)."""

    count: Count
    level: Vector


def apply_threshold(
    threshold: Threshold,
    counted: Count,
    population: Population,
    step: str,
    *,
    lenient: bool = False,
) -> Passed:
    """Keep the load of units above the level, whole (cliff) or in excess.

    Parameters
    ----------
    counted : the loads, per cell and place.
    population : whose children the shares are measured on; percentiles and means are theirs.
    lenient : where age groups are not told apart, hold whole units against the level.

    Returns
    -------
    Loads >= 0; a unit exactly at the level is not above it.

    Raises
    ------
    AgeGroupsNotKnown : age groups are to be told apart, and the count does not.
    """
    if threshold.per == "unit":
        return _per_unit(threshold, counted, population.totals)
    ages = counted.by_age()
    if None in ages and lenient:
        return _per_unit(threshold, counted, population.totals)
    if None in ages:
        raise AgeGroupsNotKnown(step=step)
    passed: dict[tuple[str | None, str | None], Vector] = {}
    levels: list[Vector] = []
    for age in ages:
        position = population.age_groups.index(str(age))
        children = tuple(row[position] for row in population.children)
        cells = {cell: values for cell, values in counted.cells.items() if cell[1] == age}
        part = _per_unit(threshold, Count(cells, counted.places), children)
        passed |= part.count.cells
        levels.append(part.level)
    whole = tuple(sum(column, ZERO) for column in zip(*levels, strict=True))
    return Passed(Count(passed, counted.places), whole)


def _per_unit(threshold: Threshold, counted: Count, children: Vector) -> Passed:
    loads = counted.totals
    levels = _levels(threshold, loads, children)
    kept = [_kept(threshold.kind, load, level) for load, level in zip(loads, levels, strict=True)]
    factors = [k / load if load else ZERO for k, load in zip(kept, loads, strict=True)]
    cells = {
        cell: tuple(v * f for v, f in zip(values, factors, strict=True))
        for cell, values in counted.cells.items()
    }
    # Above a level below zero a load of zero has an excess, and no part of it to be spread by.
    if cells and any(k and not load for k, load in zip(kept, loads, strict=True)):
        first = min(cells, key=str)
        cells[first] = tuple(
            k if k and not load else v for k, load, v in zip(kept, loads, cells[first], strict=True)
        )
    return Passed(Count(cells, counted.places), levels)


def _kept(kind: str, load: Fraction, level: Fraction) -> Fraction:
    if load <= level:
        return ZERO
    return load if kind == "cliff" else load - level


def _levels(threshold: Threshold, loads: Vector, children: Vector) -> Vector:
    """The level as a load, per unit."""
    level = exact(threshold.level)
    if threshold.measure == "absolute":
        return tuple(level for _ in loads)
    if threshold.measure == "share":
        return tuple(level * n for n in children)
    if threshold.measure == "mean_ratio":
        everybody = sum(children, ZERO)
        mean = sum(loads, ZERO) / everybody if everybody else ZERO
        return tuple(level * mean * n for n in children)
    shares = [load / n for load, n in zip(loads, children, strict=True) if n]
    return tuple(percentile(shares, level) * n for n in children)


def percentile(values: Sequence[Fraction], level: Fraction) -> Fraction:
    """The percentile (0-100) of some values, linear between neighbours; zero for none.

    Notes
    -----
    Definition 7 of Hyndman & Fan 1996, the one spreadsheets use.
    """
    ordered = sorted(values)
    if not ordered:
        return ZERO
    place = level / 100 * (len(ordered) - 1)
    below = min(int(place), len(ordered) - 1)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
