"""Small municipalities built by hand."""

from fractions import Fraction

import pyarrow as pa

from fordel.allocation.inputs import Inputs
from fordel.allocation.model.loading import parse_model
from fordel.allocation.runs import Run, make_run
from fordel.announcement.explanation import explain_unit
from fordel.profiles.counting import build_profile
from fordel.registers.records import CriterionCount, District, Register, Unit

YEAR = 2027
CRITERIA = ("income", "school", "single")

HEAD = """
model: small
title: {da: Lillekommunes model, en: The model of Lillekommune}
sources: [Byrådet]
currency: {code: DKK, smallest: 1}
age_groups:
  - {id: young, weight: {parameter: young_weight}, label: {da: de små, en: the young}}
  - {id: old, label: {da: de store, en: the old}}
criteria:
  - {id: income, label: {da: lav indkomst, en: low income}}
  - {id: school, label: {da: kort skolegang, en: little schooling}}
  - {id: single, label: {da: enlig forsørger, en: single parent}}
parameters:
  young_weight:
    label: {da: Vægt for de små, en: Weight of the young}
    unit: kindergarten children
    values: [{from: 2020-01-01, value: 2, source: Budget 2020}]
"""
ROWS = "children: {grain: rows, unknown: not_met}\n"
COUNTS = "children: {grain: counts, unknown: not_met}\n"


def unit(key, name="", **more):
    return Unit(id=key, name=name or f"Huset {key}", **more)


UNITS = (
    unit("a", "Solsikken", area="Nord", district="d1"),
    unit("b", "Åhuset", area="Syd", district="d2"),
    unit("c", "Skoven", area="Syd", district="d2"),
)

CHILDREN = {
    # unit: (age group, criteria met, how many)
    "a": [("young", "income school single", 4), ("young", "", 6), ("old", "income", 10)],
    "b": [("young", "income school", 2), ("old", "single", 8), ("old", "", 10)],
    "c": [("old", "", 19), ("old", "school", 1)],
}


def profile(children=None, places=("a", "b", "c"), *, unknown=0):
    """A profile of so many children of each sort; ``unknown`` of unit a lack a criterion."""
    rows = [
        (place, age, met.split())
        for place, sorts in (children or CHILDREN).items()
        for age, met, number in sorts
        for _ in range(number)
    ]
    table = {
        "unit": [place for place, _, _ in rows],
        "district": [None for _ in rows],
        "age_group": [age for _, age, _ in rows],
        "full_time": [1000 for _ in rows],
    }
    for criterion in CRITERIA:
        table[criterion] = [criterion in met for _, _, met in rows]
    for i in range(unknown):
        table["single"][-1 - i] = None
    arrow = pa.table(table, schema=_schema())
    return build_profile(arrow, criteria=CRITERIA, age_groups=("young", "old"), places=places)


def _schema():
    text = [(name, pa.string()) for name in ("unit", "district", "age_group")]
    bools = [(name, pa.bool_()) for name in CRITERIA]
    return pa.schema([*text, ("full_time", pa.int64()), *bools])


def run_of(
    steps, *, units=UNITS, children=None, head=HEAD + ROWS, previous=None, **register
) -> Run:
    """A run on rows of children."""
    unknown = register.pop("unknown", 0)
    inputs = Inputs(
        register=Register(units=units, **register),
        enrolled=profile(children, tuple(u.id for u in units), unknown=unknown),
        previous=previous,
    )
    return make_run(parse_model(head + steps, "small.yaml"), inputs, YEAR)


def run_of_counts(steps, *, head=HEAD + COUNTS, **register) -> Run:
    """A run on numbers per unit."""
    numbers = {"a": (10, 10), "b": (2, 18), "c": (0, 20)}
    units = tuple(
        unit(
            key,
            children={"young": Fraction(young), "old": Fraction(old)},
            full_time={"young": Fraction(young), "old": Fraction(old, 2)},
            area="Nord" if key == "a" else "Syd",
            district="d1" if key == "a" else "d2",
        )
        for key, (young, old) in numbers.items()
    )
    inputs = Inputs(register=Register(units=units, **register))
    return make_run(parse_model(head + steps, "small.yaml"), inputs, YEAR)


# What need can be counted from besides rows of children
SCORES = {"a": Fraction(3, 10), "b": Fraction(1, 5), "c": Fraction(0)}
DISTRICTS = (
    District("d1", "Nørre Skole", share=Fraction(3, 10)),
    District("d2", share=Fraction(1, 10)),
)
NUMBERS = {"a": (14, 4, 4), "b": (2, None, 8), "c": (0, 1, 0)}
CRITERION_COUNTS = tuple(
    CriterionCount(key, criterion, None if number is None else Fraction(number))
    for key, numbers in NUMBERS.items()
    for criterion, number in zip(CRITERIA, numbers, strict=True)
)

NEED = "steps:\n  - {{id: need, use: need, count: {count}, money: {money}{more}}}\n"
POOL = "{by: pool, pool: {amount: 1000}}"
UNIQUE = "{method: unique_children, at_least: 2}"


def need(count=UNIQUE, money=POOL, more=""):
    return NEED.format(count=count, money=money, more=more)


def said(run, unit="a", language="da", section="need"):
    sections = {s.id: s for s in explain_unit(run, unit, language).sections}
    return [sentence.text for sentence in sections[section].sentences]
