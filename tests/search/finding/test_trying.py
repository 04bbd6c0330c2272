from __future__ import annotations

from decimal import Decimal

import pytest

from fordel.allocation.engine import allocate
from fordel.allocation.refusals.sharing import PoolCannotBeSpent
from fordel.budget_year.telling.searches import search_lines
from fordel.search.finding import trying
from fordel.search.finding.refusals import SearchWithoutVariants
from fordel.search.refusals import DampingNotBegun
from tests.allocation.building import YEAR, inputs_of, world
from tests.search.finding.places import KIDS, UNITS, between, searched, shared

CAPPED = shared(cap={"amount": 7_000, "per": "child"})
CAPS = {"need": {"pool_share": between("0.05", "0.2", by=Decimal("0.01")),
                 "cap": [5_000, 6_000, 7_000, "none"]}}  # fmt: skip


def test_every_combination_is_tried_where_there_are_few():
    found = searched([{"what": "loss_percent", "at_most": 4}], CAPS, CAPPED, choose="reach")
    assert found.outcome == "found"
    assert found.whole
    assert found.tried == 16 * 4
    best = found.models[0]
    # Without a cap k1 gets two thirds of the pool; k4 can lose 4% of 225,000: a pool of 130,000.
    assert best.values == {"need.pool_share": Decimal("0.13"), "need.cap": None}
    assert best.gains.reach_dkk == pytest.approx(130_000 * 6 / 9, abs=1)
    assert [one.number for one in found.models] == [1, 2, 3]
    assert len({one.totals for one in found.models}) == 3


def test_evolution_finds_what_trying_everything_finds():
    levers = {"need": {**CAPS["need"], "at_least": [1, 2],
                       "pool_share": between("0.05", "0.2", by=Decimal("0.0005"))}}  # fmt: skip
    aims = [{"what": "loss_percent", "at_most": 4}]
    rest = {"choose": "reach", "models": 1}
    everything = searched(aims, levers, CAPPED, tries=20_000, **rest)
    some = searched(aims, levers, CAPPED, tries=400, **rest)
    assert everything.whole
    assert not some.whole
    assert some.tried < everything.tried / 3
    assert some.models[0].values == everything.models[0].values


def test_none_found_is_not_called_impossible():
    aims = [{"what": "loss_percent", "at_most": 4}, {"what": "need_percent", "at_least": 15}]
    found = searched(aims, CAPS, CAPPED)
    assert found.outcome == "none_found"
    assert found.conflict is None
    assert found.models == ()
    loss, share = found.gives_tried
    # With a pool of 150,000 k4 loses 12,500 of 225,000; the largest pool tried is 130,000.
    assert loss.bound == pytest.approx(12_500 / 2250)
    assert share.bound == pytest.approx(13)
    assert found.nearest is not None
    danish, english = search_lines(found, "da"), search_lines(found, "en")
    assert "Ingen af alle 64 kombinationer af håndtagenes værdier holder alle mål." in danish
    assert any("med højst 5,6 % fandtes en model" in line for line in danish)
    assert any("there may be one; give the range a smaller `by`" in line for line in english)
    assert not any("proven" in line or "impossible" in line for line in english)


def test_some_tried_of_many_is_said():
    aims = [{"what": "loss_percent", "at_most": 4}, {"what": "need_percent", "at_least": 15}]
    found = searched(aims, CAPS, CAPPED, tries=20)
    lines = search_lines(found, "en")
    assert any(f"None of {found.tried} models that were tried" in line for line in lines)
    assert any("does not prove that there is none, for the cap is a lever" in x for x in lines)


def test_what_the_engine_refuses_is_no_model():
    tight = {"need": {"cap": [1_000, 9_000]}}
    found = searched([{"what": "frame_stays"}], tight, CAPPED)
    assert found.refused == ("PoolCannotBeSpent",)
    assert [one.values["need.cap"].amount for one in found.models] == [9_000]
    of = found.space.model_of(found.space.values_of((0,)), 1)
    with pytest.raises(PoolCannotBeSpent):
        allocate(of, inputs_of(world(units=UNITS, children=KIDS), of), YEAR)


def test_when_all_are_refused_it_is_told_why():
    with pytest.raises(SearchWithoutVariants) as refused:
        searched([{"what": "frame_stays"}], {"need": {"cap": [1_000, 2_000]}}, CAPPED)
    assert "Ingen af de 2 prøvede modeller kan fordele pengene." in refused.value.message("da")
    assert "PoolCannotBeSpent (2)" in refused.value.message("en")


def damped(**rest):
    more = [{"id": "damping", "use": "damping", "max_loss_percent": 2, **rest}]
    return shared(more=more)


def test_damping_that_never_comes_into_play_leaves_money_linear():
    last = dict.fromkeys(("k1", "k2", "k3", "k4"), (249000, 10))
    levers = {"need": {"pool_share": between(0, "0.5")}}
    aims = [{"what": "loss_percent", "against": "last_year", "at_most": 1}]
    found = searched(aims, levers, damped(), previous=last, models=1)
    # Nobody below 246,510: k4 has 250,000 less a quarter of the pool.
    assert found.why_tried is None
    assert found.models[0].kept
    assert found.models[0].values["need.pool_share"] <= Decimal("0.01396")


def test_damping_that_others_pay_is_tried():
    last = dict.fromkeys(("k1", "k2", "k3", "k4"), (250000, 10))
    levers = {"need": {"pool_share": between("0.05", "0.2")}, "damping": {"max_loss_percent": [1]}}
    aims = [{"what": "loss_percent", "against": "last_year", "at_most": 1}]
    found = searched(aims, levers, damped(), previous=last)
    assert found.why_tried.da == "flere trin har håndtag"
    assert found.models[0].kept
    with pytest.raises(DampingNotBegun):
        searched(aims, levers, damped(begins=YEAR + 1), previous=last)


def test_an_aim_that_rounding_breaks_is_told():
    # k1 gets 223,750 and two thirds of 105,000, that is 293,750; paid in thousands it is 294,000.
    of = shared(more=[{"id": "payment", "use": "payment", "round_to": 1000}])
    aims = [
        {"what": "criteria", "at_most": 3},
        {"what": "total_per_child", "of": {"units": ["k1"]}, "at_most": 29_390},
    ]
    found = searched(aims, {"need": {"pool_share": between("0.105", "0.1052")}}, of, models=1)
    assert found.outcome == "found"
    [one] = found.models
    assert not one.kept
    assert [told.kept for told in one.aims] == [True, False]
    told = "Model 1 mangler 10 kr. i at holde mål 2 efter afrunding; før afrunding holdt det."
    assert told in search_lines(found, "da")


def test_the_same_search_tries_the_same_models(monkeypatch):
    seen = []
    compute = trying._Trial.compute

    def noted(self, rows):
        seen.append(tuple(rows))
        compute(self, rows)

    monkeypatch.setattr(trying._Trial, "compute", noted)
    for _ in range(2):
        searched([{"what": "loss_percent", "at_most": 4}], CAPS, CAPPED, tries=20)
    half = len(seen) // 2
    assert seen[:half] == seen[half:]
