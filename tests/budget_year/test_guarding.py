from __future__ import annotations

import io
import json
import re
from fractions import Fraction
from functools import cache

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.allocation.change import explain_change
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.loading import parse_model
from fordel.allocation.runs import Run, make_run
from fordel.announcement.letter_workbook import letter_workbook
from fordel.budget_year.announcing import (
    announced_letter,
    announced_questions,
    counts_of_units,
    figures_of_unit,
    may_tell,
    seen_chart,
    seen_units,
)
from fordel.budget_year.guarding.figures import COUNTED, Earlier
from fordel.budget_year.guarding.runs import GuardedRun, guard_run, guarded_again
from fordel.budget_year.refusals import ProtectionDoesNotFit
from fordel.disclosure.attack import attack
from fordel.disclosure.cases import AMOUNT
from fordel.disclosure.refusals import Leaks
from fordel.disclosure.rules import Rules
from fordel.disclosure.tables import TOTAL
from fordel.registers.records import CriterionCount, Register, Unit
from tests import demonstrated

RULES = Rules()
NOTHING = {"da": {}, "en": {}}


@cache
def first() -> GuardedRun:
    return guard_run(demonstrated.run(), RULES, asked="fast")


@cache
def second() -> GuardedRun:
    last = Earlier(first().run, first().hidden)
    return guard_run(demonstrated.next_run(), RULES, [last], asked="fast")


def small_run(counts: dict[str, int], method: str = "criteria_met") -> Run:
    """Units of 40 children, a pool shared by a single criterion."""
    weights = "criteria: [poor]" if method == "criteria_met" else "weights: {poor: 2.5}"
    model = parse_model(
        f"""
        model: small
        title: {{da: Prøve, en: Test}}
        age_groups: [{{id: all}}]
        children: {{grain: counts}}
        criteria: [{{id: poor, label: {{da: Lav indkomst, en: Low income}}}}]
        steps:
          - id: need
            use: need
            count: {{method: {method}, {weights}}}
            money: {{by: pool, pool: {{amount: 1000000}}}}
        """,
        "small.yaml",
    )
    units = tuple(Unit(id=key, name=key, children={"all": Fraction(40)}) for key in counts)
    criteria = tuple(
        CriterionCount(unit=key, criterion="poor", count=Fraction(n), age_group=None)
        for key, n in counts.items()
    )
    return make_run(model, Inputs(Register(units=units, criteria=criteria)), 2027)


def counts_of(guarded: GuardedRun) -> dict[str, int]:
    run = guarded.run.allocation
    return dict(zip(run.ids, map(int, run.load or ()), strict=True))


@pytest.mark.parametrize("guarded", [first, second])
def test_no_small_count_can_be_computed_from_what_is_shown(guarded) -> None:
    publication = guarded().guarded.publication
    small = {key for key, demand in guarded().guarded.demands.items() if demand.reason}
    assert small, "the demonstration has small counts, or this tests nothing"
    found = attack(publication, small, seconds=60)
    exact = {key for key, interval in found.items() if interval.is_exact}
    assert exact == set()


@pytest.mark.parametrize("guarded", [first, second])
def test_a_small_count_takes_its_money_with_it(guarded) -> None:
    seen = {unit.key: unit for unit in seen_units(guarded())}
    for unit, count in counts_of(guarded()).items():
        assert (seen[unit].need is None) == (seen[unit].total is None)
        if 1 <= count < RULES.threshold:
            assert not guarded().shows(unit, COUNTED)
            assert seen[unit].total is None
            assert seen[unit].other is None


@pytest.mark.parametrize("guarded", [first, second])
def test_what_is_hidden_cannot_be_had_by_subtracting_from_the_pool(guarded) -> None:
    hidden = [unit for unit in seen_units(guarded()) if unit.need is None]
    assert len(hidden) != 1


def test_two_years_side_by_side_tell_no_small_change() -> None:
    before, after = counts_of(first()), counts_of(second())
    both = [
        unit
        for unit in before.keys() & after.keys()
        if first().shows(unit, COUNTED) and second().shows(unit, COUNTED)
    ]
    assert all(abs(before[u] - after[u]) not in range(1, RULES.threshold) for u in both)
    alone = guard_run(demonstrated.next_run(), RULES, asked="fast")
    assert len(alone.hidden) < len(second().hidden), "last year makes a difference here"


@pytest.mark.parametrize("method", ["criteria_met", "weighted_criteria"])
def test_money_at_a_rate_is_a_count(method) -> None:
    guarded = guard_run(small_run({"a": 2, "b": 20, "c": 9, "d": 30}, method), RULES)
    assert not guarded.shows("a", AMOUNT)
    assert len([key for key in guarded.hidden if key[1] == AMOUNT and key[0] != TOTAL]) > 1
    assert guarded.shows(TOTAL, AMOUNT)


