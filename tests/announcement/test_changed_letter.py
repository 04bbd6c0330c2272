from __future__ import annotations

from fractions import Fraction

import pytest

from fordel.announcement.changed_letter import Changed, changed_letter, changed_questions
from fordel.announcement.explanation import subject_of
from fordel.announcement.letter import typeset_letter
from fordel.announcement.letter_content import letter_content
from fordel.ledger.posting import admitted, corrected, handed_over, opened, reframed
from tests import demonstrated


@pytest.fixture
def ledger():
    return opened(demonstrated.run(), "Vedtaget")


def approved(unit):
    return letter_content(subject_of(demonstrated.run(), unit, "da"), None, {})


def test_says_what_changed_by_how_much_and_why(ledger):
    a, b, *_ = ledger.plans
    moved = handed_over(ledger, [a], {b: Fraction(1)}, from_month=8, reason="Solsikken lukker.")
    content = changed_letter(Changed(b, "Åhuset", moved, approved(b)), "da", {})
    now, before = moved.balances[b], ledger.balances[b]
    assert content["headline"].startswith("I får nu ")
    assert [part["what"] for part in content["parts"]] == [
        "Vedtaget budget",
        "Overdragelse fra august",
    ]
    told = " ".join(content["sections"][0]["paragraphs"])
    assert "Jeres budget for 2026 var" in told
    assert f"{int(now - before):,}".replace(",", ".") in told
    assert "mere, fra august." in told
    assert "Begrundelsen er: Solsikken lukker." in told
    assert content["sections"][1:] == approved(b)["sections"]


def test_says_that_a_closed_unit_is_paid_no_more(ledger):
    a, b, *_ = ledger.plans
    moved = handed_over(ledger, [a], {b: Fraction(1)}, from_month=8, reason="Lukker")
    told = changed_letter(Changed(a, "Solsikken", moved, approved(a)), "en", {})["sections"][0]
    assert "The unit is paid no more from August." in told["paragraphs"]
    assert "less, from August." in told["paragraphs"][0]


def test_a_new_unit_has_a_letter_without_an_approved_budget(ledger):
    richer = reframed(ledger, Fraction(900_000), from_month=6, reason="Nyt hus")
    new = admitted(richer, "NY1", Fraction(500_000), from_month=8, reason="Åbner")
    content = changed_letter(Changed("NY1", "Nyhuset", new), "da", {"sender": "Kommunen"})
    assert content["sections"][0]["paragraphs"][0] == (
        "Fra august har I jeres eget budget for 2026: 500.000\N{NO-BREAK SPACE}kr."
    )
    assert len(content["sections"]) == 1
    assert typeset_letter(content, "NY1").startswith(b"%PDF")


def test_asks_three_questions_whose_right_answers_stand_in_the_letter(ledger):
    a, b, *_ = ledger.plans
    fixed = corrected(ledger, a, Fraction(7000), against=b, from_month=3, reason="Glemt tilskud")
    places = set()
    for unit in (a, b):
        questions = changed_questions(Changed(unit, unit, fixed))
        assert [q.id for q in questions] == ["how_much_now", "since_when", "why_changed"]
        right = [q.answers[q.right].da for q in questions]
        written = f"{int(fixed.balances[unit]):,}".replace(",", ".")
        assert right == [f"{written}\N{NO-BREAK SPACE}kr.", "marts", "Noget er rettet"]
        assert all(len(set(q.answers)) == len(q.answers) >= 2 for q in questions)
        places |= {q.right for q in questions}
    assert len(places) > 1
