"""The programme: what it finds the engine confirms, and what it says is impossible is."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fordel.allocation.engine import allocate
from fordel.domain.errors import UserError
from fordel.search.finding.conflicts import conflict_of
from fordel.search.finding.document import aims_from
from fordel.search.finding.family import family_of
from fordel.search.finding.programme import Programme
from fordel.search.finding.searching import search_models
from fordel.search.finding.space import space_from
from fordel.search.finding.yard import criteria_used, yard_of
from fordel.search.grid import Grid
from fordel.search.ground import lay
from tests.allocation.building import YEAR, children, inputs_of, model, unit, world
from tests.search.finding.places import between, searched, shared, weighted

NEAR = 1e-5
LEVERS = {"need": {"pool_share": between("0.05", "0.5")}}


def test_the_largest_share_that_nobody_loses_too_much_by():
    # k4 has no need: it gets (1,000,000 - pool) / 4, 225,000 today, and may lose 9,000 of it.
    found = searched([{"what": "loss_percent", "at_most": 4}], LEVERS, choose="reach", models=1)
    assert found.outcome == "found"
    [best] = found.models
    assert best.kept
    assert float(best.values["need.pool_share"]) == pytest.approx(0.136, rel=0.02)
    assert best.values["need.pool_share"] <= Decimal("0.136")
    assert found.why_tried is None
    assert found.tried == 0


def test_a_planted_conflict_is_found_with_how_far_each_aim_must_give():
    found = searched(
        [
            {"what": "frame_stays"},
            {"what": "loss_percent", "at_most": 4},
            {"what": "criteria", "at_most": 3},
            {"what": "need_percent", "at_least": 20},
        ],
        LEVERS,
    )
    assert found.outcome == "impossible"
    assert found.models == ()
    assert found.conflict.aims == (1, 3)
    loss, share = found.conflict.gives
    # A fifth by need leaves k4 200,000 of 225,000; a loss of 4% leaves a pool of 136,000. Two
    # steps round to a krone each: the bounds are told so that they hold when paid.
    assert 0 < loss.bound - 100 * 25 / 225 < 0.005
    assert 0 < 13.6 - share.bound < 0.005
    assert found.nearest is not None
    assert [told.kept for told in found.nearest.aims].count(False) == 1


def test_an_aim_that_no_other_is_to_blame_for_conflicts_alone():
    found = searched(
        [{"what": "need_percent", "at_least": 60}, {"what": "loss_percent", "at_most": 1}], LEVERS
    )
    assert found.conflict.aims == (0,)
    [give] = found.conflict.gives
    # Even without the first aim's bound the second holds: 1% of 225,000 = 2,250 = pool 109,000.
    assert 0 < 10.9 - give.bound < 0.005


def test_two_conflicts_at_once_leave_no_single_aim_to_blame():
    found = searched(
        [{"what": "need_percent", "at_least": 60}, {"what": "criteria", "at_least": 9}], LEVERS
    )
    assert len(found.conflict.aims) == 1
    assert found.conflict.gives[0].bound is None


def test_levers_that_allow_no_model_are_told_apart_from_aims():
    of = shared(share="0.1")
    steps = of.model_dump(mode="python", exclude_unset=True)["steps"]
    steps[1]["money"]["pool"] = {"amount": 100_000}
    found = searched(
        [{"what": "criteria", "at_most": 3}],
        {"need": {"pool_amount": between(1_100_000, 1_200_000)}},
        model(steps),
    )
    assert found.outcome == "impossible"
    assert found.conflict.aims == ()
    assert found.nearest is None


def test_models_that_are_found_differ_in_their_criteria():
    found = searched(
        [{"what": "criteria", "at_most": 2}],
        {"need": {"criteria": {"sizes": [1, 3]}, "pool_share": between("0.05", "0.2")}},
        models=3,
    )
    criteria = [found.values["need.criteria"] for found in found.models]
    assert len(set(criteria)) == 3
    assert all(len(names) <= 2 for names in criteria)
    assert len({one.totals for one in found.models}) == 3


@pytest.mark.parametrize(
    ("best", "share"), [("least_change", "0.1"), ("smallest_loss", "0.1"), ("reach", "0.5")]
)
def test_the_best_is_what_was_asked_for(best, share):
    found = searched([{"what": "frame_stays"}], LEVERS, choose=best, models=1)
    share_found = float(found.models[0].values["need.pool_share"])
    # Simpler figures may cost a fiftieth of what is best, and change is measured in percent.
    assert share_found == pytest.approx(float(share), abs=0.02)


def test_few_criteria_are_fewest():
    found = searched(
        [{"what": "need_dkk", "of": {"units": ["k3"]}, "at_least": 5000}],
        {"need": {"weights": between(0, 5)}},
        weighted(a=1, b=1, c=1),
        choose="few_criteria",
        models=1,
    )
    weights = {name: found.models[0].values[f"need.weights.{name}"] for name in "abc"}
    assert weights["a"] == weights["b"] == 0
    assert weights["c"] > 0


def test_weights_keep_their_bounds_and_may_be_left_out():
    found = searched(
        [{"what": "criteria", "at_most": 2}, {"what": "criteria", "at_least": 2}],
        {"need": {"weights": between(1, 3, leave_out=True)}},
        weighted(a=1, b=1, c=1),
        models=3,
    )
    assert len(found.models) == 3
    for one in found.models:
        weights = [one.values[f"need.weights.{name}"] for name in "abc"]
        assert min(weights) == 0
        assert all(weight == 0 or 1 <= weight <= 3 for weight in weights)


def test_a_weight_that_is_no_lever_stays():
    found = searched(
        [{"what": "need_dkk", "of": {"units": ["k3"]}, "at_least": 15_000}],
        {"need": {"weights": {"c": between(0, 9)}}},
        weighted(a=1, b=1, c=1),
        models=1,
    )
    [best] = found.models
    # Loads are 12, 2 + 2c and c: k3 gets 100,000 c / (14 + 3c), at least 15,000 from 3.82 on.
    assert Decimal("3.82") <= best.values["need.weights.c"] <= Decimal("3.9")
    assert best.model.steps[1].count.weights["a"] == 1


def test_a_cap_that_is_never_reached_leaves_money_linear():
    capped = shared(cap={"amount": 40_000, "per": "child"})
    found = searched([{"what": "loss_percent", "at_most": 4}], LEVERS, capped, models=1)
    assert found.outcome == "found"
    assert found.why_tried is None


def test_a_cap_that_is_reached_proves_nothing():
    capped = shared(cap={"amount": 7_000, "per": "child"})
    found = searched([{"what": "need_percent", "at_least": 13}], LEVERS, capped, models=1)
    # Without the cap k1 would have two thirds of 130,000; with it the others have the rest.
    assert found.outcome == "found"
    assert found.why_tried is not None
    assert found.models[0].kept


def test_months_are_part_of_the_money():
    more = [{"id": "payment", "use": "payment", "months": True, "round_to": 1}]
    aims = [{"what": "need_percent", "at_least": 12}]
    assert searched(aims, LEVERS, shared(more=more)).outcome == "found"


MET = ("", "a", "b", "c", "ab", "bc", "abc")


@st.composite
def places(draw, least=3):
    names = [f"k{i}" for i in range(1, draw(st.integers(least, 5)) + 1)]
    kids = []
    for name in names:
        for met in MET:
            kids += children(name, draw(st.integers(0, 4)), met=met)
        kids += children(name, 3)
    assume(any(child["criteria"]["a"] for child in kids))
    assume(any(child["criteria"]["b"] for child in kids))
    return [unit(name) for name in names], kids


AIMS = st.one_of(
    st.builds(lambda p: {"what": "loss_percent", "at_most": p}, st.integers(0, 12)),
    st.builds(lambda p: {"what": "gain_percent", "at_most": p}, st.integers(0, 12)),
    st.builds(lambda n: {"what": "losers", "at_most": n}, st.integers(0, 3)),
    st.builds(
        lambda n: {"what": "need_per_child", "of": "most_loaded_quarter", "at_least": n * 1000},
        st.integers(1, 40),
    ),
    st.builds(
        lambda n: {"what": "need_per_weighted_child", "each": True, "at_least": n * 500},
        st.integers(0, 12),
    ),
    st.builds(
        lambda n: {"what": "units_above", "amount": 20_000, "at_least": n}, st.integers(1, 4)
    ),
    st.builds(lambda n: {"what": "criteria", "at_most": n}, st.integers(1, 3)),
    st.builds(lambda n: {"what": "criteria", "at_least": n}, st.integers(1, 3)),
    st.builds(lambda p: {"what": "need_percent", "between": [p, p + 4]}, st.integers(5, 25)),
    st.builds(lambda n: {"what": "need_dkk", "of": {"units": ["k2"]}, "at_most": n * 1000},
              st.integers(1, 60)),
    st.builds(lambda n: {"what": "total_per_child", "each": True, "at_least": n * 1000},
              st.integers(1, 30)),
)  # fmt: skip


class Setting:
    """A place, some levers and aims, as the programme and as plain models see them."""

    def __init__(self, of, where, aims, levers):
        units, kids = where
        self.of = of
        self.inputs = inputs_of(world(units=units, children=kids), of)
        self.aims = aims_from({"aims": aims, "levers": levers})
        self.space = space_from(self.aims.levers, of)
        self.ground = lay(Grid(of, self.space.axes, (), 0, (), None), self.inputs, YEAR)
        self.yard = yard_of(self.aims.aims, self.ground)

    def programme(self):
        return Programme(family_of(self.space, self.ground), self.yard)

    def misses(self, variant):
        """How far each aim is missed by the engine's own unrounded money."""
        one = allocate(variant, self.inputs, YEAR, rounded=False)
        total = np.array([[float(x) for x in one.totals]])
        need = np.array([[float(x) for x in one.need]])
        figures = self.yard.figures(total, need, np.array([criteria_used(one.resolved.model)]))
        return np.array([float(missed[0]) for missed in self.yard.misses(figures)])

    def all_misses(self):
        found = []
        for row in self.space.rows():
            variant = self.space.model_of(self.space.values_of(row), 1)
            try:
                allocate(variant, self.inputs, YEAR)
            except UserError:  # a model the engine refuses is no model
                continue
            found.append(self.misses(variant))
        return np.array(found)


