"""Runs to measure: small ones by hand, and the demonstration municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pyarrow as pa

from fordel.allocation.inputs import Inputs
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import load_model, parse_model
from fordel.allocation.runs import Run, make_run
from fordel.demonstration.municipality import make_municipality
from fordel.demonstration.records import MET, UNKNOWN, Municipality
from fordel.profiles.counting import build_profile
from fordel.profiles.profile import FULL_TIME_SCALE, Basis
from fordel.registers.records import (
    Application,
    Grant,
    Ownership,
    Register,
    Unit,
    UnitKind,
)

YEAR = 2027


@dataclass(frozen=True)
class Group:
    """Some children who are alike: where, how old, what they meet."""

    unit: str
    age_group: str
    children: int
    meets: tuple[str, ...] = ()
    district: str | None = None


def small_run(
    model: Model | str,
    groups: Sequence[Group],
    *,
    units: Mapping[str, dict[str, object]] | None = None,
    year: int = YEAR,
    **inputs,
) -> Run:
    """A run over a handful of children; ``inputs`` go to the register or, by name, to Inputs."""
    built = parse_model(model, "model.yaml") if isinstance(model, str) else model
    named = dict.fromkeys(group.unit for group in groups)
    details = units or {}
    register = Register(
        units=tuple(
            Unit(**{"id": key, "name": f"Børnehuset {key}", **details.get(key, {})})
            for key in {**named, **details}
        ),
        **{key: value for key, value in inputs.items() if key != "previous"},
    )
    children = table_of(groups, built.criterion_ids)
    ages = [group.id for group in built.age_groups]

    def profile(basis: Basis, places: list[str]):
        return build_profile(
            children, criteria=built.criterion_ids, age_groups=ages, places=places, basis=basis
        )

    districts = sorted({group.district for group in groups if group.district})
    whole = Inputs(
        register=register,
        enrolled=profile(Basis.ENROLLED, [unit.id for unit in register.units]),
        resident=profile(Basis.RESIDENT, districts) if districts else None,
        previous=inputs.get("previous"),
    )
    return make_run(built, whole, year)


def table_of(groups: Sequence[Group], criteria: Sequence[str]) -> pa.Table:
    """A row per child."""
    rows = [group for group in groups for _ in range(group.children)]
    return pa.table(
        {
            "unit": pa.array([row.unit for row in rows], pa.string()),
            "district": pa.array([row.district for row in rows], pa.string()),
            "age_group": pa.array([row.age_group for row in rows], pa.string()),
            "full_time": pa.array([FULL_TIME_SCALE for _ in rows], pa.int64()),
            **{c: pa.array([c in row.meets for row in rows], pa.bool_()) for c in criteria},
        }
    )


def demonstration_runs(seed: int = 1, **size) -> list[Run]:
    """The demonstration municipality's years by the shipped model, each seeing the one before."""
    municipality = make_municipality(seed, **size)
    model = load_model("demokommune")
    runs: list[Run] = []
    for data in municipality.years:
        inputs = demonstration_inputs(municipality, data.year, model)
        if runs:
            inputs = replace(inputs, previous=runs[-1].as_last_year())
        runs.append(make_run(model, inputs, data.year))
    return runs


def demonstration_inputs(municipality: Municipality, year: int, model: Model) -> Inputs:
    data = municipality.of(year)
    units = tuple(
        Unit(
            id=unit.key,
            name=unit.name,
            ownership=Ownership(unit.ownership),
            kind=UnitKind(unit.kind),
            special_department=unit.special_department,
            cluster=unit.cluster,
            area=unit.area,
            budget_unit=unit.budget_unit,
            district=unit.district,
            opened_on=unit.opened_on,
            closed_on=unit.closed_on,
            predecessors=unit.predecessors,
            opening_hours=unit.opening_hours,
        )
        for unit in data.units
    )
    here = np.nonzero(data.children.counted)[0]
    born = data.children.born_on[here]
    three = np.datetime64(data.count_on.replace(year=data.count_on.year - 3))
    marks = data.children.criteria[here]
    table = pa.table(
        {
            "unit": [units[i].id for i in data.children.unit[here]],
            "district": pa.array([None] * len(here), pa.string()),
            "age_group": np.where(born > three, "0-2", "3-5").tolist(),
            "full_time": data.children.full_time[here] * 10,
            **{
                name: pa.array(
                    [None if m == UNKNOWN else bool(m == MET) for m in marks[:, i]], pa.bool_()
                )
                for i, name in enumerate(municipality.criteria)
            },
        }
    )
    scope = {unit.id for unit in units}
    return Inputs(
        register=Register(
            units=units,
            grants=tuple(
                Grant(g.unit, Fraction(g.amount_dkk), g.purpose)
                for g in data.grants
                if g.unit in scope
            ),
            applications=tuple(
                Application(a.unit, Fraction(a.amount_dkk), a.decision, a.purpose)
                for a in data.applications
                if a.unit in scope
            ),
        ),
        enrolled=build_profile(
            table,
            criteria=model.criterion_ids,
            age_groups=[group.id for group in model.age_groups],
            places=[unit.id for unit in units],
        ),
    )
