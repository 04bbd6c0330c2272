"""What came of each result: proposed by rule, decided by people, and what follows from it."""

from __future__ import annotations

from datetime import date

import pytest

from fordel.domain.language import Words
from fordel.evaluation.effects.from_registrations import effects_in, may_be_estimated
from fordel.evaluation.evidence.notes import check_impersonal_text
from fordel.evaluation.maturity.criteria import ResultLevel
from fordel.evaluation.refusals import DecisionWithoutWhy, PersonalText
from fordel.evaluation.results.developing import results_of
from fordel.evaluation.results.verdicts import (
    JudgedResult,
    ResultOutcome,
    ResultProposal,
    judged_results,
    level_of_results,
    propose_results,
)
from fordel.evaluation.verdicts import Verdict
from fordel.interventions.cells import given
from fordel.interventions.indicators import Theme
from fordel.interventions.programme import Participation
from tests.evaluation.made import answers, colours, registered

O = ResultOutcome  # noqa: E741 - read many times below
MANY = "abcdefghijkl"


def proposed_of(values, **project):
    known = registered(values, **project)
    found = propose_results(results_of(known), effects_in(known))
    return {one.indicator: one for one in found}


def counted(before, effect, units="abcd"):
    by_field = {}
    for no, three in ((1, before), (3, effect), (4, effect)):
        for key, n in colours(three).items():
            by_field.setdefault(key, {})[no] = n
    return answers(by_field, units)


