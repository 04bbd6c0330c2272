"""The linear family is the engine's money, through every kind of step it follows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from fordel.allocation.engine import allocate
from fordel.search.finding.document import aims_from
from fordel.search.finding.family import NotLinear, family_of
from fordel.search.finding.making import readings
from fordel.search.finding.programme import Programme
from fordel.search.finding.space import space_from
from fordel.search.finding.yard import quarter_of, yard_of
from fordel.search.grid import Grid
from fordel.search.ground import lay
from tests.allocation.building import YEAR, inputs_of, model, unit, world
from tests.search.finding.places import KIDS, between

PLACES = [
    unit("k1", opening_hours="55"),
    unit("k2", opening_hours="50", opened=date(YEAR, 5, 1)),
    unit("k3", opening_hours="45", kind="kindergarten", closed=date(YEAR, 10, 1)),
    unit("k4", opening_hours="50"),
]
PREVIOUS = dict.fromkeys(("k1", "k2", "k3", "k4"), (200000, 10))
FRAME = {"id": "frame", "use": "frame", "amount": 1_000_000}
ASIDE = {"id": "aside", "use": "set_aside",
         "items": [{"id": "x", "share": "0.1", "label": {"da": "x", "en": "x"}}]}  # fmt: skip
BASE = {"id": "base", "use": "base_by_weighted_children", "pool": "rest"}
PAYMENT = {"id": "payment", "use": "payment", "months": True}
LUMP = {"id": "each", "use": "lump_sum", "amount": 3_000}
BOTH = {"need": {"weights": between(1, 5, leave_out=True), "pool_share": between("0.1", "0.3")}}
COUNTS = {"need": {"criteria": {"sizes": [1, 2]}, "pool_share": between("0.1", "0.3")}}
UNIQUE = {"method": "unique_children", "at_least": 1}


def need(count=None, of="frame", **rest):
    pool = {"by": "pool", "pool": {"share": "0.2", "of": of}}
    count = count or {"method": "weighted_criteria", "weights": {"a": 1, "b": 2, "c": 3}}
    return {"id": "need", "use": "need", "count": count, "money": pool, **rest}


def second(pool="rest", count=None, **rest):
    return {"id": "second", "use": "need", "count": count or UNIQUE, **rest,
            "money": {"by": "pool", "pool": pool}}  # fmt: skip


def laid(steps, levers, aims=({"what": "criteria", "at_most": 3},)):
    of = model(steps)
    inputs = inputs_of(world(units=PLACES, children=KIDS, previous=PREVIOUS), of)
    document = aims_from({"aims": list(aims), "levers": levers})
    space = space_from(document.levers, of)
    ground = lay(Grid(of, space.axes, (), 0, (), None), inputs, YEAR)
    return space, ground, inputs, yard_of(document.aims, ground)


@pytest.mark.parametrize("best", ["reach", "least_change", "smallest_loss"])
@pytest.mark.parametrize(
    ("steps", "levers"),
    [
        ([FRAME, ASIDE, LUMP, need(of="decentral"), BASE, PAYMENT], BOTH),
        ([FRAME, ASIDE, LUMP, need(of="rest"), BASE, PAYMENT], BOTH),
        ([FRAME, need(), {**BASE, "pool": {"share": "0.4", "of": "rest"}}], BOTH),
        ([FRAME, need(), second({"share": "0.5", "of": "rest"}), BASE, LUMP | {"amount": 0}], BOTH),
        ([FRAME, need(), {**BASE, "opening_hours": {"standard": 50}},
          {"id": "later", "use": "damping", "max_loss_percent": 1, "begins": YEAR + 1}], BOTH),
        ([FRAME, need(), {**BASE, "where": {"kinds": ["age_integrated"]}}], BOTH),
        ([FRAME, need(where={"kinds": ["age_integrated"]}), BASE], BOTH),
        ([FRAME, need(floor={"amount": 0, "per": "child"}), BASE], BOTH),
        ([FRAME, need(UNIQUE), BASE, PAYMENT], COUNTS),
        ([FRAME, need({"method": "criteria_met"}), second({"amount": 1000}), BASE], COUNTS),
        ([FRAME, need(UNIQUE, threshold={"kind": "excess", "measure": "share", "level": "0.1"}),
          BASE], COUNTS),
    ],
)  # fmt: skip
def test_amounts_are_the_engines(steps, levers, best):
    space, ground, inputs, yard = laid(steps, levers)
    family = family_of(space, ground)
    programme = Programme(family, yard)
    solution = programme.solve(programme.cost_of(best, quarter_of(ground)))
    assert solution.status == "solved"
    for values, v in readings(solution.v, family, space):
        exact = allocate(space.model_of(values, 1), inputs, YEAR, rounded=False)
        total, money = family.amounts(v)
        assert np.allclose(total, [float(x) for x in exact.totals], rtol=1e-9, atol=1e-4)
        assert np.allclose(money, [float(x) for x in exact.need], rtol=1e-9, atol=1e-4)


def test_criteria_of_other_steps_are_always_used():
    space, ground, _, yard = laid(
        [FRAME, need(UNIQUE), second(count={"method": "criteria_met", "criteria": ["c"]})],
        {"need": {"criteria": [["a"], ["a", "b"], ["c"]]}},
        [{"what": "criteria", "at_most": 1}],
    )
    family = family_of(space, ground)
    assert family.always == 1
    assert family.criteria == (1, 2, 0)
    assert Programme(family, yard).solve().support == {2}


@pytest.mark.parametrize(
    ("steps", "levers", "da"),
    [
        ([FRAME, need(), BASE], {"need": {"pool_share": [Decimal("0.1"), Decimal("0.2")]}},
         "puljen har enkelte værdier"),
        ([FRAME, need(), BASE], {"need": {"weights": {"a": [1, 2]}}}, "vægte med enkelte værdier"),
        ([FRAME, need(), BASE], {"need": {"cap": ["none", 9000]}}, "loftet er et håndtag"),
        ([FRAME, need(threshold={"kind": "cliff", "measure": "share", "level": "0.1"}), BASE], BOTH,
         "en tærskel efter vægtene"),
        ([FRAME, need(), {**BASE, "pool": {"share": "0.4", "of": "rest"}},
          {"id": "more", "use": "need", "count": UNIQUE,
                                "money": {"by": "percentage", "of": "base", "percent": 1}}], BOTH,
         "«more» regner på et andet trins beløb"),
        ([FRAME, need(), second(cap={"amount": 90_000, "per": "child"})], BOTH,
         "«second» deler resten med grænser"),
        ([FRAME, need(UNIQUE) | {"money": {"by": "rate", "rate": 9}}, BASE],
         {"need": {"rate": between(1, 9)}}, "pengene i «need» er ikke en pulje til behov"),
    ],
)  # fmt: skip
def test_what_is_not_linear_is_named(steps, levers, da):
    space, ground, _, _ = laid(steps, levers)
    with pytest.raises(NotLinear) as told:
        family_of(space, ground)
    assert told.value.words.da == da
    assert told.value.words.en


def test_too_many_ways_to_count_are_tried(monkeypatch):
    monkeypatch.setattr("fordel.search.finding.family.MOST_COLUMNS", 5)
    space, ground, _, _ = laid([FRAME, need(UNIQUE), BASE], COUNTS)
    with pytest.raises(NotLinear, match="6 ways to count"):
        family_of(space, ground)
