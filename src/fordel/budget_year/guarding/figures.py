"""Every figure of a run that others may meet, and what binds them together.

Counts per unit and criterion, the children who count, and the need money that is made of them are
one set of figures: areas and the municipality are their sums, those who do not meet a criterion
are what is left, and what was announced before (last year, an earlier version) stands beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from fordel.allocation.loads.counting import criteria_totals
from fordel.allocation.model.checks import criteria_of, methods
from fordel.allocation.model.loads import (
    CriteriaMet,
    Designated,
    Enrolled,
    GivenKey,
    Score,
    SimpleMethod,
    UniqueChildren,
    WeightedCriteria,
)
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import exact
from fordel.allocation.runs import Run
from fordel.allocation.situation import ZERO
from fordel.disclosure.cases import AMOUNT, CHILDREN, already_published, units_by_criteria
from fordel.disclosure.cells import Cell, Figures, Key, Relation
from fordel.disclosure.linking import NOT_MET, side_by_side
from fordel.disclosure.rules import Rules
from fordel.disclosure.tables import TOTAL, Dimension, table
from fordel.domain.language import Words

COUNTED = "counted"
"""The children who count in the model's own way: what its need money is shared by."""
NO_AREA = "-"
THIS, _BEFORE = "this table", "table before"
COUNTED_WORDS = Words(da="Børn, der tæller", en="Children who count")
_ROUNDED_BY = 2
"""Smallest units of money that rounding to a sum may move an amount by."""
_A_QUARTER = 4
_NOT_FROM_CHILDREN = (Score, GivenKey, Enrolled, Designated)
"""Counted without criteria: what such money says of children is known to everybody."""


@dataclass(frozen=True)
class Earlier:
    """A run that was announced before, and the cells that were hidden of it.

    ``within`` is what everybody knows of cells that were shown rounded: between which figures.
    """

    run: Run
    hidden: frozenset[Key]
    within: Mapping[Key, tuple[Fraction, Fraction]] = field(default_factory=dict)


def figures_of(run: Run, earlier: Sequence[Earlier], rules: Rules) -> Figures:
    """Every figure of a run that others may meet, beside what they have met already."""
    tables = {f"{_BEFORE} {place}": _announced(old, rules) for place, old in enumerate(earlier)}
    # What is new is held against everything before it, not only against the last of it.
    with_this = [(name, THIS) for name in tables]
    pairs = dict.fromkeys([*pairwise(tables), *with_this])
    this = _table_of(run)
    return _without_known(
        side_by_side({**tables, THIS: this}, pairs=pairs), _known_together(run, this)
    )


def _announced(old: Earlier, rules: Rules) -> Figures:
    """What was announced of a run: shown for good, hidden for good, or known to lie within."""
    figures = already_published(_table_of(old.run), old.hidden, rules)
    cells = dict(figures.cells)
    for key, (low, high) in old.within.items():
        cells[key] = replace(cells[key], publish="never", lowest=low, highest=high)
    return Figures(cells, figures.relations)


def unseen_counts(figures: Figures) -> Figures:
    """The figures with no count of this run in any table."""
    cells = {
        key: replace(cell, publish="never") if is_count(key) and cell.publish == "if_safe" else cell
        for key, cell in figures.cells.items()
    }
    return Figures(cells, figures.relations)


def decided_amounts(figures: Figures, hidden: Collection[Key]) -> Figures:
    """The figures with it decided which of this run's amounts are shown."""
    cells = dict(figures.cells)
    for key, cell in figures.cells.items():
        if key[0] == THIS and key[-1] == AMOUNT and cell.publish == "if_safe":
            cells[key] = replace(cell, publish="never" if key in hidden else "always")
    return Figures(cells, figures.relations)


