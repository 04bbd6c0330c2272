"""Last year, told in this year's units: merged, split and renamed units included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TypeVar

from fordel.allocation.engine import Allocation
from fordel.allocation.inputs import resident_population
from fordel.allocation.lineage import Past
from fordel.allocation.lineage import pasts as parts_of
from fordel.allocation.model.checks import methods
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import Index
from fordel.allocation.model.steps import Need
from fordel.allocation.renaming import Renaming, filled_up
from fordel.allocation.resolving import ResolvedModel
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO, Grid, Population, Vector
from fordel.profiles.carrying import carried_over, filled_from, respelled
from fordel.registers.records import Application, Grant, RateRow

G = TypeVar("G", Grant, Application)


@dataclass(frozen=True)
class Side:
    """One year, told in this year's units: its rules, its need, its numbers of children."""

    resolved: ResolvedModel
    need: Population
    children: Grid
    full_time: Grid
    resident: Population | None
    grants: tuple[Grant, ...]
    applications: tuple[Application, ...]
    rates: tuple[RateRow, ...]


def side_of(run: Run) -> Side:
    """A year in its own units."""
    result = run.allocation
    return Side(
        resolved=settled(result.resolved),
        need=result.enrolled,
        children=result.enrolled.children,
        full_time=result.enrolled.full_time,
        resident=resident_population(result.model, run.inputs),
        grants=run.inputs.register.grants,
        applications=run.inputs.register.applications,
        rates=_rates(run),
    )


def told_anew(before: Run, after: Run) -> Side:
    """Last year in this year's units.

    A merged unit has what those it came from had; units split from one share its numbers in
    proportion to their size and have its composition; a new unit is as it is this year, and so are
    districts and rates that last year knew nothing of.
    """
    own, this = side_of(before), side_of(after)
    now = after.allocation
    past = pasts(before.allocation, now)
    then = before.allocation.enrolled
    registers = before.inputs.register
    renaming = Renaming(now.ids, past, dict(zip(then.places, then.totals, strict=True)))
    model = _filled_tables(renaming.model(own.resolved.model), this.resolved.model)
    return replace(
        own,
        resolved=replace(own.resolved, model=model),
        need=_need(then, now.enrolled, past),
        resident=_with_new_districts(own.resident, this.resident),
        rates=filled_up(renaming.rates(own.rates), this.rates),
        children=_numbers(then, then.children, now.enrolled, now.enrolled.children, past),
        full_time=_numbers(then, then.full_time, now.enrolled, now.enrolled.full_time, past),
        grants=tuple(_moved(registers.grants, now.ids, past)),
        applications=tuple(_moved(registers.applications, now.ids, past)),
    )


def in_numbers(need: Population, children: Grid, full_time: Grid) -> Population:
    """A composition carried over to other numbers of children, [place][age group]."""
    pairs = list(zip(children, need.children, strict=True))
    return replace(
        need,
        children=children,
        full_time=full_time,
        scale=tuple(
            tuple(_factor(n, c) for n, c in zip(now, then, strict=True)) for now, then in pairs
        ),
        scale_of_all=tuple(_factor(sum(now, ZERO), sum(then, ZERO)) for now, then in pairs),
    )


def _factor(now: Fraction, counted: Fraction) -> Fraction:
    """From counted children to other numbers; a count of no children stays as it is."""
    return now / counted if counted else Fraction(1)


def pasts(then: Allocation, now: Allocation) -> tuple[Past, ...]:
    """For each unit of this year the units it came from, and what part of each is its own."""
    return parts_of(now.units, now.weighted, dict.fromkeys(then.ids))


def settled(resolved: ResolvedModel) -> ResolvedModel:
    """A model whose tables hold always: those of its own year."""
    day = resolved.model.parameters_on(resolved.year)
    tables = {
        name: table.model_copy(
            update={
                "versions": (version.model_copy(update={"valid_from": date.min, "valid_to": None}),)
            }
        )
        for name, table in resolved.model.tables.items()
        if (version := table.on(day)) is not None
    }
    return replace(resolved, model=resolved.model.model_copy(update={"tables": tables}))


def _rates(run: Run) -> tuple[RateRow, ...]:
    day = run.model.parameters_on(run.year)
    return tuple(
        replace(row, valid_from=None, valid_to=None)
        for row in sorted(
            (row for row in run.inputs.register.rates if row.holds_on(day)),
            key=lambda row: row.valid_from or date.min,
        )
    )


def _filled_tables(model: Model, other: Model) -> Model:
    """Rates of new units and districts are this year's; coefficients are not rates."""
    tables = {
        name: table.model_copy(
            update={
                "versions": tuple(
                    version.model_copy(
                        update={
                            "rows": filled_up(version.rows, other.tables[name].versions[0].rows)
                        }
                    )
                    for version in table.versions
                )
            }
        )
        if name in other.tables and name not in coefficient_tables(model)
        else table
        for name, table in model.tables.items()
    }
    return model.model_copy(update={"tables": tables})


