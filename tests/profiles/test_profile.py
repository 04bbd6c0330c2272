"""What a profile promises: one form, whatever order the children came in; sums that add up."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.profiles.carrying import carried_over, filled_from, respelled
from fordel.profiles.counting import TooManyCriteria, build_profile
from fordel.profiles.profile import Basis
from tests.profiles.plain import plain_profile

CRITERIA = ("a", "b", "c", "d")
AGES = ("0-2", "3-5")
PLACES = ("k1", "k2", "k3", "k9")
COLUMNS = ("place", "age_group", "met", "unknown", "children", "full_time")

ONE_CHILD = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["k1", "k2", "k3", "elsewhere"]),
        "district": st.sampled_from(["k1", "k2", None]),
        "age_group": st.sampled_from([*AGES, "6+"]),
        "full_time": st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(125, 1000)]),
        "criteria": st.fixed_dictionaries(
            {c: st.sampled_from([True, False, None]) for c in CRITERIA}
        ),
    }
)
CHILDREN = st.lists(ONE_CHILD, max_size=30)


def table(children):
    return pa.table(
        {
            "unit": pa.array([c["unit"] for c in children], pa.string()),
            "district": pa.array([c["district"] for c in children], pa.string()),
            "age_group": pa.array([c["age_group"] for c in children], pa.string()),
            "full_time": pa.array([int(c["full_time"] * 1000) for c in children], pa.int32()),
            **{
                name: pa.array([c["criteria"][name] for c in children], pa.bool_())
                for name in CRITERIA
            },
        }
    )


def same(one, other):
    assert (one.basis, one.places, one.age_groups, one.criteria) == (
        other.basis, other.places, other.age_groups, other.criteria
    )  # fmt: skip
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
        assert getattr(one, name).dtype == np.int64


def plain(children, basis=Basis.ENROLLED, places=PLACES):
    return plain_profile(children, CRITERIA, AGES, places, basis)


@settings(max_examples=25)
@given(CHILDREN, st.randoms(use_true_random=False), st.sampled_from(list(Basis)))
def test_every_engine_counts_as_plain_python_does_whatever_the_order(children, random, basis):
    known = {"criteria": CRITERIA, "age_groups": AGES, "places": PLACES, "basis": basis}
    shuffled = random.sample(children, len(children))

    same(build_profile(table(shuffled), **known), plain(children, basis))


def test_an_empty_table_gives_an_empty_profile():
    built = build_profile(table([]), criteria=CRITERIA, age_groups=AGES, places=PLACES)

    same(built, plain([]))
    assert built.totals().tolist() == [[0, 0]] * 4


def test_a_profile_without_criteria_still_counts_children():
    one = {"unit": "k1", "district": None, "age_group": "0-2", "full_time": Fraction(1, 2)}
    rows = table([{**one, "criteria": dict.fromkeys(CRITERIA, True)}])

    built = build_profile(rows, criteria=(), age_groups=AGES, places=PLACES)

    assert built.totals()[0].tolist() == [1, 0]
    assert built.full_time_totals()[0].tolist() == [500, 0]


def test_thirty_criteria_fit_and_thirty_one_are_refused():
    names = [f"c{i}" for i in range(31)]
    rows = pa.table(
        {
            "unit": ["k1"], "district": ["k1"], "age_group": ["0-2"], "full_time": [1000],
            **{name: [True] for name in names},
        }
    )  # fmt: skip
    built = build_profile(rows, criteria=names[:30], age_groups=AGES, places=["k1"])

    assert built.met.tolist() == [2**30 - 1]
    with pytest.raises(TooManyCriteria) as caught:
        build_profile(rows, criteria=names, age_groups=AGES, places=["k1"])
    assert "bruger 31 kriterier" in caught.value.message("da")
    assert "at most 30 criteria" in caught.value.message("en")


@given(CHILDREN)
def test_totals_are_the_children_of_each_place_and_age(children):
    profile = plain(children)
    for i, place in enumerate(PLACES):
        for j, age in enumerate(AGES):
            here = [c for c in children if (c["unit"], c["age_group"]) == (place, age)]
            assert profile.totals()[i, j] == len(here)
            assert profile.full_time_totals()[i, j] == sum(int(c["full_time"] * 1000) for c in here)


@given(CHILDREN, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_weighed_is_the_sum_of_what_every_child_is_worth(children, weights):
    worth = dict(zip(CRITERIA, (Fraction(w, 3) for w in weights), strict=True))
    profile = plain(children)
    bit = {name: profile.mask([name]) for name in CRITERIA}

    sums = profile.weighed(
        lambda met, unknown: sum(
            (
                w * (2 if unknown & bit[c] else 1)
                for c, w in worth.items()
                if (met | unknown) & bit[c]
            ),
            Fraction(0),
        )
    )

    for i, place in enumerate(PLACES):
        for j, age in enumerate(AGES):
            here = [c for c in children if (c["unit"], c["age_group"]) == (place, age)]
            expected = [
                worth[name] * (2 if known is None else 1)
                for child in here
                for name, known in child["criteria"].items()
                if known is not False
            ]
            assert sums[i][j] == sum(expected, Fraction(0))


@given(CHILDREN, st.permutations(PLACES), st.integers(0, 4))
def test_at_is_the_profile_one_would_count_in_those_places(children, places, number):
    chosen = places[:number]

    same(plain(children).at(chosen), plain(children, places=chosen))


def test_at_asks_only_for_places_that_are_there():
    with pytest.raises(KeyError, match="k7"):
        plain([]).at(["k7"])


@given(CHILDREN)
def test_carried_over_to_itself_is_itself(children):
    profile = plain(children)

    same(carried_over(profile, PLACES, [[place] for place in PLACES]), profile)


@given(CHILDREN)
def test_a_merged_place_has_the_children_of_all_it_came_from(children):
    moved = [{**c, "unit": {"k1": "new", "k3": "new"}.get(c["unit"], c["unit"])} for c in children]

    carried = carried_over(plain(children), ("new", "k2", "empty"), (["k1", "k3"], ["k2"], []))

    same(carried, plain(moved, places=("new", "k2", "empty")))


@given(CHILDREN)
def test_both_halves_of_a_split_have_the_composition_of_the_whole(children):
    profile = plain(children)

    carried = carried_over(profile, ("x", "y"), (["k1"], ["k1"]))

    same(carried.at(["x"]), carried_over(profile, ("x",), (["k1"],)))
    assert carried.totals()[0].tolist() == carried.totals()[1].tolist()


@given(CHILDREN, CHILDREN)
def test_filled_from_takes_only_what_is_empty(children, others):
    filled = filled_from(plain(children), plain(others))
    own = {(c["unit"], c["age_group"]) for c in children}

    same(filled, plain(children + [c for c in others if (c["unit"], c["age_group"]) not in own]))


@given(CHILDREN, st.permutations([*CRITERIA, "z"]), st.permutations(AGES))
def test_respelled_is_the_profile_one_would_count_with_other_criteria_and_ages(
    children, criteria, ages
):
    known = [{**c, "criteria": {**c["criteria"], "z": None}} for c in children]
    for names, groups in ((criteria[:3], ages), (criteria, ages[:1])):
        counted = plain_profile(known, names, groups, PLACES)
        same(respelled(plain(children), names, groups), counted)


@given(CHILDREN, CHILDREN)
def test_filling_from_a_profile_of_other_criteria_matches_them_by_name(children, others):
    renamed = [
        {**c, "criteria": {"z": None, "d": c["criteria"]["d"], "a": c["criteria"]["a"]}}
        for c in others
    ]
    filled = filled_from(plain(children), plain_profile(renamed, ("z", "d", "a"), AGES, PLACES))
    own = {(c["unit"], c["age_group"]) for c in children}
    missing = dict.fromkeys(("b", "c"))
    expected = [{**c, "criteria": {**c["criteria"], "z": None}} for c in children] + [
        {**c, "criteria": {**c["criteria"], **missing}}
        for c in renamed
        if (c["unit"], c["age_group"]) not in own
    ]
    same(filled, plain_profile(expected, (*CRITERIA, "z"), AGES, PLACES))


def test_naming_a_criterion_twice_is_naming_it_once():
    assert plain([]).mask(["b", "b"]) == plain([]).mask(["b"]) == 2
