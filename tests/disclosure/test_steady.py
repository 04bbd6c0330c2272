"""The same figures give the same pattern, however fast the machine is."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest

from fordel.budget_year.guarding.figures import Earlier
from fordel.budget_year.guarding.runs import guard_run
from fordel.disclosure import solving
from fordel.disclosure.attack import leaking
from fordel.disclosure.protecting import protect
from fordel.disclosure.refusals import TooSlowToAudit
from fordel.disclosure.rules import Rules
from fordel.disclosure.tables import Dimension, table
from tests import demonstrated

CHANCE = Random(2)
FIGURES = table(
    {
        (f"u{i}", f"c{j}"): CHANCE.choice([1, 2, 3, 7, 9, 12, 20, 30])
        for i in range(8)
        for j in range(5)
    },
    [Dimension.flat([f"u{i}" for i in range(8)]), Dimension.flat([f"c{j}" for j in range(5)])],
)


@pytest.fixture
def slow_machine(monkeypatch):
    """Every look at the clock finds another five seconds gone."""
    ticks = count()
    monkeypatch.setattr(solving, "monotonic", lambda: float(5 * next(ticks)))


def hidden(asked, seconds=3.0):
    return protect(FIGURES, Rules(), asked=asked, seconds=seconds, at_most=1_000_000.0).publication


def test_a_slow_machine_hides_the_same(request):
    steady, fast = hidden("steady").hidden, hidden("fast").hidden
    request.getfixturevalue("slow_machine")
    assert hidden("steady").hidden == steady
    assert hidden("fast").hidden > fast, "the other way depends on the clock, or this tests nothing"


def test_what_is_steady_is_safe_and_hides_no_more_than_it_has_to():
    found = protect(FIGURES, Rules(), asked="steady")
    assert found.method == "heuristic"
    assert not leaking(found.publication, found.demands)
    assert len(found.publication.hidden) <= len(hidden("fast").hidden) + 4


@pytest.mark.usefixtures("slow_machine")
def test_out_of_time_it_refuses_rather_than_hide_other_cells():
    with pytest.raises(TooSlowToAudit):
        protect(FIGURES, Rules(), asked="steady", at_most=3.0)


def test_a_year_is_protected_alike_twice(request):
    def found():
        first = guard_run(demonstrated.run(), Rules(), asked="steady", at_most=1_000_000.0)
        last = [Earlier(first.run, first.hidden)]
        second = guard_run(
            demonstrated.next_run(), Rules(), last, asked="steady", at_most=1_000_000.0
        )
        return first.to_json(), second.to_json()

    once = found()
    request.getfixturevalue("slow_machine")
    assert found() == once
