"""The size is a parameter: from a handful of units to a region."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.demonstration import TooFewUnits, UnlikelyUnitSize, make_municipality, write
from fordel.demonstration.records import Municipality


def check(municipality: Municipality, units: int, children: int) -> None:
    seen: dict[str, str] = {}
    for year in municipality.years:
        assert abs(len(year.units) - units) <= 1
        counted = year.children.counted
        assert counted.sum() == pytest.approx(children, rel=0.05, abs=25)
        keys = [unit.key for unit in year.units]
        assert len(set(keys)) == len({unit.name for unit in year.units}) == len(keys)
        for unit in year.units:
            assert seen.setdefault(unit.key, unit.name) == unit.name
        child = year.children.child[counted]
        assert len(np.unique(child)) == len(child)
        closed = year.children.enrolled_to
        ended = ~np.isnat(closed)
        assert (year.children.enrolled_from[ended] < closed[ended]).all()


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**63),
    units=st.integers(5, 80),
    per_unit=st.integers(40, 110),
)
def test_any_size_holds_together(seed, units, per_unit):
    check(make_municipality(seed, units=units, children=units * per_unit), units, units * per_unit)


def test_five_units_with_three_hundred_children(tmp_path):
    municipality = make_municipality(7, units=5, children=300)
    check(municipality, 5, 300)
    for year in municipality.years:
        held = np.bincount(year.children.unit[year.children.counted], minlength=len(year.units))
        assert held.min() >= 5
    assert len(write(municipality, tmp_path)) == 22


def test_five_hundred_units_with_a_hundred_thousand_children():
    municipality = make_municipality(7, units=500, children=100_000)
    check(municipality, 500, 100_000)
    last = municipality.of(2027)
    assert 70 <= len(last.districts) <= 100
    assert sum(unit.kind == "special" for unit in last.units) == 17
    counted = last.children.counted
    met = (last.children.criteria[counted] == 1).sum(axis=1) >= 2
    assert met.mean() == pytest.approx(0.18, abs=0.02)


def test_children_follow_the_units_when_not_given():
    municipality = make_municipality(7, units=29)
    assert municipality.of(2026).children.counted.sum() == pytest.approx(2000, rel=0.05)


def test_too_few_units_are_refused():
    with pytest.raises(TooFewUnits) as refusal:
        make_municipality(1, units=4)
    assert refusal.value.message("da") == (
        "4 enheder er for få til en demonstrationskommune. Den skal rumme en lukning, en "
        "sammenlægning og en ny enhed. Bed om mindst 5 enheder."
    )
    assert refusal.value.message("en") == (
        "4 units are too few for a demonstration municipality. It must hold a closure, a merger "
        "and a new unit. Ask for at least 5 units."
    )


@pytest.mark.parametrize("children", [1159, 29_001, -5])
def test_unlikely_sizes_are_refused(children):
    with pytest.raises(UnlikelyUnitSize) as refusal:
        make_municipality(1, units=58, children=children)
    assert refusal.value.message("da") == (
        f"{children} børn i 58 enheder ligner ikke en kommune. En enhed har her mellem 20 og 500 "
        "børn i gennemsnit. Vælg et andet antal børn eller enheder."
    )
    assert refusal.value.message("en") == (
        f"{children} children in 58 units do not look like a municipality. A unit holds between "
        "20 and 500 children on average here. Choose another number of children or units."
    )
