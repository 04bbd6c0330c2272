"""Each chart is a valid specification that says in its table and words what it draws."""

from __future__ import annotations

import json
from fractions import Fraction
from xml.etree import ElementTree as ET

import altair as alt
import pytest

from fordel.charts.bars import Bar, bars
from fordel.charts.dots import Dot, Place, load_against_kroner
from fordel.charts.lorenz import lorenz
from fordel.charts.ranges import Range, ranges
from fordel.charts.waterfall import Part, signed, waterfall
from fordel.domain.language import Words

UNITS = [
    Bar("Solsikken", Fraction(34567, 3)),
    Bar("Åhuset", 4250),
    Bar("Nordstjernen", 0),
    Bar("Ny enhed", None),
]
DOTS = [
    Dot("Solsikken", Place(Fraction(31, 60), 11840), Place(Fraction(1, 2), 11000)),
    Dot("Åhuset", Place(Fraction(1, 10), 2250)),
    Dot("Nordstjernen", Place(Fraction(3, 10), 7000)),
]
PARTS = [Part("Flere børn", 92000), Part("Flere der tæller", 61200), Part("Lavere pulje", -34800)]

RANGES = [
    Range("Solsikken", 60100, Fraction(187654, 3), 64250),
    Range("Åhuset", 71000, 71000, 71000),
    Range("Nordstjernen", 58000, 59000, 63500),
]

CHARTS = {
    "lorenz": lambda language: lorenz((0, 0.5, 1), (0, 0.25, 1), 0.25, language),
    "bars": lambda language: bars(UNITS, 5000, language),
    "dots": lambda language: load_against_kroner(DOTS, language, trend=(20000.0, 500.0)),
    "ranges": lambda language: ranges(RANGES, Fraction(9, 10), language),
    "waterfall": lambda language: waterfall("Solsikken", 5905360, PARTS, 6023760, language),
}
every_chart = pytest.mark.parametrize("name", CHARTS)
both_languages = pytest.mark.parametrize("language", ["da", "en"])


def texts(chart):
    return [element.text for element in ET.fromstring(chart.svg()).iter() if element.text]


@every_chart
@both_languages
def test_the_specification_is_valid_and_complete(name, language):
    spec = CHARTS[name](language).spec
    alt.Chart.from_dict(spec, validate=True)
    drawn_from = json.dumps({key: value for key, value in spec.items() if key != "$schema"})
    assert "http" not in drawn_from
    assert '"url"' not in drawn_from


@every_chart
@both_languages
def test_the_same_rows_give_the_same_bytes(name, language):
    first, second = CHARTS[name](language), CHARTS[name](language)
    assert json.dumps(first.spec) == json.dumps(second.spec)


@every_chart
@both_languages
def test_the_picture_says_its_words_to_a_screen_reader(name, language):
    chart = CHARTS[name](language)
    root = ET.fromstring(chart.svg())
    assert root.get("role") == "img"
    assert root.get("aria-label") == chart.description == chart.spec["description"]
    assert "{" not in chart.description + chart.title + str(chart.spec["title"]["subtitle"])


@every_chart
def test_each_language_has_its_own_words(name):
    danish, english = CHARTS[name]("da"), CHARTS[name]("en")
    assert danish.title != english.title
    assert danish.description != english.description
    assert danish.table[0] != english.table[0]


@every_chart
@both_languages
def test_the_table_is_a_rectangle(name, language):
    headers, rows = CHARTS[name](language).table
    assert rows
    assert {len(row) for row in rows} == {len(headers)}


@both_languages
def test_numbers_on_the_axes_are_written_as_their_readers_write_them(language):
    drawn = texts(CHARTS["bars"](language))
    assert ("10.000" if language == "da" else "10,000") in drawn


def test_shares_on_the_axes_have_their_sign_apart_in_danish():
    assert "40\u00a0%" in texts(CHARTS["lorenz"]("da"))
    assert "40%" in texts(CHARTS["lorenz"]("en"))


def test_bars_stand_by_amount_and_what_is_missing_is_not_zero():
    chart = bars(UNITS, 5000, "da")
    assert chart.table == (
        ("Enhed", "Kroner pr. vægtet barn"),
        (
            ("Solsikken", "11.522 kr."),
            ("Åhuset", "4.250 kr."),
            ("Nordstjernen", "0 kr."),
            ("Ny enhed", "mangler"),
        ),
    )
    assert "mangler" in texts(chart)
    assert chart.description == (
        "Søjlediagram over 4 enheder. Solsikken får mest, 11.522 kr. pr. vægtet barn; "
        "Nordstjernen får mindst, 0 kr. pr. vægtet barn. Enheder uden kendt beløb: 1."
    )


def test_bars_need_an_amount_and_names_that_differ():
    with pytest.raises(ValueError, match="at least one unit with an amount"):
        bars([Bar("Ny enhed", None)], 0, "da")
    with pytest.raises(ValueError, match="names that differ"):
        bars([Bar("Åhuset", 1), Bar("Åhuset", 2)], 1, "da")


