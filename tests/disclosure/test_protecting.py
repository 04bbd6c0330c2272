"""Protection against known answers, against trying everything, and against the attack."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.disclosure.attack import attack, leaking
from fordel.disclosure.cells import Cell, Figures, Relation
from fordel.disclosure.protecting import protect
from fordel.disclosure.publication import Status, publish
from fordel.disclosure.refusals import CannotBeProtected
from fordel.disclosure.rules import Demand, Rules, unsafe_cells
from fordel.disclosure.tables import Dimension, table
from tests.disclosure.counting import EveryTable, cheapest_by_trying, count_of, hidden_keys
from tests.shared import SHARED, needs_shared

quick = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])

THREE = Rules(threshold=3)
LONG = 60
"""Seconds that no table here needs, so that a busy machine changes nothing."""
TWO_BY_TWO = [Dimension.flat("AB"), Dimension.flat("xy")]
NESTED = [Dimension.nested({"north": ["a", "b"], "south": ["c", "d"]})]
CUBE = [Dimension.flat("AB"), Dimension.flat("xy"), Dimension.flat("pq")]


def leaves_of(dimensions):
    return list(product(*(dimension.leaves for dimension in dimensions)))


def filled(dimensions, numbers):
    return table(dict(zip(leaves_of(dimensions), numbers, strict=True)), dimensions)


@needs_shared
def test_the_published_example_is_solved_at_the_published_cost():
    known = json.loads((SHARED / "statistics" / "expected_values.json").read_text())["sdc"]
    known = known["sdctable_microdata1"]
    counts = {(row, sex): n for row, cells in known["freq"].items() for sex, n in cells.items()}
    figures = table(counts, [Dimension.flat(known["freq"]), Dimension.flat(["male", "female"])])
    protected = protect(figures, seconds=LONG)
    hidden = {"/".join(key) for key in hidden_keys(protected)}
    assert protected.method == "optimal"
    assert protected.cost == known["cost"]
    assert set(known["primary"]) < hidden
    assert hidden == {*known["primary"], *known["optimal_secondary"]}


@pytest.mark.parametrize("dimensions", [TWO_BY_TWO, NESTED], ids=["two by two", "areas and units"])
@pytest.mark.parametrize("zeros", ["shown", "may_be_hidden", "unsafe"])
@quick
@given(numbers=st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_the_optimum_costs_what_trying_every_pattern_finds(dimensions, zeros, numbers):
    rules = Rules(threshold=3, zeros=zeros)
    figures = filled(dimensions, numbers)
    protected = protect(figures, rules, seconds=LONG)
    every = EveryTable(figures, leaves_of(dimensions), 10)
    assert every.is_safe(protected.publication, protected.demands)
    assert protected.method != "heuristic"
    assert protected.cost == cheapest_by_trying(figures, rules, protected.demands, every)


@quick
@given(
    st.lists(st.integers(0, 6), min_size=4, max_size=4),
    st.lists(st.integers(0, 6), min_size=2, max_size=2),
)
def test_linked_tables_are_protected_as_one(numbers, more):
    values = dict(zip([("a",), ("b",), ("c",), ("d",)], numbers, strict=True))
    by_area = table(values, NESTED)
    by_kind = table(values, [Dimension.nested({"small": ["a", "c"], "large": ["b", "d"]})])
    extra = table(
        {("total",): sum(numbers), ("other",): more[0]},
        [Dimension.flat(["total", "other"], "country")],
    )
    figures = by_area.joined(by_kind, extra)
    protected = protect(figures, THREE, seconds=LONG)
    every = EveryTable(figures, [("a",), ("b",), ("c",), ("d",), ("other",)], 8)
    assert every.is_safe(protected.publication, protected.demands)
    assert protected.cost == cheapest_by_trying(figures, THREE, protected.demands, every)


numbers = st.integers(0, 12)
shapes = st.sampled_from(
    [
        [Dimension.flat("ABCD"), Dimension.flat("xyz")],
        CUBE,
        [Dimension.nested({"n": "abc", "m": "de", "o": "f"}), Dimension.flat("xyz")],
        [Dimension.nested({"n": "abc", "m": "de"}), Dimension.loose("xy"), Dimension.flat("pq")],
    ]
)


@quick
@given(shapes, st.data(), st.sampled_from(["shown", "may_be_hidden", "unsafe"]))
def test_the_attack_never_wins(dimensions, data, zeros):
    leaves = leaves_of(dimensions)
    values = data.draw(st.lists(numbers, min_size=len(leaves), max_size=len(leaves)))
    figures = filled(dimensions, values)
    rules = Rules(threshold=5, zeros=zeros)
    best = protect(figures, rules, seconds=LONG)
    fast = protect(figures, rules, asked="fast", seconds=LONG)
    for protected in (best, fast):
        found = attack(protected.publication, unsafe_cells(figures, rules))
        for key, interval in found.items():
            assert not interval.is_exact
            value = figures.cells[key].value
            assert (
                interval.lowest
                <= value
                <= (value if interval.highest is None else interval.highest)
            )
            demand = protected.demands[key]
            assert interval.lowest <= demand.lowest
            assert interval.highest is None or interval.highest >= demand.highest
    assert best.cost <= fast.cost
    assert best.bound <= best.cost + 1e-6


@quick
@given(st.lists(st.integers(0, 6), min_size=4, max_size=4), st.data())
def test_the_attack_finds_what_trying_every_table_finds(values, data):
    figures = filled(TWO_BY_TWO, values)
    hidden = data.draw(st.sets(st.sampled_from(figures.keys), min_size=1))
    unsafe = unsafe_cells(figures, THREE).keys()
    rules = Rules(threshold=3, zeros="may_be_hidden")
    publication = publish(figures, rules, unsafe, hidden)
    every = EveryTable(figures, leaves_of(TWO_BY_TWO), 24)
    for key, interval in attack(publication).items():
        low, high = every.interval(publication, key)
        assert interval.lowest == low
        if interval.highest is not None:
            assert interval.highest == high


def test_whole_numbers_tell_more_than_linear_programming_would():
    cells = [Cell((name,), Fraction(value)) for name, value in (("a", 1), ("b", 1), ("c", 3))]
    # Twice a plus twice b and three c: shown as 13, so that c is odd; 1 or 3, never 2.
    shown = Cell(("s",), Fraction(13), publish="always", lowest=None)
    weights = {"a": 2, "b": 2, "c": 3, "s": -1}
    tie = Relation({(name,): Fraction(weight) for name, weight in weights.items()})
    figures = Figures.of([*cells, shown], [tie])
    publication = publish(figures, THREE, {("a",), ("b",)}, {("c",)})
    found = attack(publication)
    assert (found["c",].lowest, found["c",].highest) == (1, 3)
    assert (found["a",].lowest, found["a",].highest) == (1, 4)
    assert leaking(publication, {("c",): Demand(Fraction(1), Fraction(4), "small_count")}) == (
        ("c",),
    )


def test_a_hidden_cell_between_shown_zeros_is_not_known_by_them():
    figures = filled(TWO_BY_TWO, [1, 0, 0, 7])
    protected = protect(figures)
    assert protected.publication[("A", "y")].status is Status.SHOWN
    assert protected.cost > 0


def test_two_small_cells_that_make_a_shown_total_are_known_where_zeros_are_shown():
    figures = table({("a",): 1, ("b",): 1, ("c",): 9}, [Dimension.nested({"n": "ab", "m": "c"})])
    shown = protect(figures, Rules(threshold=2))
    assert count_of(shown, Status.SECONDARY) > 0


def test_nothing_small_is_nothing_hidden():
    protected = protect(filled(TWO_BY_TWO, [9, 8, 7, 0]))
    assert protected.method == "nothing_unsafe"
    assert not hidden_keys(protected)
    assert protected.legend("da") == ""


def test_what_is_always_shown_can_make_protection_impossible():
    figures = table({("a",): 2, ("b",): 9}, [Dimension.flat(["a", "b"])])
    cells = {
        key: Cell(key, cell.value, publish="if_safe" if key == ("a",) else "always")
        for key, cell in figures.cells.items()
    }
    with pytest.raises(CannotBeProtected) as refused:
        protect(Figures(cells, figures.relations))
    assert refused.value.message("da").startswith(
        "Cellen a kan regnes ud, selv når alt, der må skjules, er skjult."
    )
    assert "Let fewer figures be “always shown”" in str(refused.value)
