"""Runs to measure: small ones by hand, and the demonstration municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

import numpy as np
import pyarrow as pa

from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import load_model, parse_model
from fordel.allocation.runs import Run, make_run
from fordel.demonstration import Municipality, make_municipality
from fordel.demonstration.records import MET, UNKNOWN
from fordel.profiles.counting import build_profile, from_counts
from fordel.profiles.profile import FULL_TIME_SCALE, Basis
from fordel.registers.records import (
    Application,
    CriterionCount,
    Grant,
    Ownership,
    Register,
    Unit,
    UnitKind,
)

YEAR = 2027
HEADER = """
model: small
title: {da: Lille model, en: Small model}
age_groups: [{id: all, label: {da: alle aldre, en: all ages}}]
criteria:
  - {id: a, label: {da: lav indkomst, en: low income}}
  - {id: b, label: {da: enlig forsørger, en: single parent}}
  - {id: c, label: {da: anbragt, en: placed outside the home}}
"""
BASE = "id: base, use: base_by_weighted_children, pool: {amount: 10000}"
POOL = "money: {by: pool, pool: {amount: 1200}}"


@dataclass(frozen=True)
class Group:
    """Some children who are alike: where, how old, what they meet."""

    unit: str
    children: int
    meets: str = ""
    age_group: str = "all"
    district: str | None = None


GROUPS = (
    Group("A", 4, "a"),
    Group("A", 2, "ab"),
    Group("A", 4),
    Group("B", 2, "b"),
    Group("B", 8),
)
"""A: 6 of 10 meet at least one, 2 meet two. B: 2 of 10 meet one."""


def model_of(*steps: str, header: str = HEADER, after: Sequence[str] = ()) -> Model:
    """A model from its steps in YAML's flow style, those before the base and those after it."""
    lines = "".join(f"  - {{{step}}}\n" for step in (*steps, BASE, *after))
    return parse_model(f"{header}steps:\n{lines}", "small.yaml")


def need(count: str, money: str = POOL, **more: str) -> str:
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return f"id: need, use: need, count: {{{count}}}, {money}{extra}"


def at_least(k: int) -> str:
    return f"method: unique_children, at_least: {k}"


def run_of(
    model: Model,
    groups: Sequence[Group] = GROUPS,
    units: Mapping[str, dict[str, object]] | None = None,
    year: int = YEAR,
    previous: Run | None = None,
    **register: object,
) -> Run:
    """A run over a handful of children; ``units`` adds units, or details of those of the groups."""
    details = units or {}
    known = {**dict.fromkeys(group.unit for group in groups), **details}
    listed = tuple(
        Unit(**{"id": key, "name": f"Børnehuset {key}", **details.get(key, {})}) for key in known
    )
    districts = sorted({group.district for group in groups if group.district})
    inputs = Inputs(
        register=Register(units=listed, **register),
        enrolled=_profile(groups, model, Basis.ENROLLED, list(known)),
        resident=_profile(groups, model, Basis.RESIDENT, districts) if districts else None,
        previous=None if previous is None else previous.as_last_year(),
    )
    return make_run(model, inputs, year)


def _profile(groups: Sequence[Group], model: Model, basis: Basis, places: Sequence[str]):
    bits = [sum(1 << model.criterion_ids.index(c) for c in group.meets) for group in groups]
    key = "unit" if basis is Basis.ENROLLED else "district"
    whole = pa.array([FULL_TIME_SCALE * group.children for group in groups], pa.int64())
    counts = pa.table(
        {
            "place": pa.array([getattr(group, key) for group in groups], pa.string()),
            "age_group": [group.age_group for group in groups],
            "met": pa.array(bits, pa.int64()),
            "unknown": pa.array([0] * len(groups), pa.int64()),
            "children": pa.array([group.children for group in groups], pa.int64()),
            "full_time": whole,
        }
    )
    return from_counts(
        counts,
        criteria=model.criterion_ids,
        age_groups=[group.id for group in model.age_groups],
        places=places,
        basis=basis,
    )


def run_from_counts(model: Model, counts: Mapping[tuple[str, str], int], children: int) -> Run:
    """A run over counts per unit and criterion, with as many children in every unit."""
    units = tuple(
        Unit(id=key, name=f"Børnehuset {key}", children={"all": Fraction(children)})
        for key in dict.fromkeys(unit for unit, _ in counts)
    )
    rows = tuple(CriterionCount(*key, Fraction(number)) for key, number in counts.items())
    return make_run(model, Inputs(Register(units=units, criteria=rows)), YEAR)


@cache
def demonstration_runs() -> tuple[Run, ...]:
    """The demonstration municipality's years by the shipped model, each seeing the one before."""
    municipality = make_municipality(1)
    model = load_model("demokommune")
    runs: list[Run] = []
    for data in municipality.years:
        inputs = _demonstration_inputs(municipality, data.year, model)
        previous = runs[-1].as_last_year() if runs else None
        runs.append(make_run(model, replace(inputs, previous=previous), data.year))
    return tuple(runs)


def _demonstration_inputs(municipality: Municipality, year: int, model: Model) -> Inputs:
    data = municipality.of(year)
    units = tuple(
        Unit(
            id=unit.key,
            name=unit.name,
            ownership=Ownership(unit.ownership),
            kind=UnitKind(unit.kind),
            special_department=unit.special_department,
            opened_on=unit.opened_on,
            closed_on=unit.closed_on,
            predecessors=unit.predecessors,
        )
        for unit in data.units
    )
    here = np.nonzero(data.children.counted)[0]
    three_ago = np.datetime64(data.count_on.replace(year=data.count_on.year - 3))
    marks = data.children.criteria[here]
    children = pa.table(
        {
            "unit": [units[i].id for i in data.children.unit[here]],
            "district": pa.array([None] * len(here), pa.string()),
            "age_group": np.where(data.children.born_on[here] > three_ago, "0-2", "3-5").tolist(),
            "full_time": data.children.full_time[here] * 10,
            **{
                name: pa.array([None if m == UNKNOWN else bool(m == MET) for m in column])
                for name, column in zip(municipality.criteria, marks.T, strict=True)
            },
        }
    )
    return Inputs(
        register=Register(
            units=units,
            grants=tuple(Grant(g.unit, Fraction(g.amount_dkk)) for g in data.grants),
            applications=tuple(
                Application(a.unit, Fraction(a.amount_dkk), a.decision) for a in data.applications
            ),
        ),
        enrolled=build_profile(
            children,
            criteria=model.criterion_ids,
            age_groups=[group.id for group in model.age_groups],
            places=[unit.id for unit in units],
        ),
    )