def _known_together(run: Run, figures: Figures) -> set[Key]:
    """The sums of counts that everybody knows: the pool and the rate stand in every budget.

    All who count, or who meet the one criterion that the money is made of: in the municipality,
    and in its area where it has only one.
    """
    areas = areas_of(run)
    rows = {TOTAL, *(areas if len(areas) == 1 else ())}
    weights = _weights(run, {key: cell.value for key, cell in figures.cells.items()})
    columns = {COUNTED, *(weights if len(weights) == 1 else ())}
    return {(row, column) for row in rows for column in columns}


def _without_known(figures: Figures, together: Collection[Key]) -> Figures:
    """Without differences of what everybody knows or of those whom nothing is said of.

    Known are all children, and all who count together. A unit with three children more who meet
    nothing has three children more.
    """
    known = {
        key
        for key in figures.cells
        if _is_difference(key)
        and (key[3] == CHILDREN or key[-1] == NOT_MET or key[2:4] in together)
    }
    return Figures(
        {key: cell for key, cell in figures.cells.items() if key not in known},
        tuple(r for r in figures.relations if not known & r.terms.keys()),
    )


def _is_difference(key: Key) -> bool:
    """Whether a cell is ``(one table, another, row, column, …)``."""
    return key[0].startswith(_BEFORE) and (key[1] == THIS or key[1].startswith(_BEFORE))


def is_count(key: Key) -> bool:
    return (
        len(key) == len((THIS, TOTAL, ""))
        and key[0] == THIS
        and key[2]
        not in {
            CHILDREN,
            AMOUNT,
        }
    )


def areas_of(run: Run) -> dict[str, list[str]]:
    """The units of each area; those in none together."""
    found: dict[str, list[str]] = {}
    taken = {*run.allocation.ids, TOTAL}
    for unit in run.allocation.units:
        area = unit.area or NO_AREA
        found.setdefault(f"{area} *" if area in taken else area, []).append(unit.id)
    return found


def _table_of(run: Run) -> Figures:
    """One run's own figures."""
    areas, counts = areas_of(run), _counts(run)
    figures = units_by_criteria(counts, areas, children=_children(run)) if counts else Figures({})
    money = _money(run, areas)
    known = {key: cell.value for key, cell in figures.cells.items()}
    links = list(_links(run, known))
    return Figures(
        {**figures.cells, **_costed(money, links, known)},
        (*figures.relations, *money.relations, *links),
    )


def _counts(run: Run) -> dict[tuple[str, str], int | None]:
    result = run.allocation
    found: dict[tuple[str, str], int | None] = {}
    for name, values in criteria_totals(result.enrolled, run.model.criterion_ids).items():
        if all(value is None or value.denominator == 1 for value in values):
            for unit, value in zip(result.ids, values, strict=True):
                found[unit, name] = None if value is None else int(value)
    step = next((s for s in run.model.steps if isinstance(s, Need)), None)
    if isinstance(getattr(step, "count", None), UniqueChildren) and _are_people(run):
        for unit, value in zip(result.ids, result.load or (), strict=True):
            found[unit, COUNTED] = int(value)
    return found


def _are_people(run: Run) -> bool:
    """Whether the load is whole children, no more than there are."""
    return run.allocation.load is not None and all(
        value.denominator == 1 and 0 <= value <= everybody
        for value, everybody in zip(
            run.allocation.load, run.allocation.enrolled.totals, strict=True
        )
    )


def _children(run: Run) -> dict[str, int] | None:
    """All children of each unit: anybody can count them. None where they are not whole."""
    totals = run.allocation.enrolled.totals
    if any(value.denominator != 1 for value in totals):
        return None
    return dict(zip(run.allocation.ids, map(int, totals), strict=True))


def _money(run: Run, areas: Mapping[str, Sequence[str]]) -> Figures:
    """The need money of each unit; what all get together stands in the budget."""
    if not any(isinstance(step, Need) for step in run.model.steps):
        return Figures({})
    figures = table(
        {(u, AMOUNT): n for u, n in zip(run.allocation.ids, run.allocation.need, strict=True)},
        [Dimension.nested(areas), Dimension.loose([AMOUNT])],
        kind="amount",
        signed=min(run.allocation.need) < 0,
    )
    whole = figures.cells[TOTAL, AMOUNT]
    return Figures(
        {**figures.cells, whole.key: replace(whole, publish="always")}, figures.relations
    )


