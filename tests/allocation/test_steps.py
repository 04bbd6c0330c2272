"""What single steps do with filters, limits, years and rounding: one case each, worked by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from fordel.allocation.engine import allocate
from fordel.allocation.loads.counting import criteria_totals
from fordel.allocation.refusals.data import ScoreMissing
from fordel.allocation.refusals.sharing import (
    DampingCannotBePaid,
    DampingLeavesMoney,
    FloorAboveCap,
    FloorsAbovePool,
    FrameOverspent,
    LimitOnIndex,
    NobodyInNeed,
)
from fordel.allocation.refusals.writing import RoundingTooFine
from tests.allocation.building import TEXT, YEAR, children, inputs_of, model, unit, world

UNIQUE = {"method": "unique_children", "at_least": 1}


def run(steps, world, **rest):
    built = model(steps, **rest)
    return allocate(built, inputs_of(world, built), YEAR)


def amounts(allocation, step):
    result = allocation.step(step)
    return dict(zip(allocation.ids, result.amounts, strict=True))


def need(**known):
    pool = {"by": "pool", "pool": {"amount": 1000}}
    return {"id": "need", "use": "need", "count": UNIQUE, "money": pool, **known}


def two(**rest):
    """k1 has four children of whom one meets a criterion, k2 four of whom three do."""
    kids = children("k1", 1, met="a") + children("k1", 3)
    kids += children("k2", 3, met="a") + children("k2", 1)
    return world(units=[unit("k1"), unit("k2")], children=kids, **rest)


# -- a step looks only at the units it concerns


def three_with_one_outside():
    known = two()
    known.units.append(unit("k3", kind="nursery"))
    known.children += children("k3", 8, met="a", unknown="b")
    return known


INSIDE = {"kinds": ["age_integrated"]}


def test_what_is_unknown_of_units_outside_the_filter_does_not_matter():
    result = run([need(where=INSIDE)], three_with_one_outside())
    assert amounts(result, "need") == {"k1": 250, "k2": 750, "k3": 0}


def test_a_score_is_asked_only_of_the_units_a_step_concerns():
    known = three_with_one_outside()
    known.scores = {"k1": Fraction(1), "k2": Fraction(1)}
    steps = [need(where=INSIDE, count={"method": "score"})]
    assert amounts(run(steps, known), "need") == {"k1": 500, "k2": 500, "k3": 0}
    with pytest.raises(ScoreMissing):
        run([need(count={"method": "score"})], known)


def test_the_mean_and_the_percentile_are_those_of_the_units_concerned():
    # Inside, 4 of 8 children count: the mean share is a half, and only k2 is above it.
    threshold = {"kind": "cliff", "measure": "mean_ratio", "level": 1}
    result = run([need(where=INSIDE, threshold=threshold)], three_with_one_outside())
    assert amounts(result, "need") == {"k1": 0, "k2": 1000, "k3": 0}
    threshold = {"kind": "cliff", "measure": "percentile", "level": 0}
    result = run([need(where=INSIDE, threshold=threshold)], three_with_one_outside())
    assert amounts(result, "need") == {"k1": 0, "k2": 1000, "k3": 0}


def test_an_index_leaves_units_outside_its_filter_alone():
    base = {"id": "base", "use": "base_by_weighted_children", "pool": {"amount": 1600}}
    index = need(where=INSIDE, money={"by": "index", "on": "base", "strength": 1})
    result = run([base, index], three_with_one_outside())
    # Shares 1/4 and 3/4, mean 1/2: 400 becomes 200 and 600, and the sum stays.
    assert amounts(result, "need") == {"k1": -200, "k2": 200, "k3": 0}


def test_keys_are_made_among_the_units_concerned():
    parts = [{"weight": 1, "count": UNIQUE}, {"weight": 1, "count": {"method": "enrolled"}}]
    count = {"method": "combination", "of": "keys", "parts": parts}
    result = run([need(where=INSIDE, count=count)], three_with_one_outside())
    # Half of a quarter and a half, and half of three quarters and a half.
    assert amounts(result, "need") == {"k1": 375, "k2": 625, "k3": 0}


def test_a_key_of_which_nobody_has_a_part_is_refused_not_left_out():
    parts = [
        {"weight": 1, "count": {"method": "unique_children", "criteria": ["c"], "at_least": 1}},
        {"weight": 1, "count": {"method": "enrolled"}},
    ]
    with pytest.raises(NobodyInNeed):
        run([need(count={"method": "combination", "of": "keys", "parts": parts})], two())


# -- bands


BANDS = {"by": "bands", "bands": [{"at_least": 0, "rate": 10}, {"at_least": "0.5", "rate": 99}]}


def with_a_third_without_need():
    known = two()
    known.units.append(unit("k3"))
    known.children += children("k3", 2)
    return known


def test_a_share_of_zero_has_its_band():
    result = run([need(money={**BANDS, "of": "share"})], with_a_third_without_need())
    assert amounts(result, "need") == {"k1": 40, "k2": 396, "k3": 20}


def test_a_score_of_zero_has_its_band():
    known = with_a_third_without_need()
    known.scores = {"k1": Fraction(1), "k2": Fraction(1, 2), "k3": Fraction(0)}
    steps = [need(count={"method": "score"}, money={**BANDS, "per": "unit"})]
    assert amounts(run(steps, known), "need") == {"k1": 99, "k2": 99, "k3": 10}


def test_whom_a_threshold_or_a_designation_leaves_out_has_no_band():
    threshold = {"kind": "cliff", "measure": "share", "level": "0.5"}
    steps = [need(money={**BANDS, "of": "share"}, threshold=threshold)]
    assert amounts(run(steps, with_a_third_without_need()), "need") == {"k1": 0, "k2": 396, "k3": 0}
    named = {"method": "designated", "units": ["k3"]}
    known = with_a_third_without_need()
    known.scores = {"k3": Fraction(0)}
    steps = [need(count=named, money={**BANDS, "per": "unit"})]
    assert amounts(run(steps, known), "need") == {"k1": 0, "k2": 0, "k3": 10}


# -- caps and floors


def test_a_floor_is_found_among_the_others_also_where_caps_keep_money():
    floor = {"amount": 100, "per": "child"}
    steps = [need(floor=floor, left_over="keep")]
    assert amounts(run(steps, two()), "need") == {"k1": 400, "k2": 600}


def test_what_a_cap_leaves_is_kept_in_the_frame():
    steps = [
        {"id": "frame", "use": "frame", "amount": 5000},
        need(cap={"amount": 100, "per": "child"}, left_over="keep"),
    ]
    result = run(steps, two())
    assert amounts(result, "need") == {"k1": 250, "k2": 400}
    assert result.unspent == 4350
    assert result.step("need").facts["left_over"] == 350
    assert result.step("need").facts["rounds"] == 1


def test_rounding_what_is_kept_takes_nobody_below_the_floor():
    known = world(units=[unit(f"k{i}") for i in range(4)])
    known.scores = {
        "k0": Fraction(1000),
        "k1": Fraction(850),
        "k2": Fraction(1),
        "k3": Fraction(5000),
    }
    known.children = [c for i in range(4) for c in children(f"k{i}", 1)]
    pool = {"by": "pool", "pool": {"amount": 6852}}
    limits = {"floor": {"amount": 850, "per": "child"}, "cap": {"amount": 1001, "per": "child"}}
    steps = [need(count={"method": "score"}, money=pool, left_over="keep", **limits)]
    result = run(steps, known)
    assert all(850 <= amount <= 1001 for amount in amounts(result, "need").values())


def test_a_floor_above_the_cap_is_refused_for_pools_and_rates():
    limits = {"floor": {"amount": 11, "per": "child"}, "cap": {"amount": 10, "per": "child"}}
    for money in ({"by": "pool", "pool": {"amount": 60}}, {"by": "rate", "rate": 1}):
        with pytest.raises(FloorAboveCap):
            run([need(money=money, **limits)], two())


def test_floors_that_the_pool_cannot_pay_are_refused_with_what_is_missing():
    with pytest.raises(FloorsAbovePool) as caught:
        run([need(floor={"amount": 126, "per": "child"})], two())
    assert caught.value.missing == 8


def test_an_index_takes_no_cap():
    base = {"id": "base", "use": "base_by_weighted_children", "pool": {"amount": 1600}}
    index = {"by": "index", "on": "base", "strength": 1}
    with pytest.raises(LimitOnIndex):
        run([base, need(money=index, cap={"amount": 1, "per": "child"})], two())


# -- the frame


def items(**known):
    return [{"id": name, "label": TEXT, **value} for name, value in known.items()]


def test_two_steps_that_set_aside_are_both_taken_out():
    steps = [
        {"id": "frame", "use": "frame", "amount": 1000},
        {"id": "one", "use": "set_aside", "items": items(leaders={"share": "0.1"})},
        {"id": "two", "use": "set_aside", "items": items(houses={"amount": 300})},
        {"id": "base", "use": "base_by_weighted_children", "pool": "rest"},
    ]
    result = run(steps, two())
    assert sum(result.totals) == 600
    assert result.set_aside == 400
    assert result.unspent == 0


def test_together_they_cannot_take_more_than_the_frame():
    steps = [
        {"id": "frame", "use": "frame", "amount": 1000},
        {"id": "one", "use": "set_aside", "items": items(leaders={"amount": 600})},
        {"id": "two", "use": "set_aside", "items": items(houses={"amount": 600})},
        {"id": "base", "use": "base_by_weighted_children", "pool": "rest"},
    ]
    with pytest.raises(FrameOverspent) as caught:
        run(steps, two())
    assert caught.value.missing == 200


def test_shares_that_fit_the_frame_are_not_refused_for_their_rounding():
    half = {"share": "0.5", "of": "frame"}
    steps = [
        {"id": "frame", "use": "frame", "amount": 101},
        {"id": "base", "use": "base_by_weighted_children", "pool": half},
        need(money={"by": "pool", "pool": half}),
    ]
    result = run(steps, two())
    assert [sum(amounts(result, s).values()) for s in ("base", "need")] == [51, 50]
    steps[1]["pool"] = {"share": "0.6", "of": "frame"}
    with pytest.raises(FrameOverspent):
        run(steps, two())


# -- missing and suppressed


def counted(number):
    known = two()
    for one in known.units:
        one["children"] = {"0-2": Fraction(0), "3-5": Fraction(4)}
    known.counts = {("k1", "a"): {None: number}, ("k2", "a"): {None: Fraction(3)}}
    return known


COUNTS = {"grain": "counts", "unknown": "not_met"}


def test_a_suppressed_count_taken_as_zero_is_said_and_not_shown_as_zero():
    count = {"method": "criteria_met", "criteria": ["a"]}
    result = run([need(count=count)], counted(None), children=COUNTS)
    assert amounts(result, "need") == {"k1": 0, "k2": 1000}
    assert result.step("need").columns["criterion_a"] == (None, 3)
    assert criteria_totals(result.enrolled, ("a",)) == {"a": (None, 3)}
    assert [note.words.da for note in result.notes] == [
        "1 antal mangler eller er diskretionerede; de er regnet som 0."
    ]
    known = run([need(count=count)], counted(Fraction(1)), children=COUNTS)
    assert known.notes == ()


def test_unknown_children_are_said_of_the_units_concerned():
    result = run([need()], three_with_one_outside(), children={"unknown": "not_met"})
    assert "Hos 8 børn er mindst et af kriterierne ukendt" in result.notes[0].words.da
    result = run([need(where=INSIDE)], three_with_one_outside(), children={"unknown": "not_met"})
    assert result.notes == ()


# -- a level below zero


def test_an_excess_over_a_level_below_zero_counts_a_load_of_zero_too():
    known = two(scores={"k1": Fraction(0), "k2": Fraction(2)})
    threshold = {"kind": "excess", "measure": "absolute", "level": -1}
    steps = [need(count={"method": "score"}, threshold=threshold)]
    assert amounts(run(steps, known), "need") == {"k1": 250, "k2": 750}


# -- damping


def lumps(name, last, **damping):
    """k1 and k2 are given 1000 each; last year they had what ``last`` says, for 4 children."""
    known = two(previous={unit: (Fraction(n), Fraction(4)) for unit, n in last.items()})
    known.previous = {u: (a, w, Fraction(4)) for u, (a, w, _) in known.previous.items()}
    steps = [
        {"id": "lump", "use": "lump_sum", "amount": 1000},
        {"id": "damping", "use": "damping", **damping},
    ]
    result = run(steps, known)
    assert sum(amounts(result, name).values()) == 0
    return result.totals


def test_a_change_is_phased_in_by_equal_parts():
    # From 1400 and 600 to 1000 each: 300 to go in four years, as last year was phased itself.
    levels, had = [], {"k1": 1400, "k2": 600}
    for nth in range(4):
        phase = {"years": 4, "first_year": YEAR - nth}
        totals = lumps("damping", had, phase_in=phase)
        levels.append(totals[0])
        had = {"k1": totals[0], "k2": totals[1]}
    assert levels == [1300, 1200, 1100, 1000]
    later = {"years": 4, "first_year": YEAR - 9}
    assert lumps("damping", {"k1": 1400, "k2": 600}, phase_in=later) == (1000, 1000)
    not_yet = {"years": 4, "first_year": YEAR + 1}
    assert lumps("damping", {"k1": 1400, "k2": 600}, phase_in=not_yet) == (1400, 600)


def test_damping_that_leaves_money_says_so_and_not_that_money_is_missing():
    with pytest.raises(DampingLeavesMoney) as caught:
        lumps("damping", {"k1": 900, "k2": 900}, max_gain_percent=5)
    assert caught.value.left == 110
    with pytest.raises(DampingCannotBePaid) as caught:
        lumps("damping", {"k1": 1100, "k2": 1100}, max_loss_percent=5)
    assert caught.value.missing == 90


def test_a_unit_without_children_has_the_past_of_the_only_one_it_came_from():
    known = world(
        units=[unit("k1", predecessors=("old",)), unit("k2", predecessors=("old",))],
        previous={"old": (Fraction(100), Fraction(5))},
    )
    result = run([{"id": "lump", "use": "lump_sum", "amount": 1}], known)
    assert [last.amount for last in result.last_year] == [50, 50]


# -- payment


def test_payments_are_whole_smallest_units():
    steps = [
        {"id": "lump", "use": "lump_sum", "amount": 1000},
        {"id": "payment", "use": "payment", "round_to": "0.5"},
    ]
    with pytest.raises(RoundingTooFine):
        run(steps, two())


def test_months_are_those_whose_first_day_the_unit_is_open():
    known = world(
        units=[
            unit("k1", opened=date(YEAR, 8, 2)),
            unit("k2", closed=date(YEAR, 3, 1)),
            unit("k3", opened=date(YEAR, 4, 1), closed=date(YEAR, 4, 2)),
        ]
    )
    steps = [
        {"id": "lump", "use": "lump_sum", "amount": 1200},
        {"id": "payment", "use": "payment", "months": True},
    ]
    result = run(steps, known)
    assert result.step("payment").columns["months"] == (4, 2, 1)
    assert result.totals == (400, 200, 100)
