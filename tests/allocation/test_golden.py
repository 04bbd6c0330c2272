"""Cases that a caseworker can read and sign: what goes in, what must come out, and why.

They stand in ``golden/*.yaml``. The plain reference is held to them as well.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from fordel.allocation.engine import allocate
from fordel.allocation.model.loading import parse_yaml
from tests.allocation import reference
from tests.allocation.building import AGES, YEAR, children, inputs_of, model, unit, world


def cases():
    for path in sorted((Path(__file__).parent / "golden").glob("*.yaml")):
        for case in parse_yaml(path.read_text(encoding="utf-8"), path.name):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def kids(place, told):
    """``{"0-2: a+b@d1*0.5": 3}``: three half-time children of 0-2 in d1 who meet a and b."""
    found = []
    for words, number in told.items():
        age, _, rest = words.rpartition(": ")
        rest, _, full_time = rest.partition("*")
        met, _, district = rest.partition("@")
        found += children(
            place,
            number,
            age=age or "3-5",
            met=() if met == "ingen" else met.split("+"),
            district=district or None,
            full_time=full_time or 1,
        )
    return found


def grid(known):
    return {age: Fraction(n) for age, n in known.items()}


def built_from(told):
    """The model and the world a case tells of."""
    units = []
    for name, known in told["units"].items():
        numbers = {}
        if "children" in known:
            numbers = dict.fromkeys(("children", "full_time"), grid(known["children"]))
        units.append(unit(name, **{**known, **numbers}))
    here = world(
        units=units,
        children=[
            c for place, known in told.get("children", {}).items() for c in kids(place, known)
        ],
        previous={u: tuple(map(Fraction, p)) for u, p in told["previous"].items()}
        if "previous" in told
        else None,
        counts={
            (place, criterion): {None: Fraction(number)}
            for place, known in told.get("counts", {}).items()
            for criterion, number in known.items()
        },
        scores={u: Fraction(s) for u, s in told.get("scores", {}).items()},
        districts={
            d: {"share": None if s is None else Fraction(s)}
            for d, s in told.get("districts", {}).items()
        },
        grants=[(u, Fraction(a)) for u, a in told.get("grants", [])],
        applications=[(u, Fraction(a)) for u, a in told.get("applications", [])],
    )
    rules = model(
        told["steps"],
        ages=AGES,
        criteria=told.get("criteria", ("a", "b", "c")),
        children=told.get("children_counted", {}),
        tables=told.get("tables", {}),
    )
    return rules, here


@pytest.mark.parametrize("case", list(cases()))
def test_a_golden_case(case):
    assert set(case) == {"name", "source", "input", "expected", "tolerance"}
    rules, here = built_from(case["input"])
    result = allocate(rules, inputs_of(here, rules), YEAR)
    plain = {done.id: done for done in reference.allocate(rules, here, YEAR)}
    tolerance = Fraction(case["tolerance"])

    def near(found, expected):
        assert set(found) == set(expected)
        for name, value in expected.items():
            assert abs(found[name] - Fraction(value)) <= tolerance, name

    def of_units(values):
        return dict(zip(result.ids, values, strict=True))

    for what, expected in case["expected"].items():
        kind, _, name = what.partition(" ")
        if what == "facts":
            for fact, value in expected.items():
                step, name = fact.split()
                assert result.step(step).facts[name] == Fraction(value)
        elif what == "total":
            near(of_units(result.totals), expected)
            got = [done.amounts for done in plain.values() if done.amounts is not None]
            near({u: sum(amounts[u] for amounts in got) for u in result.ids}, expected)
        elif kind == "load":
            near(of_units(result.step(name).load), expected)
            near(plain[name].load, expected)
        elif kind == "column":
            step, column = name.split()
            near(of_units(result.step(step).columns[column]), expected)
        else:
            near(of_units(result.step(what).amounts), expected)
            near(plain[what].amounts, expected)