def begun_in_turn(worth: int):
    """Twelve units; half begin in period 3, half in period 4; beginning is worth something."""
    units = tuple(
        Participation(unit=name, effect_from=3 if place % 2 else 4)
        for place, name in enumerate(MANY)
    )
    made = answers({"children": {1: 20, 3: 20, 4: 20}}, MANY)
    for place, part in enumerate(units):
        for no in (1, 3, 4):
            begun = worth if no >= part.effect_from else 0
            made[part.unit, no, "contact"] = given(3 + begun + (place * no) % 3 // 2)
    return made, units


def test_what_went_up_is_positive_and_more_in_need_of_support_is_not() -> None:
    values = answers({"contact": {1: 3, 3: 5, 4: 5}, "support": {1: 2, 3: 9, 4: 9}})
    found = proposed_of(values | counted((10, 8, 2), (16, 3, 1)))
    assert found["contact"].outcome is O.POSITIVE
    assert found["wellbeing"].outcome is O.POSITIVE
    assert found["support"].outcome is O.NEGATIVE
    assert found["contact"].why.da.endswith("om det er en virkning, siger den ikke.")
    assert "children" not in found  # an activity is no result
    assert len([one for one in found if one == "wellbeing"]) == 1  # those who left are none


def test_what_cannot_be_assessed_says_why_not() -> None:
    few = proposed_of(answers({"contact": {1: 3, 3: 5}}, "a"))["contact"]
    assert few.outcome is O.TOO_FEW_UNITS
    small = proposed_of(counted((2, 1, 0), (3, 0, 0)))["wellbeing"]
    assert small.outcome is O.TOO_FEW_CHILDREN
    before = proposed_of(answers({"contact": {1: 3}}), phases={})["contact"]
    assert before.outcome is O.NO_EFFECT_PHASE
    same = proposed_of(answers({"contact": {1: 3, 3: 3, 4: 3}}))["contact"]
    assert same.outcome is O.NONE
    for outcome in ResultOutcome:
        assert outcome.is_assessable is not outcome.words.da.startswith("kan ikke")


def test_units_that_begin_together_are_not_estimated() -> None:
    known = registered(answers({"contact": {1: 3, 3: 5, 4: 5}}))
    assert not may_be_estimated(known)
    assert effects_in(known) == {}


@pytest.mark.parametrize(("worth", "outcome"), [(2, O.POSITIVE), (-2, O.NEGATIVE)])
def test_an_effect_goes_before_the_change(worth: int, outcome: ResultOutcome) -> None:
    made, units = begun_in_turn(worth)
    found = proposed_of(made, units=units)["contact"]
    assert found.outcome is outcome
    assert found.level is ResultLevel.POINTS_TOWARDS
    assert "peger i retning af" in found.why.da
    assert "point towards" in found.why.en


def test_a_decision_that_differs_says_why() -> None:
    with pytest.raises(DecisionWithoutWhy) as refused:
        Verdict("contact", O.POSITIVE, O.NONE, "Evaluator", date(2026, 3, 1))
    assert "«ingen synlig ændring» er en anden end forslaget «positivt»" in refused.value.message()
    assert "“no visible change” is another than the proposed" in refused.value.message("en")
    kept = Verdict("contact", O.POSITIVE, O.POSITIVE, "Evaluator", date(2026, 3, 1))
    assert kept.why == ""


def proposal(outcome=O.POSITIVE, level=ResultLevel.CANNOT_BE_SAID, name="contact", chance=None):
    words = Words(name, name)
    return ResultProposal(name, words, Theme.PARENTS, outcome, level, words, chance)


def verdict(decided, by="A", day=1, proposed=O.POSITIVE):
    return Verdict(
        "contact", proposed, decided, by, date(2026, 3, day), "Set i interview", (f"N{day}",)
    )


def test_conflicting_decisions_are_kept_and_count_neither_way() -> None:
    (judged,) = judged_results([proposal()], [verdict(O.POSITIVE), verdict(O.NONE, by="B", day=2)])
    assert judged.is_conflict
    assert judged.outcome is None
    assert judged.cited == ("N1", "N2")
    assert level_of_results([judged]) is ResultLevel.CANNOT_BE_SAID
    agreed = JudgedResult(proposal(), (*judged.verdicts, verdict(O.NONE, day=3)))
    assert not agreed.is_conflict  # A has come round
    assert agreed.outcome is O.NONE
    assert len(agreed.verdicts) == 3


def test_the_level_takes_more_that_went_well_and_an_effect_made_probable() -> None:
    well = JudgedResult(proposal())
    badly = JudgedResult(proposal(O.NEGATIVE, name="other"))
    sure = JudgedResult(proposal(level=ResultLevel.MADE_PROBABLE))
    assert level_of_results([]) is ResultLevel.CANNOT_BE_SAID
    assert level_of_results([well, badly]) is ResultLevel.CANNOT_BE_SAID
    assert level_of_results([well, well, badly]) is ResultLevel.POINTS_TOWARDS
    assert level_of_results([sure]) is ResultLevel.MADE_PROBABLE
    assert level_of_results([sure, badly]) is ResultLevel.CANNOT_BE_SAID


def test_the_best_of_many_looks_must_be_rarer_than_one_look() -> None:
    """Of five effects 0.01 is what chance may give one of in twenty projects; 0.011 is more."""
    others = [JudgedResult(proposal(O.NONE, chance=0.5)) for _ in range(4)]
    not_compared = [JudgedResult(proposal(O.NONE)) for _ in range(9)]
    for chance, level in (
        (0.01, ResultLevel.MADE_PROBABLE),
        (0.011, ResultLevel.POINTS_TOWARDS),
    ):
        sure = JudgedResult(proposal(level=ResultLevel.MADE_PROBABLE, chance=chance))
        assert level_of_results([sure, *others, *not_compared]) is level
        assert level_of_results([sure, *not_compared]) is ResultLevel.MADE_PROBABLE


def test_who_decides_against_a_probable_effect_does_not_take_its_level_along() -> None:
    harm = proposal(O.NEGATIVE, ResultLevel.MADE_PROBABLE)
    turned = JudgedResult(harm, (verdict(O.POSITIVE, proposed=O.NEGATIVE),))
    assert level_of_results([turned]) is ResultLevel.POINTS_TOWARDS
    denied = JudgedResult(proposal(level=ResultLevel.MADE_PROBABLE), (verdict(O.OTHER_FACTORS),))
    assert level_of_results([denied]) is ResultLevel.CANNOT_BE_SAID


@pytest.mark.parametrize("text", ["Barnet 010119-1234", "mor@post.example", "Ring 12 34 56 78"])
def test_a_reason_that_points_at_a_person_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(PersonalText) as refused:
        check_impersonal_text("Trivsel", "Det gik godt.", text)
    assert refused.value.message("da").startswith("Teksten om «Trivsel» ser ud til at rumme")
    assert refused.value.message("en").startswith("The text on “Trivsel” seems to hold")
    assert text not in refused.value.message("da") + refused.value.message("en")
    check_impersonal_text("Trivsel", "Fra 2024 til 2026 blev der holdt 1.234 møder.")
