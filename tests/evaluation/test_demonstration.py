"""The fifteen projects with invented registrations: every table across projects can be made."""

from __future__ import annotations

import pytest

from fordel.costing.computing import Range, cost_per_child
from fordel.costing.pay import shipped_pay
from fordel.evaluation.across.seen import InProject, Seen
from fordel.evaluation.across.tables import (
    cost_beside_results,
    elements_by_cost,
    elements_by_results,
)
from fordel.evaluation.across.totals import totals_of
from fordel.evaluation.results.developing import results_of
from fordel.evaluation.results.drawing import chart_of
from fordel.evaluation.results.publishing import publish_results
from fordel.evaluation.telling import evaluate_project
from fordel.interventions.demonstration import demonstration_registrations
from fordel.interventions.elements import shipped_catalogue
from fordel.interventions.indicators import Cohort, Theme
from fordel.interventions.loading import shipped_programme

SKIPPED = 2
"""Where period 3, of the pandemic, stands among the periods."""


@pytest.fixture(scope="module")
def made():
    return demonstration_registrations(shipped_programme())


@pytest.fixture(scope="module")
def placed(made):
    return [InProject(one.project, results_of(one)) for one in made.values()]


def test_nothing_was_registered_in_the_skipped_period(placed) -> None:
    for one in placed:
        assert not one.results.periods[SKIPPED].collected
        for known in one.results.developments:
            assert known.n_array()[SKIPPED] == 0


def test_every_element_stands_beside_results_and_costs(placed) -> None:
    rows = elements_by_results(placed)
    assert [row.element for row in rows] == list(range(1, 10))
    for row in rows:
        for pattern in row.patterns:
            assert sum(pattern.count(seen) for seen in Seen) == pattern.used == len(row.projects)
    pay, costs = shipped_pay(), {}
    for known in shipped_catalogue().costs:
        priced = known.priced(known.activity)
        costs[known.project, known.activity] = cost_per_child(priced, pay)
    home = elements_by_cost(placed, costs)[0]
    assert home.n == sum(
        isinstance(cost, Range) and 1 in _elements(placed, *at) for at, cost in costs.items()
    )
    assert home.once is not None
    assert len(home.not_priced) > 0
    assert [row.project for row in cost_beside_results(placed, costs)] == [
        one.project.id for one in placed
    ]


def test_results_that_were_made_to_rise_are_seen(placed) -> None:
    vejle = next(one for one in placed if one.project.id == "vejle")
    assert vejle.seen(Theme.WELLBEING) is Seen.UP
    assert vejle.seen(Theme.LANGUAGE) is Seen.NOT_COLLECTED
    glostrup = next(one for one in placed if one.project.id == "glostrup")
    assert glostrup.seen(Theme.PARENTS) is Seen.CANNOT_BE_SAID, "no effect phase"


def test_totals_per_period_have_their_n(made) -> None:
    totals = totals_of(list(made.values()))
    meetings = next(row for row in totals.rows if row.indicator == "cross_meetings")
    assert totals.collected[SKIPPED] is False
    assert meetings.cells[SKIPPED].total is None
    assert meetings.whole is not None
    assert meetings.whole.total == sum(cell.total or 0 for cell in meetings.cells)
    assert all(cell.n_units <= cell.asked_units for cell in meetings.cells)


def test_every_development_of_a_project_is_drawn(made) -> None:
    report = results_of(made["haderslev"])
    for known in report.developments:
        chart = chart_of(report, known, "da")
        assert len(chart.table[1]) == 7
        assert "Pandemien" in chart.table[1][SKIPPED][3]
    unit = made["haderslev"].units[0]
    assert unit in chart_of(report, report.ratings[0], "da", unit=unit, scale=(1, 7)).title


def test_no_maturity_is_proposed_without_descriptions_and_costs(made) -> None:
    outcomes = {evaluate_project(one).maturity.outcome.value for one in made.values()}
    assert outcomes == {"partly_matured", "ended_early"}


def test_a_small_project_can_be_published(made) -> None:
    published = publish_results(made["haderslev"], periods=(6, 7))
    cells = published.guarded.publication.cells
    small = [cell for cell in cells.values() if cell.value is not None and 0 < cell.value < 5]
    assert not small
    assert any(key[1] == Cohort.INCLUDED for key in cells)
    assert {key[2] for key in cells} == {"6", "7"}
    assert "cross_meetings" not in {key[0] for key in cells}, "meetings are no people"


def _elements(placed, project, activity):
    one = next(one for one in placed if one.project.id == project)
    return next(known for known in one.project.activities if known.id == activity).elements
