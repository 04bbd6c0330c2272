from __future__ import annotations

from fractions import Fraction

import pytest

from fordel.disclosure.attack import attack, audit
from fordel.disclosure.cases import units_by_criteria
from fordel.disclosure.cells import Cell, Figures, Relation
from fordel.disclosure.protecting import protect
from fordel.disclosure.publication import Publication, PublishedCell, Status, publish
from fordel.disclosure.refusals import (
    Contradiction,
    DoesNotAddUp,
    Leaks,
    NotACount,
    RulesRefused,
    TooSlowToAudit,
    UnknownCell,
)
from fordel.disclosure.rules import Demand, Dominance, Rules, demand_of, unsafe_cells
from fordel.disclosure.tables import Dimension, table

ABC = [Dimension.flat("abc")]


def three(*counts):
    return table(dict(zip([("a",), ("b",), ("c",)], counts, strict=True)), ABC)


def amount(*parts):
    whole = Fraction(sum(parts))
    return Cell(("x",), whole, kind="amount", contributions=tuple(map(Fraction, parts)))


@pytest.mark.parametrize(("count", "unsafe"), [(0, False), (1, True), (4, True), (5, False)])
def test_counts_below_the_threshold_are_unsafe(count, unsafe):
    assert (demand_of(Cell(("x",), Fraction(count)), Rules()) is not None) == unsafe


def test_zero_is_unsafe_where_the_municipality_says_so():
    demand = demand_of(Cell(("x",), Fraction(0)), Rules(zeros="unsafe"))
    assert demand == Demand(Fraction(0), Fraction(4), "small_count")


def test_what_is_asked_for_a_small_count_does_not_tell_which_it_is():
    asked = {demand_of(Cell(("x",), Fraction(count)), Rules()) for count in range(1, 5)}
    assert asked == {Demand(Fraction(1), Fraction(4), "small_count")}


def test_the_p_percent_rule_asks_for_the_published_protection_level():
    # 100 and 30 and 5: the second can tell the first to within 5, and 10 % of it is 10.
    demand = demand_of(amount(100, 30, 5), Rules(p_percent=Fraction(10)))
    assert demand == Demand(Fraction(130), Fraction(140), "p_percent")
    assert demand_of(amount(100, 30, 10), Rules(p_percent=Fraction(10))) is None


def test_the_dominance_rule_asks_for_the_published_protection_level():
    # Two give 130 of 135; at most 80 % allowed: 130 / 0.8 is 27.5 above the sum.
    rules = Rules(dominance=Dominance(2, Fraction(80)))
    demand = demand_of(amount(100, 30, 5), rules)
    assert demand == Demand(Fraction("107.5"), Fraction("162.5"), "dominance")
    assert demand_of(amount(40, 30, 20, 20), rules) is None


def test_a_dominated_amount_is_protected_to_its_level():
    parts = tuple(map(Fraction, (100, 30, 5)))
    dominated = Cell(("a",), Fraction(135), "amount", contributions=parts)
    others = [Cell((name,), Fraction(n), "amount") for name, n in (("b", 60), ("c", 90))]
    total = Cell(("total",), Fraction(285), "amount")
    weights = {"total": 1, "a": -1, "b": -1, "c": -1}
    tie = Relation({(name,): Fraction(weight) for name, weight in weights.items()})
    figures = Figures.of([dominated, *others, total], [tie])
    protected = protect(figures, Rules(dominance=Dominance(2, Fraction(80))))
    interval = attack(protected.publication, [("a",)])["a",]
    assert protected.cost == 60
    assert interval.lowest <= 107.5
    assert interval.highest >= 162.5


@pytest.mark.parametrize(
    ("settings", "setting"),
    [
        ({"threshold": 1}, "threshold"),
        ({"threshold": 2, "mark": "under"}, "threshold"),
        ({"p_percent": Fraction(0)}, "p_percent"),
        ({"dominance": Dominance(0, Fraction(80))}, "dominance"),
        ({"dominance": Dominance(1, Fraction(100))}, "dominance"),
    ],
)
def test_rules_that_hide_nothing_are_refused(settings, setting):
    with pytest.raises(RulesRefused) as refused:
        Rules(**settings)
    assert f"Reglen {setting} kan ikke bruges med den værdi." in refused.value.message("da")
    assert "a hidden figure could be guessed" in str(refused.value)


