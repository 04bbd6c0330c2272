from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.statistics.answers import NotEstimable
from fordel.statistics.transitions import (
    Transitions,
    clopper_pearson,
    transitions,
    wilson,
)

RED, YELLOW, GREEN = 0, 1, 2


def panel(courses):
    """From a text per person, a mark per period: g, y, r, - away, ? there but not assessed."""
    marks = {"r": RED, "y": YELLOW, "g": GREEN, "?": None}
    rows = [
        (f"p{number}", period, marks[mark])
        for number, course in enumerate(courses)
        for period, mark in enumerate(course, start=1)
        if mark != "-"
    ]
    return tuple(zip(*rows, strict=True))


def cell(found, before, after):
    return next(one for one in found.cells if (one.before, one.after) == (before, after))


def test_green_to_yellow_and_back():
    found = transitions(*panel(["gyg", "ggg", "gyy", "-gg", "gg-", "y?g"]), 3)
    assert isinstance(found, Transitions)
    green = [cell(found, GREEN, to) for to in (RED, YELLOW, GREEN)]
    assert [one.count for one in green] == [0, 2, 4]
    assert {one.of for one in green} == {6}
    assert len(found.paths) == 3
    assert dict(found.paths)[GREEN, YELLOW, GREEN] == 1
    flows = {flow.state: flow for flow in found.flows}
    assert (flows[GREEN].came, flows[GREEN].went) == (1, 1)
    assert flows[YELLOW].not_assessed == 1
    assert (found.n, found.periods) == (6, (1, 2, 3))


def test_nobody_in_a_state_has_no_share_there():
    found = transitions(*panel(["gg", "gy"]), 3)
    assert cell(found, RED, GREEN).of == 0
    assert cell(found, RED, GREEN).share is None
    assert cell(found, RED, GREEN).low is None


def test_away_for_a_period_is_out_and_in_and_no_step():
    found = transitions(*panel(["g-g", "ggg", "ggg"]), 3)
    assert found.steps == 4
    green = found.flows[GREEN]
    assert (green.came, green.went) == (1, 1)


def test_a_period_nobody_was_asked_in_is_a_longer_step():
    person, period, state = panel(["gyg", "ggg"])
    later = [one if one < 3 else 7 for one in period]
    found = transitions(person, later, state, 3)
    assert found.steps == 4
    assert found.periods == (1, 2, 7)


def test_intervals_are_those_published():
    """Brown, Cai & DasGupta 2001 and Clopper & Pearson 1934 for 10 of 10 and 4 of 10."""
    assert clopper_pearson(10, 10) == (pytest.approx(0.6915, abs=5e-5), 1.0)
    assert clopper_pearson(4, 10) == pytest.approx((0.1216, 0.7376), abs=5e-5)
    assert wilson(4, 10) == pytest.approx((0.1682, 0.6873), abs=5e-5)
    assert wilson(0, 10) == (0.0, pytest.approx(0.2775, abs=5e-5))


def test_the_dirichlet_is_stated_beside():
    """One half per state: (4 + 1/2) / (6 + 3/2)."""
    found = transitions(*panel(["gyg", "ggg", "gyy", "-gg", "gg-"]), 3)
    staying = cell(found, GREEN, GREEN)
    assert staying.expected == pytest.approx((staying.count + 0.5) / (staying.of + 1.5))
    assert staying.expected_low < staying.expected < staying.expected_high
    assert "Dirichlet" in found.source
    wider = transitions(*panel(["gyg", "ggg", "gyy", "-gg", "gg-"]), 3, interval="clopper_pearson")
    assert cell(wider, GREEN, GREEN).low < staying.low


@given(st.lists(st.text("gyr-?", min_size=4, max_size=4), min_size=1, max_size=12))
def test_everybody_is_counted_once_in_every_step(courses):
    rows = panel(courses) or ((), (), ())
    found = transitions(*rows, 3, fewest_followed=0.0)
    if isinstance(found, NotEstimable):
        assert found.reason in {"all_missing", "one_period", "too_few_followed"}
        return
    collected = [period - 1 for period in found.periods]
    assessed = [course[p] for course in courses for p in collected[:-1] if course[p] in "gyr"]
    flows = sum(flow.went + flow.not_assessed for flow in found.flows)
    assert found.steps + flows == len(assessed)
    assert sum(one.count for one in found.cells) == found.steps
    for one in found.cells:
        assert (one.share is None) == (one.of == 0)
        if one.share is not None:
            assert 0 <= one.low <= one.share <= one.high <= 1


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (((), (), ()), "all_missing"),
        ((("a", "a"), (1, 2), (None, None)), "all_missing"),
        ((("a", "b"), (1, 1), (0, 1)), "one_period"),
        ((("a", "a"), (1, 2), (0, 3)), "unknown_state"),
        ((("a", "a", "a"), (1, 1, 2), (0, 1, 1)), "twice_in_a_period"),
        ((("a", "b", "c", "d"), (1, 2, 3, 4), (0, 1, 2, 1)), "too_few_followed"),
    ],
)
def test_a_panel_nobody_can_be_followed_in_is_refused(rows, reason):
    found = transitions(*rows, 3)
    assert isinstance(found, NotEstimable)
    assert found.reason == reason


def test_columns_of_different_length_are_wrong():
    with pytest.raises(ValueError, match="zip"):
        transitions(("a", "b"), (1,), (0, 1), 3)
