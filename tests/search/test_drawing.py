"""Urns: as many children as before, of patterns that were there, each as likely as the others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.profiles.profile import Basis, Profile
from fordel.search.drawing import fill_urns

CELLS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(0, 7), st.integers(0, 9)),
    max_size=20,
    unique_by=lambda cell: cell[:3],
)


@settings(max_examples=60, deadline=None)
@given(CELLS, st.integers(0, 2**32))
def test_as_many_children_in_every_place_and_age_group_and_no_pattern_that_was_not_there(
    cells, seed
):
    profile = profile_of(sorted(cells))
    again = redrawn(profile, seed)
    assert (again.totals() == profile.totals()).all()
    assert (again.children >= 0).all()
    assert not again.children[profile.children == 0].any()
    assert (again.met == profile.met).all()


def test_every_child_is_as_likely_to_be_drawn():
    profile = profile_of([(0, 0, 0, 1), (0, 0, 1, 3), (0, 1, 2, 4), (1, 0, 0, 2)])
    drawn = fill_urns(profile).draw(np.random.default_rng(5), 2000)
    assert drawn.mean(axis=0) == pytest.approx(profile.children, abs=0.1)
    # Of the four children of the first urn, one by one with replacement: a binomial count.
    assert drawn[:, 0].var() == pytest.approx(4 * 0.25 * 0.75, rel=0.1)


def test_children_who_weigh_the_same_are_one_kind_and_loads_are_those_of_all_patterns():
    profile = profile_of([(0, 0, 0, 1), (0, 0, 1, 3), (0, 0, 5, 2), (0, 1, 2, 4), (2, 0, 1, 2)])
    weights = np.array([[0.0, 1, 1, 0, 1], [0.5, 2, 2, 0.5, 2]])
    urns = fill_urns(profile, weights)
    assert urns.children.tolist() == [1, 5, 4, 2]
    drawn = urns.draw(np.random.default_rng(1), 50)
    loads = urns.loads(drawn)
    assert loads.shape == (2, 50, 4)
    for row in range(50):
        again = urns.profile_of(drawn[row])
        assert (again.totals() == profile.totals()).all()
        for own, load in zip(weights, loads[:, row], strict=True):
            counted = np.bincount(profile.place, weights=own * again.children, minlength=4)
            assert load == pytest.approx(counted)


def test_a_profile_without_children_has_nothing_to_draw():
    profile = profile_of([(0, 0, 1, 0)])
    urns = fill_urns(profile, np.ones((1, 1)))
    drawn = urns.draw(np.random.default_rng(1), 3)
    assert drawn.shape == (3, 0)
    assert not urns.loads(drawn).any()


def redrawn(profile, seed):
    urns = fill_urns(profile)
    return urns.profile_of(urns.draw(np.random.default_rng(seed), 1)[0])


def profile_of(cells):
    columns = [np.array([cell[i] for cell in cells], dtype=np.int64) for i in range(4)]
    place, age_group, met, children = columns
    return Profile(
        basis=Basis.ENROLLED,
        places=tuple("ABCD"),
        age_groups=("young", "old"),
        criteria=("a", "b", "c"),
        place=place,
        age_group=age_group,
        met=met,
        unknown=np.zeros_like(met),
        children=children,
        full_time=children * 1000,
    )
