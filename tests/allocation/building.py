"""Small models and municipalities for tests, from plain dictionaries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from fordel.allocation.inputs import Inputs
from fordel.allocation.model.checks import check_model
from fordel.allocation.model.loading import model_from
from fordel.allocation.situation import LastYear
from fordel.profiles.profile import Basis
from fordel.registers.records import (
    Application,
    CriterionCount,
    District,
    Grant,
    Ownership,
    RateRow,
    Register,
    Unit,
    UnitKind,
)
from tests.allocation.reference_counting import World
from tests.profiles.plain import plain_profile

YEAR = 2027
TEXT = {"da": "x", "en": "x"}
AGES = [
    {"id": "0-2", "from_age": 0, "to_age": 2, "weight": 2},
    {"id": "3-5", "from_age": 3, "to_age": 6},
]


def document(steps, *, criteria=("a", "b", "c"), ages=None, **rest):
    """A model as its YAML would say it."""
    return {
        "model": "test",
        "title": TEXT,
        "age_groups": AGES if ages is None else ages,
        "criteria": [{"id": criterion, "label": TEXT} for criterion in criteria],
        "steps": list(steps),
        **rest,
    }


def model(steps, **rest):
    """A checked model."""
    built = model_from(document(steps, **rest), "test")
    check_model(built)
    return built


def unit(name, **known):
    """A unit of a :class:`World`; what is not said is as in most units."""
    plain = {
        "id": name, "ownership": "municipal", "kind": "age_integrated", "special": False,
        "area": None, "district": None, "budget_unit": None, "opened": None, "closed": None,
        "opening_hours": None, "predecessors": (), "children": {}, "full_time": {},
    }  # fmt: skip
    assert known.keys() <= plain.keys()
    return {**plain, **known}


def children(place, number=1, *, met=(), unknown=(), **known):
    """Some children who are alike."""
    criteria = {c: None if c in unknown else c in met for c in known.get("of", "abc")}
    one = {
        "unit": place,
        "district": known.get("district"),
        "age_group": known.get("age", "3-5"),
        "full_time": Fraction(known.get("full_time", 1)),
        "criteria": criteria,
    }
    return [one] * number


def world(*, units, children=(), previous=None, **rest):
    """A world; ``previous`` may be unit -> (amount, weighted children)."""
    past = None if previous is None else {u: (*p, None)[:3] for u, p in previous.items()}
    return World(units=list(units), children=list(children), previous=past, **rest)


def inputs_of(world: World, model) -> Inputs:
    """The same world as the engine takes it."""
    criteria = [criterion.id for criterion in model.criteria]
    ages = [group.id for group in model.age_groups]
    rows = model.children.grain == "rows"

    def profile(places, basis):
        known = [c for c in criteria if all(c in child["criteria"] for child in world.children)]
        return (
            plain_profile(world.children, known, ages, places, basis) if rows and places else None
        )

    previous = world.previous
    return Inputs(
        register=_register(world),
        enrolled=profile([u["id"] for u in world.units], Basis.ENROLLED),
        resident=profile(list(world.districts), Basis.RESIDENT),
        previous=None if previous is None else {u: LastYear(*p) for u, p in previous.items()},
    )


def _register(world: World) -> Register:
    return Register(
        units=tuple(_unit(u) for u in world.units),
        criteria=tuple(
            CriterionCount(place, criterion, number, age)
            for (place, criterion), cells in world.counts.items()
            for age, number in cells.items()
        ),
        scores=dict(world.scores),
        districts=tuple(District(d, share=known["share"]) for d, known in world.districts.items()),
        grants=tuple(Grant(u, a) for u, a in world.grants),
        applications=tuple(Application(u, a, "decision") for u, a in world.applications),
        rates=tuple(_rate(row) for row in world.rates),
    )


def _unit(known) -> Unit:
    hours = known["opening_hours"]
    return Unit(
        id=known["id"],
        name=known["id"],
        ownership=Ownership(known["ownership"]),
        kind=UnitKind(known["kind"]),
        special_department=known["special"],
        area=known["area"],
        district=known["district"],
        budget_unit=known["budget_unit"],
        opened_on=known["opened"],
        closed_on=known["closed"],
        predecessors=tuple(known["predecessors"]),
        opening_hours=None if hours is None else Decimal(hours),
        children=known["children"],
        full_time=known["full_time"],
    )


RATE_KEYS = ("district", "area", "unit", "kind", "criterion", "age_group")


def _rate(row) -> RateRow:
    keys = {key: row[key] for key in RATE_KEYS}
    return RateRow(value=row["value"], valid_from=row["from"], valid_to=row["to"], **keys)


def rate(value, begins: date | None = None, ends: date | None = None, **keys):
    """A row of the file ``rates``."""
    return {
        **dict.fromkeys(RATE_KEYS),
        **keys,
        "value": Fraction(value),
        "from": begins,
        "to": ends,
    }
