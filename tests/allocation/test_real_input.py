"""Official answers from official figures: Dutch schools, English authorities, California's form."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from fordel.allocation.engine import allocate
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.loading import load_model
from fordel.domain.language import rounded
from fordel.registers.records import CriterionCount, Grant, RateRow, Register, Unit
from tests.allocation.building import YEAR, inputs_of, model, unit, world
from tests.shared import SHARED, needs_shared

ZERO = Fraction(0)


def read(name):
    with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# -- the Netherlands: 6,295 schools


@needs_shared
def test_every_dutch_school_has_its_official_score():
    rows = read("nl_cbs_2019/cbs_achterstandsscores_2019.csv")
    units = tuple(
        Unit(r["brin"], r["brin"], children={"pupils": Fraction(r["pupils"])}) for r in rows
    )
    scores = {r["brin"]: Fraction(r["raw"]) for r in rows}

    result = allocate(load_model("netherlands_2019"), Inputs(Register(units, scores=scores)), 2019)

    assert len(result.ids) == len(rows) == 6295
    official = {r["brin"]: Fraction(r["score"]) for r in rows}
    paid = dict(zip(result.ids, result.totals, strict=True))
    worst = max(abs(paid[school] - score) for school, score in official.items())
    assert worst <= Fraction(1, 100)
    assert sum(score > 0 for score in paid.values()) > 2000


# -- England: twenty authorities

PER_PUPIL = {
    "basic_entitlement": "basic entitlement",
    "deprivation": "deprivation (free school meals and bands)",
    "looked_after": "looked after children",
    "prior_attainment": "low prior attainment",
}
NOT_PER_PUPIL = (
    "lump sums",
    "sparsity",
    "fringe",
    "split sites",
    "rates",
    "PFI",
    *(f"exceptional {number}" for number in range(1, 7)),
)
TOLERANCE = Fraction(1, 100_000)


def england():
    factors, published = read("en_2017/factors.csv"), defaultdict(dict)
    for row in read("en_2017/published.csv"):
        published[row["authority"]][row["figure"]] = row["value"]
    pupils = defaultdict(lambda: dict.fromkeys(("Primary", "KS3", "KS4", "Secondary", "All"), ZERO))
    for row in factors:
        if row["factor"] == "basic entitlement":
            pupils[row["authority"]][row["phase"]] = Fraction(row["pupils"])
    register = Register(
        units=tuple(Unit(a, a, district=a, children=known) for a, known in pupils.items()),
        criteria=tuple(
            CriterionCount(r["authority"], _id(r["factor"]), Fraction(r["pupils"]), r["phase"])
            for r in factors
        ),
        rates=tuple(
            RateRow(
                Fraction(r["rate_gbp"]),
                district=r["authority"],
                criterion=_id(r["factor"]),
                age_group=r["phase"],
            )
            for r in factors
        ),
        grants=tuple(
            Grant(authority, Fraction(figures[name]), purpose=name)
            for authority, figures in published.items()
            for name in NOT_PER_PUPIL
        ),
    )
    return register, published


def _id(factor):
    return factor.lower().replace(" ", "_")


def close(found, expected):
    """To the six digits that were published, and a penny."""
    return abs(found - expected) <= max(TOLERANCE * abs(expected), Fraction(1, 100))


@needs_shared
def test_every_published_subtotal_of_twenty_english_authorities():
    register, published = england()
    result = allocate(load_model("england_2017"), Inputs(register), 2017)
    assert len(result.ids) == 20
    for i, authority in enumerate(result.ids):
        figures = published[authority]
        for step, name in PER_PUPIL.items():
            assert close(result.step(step).amounts[i], Fraction(figures[name])), (authority, name)
        total = Fraction(figures["total before guarantee"])
        assert close(result.totals[i], total), (authority, float(result.totals[i] / total))
        share = result.step("basic_entitlement").amounts[i] / result.totals[i]
        assert close(share, Fraction(figures["share through basic entitlement"]))


@needs_shared
def test_the_last_penny_of_an_authority_by_hand():
    # A01: 111,694 primary pupils at 3,070.94, 40,732.6 and 24,426 at 4,242.54 (factors.csv).
    register, _ = england()
    result = allocate(load_model("england_2017"), Inputs(register), 2017)
    # 343,005,572.36 + 276,437,966.844
    paid = dict(zip(result.ids, result.step("basic_entitlement").amounts, strict=True))["A01"]
    assert paid == Fraction("619443539.20")


# -- California: the form with figures of its own


def california(counted):
    """A district of 700 pupils at the shipped rates: a base of 1,000,000 x 5.1."""
    pupils = {"K-3": 300, "4-6": 200, "7-8": 100, "9-12": 100}
    known = unit("d1", children={age: Fraction(n) for age, n in pupils.items()})
    low = unit("d2", children={age: Fraction(n) for age, n in pupils.items()})
    counts = {
        ("d1", "unduplicated"): {None: Fraction(counted)},
        ("d2", "unduplicated"): {None: Fraction(70)},
    }
    built = load_model("california")
    return allocate(built, inputs_of(world(units=[known, low], counts=counts), built), YEAR)


def test_california_by_hand():
    result = california(490)  # 70 percent
    base = 300 * 7000 + 200 * 7100 + 100 * 7300 + 100 * 8500
    assert result.step("base").amounts == (base, base) == (5_100_000, 5_100_000)
    assert result.step("supplement").amounts == (714_000, 102_000)  # 20 % x 70 % and x 10 %
    assert result.step("concentration").amounts == (382_500, 0)  # 50 % x (70 % - 55 %)
    assert result.totals == (6_196_500, 5_202_000)


def test_exactly_at_55_percent_there_is_no_concentration():
    assert california(385).step("concentration").amounts == (0, 0)
    assert california(386).step("concentration").amounts == (
        rounded(Fraction(5_100_000, 2 * 700), 0),
        0,
    )


# -- the worked example of the Danish report: twenty units, geometric shares


def worked_example(share, factor):
    """Twenty units of 80 weighted children; the i-th has least x factor^(i/19) (many digits)."""
    with localcontext() as context:
        context.prec = 60
        ratio = (Decimal(factor).ln() / 19).exp()
        shares = {f"u{i:02}": ratio**i for i in range(20)}
    built = model(
        [
            {"id": "frame", "use": "frame", "amount": 100_000_000},
            {"id": "need", "use": "need", "count": {"method": "given_key", "shares": shares},
             "money": {"by": "pool", "pool": {"share": share, "of": "frame"}}},
            {"id": "base", "use": "base_by_weighted_children", "pool": "rest"},
        ],
        children={"grain": "counts"},
    )  # fmt: skip
    numbers = {"0-2": Fraction(20), "3-5": Fraction(40)}
    units = [unit(name, children=numbers) for name in shares]
    return allocate(built, inputs_of(world(units=units), built), YEAR)


@needs_shared
@pytest.mark.parametrize("row", range(16))
def test_the_worked_example_to_the_krone(row):
    printed = read("kora_2017_table_4_3.csv")[row]
    result = worked_example(printed["share"], printed["factor"])
    assert set(result.weighted) == {80}
    i = 0 if printed["which"] == "least" else 19
    # Before the largest remainder makes the twenty sum: what the table prints.
    need = result.step("need").exact[i]
    base = result.step("base").exact[i]
    assert base == int(printed["base_dkk"])
    assert rounded(need) == int(printed["need_dkk"])
    assert rounded(base + need) == int(printed["total_dkk"])
    assert abs(result.totals[i] - int(printed["total_dkk"])) <= 1
    assert sum(result.totals) == 100_000_000
