"""Nothing is written over: what held when can always be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from fordel.interventions.cells import MISSING, Cell, given
from fordel.interventions.sheets.history import Entry, HandIn, Log
from fordel.interventions.sheets.refusals.correcting import EarlierThanTheLast, ReasonNeeded
from tests.interventions.sheets.programmes import PROGRAMME, PROJECT

START = datetime(2020, 3, 1, 9, tzinfo=UTC)


def entry(hours: int, cell: Cell, reason: str = "", field: str = "events") -> Entry:
    return Entry("u1", 2, field, cell, START + timedelta(hours=hours), "leder", reason)


LOG = (
    Log()
    .with_entry(entry(0, given(3)))
    .with_entry(entry(1, given(4)))
    .with_hand_in(HandIn("u1", 2, START + timedelta(hours=2), "leder"))
)


def test_the_last_answer_holds_and_every_one_before_it_is_kept() -> None:
    assert LOG.registrations(PROGRAMME, PROJECT).cell("u1", 2, "events") == given(4)
    first, second = LOG.changes("u1", 2)
    assert (first.before, first.entry.cell) == (None, given(3))
    assert (second.before, second.entry.cell) == (given(3), given(4))
    assert not second.after_hand_in
    assert LOG.changes("u2", 2) == ()
    earlier = LOG.as_of(START)
    assert earlier.current() == {("u1", 2, "events"): given(3)}
    assert earlier.handed_in("u1", 2) is None


def test_after_hand_in_a_correction_needs_a_reason() -> None:
    with pytest.raises(ReasonNeeded) as caught:
        LOG.with_entry(entry(3, given(5), reason="  "))
    assert caught.value.message("da") == (
        "Arket for u1, periode 2, er afleveret; skriv, hvorfor events rettes. Tallet kan allerede "
        "være brugt i en rapport. Skriv en begrundelse."
    )
    mended = LOG.with_entry(entry(3, given(5), reason="talt forkert"))
    last = mended.changes("u1", 2)[-1]
    assert (last.after_hand_in, last.before, last.entry.reason) == (True, given(4), "talt forkert")
    assert LOG.current() != mended.current(), "the log before is as it was"


def test_an_answer_that_changes_nothing_is_no_correction() -> None:
    assert LOG.with_entry(entry(3, given(4))) is LOG
    assert Log().with_entry(entry(0, MISSING)) == Log()


def test_an_answer_can_be_taken_back() -> None:
    taken = LOG.with_entry(entry(3, MISSING, reason="hører til en anden enhed"))
    assert taken.registrations(PROGRAMME, PROJECT).cell("u1", 2, "events") == MISSING
    assert len(taken.changes("u1", 2)) == 3


def test_the_log_is_in_order_of_time() -> None:
    with pytest.raises(EarlierThanTheLast) as caught:
        LOG.with_entry(entry(0, given(9)))
    assert "older than the last in the log" in caught.value.message("en")
    with pytest.raises(ValueError, match="time zone"):
        Entry("u1", 2, "events", given(1), datetime(2020, 3, 1), "leder")  # noqa: DTZ001


def test_handing_in_again_does_not_move_the_first_time() -> None:
    again = LOG.with_hand_in(HandIn("u1", 2, START + timedelta(days=9), "leder"))
    assert again.handed_in("u1", 2) == START + timedelta(hours=2)


@drawn(st.lists(st.tuples(st.sampled_from(["events", "children"]), st.integers(0, 3)), max_size=12))
def test_only_changes_are_kept_and_the_last_holds(given_answers: list[tuple[str, int]]) -> None:
    log, held = Log(), {}
    for hours, (field, value) in enumerate(given_answers):
        log = log.with_entry(entry(hours, given(value), field=field))
        held[("u1", 2, field)] = given(value)
        assert log.as_of(START + timedelta(hours=hours)).current() == held
    assert log.current() == held
    for change in log.changes("u1", 2):
        assert change.before != change.entry.cell
