"""What two more children who count would change, and nothing else."""

from __future__ import annotations

import pytest

from fordel.allocation.nearby import with_more_counted
from fordel.allocation.refusals.sharing import FrameOverspent
from fordel.allocation.runs import make_run
from tests.allocation.building import YEAR, children, inputs_of, model, unit, world

RATE = {"by": "rate", "rate": 100}


def run(*steps, **rest):
    """k1: three children who meet c only, one who meets a and b; k2: five who meet nothing."""
    kids = children("k1", 3, met="c") + children("k1", 1, met="ab") + children("k2", 5)
    built = model(steps, **rest)
    known = world(units=[unit("k1"), unit("k2"), unit("k3")], children=kids)
    return make_run(built, inputs_of(known, built), YEAR)


def need(name="need", **known):
    return {"id": name, "use": "need", "money": RATE, **known}


UNIQUE = {"method": "unique_children", "criteria": ["a", "b"], "at_least": 2}


def test_two_more_children_are_two_more_rates():
    made = run(need(count=UNIQUE))
    assert with_more_counted(made, "k1") == 200
    assert with_more_counted(made, "k2", 5) == 500
    assert made.allocation.steps[0].load == (1, 0, 0)


def test_of_a_pool_the_others_pay():
    made = run(need(count=UNIQUE, money={"by": "pool", "pool": {"amount": 300}}))
    assert with_more_counted(made, "k2", 2) == 200


def test_what_they_meet_already_they_go_on_meeting():
    # The three children who meet c keep their money by c.
    by_c = need("also", count={"method": "criteria_met", "criteria": ["c"]})
    made = run(need(count=UNIQUE), by_c)
    assert with_more_counted(made, "k1", 3) == 300


def test_a_criterion_of_no_weight_makes_no_child_count():
    made = run(need(count={"method": "weighted_criteria", "weights": {"a": 0, "b": "1.5"}}))
    assert with_more_counted(made, "k2") == 300


def test_a_unit_without_so_many_others_has_no_answer():
    made = run(need(count=UNIQUE))
    assert with_more_counted(made, "k1", 4) is None
    assert with_more_counted(made, "k3") is None


@pytest.mark.parametrize("count", [{"method": "enrolled"}, {"method": "given_key", "shares": {
    "k1": 1, "k2": 1, "k3": 0}}])  # fmt: skip
def test_a_model_that_counts_no_children_has_no_answer(count):
    assert with_more_counted(run(need(count=count)), "k1") is None


def test_a_year_that_the_model_refuses_is_refused():
    frame = {"id": "frame", "use": "frame", "amount": 250}
    assert with_more_counted(run(frame, need(count=UNIQUE)), "k1", 1) == 100
    with pytest.raises(FrameOverspent):
        with_more_counted(run(frame, need(count=UNIQUE)), "k1", 3)
