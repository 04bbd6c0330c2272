from __future__ import annotations

import pytest

from fordel.charts.transitions import Went, transition_bars

ROWS = [Went("grøn", (16, 1, 0)), Went("gul", (14, 24, 0)), Went("rød", (0, 0, 0))]


def test_a_bar_for_each_state_and_the_same_in_a_table():
    chart = transition_bars("Sprog", ROWS, "da", tones=["green", "yellow", "red"])
    headers, rows = chart.table
    assert headers == ("Fra", "Fulgt", "til grøn", "til gul", "til rød")
    assert rows == (("grøn", "17", "16", "1", "0"), ("gul", "38", "14", "24", "0"),
                    ("rød", "0", "0", "0", "0"))  # fmt: skip
    assert "Fra gul, 38 børn: 14 til grøn, 24 til gul, 0 til rød." in chart.description
    drawn = chart.svg()
    assert "fra rød (0)" in drawn
    assert "gul 24" in drawn


def test_own_states_have_colours_of_their_own():
    rows = [Went("trives", (3, 1)), Went("bekymrer", (2, 2))]
    english = transition_bars("Wellbeing", rows, "en", tones=["trives", "bekymrer"])
    assert english.table[0] == ("From", "Followed", "to trives", "to bekymrer")
    assert "from trives (4)" in english.svg()


def test_rows_that_cannot_be_drawn_are_refused():
    with pytest.raises(ValueError, match="need states"):
        transition_bars("x", [], "da")
    with pytest.raises(ValueError, match="names that differ"):
        transition_bars("x", [Went("a", (1, 1)), Went("a", (1, 1))], "da")
    with pytest.raises(ValueError, match="state by state"):
        transition_bars("x", [Went("a", (1,)), Went("b", (1, 2))], "da")
