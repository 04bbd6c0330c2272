"""Projects beside each other: n everywhere, too few said, gaps kept."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from fordel.costing.computing import NO_DIVISOR, NotComputed, Range
from fordel.evaluation.across.seen import InProject, Seen
from fordel.evaluation.across.tables import (
    cost_beside_results,
    elements_by_cost,
    elements_by_results,
)
from fordel.evaluation.across.telling import (
    cost_and_results_table,
    element_costs_table,
    element_results_table,
    told_once,
    totals_table,
)
from fordel.evaluation.across.totals import NOT_ADDED_UP, totals_of
from fordel.evaluation.results.developing import results_of
from fordel.interventions.cells import given
from fordel.interventions.indicators import Theme
from tests.evaluation.made import answers, registered


def placed(name: str, contact: dict[int, int]) -> InProject:
    made = registered(answers({"contact": contact}), id=name)
    return InProject(made.project, results_of(made))


UP, DOWN, SAME, NOTHING = {1: 3, 4: 6}, {1: 6, 4: 3}, {1: 4, 4: 4}, {}  # type: ignore[var-annotated]
PROJECTS = [placed("p1", UP), placed("p2", UP), placed("p3", SAME), placed("p4", NOTHING)]


def test_elements_stand_beside_results_with_n() -> None:
    rows = elements_by_results(PROJECTS)
    assert [row.element for row in rows] == [1, 6, 9]
    pattern = rows[0].pattern(Theme.PARENTS)
    assert (pattern.used, pattern.n, pattern.is_too_few) == (4, 3, False)
    assert pattern.projects["p4"] is Seen.CANNOT_BE_SAID
    assert pattern.text("da") == ("2 op, 1 uden synlig ændring, af 3 projekter med svar")
    assert rows[0].pattern(Theme.LANGUAGE).count(Seen.NOT_COLLECTED) == 4


def test_too_few_projects_show_no_pattern() -> None:
    pattern = elements_by_results(PROJECTS[:2])[0].pattern(Theme.PARENTS)
    assert pattern.is_too_few
    assert (pattern.text("da"), pattern.text("en")) == ("for få", "too few")
    rows = elements_by_results(PROJECTS[:2])
    assert rows[0].pattern(Theme.LANGUAGE).text("da") == "ikke indsamlet"
    below = element_results_table(rows, {}, "da").below
    takes = "«For få»: Der skal mindst 3 projekter med svar til, før der står et mønster."
    assert below.count(takes) == 1


def test_costs_stand_beside_elements_and_results() -> None:
    kroner = Range(Fraction(500), Fraction(400), Fraction(600))
    costs = {
        ("p1", "visit"): kroner,
        ("p2", "visit"): kroner.times(Fraction(2)),
        ("p3", "visit"): NotComputed("divisor_missing", NO_DIVISOR),
    }
    home = elements_by_cost(PROJECTS, costs)[0]
    assert (home.element, home.n, home.is_too_few) == (1, 2, True)
    assert home.once is not None
    assert (home.once.lowest, home.once.highest) == (500, 1000)
    reasons = {(project, activity): why for project, activity, why in home.not_priced}
    assert reasons["p3", "visit"] == NO_DIVISOR
    assert reasons["p1", "talk"].da == "Timerne er ikke oplyst."
    rows = cost_beside_results(PROJECTS, costs)
    assert (rows[0].n, rows[0].seen[Theme.PARENTS]) == (1, Seen.UP)
    assert (rows[3].n, rows[3].once) == (0, None)


def test_totals_keep_gaps_and_do_not_add_children_up() -> None:
    one = registered(answers({"visits": {1: 2, 3: 1, 4: 3}, "children": {1: 20, 3: 20}}), id="p1")
    other = registered(answers({"visits": {4: 1}}, "ab"), id="p2")
    totals = totals_of([one, other])
    visits = next(row for row in totals.rows if row.indicator == "visits")
    assert totals.collected == (True, False, True, True)
    assert [cell.total for cell in visits.cells] == [8, None, 4, 14]
    assert [cell.n_units for cell in visits.cells] == [4, 0, 4, 6]
    assert [cell.asked_units for cell in visits.cells] == [8, 0, 8, 8]
    assert visits.whole is not None
    assert (visits.whole.total, visits.whole.n_units, visits.whole.n_projects) == (26, 6, 2)
    children = next(row for row in totals.rows if row.indicator == "children")
    assert children.whole is None
    assert children.why == NOT_ADDED_UP


def test_a_count_below_zero_is_in_no_total() -> None:
    values = answers({"visits": {1: 2}}) | {("a", 1, "visits"): given(-9)}
    visits = totals_of([registered(values)]).rows[1]
    assert (visits.cells[0].total, visits.cells[0].n_units) == (6, 3)


def test_totals_are_over_projects_of_one_programme() -> None:
    with pytest.raises(ValueError, match="one programme"):
        totals_of([])


def test_a_project_both_ways_is_mixed() -> None:
    values = answers({"support": {1: 1, 4: 9}})
    made = registered(values)
    found = InProject(made.project, results_of(made))
    assert found.seen(Theme.SUPPORT) is Seen.UP
    assert placed("p", DOWN).seen(Theme.PARENTS) is Seen.DOWN


def test_tables_across_are_told_with_their_n_and_their_caveat() -> None:
    kroner = Range(Fraction(500), Fraction(400), Fraction(600))
    costs = {("p1", "visit"): kroner}
    results = element_results_table(elements_by_results(PROJECTS), {1: "Hjemmet"}, "da")
    assert results.rows[0][:2] == ("Hjemmet", "4")
    parents = results.headers.index("forældresamarbejde")
    assert "af 3 projekter med svar" in results.rows[0][parents]
    assert "ikke, hvad der er årsag" in results.below[-1]
    assert "sprog" not in results.headers  # nobody collected it: said below, not in a column
    assert any(
        line.startswith("Ingen af projekterne har indsamlet: sprog") for line in results.below
    )
    assert results.headers[2] == "trivsel"  # what it is for stands first
    priced = element_costs_table(elements_by_cost(PROJECTS, costs), {}, "da")
    assert priced.rows[0] == ("1", "1", "7", "500 (for få til et mønster)")
    assert priced.rows[2][3] == "–"
    beside = cost_and_results_table(cost_beside_results(PROJECTS, costs), {"p1": "Et"}, "en")
    assert beside.rows[0][:3] == ("Et", "1", "500")
    assert beside.rows[0][beside.headers.index("cooperation with parents")] == "up"
    assert any("followed by pseudonym" in line for line in beside.below)
    assert beside.rows[1][2] == "–"
    one = registered(answers({"visits": {1: 2, 4: 3}, "children": {1: 20}}))
    totals = totals_table(totals_of([one]), "da")
    visits = next(row for row in totals.rows if row[0] == "visits")
    assert visits == ("visits", "8", "–", "–", "12", "20")
    assert totals.rows[0][-1] == "–"
    assert any("det samme barn kan være talt flere gange" in line for line in totals.below)
    assert "(5, 7, 5, 7 måneder)" in totals.below[-1]
    even = totals_table(replace(totals_of([one]), months=(Fraction(6),) * 4), "da")
    assert not any("lige lange" in line for line in even.below)
    first, second = told_once((results, priced))
    assert first.below == results.below
    assert second.below == ()
    for table in (results, priced, beside, totals):
        assert all(len(row) == len(table.headers) for row in table.rows)
