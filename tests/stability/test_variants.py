"""What other choices would mean, worked out by hand: k, criteria, weights, mixtures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from fordel.domain.language import Words
from fordel.registers.records import District
from fordel.stability.effects import (
    NoVariant,
    ranks,
)
from tests.equity.runs import (
    GROUPS,
    HEADER,
    Group,
    at_least,
    model_of,
    need,
    run_from_counts,
    run_of,
)
from tests.stability.trying import WEIGHTED, differences, tried

UNIQUE = tried(run_of(model_of(need(at_least(1)))))


@pytest.mark.parametrize(
    ("variant", "difference", "places"),
    [
        ("without:a", [-300, 300], [0, 1]),  # 2 and 2 count: they share the first place
        ("without:b", [300, -300], [0, 0]),  # 6 and 0 count
        ("without:c", [0, 0], [0, 0]),  # nobody meets it
        ("at_least:need:2", [300, -300], [0, 0]),  # 2 and 0 count
        ("age_weight:all:more", [0, 0], [0, 0]),  # pools go by proportion
    ],
)
def test_unique_children(variant, difference, places):
    found = UNIQUE[variant]
    assert differences(found) == difference
    assert [shift.places for shift in found.shifts] == places


def test_a_variant_says_who_gains_who_loses_and_how_much_moves():
    found = UNIQUE["without:b"]
    assert (found.largest_gain.unit, found.largest_gain.difference) == ("A", 300)
    assert (found.largest_loss.unit, found.largest_loss.difference) == ("B", -300)
    assert found.moved_share == Fraction(300, 11200)
    assert found.more_in_all == 0
    assert [shift.unit for shift in found.losing] == ["B"]
    assert found.shifts[1].before == 5300
    assert found.shifts[1].after == 5000


def test_a_variant_that_changes_nothing_has_no_winners():
    found = UNIQUE["without:c"]
    assert found.largest_gain is None
    assert found.largest_loss is None
    assert found.losing == ()
    assert found.moved_share == found.most_places == 0


def test_exactly_two_percent_is_not_more_than_two_percent():
    shift = UNIQUE["without:b"].shifts[1]
    assert not replace(shift, before=Fraction(5000), after=Fraction(4900)).loses_much
    assert replace(shift, before=Fraction(5000), after=Fraction(4899)).loses_much


def test_what_the_variants_are_called():
    words = {key: (one.words.da, one.words.en) for key, one in UNIQUE.items()}
    assert words == {
        "without:a": ("Uden kriteriet «lav indkomst»", "Without the criterion “low income”"),
        "without:b": (
            "Uden kriteriet «enlig forsørger»",
            "Without the criterion “single parent”",
        ),
        "without:c": (
            "Uden kriteriet «anbragt»",
            "Without the criterion “placed outside the home”",
        ),
        "at_least:need:0": (
            "Mindst 0 af 3 kriterier i stedet for 1",
            "At least 0 of 3 criteria instead of 1",
        ),
        "at_least:need:2": (
            "Mindst 2 af 3 kriterier i stedet for 1",
            "At least 2 of 3 criteria instead of 1",
        ),
        "age_weight:all:more": (
            "Aldersvægten for «alle aldre» 10 % større",
            "The age weight for “all ages” 10% larger",
        ),
        "age_weight:all:less": (
            "Aldersvægten for «alle aldre» 10 % mindre",
            "The age weight for “all ages” 10% smaller",
        ),
    }


def test_every_child_cannot_be_the_ones_who_count():
    assert isinstance(UNIQUE["at_least:need:0"], NoVariant)
    assert UNIQUE["at_least:need:0"].reason == Words(
        da="Med mindst 0 kriterier tæller alle børn i trinnet «need». Så fordeler trinnet efter "
        "børnetal og ikke efter behov.",
        en="With at least 0 criteria every child counts in the step “need”. The step then goes by "
        "the number of children and not by need.",
    )


def test_more_criteria_than_there_are_is_refused_with_the_models_own_reason():
    found = tried(run_of(model_of(need(f"{at_least(2)}, criteria: [a, b]"))))
    assert found["at_least:need:3"].reason.da == (
        "Trinnet «need» kræver mindst 3 af 2 kriterier. Intet barn kan opfylde så mange."
    )
    assert found["without:a"].reason.en == (
        "The step “need” asks for at least 2 of 1 criteria. No child can meet that many."
    )
    assert "without:c" not in found


def test_a_choice_after_which_nobody_counts_is_refused_with_its_reason():
    found = tried(run_of(model_of(need(at_least(2)))))
    assert found["at_least:need:3"].reason.da.startswith("I trinnet «need» tæller ingen børn med.")
    assert found["without:a"].reason.da.startswith("I trinnet «need» tæller ingen børn med.")


@pytest.mark.parametrize(
    "count",
    [
        "method: criteria_met, criteria: [a]",
        "method: weighted_criteria, weights: {a: 2}",
        "method: index, coefficients: {a: 2}, intercept: 1",
    ],
)
def test_a_step_that_counts_by_one_criterion_has_nothing_left_without_it(count):
    found = tried(run_of(model_of(need(count))))
    assert found["without:a"].reason == Words(
        da="Uden kriteriet «a» har trinnet «need» intet at tælle efter. Pengene hænger på dette "
        "ene kriterium.",
        en="Without the criterion “a” the step “need” has nothing to count by. The money hangs on "
        "this one criterion.",
    )


def test_weights_of_criteria_are_turned_one_at_a_time():
    found = tried(run_of(model_of(need(WEIGHTED))))
    # A: 6 x 1 + 2 x 0.5 = 7, B: 2 x 0.5 = 1; of 1200: 1050 and 150
    assert [shift.before for shift in found["weight:need:a:more"].shifts] == [6050, 5150]
    # A: 6.6 + 1 of 8.6
    assert differences(found["weight:need:a:more"]) == [10, -10]
    # A: 6 + 2 x 0.45 = 6.9 of 7.8
    assert differences(found["weight:need:b:less"]) == [12, -12]
    assert "weight:need:c:more" not in found
    assert differences(found["without:a"]) == [600 - 1050, 600 - 150]
    assert found["weight:need:a:more"].words.da == "Vægten af «lav indkomst» 10 % større"


def test_weights_that_would_all_be_zero_are_refused():
    found = tried(run_of(model_of(need("method: weighted_criteria, weights: {a: 1, c: 0}"))))
    assert found["without:a"].reason.da.startswith("Alle vægte i trinnet «need» er nul.")


def test_coefficients_of_an_index_are_turned_also_when_they_stand_in_a_table():
    table = """tables:
  shape:
    label: {da: Indeks, en: Index}
    unit: points
    versions:
      - from: 2020-01-01
        source: a
        rows: [{criterion: a, value: 1}, {criterion: b, value: 0.5}]
