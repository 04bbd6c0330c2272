"""A profile counted in plain Python, child by child."""

from __future__ import annotations

import numpy as np

from fordel.profiles.profile import Basis, Profile


def plain_profile(children, criteria, age_groups, places, basis=Basis.ENROLLED):
    """Count child dicts (``unit``, ``district``, ``age_group``, ``full_time``, ``criteria``)."""
    counts: dict = {}
    for child in children:
        place = child["unit" if basis is Basis.ENROLLED else "district"]
        if place not in places or child["age_group"] not in age_groups:
            continue
        met = unknown = 0
        for bit, criterion in enumerate(criteria):
            known = child["criteria"][criterion]
            met += 2**bit if known is True else 0
            unknown += 2**bit if known is None else 0
        key = (places.index(place), age_groups.index(child["age_group"]), met, unknown)
        number, full_time = counts.get(key, (0, 0))
        counts[key] = number + 1, full_time + int(child["full_time"] * 1000)
    rows = [(*key, *counts[key]) for key in sorted(counts)]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 6).T
    return Profile(basis, tuple(places), tuple(age_groups), tuple(criteria), *columns)
