"""Drawing the children of every place again: counts per kind of child, many redraws at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fordel.profiles.profile import Profile

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class _Alike:
    """Urns with equally many kinds: ``kind`` and ``share`` have shape (urns, kinds in each).

    ``children`` is how many are drawn from each, ``share`` how likely each kind is.
    """

    kind: Integers
    share: Floats
    children: Integers


@dataclass(frozen=True)
class Urns:
    """What children are drawn from: an urn per place and age group, with the children there.

    Children of one urn who weigh the same in every count are of one kind; the kinds stand in the
    order of place and age group. ``weights`` has shape (counts, kinds), the others (kinds,):
    ``entry`` is a kind's first entry in the profile, ``children`` how many there are.
    """

    profile: Profile
    entry: Integers
    children: Integers
    weights: Floats
    _groups: tuple[_Alike, ...]

    @property
    def kinds(self) -> int:
        return len(self.entry)

    def draw(self, generator: np.random.Generator, rows: int) -> Integers:
        """Draw from every urn, with replacement, as many children as it has, ``rows`` times.

        Returns
        -------
        Children of each kind, shape (rows, kinds).

        Notes
        -----
        The counts of n children drawn with replacement are multinomial; drawing the counts is
        drawing the children. Kinds stand for all their patterns, as sums of multinomial counts are
        multinomial themselves.
        """
        drawn = np.empty((rows, self.kinds), dtype=np.int64)
        for alike in self._groups:
            size = (len(alike.children), rows)
            counts = generator.multinomial(alike.children[:, None], alike.share[:, None], size)
            drawn[:, alike.kind.reshape(-1)] = counts.transpose(1, 0, 2).reshape(rows, -1)
        return drawn

    def loads(self, drawn: Integers) -> Floats:
        """What was drawn in each count, shape (counts, rows, places)."""
        loads = np.zeros((len(self.weights), len(drawn), len(self.profile.places)))
        if not self.kinds:
            return loads
        place, first = np.unique(self.profile.place[self.entry], return_index=True)
        for load, weights in zip(loads, self.weights, strict=True):
            load[:, place] = np.add.reduceat(drawn * weights, first, axis=1)
        return loads

    def profile_of(self, drawn: Integers) -> Profile:
        """The profile of one redraw, shape (kinds,): its children stand at their kind's entry."""
        children = np.zeros_like(self.profile.children)
        children[self.entry] = drawn
        return replace(self.profile, children=children)


def fill_urns(profile: Profile, weights: Floats | None = None) -> Urns:
    """Put the children of a profile into urns.

    Parameters
    ----------
    weights : shape (counts, entries), what a child of each entry weighs in each count; None for
        counts that are not known, so that every entry is a kind of its own.
    """
    here = np.nonzero(profile.children)[0]
    level = np.arange(len(here))
    if weights is None:
        weights = np.zeros((0, len(profile.children)))
    else:
        level = _levels(weights[:, here])
    urn = profile.place[here] * len(profile.age_groups) + profile.age_group[here]
    # Sorted by urn and level; the first entry of each pair stands for its kind.
    order = np.lexsort((level, urn))
    urn, level, here = urn[order], level[order], here[order]
    begins = np.ones(len(here), dtype=np.bool_)
    begins[1:] = (urn[1:] != urn[:-1]) | (level[1:] != level[:-1])
    starts = np.nonzero(begins)[0]
    children = np.add.reduceat(profile.children[here], starts) if len(here) else here
    entry = here[starts]
    return Urns(profile, entry, children, weights[:, entry], tuple(_alike(urn[starts], children)))


def _levels(weights: Floats) -> Integers:
    """The same number for entries that weigh the same in every count, shape (entries,)."""
    level = np.zeros(weights.shape[1], dtype=np.int64)
    for row in weights:
        values, own = np.unique(row, return_inverse=True)
        level = np.unique(level * len(values) + own, return_inverse=True)[1]
    return level


def _alike(urn: Integers, children: Integers) -> Iterator[_Alike]:
    """The urns by how many kinds they hold; ``urn`` says which each kind lies in, sorted."""
    _, first, size = np.unique(urn, return_index=True, return_counts=True)
    for kinds in np.unique(size):
        kind = first[size == kinds][:, None] + np.arange(kinds)
        own = children[kind]
        whole = own.sum(axis=1)
        yield _Alike(kind, own / whole[:, None], whole)
