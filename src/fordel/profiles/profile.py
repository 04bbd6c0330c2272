"""The profile: counts per place, age group and pattern of criteria."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

MAX_CRITERIA = 30
FULL_TIME_SCALE = 1000
"""Full-time equivalents are kept in whole thousandths of a child."""


class Basis(StrEnum):
    """Whether a place is where children are enrolled (a unit) or where they live (a district)."""

    ENROLLED = "enrolled"
    RESIDENT = "resident"


@dataclass(frozen=True)
class Profile:
    """Counts per place x age group x pattern; one entry per combination that occurs.

    ``met`` and ``unknown`` carry a bit per criterion, bit ``i`` for ``criteria[i]``; a criterion
    that is neither met nor unknown is known not to be met. Arrays have shape (entries,) and are
    sorted by place, age group, met, unknown, so that one profile has one form.
    """

    basis: Basis
    places: tuple[str, ...]
    age_groups: tuple[str, ...]
    criteria: tuple[str, ...]
    place: Integers
    age_group: Integers
    met: Integers
    unknown: Integers
    children: Integers
    full_time: Integers

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.places), len(self.age_groups)

    def totals(self) -> Integers:
        """Children, shape (places, age groups)."""
        return self._added(self.children)

    def full_time_totals(self) -> Integers:
        """Full-time equivalents in thousandths, shape (places, age groups)."""
        return self._added(self.full_time)

    def mask(self, criteria: Sequence[str]) -> int:
        """The bits of some criteria; naming one twice changes nothing."""
        return reduce(or_, (1 << self.criteria.index(criterion) for criterion in criteria), 0)

    def counted(self, chosen: NDArray[np.bool_]) -> Integers:
        """Children in the chosen entries, shape (places, age groups)."""
        return self._added(np.where(chosen, self.children, 0))

    def weighed(self, weight: Callable[[int, int], Fraction]) -> list[list[Fraction]]:
        """Children times a weight that depends on the pattern alone, per place and age group.

        Parameters
        ----------
        weight : takes ``met`` and ``unknown``; called once per pattern that occurs.

        Returns
        -------
        Exact sums, [place][age group].
        """
        patterns, inverse = np.unique(
            np.stack([self.met, self.unknown], axis=1), axis=0, return_inverse=True
        )
        weights = [weight(int(met), int(unknown)) for met, unknown in patterns]
        level_of = {value: number for number, value in enumerate(dict.fromkeys(weights))}
        values = list(level_of)
        level = np.array([level_of[value] for value in weights], dtype=np.int64)
        places, ages = self.shape
        sums = [[Fraction(0)] * ages for _ in range(places)]
        # Children of one cell and one weight are added up as integers before any fraction is.
        cell = (self.place * ages + self.age_group) * len(values) + level[inverse.reshape(-1)]
        distinct, position = np.unique(cell, return_inverse=True)
        counts = np.zeros(len(distinct), dtype=np.int64)
        np.add.at(counts, position.reshape(-1), self.children)
        for key, count in zip(distinct.tolist(), counts.tolist(), strict=True):
            where, number = divmod(key, len(values))
            sums[where // ages][where % ages] += values[number] * count
        return sums

    def at(self, places: Sequence[str]) -> Profile:
        """The profile of some of its places, in the order named."""
        old = {name: i for i, name in enumerate(self.places)}
        position = np.full(len(self.places), -1, dtype=np.int64)
        for new, name in enumerate(places):
            position[old[name]] = new
        here = np.nonzero(position[self.place] >= 0)[0]
        columns = [position[self.place[here]]]
        columns += [getattr(self, name)[here] for name in ("age_group", "met", "unknown")]
        order = np.lexsort(list(reversed(columns)))
        place, age_group, met, unknown = (column[order] for column in columns)
        return replace(
            self,
            places=tuple(places),
            place=place,
            age_group=age_group,
            met=met,
            unknown=unknown,
            children=self.children[here][order],
            full_time=self.full_time[here][order],
        )

    def with_criteria(self, criteria: Sequence[str]) -> Profile:
        """The same counts with the bits of other criteria, matched by name.

        Criteria the profile does not have are not known of anybody; those left out are forgotten,
        and patterns that become the same stand beside each other.
        """
        if tuple(criteria) == self.criteria:
            return self
        met, unknown = np.zeros_like(self.met), np.zeros_like(self.unknown)
        for new, name in enumerate(criteria):
            if name in self.criteria:
                old = self.criteria.index(name)
                met |= ((self.met >> old) & 1) << new
                unknown |= ((self.unknown >> old) & 1) << new
            else:
                unknown |= 1 << new
        return replace(self, criteria=tuple(criteria), met=met, unknown=unknown)

    def _added(self, values: Integers) -> Integers:
        places, ages = self.shape
        cells = np.zeros(places * ages, dtype=np.int64)
        np.add.at(cells, self.place * ages + self.age_group, values)
        return cells.reshape(places, ages)