def test_where_nothing_is_small_all_is_shown() -> None:
    guarded = guard_run(small_run({"a": 12, "b": 20, "c": 9}), RULES)
    assert guarded.hidden == frozenset()
    assert guarded.method == "nothing_unsafe"
    assert all(unit.need is not None for unit in seen_units(guarded))
    assert may_tell(guarded, "a", None).counted
    assert counts_of_units(guarded, "da").below == ()


def test_a_protection_is_kept_and_audited_again() -> None:
    last = [Earlier(first().run, first().hidden)]
    kept = json.loads(json.dumps(second().to_json()))
    again = guarded_again(second().run, kept, last)
    again.audit(60)
    assert again.hidden == second().hidden


def test_a_protection_somebody_made_smaller_leaks() -> None:
    kept = json.loads(json.dumps(first().to_json()))
    kept["hidden"] = kept["hidden"][1:]
    with pytest.raises(Leaks) as refused:
        guarded_again(first().run, kept).audit(60)
    assert "kan regnes ud" in refused.value.message("da")


def test_a_protection_of_other_figures_is_refused() -> None:
    kept = json.loads(json.dumps(first().to_json()))
    with pytest.raises(ProtectionDoesNotFit) as refused:
        guarded_again(second().run, kept)
    assert "passer ikke til tallene" in refused.value.message("da")
    kept["demands"] = kept["demands"][1:]
    with pytest.raises(ProtectionDoesNotFit):
        guarded_again(first().run, kept)


def letters() -> dict[str, dict]:
    change = None
    return {
        unit: announced_letter(
            second().run, unit, change, NOTHING, may_tell(second(), unit, first())
        )
        for unit in second().run.allocation.ids
    }


def test_a_letter_tells_its_amount_and_no_hidden_count() -> None:
    counts, hidden = counts_of(second()), 0
    for unit, content in letters().items():
        text = json.dumps(content["da"], ensure_ascii=False)
        assert content["da"]["headline"].startswith("I får ")
        told = re.search(rf"\b{counts[unit]} af ", text)
        if second().shows(unit, COUNTED):
            assert told, unit
        else:
            hidden += 1
            assert not told, unit
            assert "Tallet er lille, eller det ville røbe" in text
            assert "i en pulje på" not in text
    assert hidden


def test_a_letters_figures_are_those_of_the_table() -> None:
    for unit, content in letters().items():
        section = next(s for s in content["da"]["sections"] if "Tallene om" in s["title"])
        shown = {row["what"]: row["amount"] for row in section["rows"]}
        for column in second().columns:
            label = second().label(column).da
            assert shown[label] == second().text(unit, column, "da")
    hidden = sum("–" in json.dumps(c["da"], ensure_ascii=False) for c in letters().values())
    assert hidden


def test_the_parts_of_a_change_sum_also_when_some_are_told_together() -> None:
    change = explain_change(demonstrated.run(), demonstrated.next_run())
    merged = 0
    for unit in second().run.allocation.ids:
        content = announced_letter(
            second().run, unit, change, NOTHING, may_tell(second(), unit, first())
        )
        for section in content["da"]["sections"]:
            if section["title"] == "Siden sidste år" and section["rows"]:
                parts = sum(Fraction(row["exact"]) for row in section["rows"])
                own = change.of(unit)
                assert abs(parts - (own.after - own.before)) < 1
                names = [row["what"] for row in section["rows"]]
                if not may_tell(second(), unit, first()).change:
                    merged += any("tilsammen" in name for name in names)
                    assert not any("der tæller" in name for name in names)
    assert merged


def test_a_letter_is_a_workbook_too() -> None:
    unit, content = next(iter(letters().items()))
    book = openpyxl.load_workbook(io.BytesIO(letter_workbook(content["da"], 2027, "da")))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    total = next(u for u in second().run.allocation.ids if u == unit)
    place = second().run.allocation.ids.index(total)
    amounts = [float(part["exact"]) for part in content["da"]["parts"]]
    assert sum(amounts) == float(second().run.allocation.totals[place])
    assert set(amounts) <= {float(c) for c in cells if isinstance(c, int | float)}


def test_questions_are_asked_in_both_languages() -> None:
    contact = {"da": {"purpose": "Tidlig indsats"}, "en": {"purpose": "Early effort"}}
    unit = second().run.allocation.ids[0]
    what_for = announced_questions(second().run, unit, contact)[2]
    right = what_for.answers[what_for.right]
    assert (right.da, right.en) == ("Tidlig indsats", "Early effort")