def plain_sets(misses, aims):
    """Which sets of aims can hold together, by looking at every model."""
    kept = misses <= NEAR
    return {
        chosen: bool(kept[:, list(chosen)].all(axis=1).any())
        for size in range(1, aims + 1)
        for chosen in itertools.combinations(range(aims), size)
    }


@settings(max_examples=20)
@given(places(), st.lists(AIMS, min_size=1, max_size=4))
def test_feasible_if_and_only_if_some_model_is(where, aims):
    levers = {
        "need": {
            "criteria": {"sizes": [1, 3]},
            "at_least": [1, 2],
            "threshold": ["none", {"kind": "cliff", "measure": "share", "level": Decimal("0.21")}],
            "cap": ["none"],
        }
    }
    setting = Setting(shared(), where, aims, levers)
    misses = setting.all_misses()
    # A figure within a hair of its bound is on either side, for floats.
    assume(not ((misses > 0) & (misses < 1e-3)).any())
    plain = plain_sets(misses, len(aims))
    programme = setting.programme()
    everything = tuple(range(len(aims)))
    assert (programme.solve().status == "solved") == plain[everything]
    if not plain[everything]:
        conflict = conflict_of(setting.programme())
        assert not plain[conflict.aims]
        for aim in conflict.aims:
            rest = tuple(one for one in conflict.aims if one != aim)
            assert not rest or plain[rest]


