from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.evaluation.panels.counting import AWAY, count_panel
from fordel.evaluation.panels.documents import counts_document, counts_from, figures_document
from fordel.evaluation.panels.figures import figures_of
from fordel.evaluation.panels.refusals import PanelCountsNotUnderstood
from fordel.evaluation.panels.rows import Panel
from fordel.statistics.transitions import Transitions, transitions
from tests.evaluation.panels.made import panel_of

COURSES = st.lists(st.text("gyr?-", min_size=3, max_size=3), min_size=2, max_size=14)
WITH_LEAVERS = st.lists(
    st.builds(lambda one, end: one + end, st.text("gyr?-", min_size=2, max_size=2),
              st.sampled_from("gyr?-GYR")),
    min_size=2, max_size=14,
)  # fmt: skip
SHARES = st.tuples(COURSES, COURSES)


def cells(figures):
    names = [state.id for state in figures.states]
    return {(names[one.before], names[one.after]): one for one in figures.cells}


def test_a_hand_counted_panel():
    """Six children; the counts are made with a pencil."""
    panel = panel_of({"a": ["yyg", "ygg", "gyg"], "b": ["rG-", "-yy", "g-g"]})
    figures = figures_of(count_panel(panel))
    counted = {pair: one.count for pair, one in cells(figures).items() if one.count}
    assert counted == {
        ("yellow", "yellow"): 2, ("yellow", "green"): 3, ("green", "green"): 1,
        ("green", "yellow"): 1, ("red", "green"): 1,
    }  # fmt: skip
    flows = {flow.state: flow for flow in figures.flows}
    green, yellow = flows["green"], flows["yellow"]
    assert (green.came, green.went, green.left) == (1, 1, 1)
    assert (yellow.came, yellow.went, yellow.left) == (1, 0, 0)
    assert figures.moved is not None
    # first to last: yyg, ygg, rG to green; gyg and g-g stay green; yy stays yellow
    assert (figures.moved.children, figures.moved.toward, figures.moved.away) == (6, 3, 0)
    assert {path.states: path.children for path in figures.paths} == {
        ("yellow", "yellow", "green"): 1,
        ("yellow", "green", "green"): 1,
        ("green", "yellow", "green"): 1,
    }


def test_who_left_with_a_last_assessment_is_not_gone_once_more():
    figures = figures_of(count_panel(panel_of({"a": ["yG-", "ygg", "yy-"]})))
    flows = {flow.state: flow for flow in figures.flows}
    assert (flows["green"].left, flows["green"].went) == (1, 0)
    assert (flows["yellow"].left, flows["yellow"].went) == (0, 1)


def test_who_was_not_assessed_is_counted_and_is_no_state():
    figures = figures_of(count_panel(panel_of({"a": ["g?g", "ggg", "y?y"]})))
    flows = {flow.state: flow.not_assessed for flow in figures.flows}
    assert flows == {"green": 1, "yellow": 1, "red": 0}
    assert figures.followed == 2


def test_a_unit_has_its_own_children_and_units_add_up():
    counts = count_panel(panel_of({"a": ["yg", "yy"], "b": ["gy", "yg", "rg"]}))
    whole, a, b = figures_of(counts), figures_of(counts, "a"), figures_of(counts, "b")
    assert (a.children, b.children, whole.children) == (2, 3, 5)
    for pair, one in cells(whole).items():
        assert one.count == cells(a)[pair].count + cells(b)[pair].count
    assert whole.moved.toward == a.moved.toward + b.moved.toward == 3


@given(SHARES)
def test_every_child_there_stands_in_one_move_to_the_next_period(courses):
    panel = panel_of(dict(zip("ab", courses, strict=True)))
    counts = count_panel(panel)
    for before, after in counts.steps:
        moves = [one for one in counts.moves if (one.before, one.after) == (before, after)]
        there = [one for one in panel.sightings if one.period == before]
        then = [one for one in panel.sightings if one.period == after]
        assert sum(one.children for one in moves if one.start != AWAY) == len(there)
        assert sum(one.children for one in moves if one.end != AWAY) == len(then)
    assert sum(counts.children.values()) == panel.children


@given(WITH_LEAVERS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(courses, chance):
    panel = panel_of({"a": courses})
    mixed = list(panel.sightings)
    chance.shuffle(mixed)
    assert count_panel(Panel(tuple(mixed), panel.states)) == count_panel(panel)


@given(COURSES)
def test_counts_are_those_of_the_estimator(courses):
    """Where nobody leaves with an assessment, the plain estimator counts the same."""
    panel = panel_of({"a": courses})
    rows = [(str(one.child), one.period, one.state) for one in panel.sightings]
    if not rows:
        return
    asked = transitions(*zip(*rows, strict=True), 3, fewest_followed=0.0)
    if not isinstance(asked, Transitions):
        return
    figures = figures_of(count_panel(panel))
    assert figures.cells == asked.cells
    mine = [(flow.came, flow.went, flow.not_assessed) for flow in figures.flows]
    assert mine == [(flow.came, flow.went, flow.not_assessed) for flow in asked.flows]
    order = {state.id: at for at, state in enumerate(figures.states)}
    paths = {tuple(order[name] for name in path.states): path.children for path in figures.paths}
    assert paths == dict(asked.paths)


@given(WITH_LEAVERS)
def test_a_document_holds_all_of_it(courses):
    counts = count_panel(panel_of({"a": courses}))
    kept = json.loads(json.dumps(counts_document(counts)))
    assert counts_from(kept) == counts


def test_a_document_of_counts_names_no_child():
    counts = count_panel(panel_of({"a": ["yg", "gg"], "b": ["ry"]}))
    text = json.dumps(counts_document(counts)) + json.dumps(
        figures_document(figures_of(counts), "da")
    )
    assert not {"a-00", "a-01", "b-00"} & set(re.findall(r"[\w-]+", text))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: kept.pop("moves"),
        lambda kept: kept["moves"][0].update(children="mange"),
        lambda kept: kept["moves"][0].update(children=-1),
        lambda kept: kept["moves"][0].update(to="purple"),
        lambda kept: kept["moves"][0].update(before=7),
        lambda kept: kept["paths"].append({"states": ["green"], "children": 1}),
    ],
)
def test_counts_that_do_not_hold_together_are_refused(spoil):
    kept = counts_document(count_panel(panel_of({"a": ["yg", "gg"]})))
    spoil(kept)
    with pytest.raises(PanelCountsNotUnderstood) as refused:
        counts_from(kept)
    assert "kan ikke læses" in refused.value.message("da")
    assert "cannot be read" in refused.value.message("en")
