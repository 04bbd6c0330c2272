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
from fordel.allocation.resolving import ResolvedModel
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO, Grid, Population, Vector
from fordel.profiles.carrying import carried_over, filled_from
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


def told_anew(before: Run, now: Allocation) -> Side:
    """Last year in this year's units.

    A merged unit has what those it came from had; units split from one share its numbers in
    proportion to their size and have its composition; a new unit is as it is this year.
    """
    own = side_of(before)
    past = pasts(before.allocation, now)
    then = before.allocation.enrolled
    registers = before.inputs.register
    return replace(
        own,
        need=_need(then, now.enrolled, past),
        children=_numbers(then.places, then.children, now.enrolled.children, past),
        full_time=_numbers(then.places, then.full_time, now.enrolled.full_time, past),
        grants=tuple(_moved(registers.grants, now.ids, past)),
        applications=tuple(_moved(registers.applications, now.ids, past)),
    )


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


def _numbers(places: Sequence[str], then: Grid, now: Grid, past: Sequence[Past]) -> Grid:
    position = {name: i for i, name in enumerate(places)}
    return tuple(
        _added([[share * n for n in then[position[name]]] for name, share in parts])
        if parts
        else own
        for parts, own in zip(past, now, strict=True)
    )


def _added(rows: Sequence[Sequence[Fraction]]) -> Vector:
    return tuple(sum(column, ZERO) for column in zip(*rows, strict=True))


def _need(then: Population, now: Population, past: Sequence[Past]) -> Population:
    """Last year's composition in this year's units; this year's where there was nobody."""
    whole: list[Past] = [tuple((name, Fraction(1)) for name, _ in parts) for parts in past]
    children = _numbers(then.places, then.children, now.children, whole)
    profile = None
    if then.profile is not None and now.profile is not None:
        sources = [[name for name, _ in parts] for parts in past]
        profile = filled_from(carried_over(then.profile, now.places, sources), now.profile)
        children = tuple(tuple(Fraction(int(n)) for n in row) for row in profile.totals())
    return Population(
        places=now.places,
        age_groups=now.age_groups,
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
