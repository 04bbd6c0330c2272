from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.disclosure.attack import attack
from fordel.disclosure.cases import two_years
from fordel.disclosure.publication import Status
from fordel.disclosure.refusals import Leaks, RulesRefused
from fordel.disclosure.rounding import round_to_base
from fordel.disclosure.rules import Rules
from fordel.disclosure.tables import Dimension, table

quick = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SIDES = [Dimension.nested({"n": "abc", "m": "de"}), Dimension.flat("xyz")]


def filled(values, dimensions=SIDES, **more):
    leaves = list(product(*(dimension.leaves for dimension in dimensions)))
    return table(dict(zip(leaves, values, strict=True)), dimensions, **more)


tables = st.lists(st.integers(0, 30), min_size=15, max_size=15)


@quick
@given(tables)
def test_controlled_rounding_keeps_every_sum_and_moves_no_cell_by_a_whole_base(values):
    figures = filled(values)
    rounded = round_to_base(figures)
    assert rounded.additive
    for relation in figures.relations:
        assert sum(c * rounded[key].value for key, c in relation.terms.items()) == 0
    for key, cell in figures.cells.items():
        shown = rounded[key]
        assert shown.status is Status.ROUNDED
        assert shown.value % 5 == 0
        assert abs(shown.value - cell.value) < 5
        assert shown.value == cell.value or cell.value % 5


@quick
@given(tables, st.integers(0, 99))
def test_what_comes_through_rounding_cannot_be_computed(values, seed):
    figures = filled(values)
    small = [key for key, cell in figures.cells.items() if 1 <= cell.value <= 4]
    for way in ("controlled", "random", "nearest"):
        try:
            rounded = round_to_base(
                figures, base=5 if way == "controlled" else 10, way=way, seed=seed
            )
        except Leaks:
            # Rounded on its own, a total can tell how its parts were rounded.
            assert way != "controlled"
            continue
        for interval in attack(rounded.publication, small).values():
            assert interval.lowest <= 1
            assert interval.highest >= 4


def test_totals_rounded_on_their_own_are_said_not_to_add_up():
    figures = table({("a",): 14, ("b",): 14, ("c",): 14}, [Dimension.flat("abc")])
    rounded = round_to_base(figures, base=10, way="nearest")
    assert [rounded.text((name,), "da") for name in ("a", "b", "c", "total")] == [
        "10", "10", "10", "40",
    ]  # fmt: skip
    assert not rounded.additive
    assert rounded.legend("da") == (
        "Antal er rundet op eller ned til et tal, som 10 går op i. "
        "Summerne er afrundet for sig og passer ikke altid."
    )
    controlled = round_to_base(figures, base=10)
    assert controlled.additive
    assert controlled.legend("en") == "Counts are rounded up or down to a multiple of 10."


def test_a_total_that_gives_its_rounded_parts_away_is_refused():
    # Nearest to 10: 4 and 4 and 4 are shown as 0, their total 12 as 10, that is 5 to 14 ...
    safe = table({("a",): 4, ("b",): 4, ("c",): 4}, [Dimension.flat("abc")])
    assert round_to_base(safe, base=10, way="nearest")
    # ... but 4, 4, 4 and 4 are shown as 0 and 20: at least 15 of at most 16.
    leaking = table({(name,): 4 for name in "abcd"}, [Dimension.flat("abcd")])
    with pytest.raises(Leaks) as refused:
        round_to_base(leaking, base=10, way="nearest")
    assert refused.value.message("da").startswith(
        "Skjulte tal kan regnes ud af det, der vises, helt eller næsten: a; b; c; d."
    )


def test_two_years_rounded_hide_a_small_change():
    last, this = filled([20] * 15), filled([21] * 15)
    rounded = round_to_base(two_years(last, this, names=("2026", "2027")))
    found = attack(rounded.publication, [("2026", "2027", "a", "x")])
    assert not next(iter(found.values())).is_exact


def test_random_rounding_is_repeated_by_its_seed_and_by_nothing_else():
    figures = filled(range(15))
    one, same, other = (
        [
            cell.value
            for cell in round_to_base(figures, way="random", seed=seed).publication.cells.values()
        ]
        for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


@pytest.mark.parametrize(
    ("settings_", "setting"),
    [
        ({"base": 4}, "base"),
        ({"base": 8, "way": "nearest"}, "base"),
        ({"way": "random"}, "seed"),
    ],
)
def test_a_base_that_guards_nothing_is_refused(settings_, setting):
    with pytest.raises(RulesRefused) as refused:
        round_to_base(filled(range(15)), Rules(), **settings_)
    assert refused.value.setting == setting
    assert f"Reglen {setting} kan ikke bruges" in refused.value.message("da")


def test_amounts_need_a_base_of_their_own():
    amounts = filled([value * 1000 for value in range(15)], kind="amount")
    with pytest.raises(RulesRefused) as refused:
        round_to_base(amounts)
    assert refused.value.setting == "amount_base"
    rounded = round_to_base(amounts, amount_base=5000)
    assert rounded.additive
    assert all(cell.value % 5000 == 0 for cell in rounded.publication.cells.values())
