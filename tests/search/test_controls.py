"""Levers as sliders and switches."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from fordel.allocation.runs import make_run
from fordel.search.controls import controls_of, kept, read_controls, taken_up
from fordel.search.what_if import WhatIf, with_levers
from tests import demonstrated


@pytest.fixture(scope="module")
def what_if():
    run = demonstrated.next_run()
    return WhatIf(run.model, run.inputs, 2027)


def test_every_lever_of_the_model_is_offered_with_its_value(what_if):
    found = {control.name: control for control in controls_of(what_if)}
    assert list(found) == [
        "need.criteria", "need.at_least", "need.pool_share", "need.threshold", "need.cap",
        "damping.max_loss_percent",
    ]  # fmt: skip
    assert found["need.pool_share"].value == 5
    assert found["need.pool_share"].unit.da == "%"
    assert found["need.at_least"].most == 6
    assert found["need.threshold"].value is None
    assert found["need.cap"].value == 15000


def test_only_what_is_moved_is_asked_for(what_if):
    controls = controls_of(what_if)
    asked = {
        "need.pool_share": ["6,5"], "need.at_least": ["2"], "need.cap.there": ["1"],
        "need.cap": ["15000"], "need.criteria.there": ["1"],
        "need.criteria": ["low_income", "single_parent"],
        "damping.max_loss_percent": ["meget"],
    }  # fmt: skip
    levers, wrong = read_controls(controls, asked)
    assert levers == {
        "need": {
            "criteria": ["low_income", "single_parent"],
            "pool_share": Decimal("0.065"),
            "cap": "none",
        }
    }
    assert wrong == {"damping.max_loss_percent": "meget"}
    assert read_controls(controls, {}) == ({}, {})


def test_a_threshold_is_read_whole(what_if):
    asked = {
        "need.threshold.there": ["1"], "need.threshold.on": ["1"], "need.threshold": ["50"],
        "need.threshold.kind": ["excess"], "need.threshold.measure": ["percentile"],
    }  # fmt: skip
    levers, _ = read_controls(controls_of(what_if), asked)
    threshold = levers["need"]["threshold"]
    assert threshold == {"kind": "excess", "measure": "percentile", "level": Decimal(50)}
    assert taken_up(kept(levers)) == levers


def test_what_is_shown_at_once_is_what_the_engine_pays(what_if):
    levers = {"need": {"pool_share": Decimal("0.06"), "at_least": 3}}
    run = demonstrated.next_run()
    exact = make_run(with_levers(run.model, levers), run.inputs, 2027).allocation
    shown = what_if.answer(levers).total
    smallest = 100  # what the model rounds to
    assert np.abs(shown - [float(total) for total in exact.totals]).max() <= smallest * 2
    assert with_levers(run.model, levers).title == run.model.title


def test_no_levers_are_the_model_itself(what_if):
    exact = [float(total) for total in what_if.ground.base.totals]
    assert what_if.answer({}).total.tolist() == pytest.approx(exact)
    assert with_levers(demonstrated.model(), {}) is demonstrated.model()
