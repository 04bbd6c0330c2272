"""From a run to the measures: what its units get, for whom, and how unevenly."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, Literal

from fordel.allocation.engine import Allocation
from fordel.allocation.model.document import Model
from fordel.allocation.model.money import ByIndex
from fordel.allocation.model.steps import Need
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO, Vector
from fordel.allocation.steps.filtering import concerns
from fordel.equity.measures import Differentiation, Horizontal, Measured, Shares, Vertical, measure
from fordel.equity.units import UnitAmount
from fordel.registers.records import Unit, UnitKind

What = Literal["need", "total"]

_FAMILIES: tuple[type[Any], ...] = (Differentiation, Horizontal, Vertical, Shares)
_INSEPARABLE = "inseparable"


@dataclass(frozen=True)
class Shown:
    """Whose figures may be known: the units whose amounts are, and those whose load is."""

    amounts: frozenset[str]
    loads: frozenset[str]


def measure_run(
    run: Run, *, what: What = "need", group: str = "", shown: Shown | None = None
) -> Measured:
    """Measure how unevenly a run's money goes to its units, per weighted child.

    Parameters
    ----------
    what : the need money, as the need steps gave it before damping and rounding of payment; or
        everything a unit gets. The shares are those of the need money in either case.
    group : the municipality's name, for comparing several.
    shown : measure only the units whose figures may be known, so that a measure tells nothing of
        the others; they are counted as missing. The share of everything, a sum, stays as it is.

    Returns
    -------
    Measured. Where need is an index on other money, no measure of the need money has a value: its
    reason is ``inseparable``.

    Raises
    ------
    BudgetNotPositive : more is set aside than the frame holds.

    Notes
    -----
    A unit with money but no children is counted as missing: it has no kroner per child.
    """
    separable = need_is_separable(run.model)
    need = _measured(run, "need", group, shown) if separable else _without_values(run, group)
    if shown is not None and separable:
        everything = _measured(run, "need", group, None).shares.need_share
        need = replace(need, shares=replace(need.shares, need_share=everything))
    if what == "need":
        return need
    measured = _measured(run, "total", group, shown)
    of_shares = {field.name for field in fields(Shares)}
    return replace(
        measured,
        shares=need.shares,
        undefined={
            **{name: why for name, why in measured.undefined.items() if name not in of_shares},
            **{name: why for name, why in need.undefined.items() if name in of_shares},
        },
    )


def unit_amounts(run: Run, what: What) -> tuple[UnitAmount, ...]:
    """What each unit of a run gets, for how many weighted children, at what load per child.

    Returns
    -------
    Shape (units,). The load is what the first need step counted per enrolled child, before any
    threshold; None where that step does not concern the unit, or where there is no such step.
    """
    allocation = run.allocation
    amounts = allocation.need if what == "need" else allocation.totals
    loads = load_per_child(allocation)
    return tuple(
        UnitAmount(
            unit=unit.id,
            children=allocation.weighted[i] if allocation.weighted[i] or not amounts[i] else None,
            amount_dkk=amounts[i],
            load=loads[i],
            budget_dkk=allocation.totals[i],
            special=is_special(unit),
        )
        for i, unit in enumerate(allocation.units)
    )


def need_is_separable(model: Model) -> bool:
    """Whether the need money can be told from the rest: no need step is an index on another."""
    return not any(
        isinstance(step, Need) and isinstance(step.money, ByIndex) for step in model.steps
    )


def is_special(unit: Unit) -> bool:
    """Special units and units with a special department: out of every measure."""
    return unit.special_department or unit.kind is UnitKind.SPECIAL


def load_per_child(allocation: Allocation) -> tuple[Fraction | None, ...]:
    """The load per enrolled child of the first need step, before its threshold, per unit."""
    step = next((step for step in allocation.model.steps if isinstance(step, Need)), None)
    if step is None:
        return (None,) * len(allocation.units)
    return tuple(
        load / children if children and concerns(step.where, unit) else None
        for unit, load, children in zip(
            allocation.units, _counted(allocation, step), allocation.enrolled.totals, strict=True
        )
    )


def _counted(allocation: Allocation, step: Need) -> Vector:
    """The load before the threshold; after it where a count below zero has no meaning per child."""
    result = allocation.step(step.id)
    after = result.load or (ZERO,) * len(allocation.units)
    before = tuple(value for value in result.columns.get("counted", after) if value is not None)
    return before if all(value >= 0 for value in before) else after


def _measured(run: Run, what: What, group: str, shown: Shown | None) -> Measured:
    units = unit_amounts(run, what)
    return measure(
        units if shown is None else [_as_shown(unit, shown) for unit in units],
        group=group,
        basis=run.model.children.figures,
        decentral_budget_dkk=_decentral(run.allocation),
    )


def _as_shown(unit: UnitAmount, shown: Shown) -> UnitAmount:
    tells = unit.unit in shown.amounts
    return replace(
        unit,
        amount_dkk=unit.amount_dkk if tells else None,
        budget_dkk=unit.budget_dkk if tells else None,
        load=unit.load if tells and unit.unit in shown.loads else None,
    )


def _decentral(allocation: Allocation) -> Fraction | None:
    """The frame without what was set aside; without a frame, all that was handed out, if any."""
    if allocation.frame is not None:
        return allocation.frame - allocation.set_aside
    return sum(allocation.totals, ZERO) or None


def _without_values(run: Run, group: str) -> Measured:
    """The run's units, and for every measure the reason that its money cannot be told apart."""
    measured = _measured(run, "total", group, None)
    differentiation, horizontal, vertical, shares = (
        family(**{field.name: None for field in fields(family)}) for family in _FAMILIES
    )
    names = [field.name for family in _FAMILIES for field in fields(family)]
    return replace(
        measured,
        counts=replace(measured.counts, measured=0, receiving=0),
        differentiation=differentiation,
        horizontal=horizontal,
        vertical=vertical,
        shares=shares,
        undefined=dict.fromkeys(names, _INSEPARABLE),
    )
