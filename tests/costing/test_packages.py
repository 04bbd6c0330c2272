"""Packages as documents, and what is asked of them."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.allocation.model.loading import LARGEST_DOCUMENT
from fordel.costing.answers import answers_document, answers_of
from fordel.costing.computing import NotComputed, cost_of_holding
from fordel.costing.document import package_of, read_package
from fordel.costing.ingredients import Activity, Hours
from fordel.costing.pay import read_pay, shipped_pay
from fordel.costing.refusals import IndexYearMissing, PackageFileNotFound, PackageNotUnderstood

VISITS = {
    "id": "visits",
    "name": "Hjemmebesøg",
    "divisor": 1,
    "holdings_per_year": 4,
    "units": 6,
    "groups_per_unit": 8,
    "lump_sum": 800,
    "hours": [
        {"role": "pedagogue", "hours": 2, "low": 1, "high": 3},
        {"role": "substitute", "hours": 1},
    ],
}
COURSE = {"name": "kursus", "amount": 36000, "activities": ["visits"], "years": 4}


def package(**own):
    return package_of(
        {"package": "p", "children": 48, "activities": [VISITS], "establishment": [COURSE], **own},
        "p.yaml",
    )


def test_what_is_asked_of_a_package():
    (visits,) = (answers := answers_of(package().made(), shipped_pay())).activities
    held = 2 * Fraction(3397, 10) + Fraction(2364, 10)
    assert visits.held.amount == visits.once.amount == held
    assert visits.unit_year.amount == held * 4 * 8 + 800
    assert visits.per_year.amount == held * 4 + 100
    assert visits.in_all.amount == 6 * visits.unit_year.amount
    assert visits.one_unit_more.amount == visits.unit_year.amount
    assert visits.half_as_often.amount == -6 * held * 2 * 8
    assert answers.cost.total.amount == visits.in_all.amount + 9000
    assert answers.per_child.amount == answers.cost.total.amount / 48
    assert visits.held.high - visits.held.low == 2 * Fraction(3397, 10)


def test_the_whole_package_in_one_unit_more_or_half_as_often_is_the_sum_over_its_activities():
    talks = {**VISITS, "id": "talks", "name": "Samtaler", "units": 2, "lump_sum": 0}
    answers = answers_of(package(activities=[VISITS, talks]).made(), shipped_pay())
    visits, other = answers.activities
    more = answers.one_unit_more
    assert more.amount == visits.unit_year.amount + other.unit_year.amount
    assert (more.low, more.high) == (
        visits.unit_year.low + other.unit_year.low,
        visits.unit_year.high + other.unit_year.high,
    )
    half = visits.half_as_often.amount + other.half_as_often.amount
    assert answers.half_as_often.amount == half < 0
    without = {**talks, "holdings_per_year": None}
    unknown = answers_of(package(activities=[VISITS, without]).made(), shipped_pay())
    for change in (unknown.one_unit_more, unknown.half_as_often):
        assert isinstance(change, NotComputed)
        assert change.words.da.startswith("Noget i pakken har ingen pris, så ændringen")


def test_what_has_no_figure_says_why_and_leaves_the_total_open():
    without = {**VISITS, "holdings_per_year": None, "id": "more", "name": "Mere"}
    answers = answers_of(package(activities=[VISITS, without]).made(), shipped_pay())
    told = answers_document(answers, "da")
    assert told["activities"][1]["cost_per_child"]["amount_dkk"] == 916
    for key in ("cost_per_child_and_year", "cost_in_all", "one_unit_more", "half_as_often"):
        assert told["activities"][1][key] == {
            "amount_dkk": None,
            "code": "frequency_missing",
            "reason": "Antal afholdelser om året er ikke oplyst.",
        }
    assert told["per_child"]["reason"].startswith("Noget i pakken har ingen pris")
    assert [left["name"] for left in told["left_out"]] == ["more"]
    nobody = answers_of(package(children=None).made(), shipped_pay())
    assert "hvor mange børn" in nobody.per_child.words.da


def test_own_kroner_and_pay_are_moved_to_the_same_prices(tmp_path):
    file = tmp_path / "pay.yaml"
    file.write_text("index: {source: x, values: {2020: 100, 2022: 110, 2026: 121}}", "utf-8")
    pay = read_pay(file)
    now = answers_of(package().made(), pay).cost.total.amount
    then = answers_of(package().made(), pay, 2026).cost.total.amount
    assert then == now * Fraction(11, 10)
    older = answers_of(package(price_year=2020).made(), pay)
    assert (
        older.activities[0].unit_year.amount
        == answers_of(package().made(), pay).activities[0].unit_year.amount + 80
    )
    assert dict(older.cost.establishment)["kursus"] == 9900
    with pytest.raises(IndexYearMissing):
        answers_of(package(price_year=1999).made(), pay)


def test_several_partner_professions_go_by_the_joint_rate():
    def cost(*roles):
        lines = tuple(Hours(role, Fraction(1)) for role in roles)
        return cost_of_holding(Activity("a", "a", lines, Fraction(1)), shipped_pay())

    assert cost("health_visitor").amount == Fraction(3931, 10)
    assert cost("health_visitor", "health_visitor").amount == 2 * Fraction(3931, 10)
    assert cost("health_visitor", "social_worker").amount == 2 * Fraction(3768, 10)
    assert cost("health_visitor", "pedagogue").amount == Fraction(3931 + 3397, 10)
    assert cost("psychologist_or_speech_therapist").code == "rate_missing"


def test_pay_is_looked_up_for_a_day(tmp_path):
    file = tmp_path / "pay.yaml"
    file.write_text(
        "price_year: 2026\nroles:\n  pedagogue:\n    dated_pay:\n"
        "    - {from: 2026-02-01, value: 480000, source: a}\n"
        "    - {from: 2026-06-01, value: 500000, source: b}\n",
        encoding="utf-8",
    )
    assert read_pay(file, date(2026, 5, 31)).hourly("pedagogue") == 360
    assert read_pay(file, date(2026, 6, 1)).hourly("pedagogue") == 375
    before = cost_of_holding(
        Activity("a", "a", (Hours("pedagogue", Fraction(1)),), Fraction(1)), read_pay(file)
    )
    assert isinstance(before, NotComputed)
    assert before.words.da == "Rollen «pedagogue» har ingen løn, der gælder den 01-01-2026."


def test_published_rates_follow_own_hours_and_overhead(tmp_path):
    file = tmp_path / "pay.yaml"
    file.write_text(
        "hours_per_year: 1500\noverhead: 1.3\nroles: {substitute: {hourly_cost: 250}}", "utf-8"
    )
    pay = read_pay(file)
    assert (
        pay.hourly("pedagogue")
        == Fraction(3397, 10) * 1600 / Fraction(6, 5) * Fraction(13, 10) / 1500
    )
    assert pay.hourly("substitute") == 250


MISFITS = {
    "activities": ([{**VISITS, "hours": [{"role": "x", "hours": 1, "low": 2}]}], "low skal være"),
    "establishment": ([{**COURSE, "activities": ["talks"]}], "er til «talks»"),
    "children": (0, "over 0"),
    "pris": (3, "hører ikke til her"),
    "activities ": ([VISITS, VISITS], "«visits» står to gange"),
    "establishment ": ([{**COURSE, "participants": 3}], "hører sammen med per_participant"),
}


@pytest.mark.parametrize("key", MISFITS)
def test_refuses_a_package_that_does_not_fit(key):
    value, words = MISFITS[key]
    with pytest.raises(PackageNotUnderstood) as refused:
        package(**{key.strip(): value})
    assert words in refused.value.message("da")
    assert "nothing is guessed" in refused.value.message("en")


def test_refuses_a_file_that_is_not_there_or_too_large(tmp_path):
    with pytest.raises(PackageFileNotFound) as refused:
        read_package(tmp_path / "none.yaml")
    assert "none.yaml» kan ikke læses" in refused.value.message("da")
    (tmp_path / "large.yaml").write_text("#" * (LARGEST_DOCUMENT + 1), encoding="utf-8")
    with pytest.raises(PackageNotUnderstood) as large:
        read_package(tmp_path / "large.yaml")
    assert "it is too large" in large.value.message("en")


@given(st.integers(1, 40), st.fractions(Fraction(1, 4), 20), st.integers(1, 9))
def test_the_parts_always_sum_to_the_total(units, often, years):
    """Exactly, whatever the numbers; and twice as often is what half as often takes away."""
    visits = {**VISITS, "units": units, "holdings_per_year": str(round(float(often), 2))}
    answers = answers_of(
        package(activities=[visits], establishment=[{**COURSE, "years": years}]).made(),
        shipped_pay(),
    )
    (one,) = answers.activities
    assert one.in_all.amount + Fraction(36000, years) == answers.cost.total.amount
    assert one.half_as_often.amount * 2 == 800 * units - one.in_all.amount
