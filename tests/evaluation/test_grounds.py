"""What a project's level rests on is said beside it: changes and decisions are no comparison."""

from __future__ import annotations

from datetime import date

from fordel.domain.language import Words
from fordel.evaluation.maturity.criteria import ResultLevel
from fordel.evaluation.results.grounds import grounds_of
from fordel.evaluation.results.verdicts import (
    JudgedResult,
    ResultOutcome,
    ResultProposal,
)
from fordel.evaluation.verdicts import Verdict
from fordel.interventions.indicators import Theme

CANNOT, TOWARDS, PROBABLE = (
    ResultLevel.CANNOT_BE_SAID,
    ResultLevel.POINTS_TOWARDS,
    ResultLevel.MADE_PROBABLE,
)


def result(
    outcome: ResultOutcome = ResultOutcome.POSITIVE,
    level: ResultLevel = CANNOT,
    decided: ResultOutcome | None = None,
) -> JudgedResult:
    words = Words("x", "x")
    proposal = ResultProposal("x", words, Theme.PARENTS, outcome, level, words)
    if decided is None:
        return JudgedResult(proposal)
    made = Verdict("x", outcome, decided, "A", date(2026, 3, 1), "Set i interview.")
    return JudgedResult(proposal, (made,))


def test_changes_alone_are_said_to_be_no_comparison() -> None:
    grounds = grounds_of(TOWARDS, [result(), result(), result(ResultOutcome.NEGATIVE)])
    assert "2 af 3 resultater gik den rigtige vej og 1 den forkerte" in grounds.da
    assert "hviler ikke på en sammenligning" in grounds.da
    assert grounds.en.endswith("So whether the effort is why cannot be said.")


def test_a_comparison_is_told_for_those_results_alone_that_have_one() -> None:
    grounds = grounds_of(PROBABLE, [result(level=PROBABLE), result()])
    assert "For 1 af de 2 siger en sammenligning" in grounds.da
    assert "hviler ikke på en sammenligning" not in grounds.da
    assert "For 1 of the 2, a comparison" in grounds.en


def test_a_decision_against_the_comparison_does_not_take_it_along() -> None:
    turned = result(ResultOutcome.NEGATIVE, PROBABLE, decided=ResultOutcome.POSITIVE)
    assert "hviler ikke på en sammenligning" in grounds_of(TOWARDS, [turned]).da


def test_a_level_that_does_not_follow_from_the_results_was_found_elsewhere() -> None:
    assert "uden for denne rapport" in grounds_of(PROBABLE, [result()]).da
    assert "outside this report" in grounds_of(PROBABLE, []).en


def test_too_few_that_went_well_and_none_at_all() -> None:
    grounds = grounds_of(CANNOT, [result(), result(ResultOutcome.NEGATIVE)])
    assert grounds.da.startswith("1 af 2 resultater gik den rigtige vej og 1 den forkerte;")
    assert grounds_of(CANNOT, []).da == "Der er ingen resultater at bygge på."


def test_results_that_cannot_be_assessed_are_not_told_as_neither_good_nor_bad() -> None:
    few = result(ResultOutcome.TOO_FEW_UNITS)
    assert grounds_of(CANNOT, [few, few]).da.startswith("Ingen af de 2 resultater kan vurderes")
    some = grounds_of(CANNOT, [few, result(ResultOutcome.NONE)])
    assert some.en.startswith("0 of 2 results went the right way")
