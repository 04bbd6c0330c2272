"""Every answer of a package, worked out once more in plain sums from the document itself."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.costing.answers import answers_of
from fordel.costing.computing import NotComputed, Range
from fordel.costing.document import package_of
from fordel.costing.pay import pay_of, shipped_pay

RATES = {"pedagogue": "339.7", "pedagogical_leader": "425.1", "substitute": "236.4",
         "health_visitor": "393.1", "social_worker": "360.5"}  # fmt: skip
PARTNERS = {"health_visitor", "social_worker"}
JOINT = Fraction("376.8")
INDEX = {2020: 96, 2022: 100, 2025: 109}

hours = st.decimals(0, 40, places=2).map(str)
kroner = st.integers(0, 50_000)


@st.composite
def lines(draw):
    low, middle, high = sorted((draw(hours) for _ in range(3)), key=Fraction)
    line = {"role": draw(st.sampled_from(sorted(RATES))), "hours": middle}
    return {**line, **draw(st.sampled_from([{}, {"low": low}, {"high": high},
                                            {"low": low, "high": high}]))}  # fmt: skip


@st.composite
def activities(draw, name):
    return {
        "id": name,
        "name": name,
        "hours": draw(st.lists(lines(), min_size=1, max_size=5)),
        "divisor": draw(st.integers(1, 30)),
        "other_cost": draw(kroner),
        "lump_sum": draw(kroner),
        "holdings_per_year": draw(st.integers(1, 60)),
        "units": draw(st.integers(0, 20)),
        "groups_per_unit": draw(st.integers(1, 9)),
    }


@st.composite
def packages(draw):
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    return {
        "package": "p",
        "children": draw(st.integers(1, 900)),
        "price_year": draw(st.sampled_from([None, *INDEX])),
        "activities": [draw(activities(name)) for name in names],
        "establishment": [
            {"name": "kursus", "amount": draw(kroner), "years": draw(st.integers(1, 10)),
             "activities": names},
            {"name": "pr. deltager", "amount": draw(kroner), "years": draw(st.integers(1, 10)),
             "activities": names[:1], "per_participant": True, "participants": draw(kroner)},
        ],
    }  # fmt: skip


def priced(activity, side, own):
    """Kroner of one holding: hours times rates, and its own kroner in the prices of pay."""
    taking_part = {
        line["role"] for line in activity["hours"]
        if line["role"] in PARTNERS and (Fraction(line["hours"]) or Fraction(line.get("high", 0)))
    }  # fmt: skip
    total = activity["other_cost"] * own
    for line in activity["hours"]:
        joint = line["role"] in PARTNERS and len(taking_part | {line["role"]}) > 1
        rate = JOINT if joint else Fraction(RATES[line["role"]])
        total += Fraction(line.get(side, line["hours"])) * rate
    return total


@settings(max_examples=150, deadline=None)
@given(packages(), st.sampled_from([None, *INDEX]))
def test_the_answers_are_those_of_plain_sums(document, prices_of):
    pay = pay_of({"index": {"source": "s", "values": INDEX}}, "pay.yaml")
    answers = answers_of(package_of(document, "p.yaml").made(), pay, prices_of)
    own = Fraction(100, INDEX[document["price_year"] or 2022])
    to = Fraction(INDEX[prices_of or 2022], 100)
    begun = [Fraction(one["amount"] * one.get("participants", 1), one["years"]) * own * to
             for one in document["establishment"]]  # fmt: skip
    assert [part for _, part in answers.cost.establishment] == begun
    for side, told in (("hours", "amount"), ("low", "low"), ("high", "high")):
        total, more, half = sum(begun), Fraction(0), Fraction(0)
        for activity, found in zip(document["activities"], answers.activities, strict=True):
            held = priced(activity, side, own) * to
            often = activity["holdings_per_year"] * activity["groups_per_unit"]
            lump = activity["lump_sum"] * own * to
            in_unit = held * often + lump
            people = activity["divisor"] * activity["groups_per_unit"]
            assert getattr(found.held, told) == held
            assert getattr(found.once, told) == held / activity["divisor"]
            assert getattr(found.unit_year, told) == in_unit
            assert getattr(found.per_year, told) == in_unit / people
            assert getattr(found.in_all, told) == in_unit * activity["units"]
            assert getattr(found.one_unit_more, told) == in_unit
            assert getattr(found.half_as_often, told) == -held * often * activity["units"] / 2
            total += in_unit * activity["units"]
            more += in_unit
            half -= held * often * activity["units"] / 2
        assert getattr(answers.cost.total, told) == total
        assert getattr(answers.per_child, told) == total / document["children"]
        assert getattr(answers.one_unit_more, told) == more
        assert getattr(answers.half_as_often, told) == half


def test_a_profession_without_hours_does_not_make_the_rate_joint():
    activity = {"id": "a", "name": "a", "divisor": 1, "units": 1, "hours": [
        {"role": "health_visitor", "hours": 2}, {"role": "social_worker", "hours": 0}]}  # fmt: skip

    def held(**social):
        own = {**activity, "hours": [activity["hours"][0], {**activity["hours"][1], **social}]}
        package = package_of({"package": "p", "activities": [own]}, "p.yaml").made()
        (found,) = answers_of(package, shipped_pay()).activities
        assert not isinstance(found.held, NotComputed)
        return found.held

    alone = 2 * Fraction("393.1")
    assert held() == Range(alone, alone, alone)
    assert held(high=1) == Range(2 * JOINT, 2 * JOINT, 3 * JOINT)
