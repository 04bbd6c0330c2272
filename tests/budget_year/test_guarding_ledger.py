"""What others see of a ledger: no amount that tells of a hidden count, nor what would give it."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from fordel.budget_year.guarding.figures import Earlier
from fordel.budget_year.guarding.ledger import seen_ledger
from fordel.budget_year.guarding.runs import GuardedRun, guard_run
from fordel.disclosure.rules import Rules
from fordel.ledger.book import Ledger
from fordel.ledger.posting import admitted, corrected, handed_over, opened, recounted, reframed
from tests.budget_year.test_guarding import small_run

RULES = Rules()
COUNTS = {"a": 2, "b": 7, "c": 20, "d": 26, "e": 30}
RATE = Fraction(1_000_000, sum(COUNTS.values()))


@cache
def guarded(**changed: int) -> GuardedRun:
    run = small_run(COUNTS | changed)
    earlier = [Earlier(guarded().run, guarded().hidden)] if changed else []
    return guard_run(run, RULES, earlier, asked="steady")


@cache
def ledger() -> Ledger:
    return reframed(opened(guarded().run, "x"), Fraction(900_000), from_month=1, reason="x")


def seen(book: Ledger, **guards: GuardedRun | None):
    found = {1: guarded(), **{int(name[1:]): guard for name, guard in guards.items()}}
    return seen_ledger(book, found)


def shown(guard: GuardedRun) -> set[str]:
    return {unit for unit in guard.run.allocation.ids if guard.shows_money(unit)}


def test_the_opening_hides_what_the_announcement_hid():
    found = seen(ledger())
    assert found.hidden == set(COUNTS) - shown(guarded()) >= {"a"}
    assert found.opening("a") is None
    assert found.balance("e") == ledger().balances["e"]
    assert not found.reserve


def test_without_protection_nothing_is_shown():
    assert seen_ledger(ledger(), {}).hidden == set(COUNTS)


def test_a_recount_with_a_small_change_hides_the_new_amount():
    # d had 26 children and was shown; now 28: the change is two children.
    again = guarded(d=28, e=38)
    assert "d" in shown(guarded())
    assert "d" not in shown(again)
    book = recounted(ledger(), again.run, from_month=9, reason="x")
    number = book.entries[-1].number
    found = seen(book, n3=again)
    assert found.balance("d") is None
    assert found.opening("d") is not None, "it was shown when it was announced"
    assert "d" in found.entries[number].units
    hidden = found.hidden & book.balances.keys()
    assert len(hidden) > 1, "one alone could be had from the sum"


def test_heirs_of_a_hidden_unit_are_hidden_and_of_a_shown_one_are_not():
    for giver, expected in (("a", True), ("d", False)):
        book = handed_over(ledger(), [giver], {"e": Fraction(1)}, from_month=8, reason="x")
        found = seen(book)
        assert ("e" in found.hidden) is expected
        assert (found.balance("e") is None) is expected


@pytest.mark.parametrize(("children", "hides"), [(1, True), (4, True), (6, False)])
def test_a_correction_of_few_children_is_hidden_with_what_stands_against_it(children, hides):
    amount = Fraction(round(-children * RATE))
    book = corrected(ledger(), "e", amount, from_month=7, reason="x")
    found = seen(book)
    assert (found.balance("e") is None) is hides
    assert found.reserve is hides, "the reserve moved by as much"
    book = corrected(ledger(), "e", amount, against="d", from_month=7, reason="x")
    found = seen(book)
    assert ({"d", "e"} <= found.hidden) is hides
    assert not found.reserve


def test_what_was_hidden_stays_hidden_in_all_that_follows():
    book = corrected(ledger(), "e", Fraction(round(RATE)), from_month=7, reason="x")
    book = admitted(book, "new", Fraction(100_000), from_month=8, reason="x")
    again = guarded(d=36, e=39)
    found = seen(recounted(book, again.run, from_month=9, reason="x"), n5=again)
    assert found.balance("e") is None
    assert found.balance("new") is not None, "decided by people, not counted"
    assert found.reserve


def test_no_hidden_amount_is_the_only_unknown_of_a_sum():
    book = handed_over(ledger(), ["a"], {"e": Fraction(1)}, from_month=8, reason="x")
    book = corrected(book, "c", Fraction(round(RATE)), from_month=8, reason="x")
    found = seen(book)
    for entry in book.entries:
        unknown = len(found.entries[entry.number].units) + found.entries[entry.number].reserve
        assert unknown != 1
    assert len(found.hidden) + found.reserve > 1
