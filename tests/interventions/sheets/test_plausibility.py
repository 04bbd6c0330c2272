"""Answers are held against each other: contradictions are to be mended, oddities confirmed."""

from __future__ import annotations

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from fordel.interventions.cells import MISSING, NOT_APPLICABLE, Cell, given
from fordel.interventions.demonstration import demonstration_registrations
from fordel.interventions.loading import shipped_programme
from fordel.interventions.sheets.asking import sheet_for
from fordel.interventions.sheets.beside import Beside, beside
from fordel.interventions.sheets.plausibility import Finding, Weight, check_sheet, must_mend
from fordel.interventions.sheets.rules import Rules
from tests.interventions.sheets.programmes import (
    GREEN,
    LEFT_GREEN,
    LEFT_RED,
    LEFT_YELLOW,
    RED,
    WHOLE,
    YELLOW,
    cells,
    registered,
    sheet,
)


def found(around: Beside | None = None, /, **changes: int | None) -> tuple[Finding, ...]:
    return check_sheet(sheet(), cells(**{**WHOLE, **changes}), around)


def test_answers_that_fit_together_are_not_remarked_on() -> None:
    assert check_sheet(sheet(), cells(**WHOLE), at_hand_in=True) == ()
    assert (
        check_sheet(sheet(), cells(**WHOLE), beside(registered(), "u1", 2), at_hand_in=True) == ()
    )


@pytest.mark.parametrize(
    ("changes", "code", "weight", "words"),
    [
        (
            {"children": 11},
            "more_coloured_than_attached",
            Weight.MUST_MEND,
            "wellbeing: 12 har en farve, men kun 11 er tilknyttet. Ret det, der er forkert.",
        ),
        (
            {"children": 14},
            "fewer_coloured_than_attached",
            Weight.PLEASE_CONFIRM,
            "wellbeing: 12 har en farve, og 14 er tilknyttet. Er resten ikke vurderet?",
        ),
        (
            {"events": 0},
            "participants_without_events",
            Weight.MUST_MEND,
            "Der er deltagere (20), men ingen afholdte: events. Ret det ene af de to tal.",
        ),
        (
            {"participants": 0},
            "events_without_participants",
            Weight.PLEASE_CONFIRM,
            "events: 3, men ingen deltagere. Er det rigtigt?",
        ),
    ],
)
def test_what_a_sheet_says_against_itself(
    changes: dict[str, int], code: str, weight: Weight, words: str
) -> None:
    only = found(**changes)
    assert [(known.code, known.weight, known.words.da) for known in only] == [(code, weight, words)]
    assert set(changes) <= set(only[0].fields)


def test_children_are_held_against_those_enrolled() -> None:
    many = found(Beside(enrolled=10))
    assert {known.code for known in many} == {"more_than_enrolled"}
    assert [known.fields[0] for known in many] == ["children", GREEN]
    assert many[0].words.da == (
        "children: 12 er flere end de 10 børn, der er indskrevet. Er det rigtigt?"
    )
    assert found(Beside(enrolled=12)) == ()


def test_those_who_left_were_there_before() -> None:
    left = {LEFT_GREEN: 9, LEFT_YELLOW: 3, LEFT_RED: 1}
    (one,) = found(beside(registered(), "u1", 2), **left)
    assert (one.code, one.weight) == ("more_left_than_included", Weight.MUST_MEND)
    assert one.words.da == ("wellbeing: 13 er gået ud, men i periode 1 var 12 med i indsatsen.")
    in_a_gap = check_sheet(sheet(4), cells(**{**WHOLE, **left}), beside(registered(2), "u1", 4))
    assert [known.weight for known in in_a_gap] == [Weight.PLEASE_CONFIRM], (
        "children may have come and gone in the skipped period"
    )
    (first,) = found(Beside(joined_now=True))
    assert first.code == "left_before_joining"
    assert found(Beside(joined_now=True), **{LEFT_GREEN: 0}) == ()


@pytest.mark.parametrize(
    ("key", "before", "now", "jumps"),
    [
        ("events", 6, 12, True),
        ("events", 6, 11, False),
        ("events", 5, 10, False),
        ("events", 12, 6, True),
        ("events", 0, 6, True),
        ("contact", 2, 5, True),
        ("contact", 3, 5, False),
    ],
)
def test_jumps_follow_the_stated_rule(key: str, before: int, now: int, jumps: bool) -> None:
    around = beside(registered(**{key: before, "participants": 20}), "u1", 2)
    codes = [known.code for known in found(around, **{key: now})]
    assert codes == (["jump"] if jumps else [])


def test_a_rule_is_data() -> None:
    around = beside(registered(events=6), "u1", 2)
    answers = cells(**{**WHOLE, "events": 12})
    assert check_sheet(sheet(), answers, around, rules=Rules(apart=6)) == ()
    (jump,) = check_sheet(sheet(), answers, around)
    assert jump.words.da == "events: 12, og i periode 1 var det 6. Er det rigtigt?"


def test_while_typing_nothing_is_said_of_what_is_not_there_yet() -> None:
    assert check_sheet(sheet(), {}) == ()
    assert found(**{RED: None, YELLOW: None, GREEN: 11}) == (), "11 of 12, and two colours to come"
    early = found(**{RED: None, YELLOW: None, GREEN: 13})
    assert [known.code for known in early] == ["more_coloured_than_attached"], "13 is too many now"


def test_at_hand_in_what_is_missing_is_named_and_never_taken_as_zero() -> None:
    answers: dict[str, Cell] = {**cells(**WHOLE), "contact": MISSING, RED: NOT_APPLICABLE}
    del answers["events"]
    half, missing = check_sheet(sheet(), answers, at_hand_in=True)
    assert half.words.da == (
        "wellbeing: nogle farver har et tal, andre er ikke relevante. Skriv 0, hvis ingen børn har "
        "farven."
    )
    assert set(missing.fields) == {"events", "contact"}
    assert missing.words.da.startswith("Felter uden svar: 2.")
    assert missing.weight is Weight.PLEASE_CONFIRM


def test_the_last_period_is_the_last_that_the_unit_registered() -> None:
    around = beside(registered(1), "u1", 4)
    assert around.before is not None
    assert (around.before.period, around.before.next_to) == (1, False)
    assert beside(registered(), "u2", 2).joined_now
    assert beside(registered(), "u1", 2).enrolled == 40


ANSWER = st.one_of(st.just(MISSING), st.just(NOT_APPLICABLE), st.integers(0, 30).map(given))


@drawn(st.fixed_dictionaries(dict.fromkeys(WHOLE, ANSWER)), st.sets(st.sampled_from(list(WHOLE))))
def test_a_contradiction_does_not_go_away_by_typing_on(
    answers: dict[str, Cell], typed: set[str]
) -> None:
    """What must be mended in some of the answers must be mended in all of them."""
    around = beside(registered(), "u1", 2)
    part = must_mend(check_sheet(sheet(), {key: answers[key] for key in typed}, around))
    whole = must_mend(check_sheet(sheet(), answers, around, at_hand_in=True))
    assert {known.code for known in part} <= {known.code for known in whole}


def test_the_demonstration_contradicts_itself_nowhere() -> None:
    programme = shipped_programme()
    for registrations in demonstration_registrations(programme).values():
        for period in (no.no for no in programme.periods if no.collected):
            asked = sheet_for(programme, registrations.project, period)
            for unit in asked.units:
                answers = {
                    field.key: registrations.cell(unit, period, field.key) for field in asked.fields
                }
                around = beside(registrations, unit, period)
                assert must_mend(check_sheet(asked, answers, around)) == (), (unit, period)