def coefficient_tables(model: Model) -> frozenset[str]:
    """The tables that hold an index's coefficients."""
    return frozenset(
        method.coefficients
        for step in model.steps
        if isinstance(step, Need)
        for method in methods(step.count)
        if isinstance(method, Index) and isinstance(method.coefficients, str)
    )


def _with_new_districts(then: Population | None, now: Population | None) -> Population | None:
    """Last year's districts, and this year's that there were not."""
    if then is None or now is None:
        return then or now
    new = [i for i, place in enumerate(now.places) if place not in then.places]
    if not new:
        return then
    places = (*then.places, *(now.places[i] for i in new))
    profile = None
    if then.profile is not None:
        profile = carried_over(
            then.profile, places, [[p] if p in then.places else [] for p in places]
        )
        if now.profile is not None:
            this = respelled(now.profile, profile.criteria, profile.age_groups)
            added = carried_over(this, places, [[] if p in then.places else [p] for p in places])
            profile = filled_from(profile, added)
    return replace(
        then,
        places=places,
        children=(*then.children, *(_by_age(now, now.children[i], then) for i in new)),
        full_time=(*then.full_time, *(_by_age(now, now.full_time[i], then) for i in new)),
        profile=profile,
        counts={**now.counts, **then.counts},
        shares={**now.shares, **then.shares},
    )


def _numbers(
    then: Population, numbers: Grid, now: Population, others: Grid, past: Sequence[Past]
) -> Grid:
    """Last year's numbers in this year's units; this year's where there was no unit."""
    position = {name: i for i, name in enumerate(then.places)}
    return tuple(
        _added([[share * n for n in numbers[position[name]]] for name, share in parts])
        if parts
        else _by_age(now, own, then)
        for parts, own in zip(past, others, strict=True)
    )


def _by_age(now: Population, row: Vector, then: Population) -> Vector:
    """A row of this year's numbers in last year's age groups."""
    number = dict(zip(now.age_groups, row, strict=True))
    return tuple(number.get(age, ZERO) for age in then.age_groups)


def _added(rows: Sequence[Sequence[Fraction]]) -> Vector:
    return tuple(sum(column, ZERO) for column in zip(*rows, strict=True))


def _need(then: Population, now: Population, past: Sequence[Past]) -> Population:
    """Last year's composition in this year's units; this year's where there was nobody."""
    whole: list[Past] = [tuple((name, Fraction(1)) for name, _ in parts) for parts in past]
    children = _numbers(then, then.children, now, now.children, whole)
    profile = None
    if then.profile is not None:
        sources = [[name for name, _ in parts] for parts in past]
        profile = carried_over(then.profile, now.places, sources)
        if now.profile is not None:
            this = respelled(now.profile, profile.criteria, profile.age_groups)
            profile = filled_from(profile, this)
        children = tuple(tuple(Fraction(int(n)) for n in row) for row in profile.totals())
    return Population(
        places=now.places,
        age_groups=then.age_groups,
        children=children,
        full_time=children,
        profile=profile,
        counts=_counts(then, now, past),
        scores=_scores(then, now, past),
    )


def _counts(
    then: Population, now: Population, past: Sequence[Past]
) -> dict[tuple[str, str], dict[str | None, Fraction | None]]:
    criteria = dict.fromkeys(criterion for _, criterion in (*then.counts, *now.counts))
    counts: dict[tuple[str, str], dict[str | None, Fraction | None]] = {}
    for place, parts in zip(now.places, past, strict=True):
        for criterion in criteria:
            known = [then.counts[n, criterion] for n, _ in parts if (n, criterion) in then.counts]
            if not known:
                counts[place, criterion] = dict(now.counts.get((place, criterion), {}))
                continue
            added = counts.setdefault((place, criterion), {})
            for cells in known:
                for age, number in cells.items():
                    before = added.get(age, ZERO)
                    missing = number is None or before is None
                    added[age] = None if missing else (before or ZERO) + (number or ZERO)
    return {key: cells for key, cells in counts.items() if cells}


def _scores(then: Population, now: Population, past: Sequence[Past]) -> dict[str, Fraction]:
    """A merged unit's score is the mean of those it came from, by their children."""
    size = dict(zip(then.places, then.totals, strict=True))
    scores: dict[str, Fraction] = {}
    for place, parts in zip(now.places, past, strict=True):
        known = [(then.scores[n], size[n]) for n, _ in parts if n in then.scores]
        weight = sum((children for _, children in known), ZERO)
        if weight:
            scores[place] = sum((score * n for score, n in known), ZERO) / weight
        elif place in now.scores:
            scores[place] = now.scores[place]
    return scores


def _moved(entries: Iterable[G], ids: Sequence[str], past: Sequence[Past]) -> Iterable[G]:
    for unit, parts in zip(ids, past, strict=True):
        for name, share in parts:
            for entry in entries:
                if entry.unit == name:
                    yield replace(entry, unit=unit, amount=entry.amount * share)
