from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.costing.beside import PerChildMoved
from fordel.costing.computing import NotComputed, Range
from fordel.domain.language import Words
from fordel.evaluation.panels.costing import (
    Followed,
    cost_of_months,
    cost_words,
    months_followed,
    per_child_moved,
)
from fordel.evaluation.panels.counting import count_panel
from fordel.evaluation.panels.figures import figures_of
from fordel.interventions.periods import DataPeriod
from fordel.statistics.transitions import net_share
from tests.evaluation.panels.made import panel_of

YEAR = Range(Fraction(120_000), Fraction(96_000), Fraction(144_000))
COURSES = ["yg"] * 12 + ["gy"] * 2 + ["gg"] * 10 + ["yy"] * 6


def figures(courses):
    return figures_of(count_panel(panel_of({"a": courses})))


def test_the_net_number_and_its_interval_by_hand():
    """12 to green, 2 from, of 30: (13 - 3) / 32, error sqrt((16/32 - (10/32)²) / 32)."""
    moved = figures(COURSES).moved
    assert (moved.children, moved.toward, moved.away, moved.net) == (30, 12, 2, 10)
    middle, half = 10 / 32, 1.959964 * ((16 / 32 - (10 / 32) ** 2) / 32) ** 0.5
    assert (moved.low, moved.high) == pytest.approx((middle - half, middle + half), abs=1e-6)


@given(st.integers(1, 60), st.data())
def test_the_interval_holds_the_net_share(of, data):
    toward = data.draw(st.integers(0, of))
    away = data.draw(st.integers(0, of - toward))
    low, high = net_share(toward, away, of)
    assert -1 <= low <= (toward - away) / of <= high <= 1
    back = net_share(away, toward, of)
    assert (-back[1], -back[0]) == pytest.approx((low, high))


def test_the_cost_is_of_the_months_followed():
    """Eighteen months of 120,000 a year are 180,000: 18,000 for each of ten."""
    cost = cost_of_months(YEAR, Fraction(18))
    told = per_child_moved(figures(COURSES), cost)
    assert isinstance(told, PerChildMoved)
    assert told.amount == 18_000
    assert told.low < told.amount < told.high
    one = Followed("language", Words("Sprog", "Language"), figures(COURSES), Fraction(18), cost, "")
    assert "12 af 30 fulgte børn" in cost_words(one, "da")
    assert "18.000 kr. pr. barn netto rykket til grøn" in cost_words(one, "da")
    assert "18,000 kr. per child net moved to green" in cost_words(one, "en")
    assert "viser ikke, at den er årsagen" in cost_words(one, "da")


@pytest.mark.parametrize(
    ("courses", "cost", "code", "da", "en"),
    [
        (COURSES, cost_of_months(None, Fraction(6)), "no_costs",
         "Omkostningerne er ikke regnet ud.", "have not been worked out"),
        (COURSES, cost_of_months(YEAR, Fraction(6), 1), "incomplete",
         "Summen mangler poster", "The sum lacks items"),
        (["yg"] * 5 + ["yy"] * 2, YEAR, "too_few_children", "kun 7 børn", "only 7 children"),
        (["yy"] * 20, YEAR, "nobody_moved", "Ingen børn er rykket", "No child moved"),
        (["yg"] * 4 + ["gy"] * 4 + ["gg"] * 9, YEAR, "not_more_than_back",
         "fra grøn som til grøn", "from green as to it"),
        (["yg"] * 2 + ["yy"] * 30, YEAR, "interval_touches_zero", "når ned til ingen",
         "reaches down to none"),
        (["y?", "g?", "yg-"[:1] + "?"], YEAR, "nobody_followed", "Ingen børn har to vurderinger",
         "No child has two assessments"),
    ],
)  # fmt: skip
def test_why_no_cost_can_be_said(courses, cost, code, da, en):
    told = per_child_moved(figures(courses), cost)
    assert isinstance(told, NotComputed)
    assert told.code == code
    one = Followed("x", Words("Sprog", "Language"), figures(courses), Fraction(6), cost, "")
    assert cost_words(one, "da").startswith("Sprog: prisen pr. barn rykket til grøn kan ikke siges")
    assert da in cost_words(one, "da")
    assert en in cost_words(one, "en")


def test_months_run_over_what_was_not_collected():
    def period(no: int, first: date, last: date) -> DataPeriod:
        return DataPeriod(no=no, first=first, last=last)

    first = period(1, date(2025, 2, 1), date(2025, 7, 31))
    third = period(3, date(2026, 1, 1), date(2026, 6, 30))
    assert months_followed([first, third]) == 17
    assert months_followed([third]) == 6