def test_tables_and_the_picture_hold_only_what_is_shown() -> None:
    unit = next(u for u in second().run.allocation.ids if not second().shows(u, COUNTED))
    grid = figures_of_unit(second(), unit, "da")
    told = {row[0]: row[1] for row in grid.rows}
    assert told["Børn, der tæller"] == "–"
    assert grid.below
    assert "–" in {cell for row in counts_of_units(second(), "en").rows for cell in row}
    chart = seen_chart(second(), "da")
    named = {unit.name for unit in seen_units(second()) if unit.need is None}
    if chart is None:
        assert len(named) == len(second().run.allocation.ids)
    else:
        drawn = json.dumps(chart.spec, default=str)
        assert not any(name in drawn for name in named)


def test_rounding_shows_every_count_and_none_exactly() -> None:
    run = small_run({"a": 2, "b": 23, "c": 9, "d": 31})
    guarded = guard_run(run, RULES, rounding_base=5, asked="steady")
    assert guarded.within, "rounded, or this tests nothing"
    for unit, count in counts_of_criterion(guarded).items():
        text = guarded.text(unit, "poor", "da")
        assert int(text) % 5 == 0
        assert abs(int(text) - count) < 5
        assert not guarded.shows(unit, "poor"), "what is rounded is not told in a letter"
    assert not guarded.shows_money("a")
    assert "som 5 går op i" in guarded.legend("da")
    found = attack(guarded.guarded.publication, guarded.guarded.demands, seconds=60)
    assert not [key for key, interval in found.items() if interval.is_exact]


def counts_of_criterion(guarded: GuardedRun) -> dict[str, int]:
    run = guarded.run
    return {c.unit: int(c.count) for c in run.inputs.register.criteria if c.unit is not None}


def test_a_rounded_protection_is_kept_and_the_next_year_stands_beside_it() -> None:
    first_year = guard_run(
        small_run({"a": 2, "b": 23, "c": 9, "d": 31}), RULES, rounding_base=5, asked="steady"
    )
    kept = json.loads(json.dumps(first_year.to_json()))
    again = guarded_again(first_year.run, kept)
    again.audit(60)
    assert again.to_json() == first_year.to_json()
    assert again.within == first_year.within
    last = Earlier(first_year.run, first_year.hidden, first_year.within)
    second_year = guard_run(
        small_run({"a": 3, "b": 25, "c": 9, "d": 31}), RULES, [last], asked="steady"
    )
    attacked = attack(second_year.guarded.publication, second_year.guarded.demands, seconds=60)
    assert not [key for key, interval in attacked.items() if interval.is_exact]
    kept["rounded"] = [*kept["rounded"][:1], [["no", "such"], "5"]]
    with pytest.raises(ProtectionDoesNotFit):
        guarded_again(first_year.run, kept)


@given(
    patterns=st.lists(
        st.tuples(st.sets(st.integers(0, 3), min_size=1), st.integers(1, 9)),
        min_size=1,
        max_size=8,
    ),
    weights=st.lists(st.integers(1, 100), min_size=4, max_size=4),
    threshold=st.integers(2, 8),
)
def test_no_child_makes_half_of_a_units_money_where_every_count_reaches_the_threshold(
    patterns, weights, threshold
) -> None:
    """Why there is no rule on dominance beside the smallest count (decision 18)."""
    counts = [sum(n for met, n in patterns if c in met) for c in range(4)]
    parts = [sum(weights[c] for c in met) for met, _ in patterns]
    whole = sum(w * n for w, n in zip(weights, counts, strict=True))
    if all(count == 0 or count >= threshold for count in counts):
        assert max(parts) * threshold <= whole


def test_a_new_version_is_held_against_last_year_and_not_only_the_version_before() -> None:
    last = guard_run(small_run({"a": 12, "b": 20, "c": 30}), RULES, asked="steady")
    before = [Earlier(last.run, last.hidden)]
    version = guard_run(small_run({"a": 22, "b": 20, "c": 30}), RULES, before, asked="steady")
    assert version.shows("a", "poor"), "ten children more are no small change"
    both = [*before, Earlier(version.run, version.hidden)]
    found = guard_run(small_run({"a": 14, "b": 20, "c": 38}), RULES, both, asked="steady")
    assert not found.shows("a", "poor"), "two more than last year, eight fewer than the version"
    assert not found.shows_money("a")


def test_all_who_count_in_the_only_area_are_known_and_not_guarded() -> None:
    """The pool and the rate tell them, so a small change of them refuses no announcement."""
    last = guard_run(small_run({"a": 12, "b": 20, "c": 30}), RULES, asked="steady")
    before = [Earlier(last.run, last.hidden)]
    found = guard_run(small_run({"a": 15, "b": 20, "c": 30}), RULES, before, asked="steady")
    assert not found.shows("a", "poor")