def test_dots_stand_by_load_with_last_year_beside():
    headers, rows = load_against_kroner(DOTS, "da", load_name=Words("Børn der tæller", "x")).table
    assert headers == (
        "Enhed",
        "Børn der tæller",
        "Kroner pr. vægtet barn",
        "Belastning sidste år",
        "Kroner pr. vægtet barn sidste år",
    )
    assert rows[0] == ("Solsikken", "51,7 %", "11.840 kr.", "50,0 %", "11.000 kr.")
    assert rows[1] == ("Nordstjernen", "30,0 %", "7.000 kr.", "mangler", "mangler")


def test_without_last_year_nothing_is_said_of_it():
    chart = load_against_kroner(DOTS[1:], "da")
    assert len(chart.table[0]) == 3
    assert chart.spec["title"]["subtitle"] == "Hver prik er en enhed"


def test_the_outermost_dots_carry_their_names():
    assert {"Solsikken", "Åhuset"} <= set(texts(load_against_kroner(DOTS, "da")))
    with pytest.raises(ValueError, match="at least one unit"):
        load_against_kroner([], "da")


def test_lorenz_says_what_the_poorer_half_gets():
    chart = lorenz((0, 0.4, 0.6, 1), (0, 0.1, 0.3, 1), 0.4, "da")
    assert chart.description == (
        "Lorenzkurve. Den halvdel af børnene, der udløser mindst, får 20 % af kronerne. "
        "Gini-koefficienten er 0,40."
    )
    assert chart.table[1][1] == ("40,0 %", "10,0 %")


def test_a_waterfall_tells_the_causes_in_order_with_sign_and_shape():
    chart = waterfall("Solsikken", 5905360, PARTS, 6023760, "da")
    assert chart.table[1] == (
        ("Sidste år", "5.905.360 kr."),
        ("Flere børn", "▲ +92.000 kr."),
        ("Flere der tæller", "▲ +61.200 kr."),
        ("Lavere pulje", "▼ −34.800 kr."),
        ("I år", "6.023.760 kr."),
    )
    assert chart.description == (
        "Vandfaldsdiagram. Solsikken går fra 5.905.360 kr. til 6.023.760 kr., en ændring på "
        "+118.400 kr. Den største del skyldes: Flere børn (+92.000 kr.)."
    )
    drawn = [text for text in texts(chart) if text in {row[0] for row in chart.table[1]}]
    assert drawn == [row[0] for row in chart.table[1]]


def test_a_waterfall_without_change_says_so():
    chart = waterfall("Åhuset", 100, [Part("Flere børn", 0)], 100, "da")
    assert chart.description == "Vandfaldsdiagram. Åhuset får 100 kr. begge år."
    assert chart.table[1][1] == ("Flere børn", "0 kr.")
    assert chart.svg()


def test_a_waterfall_must_add_up_and_name_its_causes_apart():
    with pytest.raises(ValueError, match="must sum to the change"):
        waterfall("Åhuset", 100, [Part("Flere børn", 5)], 106, "da")
    with pytest.raises(ValueError, match="names that differ"):
        waterfall("Åhuset", 100, [Part("Børn", 5), Part("Børn", 1)], 106, "da")


@pytest.mark.parametrize(
    ("amount", "danish"), [(1200, "+1.200"), (-300, "−300"), (0, "0"), (Fraction(-1, 3), "0")]
)
def test_signed_kroner(amount, danish):
    assert signed(amount, "da") == danish


def test_words_with_signs_survive_in_the_picture():
    chart = bars([Bar('A & B "<C>"', 5)], 5, "da")
    assert ET.fromstring(chart.svg()).get("aria-label") == chart.description


def test_ranges_stand_by_amount_with_their_bands_beside():
    chart = ranges(RANGES, Fraction(9, 10), "da")
    assert chart.table == (
        ("Enhed", "Kroner pr. vægtet barn", "Båndet fra", "Båndet til"),
        (
            ("Åhuset", "71.000 kr.", "71.000 kr.", "71.000 kr."),
            ("Solsikken", "62.551 kr.", "60.100 kr.", "64.250 kr."),
            ("Nordstjernen", "59.000 kr.", "58.000 kr.", "63.500 kr."),
        ),
    )
    assert chart.description == (
        "Punktdiagram med bånd over 3 enheder. Bredest er båndet for Nordstjernen: fra 58.000 til "
        "63.500 kr. pr. vægtet barn, med beløbet 59.000 kr."
    )
    assert chart.spec["title"]["subtitle"] == (
        "Prikken er beløbet; båndet holder 90 % af de tilfældige udfald. Aksen begynder ikke ved 0"
    )


def test_ranges_of_one_amount_have_room_around_it():
    chart = ranges([Range("Åhuset", 100, 100, 100)], Fraction(9, 10), "en")
    domain = chart.spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert domain[0] < 100 < domain[1]


def test_ranges_need_units_names_that_differ_and_bands_the_right_way_up():
    with pytest.raises(ValueError, match="at least one unit"):
        ranges([], Fraction(9, 10), "da")
    with pytest.raises(ValueError, match="names that differ"):
        ranges([RANGES[0], RANGES[0]], Fraction(9, 10), "da")
    with pytest.raises(ValueError, match="begins at its lower end"):
        ranges([Range("Åhuset", 2, 2, 1)], Fraction(9, 10), "da")