@settings(max_examples=12)
@given(places(), st.lists(AIMS, min_size=1, max_size=3))
def test_weights_are_searched_whole(where, aims):
    """Nothing on a fine grid is called impossible, and what is found the engine confirms."""
    of = weighted(a=1, b=1, c=1)
    levers = {"need": {"weights": between(1, 5, leave_out=True, by=4)}}
    setting = Setting(of, where, aims, levers)
    solution = setting.programme().solve()
    misses = setting.all_misses()
    assume(not ((misses > 0) & (misses < 1e-3)).any())
    if solution.status == "infeasible":
        assert not (misses <= NEAR).all(axis=1).any()
        return
    family = family_of(setting.space, setting.ground)
    total, need = family.amounts(solution.v)
    used = np.array([sum(solution.v > 0.5)])
    figures = setting.yard.figures(total[None], need[None], used)
    assert all(missed[0] <= 0.01 for missed in setting.yard.misses(figures))
    per = solution.v / family.met
    # The weights behind the kroner are all within the bounds.
    some = per[solution.v > 0.5]
    assert some.max() / some.min() <= 5 * (1 + 1e-4)


@settings(max_examples=12)
@given(
    places(),
    st.tuples(*(st.integers(0, 5) for _ in "abc")).filter(any),
    st.integers(6, 30),
)
def test_a_planted_model_is_found(where, weights, percent):
    """Aims read off some model are aims that a model satisfies."""
    of = weighted(a=1, b=1, c=1)
    units, kids = where
    inputs = inputs_of(world(units=units, children=kids), of)
    levers = {
        "need": {"weights": between(0, 5, leave_out=True), "pool_share": between("0.05", "0.3")}
    }
    planted = dict(zip("abc", weights, strict=True))
    share = Decimal(percent) / 100
    space = space_from(levers, of)
    values = {f"need.weights.{name}": Decimal(weight) for name, weight in planted.items()}
    there = space.model_of({**values, "need.pool_share": share}, 1)
    try:
        money = allocate(there, inputs, YEAR)
    except UserError:  # nobody in need
        assume(False)
    today = allocate(of, inputs, YEAR)
    part = money.need
    assume(all(not weight or any(c["criteria"][n] for c in kids) for n, weight in planted.items()))
    loss = max(
        [0, *((b - a) / b * 100 for a, b in zip(money.totals, today.totals, strict=True) if b)]
    )
    first = today.units[0].id
    aims = [
        {"what": "loss_percent", "at_most": Decimal(str(round(float(loss) + 0.01, 4)))},
        {"what": "need_dkk", "of": {"units": [first]}, "at_least": max(0, int(part[0]) - 20)},
        {"what": "need_percent", "between": [percent - Decimal("0.1"), percent + Decimal("0.1")]},
        {"what": "criteria", "at_most": sum(weight > 0 for weight in weights)},
        {"what": "frame_stays"},
    ]
    found = search_models(of, aims_from({"aims": aims, "levers": levers, "models": 1}), inputs,
                          YEAR)  # fmt: skip
    assert found.outcome == "found"
    [one] = found.models
    assert one.kept
    exact = allocate(one.model, inputs, YEAR)
    for now, was in zip(exact.totals, today.totals, strict=True):
        assert was - now <= max(Fraction(aims[0]["at_most"]) * was / 100, Fraction(1, 2))
    assert exact.need[0] >= aims[1]["at_least"]


def test_what_only_rounding_makes_possible_is_not_called_impossible():
    # Paid in thousands the units have 292,000, 247,000, 236,000 and 225,000; unrounded k1 has
    # 291,667 and loses 333 of what it was paid, but it is paid the same again.
    of = shared(more=[{"id": "payment", "use": "payment", "round_to": 1000}])
    found = searched(
        [{"what": "loss_dkk", "at_most": 0}, {"what": "need_percent", "between": [9, 11]}],
        {"need": {"pool_share": between("0.0999", "0.1001")}},
        of,
    )
    assert found.outcome == "found"
    assert all(one.kept for one in found.models)
