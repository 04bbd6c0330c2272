"""The charts of an estimated index: coefficients with their intervals, and calibration."""

from __future__ import annotations

import altair as alt
import pytest

from fordel.charts.calibration import Group, calibration
from fordel.charts.coefficients import CoefficientBand, coefficients
from fordel.domain.language import Words

BANDS = [
    CoefficientBand("enlig forsørger", -0.1, 0.25, 0.6),
    CoefficientBand("lav indkomst", 0.4, 0.75, 1.1),
    CoefficientBand("ung mor", -0.5, -0.3, -0.1),
]
GROUPS = [Group(240, 0.31, 0.35), Group(260, 0.1234, 0.12)]
UNIT = Words(da="Log-odds", en="Log odds")
LATE = Words(da="Sent sprog", en="Late language")


def test_coefficients_stand_in_order_with_their_intervals_and_doubts():
    chart = coefficients(BANDS, 0.95, UNIT, "da")
    alt.Chart.from_dict(chart.spec, validate=True)
    headers, rows = chart.table
    assert headers == ("Kriterium", "Koefficient", "Fra", "Til", "Kan ikke skelnes fra nul")
    assert rows == (
        ("lav indkomst", "0,75", "0,40", "1,10", "nej"),
        ("enlig forsørger", "0,25", "−0,10", "0,60", "ja"),
        ("ung mor", "−0,30", "−0,50", "−0,10", "nej"),
    )
    assert chart.description == (
        "Punktdiagram med bånd over 3 kriterier. Mest lægger lav indkomst til: 0,75, mellem 0,40 "
        "og 1,10. 1 kan ikke skelnes fra nul."
    )
    assert "dens 95 %-interval" in str(chart.spec["title"])
    drawn = chart.svg()
    assert "lav indkomst" in drawn
    assert "Log-odds" in drawn


def test_coefficients_that_cannot_be_drawn_are_refused():
    with pytest.raises(ValueError, match="at least one"):
        coefficients([], 0.95, UNIT, "en")
    with pytest.raises(ValueError, match="names that differ"):
        coefficients([BANDS[0], BANDS[0]], 0.95, UNIT, "en")
    with pytest.raises(ValueError, match="lower end"):
        coefficients([CoefficientBand("a", 1, 0.5, 0)], 0.95, UNIT, "en")


def test_calibration_says_how_far_the_farthest_group_is():
    chart = calibration(GROUPS, "en", outcome=LATE, as_shares=True)
    alt.Chart.from_dict(chart.spec, validate=True)
    assert chart.table == (
        ("Children in the group", "Predicted", "In fact"),
        (("260", "12.3%", "12.0%"), ("240", "31.0%", "35.0%")),
    )
    assert chart.description == (
        "Scatter plot of 2 groups of at least 240 children each. Farthest from the line: predicted "
        "31.0%, in fact 35.0%."
    )
    drawn = chart.svg()
    assert "Predicted: Late language" in drawn
    figures = calibration(GROUPS, "da", outcome=LATE, as_shares=False)
    assert figures.table[1][1] == ("240", "0,31", "0,35")


def test_calibration_without_groups_is_refused():
    with pytest.raises(ValueError, match="at least one group"):
        calibration([], "en", outcome=LATE, as_shares=True)
