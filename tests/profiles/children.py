"""Random children as a source has them, and what a profile of them must be, in plain Python."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

import pyarrow as pa

from fordel.domain.ages import AgeGroup
from fordel.profiles.profile import Basis
from fordel.registers.records import Needs
from tests.profiles.plain import plain_profile

DAY = date(2026, 9, 5)
GROUPS = (AgeGroup("0-2", 0, 2), AgeGroup("3-5", 3, 5))
CRITERIA = ("low_income", "single_parent", "c3", "place")
"""One is called like a column of ours: names are the model's own affair."""
UNITS = ("0101", "0102", "å/3", "empty")
DISTRICTS = ("07", "11")
SHARES = ("1", "0.5", "0.0005", "0.1235", "0.9995", "0.3333333", "0", "0.125")
HOURS = ("37", "18.5", "0.0185", "30", "7.4", "12.34")
FULL_TIME_HOURS = Decimal(37)
NEEDS = Needs(GROUPS, CRITERIA, count_on=DAY)


def some_children(random: Random, number: int) -> list[dict]:
    """Children with gaps, ties, birthdays around the day, and dates that begin or end on it."""
    return [
        {
            "child": f"k{i:04d}",
            "unit": random.choice(UNITS[:3]),
            "district": random.choice((*DISTRICTS, None)),
            "born_on": _born(random),
            "enrolled_from": random.choice((None, DAY, DAY + timedelta(1), date(2025, 1, 1))),
            "enrolled_to": random.choice((None, None, DAY + timedelta(1), DAY)),
            "full_time": random.choice((*SHARES, None)),
            "hours": random.choice((*HOURS, None)),
            **{name: random.choice((True, False, None)) for name in CRITERIA},
        }
        for i in range(number)
    ]


def _born(random: Random) -> date:
    years = random.randint(0, 6)
    day = DAY.replace(year=DAY.year - years) + timedelta(random.choice((-1, 0, 30, -200)))
    return min(day, DAY) if years < 6 else max(day, date(2020, 1, 1))


def mended(children: list[dict]) -> list[dict]:
    """The same without enrolments that end before they begin."""
    for child in children:
        start, end = child["enrolled_from"], child["enrolled_to"]
        if start is not None and end is not None and start > end:
            child["enrolled_to"] = None
    return children


def counted_plainly(children: list[dict], basis: Basis, *, by: str = "full_time"):
    """The profile, child by child, with exact figures; nothing shared with the code under test."""
    places = UNITS if basis is Basis.ENROLLED else DISTRICTS
    there = []
    for child in children:
        if child["enrolled_from"] is not None and child["enrolled_from"] > DAY:
            continue
        if child["enrolled_to"] is not None and child["enrolled_to"] <= DAY:
            continue
        there.append(
            {
                "unit": child["unit"],
                "district": child["district"],
                "age_group": _group(child["born_on"]),
                "full_time": _share(child, by),
                "criteria": {name: child[name] for name in CRITERIA},
            }
        )
    return plain_profile(there, CRITERIA, [g.id for g in GROUPS], places, basis)


def _group(born: date) -> str | None:
    age = 0
    while _birthday(born, age + 1) <= DAY:
        age += 1
    return next((g.id for g in GROUPS if g.from_age <= age <= g.to_age), None)


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # the 29th of February
        return date(born.year + age, 3, 1)


def _share(child: dict, by: str) -> Fraction:
    if child[by] is None:
        return Fraction(1)
    share = Decimal(child[by]) / (FULL_TIME_HOURS if by == "hours" else 1)
    return Fraction(share.quantize(Decimal("0.001"), ROUND_HALF_UP))


def as_arrow(children: list[dict], *, by: str = "full_time", keys: bool = True) -> pa.Table:
    """The columns of a Parquet file."""
    kinds = {
        **({"child": pa.string()} if keys else {}),
        "unit": pa.string(), "district": pa.string(), "born_on": pa.date32(),
        "enrolled_from": pa.date32(), "enrolled_to": pa.date32(), by: pa.float64(),
        **dict.fromkeys(CRITERIA, pa.bool_()),
    }  # fmt: skip

    def cell(child: dict, name: str):
        return float(child[name]) if name == by and child[name] is not None else child[name]

    return pa.table(
        {n: pa.array([cell(child, n) for child in children], kind) for n, kind in kinds.items()}
    )
