"""The invented panel has the children that the invented registrations count."""

from __future__ import annotations

from collections import Counter

import pytest

from fordel.evaluation.across.seen import InProject
from fordel.evaluation.across.tables import cost_beside_results
from fordel.evaluation.across.telling import cost_and_results_table
from fordel.evaluation.panels.counting import count_panel
from fordel.evaluation.panels.demonstration import invented_panel
from fordel.evaluation.panels.figures import figures_of
from fordel.evaluation.results.developing import results_of
from fordel.evaluation.setting_aside import children_with
from fordel.interventions.demonstration import demonstration_registrations
from fordel.interventions.indicators import Cohort, Colour
from fordel.interventions.loading import shipped_programme
from tests.evaluation.panels.test_costing import YEAR
from tests.evaluation.panels.test_reports import followed


@pytest.fixture(scope="module")
def registrations():
    return demonstration_registrations(shipped_programme())["haderslev"]


def test_children_are_those_that_were_registered(registrations) -> None:
    panel = invented_panel(registrations, "language")
    seen = Counter(
        (one.unit, one.period, one.state) for one in panel.sightings if not one.is_leaving
    )
    left = Counter((one.unit, one.period, one.state) for one in panel.sightings if one.is_leaving)
    known = registrations.programme.indicator("language")
    for unit in registrations.units:
        for period in panel.periods:
            for cohort, counted in ((Cohort.INCLUDED, seen), (Cohort.LEFT, left)):
                counts = children_with(registrations, unit, period, known, cohort)
                for place, colour in enumerate(Colour):
                    wanted = 0 if counts is None else counts[colour]
                    assert counted[unit, period, place] == wanted, (unit, period, cohort, colour)
    assert 3 in panel.skipped


def test_the_same_seed_gives_the_same_and_children_go_both_ways(registrations) -> None:
    first = invented_panel(registrations, "language")
    assert invented_panel(registrations, "language") == first
    assert invented_panel(registrations, "language", seed=1) != first
    moved = figures_of(count_panel(first)).moved
    assert moved is not None
    assert moved.toward > 0
    assert moved.away > 0


def test_projects_have_what_a_child_moved_cost_beside_their_results(registrations) -> None:
    project = InProject(registrations.project, results_of(registrations))
    panels = {"haderslev": [followed(), followed({"a": ["y-y"] * 20}, YEAR)]}
    told = cost_and_results_table(
        cost_beside_results([project], {}, panels), {"haderslev": "Haderslev"}, "da"
    )
    assert told.headers[3] == "Kr. pr. barn netto rykket til grøn"
    assert told.rows[0][3].startswith("Trivsel: 10.119 (")
    assert told.rows[0][3].endswith("; Trivsel: kan ikke siges")
    assert any(
        line.startswith("Haderslev, Trivsel: prisen pr. barn rykket til grøn kan ikke")
        for line in told.below
    )
    without = cost_and_results_table(cost_beside_results([project], {}), {}, "en")
    assert without.rows[0][3] == "cannot be said"
    assert any(line.startswith("No children were followed") for line in without.below)
