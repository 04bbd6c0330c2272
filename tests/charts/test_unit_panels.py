from __future__ import annotations

import json
from datetime import date

import pytest

from fordel.charts.developments.parts import Span
from fordel.charts.unit_panels import Column, unit_panels

SPANS = (
    Span("1", date(2025, 1, 1), date(2025, 6, 30)),
    Span("2", date(2025, 7, 1), date(2025, 12, 31), collected=False, reason="flytning"),
    Span("3", date(2026, 1, 1), date(2026, 6, 30), effect=True),
)
HELD = Column("Besøg", ((4, None, 6), (0, None, None)))
GREEN = Column("Grønne", ((0.5, None, 0.75), (None, None, 1)), as_shares=True, ends=(0, 1))


def drawn(**own):
    given = {"units": ("Sol", "Måne"), "columns": (HELD, GREEN), "language": "da", **own}
    return unit_panels("Enhederne", SPANS, **given)


def values(chart):
    found = json.dumps(chart.spec)
    assert "flytning" not in found
    return [
        row
        for column in chart.spec["hconcat"]
        for row in chart.spec["datasets"][column["data"]["name"]]
    ] if "datasets" in chart.spec else [
        row for column in chart.spec["hconcat"] for row in column["data"]["values"]
    ]  # fmt: skip


def test_a_gap_is_no_zero_and_no_line_crosses_it():
    rows = [row for row in values(drawn()) if row["unit"] == "Sol"][:3]
    assert [row["figure"] for row in rows] == [4, None, 6]
    assert rows[0]["stretch"] != rows[2]["stretch"]
    assert [row["grey"] for row in rows] == [False, True, False]
    assert [row["effect"] for row in rows] == [False, False, True]


def test_each_unit_has_its_own_effect_phase():
    """Units that begin in turn are not all shaded from the first one's start."""
    rows = values(drawn(effect=[[False, True, True], [False, False, True]]))
    shaded = {
        unit: [row["effect"] for row in rows if row["unit"] == unit][:3] for unit in ("Sol", "Måne")
    }
    assert shaded == {"Sol": [False, True, True], "Måne": [False, False, True]}
    with pytest.raises(ValueError, match="panels need"):
        drawn(effect=[[True, True, True]] * 3)


def test_the_table_says_every_figure_and_which_nothing():
    headers, rows = drawn().table
    assert headers == ("Enhed", "Hvad", "1", "2", "3")
    assert rows == (
        ("Sol", "Besøg", "4,0", "ikke indsamlet", "6,0"),
        ("Sol", "Grønne", "50 %", "ikke indsamlet", "75 %"),
        ("Måne", "Besøg", "0,0", "ikke indsamlet", "ingen tal"),
        ("Måne", "Grønne", "ingen tal", "ikke indsamlet", "100 %"),
    )


def test_it_is_drawn_and_says_what_is_grey():
    chart = drawn(grey=("Strejke", ("1",)), language="en")
    assert "Grey band: not collected, Strejke. A" in json.dumps(chart.spec)
    svg = chart.svg()
    assert svg.startswith("<svg role=")
    assert "Sol" in svg
    assert "Units: 2. Periods: 3. What they show: Besøg, Grønne" in chart.description


@pytest.mark.parametrize(
    "own",
    [{"units": ()}, {"columns": ()}, {"columns": (Column("x", ((1, 2, 3),)),)},
     {"columns": (Column("x", ((1, 2), (1, 2))),)}, {"units": ("Sol", "Sol")},
     {"columns": (HELD, HELD)}],
)  # fmt: skip
def test_refuses_what_does_not_fit(own):
    with pytest.raises(ValueError, match=r"panels need|differ"):
        drawn(**own)
