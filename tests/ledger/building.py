"""Ledgers of the small invented municipality, and runs that pay otherwise."""

from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

from fordel.allocation.bundles.bundle import model_yaml
from fordel.allocation.model.loading import parse_model
from fordel.allocation.runs import Run, make_run
from fordel.ledger.book import Ledger
from fordel.ledger.posting import handed_over, opened
from tests import demonstrated


def fresh() -> Ledger:
    return opened(demonstrated.run(), "Vedtaget af byrådet")


def again(**changed) -> Run:
    """The run anew, with units changed: {unit: {field: value}}."""
    run = demonstrated.run()
    units = tuple(replace(unit, **changed.get(unit.id, {})) for unit in run.inputs.register.units)
    register = replace(run.inputs.register, units=units)
    return make_run(run.model, replace(run.inputs, register=register), run.year)


def closing() -> str:
    """A unit without a grant of its own, so that it may be out of scope."""
    register = demonstrated.run().inputs.register
    granted = {row.unit for row in (*register.grants, *register.applications)}
    return next(unit for unit in demonstrated.run().allocation.ids if unit not in granted)


def closed(ledger: Ledger, unit: str, heir: str) -> Ledger:
    return handed_over(ledger, [unit], {heir: Fraction(1)}, from_month=8, reason="Lukker")


def without(allocation, unit):
    """The allocation without a unit: what its plans are made of."""
    place = allocation.ids.index(unit)
    kept = [i for i in range(len(allocation.ids)) if i != place]
    return SimpleNamespace(
        units=tuple(allocation.units[i] for i in kept),
        totals=tuple(allocation.totals[i] for i in kept),
        steps=(),
        year=allocation.year,
    )


def poorer():
    """The model with a smaller frame: a run that pays everybody otherwise."""
    return parse_model(
        model_yaml(demonstrated.model()).replace("51600000", "51500000"), "less.yaml"
    )
