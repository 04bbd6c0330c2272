"""A plan before the effect phase: what it could see, and what a half as large effect takes."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.evaluation.effects.documents import plan_document
from fordel.evaluation.effects.plan_from import plan_from
from fordel.evaluation.effects.planning import (
    MOST_UNITS,
    PlannedEffect,
    answer_plan,
    plan_of,
    read_plan,
)
from fordel.evaluation.effects.refusals import NoOutcome, PlanNotFound, PlanNotUnderstood
from fordel.evaluation.effects.telling_plan import half_sentences, sentences
from fordel.evaluation.effects.words import NotEstimable
from fordel.interventions.programme import Participation
from fordel.statistics.answers import t_quantile
from fordel.statistics.detectable import Detectable
from tests.evaluation.made import answers, colours, registered


def rating(**changed: object) -> PlannedEffect:
    document = {"outcome": "rating", "started": 8, "compared": 8, "before": 2, "after": 2,
                "spread": 1, **changed}  # fmt: skip
    return plan_of(document, "plan.yaml")


def coloured(**changed: object) -> PlannedEffect:
    document = {"outcome": "colours", "started": 12, "compared": 12, "before": 2, "after": 4,
                "green": 0.7, "children": 24, "icc": 0.05, **changed}  # fmt: skip
    return plan_of(document, "plan.yaml")


def test_a_rating_is_one_figure_for_a_unit() -> None:
    """Spread 1, nothing lasting: v (1/2 + 1)(1/8 + 1/8) is three eighths."""
    found = answer_plan(rating()).smallest
    assert isinstance(found, Detectable)
    assert found.error == pytest.approx(sqrt(3 / 8))
    assert found.effect == pytest.approx(
        sqrt(3 / 8) * (t_quantile(0.975, 14) + t_quantile(0.8, 14))
    )


def test_colours_answer_in_percentage_points() -> None:
    found = answer_plan(coloured()).smallest
    assert isinstance(found, Detectable)
    variance = 0.7 * 0.3 * (0.05 + 0.95 / 24) * (1 / 4 + 1) * (1 / 12 + 1 / 12)
    assert found.error == pytest.approx(100 * sqrt(variance))


def test_what_sees_a_half_as_large_effect_does_and_one_unit_fewer_does_not() -> None:
    asked = rating()
    answer = answer_plan(asked)
    assert answer.more_units is not None
    assert answer.half is not None
    enough = asked.model_copy(
        update={"started": answer.more_units[0], "compared": answer.more_units[1]}
    )
    found = answer_plan(enough).smallest
    assert isinstance(found, Detectable)
    assert found.effect <= answer.half
    fewer = enough.model_copy(update={"started": enough.started - 1})
    less = answer_plan(fewer).smallest
    assert isinstance(less, Detectable)
    assert less.effect > answer.half
    assert answer.more_periods is None  # with two before, no time after is enough


def test_more_periods_help_where_there_was_no_before() -> None:
    answer = answer_plan(coloured(before=0, after=1, icc=0.01))
    assert answer.more_periods is not None
    assert answer.half is not None
    longer = answer.planned.model_copy(update={"after": answer.more_periods})
    found = answer_plan(longer).smallest
    assert isinstance(found, Detectable)
    assert found.effect <= answer.half
    assert "perioder efter start" in half_sentences(answer, "da")[2]


@settings(max_examples=60, deadline=None)
@given(
    started=st.integers(1, 40), compared=st.integers(0, 40), before=st.integers(0, 6),
    after=st.integers(1, 8), icc=st.floats(0, 1), lasting=st.floats(0, 1),
    children=st.integers(1, 200), green=st.floats(0.01, 0.99),
)  # fmt: skip
def test_any_plan_is_answered_and_more_never_sees_less(**drawn: float) -> None:
    answer = answer_plan(coloured(**drawn))
    told = [*sentences(answer, "da"), *half_sentences(answer, "en")]
    assert all(told)
    if isinstance(answer.smallest, NotEstimable):
        assert answer.half is None
        return
    assert answer.smallest.effect > 0
    if answer.more_units is not None:
        assert sum(answer.more_units) > drawn["started"] + drawn["compared"]
        assert sum(answer.more_units) <= MOST_UNITS


def test_what_is_hoped_for_is_held_against_what_can_be_seen() -> None:
    small, large = answer_plan(rating(hoped_for=0.2)), answer_plan(rating(hoped_for=3))
    assert small.is_enough is False
    assert large.is_enough is True
    assert answer_plan(rating()).is_enough is None
    assert "Det er for lidt til" in sentences(small, "da")[2]
    assert "large enough to be seen" in sentences(large, "en")[2]


def test_a_plan_without_a_comparison_says_that_a_change_is_no_effect() -> None:
    told = sentences(answer_plan(rating(compared=0)), "da")
    assert "Om det er en virkning, kan ikke siges uden en sammenligning." in told[0]
    assert "that begin" in half_sentences(answer_plan(rating(compared=0)), "en")[1]


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"started": 0}, "Ingen enhed begynder i planen"), ({"after": 0}, "ingen perioder efter")],
)
def test_a_plan_that_begins_nowhere_says_so(changed: dict[str, int], words: str) -> None:
    (told,) = sentences(answer_plan(rating(**changed)), "da")
    assert words in told
    document = plan_document(answer_plan(rating(**changed)), "da")
    assert document["smallest_effect"]["effect"] is None
    assert document["units_for_half"] is None


def test_a_change_larger_than_possible_is_not_estimable() -> None:
    found = answer_plan(coloured(started=1, compared=2, children=1, icc=1)).smallest
    assert isinstance(found, NotEstimable)
    assert found.key == "larger_than_possible"


def test_a_plan_is_read_or_refused_by_name(tmp_path) -> None:
    with pytest.raises(PlanNotFound) as gone:
        read_plan(tmp_path / "plan.yaml")
    assert gone.value.message("da").startswith(f"Planen «{tmp_path}/plan.yaml» kan ikke læses.")
    assert gone.value.message("en").startswith(f"The plan “{tmp_path}/plan.yaml” cannot be read.")
    file = tmp_path / "plan.yaml"
    file.write_text("outcome: rating\nstarted: 3\ncompared: 3\nbefore: 1\nafter: 1\n")
    with pytest.raises(PlanNotUnderstood) as refused:
        read_plan(file)
    assert "her mangler spread" in refused.value.message("da")
    assert "spread missing here" in refused.value.message("en")
    with pytest.raises(PlanNotUnderstood):
        plan_of({"outcome": "rating"}, "plan.yaml")


def begun(*starts: int | None):
    return tuple(
        Participation(unit=name, effect_from=start)
        for name, start in zip("abcdef", starts, strict=False)
    )


def test_the_last_to_begin_are_those_compared_with() -> None:
    values = answers({"contact": {1: 3}}, "abcd")
    made = registered(values, units=begun(3, 3, 3, 4), phases={})
    planned = plan_from(made, "contact").planned
    assert (planned.started, planned.compared) == (3, 1)
    assert (planned.before, planned.after) == (1, 1)  # the period not collected is no period
    never = registered(values, units=begun(3, 3, None, None), phases={})
    planned = plan_from(never, "contact").planned
    assert (planned.started, planned.compared, planned.after) == (2, 2, 2)
    together = plan_from(registered(values), "contact").planned
    assert (together.started, together.compared) == (4, 0)
    nobody = plan_from(registered(values, phases={}), "contact").planned
    assert (nobody.started, nobody.compared) == (0, 4)


def test_spread_and_what_lasts_are_of_the_periods_before() -> None:
    values = answers({"contact": {}}, "")
    for unit, (one, three) in {"a": (2, 2), "b": (4, 4), "c": (6, 6)}.items():
        values |= answers({"contact": {1: one, 3: three, 4: 7}}, unit)
    made = registered(values, units=begun(4, 4, 4), phases={})
    first = plan_from(made, "contact")
    assert first.planned.spread == 2
    assert first.planned.lasting == 1
    assert not first.guessed
    one_period = registered(answers({"contact": {1: 3}}, "a"), units=begun(3), phases={})
    guessed = plan_from(one_period, "contact")
    assert guessed.guessed == {"spread", "lasting"}
    assert guessed.planned.lasting == 0


def test_shares_children_and_icc_are_of_the_periods_before() -> None:
    values = {}
    for unit, three in {"a": (20, 0, 0), "b": (10, 5, 5), "c": (0, 10, 10)}.items():
        by_field = {key: {1: n} for key, n in colours(three).items()}
        values |= answers({**by_field, "children": {1: 20}}, unit)
    first = plan_from(registered(values, units=begun(3, 3, 3), phases={}), "wellbeing")
    assert float(first.planned.green or 0) == 0.5
    assert first.planned.children == 20
    assert first.planned.icc == 1  # as far apart as units can be
    assert first.guessed == {"lasting"}


def test_units_that_begin_in_turn_are_planned_in_turn() -> None:
    values = answers({"contact": {1: 3}}, "abcdef")
    made = registered(values, units=begun(3, 3, 4, 4, None, None), phases={})
    planned = plan_from(made, "contact").planned
    assert (planned.started, planned.compared) == (4, 2)
    assert (planned.before, planned.after, planned.begins) == (1, 2, (2, 2))
    together = planned.model_copy(update={"begins": ()})
    first, second = (answer_plan(one).smallest for one in (planned, together))
    assert isinstance(first, Detectable)
    assert isinstance(second, Detectable)
    assert first.error != second.error
    more = answer_plan(planned).more_units
    assert more is not None
    assert sum(more) > 6
    told = sentences(answer_plan(rating(compared=0, after=3, begins=[4, 0, 4])), "da")
    assert "kan en virkning på" in told[0]
    for begins in ([4, 3], [0, 8], [2, 2, 4], [9, -1]):
        with pytest.raises(PlanNotUnderstood):
            rating(begins=begins)
    with pytest.raises(PlanNotUnderstood) as refused:
        rating(begins=[4, 3])
    assert "begins skal give 8 enheder i højst 2 perioder" in refused.value.message("da")
    assert "begins must add up to 8 units" in refused.value.message("en")


def test_what_lasts_and_what_passes_are_told_apart_by_what_is_carried_over() -> None:
    values = answers({"contact": {}}, "")
    for unit, (one, three) in {"a": (1, 3), "b": (4, 4), "c": (7, 5)}.items():
        values |= answers({"contact": {1: one, 3: three}}, unit)
    made = registered(values, units=begun(4, 4, None), phases={})
    planned = plan_from(made, "contact").planned
    assert float(planned.carried_over) == 0.5
    # What is left when units and periods are taken out has the mean square 2. Two periods apart a
    # quarter of what passes is left, so what passes is 2 / (1 - 1/4); units' means vary by 4, of
    # which what passes gives five eighths of itself.
    passing = 2 / 0.75
    lasting = 4 - passing * 5 / 8
    assert float(planned.spread or 0) == pytest.approx((passing + lasting) ** 0.5, abs=5e-4)
    assert float(planned.lasting) == pytest.approx(lasting / (passing + lasting), abs=5e-4)


def test_a_count_has_no_plan() -> None:
    with pytest.raises(NoOutcome):
        plan_from(registered(), "visits")


def test_without_figures_the_plan_is_a_cautious_guess() -> None:
    first = plan_from(registered(), "wellbeing")
    assert first.guessed == {"green", "children", "icc", "lasting"}
    same = replace(answer_plan(first.planned), planned=first.planned)
    assert same == answer_plan(first.planned)
