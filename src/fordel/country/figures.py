"""One municipality's figures for the comparison, from its run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fordel.allocation.engine import Allocation
from fordel.allocation.loads.counting import criteria_totals
from fordel.allocation.model.steps import Damping
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.country.columns import CRITERION, Row
from fordel.country.manifest import MANIFEST, Manifest
from fordel.country.refusals import AgeGroupWithoutCommonWeight
from fordel.country.wording import counted_alike, method_words
from fordel.domain.language import Words
from fordel.equity.measures import FEWEST_FOR_QUARTILES, Measured
from fordel.equity.of_run import measure_run, need_is_separable, unit_amounts

_MEASURES = (
    "need_share",
    "range_factor",
    "quartile_factor",
    "gini",
    "coefficient_of_variation",
    "concentration_index",
    "top_third_units",
)
"""The published ones, by their ids in :mod:`fordel.equity.definitions`."""


@dataclass(frozen=True)
class Figures:
    """A municipality's row, and what must be known to compare it.

    ``counted`` is the same mark for municipalities that count need alike; ``labels`` the criteria
    in words; ``basis`` whether child counts are budgeted or actual.
    """

    row: Row
    counted: str
    labels: Mapping[str, Words]
    basis: str
    separable: bool


@dataclass(frozen=True)
class _Quarters:
    """Kroner per weighted child in the most and the least burdened quarter of the units."""

    units: int
    most: Fraction
    least: Fraction


def figures_of(run: Run, code: str, name: str, manifest: Manifest) -> Figures:
    """Measure a run for the comparison, on the country's common weights where it has them.

    Raises
    ------
    AgeGroupWithoutCommonWeight : the model has an age group that the country gives no weight.
    """
    weighed = on_common_weights(run, manifest.weights)
    allocation = weighed.allocation
    measured = measure_run(weighed, group=name)
    separable = need_is_separable(run.model)
    method = method_words(run.allocation.resolved)
    weighted = sum(allocation.weighted, ZERO)
    handed_out = sum(allocation.totals, ZERO)
    frame = allocation.frame
    row: Row = {
        "code": code,
        "municipality": name,
        "model": run.model.model,
        "method_da": method.da,
        "method_en": method.en,
        "units": len(allocation.units),
        "measured_units": measured.counts.measured if separable else None,
        "children": sum(allocation.enrolled.totals, ZERO),
        "weighted_children": weighted,
        "currency": run.model.currency.code,
        "frame": frame,
        "decentral": None if frame is None else frame - allocation.set_aside,
        "handed_out": handed_out,
        "need": sum(allocation.need, ZERO) if separable else None,
        "per_child": handed_out / weighted if weighted else None,
        **{measure: measured.values()[measure] for measure in _MEASURES},
        **_quarters(weighed, separable=separable),
        **_receiving(measured, allocation, manifest.useful_amount, separable=separable),
        "damped": _damped(allocation),
        **_criteria(allocation),
    }
    return Figures(
        row=row,
        counted=counted_alike(run.allocation.resolved, code),
        labels={one.id: Words(one.label.da, one.label.en) for one in run.model.criteria},
        basis=run.model.children.figures,
        separable=separable,
    )


def on_common_weights(run: Run, weights: Mapping[str, Fraction] | None) -> Run:
    """The same money on other weights of the age groups: for measuring, never for paying."""
    if weights is None:
        return run
    resolved = run.allocation.resolved
    for group in resolved.model.age_groups:
        if group.id not in weights:
            raise AgeGroupWithoutCommonWeight(
                model=run.model.model, age_group=group.id, manifest=MANIFEST
            )
    common = tuple(weights[group.id] for group in resolved.model.age_groups)
    allocation = replace(run.allocation, resolved=replace(resolved, weights=common))
    return replace(run, allocation=allocation)


def _quarters(run: Run, *, separable: bool) -> Row:
    need = _by_load(run, "need") if separable else None
    total = _by_load(run, "total")
    return {
        "quarter_units": None if total is None else total.units,
        "most_burdened_need": None if need is None else need.most,
        "least_burdened_need": None if need is None else need.least,
        "most_burdened_total": None if total is None else total.most,
        "least_burdened_total": None if total is None else total.least,
        "most_to_least_total": total.most / total.least if total and total.least else None,
    }


def _by_load(run: Run, what: str) -> _Quarters | None:
    """The quarters by load per child, ties by key; None with fewer than four units with a load.

    Each quarter is measured as one: its money over its weighted children.
    """
    units = [
        (one.load, one.unit, Fraction(one.amount_dkk), Fraction(one.children))
        for one in unit_amounts(run, "need" if what == "need" else "total")
        if one.load is not None and one.children and one.amount_dkk is not None and not one.special
    ]
    if len(units) < FEWEST_FOR_QUARTILES:
        return None
    units.sort(key=lambda unit: (-unit[0], unit[1]))
    size = len(units) // 4

    def per_child(part: Sequence[tuple[object, str, Fraction, Fraction]]) -> Fraction:
        return sum((unit[2] for unit in part), ZERO) / sum((unit[3] for unit in part), ZERO)

    return _Quarters(size, per_child(units[:size]), per_child(units[-size:]))


def _receiving(
    measured: Measured, allocation: Allocation, useful: Fraction | None, *, separable: bool
) -> Row:
    """How many get something by need, and how many of all units so little that it is of no use."""
    if not separable:
        return {"receiving_units": None, "below_useful": None}
    few = None
    if useful is not None:
        few = sum(1 for amount in allocation.need if 0 < amount < useful)
    return {"receiving_units": measured.counts.receiving, "below_useful": few}


def _damped(allocation: Allocation) -> Fraction | None:
    """What damping gave to some, which others paid; None where the model has none."""
    steps = {step.id for step in allocation.model.steps if isinstance(step, Damping)}
    if not steps:
        return None
    given = (
        amount
        for step in allocation.money_steps
        if step.id in steps
        for amount in step.amounts or ()
    )
    return sum((amount for amount in given if amount > 0), ZERO)


def _criteria(allocation: Allocation) -> Row:
    """The share of enrolled children known to meet each criterion that the model goes by."""
    children = sum(allocation.enrolled.totals, ZERO)
    totals = criteria_totals(allocation.enrolled, allocation.model.criterion_ids)
    shares: Row = {}
    for criterion, met in totals.items():
        known = [value for value in met if value is not None]
        whole = len(known) == len(met) and children
        shares[f"{CRITERION}{criterion}"] = sum(known, ZERO) / children if whole else None
    return shares
