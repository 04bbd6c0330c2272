"""What happens to the units from year to year."""

from __future__ import annotations

from datetime import date

import pytest

from fordel.demonstration import make_municipality

SEEDS = (1, 2, 3, 2027)


@pytest.fixture(scope="module", params=SEEDS)
def years(request):
    return [
        {unit.key: unit for unit in year.units} for year in make_municipality(request.param).years
    ]


def test_one_unit_closes_two_merge_and_one_opens_before_2027(years):
    _, before, after = years
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    assert len(gone) == 3
    assert len(come) == 2
    merged = next(after[key] for key in come if after[key].predecessors)
    opened = next(after[key] for key in come if not after[key].predecessors)
    assert len(merged.predecessors) == 2
    assert set(merged.predecessors) < gone
    closed = next(before[key] for key in gone - set(merged.predecessors))
    assert closed.closed_on == date(2026, 8, 1)
    assert merged.opened_on == opened.opened_on == date(2026, 8, 1)
    assert opened.budget_unit is None


def test_only_small_things_happen_before_2026(years):
    first, second, _ = years
    assert first.keys() == second.keys()
    changed = [(first[key], second[key]) for key in first if first[key] != second[key]]
    integrated = [pair for pair in changed if pair[0].kind != pair[1].kind]
    joined = [pair for pair in changed if pair[0].cluster != pair[1].cluster]
    special = [pair for pair in changed if pair[0].special_department != pair[1].special_department]
    closing = [pair for pair in changed if pair[1].closed_on]
    assert [(a.kind, b.kind) for a, b in integrated] == [("kindergarten", "age_integrated")]
    assert len(joined) == len(special) == len(closing) == 1
    assert joined[0][0].budget_unit is None
    assert joined[0][1].budget_unit == joined[0][1].cluster
    assert len(changed) == 4


def test_a_closed_key_is_never_used_again(years):
    for earlier, later, last in [years]:
        assert not (earlier.keys() - later.keys()) & last.keys()
    names = {}
    for listed in years:
        for key, unit in listed.items():
            assert names.setdefault(key, unit.name) == unit.name


def test_keys_are_six_characters_some_with_zeros_in_front_some_with_letters(years):
    for listed in years:
        assert all(len(key) == 6 and key.isalnum() for key in listed)
        assert sum(key.startswith("0") for key in listed) >= 5
        assert sum(key[0].isalpha() for key in listed) >= 5


def test_clusters_and_areas_gather_municipal_units_under_one_budget(years):
    for listed in years:
        members = {}
        for unit in listed.values():
            if unit.budget_unit:
                assert unit.ownership == "municipal"
                members.setdefault(unit.budget_unit, []).append(unit)
        clusters = [name for name, units in members.items() if units[0].cluster]
        areas = [name for name, units in members.items() if units[0].area]
        assert len(clusters) >= 4
        assert areas
        assert all(len(units) >= 2 for units in members.values())
        assert any(unit.kind == "childminding" for name in areas for unit in members[name])
        # Some units hold their own budget.
        assert sum(unit.budget_unit is None for unit in listed.values()) >= 10


def test_a_few_units_have_special_departments(years):
    held = [sum(unit.special_department for unit in listed.values()) for listed in years]
    assert held[0] in (2, 3)
    assert held[1] == held[2] == held[0] + 1
