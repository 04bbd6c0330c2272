"""The cases of ``golden/`` come out as written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fordel.equity.calculator import calculate
from fordel.equity.measures import measure
from fordel.equity.units import UnitAmount
from tests.equity.golden import cases


def exact(row, key):
    return None if key not in row else Decimal(str(row[key]))


def unit(row):
    return UnitAmount(
        unit=row["unit"],
        children=exact(row, "children"),
        amount_dkk=exact(row, "amount"),
        load=exact(row, "load"),
        budget_dkk=exact(row, "budget"),
        special=row.get("special", False),
    )


@pytest.mark.parametrize("case", cases("measures"), ids=lambda case: case["name"])
def test_measures(case):
    given = case["input"]
    found = measure(
        [unit(row) for row in given["units"]],
        decentral_budget_dkk=given.get("decentral_budget"),
    ).to_json()
    for key, expected in case["expected"].items():
        match expected:
            case {"none": reason}:
                assert found[key] is None, key
                assert found["not_defined"][key]["reason"] == reason, key
            case float():
                assert found[key] == pytest.approx(expected, abs=1e-5), key
            case _:
                assert found[key] == expected, key


@pytest.mark.parametrize("case", cases("scenarios"), ids=lambda case: case["name"])
def test_scenarios(case):
    given = {
        key: value if isinstance(value, int) else Decimal(value)
        for key, value in case["input"].items()
    }
    assert calculate(**given).to_json() == case["expected"]
