"""What the measures promise, who is in them, and the 24 published institutions."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from statistics import fmean, median, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.equity.definitions import definitions, reasons
from fordel.equity.measures import measure
from fordel.equity.units import UnitAmount
from tests.shared import SHARED, needs_shared

rows = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(1, 200)),
        st.one_of(st.none(), st.integers(0, 10**6)),
        st.one_of(st.none(), st.integers(0, 50)),
        st.booleans(),
    ),
    max_size=14,
)


def units_of(found, prefix="u"):
    return [
        UnitAmount(f"{prefix}{place}", children, amount, load, special=special)
        for place, (children, amount, load, special) in enumerate(found)
    ]


def plain(*pairs):
    return [UnitAmount(str(place), *pair) for place, pair in enumerate(pairs)]


def published():
    groups = defaultdict(list)
    with (SHARED / "kora_2017_institutions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            amount = int(row["grant_dkk"]) if row["grant_dkk"] else None
            groups[row["municipality"]].append(
                UnitAmount(row["unit"], int(row["weighted_children"]), amount)
            )
    return groups


@needs_shared
def test_the_24_institutions_measure_as_their_children_one_by_one():
    groups = published()
    assert sum(map(len, groups.values())) == 24
    for group in "1234":
        found = measure(groups[group], group=group).to_json()
        per_child = sorted(unit.amount_dkk / unit.children for unit in groups[group])
        children = [u.amount_dkk / u.children for u in groups[group] for _ in range(u.children)]
        middle, mean, n = median(children), fmean(children), len(children)
        below = [x for x in children if x < middle]
        above = [x for x in children if x > middle]
        gaps = sum(
            a.children * b.children * abs(a.amount_dkk / a.children - b.amount_dkk / b.children)
            for a in groups[group]
            for b in groups[group]
        )
        assert (found["units"], found["receiving"]) == (4, 4)
        assert found["range_factor"] == pytest.approx(per_child[3] / per_child[0])
        assert found["quartile_factor"] == pytest.approx(per_child[2] / per_child[1])
        assert found["coefficient_of_variation"] == pytest.approx(pstdev(children) / mean)
        assert found["gini"] == pytest.approx(gaps / (2 * n * n * mean))
        assert found["mcloone"] == pytest.approx(sum(below) / (middle * len(below)))
        assert found["verstegen"] == pytest.approx(sum(above) / (middle * len(above)))


@needs_shared
def test_municipalities_without_need_money_have_no_measures_and_say_so():
    for group in "56":
        found = measure(published()[group], group=group)
        assert (found.counts.units, found.counts.missing, found.counts.receiving) == (4, 4, 0)
        assert set(found.values().values()) == {None}
        assert "4 af 4 enheder mangler" in " ".join(words.da for words in found.caveats())


@given(rows)
def test_every_measure_has_a_value_or_a_reason_in_both_languages(found):
    measured = measure(units_of(found))
    for key, value in measured.values().items():
        assert (value is None) == (key in measured.undefined)
    assert set(measured.undefined.values()) <= set(reasons())
    json.dumps(measured.to_json(), allow_nan=False)


@given(rows, st.data())
def test_the_order_of_the_units_changes_not_one_bit(found, data):
    units = units_of(found)
    assert measure(data.draw(st.permutations(units))) == measure(units)


@given(rows, st.integers(2, 1000))
def test_factors_and_indices_do_not_follow_the_price_level(found, factor):
    units = units_of(found)
    dearer = [
        replace(unit, amount_dkk=None if unit.amount_dkk is None else unit.amount_dkk * factor)
        for unit in units
    ]
    before, after = measure(units).values(), measure(dearer).values()
    for key, definition in definitions().items():
        if before[key] is None:
            assert after[key] is None
        elif definition.unit == "dkk":
            assert after[key] == pytest.approx(before[key] * factor, rel=1e-9, abs=1e-6)
        elif definition.unit == "factor":
            assert after[key] == before[key]
        else:
            assert float(after[key]) == pytest.approx(float(before[key]), rel=1e-9, abs=1e-9)


@given(rows)
def test_two_equal_municipalities_together_weigh_as_one(found):
    twice = measure(units_of(found) + units_of(found, "v"))
    once = measure(units_of(found))
    assert twice.differentiation.range_factor == once.differentiation.range_factor
    for family in ("horizontal", "vertical"):
        for key, value in vars(getattr(once, family)).items():
            again = getattr(getattr(twice, family), key)
            assert (value is None) == (again is None)
            if value is not None:
                assert float(again) == pytest.approx(float(value), rel=1e-9, abs=1e-6)


@given(rows)
def test_special_units_move_no_measure(found):
    with_special = measure([*units_of(found), UnitAmount("s", 1, 10**9, special=True)])
    assert with_special.values() == measure(units_of(found)).values()
    assert with_special.counts.special == measure(units_of(found)).counts.special + 1


@given(rows)
def test_the_factors_are_ordered(found):
    spread = measure(units_of(found)).differentiation
    if spread.quartile_factor is not None:
        assert 1 <= spread.quartile_factor <= spread.range_factor
        assert spread.minimum_dkk <= spread.lower_quartile_dkk <= spread.median_dkk
        assert spread.median_dkk <= spread.upper_quartile_dkk <= spread.maximum_dkk


def test_factors_are_exact():
    measured = measure(plain((3, 1), (1, 1)))
    assert measured.differentiation.range_factor == Fraction(3)
    assert measured.differentiation.minimum_dkk == Fraction(1, 3)


def test_units_that_get_nothing_are_in_the_inequality_but_not_in_the_factors():
    without = measure(plain((10, 100), (10, 300)))
    with_zero = measure(plain((10, 100), (10, 300), (10, 0)))
    assert with_zero.differentiation == without.differentiation
    assert with_zero.horizontal.gini > without.horizontal.gini
    assert (without.receives, with_zero.receives) == ("all", "some")


def test_a_result_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        measure(plain((1, 1))).group = "other"


def said(language="da", **given):
    measured = measure(plain((10, 100), (10, 0), (10, None), (0, 0)), **given)
    return [words.to(language) for words in measured.caveats()]


def test_the_caveats_stand_with_the_figures():
    danish = said(basis="budgeted")
    assert danish[0].startswith("Kroner pr. barn kan ikke sammenlignes mellem kommuner.")
    assert danish[1].startswith("Variationsbredde-faktoren siger intet om de samlede budgetter")
    assert any(words.startswith("Beregnet på budgetterede børnetal.") for words in danish)
    assert any(words.startswith("Kun 1 af 2 enheder får midler.") for words in danish)
    assert any(words.startswith("1 af 4 enheder mangler") for words in danish)
    assert any(words.startswith("1 af 4 enheder har hverken børn") for words in danish)
    assert any("hviler på kun 2 enheder" in words for words in danish)


def test_the_basis_of_the_child_counts_is_always_said():
    assert any("actual numbers of children" in words for words in said("en", basis="actual"))
    assert any("It is not stated whether" in words for words in said("en"))


def test_caveats_that_do_not_apply_are_silent():
    measured = measure(plain(*[(10, 100)] * 12), basis="actual")
    assert len(measured.caveats()) == 4
    special = measure([*plain(*[(10, 100)] * 12), UnitAmount("s", 5, 5, special=True)])
    assert any("here there are 1" in words.en for words in special.caveats())


def test_json_has_the_names_scripts_rely_on():
    found = measure(plain((10, 100), (10, 200)), group="461").to_json()
    promised = {
        "units",
        "receiving",
        "range_factor",
        "quartile_factor",
        "gini",
        "coefficient_of_variation",
        "mcloone",
        "verstegen",
        "theil",
    }
    assert promised <= set(found)
    assert found["group"] == "461"
    assert found["not_defined"]["quartile_factor"] == {
        "reason": "under_four_receive",
        "da": "Under fire enheder får noget, så der er ingen kvartiler.",
        "en": "Fewer than four units receive anything, so there are no quartiles.",
    }
