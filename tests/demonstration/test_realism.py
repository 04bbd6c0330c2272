"""The municipality looks like a Danish one; the published figures are named where they stand."""

from __future__ import annotations

import numpy as np
import pytest

from fordel.demonstration import make_municipality
from fordel.demonstration.facts import read_facts
from fordel.demonstration.records import MET, UNKNOWN
from fordel.demonstration.tracks import occupancy

ORDINARY = ("age_integrated", "kindergarten", "nursery")
SEEDS = (1, 2, 3, 2027)
SHARES = {
    "parents_no_education": 0.14,
    "low_income": 0.17,
    "parents_not_working": 0.12,
    "single_parent": 0.17,
    "non_western": 0.11,
    "placed_or_preventive": 0.03,
}


@pytest.fixture(scope="module", params=SEEDS)
def years(request):
    return make_municipality(request.param).years


def sizes(year, kinds=ORDINARY):
    enrolled = np.bincount(year.children.unit[year.children.counted], minlength=len(year.units))
    return {unit.key: int(enrolled[i]) for i, unit in enumerate(year.units) if unit.kind in kinds}


def counted_shares(year):
    """The share of each ordinary unit's children who meet at least two of the six criteria."""
    children = year.children
    two = (children.criteria[children.counted] == MET).sum(axis=1) >= 2
    unit = children.unit[children.counted]
    return np.array(
        [two[unit == i].mean() for i, row in enumerate(year.units) if row.kind in ORDINARY]
    )


def ages(year):
    born = year.children.born_on[year.children.counted].tolist()
    on = year.count_on
    return np.array([on.year - d.year - ((on.month, on.day) < (d.month, d.day)) for d in born])


def test_a_municipality_has_40_to_60_units_and_about_4000_children(years):
    for year in years:
        assert 40 <= len(year.units) <= 60
        assert 3800 <= year.children.counted.sum() <= 4200


def test_owners_are_mixed_as_in_the_whole_country(years):
    # 2,791 municipal, 520 self-owning, 553 private: ft.dk, SOU 2019-20, answer 742.
    owners = [unit.ownership for unit in years[0].units if unit.kind in ORDINARY]
    assert owners.count("municipal") / len(owners) == pytest.approx(0.72, abs=0.03)
    assert owners.count("self_owning") / len(owners) == pytest.approx(0.13, abs=0.03)
    assert owners.count("private") / len(owners) == pytest.approx(0.15, abs=0.03)


def test_units_hold_about_60_to_70_children_on_average_and_20_to_150_each(years):
    for year in years:
        held = list(sizes(year).values())
        assert 60 <= np.mean(held) <= 71
        assert min(held) >= 18
        assert max(held) <= 150
        assert min(held) <= 40
        assert max(held) >= 110


def test_special_units_are_small_and_two(years):
    for year in years:
        held = sizes(year, ("special",))
        assert len(held) == 2
        assert all(4 <= children <= 25 for children in held.values())


def test_few_children_are_with_childminders(years):
    # Of the 0-2-year-olds 3 % near the capital, 26 % in the country (Statistics Denmark 39661).
    for year in years:
        young = (ages(year) <= 2).sum()
        assert 0.02 <= sum(sizes(year, ("childminding",)).values()) / young <= 0.26


def test_coverage_by_age_is_that_of_the_country(years):
    # 17.7 %, 89.6 % and 98.0 % (uvm.dk, 2014). In September the oldest five-year-olds are in
    # school, so the last share is taken over the children of three and four.
    enrolled = np.mean([np.bincount(ages(year), minlength=7) for year in years], axis=0)
    births = 4000 / occupancy(read_facts()).total
    assert enrolled[0] / births == pytest.approx(0.177, abs=0.015)
    assert enrolled[1:3].sum() / (2 * births) == pytest.approx(0.896, abs=0.015)
    assert enrolled[3:5].sum() / (2 * births) == pytest.approx(0.980, abs=0.015)


def test_no_child_is_older_than_six_and_some_six_year_olds_wait_for_school(years):
    for year in years:
        everyone = ages(year)
        assert everyone.max() == 6
        assert 0.002 <= (everyone == 6).mean() <= 0.012


def test_each_criterion_is_as_common_as_said(years):
    met = np.mean(
        [(y.children.criteria[y.children.counted] == MET).mean(axis=0) for y in years], axis=0
    )
    ids = [criterion.id for criterion in read_facts().criteria]
    for name, share in zip(ids, met, strict=True):
        # A few answers are missing, and the draw is one of many.
        assert share == pytest.approx(SHARES[name], rel=0.12, abs=0.006), name


def test_criteria_hang_together_but_are_not_the_same(years):
    for year in years:
        met = year.children.criteria[year.children.counted] == MET
        correlation = np.corrcoef(met.T)[np.triu_indices(6, 1)]
        assert correlation.min() > 0.04
        assert correlation.max() < 0.55
        assert 0.15 <= correlation.mean() <= 0.35


def test_the_most_burdened_units_are_far_from_the_least_burdened(years):
    for year in years:
        shares = counted_shares(year)
        assert shares.min() <= 0.06
        assert 0.45 <= shares.max() <= 0.70
        lower, median, upper = np.percentile(shares, [25, 50, 75])
        assert lower < 0.10
        assert 0.08 < median < 0.20
        assert 0.18 < upper < 0.35
        assert np.mean(shares) == pytest.approx(0.18, abs=0.03)


def test_one_to_two_percent_of_the_answers_are_missing(years):
    for year in years:
        missing = (year.children.criteria[year.children.counted] == UNKNOWN).mean()
        assert 0.01 <= missing <= 0.02


def test_most_children_meet_the_same_criteria_a_year_later(years):
    before, after = (
        dict(zip(y.children.child.tolist(), y.children.criteria.tolist(), strict=True))
        for y in years[1:]
    )
    kept = [
        met == after[child][i]
        for child in before.keys() & after.keys()
        for i, met in enumerate(before[child])
        if met == MET and after[child][i] != UNKNOWN
    ]
    assert len(kept) > 1000
    assert 0.85 <= np.mean(kept) <= 0.97


def test_children_come_and_go(years):
    first, last = (set(y.children.child[y.children.counted].tolist()) for y in (years[0], years[2]))
    # In two years about two of five and a half cohorts are replaced.
    assert 0.50 <= len(first & last) / len(first) <= 0.70


def test_district_burden_differs(years):
    for year in years:
        rates = [row.counts[1] / row.children for row in year.districts[:-1] if row.counts[1]]
        assert max(rates) > 1.8 * min(rates)
        assert 8 <= len(year.districts) - 1 <= 12
