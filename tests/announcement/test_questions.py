from __future__ import annotations

from fordel.announcement.figures import Voice
from fordel.announcement.questions import reading_questions
from tests import demonstrated

CONTACT = {"purpose": "Tidlig indsats"}


def test_the_right_answers_are_the_runs_own() -> None:
    run = demonstrated.next_run()
    voice = Voice("da", run.model.currency.currency)
    for place, unit in enumerate(run.allocation.ids):
        how_much, by_what, what_for = reading_questions(run, unit, CONTACT)
        assert how_much.answers[how_much.right].da == voice.money(run.allocation.need[place])
        assert by_what.answers[by_what.right].da.startswith("Hvor mange af børnene der opfylder")
        assert what_for.answers[what_for.right].en == "Tidlig indsats"


def test_answers_differ_and_the_right_one_does_not_always_stand_first() -> None:
    run = demonstrated.next_run()
    places = set()
    for unit in run.allocation.ids:
        for question in reading_questions(run, unit, {}):
            assert len(set(question.answers)) == len(question.answers) >= 2
            places.add(question.right)
    assert len(places) > 1


def test_the_same_letter_gives_the_same_questions() -> None:
    run = demonstrated.next_run()
    unit = run.allocation.ids[0]
    assert reading_questions(run, unit, {}) == reading_questions(run, unit, {})
    free = reading_questions(run, unit, {})[2]
    assert free.answers[free.right].da == "Kommunen har ikke bundet dem til noget bestemt"
