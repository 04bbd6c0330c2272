"""What chance can do: children drawn again, as many as there are, the same for the same seed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest

from fordel.allocation.engine import allocate
from fordel.domain.language import Words
from fordel.registers.records import District
from fordel.search.redrawing import ready_to_redraw
from fordel.stability import chance
from fordel.stability.chance import redrawn_inputs
from fordel.stability.effects import standings
from fordel.stability.intervals import draw_intervals
from fordel.stability.refusals import (
    LevelOutside,
    MostRedrawsRefused,
    RedrawNeedsRows,
    RedrawsTooSlow,
    TooFewRedraws,
    TooManyRedraws,
    UnitWithoutInterval,
)
from tests.equity.runs import (
    HEADER,
    Group,
    at_least,
    demonstration_runs,
    model_of,
    need,
    run_from_counts,
    run_of,
)

RATE = "money: {by: rate, rate: 100}"
BY_RATE = run_of(
    model_of(need(at_least(1), RATE)),
    (Group("A", 10, "a"), Group("A", 30), Group("B", 40, "ab"), Group("C", 12)),
)


@pytest.fixture(scope="module")
def found():
    return draw_intervals(BY_RATE, redraws=400, seed=3)


def test_the_mean_of_the_redraws_is_close_to_the_amount(found):
    spread = 100 * sqrt(40 * 0.25 * 0.75)
    first = found.units[0]
    assert abs(first.mean - first.amount) < 4 * spread / sqrt(400)
    assert first.mean != first.amount


def test_the_interval_is_that_of_drawing_forty_children_of_whom_a_quarter_count(found):
    first = found.units[0]
    # The binomial distribution: 10 expected; 5 % lie below 6 and 5 % above 15, or next to it.
    assert -500 <= first.low - first.amount <= -300
    assert 400 <= first.high - first.amount <= 600


def test_half_of_the_redraws_lie_in_a_narrower_interval(found):
    half = draw_intervals(BY_RATE, redraws=400, seed=3, level=Fraction(1, 2)).units[0]
    first = found.units[0]
    assert first.low < half.low < half.high < first.high


def test_units_whose_children_are_alike_do_not_swing_and_are_not_called_certain(found):
    _, second, third = found.units
    assert second.low == second.high == second.amount
    assert replace(second, amount=5000, low=5000, high=5000).words().da == (
        "Børnehuset B: med 40 børn svinger beløbet på 5.000 kr. ikke, når børnene trækkes om. Det "
        "gør det ikke sikkert: børnene ligner hinanden, eller en grænse holder beløbet fast."
    )
    assert "That does not make it certain" in third.words().en


def test_small_units_are_told_in_words():
    interval = replace(
        draw_intervals(BY_RATE, redraws=20).units[0],
        children=Fraction(12),
        amount=Fraction(1234567),
        low=Fraction(1200000),
        high=Fraction(1300000),
    )
    assert interval.is_small
    assert interval.words() == Words(
        da="Børnehuset A: med 12 børn kan beløbet tilfældigt svinge mellem 1.200.000 og 1.300.000 "
        "kr. Modellen giver 1.234.567 kr.",
        en="Børnehuset A: with 12 children the amount can swing by chance between 1,200,000 and "
        "1,300,000 kr. The model gives 1,234,567 kr.",
    )
    assert "med 1 barn kan" in replace(interval, children=Fraction(1)).words().da
    assert "with 1 child the" in replace(interval, children=Fraction(1)).words().en
    assert not replace(interval, children=Fraction(30)).is_small


def test_the_same_seed_gives_the_same_intervals_and_another_seed_others(found):
    assert draw_intervals(BY_RATE, redraws=400, seed=3) == found
    assert draw_intervals(BY_RATE, redraws=400, seed=4).units[0].mean != found.units[0].mean


def test_progress_is_told():
    told = []
    draw_intervals(BY_RATE, redraws=20, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (20, 20)


def test_numbers_of_children_stay_also_in_money_by_full_time_equivalents():
    for inputs in redrawn_inputs(BY_RATE, 5, seed=1):
        assert inputs.enrolled.totals().tolist() == [[40], [40], [12]]
        assert inputs.enrolled.full_time_totals().tolist() == [[40000], [40000], [12000]]


def test_units_out_of_scope_are_not_drawn():
    run = run_of(
        model_of(need(at_least(1))),
        (Group("A", 5, "a"), Group("A", 5), Group("P", 9, "a")),
        units={"P": {"ownership": "private"}},
    )
    (inputs,) = redrawn_inputs(run, 1, seed=1)
    assert inputs.enrolled.places == ("A",)


def test_where_districts_count_their_residents_are_drawn():
    groups = (Group("A", 10, "a", district="x"), Group("A", 10, district="x"), Group("B", 20, "b"))
    run = run_of(
        model_of(need(at_least(1), RATE, population="{enrolled: 0, resident: 1}")),
        (*groups, Group("B", 5, "b", district="y")),
        units={"A": {"district": "x"}, "B": {"district": "y"}},
        districts=(District("x"), District("y")),
    )
    first, second = draw_intervals(run, redraws=50).units
    assert first.low < first.amount < first.high
    assert second.low == second.high


def test_counts_cannot_be_drawn_again():
    model = model_of(need("method: criteria_met"), header=HEADER + "children: {grain: counts}\n")
    counts = {("A", "a"): 1, ("A", "b"): 1, ("A", "c"): 1}
    with pytest.raises(RedrawNeedsRows) as refusal:
        draw_intervals(run_from_counts(model, counts, children=10))
    assert refusal.value.message("da") == (
        "Modellen regner på antal pr. enhed, ikke på en række pr. barn. Tilfældige udsving findes "
        "ved at trække børnene om, og antal kan ikke trækkes om. Hent en række pr. barn, eller "
        "nøjes med de øvrige mål for stabilitet."
    )
    assert refusal.value.message("en") == (
        "The model goes by counts per unit, not by a row per child. Chance is measured by drawing "
        "the children again, and counts cannot be drawn again. Get a row per child, or make do "
        "with the other measures of stability."
    )


def test_a_model_that_hangs_on_a_child_or_two_has_no_interval():
    pool = "money: {by: pool, pool: {amount: 1000}}"
    second = f"id: more, use: need, count: {{method: criteria_met, criteria: [b]}}, {pool}"
    run = run_of(
        model_of(need("method: criteria_met, criteria: [a]"), second),
        (Group("A", 1, "a"), Group("A", 1, "b"), Group("A", 98)),
    )
    with pytest.raises(MostRedrawsRefused) as refusal:
        draw_intervals(run, redraws=100)
    assert 50 < refusal.value.refused < 80
    said = refusal.value.message("da")
    assert (
        f"I {refusal.value.refused} af 100 omtrækninger kan modellen ikke fordele pengene:" in said
    )
    assert "tæller ingen børn med." in said
    assert said.endswith("se på grænser og krav i de trin, der tæller.")
    assert "redraws the model cannot share the money: In the step" in refusal.value.message("en")


def test_redraws_that_the_model_refuses_are_counted():
    run = run_of(
        model_of(need("method: criteria_met, criteria: [a]")), (Group("A", 2, "a"), Group("A", 98))
    )
    found = draw_intervals(run, redraws=200)
    assert 0 < found.refused < 60
    assert found.redraws == 200


def test_too_few_redraws_and_levels_that_mean_nothing():
    with pytest.raises(TooFewRedraws) as few:
        draw_intervals(BY_RATE, redraws=19)
    assert few.value.message("da") == (
        "19 omtrækninger er for få. Så er intervallets ender selv tilfældige. Bed om mindst 20; "
        "1000 er et godt tal."
    )
    assert few.value.message("en").startswith("19 redraws are too few.")
    for level in (Fraction(0), Fraction(1), Fraction(3, 2)):
        with pytest.raises(LevelOutside):
            draw_intervals(BY_RATE, level=level)
    with pytest.raises(LevelOutside) as outside:
        draw_intervals(BY_RATE, level=Fraction(90))
    assert outside.value.message("da") == (
        "Intervallets niveau er 90. Det er en andel af omtrækningerne mellem 0 og 1. Skriv 90 % "
        "som 0.9."
    )
    assert outside.value.message("en") == (
        "The interval's level is 90. It is a share of the redraws, between 0 and 1. Write 90% as "
        "0.9."
    )


def test_the_demonstration_municipality_swings_by_a_few_percent():
    found = draw_intervals(demonstration_runs()[-1])
    assert found.refused == 0
    widths = [(one.high - one.low) / one.amount for one in found.units]
    assert all(0 < width < Fraction(15, 100) for width in widths)
    assert all(abs(one.mean / one.amount - 1) < Fraction(2, 100) for one in found.units)


RATE_BY_KIND = """
tables:
  rates:
    label: {da: takster, en: rates}
    unit: kr
    versions:
      - {from: 2020-01-01, source: x, rows: [{criterion: a, value: 100}, {criterion: b, value: 50}]}
