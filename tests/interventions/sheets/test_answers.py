"""What is typed becomes exactly that number, one of the kinds of nothing, or a refusal in words."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from fordel.interventions.cells import MISSING, NOT_APPLICABLE, Cell, given
from fordel.interventions.sheets.answers import (
    FieldProblem,
    Severity,
    read_answers,
    read_typed,
    typed_again,
)
from fordel.interventions.sheets.beside import beside
from fordel.interventions.sheets.refusals.asking import FieldNotAsked
from fordel.interventions.sheets.rules import Rules
from tests.interventions.sheets.programmes import (
    GREEN,
    LEFT_GREEN,
    RED,
    registered,
    sheet,
)

COUNT, RATING, LEFT = (sheet().field(key) for key in ("children", "contact", LEFT_GREEN))


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("12", given(12)),
        (" 12\u00a0", given(12)),
        ("007", given(7)),
        (0, given(0)),
        ("0", given(0)),
        (12.0, given(12)),
        ("", MISSING),
        ("  ", MISSING),
        (None, MISSING),
        ("ikke relevant", NOT_APPLICABLE),
        (" Ikke  Relevant ", NOT_APPLICABLE),
        ("not applicable", NOT_APPLICABLE),
    ],
)
def test_what_can_be_taken(typed: str | float | None, cell: Cell) -> None:
    assert read_typed(COUNT, typed) == cell


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12 %", "percentage"),
        ("12 pct.", "percentage"),
        ("0,4", "percentage"),
        (".5", "percentage"),
        (0.4, "percentage"),
        ("1.234", "not_whole"),
        ("12,0", "not_whole"),
        (2.5, "not_whole"),
        (float("nan"), "not_whole"),
        (float("inf"), "not_whole"),
        ("ca. 12", "not_whole"),
        ("1e3", "not_whole"),
        ("١٢", "not_whole"),
        ("²", "not_whole"),
        (True, "not_whole"),
        ("-1", "negative"),
        ("−3", "negative"),
        (-2.0, "negative"),
        ("-" + "9" * 5000, "negative"),
        ("5001", "too_large"),
        (1e300, "too_large"),
        ("9" * 5000, "too_large"),
        (date(2026, 2, 1), "date"),
        (time(12), "date"),
    ],
)
def test_what_cannot_be_taken_for_a_count(typed: object, code: str) -> None:
    found = read_typed(COUNT, typed)  # type: ignore[arg-type]
    assert isinstance(found, FieldProblem)
    assert (found.code, found.severity, found.cell) == (code, Severity.REFUSE, None)


@pytest.mark.parametrize("typed", ["0", "8", "-1", "4,5", 4.5, "50 %", "god", "9" * 5000])
def test_a_rating_is_a_whole_number_of_its_scale(typed: str | float) -> None:
    found = read_typed(RATING, typed)
    assert isinstance(found, FieldProblem)
    assert found.words.da == "Skriv et helt tal fra 1 til 7 – eller «ikke relevant»."
    assert read_typed(RATING, "7") == given(7)


def test_problems_say_what_to_write() -> None:
    def words(typed: object) -> str:
        found = read_typed(COUNT, typed)  # type: ignore[arg-type]
        assert isinstance(found, FieldProblem)
        return found.words.da

    assert words("12 %") == "Skriv antallet, ikke procent eller en andel."
    assert words("to") == (
        "Skriv et helt tal uden komma, punktum og tekst, fx 12 – eller «ikke relevant»."
    )
    assert words("-1") == "Et antal kan ikke være under nul."
    assert "(højst 5000)" in words("6000")
    assert "dato" in words(date(2026, 2, 1))


def test_unusually_many_are_taken_once_somebody_says_so() -> None:
    found = read_typed(COUNT, "501")
    assert isinstance(found, FieldProblem)
    assert (found.severity, found.cell) == (Severity.ASK, given(501))
    assert found.words.en.startswith("Is 501 right?")
    assert read_typed(COUNT, "501", rules=Rules(unusual=1000)) == given(501)


def test_more_cannot_have_left_than_were_included_in_the_period_before() -> None:
    around = beside(registered(), "u1", 2)
    assert read_typed(LEFT, 12, around) == given(12)
    found = read_typed(LEFT, 13, around)
    assert isinstance(found, FieldProblem)
    assert found.words.da == ("Der kan ikke være gået 13 ud: i periode 1 var 12 med i indsatsen.")
    assert read_typed(LEFT, 13, beside(registered(**{RED: None}), "u1", 2)) == given(13), (
        "how many were included is not known"
    )


def test_across_a_gap_more_may_have_left_than_were_ever_counted() -> None:
    found = read_typed(LEFT, 13, beside(registered(2), "u1", 4))
    assert isinstance(found, FieldProblem)
    assert (found.code, found.cell) == ("more_left_in_a_gap", given(13))


def test_a_sheet_is_read_field_by_field_and_nothing_else() -> None:
    found = read_answers(sheet(), {"children": "12", "contact": "9", GREEN: "600"})
    assert found.cells == {"children": given(12), GREEN: given(600)}
    assert [problem.field for problem in found.problems] == ["contact", GREEN]
    assert [problem.field for problem in found.refused] == ["contact"]
    with pytest.raises(FieldNotAsked):
        read_answers(sheet(), {"suitcases": "1"})


def test_a_problem_has_an_answer_exactly_where_it_asks() -> None:
    problem = read_typed(COUNT, "x")
    assert isinstance(problem, FieldProblem)
    with pytest.raises(ValueError, match="exactly where"):
        FieldProblem("children", "x", problem.words, Severity.ASK)


@drawn(st.one_of(st.text(), st.text("0123456789-,.% "), st.integers(), st.floats(), st.booleans()))
def test_a_number_is_never_anything_but_what_was_typed(typed: str | float) -> None:
    for field in (COUNT, RATING, LEFT):
        found = read_typed(field, typed)
        cell = found.cell if isinstance(found, FieldProblem) else found
        if cell is None or cell.value is None:
            continue
        assert not isinstance(typed, bool)
        if isinstance(typed, str):
            assert re.fullmatch(r"\s*0*" + str(cell.value) + r"\s*|\s*[-−–]?0+\s*", typed)
        else:
            assert cell.value == typed


@drawn(st.sampled_from([MISSING, NOT_APPLICABLE, *map(given, range(1, 8))]))
def test_what_a_field_shows_is_read_as_the_same_answer(cell: Cell) -> None:
    for field in (COUNT, RATING, LEFT):
        assert read_typed(field, typed_again(cell)) == cell
