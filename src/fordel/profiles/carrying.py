"""Carrying a profile over to other places: units that merged, split or were renamed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fordel.profiles.profile import Integers, Profile


def carried_over(
    profile: Profile, places: Sequence[str], sources: Sequence[Sequence[str]]
) -> Profile:
    """The profile as it would look from other places.

    Parameters
    ----------
    places : the new places.
    sources : for each of them, the old places whose children it has. An old place that two new
        ones name is counted whole in both: its composition is theirs, its number is not.

    Returns
    -------
    A profile over ``places``; places without sources are empty.
    """
    position = {name: i for i, name in enumerate(profile.places)}
    rows: list[Integers] = []
    owner: list[Integers] = []
    for new, names in enumerate(sources):
        for name in names:
            found = np.nonzero(profile.place == position[name])[0]
            rows.append(found)
            owner.append(np.full(len(found), new, dtype=np.int64))
    picked = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    place = np.concatenate(owner) if owner else np.empty(0, dtype=np.int64)
    return _merged(replace(profile, places=tuple(places)), place, picked)


def respelled(profile: Profile, criteria: Sequence[str], age_groups: Sequence[str]) -> Profile:
    """The profile as counted with other criteria and age groups.

    A criterion it does not have is not known of anybody; children of age groups that are not named
    are left out.
    """
    if profile.criteria == tuple(criteria) and profile.age_groups == tuple(age_groups):
        return profile
    told = profile.with_criteria(criteria)
    position = {name: i for i, name in enumerate(age_groups)}
    new_age = np.array([position.get(name, -1) for name in profile.age_groups], dtype=np.int64)
    age_group = new_age[profile.age_group]
    told = replace(told, age_groups=tuple(age_groups), age_group=age_group)
    here = np.nonzero(age_group >= 0)[0]
    return _merged(told, profile.place[here], here)


def filled_from(profile: Profile, other: Profile) -> Profile:
    """A profile in which empty places and age groups are taken from another profile.

    Both have the same places and age groups; criteria are matched by name, and the answer has
    those of both.
    """
    criteria = (*profile.criteria, *(c for c in other.criteria if c not in profile.criteria))
    profile, other = profile.with_criteria(criteria), other.with_criteria(criteria)
    empty = (profile.totals() == 0) & (other.totals() > 0)
    wanted = empty[other.place, other.age_group]

    def both(name: str) -> Integers:
        return np.concatenate([getattr(profile, name), getattr(other, name)[wanted]])

    joined = replace(
        profile,
        place=both("place"),
        age_group=both("age_group"),
        met=both("met"),
        unknown=both("unknown"),
        children=both("children"),
        full_time=both("full_time"),
    )
    return _merged(joined, joined.place, np.arange(len(joined.place), dtype=np.int64))


def _merged(profile: Profile, place: Integers, picked: Integers) -> Profile:
    """Add up entries that have become the same, and put them in order."""
    keys = np.stack(
        [place, *(getattr(profile, n)[picked] for n in ("age_group", "met", "unknown"))], axis=1
    )
    distinct, inverse = np.unique(keys, axis=0, return_inverse=True)
    children = np.zeros(len(distinct), dtype=np.int64)
    full_time = np.zeros(len(distinct), dtype=np.int64)
    np.add.at(children, inverse.reshape(-1), profile.children[picked])
    np.add.at(full_time, inverse.reshape(-1), profile.full_time[picked])
    return replace(
        profile,
        place=distinct[:, 0],
        age_group=distinct[:, 1],
        met=distinct[:, 2],
        unknown=distinct[:, 3],
        children=children,
        full_time=full_time,
    )