"""
BY_TABLE = need(
    "method: criteria_met, criteria: [a, b]",
    "money: {by: rate_table, table: rates, keys: [criterion]}",
)
ONLY_THE_ENGINE = run_of(
    model_of(BY_TABLE, header=HEADER + RATE_BY_KIND),
    (Group("A", 10, "a"), Group("A", 30), Group("B", 40, "ab"), Group("C", 12)),
)


def test_steps_that_only_the_engine_knows_are_drawn_one_by_one_and_it_is_told():
    told = []
    found = draw_intervals(
        ONLY_THE_ENGINE, redraws=60, progress=lambda done, of: told.append((done, of))
    )
    assert told == [(n, 60) for n in range(1, 61)]
    first, second, _ = found.units
    assert first.low < first.amount < first.high
    assert second.low == second.high == second.amount
    assert found.one_by_one.da == (
        "Trinnet «need» kan ikke regnes for alle omtrækninger på én gang: pengene gives efter "
        "«rate_table», ikke af en pulje eller en takst. Omtrækninger regnes hurtigt, når alle trin "
        "kan regnes som tabeller af tal; det kan kun nogle slags trin."
    )
    assert found.one_by_one.en.startswith(
        "The step “need” cannot be computed for all redraws at once: its money goes by "
        "“rate_table”, not by a pool or a rate."
    )
    assert found.one_by_one in found.words()
    assert draw_intervals(BY_RATE, redraws=20).one_by_one is None


def test_too_much_for_the_engine_is_refused_with_what_can_be_had(monkeypatch):
    monkeypatch.setattr(chance, "MOST_BY_ENGINE", 200)
    assert draw_intervals(ONLY_THE_ENGINE, redraws=66).redraws == 66
    with pytest.raises(RedrawsTooSlow) as refusal:
        draw_intervals(ONLY_THE_ENGINE, redraws=67)
    assert refusal.value.message("da") == (
        "67 omtrækninger af 3 enheder skulle regnes én ad gangen. Trinnet «need» kan ikke regnes "
        "for alle omtrækninger på én gang: pengene gives efter «rate_table», ikke af en pulje "
        "eller en takst. Det ville tage mange minutter. Bed om højst 66 omtrækninger, eller giv "
        "modellen trinnet i en anden form."
    )
    assert refusal.value.message("en").endswith(
        "That would take many minutes. Ask for at most 66 redraws, or give the model the step in "
        "another form."
    )


def test_more_redraws_than_memory_holds_are_refused_before_anything_is_drawn():
    with pytest.raises(TooManyRedraws) as refusal:
        draw_intervals(BY_RATE, redraws=10**12)
    assert refusal.value.message("en") == (
        "1,000,000,000,000 redraws of 3 units are too many. Every amount is held in memory, and "
        "the intervals would hardly change. Ask for at most 33,333,333; 1000 is a good number."
    )


def test_arrays_pay_what_the_engine_pays_but_for_the_rounding_of_payment():
    run = demonstration_runs()[-1]
    found = chance.outcomes_of(run, 12, 1, lambda _done, _of: None)
    lots = ready_to_redraw(run).lots
    draws = lots.draw(np.random.default_rng(1), 12)
    for row in range(12):
        exact = allocate(run.model, lots.inputs_of(draws, row), run.year)
        away = found.amounts[row] - np.array([float(amount) for amount in exact.totals])
        assert np.abs(away).max() <= 200  # paid in hundreds, now and in the run
        own = [np.nan if x is None else float(x) for x in standings(exact, run.allocation)]
        assert np.allclose(found.standings[row], own, rtol=1e-9, equal_nan=True)


def test_places_and_what_can_be_told_apart():
    run = run_of(
        model_of(need(at_least(1), RATE)),
        (
            Group("A", 60, "a"),
            Group("A", 40),
            Group("B", 58, "a"),
            Group("B", 42),
            Group("C", 5, "a"),
            Group("C", 95),
        ),
    )
    found = draw_intervals(run)
    assert [one.places for one in found.units] == [(1, 2), (1, 2), (3, 3)]
    alike = found.difference("B", "A")
    assert not alike.is_certain
    assert (alike.more, alike.less) == ("Børnehuset A", "Børnehuset B")
    assert alike.low < 0 < alike.high
    assert alike.words().da == (
        "Børnehuset A og Børnehuset B kan ikke skelnes pålideligt. I 90 % af omtrækningerne ligger "
        f"forskellen pr. vægtet barn mellem {round(alike.low)} og {round(alike.high)} kr."
    ).replace("-", "−")
    assert "cannot be told apart reliably" in alike.words().en
    apart = found.difference("C", "A")
    assert apart.is_certain
    # 60 and 5 of 100 at 100 kr.: 55 kr. per child, give or take 1.64 standard deviations.
    assert apart.low == pytest.approx(55 - 1.64 * sqrt(24 + 4.75), abs=1.5)
    assert apart.words().da.startswith("Børnehuset A får mere pr. vægtet barn end Børnehuset C")
    assert apart.words().en.endswith("kr. more in 90% of the redraws.")
    assert found.words() == (
        Words(
            da="Af 2 par af naboer på ranglisten kan 1 skelnes pålideligt. De øvrige kan have "
            "byttet plads ved en tilfældighed.",
            en="Of 2 pairs of neighbours in rank, 1 can be told apart reliably. The others may "
            "have changed places by chance.",
        ),
    )


def test_a_unit_without_a_place_is_held_against_nobody():
    run = run_of(
        model_of(need(at_least(1), RATE)),
        (Group("A", 10, "a"), Group("S", 10, "a")),
        units={"S": {"special_department": True}},
    )
    found = draw_intervals(run, redraws=20)
    assert found.units[1].places is None
    assert found.neighbours() == ()
    for unit in ("S", "nobody"):
        with pytest.raises(UnitWithoutInterval) as refusal:
            found.difference("A", unit)
        assert refusal.value.message("da") == (
            f"Enheden {unit} kan ikke holdes op mod en anden. Den er ikke med i kørslen, er en "
            "specialenhed, eller har ingen børn. Vælg en af kørslens andre enheder."
        )
        assert refusal.value.message("en").startswith(f"Unit {unit} cannot be held against")


def test_a_wider_level_gives_a_wider_interval_also_per_weighted_child():
    ninety = draw_intervals(BY_RATE).units[0]
    wide = draw_intervals(BY_RATE, level=Fraction(95, 100)).units[0]
    assert wide.low < ninety.low < ninety.high <= wide.high
    assert wide.per_weighted_child == (wide.low / 40, wide.amount / 40, wide.high / 40)


def test_a_model_that_no_drawn_child_touches_does_not_swing():
    run = run_of(model_of(need("method: enrolled", RATE)))
    found = draw_intervals(run, redraws=30)
    assert all(one.low == one.amount == one.high == one.mean for one in found.units)
