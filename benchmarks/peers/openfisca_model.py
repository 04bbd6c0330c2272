"""OpenFisca-core: a tax and benefit system of children and units, its figures as parameters."""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.parameters import ParameterNode  # type: ignore[import-untyped]
from openfisca_core.periods import DateUnit
from openfisca_core.reforms import Reform  # type: ignore[import-untyped]
from openfisca_core.simulations import Simulation, SimulationBuilder  # type: ignore[import-untyped]
from openfisca_core.taxbenefitsystems import TaxBenefitSystem  # type: ignore[import-untyped]
from openfisca_core.variables import Variable  # type: ignore[import-untyped]

from benchmarks import national
from benchmarks.apart import Task
from benchmarks.peers.sharing import Floats, money
from benchmarks.shapes import CRITERIA, Children

YEAR = str(national.YEAR)
BEGINS = f"{YEAR}-01-01"
COMPUTED = ("counted", "load", "amount")

CHILD = Entity("child", "children", "A child", "A child enrolled in a unit")
UNIT = GroupEntity(
    "unit", "units", "A unit", "A daycare institution",
    roles=[{"key": "enrolled", "plural": "enrolled_children"}],
)  # fmt: skip


class counted(Variable):  # type: ignore[misc] # noqa: N801 - OpenFisca takes a variable's name from its class
    """Whether a child meets enough of the criteria that the model looks at."""

    value_type = bool
    entity = CHILD
    definition_period = DateUnit.YEAR

    def formula(child: Any, period: Any, parameters: Any) -> Any:  # noqa: N805 - as OpenFisca has it
        figures = parameters(period)
        looked_at = [name for name in CRITERIA if figures.criteria[name]]
        return sum(child(name, period).astype(np.int8) for name in looked_at) >= figures.at_least


class load(Variable):  # type: ignore[misc] # noqa: N801
    """The children of a unit that count."""

    value_type = int
    entity = UNIT
    definition_period = DateUnit.YEAR

    def formula(unit: Any, period: Any) -> Any:  # noqa: N805
        return unit.sum(unit.members("counted", period))


class weighted_children(Variable):  # type: ignore[misc] # noqa: N801
    value_type = float
    entity = UNIT
    definition_period = DateUnit.YEAR


class amount(Variable):  # type: ignore[misc] # noqa: N801
    """All money of a unit. OpenFisca stores it with seven digits."""

    value_type = float
    entity = UNIT
    definition_period = DateUnit.YEAR

    def formula(unit: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
        figures = parameters(period)
        return money(
            unit("load", period).astype(np.float64),
            unit("weighted_children", period).astype(np.float64),
            figures.frame,
            figures.need_share,
            figures.cap if figures.has_cap else None,
        )


def _criterion(name: str) -> type[Variable]:
    about = {"value_type": bool, "entity": CHILD, "definition_period": DateUnit.YEAR}
    return type(name, (Variable,), about)


def _figure(value: float) -> dict[str, Any]:
    return {"values": {BEGINS: {"value": value}}}


def system(frame: int) -> TaxBenefitSystem:
    """The national model as OpenFisca knows laws: variables with formulas, and parameters."""
    made = TaxBenefitSystem([CHILD, UNIT])
    made.add_variables(counted, load, weighted_children, amount, *map(_criterion, CRITERIA))
    figures = {
        "frame": frame, "need_share": 0.05, "at_least": 2, "cap": 0, "has_cap": 0,
    }  # fmt: skip
    about: dict[str, Any] = {name: _figure(value) for name, value in figures.items()}
    about["criteria"] = {name: _figure(1) for name in CRITERIA}
    made.parameters = ParameterNode("", data=about)
    return made


def simulation(law: TaxBenefitSystem, them: Children) -> Simulation:
    """The children in their units, with what is known of them."""
    builder = SimulationBuilder()
    builder.create_entities(law)
    builder.declare_person_entity("child", range(len(them.unit)))
    units = builder.declare_entity("unit", range(them.units))
    builder.join_with_persons(units, them.unit, np.zeros(len(them.unit), dtype=np.int64))
    # join_with_persons numbers the units that have children; all of them have some here.
    made = builder.build(law)
    for place, name in enumerate(CRITERIA):
        made.set_input(name, YEAR, them.met[:, place])
    made.set_input("weighted_children", YEAR, national.weighted_children(them))
    return made


def _figures(law: ParameterNode, variant: national.Variant) -> None:
    """Give the parameters a variant's values."""
    for parameter, value in (
        (law.need_share, variant.share),
        (law.at_least, variant.at_least),
        (law.has_cap, variant.cap is not None),
        (law.cap, variant.cap or 0),
        *((law.criteria.children[c], c in variant.criteria) for c in CRITERIA),
    ):
        parameter.update(start=BEGINS, value=value)


def reforms(name: str, children: int, units: int, chosen: list[int], times: int = 3) -> Task:
    """Chosen variants as OpenFisca's handbook has it: a reform each, and a simulation of it."""
    law = system(national.frame_of(children))
    them = national.children(children, units)
    asked = national.variants(name)

    def one(variant: national.Variant) -> Floats:
        class Varied(Reform):  # type: ignore[misc]
            """The national model with a variant's figures."""

            def apply(self) -> None:
                def modify(parameters: ParameterNode) -> ParameterNode:
                    _figures(parameters, variant)
                    return parameters

                self.modify_parameters(modify)

        made = simulation(Varied(law), them)
        return np.asarray(made.calculate("amount", YEAR), dtype=np.float64)

    return Task(
        lambda: [one(asked[number]) for number in chosen],
        lambda found: {"money": np.stack(found)},
        times,
        each=len(chosen),
    )


def variants(name: str, children: int, units: int, chosen: list[int], times: int = 3) -> Task:
    """Chosen variants on one simulation kept in memory, which is the quickest OpenFisca allows.

    A reform per variant would build the simulation anew each time; here the parameters of the
    system are updated and what hangs on them is forgotten.
    """
    law = system(national.frame_of(children))
    made = simulation(law, national.children(children, units))
    asked = national.variants(name)

    def one(variant: national.Variant) -> Floats:
        _figures(law.parameters, variant)
        TaxBenefitSystem.get_parameters_at_instant.cache_clear()
        for computed in COMPUTED:
            made.delete_arrays(computed)
        return np.asarray(made.calculate("amount", YEAR), dtype=np.float64)

    return Task(
        lambda: [one(asked[number]) for number in chosen],
        lambda found: {"money": np.stack(found)},
        times,
        each=len(chosen),
    )
