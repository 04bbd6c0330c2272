"""Report, reflection, decision, new version: in that order, with every answer kept."""

from __future__ import annotations

from datetime import date

import pytest

from fordel.evaluation.loop.rounds import (
    FOLLOWS,
    Decided,
    Decision,
    Reading,
    Reflection,
    Round,
    Stage,
    can_follow,
    decide,
    questions,
    read,
    reflect,
    rewrite,
)
from fordel.evaluation.refusals import (
    AnswersMissing,
    DecisionNotFounded,
    StepNotOpen,
    VersionNotNewer,
)

DAY = date(2026, 3, 1)
BEGUN = Round("project", 3, "project-3", version=2)
ANSWERED = Reflection({one.id: "Ja, delvist." for one in questions()}, "leder, enhed a", DAY)


def decided(decision: Decision, why: str = "Besøgene nåede ikke alle.") -> Decided:
    return Decided(decision, why, "styregruppen", DAY)


def test_there_are_three_questions_in_both_languages() -> None:
    assert len(questions()) == 3
    assert all(one.text.da.endswith("?") and one.text.en.endswith("?") for one in questions())


def test_a_round_goes_from_report_to_new_version() -> None:
    reflected = reflect(reflect(BEGUN, ANSWERED), ANSWERED)
    assert len(reflected.reflections) == 2, "a second reflection leaves the first"
    adjusted = decide(reflected, decided(Decision.ADJUST))
    assert adjusted.is_rewriting_due
    assert not adjusted.is_closed
    done = rewrite(adjusted, 3)
    assert (done.stage, done.new_version, done.is_closed) == (Stage.REWRITTEN, 3, True)


@pytest.mark.parametrize("decision", [Decision.KEEP, Decision.STOP])
def test_without_adjusting_there_is_no_new_version(decision: Decision) -> None:
    round_ = decide(reflect(BEGUN, ANSWERED), decided(decision))
    assert round_.is_closed
    assert not can_follow(round_, Stage.REWRITTEN)
    with pytest.raises(StepNotOpen, match="cannot follow"):
        rewrite(round_, 3)


def test_a_report_is_read_again_when_more_is_handed_in_but_not_once_it_is_reflected_on() -> None:
    twice = read(read(BEGUN, Reading("leder, enhed a", DAY, 2)), Reading("projektleder", DAY, 3))
    assert twice.stage is Stage.READ
    assert [one.sheets for one in twice.readings] == [2, 3]
    reflected = reflect(twice, ANSWERED)
    assert reflected.readings == twice.readings
    with pytest.raises(StepNotOpen) as caught:
        read(reflected, Reading("leder, enhed a", DAY, 3))
    assert caught.value.message("da").startswith(
        "«læst og drøftet» kan ikke følge på «refleksion skrevet»."
    )
    assert caught.value.message("en").startswith("“read and discussed” cannot follow")


def test_steps_out_of_order_are_refused() -> None:
    with pytest.raises(StepNotOpen) as caught:
        decide(BEGUN, decided(Decision.KEEP))
    assert caught.value.message("da").startswith(
        "«beslutning truffet» kan ikke følge på «datarapport klar»."
    )
    with pytest.raises(StepNotOpen):
        rewrite(BEGUN, 3)
    with pytest.raises(StepNotOpen):
        reflect(decide(reflect(BEGUN, ANSWERED), decided(Decision.ADJUST)), ANSWERED)


def test_every_question_is_answered() -> None:
    first, second, _ = questions()
    with pytest.raises(AnswersMissing) as caught:
        reflect(BEGUN, Reflection({**ANSWERED.answers, second.id: " "}, "leder", DAY))
    assert caught.value.message("da").startswith(f"Spørgsmålet «{second.text.da}» er ikke besvaret")
    with pytest.raises(AnswersMissing):
        reflect(BEGUN, Reflection({first.id: "Ja"}, "leder", DAY))


def test_a_decision_has_a_reason_and_a_version_is_newer() -> None:
    reflected = reflect(BEGUN, ANSWERED)
    with pytest.raises(DecisionNotFounded, match="the decision has no reason"):
        decide(reflected, decided(Decision.KEEP, ""))
    with pytest.raises(VersionNotNewer, match="Version 2 is not newer than version 2"):
        rewrite(decide(reflected, decided(Decision.ADJUST)), 2)


def test_every_stage_says_what_may_follow_it() -> None:
    assert set(FOLLOWS) == set(Stage)