"""
    written = tried(run_of(model_of(need("method: index, coefficients: {a: 1, b: 0.5}"))))
    looked_up = tried(
        run_of(model_of(need("method: index, coefficients: shape"), header=HEADER + table))
    )
    assert differences(looked_up["weight:need:a:more"]) == [10, -10]
    assert {k: differences(v) for k, v in written.items()} == {
        k: differences(v) for k, v in looked_up.items()
    }


def test_parts_of_a_combination_are_turned_and_their_k_too():
    count = (
        "method: combination, parts: ["
        "{weight: 1, count: {method: unique_children, at_least: 1}}, "
        "{weight: 2, count: {method: criteria_met, criteria: [b]}}]"
    )
    found = tried(run_of(model_of(need(count))))
    # A: 6 + 2 x 2 = 10, B: 2 + 2 x 2 = 6; of 1200: 750 and 450
    assert [shift.before for shift in found["without:c"].shifts] == [5750, 5450]
    # A: 6.6 + 4 = 10.6 of 16.8
    assert differences(found["part_weight:need.1:more"]) == [7, -7]
    # without b: A 6, B 0; the second part has nothing left and falls away
    assert differences(found["without:b"]) == [450, -450]
    # k = 2 in the first part: A 2 + 4, B 0 + 4
    assert differences(found["at_least:need.1:2"]) == [720 - 750, 480 - 450]
    assert found["part_weight:need.2:less"].words.da == (
        "Vægten af del 2 (opfyldte kriterier) 10 % mindre"
    )


def test_of_two_populations_the_lighter_is_turned_and_the_other_makes_up_for_it():
    districts = (District("north", share=Fraction(1, 2)), District("south", share=Fraction(0)))
    run = run_of(
        model_of(need(at_least(1), population="{enrolled: 0.6, resident: 0.4}")),
        units={"A": {"district": "south"}, "B": {"district": "north"}},
        districts=districts,
    )
    found = tried(run)
    # A: 0.6 x 6 = 3.6, B: 0.6 x 2 + 0.4 x 5 = 3.2; of 1200: 635 and 565
    assert [shift.before for shift in found["population:need:more"].shifts] == [5635, 5565]
    # 0.56 and 0.44: A 3.36, B 1.12 + 2.2 = 3.32
    assert [shift.after for shift in found["population:need:more"].shifts] == [5604, 5596]
    assert found["population:need:more"].words == Words(
        da="Vægten af bosatte børn 10 % større, modsvaret af de indskrevne",
        en="The weight of resident children 10% larger, made up for by the enrolled",
    )
    assert not any(key.startswith("population") for key in UNIQUE)


def test_with_rates_more_or_less_is_handed_out_in_all():
    found = tried(run_of(model_of(need(at_least(1), "money: {by: rate, rate: 100}"))))
    assert differences(found["at_least:need:2"]) == [-400, -200]
    assert found["at_least:need:2"].more_in_all == -600
    assert found["at_least:need:2"].moved_share == 0


def test_the_step_is_named_where_there_are_several():
    second = "id: more, use: need, label: {da: Ekstra, en: Extra}, count: {method: criteria_met}"
    run = run_of(model_of(need(at_least(1)), f"{second}, money: {{by: rate, rate: 10}}"))
    assert tried(run)["at_least:need:2"].words == Words(
        da="Mindst 2 af 3 kriterier i stedet for 1 (trinnet «need»)",
        en="At least 2 of 3 criteria instead of 1 (the step “need”)",
    )


def test_counts_per_unit_have_variants_too():
    header = HEADER + "children: {grain: counts}\n"
    model = model_of(need("method: criteria_met"), header=header)
    counts = {
        ("A", "a"): 6,
        ("A", "b"): 2,
        ("A", "c"): 0,
        ("B", "a"): 0,
        ("B", "b"): 2,
        ("B", "c"): 0,
    }
    found = tried(run_from_counts(model, counts, children=10))
    assert differences(found["without:a"]) == [600 - 960, 600 - 240]
    assert differences(found["without:c"]) == [0, 0]


def test_places_are_by_need_per_weighted_child_and_special_units_have_none():
    groups = (*GROUPS, Group("S", 5, "ab"), Group("S", 5))
    run = run_of(model_of(need(at_least(1))), groups, units={"S": {"special_department": True}})
    assert [shift.places for shift in tried(run)["without:a"].shifts] == [0, 1, None]


def test_other_age_weights_move_nobody_whose_need_money_stays():
    header = HEADER.replace("{id: all, label", "{id: young, weight: 2}, {id: all, label")
    groups = (
        Group("A", 6, "a", "young"),
        Group("A", 4, "", "young"),
        Group("B", 3, "a"),
        Group("B", 7),
    )
    # 6 counted on 20 weighted children, 3 on 10: equal, and they stay so on any weight
    found = tried(run_of(model_of(need(at_least(1)), header=header), groups))
    assert [shift.places for shift in found["age_weight:young:more"].shifts] == [0, 0]
    assert found["age_weight:young:more"].shifts[0].difference > 0
    assert found["age_weight:young:more"].words.da == "Aldersvægten for «young» 10 % større"


def test_where_need_cannot_be_told_apart_all_money_ranks():
    index = "money: {by: index, 'on': first, strength: 1}"
    first = "id: first, use: base_by_rate, rates: {all: 500}"
    found = tried(run_of(model_of(first, need(at_least(1), index))))
    assert [shift.places for shift in found["without:a"].shifts] == [0, 1]


def test_ranks_share_the_best_place_of_equals():
    assert ranks([Fraction(3), None, Fraction(5), Fraction(3), Fraction(1)]) == (2, None, 1, 2, 4)
