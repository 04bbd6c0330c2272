"""Lines break at gaps, the effect phase is a band, and the table says it all."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import altair as alt
import pytest

from fordel.charts.developments.drawing import development
from fordel.charts.developments.parts import Axis, Line, Mark, Point, Span
from fordel.domain.language import Words

SPANS = [
    Span("1", date(2020, 10, 1), date(2021, 2, 28), phase="udbredelse"),
    Span("2", date(2021, 3, 1), date(2021, 9, 30), collected=False, reason="pandemi"),
    Span("3", date(2021, 10, 1), date(2022, 2, 28), effect=True),
    Span("4", date(2022, 3, 1), date(2022, 9, 30), effect=True),
]
GAP = Point(None, 0)
LINE = Line(
    "Projektet", (Point(3, 4, 2, 5), GAP, Point(Fraction(9, 2), 3, 4, 6), Point(5, 4, 4, 7))
)
MARKS = [Mark("Pandemi", date(2020, 3, 1), date(2022, 1, 31)), Mark("Efter", date(2030, 1, 1))]
AXIS = Axis(Words(da="Fælles vurdering", en="Joint rating"), ends=(1, 7))
SHARES = Axis(Words(da="Andel", en="Share"), as_shares=True)


def drawn(language="da", lines=(LINE,), axis=AXIS, marks=MARKS):
    return development("Daglig kontakt", SPANS, lines, axis, language, marks)


def points(spec):
    """Every row that a line is drawn from, each once."""
    found = {}

    def look(part):
        if isinstance(part, dict):
            if "stretch" in part:
                found[part["tip"]] = part
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    look(spec)
    return list(found.values())


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_specification_is_valid_and_drawn(language: str) -> None:
    chart = drawn(language)
    alt.Chart.from_dict(chart.spec, validate=True)
    assert json.dumps(chart.spec) == json.dumps(drawn(language).spec)
    assert "Pandemi" in chart.svg()
    assert "Efter" not in chart.svg(), "an event after the periods is not drawn"


def test_no_line_is_drawn_across_a_gap_and_no_gap_is_zero() -> None:
    rows = points(drawn().spec)
    assert len(rows) == 3
    assert {row["stretch"] for row in rows} == {"Projektet 0", "Projektet 1"}
    assert all(row["figure"] > 0 for row in rows)


def test_the_table_and_the_words_say_what_is_drawn() -> None:
    chart = drawn()
    headers, rows = chart.table
    assert headers == ("Periode", "Fra og til", "Fase", "Projektet", "n, Projektet", "Samtidig")
    assert rows[0] == (
        "1",
        "01-10-2020 – 28-02-2021",
        "udbredelse",
        "3,0 (2,0–5,0)",
        "4",
        "Pandemi",
    )
    assert rows[1][3:5] == ("pandemi", "0")
    assert rows[3][2:6] == ("virkning", "5,0 (4,0–7,0)", "4", "–")
    assert chart.description == (
        "Linjediagram over Daglig kontakt i 4 perioder. Projektet: fra 3,0 i periode 1 til 5,0 i "
        "periode 4. Linjerne er brudt i periode 2, som mangler tal. Virkningsfasen er periode 3, 4."
    )


def test_three_colours_differ_by_dash_and_shape_too() -> None:
    tones = ("green", "yellow", "red")
    lines = [Line(t, tuple(Point(Fraction(1, 3), 9) for _ in SPANS), tone=t) for t in tones]
    chart = drawn(lines=lines, axis=SHARES)
    text = json.dumps(chart.spec)
    assert "strokeDash" in text
    assert "triangle-up" in text
    assert chart.table[0][3:] == ("green", "yellow", "red", "n", "Samtidig")
    assert chart.table[1][0][3:7] == ("33 %", "33 %", "33 %", "9")


def test_an_effect_phase_that_has_begun_for_some_is_paler_and_said() -> None:
    spans = [*SPANS[:2], replace(SPANS[2], effect_part=0.5), SPANS[3]]
    chart = development("Daglig kontakt", spans, [LINE], AXIS, "da", MARKS)
    assert chart.description.endswith("Lysere grønt: kun nogle af enhederne er i den.")
    assert "0.275" in re.findall(r'"opacity": ([0-9.]+)', json.dumps(chart.spec))
    assert "0.275" not in json.dumps(drawn().spec)
    assert "Lysere" not in drawn().description


def test_nothing_to_draw_is_said() -> None:
    empty = drawn(lines=[Line("Projektet", (GAP,) * 4)], marks=())
    assert "ingen tal" in empty.description
    assert empty.svg()


@pytest.mark.parametrize(
    "lines",
    [[], [LINE] * 5, [LINE, LINE], [Line("kort", (GAP,))]],
    ids=["no", "5", "same", "short"],
)
def test_lines_that_cannot_be_drawn_are_refused(lines: list[Line]) -> None:
    with pytest.raises(ValueError, match=r"lines|names|point per period"):
        drawn(lines=lines)