def _links(run: Run, known: Mapping[Key, Fraction | None]) -> list[Relation]:
    """For each unit: its need money is so much per child who counts.

    Where one rate gives every unit its money but for rounding, that rate is known to everybody.
    Where caps and thresholds made them differ, a unit's own rate is taken to be known so well that
    its money tells its count.
    """
    weights = _weights(run, known)
    loads = {u: _load(weights, u, known) for u in run.allocation.ids} if weights else {}
    need = dict(zip(run.allocation.ids, run.allocation.need, strict=True))
    together = sum((load for load in loads.values() if load), ZERO)
    common = sum(need.values(), ZERO) / together if together else ZERO
    rounding = _ROUNDED_BY * Fraction(run.model.currency.smallest)
    found = []
    for unit, load in loads.items():
        if load is None:
            continue
        rate, within = common, rounding
        if abs(need[unit] - common * load) > rounding:
            rate = need[unit] / load if load else ZERO
            within = rate / _A_QUARTER
        rest = ZERO if load else need[unit]
        terms: dict[Key, Fraction] = {
            (unit, name): -rate * weight for name, weight in weights.items() if rate * weight
        }
        whole = {(unit, AMOUNT): Fraction(1), **terms}
        found.append(Relation(whole, rest - within, rest + within))
    return found


def _load(
    weights: Mapping[str, Fraction], unit: str, known: Mapping[Key, Fraction | None]
) -> Fraction | None:
    load = ZERO
    for name, weight in weights.items():
        value = known.get((unit, name))
        if value is None:
            return None
        load += weight * value
    return load


def _weights(run: Run, known: Mapping[Key, Fraction | None]) -> dict[str, Fraction]:
    """What each count weighs in the need money; empty where it is not made of counts.

    Where the exact rule is no weighted sum (a logistic index) every criterion weighs alike: hiding
    then goes by the same cells.
    """
    if any(key[-1] == COUNTED for key in known):
        return {COUNTED: Fraction(1)}
    weights: dict[str, Fraction] = {}
    for step in run.model.steps:
        if isinstance(step, Need):
            for method in methods(step.count):
                for name, weight in _weights_of(method, run).items():
                    weights[name] = weights.get(name, ZERO) + weight
    there = {key[1] for key, value in known.items() if len(key) == len((TOTAL, "")) and value}
    return {name: weight for name, weight in weights.items() if name in there and weight}


def _weights_of(method: SimpleMethod, run: Run) -> dict[str, Fraction]:
    if isinstance(method, _NOT_FROM_CHILDREN):
        return {}
    if isinstance(method, WeightedCriteria):
        return {name: exact(weight) for name, weight in method.weights.items()}
    named = criteria_of(method, run.allocation.resolved.model)
    one = Fraction(1) if isinstance(method, CriteriaMet) else Fraction(1, max(len(named), 1))
    return dict.fromkeys(named, one)


def _costed(
    money: Figures, links: Sequence[Relation], known: Mapping[Key, Fraction | None]
) -> dict[Key, Cell]:
    """An amount costs twice its count: it is what people come for."""
    cells = dict(money.cells)
    for link in links:
        keys = [key for key in link.terms if key[-1] != AMOUNT]
        weigh = sum((known[key] or ZERO for key in keys), Fraction(1))
        (amount,) = (key for key in link.terms if key[-1] == AMOUNT)
        cells[amount] = replace(cells[amount], cost=2 * weigh)
    for key, cell in cells.items():
        if cell.cost is None:
            cells[key] = replace(cell, cost=Fraction(1_000))
    return cells
