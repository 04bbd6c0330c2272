"""The worked example to the krone, and what holds for every scenario."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.equity.calculator import calculate
from tests.shared import SHARED, needs_shared

TABLES = {
    "kora_2017_table_4_2.csv": "_dkk_per_weighted_child",
    "kora_2017_table_4_3.csv": "_dkk",
}


def published():
    for name, suffix in TABLES.items():
        path = SHARED / name
        if path.is_file():
            with path.open(encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    figures = {key: int(row[key + suffix]) for key in ("base", "need", "total")}
                    yield pytest.param(
                        name,
                        row["factor"],
                        row["share"],
                        row["which"],
                        figures,
                        id=f"{name[10:19]}-factor{row['factor']}-share{row['share']}-{row['which']}",
                    )


@needs_shared
@pytest.mark.parametrize(("table", "factor", "share", "which", "figures"), list(published()))
def test_the_published_tables_come_out_to_the_krone(table, factor, share, which, figures):
    found = calculate(100_000_000, 20, 80, Decimal(share), Decimal(factor)).to_json()
    if table == "kora_2017_table_4_3.csv":
        unit = found["unit"]
        computed = {"base": unit["base"], "need": unit["need"], "total": unit["total"]}
    else:
        computed = {key: found[f"{key}_per_weighted_child"] for key in ("base", "need", "total")}
    assert computed["base"] == figures["base"]
    assert computed["need"][which] == figures["need"]
    assert computed["total"][which] == figures["total"]


@needs_shared
def test_all_32_published_rows_are_there():
    assert len(list(published())) == 32


scenarios = st.fixed_dictionaries(
    {
        "budget": st.integers(1, 10**10),
        "units": st.integers(2, 60),
        "weighted_children": st.decimals("0.5", 400, places=2),
        "share": st.decimals(0, 1, places=3),
        "factor": st.decimals(1, 60, places=2),
    }
)


@given(scenarios)
def test_the_most_is_exactly_the_factor_times_the_least(given_):
    found = calculate(**given_)
    assert found.need_dkk.most == found.need_dkk.least * Fraction(given_["factor"])
    assert found.base_dkk * given_["units"] == found.budget_dkk * (1 - found.share)


@given(scenarios)
def test_the_units_between_them_use_up_the_pool(given_):
    found = calculate(**given_)
    places = range(given_["units"])
    ratios = [float(given_["factor"]) ** (i / (given_["units"] - 1)) for i in places]
    pool = float(found.budget_dkk * found.share)
    assert float(found.need_dkk.least) * sum(ratios) == pytest.approx(pool)


@given(scenarios)
def test_how_much_matters_more_than_how_steeply(given_):
    """Twice the share changes the difference in kroner by two; the difference grows with both."""
    half = calculate(**{**given_, "share": given_["share"] / 2})
    whole = calculate(**given_)
    assert whole.difference_dkk == 2 * half.difference_dkk
    assert whole.difference_percent >= half.difference_percent >= 0


def test_a_factor_a_hair_above_one_is_still_above_one():
    found = calculate(10**8, 20, 80, Decimal("0.1"), 1 + Fraction(1, 10**200))
    assert found.need_dkk.most > found.need_dkk.least
    assert found.to_json()["need_per_weighted_child"] == {"least": 6250, "most": 6250}


def test_very_many_units_are_no_loop():
    found = calculate(10**12, 10**9, 1, Decimal("0.5"), 2)
    assert found.to_json()["need_per_weighted_child"] == {"least": 347, "most": 693}