def test_every_cell_says_what_became_of_it():
    counts = {("a", "x"): 3, ("b", "x"): None, ("c", "x"): 0, ("d", "x"): 1200, ("e", "x"): 7}
    protected = protect(units_by_criteria(counts, {"n": "abc", "m": "de"}))
    told = {key[0]: protected.text(key, "da") for key in protected.publication.cells}
    assert told["a"] == "–"
    assert told["b"] == "ikke oplyst"
    assert told["c"] == "0"
    assert protected.text(("b", "x"), "en") == "not collected"
    assert protected[("b", "x")].status is Status.NOT_COLLECTED
    assert {told["d"], protected.text(("d", "x"), "en")} in ({"1.200", "1,200"}, {"–"})
    assert protected.legend("da") == (
        "– vises ikke: tallet er under 5, eller det ville røbe et tal, der er."
    )
    assert "would give away one that is" in protected.legend("en")


def test_hidden_cells_look_alike_in_files_too():
    protected = protect(three(3, 9, 20))
    told = [cell.to_json() for cell in protected.publication.cells.values()]
    assert {cell["status"] for cell in told} == {"hidden", "shown"}
    assert all((cell["value"] is None) == (cell["status"] == "hidden") for cell in told)


def test_small_counts_can_be_marked_and_then_others_are_known_not_to_be():
    protected = protect(three(3, 9, 20), Rules(mark="under"))
    assert protected.text(("a",), "da") == "under 5"
    assert protected.text(("a",), "en") == "under 5"
    assert protected.text(("b",), "da") == "–"
    found = attack(protected.publication)
    assert (found["a",].lowest, found["a",].highest) == (1, 4)
    assert found["b",].lowest >= 5
    assert "under 5: et lille tal" in protected.legend("da")
    assert protected.publication[("a",)].to_json()["status"] == "under"


def test_the_audit_refuses_a_table_with_one_hole():
    figures = three(3, 9, 20)
    rules = Rules()
    demands = unsafe_cells(figures, rules)
    publication = publish(figures, rules, demands.keys())
    with pytest.raises(Leaks) as refused:
        audit(publication, demands)
    assert refused.value.cells == ("a",)
    for words in (refused.value.message("da"), str(refused.value)):
        assert "3" not in words
    assert "Enkelte børn kunne blive genkendt. Intet er udgivet." in refused.value.message("da")
    assert "Hidden figures can be computed from what is shown, wholly or nearly: a." in str(
        refused.value
    )


def test_a_long_list_of_leaks_is_cut():
    names = tuple(f"unit {n}" for n in range(9))
    assert "unit 4 (+4)" in str(Leaks(names))


def test_what_cannot_be_settled_in_time_is_not_published():
    assert "cellen a · x kan regnes ud" in TooSlowToAudit("a · x").message("da")
    assert "What has not been tested is not published." in str(TooSlowToAudit("a · x"))


def test_figures_that_contradict_each_other_are_refused():
    figures = three(3, 9, 20)
    cells = dict(publish(figures, Rules(), {("a",)}).cells)
    cells["total",] = PublishedCell(
        ("total",), "count", Status.SHOWN, Fraction(5), Fraction(5), Fraction(5)
    )
    broken = Publication(cells, figures.relations)
    for what in (
        lambda: audit(broken, unsafe_cells(figures, Rules())),
        lambda: attack(broken),
    ):
        with pytest.raises(Contradiction) as refused:
            what()
        assert "De viste tal modsiger hinanden." in refused.value.message("da")
        assert "Make the table again from the figures." in str(refused.value)


@pytest.mark.parametrize("value", [Fraction(5, 2), Fraction(-1)])
def test_a_count_is_a_whole_number(value):
    with pytest.raises(NotACount) as refused:
        Cell(("a",), value)
    assert "Cellen a skal være et antal" in refused.value.message("da")
    assert "is not a whole number from 0 up" in str(refused.value)


def test_a_total_that_is_not_its_parts_is_refused():
    with pytest.raises(DoesNotAddUp):
        table({("a",): 1, ("b",): 2, ("total",): 4}, [Dimension.flat("ab")])
    with pytest.raises(UnknownCell):
        table({("a",): 1}, [Dimension.flat("ab")])
    with pytest.raises(UnknownCell):
        Figures.of([Cell(("a",), None)], [Relation({("a",): Fraction(1)})])
