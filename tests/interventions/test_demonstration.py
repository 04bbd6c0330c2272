"""Invented registrations: plausible, deterministic, and never more than a unit could have."""

from __future__ import annotations

import numpy as np
import pytest

from fordel.interventions.cells import State
from fordel.interventions.demonstration import demonstration_registrations
from fordel.interventions.indicators import Cohort, Colour, Kind
from fordel.interventions.loading import parse_programme, shipped_programme
from fordel.interventions.registrations import Registrations
from tests.interventions.test_loading import SMALL


@pytest.fixture(scope="module")
def drawn() -> dict[str, Registrations]:
    return demonstration_registrations(shipped_programme(), 2018)


def test_the_same_seed_gives_the_same_and_another_gives_others(drawn) -> None:
    again = demonstration_registrations(shipped_programme(), 2018)
    other = demonstration_registrations(shipped_programme(), 2019)
    assert list(drawn) == [project.id for project in shipped_programme().projects]
    assert all(again[name].answers == drawn[name].answers for name in drawn)
    assert all(again[name].enrolled == drawn[name].enrolled for name in drawn)
    assert other["vejle"].answers != drawn["vejle"].answers


def test_a_project_is_drawn_the_same_whatever_stands_beside_it(drawn) -> None:
    programme = shipped_programme()
    alone = programme.model_copy(update={"projects": (programme.project("vejle"),)})
    assert demonstration_registrations(alone, 2018)["vejle"].answers == drawn["vejle"].answers


def test_nothing_stands_in_the_period_that_was_not_collected(drawn) -> None:
    for registered in drawn.values():
        states = {row.cell.state for row in registered.tidy() if row.period == 3}
        assert states <= {State.NOT_COLLECTED}


def test_ratings_keep_their_scale_and_counts_are_whole_and_not_negative(drawn) -> None:
    programme = shipped_programme()
    for registered in drawn.values():
        for (_, _, key), cell in registered.answers.items():
            if cell.value is None:
                continue
            assert type(cell.value) is int
            indicator = programme.indicator(key.split(".")[0])
            if indicator.kind is Kind.RATING:
                assert 1 <= cell.value <= 7
            else:
                assert cell.value >= 0


def test_colours_sum_to_the_children_and_no_more_leave_than_were_there(drawn) -> None:
    seen = 0
    for registered in drawn.values():
        names = [
            name for name in ("wellbeing", "language") if name in registered.project.indicators
        ]
        for unit in registered.units:
            before: dict[str, int] = {}
            for period in registered.periods:
                children = registered.cell(unit, period, "children").value
                if children is None:
                    continue
                assert children <= registered.enrolled[unit, period]
                for name in names:
                    for colour in Colour:
                        key = f"{name}.{Cohort.LEFT}.{colour}"
                        gone = registered.cell(unit, period, key)
                        if f"{name}.{colour}" in before:
                            assert gone.value is not None
                            assert gone.value <= before[f"{name}.{colour}"]
                            seen += gone.value
                        else:
                            assert gone.state is State.NOT_APPLICABLE
                    values = [
                        registered.cell(unit, period, f"{name}.{Cohort.INCLUDED}.{c}").value
                        for c in Colour
                    ]
                    assert sum(value or 0 for value in values) == children
                    before |= {f"{name}.{c}": v or 0 for c, v in zip(Colour, values, strict=True)}
    assert seen > 100, "children leave"


def test_every_kind_of_nothing_is_there_to_be_shown(drawn) -> None:
    states = {row.cell.state for each in drawn.values() for row in each.tidy()}
    assert states == set(State)


def test_a_unit_that_joined_late_has_nothing_before(drawn) -> None:
    ishoej = drawn["ishoej"]
    assert ishoej.cell("u11", 4, "children").state is State.NOT_APPLICABLE
    assert ishoej.cell("u11", 5, "children").state is State.GIVEN


def test_a_project_that_ended_stops_and_only_three_units_answered(drawn) -> None:
    svendborg = drawn["svendborg"]
    assert {(unit, period) for unit, period, _ in svendborg.answers} == {
        ("u01", 2), ("u02", 2), ("u03", 2),
    }  # fmt: skip
    assert svendborg.cell("u05", 2, "children").state is State.MISSING


def test_totals_of_the_effect_phase_lie_near_the_published(drawn) -> None:
    """Published, twelve months: Ishøj 237 home visits, Vejle 290 meetings, Aabenraa 32."""
    for name, key, published in (
        ("ishoej", "home_visits", 237),
        ("vejle", "cross_meetings", 290),
        ("aabenraa", "cross_meetings", 32),
    ):
        total = np.nansum(drawn[name].array(key)[:, [5, 6]])
        assert 0.6 * published < total < 1.4 * published, name


def test_ratings_rise_where_they_were_published_to_rise(drawn) -> None:
    rising, steady = drawn["toender"].array("parents_daily"), drawn["mariagerfjord"]
    gain = np.nanmean(rising[:, 6]) - np.nanmean(rising[:, 0])
    level = steady.array("parents_daily")
    assert gain > 0.7
    assert abs(np.nanmean(level[:, 6]) - np.nanmean(level[:, 0])) < gain


def test_one_project_is_uneven(drawn) -> None:
    """Published: two of six units held 58 % of the events."""
    totals = np.sort(np.nansum(drawn["vesthimmerland"].array("parent_events"), axis=1))
    assert totals[-2:].sum() > 0.5 * totals.sum()
    assert totals[0] < 0.1 * totals.sum()


def test_another_programme_gets_registrations_too() -> None:
    programme = parse_programme(SMALL, "ours.yaml")
    registered = demonstration_registrations(programme, 1)["home"]
    assert registered.answers == {}, "its unit joins in the period that was not collected"
    earlier = parse_programme(SMALL.replace("joined: 2", "joined: 1"), "ours.yaml")
    assert demonstration_registrations(earlier, 1)["home"].cell("u1", 1, "visits").value is not None
