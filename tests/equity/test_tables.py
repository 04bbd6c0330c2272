"""The measures as people read them, and the form of KORA's table 4.1."""

from __future__ import annotations

import csv
from decimal import Decimal

from fordel.equity.definitions import definitions
from fordel.equity.measures import measure
from fordel.equity.tables import compare, measure_table, shown
from fordel.equity.units import UnitAmount
from tests.shared import SHARED, needs_shared


def units(*amounts):
    return [UnitAmount(str(place), 1, amount) for place, amount in enumerate(amounts)]


def municipality(name, range_factor, quartile_factor, receives):
    """Eight units with the wanted factors: quartiles at places 3 and 6, ends at 1 and 8."""
    high, upper = Decimal(range_factor), Decimal(quartile_factor)
    amounts = [Decimal(1)] * 3 + [upper] * 4 + [high]
    nothing = [Decimal(0)] if receives == "some" else []
    return measure(units(*amounts, *nothing), group=name, basis="budgeted")


@needs_shared
def test_fifteen_municipalities_stand_as_in_table_4_1():
    with (SHARED / "kora_2017_table_4_1.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    named = [
        municipality(
            f"{place:02d}", row["range_factor"], row["quartile_factor"], row["units_receiving"]
        )
        for place, row in enumerate(rows)
    ]
    headers, table = compare(named[::-1]).table("en")
    assert headers[:4] == ("Municipality", "Range factor", "Units receiving", "Quartile factor")
    assert [(row[1], row[2], row[3]) for row in table] == [
        (row["range_factor"], row["units_receiving"], row["quartile_factor"]) for row in rows
    ]


def test_a_municipality_without_factor_stands_last_with_a_dash():
    none = measure([UnitAmount("a", 4, None)], group="Adal")
    some = measure(units(10, 25), group="Bakke")
    _, table = compare([none, some]).table("da")
    assert table == (
        ("Bakke", "2,5", "alle", "–", "ikke oplyst"),
        ("Adal", "–", "ikke kendt", "–", "ikke oplyst"),
    )


def test_the_caveats_stand_under_the_comparison():
    budgeted = measure(units(1, 2), group="a", basis="budgeted")
    actual = measure(units(1, 2), group="b", basis="actual")
    assert [words.en for words in compare([budgeted]).caveats()] == [
        (
            "Kroner per child cannot be compared between municipalities. The relative differences "
            "within a municipality can."
        ),
        "The range factor says nothing about total budgets and can hang on a single unit.",
    ]
    assert (
        compare([budgeted, actual])
        .caveats()[-1]
        .da.startswith("Nogle kommuner er målt på budgetterede børnetal og andre ikke")
    )


def test_the_comparison_as_json_holds_the_full_measures():
    found = compare([measure(units(1, 2), group="a")]).to_json()
    assert found["municipalities"][0]["range_factor"] == 2.0
    assert set(found["caveats"][0]) == {"da", "en"}


def test_values_are_written_as_their_readers_write_them():
    measured = measure(units(10000, 25000), decentral_budget_dkk=1_000_000)
    assert shown(measured, "maximum_dkk", "da") == "25.000 kr."
    assert shown(measured, "range_factor", "da") == "2,5"
    assert shown(measured, "need_share", "da") == "3,5 %"
    assert shown(measured, "gini", "en") == "0.214"
    assert shown(measured, "quartile_factor", "da") == (
        "Under fire enheder får noget, så der er ingen kvartiler."
    )


def test_the_table_has_every_measure_with_how_to_read_it():
    headers, rows = measure_table(measure(units(1, 2)), "da")
    assert headers == ("Mål", "Værdi", "Sådan læses det")
    assert [row[0] for row in rows] == [one.name.da for one in definitions().values()]
    assert all(all(row) for row in rows)
