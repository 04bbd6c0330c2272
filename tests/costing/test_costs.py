"""Pay tables, ingredients and packages."""

from fractions import Fraction

import pytest

from fordel.costing.computing import NotComputed, cost_per_child, cost_per_child_and_year
from fordel.costing.ingredients import Activity, Establishment, Hours
from fordel.costing.package import InUse, Package, cost_of_package
from fordel.costing.pay import read_pay, shipped_pay
from fordel.costing.refusals import (
    ActivityNotInPackage,
    IndexYearMissing,
    PayFileNotFound,
    PayNotUnderstood,
)


def activity(name="visits", **own):
    given = {
        "hours": (Hours("pedagogue", Fraction(2), Fraction(1), Fraction(4)),),
        "divisor": Fraction(2),
        "holdings_per_year": Fraction(10),
    }
    return Activity(id=name, name=name, **{**given, **own})


def test_low_and_high_hours_span_a_range():
    cost = cost_per_child(activity(), shipped_pay())
    assert (cost.low, cost.amount, cost.high) == tuple(
        Fraction(3397, 10) * n / 2 for n in (1, 2, 4)
    )


def test_a_year_is_not_stated_without_a_number_of_holdings():
    cost = cost_per_child_and_year(activity(holdings_per_year=None), shipped_pay())
    assert isinstance(cost, NotComputed)
    assert cost.words.da == "Antal afholdelser om året er ikke oplyst."


def test_shared_establishment_is_counted_once():
    used = tuple(InUse(activity(name), units=3) for name in ("visits", "talks"))
    course = Establishment("course", Fraction(30_000), ("visits", "talks"), years=3)
    cost = cost_of_package(Package(used, (course,)), shipped_pay())
    running = 2 * 3 * 10 * 2 * Fraction(3397, 10)
    assert cost.total.amount == running + 10_000
    assert cost.left_out == ()


def test_a_price_per_participant_needs_their_number():
    course = Establishment("course", Fraction(4500), ("visits",), per_participant=True)
    package = Package((InUse(activity(), units=1),), (course,))
    cost = cost_of_package(package, shipped_pay())
    assert [name for name, _ in cost.left_out] == ["course"]
    known = Establishment(
        "course", Fraction(4500), ("visits",), per_participant=True, participants=Fraction(4)
    )
    more = cost_of_package(Package(package.activities, (known,)), shipped_pay())
    assert more.total.amount - cost.total.amount == 18_000


def test_half_as_often_and_one_unit_more():
    package = Package((InUse(activity(lump_sum=Fraction(500)), units=2),))
    once = cost_of_package(package, shipped_pay()).total.amount
    half = cost_of_package(package.at_frequency("visits", Fraction(1, 2)), shipped_pay()).total
    more = cost_of_package(package.in_more_units("visits", 1), shipped_pay()).total
    assert half.amount == (once - 1000) / 2 + 1000
    assert more.amount == once * 3 / 2


def test_an_activity_without_figures_is_left_out_by_name():
    package = Package((InUse(activity(hours=()), units=1), InUse(activity("talks"), units=1)))
    cost = cost_of_package(package, shipped_pay())
    assert [(name, why.code) for name, why in cost.left_out] == [("visits", "hours_missing")]
    assert cost.total.amount > 0


def test_a_municipality_writes_its_own_pay_on_top(tmp_path):
    file = tmp_path / "pay.yaml"
    file.write_text(
        "source: kommunens lønstatistik 2026\nprice_year: 2026\n"
        "roles:\n  pedagogue: {yearly_pay: 480000}\n"
        "index: {source: KL, values: {2022: 100, 2026: 112.5}}\n",
        encoding="utf-8",
    )
    pay = read_pay(file)
    assert pay.hourly("pedagogue") == 360
    assert pay.hourly("substitute") == Fraction(2364, 10)
    assert pay.in_prices_of(2022) == Fraction(1000, 1125)
    with pytest.raises(IndexYearMissing) as refused:
        pay.in_prices_of(2030)
    assert "intet prisindeks for 2030" in refused.value.message("da")


BROKEN = {
    "roles: {pedagogue: {yearly_pay: 1, hourly_cost: 2}}": "kun én af dem",
    "roles: {pedagogue: {yearly_pay: -1}}": "over nul",
    "roles: {cook: {yearly_pay: 1}}": "roles.cook.label",
    "overhead: 0": "overhead skal være over nul",
    "mixed_partners: nobody": "findes ikke blandt rollerne",
    "pris: 3": "pris",
    "- 1": "her skal stå navne med værdier",
}


@pytest.mark.parametrize("text", BROKEN)
def test_refuses_a_broken_pay_table(tmp_path, text):
    file = tmp_path / "pay.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PayNotUnderstood) as refused:
        read_pay(file)
    assert BROKEN[text] in refused.value.message("da")
    assert "pay table is read" in refused.value.message("en")


def test_refuses_what_cannot_be_read(tmp_path):
    with pytest.raises(PayFileNotFound) as refused:
        read_pay(tmp_path / "none.yaml")
    assert "kan ikke læses" in refused.value.message("da")
    (tmp_path / "bad.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(PayNotUnderstood) as broken:
        read_pay(tmp_path / "bad.yaml")
    assert "bad.yaml, linje 1: filen er ikke gyldig YAML" in broken.value.message("da")
    assert "bad.yaml, line 1: the file is not valid YAML" in broken.value.message("en")


def test_refuses_an_activity_that_is_not_there():
    package = Package((InUse(activity(), units=1),), (Establishment("x", Fraction(1), ("talks",)),))
    for ask in (
        lambda: package.in_more_units("talks", 1),
        lambda: cost_of_package(package, shipped_pay()),
    ):
        with pytest.raises(ActivityNotInPackage) as refused:
            ask()
        assert "ingen aktivitet «talks»" in refused.value.message("da")
